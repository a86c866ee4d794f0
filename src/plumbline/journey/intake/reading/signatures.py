"""The two signatures: who, whether signed, when.

The rule for `signed`: a name, a mark or a picture on the line is true; an empty line with a date beside it is null,
for the text cannot tell; an empty line without a date is false.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise

from plumbline.foundation.formats.blocks import Cell, Document, LeftOutReason, Piece, PieceKind, Table

from .dates import find_written, parse_when
from .ledger import Ledger
from .stream import Unit
from .understood import Note, Signature, Source, When
from .wording import fold, words_in

_OPENS = re.compile(
    r"^(?:signed(?: off)?(?: by| on behalf of [\w ,']{3,60})?\s*(?:$|[:.…_–—-]|\()|signatures?\s*(?:$|[:.…_(]|of\b|and\b|block)|"
    r"sign-? ?off\b|authori[sz]ation\b|(?:institutional )?(?:approval|declaration|endorsement)s?\W*$)"
)
_SIGNED = re.compile(
    r"^\s*(?:e-?)?(?:signed(?: off)?(?: by| on behalf of)?|signature)(?=\W|$)\s*(?:\(?(?:of|by)\b)?[\s:.…_–—-]*",
    re.IGNORECASE,
)
_LEADER = re.compile(
    r"\bleader\b|(?:head|director|president|principal|rector|chief executive) of (?:the )?(?:institution|organi[sz]ation|university|institute)|"
    r"\bvice-? ?chancellor\b(?!'s)|\bpresident\b|\bprincipal\b(?! technic| investig| officer)|\bprovost\b|\brector\b|\bchief executive\b|\binstitute director\b"
)
_LEAD = re.compile(
    r"\binstitution(?:al)?(?:'s)? lead\b|\bnominated\b[^.]{0,40}\blead\b|\bcommitment lead\b|\btc lead\b|\blead contact\b|^\W*lead\W*$|\bnamed lead\b"
)
_DATE = re.compile(r"\bdate(?:d| signed| of signature)?\b\s*[:.…_–—-]*\s*", re.IGNORECASE)
_NAME = re.compile(
    r"^\s*(?:print(?:ed)? |full )?name(?: \((?:print|block capitals|in full)[^)]*\))?(?=\W|$)\s*[:.…_-]*\s*",
    re.IGNORECASE,
)
_OFFICE = re.compile(r"^\s*(?:job title|position|role|title|office|post)(?=\W|$)\s*[:.…_-]*\s*", re.IGNORECASE)
_BLANK = re.compile(r"^[\s.…_\-–—/:()xX]*$")
_MARK = re.compile(
    r"^\W*(?:signature|signed|image|scanned signature|e-?signature|electronic signature|signature redacted|redacted)\b",
    re.IGNORECASE,
)
_BRACKETED_ROLE = re.compile(
    r"\([^()]*\b(?:lead|leader|vice-? ?chancellor|president|principal|provost|rector|director|chief executive)\b[^()]*\)|"
    r"[^().:_…]*\b(?:lead|leader|vice-? ?chancellor|president|principal|provost|rector|chief executive)\b[^()]*",
    re.IGNORECASE,
)
_FILLING = " .…_:–—-\n\t"
_POST_NOMINAL = re.compile(
    r"^(?:[A-Z]{2,}[A-Za-z]*|(?:[A-Z][a-z]{0,4}){1,3}[A-Z][A-Za-z]*|MBE|OBE|CBE)(?:\s*\([^)]*\))?$"
)


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


def opens_signatures(piece: Piece) -> bool:
    """Whether the piece begins a signature block."""
    words = fold(piece.text)
    return words_in(words) <= 40 and piece.kind != PieceKind.ITEM and bool(_OPENS.match(words))


def is_signature_bit(piece: Piece) -> bool:
    """Whether the piece can stand in a signature block: a line to sign, an office in brackets, a date, a name."""
    words = fold(piece.text)
    if words_in(words) > 40:
        return False
    is_role = bool(_LEAD.search(words) or _LEADER.search(words)) and words_in(words) <= 16
    return bool(
        _SIGNED.match(words)
        or _DATE.match(words)
        or _NAME.match(words)
        or _OFFICE.match(words)
        or is_role
        or _BLANK.match(words)
    )


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


def split_name(text: str) -> tuple[str, str | None]:
    """A name as written, with its titles and post-nominals, and the office behind it, if any."""
    flat = " ".join(text.replace("\n", " ").split()).strip(" ,;")
    parts = [part.strip() for part in re.split(r",|\s[–—|-]\s|\s\(", flat) if part.strip()]
    if not parts:
        return "", None
    kept = 1
    while kept < len(parts) and all(_POST_NOMINAL.match(word) for word in parts[kept].split()):
        kept += 1
    if kept == len(parts):
        return flat.rstrip(" ,"), None
    office_at = flat.find(parts[kept], sum(len(part) for part in parts[:kept]))
    return flat[:office_at].strip(" ,–—|-("), flat[office_at:].rstrip(" )") or None


def _take_table(table: Table, drafts: list[_Draft], ledger: Ledger, pictures: frozenset[int]) -> None:
    """Signatures in a table: by rows under a heading row, side by side in columns, or label beside value."""
    rows = [[cell for cell in row.cells if cell.text.strip()] for row in table.rows]
    heads = {cell.column: _head(cell.text) for cell in table.rows[0].cells}
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
    is_side_by_side = len(first) == 2 and all(_head(cell.text) or _role(fold(cell.text)) for cell in first)
    for cell in sorted(cells, key=lambda c: (c.column, c.row)) if is_side_by_side else cells:
        if is_side_by_side and cell is first[1]:
            drafts.append(_Draft())
        for piece in cell.pieces:
            _take(piece, drafts, ledger, pictures)


def _head(text: str) -> str | None:
    """Which column of a signature table a heading opens."""
    words = fold(text).strip(" :.*")
    if words_in(words) > 5:
        return None
    for kind, pattern in (("signed", _SIGNED), ("date", _DATE), ("name", _NAME), ("office", _OFFICE)):
        if pattern.match(words):
            return kind
    return None


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
    elif kind in ("name", "office") and draft.name is None and _role(fold(text)) is None:
        name, office = split_name(text) if kind == "name" else (None, text)
        draft.name, draft.office = name or draft.name, office or draft.office
        sources = [source for piece in cell.pieces for source in ledger.claim_free(piece, "signature")]
    elif kind == "signed":
        draft.has_mark = not _BLANK.match(text)
        draft.name = draft.name or (split_name(text)[0] if _looks_named(text) else None)
        as_ = "signature" if draft.name == text else "label"
        sources = [source for piece in cell.pieces for source in ledger.claim_free(piece, as_)]
    else:
        draft.role = draft.role or _role(fold(text))
        if _looks_named(text) and _role(fold(text)) is None and draft.name is None:
            draft.name, draft.office = split_name(text)
            as_ = "signature"
        else:
            office = _office(text) if kind == "office" or draft.role is not None else None
            as_ = "signature" if office and not draft.office else "label"
            draft.office = draft.office or office
        sources = [source for piece in cell.pieces for source in ledger.claim_free(piece, as_)]
    draft.sources += sources


def _take(piece: Piece, drafts: list[_Draft], ledger: Ledger, pictures: frozenset[int]) -> None:
    """Read one piece of a signature block, which may hold several fields: "Signed: … (Lead)   Date: …"."""
    for start, end in _fields_of(piece.text):
        text = piece.text[start:end]
        words = fold(text)
        if not words or not ledger.is_free(piece, start, end):
            continue
        role = _role(words)
        if (signed := _SIGNED.match(text)) is not None:
            _take_line(piece, start, end, signed.end(), role, drafts, ledger)
            drafts[-1].is_picture |= piece.place.block in pictures
        elif (dated := _DATE.match(text)) is not None:
            _take_date(piece, start, end, dated.end(), drafts, ledger)
        elif (named := _NAME.match(text)) is not None:
            _take_name(piece, start, end, named.end(), drafts, ledger)
        elif (office := _OFFICE.match(text)) is not None:
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
    bracket = _BRACKETED_ROLE.search(piece.text, start + at, end) if role is not None else None
    draft.role = role or draft.role
    if bracket is not None and (bracket[0].startswith("(") or not _looks_named(piece.text[start + at : end])):
        spans = [(start + at, bracket.start()), (bracket.end(), end)]
        draft.office = _office(bracket[0]) or draft.office
    named = [
        (a, b) for a, b in (_inner(piece.text, *span) for span in spans) if any(ch.isalpha() for ch in piece.text[a:b])
    ]
    value = " ".join(piece.text[a:b] for a, b in named)
    if not named or _MARK.match(value):
        draft.has_mark = draft.has_mark or bool(named)
        draft.sources.append(ledger.claim(piece, start, end, "label"))
        return
    draft.name, office = split_name(value)
    draft.office = office or draft.office
    draft.line_filled = True
    if draft.office and draft.office == _office(bracket[0] if bracket else ""):
        named.append(_inner(piece.text, bracket.start(), bracket.end()) if bracket else (end, end))
    draft.sources += [ledger.claim(piece, a, b, "signature") for a, b in sorted(named) if a < b]
    for a, b in _between(start, end, named):
        if any(ch.isalpha() for ch in piece.text[a:b]):
            ledger.claim(piece, a, b, "label")


def _inner(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without the dots, lines and blanks at its ends."""
    while start < end and text[start] in _FILLING:
        start += 1
    while end > start and text[end - 1] in _FILLING:
        end -= 1
    return start, end


def _between(start: int, end: int, taken: list[tuple[int, int]]) -> list[tuple[int, int]]:
    gaps: list[tuple[int, int]] = []
    for a, b in sorted(taken):
        gaps.append((start, a))
        start = b
    return [*gaps, (start, end)]


def _office(text: str) -> str | None:
    """The office that a role's words name, None where they only say lead or leader of the institution."""
    words = fold(text).strip(" ()")
    if re.search(r"\blead\b|\bleader\b|\bsignatory\b", words):
        return None
    return text.strip(" ()\n") or None


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
    if drafts[-1].role is not None and (drafts[-1].role != role or drafts[-1].saw_date):
        drafts.append(_Draft())
    drafts[-1].role = role
    office = _office(piece.text[start:end])
    as_ = "signature" if office and not drafts[-1].office else "label"
    drafts[-1].office = drafts[-1].office or office
    drafts[-1].sources.append(ledger.claim(piece, start, end, as_))


def _take_loose(piece: Piece, start: int, end: int, drafts: list[_Draft], ledger: Ledger) -> None:
    """A line without a label: the name under the line, or the date alone."""
    text = piece.text[start:end]
    found = list(find_written(text))
    draft = drafts[-1]
    if len(found) == 1 and found[0].precision == "day" and words_in(text) <= 5:
        if draft.date is None and (draft.has_line or draft.saw_date):
            draft.date, draft.saw_date = parse_when(text, "signed"), True
            draft.sources.append(ledger.claim(piece, start, end, "signature"))
            draft.date_source = draft.sources[-1]
    elif _MARK.match(text):
        draft.has_mark = True
        draft.sources.append(ledger.claim(piece, start, end, "label"))
    elif draft.name is None and draft.has_line and _looks_named(text):
        draft.name, office = split_name(text)
        draft.office = office or draft.office
        draft.line_filled = True
        draft.sources.append(ledger.claim(piece, start, end, "signature"))


def _value(piece: Piece, start: int, at: int, end: int, ledger: Ledger) -> list[Source]:
    """Book the label before `at` and the value behind it."""
    if at > 0 and piece.text[start : start + at].strip():
        ledger.claim(piece, start, start + at, "label")
    return [ledger.claim(piece, start + at, end, "signature")] if piece.text[start + at : end].strip() else []


def _fields_of(text: str) -> list[tuple[int, int]]:
    """Cut a line where a second field begins on it."""
    stops = [0]
    for match in re.finditer(
        r"(?<=\S)[\s._…,;|-]+(?=(?:date(?:d| signed)?|print(?:ed)? name|name|job title|position)\s*[:._…])",
        text,
        re.IGNORECASE,
    ):
        stops.append(match.end())
    for match in re.finditer(
        r"\n(?=\s*(?:\(|date|name|signed|signature|position|job title|role)\b|\s*\()", text, re.IGNORECASE
    ):
        stops.append(match.end())
    stops = [*sorted(set(stops)), len(text)]
    return [(start, end) for start, end in pairwise(stops) if text[start:end].strip()]


def _role(words: str) -> str | None:
    """Lead or leader. The leader's words win: a leader's line often names the lead's Commitment too."""
    if _LEADER.search(words):
        return "leader"
    return "lead" if _LEAD.search(words) else None


def _looks_named(text: str) -> bool:
    words = [word for word in re.sub(r"\([^)]*\)", " ", text).split() if word[:1].isalpha()]
    return len(words) >= 2 and sum(word[0].isupper() for word in words) >= 2 and not text.rstrip().endswith(":")


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
