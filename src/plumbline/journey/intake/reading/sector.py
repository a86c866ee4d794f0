"""The sector report: its lists of signatories and board members, its phases and its case studies."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from plumbline.foundation.formats.blocks import Document, Piece, PieceKind

from .dates import Written, as_when, find_written
from .institution import names_in
from .ledger import Ledger
from .understood import Sector, Source, When
from .wording import fold, words_in

_CASE = re.compile(r"^case study\s*(?:\d+)?\s*[:.–—-]+\s*", re.IGNORECASE)
_ORDINALS = (
    ("founding", 1),
    ("first", 1),
    ("second", 2),
    ("third", 3),
    ("fourth", 4),
    ("fifth", 5),
    ("sixth", 6),
    ("seventh", 7),
    ("eighth", 8),
)
_PHASE = re.compile(
    r"\b(?P<ordinal>second|third|fourth|fifth|sixth|seventh|eighth) (?:phase|wave|cohort|group)\b|"
    r"\b(?P<founding>founding) signatories\b|\b(?:phase|wave|cohort) (?P<number>\d)\b"
)
_ANNOUNCED = re.compile(r"\bannounc|\blaunch|\bfollowed\b|\bjoined\b|\bsigned\b|\bwelcomed\b")
_TOTAL = re.compile(
    r"\b(?:total|overall)\b[^.]{0,40}?\bsignatories\b[^.]{0,20}?\bto (?P<to>\d{1,3})\b|"
    r"\bnumber of signatories\b[^.]{0,20}?\bto (?P<raised>\d{1,3})\b|"
    r"\b(?P<founding>\d{1,3}) founding signatories\b|\btotal of (?P<of>\d{1,3}) signatories\b|"
    r"\b(?P<all>\d{1,3}) signatories (?:in all|altogether|in total)\b"
)


def is_sector_report(document: Document) -> bool:
    """Whether the document lists signatories and tells case studies, as a report on the whole sector does."""
    pieces = list(document.pieces())
    cases = sum(bool(_CASE.match(piece.text)) for piece in pieces)
    listed = max((len(run) for run in _runs(pieces)), default=0)
    return (cases >= 3 and listed >= 5) or (listed >= 15 and any("signator" in fold(piece.text) for piece in pieces))


def read_sector(document: Document, ledger: Ledger) -> Sector:
    """What the report says; all that is not read as a fact stays free."""
    pieces = list(document.pieces())
    sector = Sector(confidence=0.9)
    _read_cases(pieces, sector, ledger)
    for run in _runs(pieces):
        above = _above(pieces, run[0])
        is_board = bool(re.search(r"\bboard\b|\bcurrent members\b|\bsteering\b", above))
        if "signator" in above and not is_board and not sector.signatories:
            sector.signatories = [_entry(piece, "signatory", ledger) for piece in run]
        elif is_board and not sector.board:
            sector.board = [_entry(piece, "board", ledger) for piece in run]
    _read_phases(pieces, sector, ledger)
    sector.sources = tuple(
        entry["source"] for entry in sector.signatories[:1] + sector.case_studies[:1] + sector.board[:1]
    )
    return sector


def _runs(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Lists of short items or lines that name bodies, one after the other."""
    runs: list[list[Piece]] = [[]]
    for piece in pieces:
        is_name = (
            words_in(piece.text) <= 9 and piece.text[:1].isupper() and not piece.text.rstrip().endswith((".", ":", "?"))
        )
        is_listed = piece.kind == PieceKind.ITEM or bool(
            names_in(piece.text) and piece.kind != PieceKind.HEADING and words_in(piece.text) <= 8
        )
        if is_name and is_listed and not list(find_written(piece.text)):
            runs[-1].append(piece)
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if len(run) >= 5]


def _above(pieces: Sequence[Piece], first: Piece) -> str:
    at = next(i for i, piece in enumerate(pieces) if piece is first)
    return fold(" ".join(piece.text[-160:] for piece in pieces[max(0, at - 3) : at]))


def _entry(piece: Piece, as_: str, ledger: Ledger) -> dict[str, Any]:
    source = ledger.claim(piece, as_=as_) if ledger.is_free(piece) else ledger.source(piece)
    return {"name": piece.text.strip(), "source": source, "confidence": 0.95}


def _read_cases(pieces: Sequence[Piece], sector: Sector, ledger: Ledger) -> None:
    heading: Piece | None = None
    booked: set[int] = set()
    for at, piece in enumerate(pieces):
        match = _CASE.match(piece.text)
        if match is None:
            if _is_capital_heading(piece) and words_in(piece.text) <= 9:
                heading = piece
            continue
        body = _body(pieces, at)
        title = piece.text[match.end() :].strip()
        ledger.claim(piece, 0, match.end(), "label")
        source = ledger.claim(piece, match.end(), len(piece.text), "case_study")
        for part in body:
            ledger.claim_free(part, "case_study")
        if heading is not None and id(heading) not in booked and ledger.is_free(heading):
            ledger.claim(heading, as_="section")
            booked.add(id(heading))
        sector.case_studies.append(
            {
                "title": title,
                "theme": heading.text.strip() if heading is not None else None,
                "text": "\n\n".join(part.text for part in body),
                "source": source,
                "confidence": 0.95,
            }
        )


def _body(pieces: Sequence[Piece], at: int) -> list[Piece]:
    """The paragraphs of a case study: up to the next one, a heading in capitals, a quotation or a caption."""
    body: list[Piece] = []
    for piece in pieces[at + 1 :]:
        if _CASE.match(piece.text) or _is_capital_heading(piece) or piece.text[:1] in '“"':
            break
        if words_in(piece.text) < 14 and piece.kind != PieceKind.ITEM:
            break
        body.append(piece)
    return body


def _is_capital_heading(piece: Piece) -> bool:
    text = piece.text.strip()
    return text.isupper() and words_in(text) <= 16 and any(ch.isalpha() for ch in text)


def _read_phases(pieces: Sequence[Piece], sector: Sector, ledger: Ledger) -> None:
    dates: dict[int, tuple[When, Source]] = {}
    totals: dict[int, tuple[int, Source]] = {}
    for piece in pieces:
        text = fold(piece.text)
        for match in _PHASE.finditer(text):
            number = _number(match)
            sentence = _sentence(text, match.start())
            when = _nearest(piece, match.start())
            if when is None or not _ANNOUNCED.search(sentence):
                continue
            # A month names no day, so only a full date gives one; the day beats the month wherever it stands.
            announced = as_when(when, "signed")
            if number not in dates or (announced.on and not dates[number][0].on):
                dates[number] = announced, ledger.source(piece, when.start, when.end)
        for total in _TOTAL.finditer(text):
            numbers = [_number(match) for match in _PHASE.finditer(text)]
            number = 1 if total["founding"] else (numbers[-1] if numbers else 0)
            value = int(next(number for number in total.groups() if number))
            if number and number not in totals:
                totals[number] = value, ledger.source(piece, total.start(), total.end())
    for number in sorted(dates.keys() | totals.keys()):
        date, total_of = dates.get(number), totals.get(number)
        source = (date or total_of or (None, None))[1]
        sector.phases.append(
            {
                "number": number,
                "announced": date[0] if date else None,
                "total": total_of[0] if total_of else None,
                "source": source,
                "confidence": 0.9 if date and total_of else 0.7,
            }
        )


def _number(match: re.Match[str]) -> int:
    if match["number"]:
        return int(match["number"])
    return dict(_ORDINALS)[match["ordinal"] or match["founding"]]


def _sentence(text: str, at: int) -> str:
    start = text.rfind(". ", 0, at) + 1
    end = text.find(". ", at)
    return text[start : end if end >= 0 else len(text)]


def _nearest(piece: Piece, at: int) -> Written | None:
    """The date of the phase's sentence, the nearest one before it or else behind it."""
    start = piece.text.rfind(". ", 0, at) + 1
    end = piece.text.find(". ", at)
    found = [each for each in find_written(piece.text) if start <= each.start and (end < 0 or each.end <= end)]
    if not found:
        return None
    return min(found, key=lambda each: abs(each.start - at))
