"""Words quoted from somebody who is named beside them: a feedback letter's verdict, a testimonial."""

from __future__ import annotations

import re
from collections.abc import Sequence

from plumbline.foundation.formats.blocks import Piece

from .ledger import Ledger
from .understood import Quotation, Source
from .wording import words_in

_QUOTED = re.compile(r"[“\"]\s*(?P<words>[^“”\"]{30,3000}?)\s*(?:[”\"]|$)")
_SAYS = (
    r"(?:wrote|writes|writing|stated|states|said|says|commented|comments|noted|notes|added|adds|"
    r"explained|explains|reported|remarked|concluded|told us)"
)
_PERSON = (
    r"(?:(?:Dr|Prof(?:essor)?|Mr|Mrs|Ms|Miss|Mx|Sir|Dame|Lord|"
    r"Lady)\.?\s+)*[A-Z][\w’'-]+(?:\s+(?:[A-Z][\w’'.-]*|de|van|von|der|al|ap|ab))+"
)
_BEFORE = re.compile(
    rf"(?:^|(?<=\s))(?:As\s|And\s|Then\s)?(?P<who>{_PERSON}(?:[^.;:“”\"]{{0,140}}?))(?:,)?\s+{_SAYS}\s*(?:that\s*)?[:,]?\s*[*_]*$"
)
_APPOSED = re.compile(rf",\s+(?P<who>{_PERSON}),?\s+{_SAYS}\s*(?:that\s*)?[:,]?\s*[*_]*$")
_AFTER = re.compile(rf"^[\s,.;*_–—-]*{_SAYS}\s+(?P<who>{_PERSON}(?:,[^.]{{2,90}})?)(?=[.,;]|$)")
_NAMED_LINE = re.compile(rf"^[–—~-]?\s*(?P<who>{_PERSON}(?:\s*\([^)]*\))?(?:,[^.]{{2,120}})?)\.?$")


def read_quotations(pieces: Sequence[Piece], ledger: Ledger) -> list[Quotation]:
    """Quotations of eight words and more whose speaker the text names right before, or on the line after."""
    found: list[Quotation] = []
    for at, piece in enumerate(pieces):
        for match in _QUOTED.finditer(piece.text):
            if words_in(match["words"]) < 8:
                continue
            said = _speaker(piece, match, pieces, at)
            if said is None:
                continue
            who, who_piece, start, end = said
            source = _book(ledger, piece, match.start("words"), match.end("words"))
            named = _book(ledger, who_piece, start, end)
            found.append(Quotation((source, named), 0.9, {}, match["words"].strip(" *_"), who))
    return found


def _speaker(
    piece: Piece, match: re.Match[str], pieces: Sequence[Piece], at: int
) -> tuple[str, Piece, int, int] | None:
    before = piece.text[: match.start()].rstrip()
    clause = max((before.rfind(mark) for mark in (". ", "; ", "” ")), default=-1) + 1
    if (said := _APPOSED.search(before) or _BEFORE.search(before, max(clause, 0))) is not None:
        return said["who"].strip(" ,"), piece, said.start("who"), said.start("who") + len(said["who"].strip(" ,"))
    if (said := _AFTER.match(piece.text[match.end() :])) is not None:
        return said["who"], piece, match.end() + said.start("who"), match.end() + said.end("who")
    is_whole = not before and not piece.text[match.end() :].strip(" .*_")
    if is_whole and at + 1 < len(pieces) and words_in(pieces[at + 1].text) <= 25:
        after = pieces[at + 1]
        if (named := _NAMED_LINE.match(" ".join(after.text.split("\n")).strip())) is not None:
            return named["who"], after, 0, len(after.text)
    if is_whole and at > 0 and words_in(pieces[at - 1].text) <= 25:
        lead_in = pieces[at - 1]
        text = lead_in.text.strip().replace("\n", " ")
        said = _APPOSED.search(text) or re.search(rf"(?P<who>{_PERSON})[^.;“”\"]{{0,60}}?,?\s+{_SAYS}\s*:?$", text)
        if said is not None:
            return (
                said["who"].strip(" ,"),
                lead_in,
                lead_in.text.find(said["who"]),
                lead_in.text.find(said["who"]) + len(said["who"]),
            )
    return None


def _book(ledger: Ledger, piece: Piece, start: int, end: int) -> Source:
    """Book the words where they are still free; within an answer they stay the answer's."""
    return (
        ledger.claim(piece, start, end, "quotation")
        if ledger.is_free(piece, start, end)
        else ledger.source(piece, start, end)
    )
