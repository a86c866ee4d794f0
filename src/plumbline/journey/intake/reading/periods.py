"""Which plan is which: the previous one or the next, by what points at it, by its title and by its years."""

from __future__ import annotations

import re
from collections.abc import Sequence

from plumbline.foundation.formats.blocks import Piece

from .dates import parse_period
from .segments import Segment
from .understood import Plan, When
from .wording import fold, words_in
from .zones import Context

_APPENDIX_LABEL = re.compile(r"\b(?:appendix|annexe?|schedule|attachment)\s+([a-z]|\d{1,2}|[ivx]{1,4})\b")
_OLD = re.compile(r"\b(?:previous|past|old|last|completed|rag|review|progress|update)\b")


def period_words(title: Piece) -> str | None:
    """The stretch of time that a title or the sentence above a table names: "2020–2022", "until December 2023"."""
    match = re.search(r"\b(?:until|up to|to the end of) (?:\w+ )?20\d\d\b", title.text)
    if match is not None:
        return match[0]
    starts, ends = parse_period(title.text) or (None, None)
    if starts is None or ends is None:
        return None
    first, last = starts.written, ends.written
    return first if first == last else f"{first}–{last}"


def periods(pieces: Sequence[Piece]) -> tuple[tuple[When | None, When | None], ...]:
    found = (parse_period(piece.text) for piece in pieces if words_in(piece.text) <= 30)
    return tuple(period for period in found if period is not None)


def appendix_kinds(found: Sequence[Segment]) -> dict[int, str]:
    """Which appendix holds the previous plan and which the next, by the question whose answer points at it."""
    pointed: dict[str, str] = {}
    for segment in found:
        if segment.key in ("rag", "plan"):
            kind = "previous" if segment.key == "rag" else "forward"
            text = " ".join(unit.piece.text for unit in segment.units[:3] if unit.piece)
            for label in _APPENDIX_LABEL.findall(fold(text + " " + _rest(segment))):
                pointed.setdefault(label, kind)
    kinds: dict[int, str] = {}
    for segment in found:
        if segment.kind != "appendix":
            continue
        title = fold(" ".join(piece.text for piece in segment.titles))
        labels = [label for label in _APPENDIX_LABEL.findall(title) if label in pointed]
        if labels:
            kinds[id(segment)] = pointed[labels[0]]
        elif _OLD.search(title):
            kinds[id(segment)] = "previous"
    return kinds


def _rest(segment: Segment) -> str:
    return segment.rest[0].text[segment.rest[1] : segment.rest[2]] if segment.rest else ""


def tell_apart(plans: list[Plan], said: list[Plan], context: Context) -> None:
    """Of two plans that nothing names previous or forward, the one that ends first is the previous one."""
    unsaid = [plan for plan in plans if all(plan is not other for other in said)]
    if len(plans) > 1 and unsaid and len({plan.kind for plan in plans}) == 1:
        ends = {id(plan): _last_day(plan) for plan in plans}
        latest = max((end for end in ends.values() if end), default=None)
        for plan in unsaid:
            if latest and ends[id(plan)] and ends[id(plan)] < latest:
                plan.kind = "previous"
            elif latest and ends[id(plan)] == latest:
                plan.kind = "forward"
    for plan in unsaid:
        end = _last_day(plan)
        if len(plans) == 1 and context.as_of and context.as_of.on and end and end < context.as_of.on:
            plan.kind = "previous"


def _last_day(plan: Plan) -> str:
    years = [year for action in plan.actions for year in action.years]
    return (plan.ends.on if plan.ends and plan.ends.on else None) or (f"{max(years)}-12-31" if years else "")
