"""The two signatures: who, whether signed, when.

The rule for `signed`: a name, a mark or a picture on the line is true; an empty line with a date beside it is null,
for the text cannot tell; an empty line without a date is false.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from plumbline.foundation.formats.blocks import Cell, Document, LeftOutReason, Piece, Table

from .dates import find_written, parse_when
from .ledger import Ledger
from .signing import (
    BLANK,
    BRACKETED_ROLE,
    DATE,
    MARK,
    NAME,
    OFFICE,
    SIGNED,
    fields_of,
    head_kind,
    inner,
    looks_named,
    office_in,
    role_in,
    split_name,
)
from .stream import Unit
from .understood import Note, Signature, Source, When
from .wording import fold, words_in


@dataclass(slots=True)
class _Draft:
    role: str | None = None
    name: str | None = None
    office: str | None = None
    has_mark: bool = False
    has_line: bool = False
    line_filled: bool = False
    date: When | None = None
    saw_date: bool = False
    sources: list[Source] = field(default_factory=list)
    date_source: Source | None = None
    is_picture: bool = False


def read_signatures(units: list[Unit], ledger: Ledger) -> list[Signature]:
    """The signatures that stand in these units, one for the lead and one for the leader where both are there."""
    pictures = _pictures(ledger.document)
    drafts: list[_Draft] = [_Draft()]
    for unit in units:
        if isinstance(unit.block, Table):
            _take_table(unit.block, drafts, ledger, pictures)
        elif unit.block.text.strip():
            _take(unit.block, drafts, ledger, pictures)
    kept = [draft for draft in drafts if draft.role or draft.has_line or draft.saw_date]
    return _finished(kept)


def _take_table(table: Table, drafts: list[_Draft], ledger: Ledger, pictures: frozenset[int]) -> None:
    """Signatures in a table: by rows under a heading row, side by side in columns, or label beside value."""
    rows = [[cell for cell in row.cells if cell.text.strip()] for row in table.rows]
    heads = {cell.column: head_kind(cell.text) for cell in table.rows[0].cells}
    if len({kind for kind in heads.values() if kind in ("name", "signed", "date")}) >= 2 and len(table.rows) > 1:
        for cell in rows[0]:
            for piece in cell.pieces:
                ledger.claim_free(piece, "column_heading")
        for row in table.rows[1:]:
            drafts.append(_Draft(has_line="signed" in heads.values()))
            for cell in row.cells:
                _take_cell(cell, heads.get(cell.column), drafts[-1], ledger)
        return
    cells = [cell for row in rows for cell in row]
    first = rows[0] if rows else []
    is_side_by_side = len(first) == 2 and all(head_kind(cell.text) or role_in(fold(cell.text)) for cell in first)
    for cell in sorted(cells, key=lambda c: (c.column, c.row)) if is_side_by_side else cells:
        if is_side_by_side and cell is first[1]:
            drafts.append(_Draft())
        for piece in cell.pieces:
            _take(piece, drafts, ledger, pictures)


def _take_cell(cell: Cell, kind: str | None, draft: _Draft, ledger: Ledger) -> None:
    text = " ".join(cell.text.split())
    if not text:
        return
    if kind == "date":
        when = parse_when(text, "signed") if any(ch.isdigit() for ch in text) else None
        draft.date, draft.saw_date = when, True
        sources = [
            source for piece in cell.pieces for source in ledger.claim_free(piece, "signature" if when else "label")
        ]
        draft.date_source = sources[0] if when and sources else None
    elif kind in ("name", "office") and draft.name is None and role_in(fold(text)) is None:
        name, office = split_name(text) if kind == "name" else (None, text)
        draft.name, draft.office = name or draft.name, office or draft.office
        sources = [source for piece in cell.pieces for source in ledger.claim_free(piece, "signature")]
    elif kind == "signed":
        draft.has_mark = not BLANK.match(text)
        draft.name = draft.name or (split_name(text)[0] if looks_named(text) else None)
        as_ = "signature" if draft.name == text else "label"
        sources = [source for piece in cell.pieces for source in ledger.claim_free(piece, as_)]
    else:
        draft.role = draft.role or role_in(fold(text))
        if looks_named(text) and role_in(fold(text)) is None and draft.name is None:
            draft.name, draft.office = split_name(text)
            as_ = "signature"
        else:
            office = office_in(text) if kind == "office" or draft.role is not None else None
            as_ = "signature" if office and not draft.office else "label"
            draft.office = draft.office or office
        sources = [source for piece in cell.pieces for source in ledger.claim_free(piece, as_)]
    draft.sources += sources


def _take(piece: Piece, drafts: list[_Draft], ledger: Ledger, pictures: frozenset[int]) -> None:
    """Read one piece of a signature block, which may hold several fields: "Signed: … (Lead)   Date: …"."""
    for start, end in fields_of(piece.text):
        text = piece.text[start:end]
        words = fold(text)
        if not words or not ledger.is_free(piece, start, end):
            continue
        role = role_in(words)
        if (signed := SIGNED.match(text)) is not None:
            _take_line(piece, start, end, signed.end(), role, drafts, ledger)
            drafts[-1].is_picture |= piece.place.block in pictures
        elif (dated := DATE.match(text)) is not None:
            _take_date(piece, start, end, dated.end(), drafts, ledger)
        elif (named := NAME.match(text)) is not None:
            _take_name(piece, start, end, named.end(), drafts, ledger)
        elif (office := OFFICE.match(text)) is not None:
            drafts[-1].office = text[office.end() :].strip() or drafts[-1].office
            drafts[-1].sources += _value(piece, start, office.end(), end, ledger)
        elif role is not None and words_in(words) <= 16:
            _take_role(piece, start, end, role, drafts, ledger)
        elif words_in(words) <= 14 and (text[:1].isupper() or text[:1].isdigit() or text[:1] in "[("):
            _take_loose(piece, start, end, drafts, ledger)


def _take_line(
    piece: Piece, start: int, end: int, at: int, role: str | None, drafts: list[_Draft], ledger: Ledger
) -> None:
    if drafts[-1].has_line or (role and drafts[-1].role and drafts[-1].role != role):
        drafts.append(_Draft())
    draft = drafts[-1]
    draft.has_line = True
    spans = [(start + at, end)]
    bracket = BRACKETED_ROLE.search(piece.text, start + at, end) if role is not None else None
    draft.role = role or draft.role
    if bracket is not None and (
        bracket[0].startswith("(")
        or piece.text[bracket.end() : bracket.end() + 1] == ":"
        or not looks_named(piece.text[start + at : end])
    ):
        spans = [(start + at, bracket.start()), (bracket.end(), end)]
        draft.office = office_in(bracket[0]) or draft.office
    named = [
        (a, b) for a, b in (inner(piece.text, *span) for span in spans) if any(ch.isalpha() for ch in piece.text[a:b])
    ]
    value = " ".join(piece.text[a:b] for a, b in named)
    if not named or MARK.match(value):
        draft.has_mark = draft.has_mark or bool(named)
        draft.sources.append(ledger.claim(piece, start, end, "label"))
        return
    draft.name, office = split_name(value)
    draft.office = office or draft.office
    draft.line_filled = True
    if draft.office and draft.office == office_in(bracket[0] if bracket else ""):
        named.append(inner(piece.text, bracket.start(), bracket.end()) if bracket else (end, end))
    draft.sources += [ledger.claim(piece, a, b, "signature") for a, b in sorted(named) if a < b]
    for a, b in _between(start, end, named):
        if any(ch.isalpha() for ch in piece.text[a:b]):
            ledger.claim(piece, a, b, "label")


def _between(start: int, end: int, taken: list[tuple[int, int]]) -> list[tuple[int, int]]:
    gaps: list[tuple[int, int]] = []
    for a, b in sorted(taken):
        gaps.append((start, a))
        start = b
    return [*gaps, (start, end)]


def _take_date(piece: Piece, start: int, end: int, at: int, drafts: list[_Draft], ledger: Ledger) -> None:
    if drafts[-1].saw_date and drafts[-1].date is not None:
        drafts.append(_Draft())
    draft = drafts[-1]
    draft.saw_date = True
    written = piece.text[start + at : end].strip(" .…_")
    when = parse_when(written, "signed") if any(ch.isdigit() for ch in written) else None
    if when is None:
        draft.sources.append(ledger.claim(piece, start, end, "label"))
        return
    draft.date = when
    draft.sources += _value(piece, start, at, end, ledger)
    draft.date_source = draft.sources[-1]


def _take_name(piece: Piece, start: int, end: int, at: int, drafts: list[_Draft], ledger: Ledger) -> None:
    if drafts[-1].name is not None and drafts[-1].saw_date:
        drafts.append(_Draft())
    value = piece.text[start + at : end].strip(" .…_")
    if value and any(ch.isalpha() for ch in value):
        drafts[-1].name, office = split_name(value)
        drafts[-1].office = office or drafts[-1].office
        drafts[-1].sources += _value(piece, start, at, end, ledger)
    else:
        drafts[-1].sources.append(ledger.claim(piece, start, end, "label"))


def _take_role(piece: Piece, start: int, end: int, role: str, drafts: list[_Draft], ledger: Ledger) -> None:
    """A role that stands alone, or with the signer behind a colon: "Institutional lead: A. Name, 1 May 2024"."""
    if drafts[-1].role is not None and (drafts[-1].role != role or drafts[-1].saw_date):
        drafts.append(_Draft())
    drafts[-1].role = role
    colon = piece.text.find(":", start, end)
    if colon >= 0 and looks_named(piece.text[colon + 1 : end]):
        _take_role(piece, start, colon + 1, role, drafts, ledger)
        _take_loose(piece, colon + 1, end, drafts, ledger)
        return
    comma = piece.text.find(",", start, end)
    if comma >= 0 and looks_named(piece.text[start:comma]) and role_in(fold(piece.text[start:comma])) is None:
        _take_named_role(piece, start, comma, end, drafts, ledger)
        return
    office = office_in(piece.text[start:end].rstrip(": "))
    as_ = "signature" if office and not drafts[-1].office else "label"
    drafts[-1].office = drafts[-1].office or office
    drafts[-1].sources.append(ledger.claim(piece, start, end, as_))


def _take_named_role(piece: Piece, start: int, comma: int, end: int, drafts: list[_Draft], ledger: Ledger) -> None:
    """The signer before the role: "A. Name, Vice-Chancellor. Signed 1 May 2024"."""
    draft = drafts[-1]
    draft.name = piece.text[start:comma]
    draft.sources.append(ledger.claim(piece, start, comma, "signature"))
    found = [each for each in find_written(piece.text[comma:end]) if each.precision == "day"]
    stop = end
    if len(found) == 1 and draft.date is None:
        at, stop = comma + found[0].start, comma + found[0].start
        draft.date, draft.saw_date = parse_when(found[0].text, "signed"), True
        draft.date_source = ledger.claim(piece, at, comma + found[0].end, "signature")
    office = re.split(r"\.\s|\bsigned\b", piece.text[comma + 1 : stop], flags=re.IGNORECASE)[0].strip(" ,.;")
    draft.office = office_in(office) or draft.office
    ledger.claim(piece, comma + 1, stop, "signature" if draft.office == office and office else "label")


def _take_loose(piece: Piece, start: int, end: int, drafts: list[_Draft], ledger: Ledger) -> None:
    """A line without a label: the name under the line, the date alone, or both."""
    draft = drafts[-1]
    was_complete = draft.date is not None and (draft.name is not None or draft.role is not None)
    found = [each for each in find_written(piece.text[start:end]) if each.precision == "day"]
    if len(found) == 1 and draft.date is None and (draft.has_line or draft.saw_date or draft.role):
        at, stop = start + found[0].start, start + found[0].end
        draft.date, draft.saw_date = parse_when(piece.text[at:stop], "signed"), True
        draft.date_source = ledger.claim(piece, at, stop, "signature")
        draft.sources.append(draft.date_source)
        end = at
    start, end = inner(piece.text, start, end)
    text = piece.text[start:end].rstrip(" ,;")
    if not text:
        return
    if MARK.match(text):
        draft.has_mark = True
        draft.sources.append(ledger.claim(piece, start, end, "label"))
    elif looks_named(text) and role_in(fold(text)) is None and (draft.name is None or was_complete):
        if was_complete:
            draft = _Draft()
            drafts.append(draft)
        draft.name, office = split_name(text)
        draft.office = office or draft.office
        draft.line_filled = draft.has_line or draft.line_filled
        draft.sources.append(ledger.claim(piece, start, start + len(text), "signature"))


def _value(piece: Piece, start: int, at: int, end: int, ledger: Ledger) -> list[Source]:
    """Book the label before `at` and the value behind it."""
    if at > 0 and piece.text[start : start + at].strip():
        ledger.claim(piece, start, start + at, "label")
    return [ledger.claim(piece, start + at, end, "signature")] if piece.text[start + at : end].strip() else []


def _pictures(document: Document) -> frozenset[int]:
    """Blocks that hold a picture with words for it."""
    reason = LeftOutReason.ALTERNATIVE_TEXT
    return frozenset(left.place.block for left in document.left_out if left.place is not None and left.reason == reason)


def _finished(drafts: list[_Draft]) -> list[Signature]:
    made: list[Signature] = []
    for at, draft in enumerate(drafts):
        role = draft.role or (
            "leader" if any(d.role == "lead" for d in drafts) or (at == 1 and not drafts[0].role) else "lead"
        )
        if any(other.role == role for other in made):
            continue
        is_signed = (
            draft.line_filled
            or draft.has_mark
            or draft.is_picture
            or (not draft.has_line and bool(draft.name) and draft.date is not None)
        )
        signed = True if is_signed else None if draft.date is not None else False
        fields = {"date": Note((draft.date_source,), 0.95)} if draft.date_source else {}
        confidence = 0.95 if draft.role else 0.7
        made.append(
            Signature(
                tuple(draft.sources), confidence, fields, role, draft.name or None, draft.office, signed, draft.date
            )
        )
    return made
