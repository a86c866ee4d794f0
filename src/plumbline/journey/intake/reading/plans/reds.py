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
_SPLIT = re.compile(r"\s+[–—-]\s+|\s*[–—]\s*|:\s+|\?\s+")
_HEADING = re.compile(
    r"^\W*(?:explanations?|reasons?|commentary|comments|notes)\b.{0,80}\bred\b.{0,40}$|^\W*red (?:actions?|items?|categor\w+|rated)\b.{0,60}:?$|^\W*(?:the following )?actions? (?:rated|in|categorised as|marked) red\b.{0,40}$",
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

    named: Line
    words: str
    ref: str | None
    rest: list[Line] = field(default_factory=list)
    is_quoted: bool = False


def explain_reds(plans: Sequence[Plan], pieces: Sequence[Piece], ledger: Ledger) -> None:
    """Find in `pieces` (the answer on the RAG analysis) which actions are named as red and why, and say so on them.

    An explanation goes to one action, the one that it names best; what names none is left as it is."""
    actions = [action for plan in plans if plan.kind == "previous" for action in plan.actions]
    actions = actions or [action for plan in plans for action in plan.actions]
    if not actions:
        return
    claims = _candidates([line for piece in pieces for line in lines_of([piece])])
    scored: list[tuple[float, int, int]] = []
    for at, claim in enumerate(claims):
        scores = [_score(claim, action) for action in actions]
        best = sorted(scores, reverse=True)
        for number, score in enumerate(scores):
            stands_out = score == best[0] and (len(best) == 1 or score - best[1] >= _MARGIN)
            least = _LIKELY if claim.is_quoted or claim.ref else _SURE
            if score >= least or (claim.is_quoted and score >= _QUOTED_ALONE and stands_out):
                scored.append((score, at, number))
    taken: set[int] = set()
    given: dict[int, tuple[int, float]] = {}
    for score, at, number in sorted(scored, key=lambda each: -each[0]):
        if at not in given and number not in taken:
            given[at] = (number, score)
            taken.add(number)
    matched = [(claims[at], actions[number], score) for at, (number, score) in sorted(given.items())]
    _gather(claims, set(given))
    for claim, action, score in matched:
        _explain(claim, action, score, ledger)


def _gather(claims: list[_Claimed], matched: set[int]) -> None:
    """Lines that name no action go on with the explanation above them."""
    open_claim: _Claimed | None = None
    for at, claim in enumerate(claims):
        if at in matched:
            open_claim = claim
        elif _HEADING.match(claim.named.text):
            open_claim = None
        elif open_claim is not None and not claim.is_quoted:
            whole = Line(claim.named.piece, 0, len(claim.named.piece.text))
            if whole.piece.kind is PieceKind.HEADING or whole.text.endswith("?"):
                open_claim = None
            elif whole.piece is not open_claim.named.piece:
                open_claim.rest.append(whole)


def _candidates(lines: Sequence[Line]) -> list[_Claimed]:
    found: list[_Claimed] = []
    for line in lines:
        claim = _candidate(line)
        if claim is not None:
            found.append(claim)
    return found


def _candidate(line: Line) -> _Claimed | None:
    raw = line.raw
    if not raw.strip():
        return None
    if match := _QUOTED.match(raw):
        named = line.cut(match.start("said"), match.end("said"))
        rest = line.cut(match.start("rest"), len(raw))
        ref = re.match(r"\s*([A-Z]?\d[\d.]*)", raw)
        return _Claimed(
            named, named.text, ref[1].strip(".") if ref else None, [_lean(rest)] if _lean(rest).text else [], True
        )
    if match := _REFERRED.match(raw):
        rest = line.cut(match.start("rest"), len(raw))
        inner = _candidate(rest)
        if inner is not None and (inner.is_quoted or inner.rest):
            return _Claimed(inner.named, inner.words, match["ref"], inner.rest, inner.is_quoted)
        return _Claimed(line.cut(match.start("ref"), match.end("ref")), rest.text, match["ref"], [rest])
    for cut in _SPLIT.finditer(raw):
        if cut.start() >= 12 and len(raw) - cut.end() >= 8:
            named = line.cut(0, cut.start())
            return _Claimed(named, named.text, None, [_lean(line.cut(cut.end(), len(raw)))])
    return _Claimed(line, line.text, None, [])


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
    if not lines or action.explanation is not None:
        return
    confidence = round(min(score, 99.0) / 100, 2)
    if action.rag is None:
        action.rag, action.rag_seen = "red", "named as red"
        action.fields["rag"] = Note(sources(ledger, [claim.named]), confidence)
    action.explanation = plain(lines)
    action.fields["explanation"] = Note(sources(ledger, lines), confidence)
    for line in lines:
        book(ledger, line, "explanation")
    book(ledger, claim.named, "action_named")
