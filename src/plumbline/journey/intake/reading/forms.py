"""Which stage and which form a document is, by the questions that it answers and by what it says of itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from plumbline.foundation.formats.blocks import Document, Piece

from .understood import Note, Source
from .wording import mended, words_in

_STAGE = re.compile(r"\bstage (?P<number>[1-3]|one|two|three|i{1,3})\b(?! (?:and|&|or|,|to) )")
_NUMBERS = {"1": 1, "one": 1, "i": 1, "2": 2, "two": 2, "ii": 2, "3": 3, "three": 3, "iii": 3}
_ONLY_FULL = {"profile", "definition", "numbers"}
_ONLY_THIRD = {"talent", "governance", "structure_changes"}


@dataclass(frozen=True, slots=True)
class Form:
    """The stage (1 to 3) and the form, each None where the document does not tell, with where and how surely."""

    stage: int | None
    form: str | None
    stage_note: Note | None = None
    form_note: Note | None = None


def recognised(document: Document, keys: Sequence[str | None], questions: Sequence[Piece]) -> Form:
    """The form with these questions. `questions` are the pieces that ask, for the lengths of plans they name."""
    asked = {key for key in keys if key}
    said = _said(document)
    wording = " ".join(mended(piece.text) for piece in questions)
    months = {match[1] for match in re.finditer(r"\b(24|36)[- ]months?\b", wording)}
    months |= {"36"} if re.search(r"\b(?:3|three)[- ]year\b", wording) else set()
    months |= {"24"} if re.search(r"\b(?:2|two)[- ]year\b", wording) else set()
    form, sure = _by_questions(asked, months)
    stage = {"stage_1_full": 1, "stage_1_short": 1, "stage_2": 2, "stage_3": 3}.get(form or "")
    sources = _sources(questions)
    if said is not None:
        number, source = said
        if stage is not None and stage != number:
            form = {2: "stage_2", 3: "stage_3"}.get(number)
        elif form is None and asked and number > 1 and len(asked) >= 2:
            form = f"stage_{number}"
        return Form(
            number, form, Note((source,), 0.95), Note(sources, sure if stage == number else 0.6) if form else None
        )
    if form is None:
        return Form(None, None)
    return Form(stage, form, Note(sources, sure), Note(sources, sure))


def _by_questions(asked: set[str], months: set[str]) -> tuple[str | None, float]:
    third = asked & _ONLY_THIRD
    if "talent" in asked or len(third) >= 2:
        return "stage_3", 0.95 if len(third) >= 2 else 0.85
    if asked & {"before", "since"} and "rag" not in asked:
        if asked & _ONLY_FULL:
            return "stage_1_full", 0.95 if len(asked & _ONLY_FULL) >= 2 else 0.85
        if asked & {"structures"} or len(asked) >= 4:
            return "stage_1_short", 0.9 if "structures" in asked else 0.7
    if len(asked & _ONLY_FULL) >= 2 and "rag" not in asked and "36" not in months:
        return "stage_1_full", 0.75
    if "rag" in asked and not third and ({"24", "36"} <= months or "changes" in asked or "feedback" in asked):
        return "stage_2", 0.75
    if "rag" in asked and third:
        return "stage_3", 0.8
    return None, 0.0


def _said(document: Document) -> tuple[int, Source] | None:
    """The stage that a title near the top names."""
    for at, piece in enumerate(document.pieces()):
        if at > 25:
            return None
        if words_in(piece.text) > 16:
            continue
        found = {_NUMBERS[match["number"]] for match in _STAGE.finditer(mended(piece.text))}
        if len(found) == 1:
            place = piece.place
            return found.pop(), Source(place.page, place.block, place.cell, place.line, 0, len(piece.text))
    return None


def _sources(questions: Sequence[Piece]) -> tuple[Source, ...]:
    places = [(piece.place, len(piece.text)) for piece in questions[:3]]
    return tuple(Source(p.page, p.block, p.cell, p.line, 0, end) for p, end in places)
