"""Reds: explanations in the answers matched to the actions that they explain, however those are quoted."""

# ruff: noqa: E501 (patterns are easier to read unbroken)
from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from plumbline.foundation.formats.blocks import Piece, PieceKind
from plumbline.journey.intake.reading.ledger import Ledger
from plumbline.journey.intake.reading.understood import Action, Note, Plan

from .lines import Line, book, lines_of, plain, sources

_QUOTED = re.compile(
    r"^\s*(?:[A-Z]?\d[\d.]*[.):]?\s*)?(?P<open>[“\"‘'«])(?P<said>.{8,}?)(?P<close>[”\"’'»])(?P<rest>\s*(?:[-–—:.,]|\(|was|has|is|this|we\b|the\b).*|\s*)$",
    re.S,
)
_REFERRED = re.compile(
    r"^\s*(?:action|activity|item|objective|ref\.?|point|no\.?)?\s*(?:no\.?\s*)?(?P<ref>[A-Z]{0,3}\d{1,2}(?:\.\d{1,2})*)(?P<sep>[.)]?\s*[:–—-]\s*|[.)]\s+|\s+(?=[“\"‘A-Z]))(?P<rest>.+)$",
    re.I | re.S,
)
_SPLIT = re.compile(r"\s+[–—-]\s+|\s*[–—]\s*|:\s+|\?\s+|(?<=[a-z)])\.\s+(?=[A-Z])|\n+")
_HEADING = re.compile(
    r"^\W*(?:explanations?|reasons?|commentary|comments|notes)\b.{0,80}\bred\b.{0,40}$|^\W*red (?:actions?|items?|categor\w+|rated)\b.{0,60}:?$|^\W*(?:the following )?actions? (?:rated|in|categorised as|marked) red\b.{0,40}$",
    re.I,
)
_OTHERS = re.compile(
    r"^\W*(?:(?:explanations?|reasons?|comments|notes|actions?|items?|commentary)\b.{0,30})?\b(?:amber|green|yellow|completed?|in progress)\b(?:(?!\bred\b).){0,40}$",
    re.I,
)
_SURE = 88.0
_LIKELY = 78.0
_QUOTED_ALONE = 62.0
_MARGIN = 10.0
"""A quotation that is reworded counts where no other action comes near."""


@dataclass(slots=True)
class _Claimed:
    """A passage that names an action and what explains it."""

    line: Line
    named: Line
    words: str
    ref: str | None
    rest: list[Line] = field(default_factory=list)
    is_quoted: bool = False
    is_under_red: bool = False


def explain_reds(plans: Sequence[Plan], pieces: Sequence[Piece], ledger: Ledger) -> None:
    """Find in `pieces` (the answer on the RAG analysis) which actions are named as red and why, and say so on them.

    An explanation goes to one action, the one that it names best; what names none is left as it is."""
    actions = [action for plan in plans if plan.kind == "previous" for action in plan.actions]
    actions = actions or [action for plan in plans for action in plan.actions]
    if not actions:
        return
    passages = _passages([line for piece in pieces for line in lines_of([piece])])
    scored: list[tuple[float, int, int, _Claimed]] = []
    for at, options in enumerate(passages):
        for claim in options:
            scored += [(score, at, number, claim) for number, score in _likely(claim, actions)]
    taken: set[int] = set()
    given: dict[int, tuple[_Claimed, int, float]] = {}
    for score, at, number, claim in sorted(scored, key=lambda each: (-round(each[0] / 3), -len(each[3].words))):
        if at not in given and number not in taken:
            given[at] = (claim, number, score)
            taken.add(number)
    _gather(passages, {at: claim for at, (claim, _, _) in given.items()})
    for _, (claim, number, score) in sorted(given.items()):
        _explain(claim, actions[number], score, ledger)


def _likely(claim: _Claimed, actions: Sequence[Action]) -> list[tuple[int, float]]:
    """The actions that a passage may name, with how surely."""
    scores = [_score(claim, action) for action in actions]
    best = sorted(scores, reverse=True)
    least = _LIKELY if claim.is_quoted or claim.ref else _SURE
    found = []
    for number, score in enumerate(scores):
        stands_out = score == best[0] and (len(best) == 1 or score - best[1] >= _MARGIN)
        if score >= least or (claim.is_quoted and score >= _QUOTED_ALONE and stands_out):
            found.append((number, score))
    return found


def _gather(passages: Sequence[Sequence[_Claimed]], matched: dict[int, _Claimed]) -> None:
    """Lines that name no action go on with the explanation above them."""
    open_claim: _Claimed | None = None
    for at, options in enumerate(passages):
        line = options[0].line
        if at in matched:
            open_claim = matched[at]
        elif (
            _HEADING.match(line.text)
            or _OTHERS.match(line.text)
            or line.text.endswith("?")
            or line.piece.kind is PieceKind.HEADING
            or any(option.is_quoted for option in options)
        ):
            open_claim = None
        elif open_claim is not None and line.piece is not open_claim.line.piece:
            open_claim.rest.append(line)


def _passages(lines: Sequence[Line]) -> list[list[_Claimed]]:
    """Each line with the ways in which it may name an action; none of those under "Green" or "Amber"."""
    found: list[list[_Claimed]] = []
    is_red, is_other = False, False
    for line in lines:
        if not line.text:
            continue
        if _HEADING.match(line.text):
            is_red, is_other = True, False
        elif _OTHERS.match(line.text):
            is_red, is_other = False, True
        options = [] if is_other else _ways(line)
        for option in options:
            option.is_under_red = is_red
        found.append(options or [_Claimed(line, line.cut(0, 0), "", None)])
    return found


def _ways(line: Line) -> list[_Claimed]:
    raw = line.raw
    if match := _QUOTED.match(raw):
        named = line.cut(match.start("said"), match.end("said"))
        rest = _lean(line.cut(match.start("rest"), len(raw)))
        ref = re.match(r"\s*([A-Z]?\d[\d.]*)", raw)
        return [
            _Claimed(line, named, named.text, ref[1].strip(".") if ref else None, [rest] if rest.text else [], True)
        ]
    if match := _REFERRED.match(raw):
        rest = line.cut(match.start("rest"), len(raw))
        inner = [each for each in _ways(rest) if each.is_quoted or each.rest]
        for each in inner:
            each.line, each.ref = line, match["ref"]
        bare = line.cut(match.start("ref"), match.end("ref"))
        return [*inner, _Claimed(line, bare, rest.text if not inner else "", match["ref"], [rest])]
    found = [_Claimed(line, line, line.text, None)]
    for cut in _SPLIT.finditer(raw):
        if cut.start() >= 12 and len(raw) - cut.end() >= 8:
            named = line.cut(0, cut.start())
            found.append(_Claimed(line, named, named.text, None, [_lean(line.cut(cut.end(), len(raw)))]))
    return found[:12]


def _lean(line: Line) -> Line:
    lead = re.match(r"[\s–—:.,”\"’'-]*", line.raw)
    return line.cut(lead.end() if lead else 0, len(line.raw))


def _score(claim: _Claimed, action: Action) -> float:
    """How surely a passage names an action, from 0 to 100."""
    words, text = _folded(claim.words), _folded(action.text)
    if claim.ref and action.ref and claim.ref.lower() == _digits(action.ref):
        return 100.0
    if len(words) < 12:
        return 0.0
    whole = fuzz.token_set_ratio(words, text) if claim.is_quoted else fuzz.token_sort_ratio(words, text)
    straight = fuzz.ratio(words, text)
    part = fuzz.partial_ratio(words, text) - 4 if len(words) >= 20 and len(words) <= len(text) * 1.3 else 0.0
    begun = fuzz.ratio(words, text[: len(words)]) if len(words) >= 16 else 0.0
    long = fuzz.ratio(words[: len(text)], text) if len(text) >= 20 and claim.is_quoted else 0.0
    return max(straight, part, begun, long, whole - 6 if len(words.split()) >= 4 else 0.0)


def _digits(ref: str) -> str:
    return re.sub(r"^(?:action|activity|item|objective)\s*", "", ref.lower()).strip(" .")


def _folded(text: str) -> str:
    return " ".join(re.sub(r"[^\w\s]+", " ", text.lower()).split())


def _explain(claim: _Claimed, action: Action, score: float, ledger: Ledger) -> None:
    lines = [line for line in claim.rest if line.text]
    is_named_only = claim.is_under_red and score >= _SURE
    if action.explanation is not None or action.rag not in (None, "red") or not (lines or is_named_only):
        return
    confidence = round(min(score, 99.0) / 100, 2)
    if action.rag is None:
        action.rag, action.rag_seen = "red", "named as red"
        action.fields["rag"] = Note(sources(ledger, [claim.named]), confidence)
    book(ledger, claim.named, "action_named")
    if not lines:
        return
    action.explanation = plain(lines)
    action.fields["explanation"] = Note(sources(ledger, lines), confidence)
    for line in lines:
        book(ledger, line, "explanation")
