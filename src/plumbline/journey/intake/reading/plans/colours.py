"""Colours: whether the fills of a plan are its RAG, decided over the whole plan, and what they say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from plumbline.journey.intake.reading.understood import Note

from .building import Draft
from .rag import Key

PLACES = ("status", "progress", "blank", "action", "text", "ref", "years")
"""Where fills may rate, the likeliest first; other columns ("column 3") come after these."""
_AGREE = {
    "completed": "green",
    "ongoing": "green",
    "embedded": "green",
    "in_progress": "amber",
    "not_started": "red",
    "stopped": "red",
}


def settle(drafts: Sequence[Draft], key: Key, *, is_said: bool, is_previous: bool = False) -> None:
    """Give each action the RAG that its colours show. `is_said`: the plan's title or question speaks of RAG;
    `is_previous`: the plan is looked back on.

    A fill in a RAG column is a RAG. Other fills are one only with a key, with that word said, or where red, amber
    and green change inside the sections; a colour that a whole section shares is decoration."""
    key = key.for_fills(fill for draft in drafts for fill, _ in draft.fills.values())
    has_column = any("rag" in draft.fills for draft in drafts) or (
        any(draft.action.rag for draft in drafts) and not key
    )
    for draft in drafts:
        if "rag" in draft.fills:
            _give(draft, "rag", key, 0.98)
    if has_column and any(draft.action.rag for draft in drafts):
        return
    others = sorted({where for draft in drafts for where in draft.fills} - {*PLACES, "rag"})
    for where in (*PLACES, *others):
        if _is_meant(drafts, where, key, is_said=is_said, is_previous=is_previous):
            for draft in drafts:
                _give(draft, where, key, 0.95 if key else 0.85)
            return


def _give(draft: Draft, where: str, key: Key, confidence: float) -> None:
    found = draft.fills.get(where)
    if found is None or draft.action.rag is not None:
        return
    fill, source = found
    rag = key.rag(fill)
    if rag is None and draft.action.status is None and (status := key.state(fill)) is not None:
        draft.action.status = status
        draft.action.fields["status"] = Note((source,), confidence)
    if rag is not None:
        draft.action.rag, draft.action.rag_seen = rag, fill
        draft.action.fields["rag"] = Note((source,), confidence)


def _is_meant(drafts: Sequence[Draft], where: str, key: Key, *, is_said: bool, is_previous: bool) -> bool:
    """Whether the fills of one place (status cells, action cells, …) are meant as RAG."""
    hues = [(draft, key.rag(fill)) for draft in drafts if (fill := draft.fills.get(where, ("", None))[0])]
    seen = {hue for _, hue in hues if hue}
    if not seen:
        return False
    if key:
        return True
    groups: dict[tuple[str, int], set[str | None]] = defaultdict(set)
    for draft in drafts:
        fill = draft.fills.get(where, ("", None))[0]
        groups[(draft.group, draft.table)].add(key.rag(fill) if fill else None)
    varies = any(len({hue for hue in group if hue}) > 1 for group in groups.values())
    by_section = len(groups) > 1 and all(len(group) == 1 for group in groups.values()) and len(seen) > 1
    singles = len(groups) == len(drafts)
    if varies:
        return True
    if where == "status" and _agrees(hues):
        return True
    if is_said:
        return not by_section or singles
    return is_previous and len(seen) > 1 and not by_section


def _agrees(hues: Sequence[tuple[Draft, str | None]]) -> bool:
    told = [(_AGREE.get(draft.action.status or ""), hue) for draft, hue in hues if hue and draft.action.status]
    return bool(told) and all(expected == hue for expected, hue in told)
