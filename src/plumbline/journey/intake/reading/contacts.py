"""The lead and the institution as the form's own fields name them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from plumbline.foundation.formats.blocks import Piece, PieceKind

from .labels import Labelled, label_kind, labels_in
from .ledger import Ledger
from .questions import asked
from .signing import split_name
from .stream import Unit
from .understood import Lead, Note, Source
from .wording import fold, words_in

EMAIL = re.compile(r"[A-Za-z0-9][A-Za-z0-9._%+'-]*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
PHONE = re.compile(r"(?:\+|\(0|0)[\d() .-]{7,22}\d(?:\s?(?:ext?\.?|x)\s?\d{1,6})?")
_NAMED_AS_LEAD = re.compile(
    r"(?P<name>(?:(?:Dr|Prof(?:essor)?|Mr|Mrs|Ms|Miss|Mx)\.?\s+)?[A-Z][\w’'-]+(?:\s+[A-Z][\w’'.-]*){1,3})\s*[,(–—-]+\s*"
    r"(?:the\s+)?(?:[Ii]nstitutional|[Nn]ominated|Technician Commitment|TC)(?:\s+[Ii]nstitutional)?\s+[Ll]ead\b"
)
_SHORT_PHONE = re.compile(r"(?<![\w@.-])\d[\d -]{4,16}\d(?![\w@])")
_NOTHING = re.compile(r"^(?:[\s.…_\-–—/]*|n/?a|tbc|tbd|none|\[.*\]|<.*>)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Field:
    """A label and its value: the characters of each. `value` is None where the form was left blank there."""

    kind: str
    label: tuple[Piece, int, int]
    value: tuple[Piece, int, int] | None

    @property
    def text(self) -> str:
        """The value's words, "" where there are none."""
        return self.value[0].text[self.value[1] : self.value[2]].strip() if self.value else ""


def read_fields(units: Sequence[Unit]) -> list[Field]:
    """Every labelled field of the form's front, in reading order."""
    found: list[Field] = []
    taken: set[int] = set()
    for at, unit in enumerate(units):
        if unit.piece is None or id(unit.piece) in taken:
            continue
        for labelled in labels_in(unit.piece.text):
            value = _value(unit, labelled, units[at + 1 :])
            if value is not None:
                taken.add(id(value[0]))
            found.append(Field(labelled.kind, (unit.piece, labelled.start, labelled.label_end), value))
    return found


def read_lead(fields: Sequence[Field], ledger: Ledger) -> Lead | None:
    """The lead out of the fields. An e-mail address or telephone number counts as the lead's when it follows the
    lead's name, or when nobody else was named before it; the programme's own addresses stand in no field."""
    lead = Lead()
    whose = "lead"
    for field in fields:
        if field.kind in ("lead", "name", "other_person"):
            whose = "other" if field.kind == "other_person" or (field.kind == "name" and lead.name) else "lead"
        if whose != "lead" or field.kind not in ("lead", "name", "email", "phone", "both"):
            continue
        _take(field, lead, ledger)
    return lead if lead.name or lead.email or lead.phone else None


def lead_in_text(pieces: Sequence[Piece], ledger: Ledger) -> Lead | None:
    """The lead where a sentence of the front names them: "Prepared by A. Name (Institutional Lead, a@b.example)"."""
    for piece in pieces:
        match = _NAMED_AS_LEAD.search(piece.text)
        if match is None or words_in(piece.text) > 40 or not ledger.is_free(piece):
            continue
        source = ledger.claim(piece, match.start("name"), match.end("name"), "lead")
        lead = Lead((source,), 0.75, {"name": Note((source,), 0.75)}, match["name"])
        email = EMAIL.search(piece.text, match.end("name"))
        if email is not None:
            at = ledger.claim(piece, email.start(), email.end(), "lead")
            lead.email, lead.fields["email"] = email[0], Note((at,), 0.75)
        return lead
    return None


def _take(field: Field, lead: Lead, ledger: Ledger) -> None:
    piece, start, end = field.label
    if ledger.is_free(piece, start, end):
        ledger.claim(piece, start, end, "label")
    if field.value is None or not ledger.is_free(*field.value):
        return
    email = EMAIL.search(field.text)
    phone = PHONE.search(field.text) or (_SHORT_PHONE.search(field.text) if field.kind in ("phone", "both") else None)
    if email and lead.email is None:
        lead.email = email[0].rstrip(".")
        _book(field, email.start(), email.start() + len(lead.email), "email", lead, ledger)
    if phone and lead.phone is None and field.kind != "email":
        lead.phone = phone[0].strip()
        _book(field, phone.start(), phone.end(), "phone", lead, ledger)
    if field.kind in ("lead", "name") and lead.name is None:
        stop = min([match.start() for match in (email, phone) if match] + [len(field.text)])
        first = field.text[:stop].split("\n")[0].strip(" ,;(–—-")
        name, _ = split_name(first)
        if name and any(ch.isalpha() for ch in name) and words_in(name) <= 12:
            lead.name = name
            _book(field, 0, field.text.find(name) + len(name), "name", lead, ledger)


def _book(field: Field, start: int, end: int, name: str, lead: Lead, ledger: Ledger) -> None:
    assert field.value is not None
    piece, offset, stop = field.value
    offset += len(piece.text[offset:stop]) - len(piece.text[offset:stop].lstrip())
    source: Source = ledger.claim(piece, offset + start, offset + end, "lead")
    lead.sources = (*lead.sources, source)
    lead.fields[name] = Note((source,), 0.98 if field.kind != "name" else 0.85)


def _value(unit: Unit, labelled: Labelled, following: Sequence[Unit]) -> tuple[Piece, int, int] | None:
    piece = unit.piece
    assert piece is not None
    inline = piece.text[labelled.value_start : labelled.end]
    if inline.strip():
        return None if _NOTHING.match(inline.strip()) else (piece, labelled.value_start, labelled.end)
    if labelled.label_end < len(piece.text.rstrip()):
        return _next_line(piece, labelled)
    for after in following[:2]:
        candidate = after.piece
        if candidate is None:
            return None
        if not candidate.text.strip():
            continue
        if unit.cell is not None and after.cell is not None and unit.is_left and after.cell[:2] != unit.cell[:2]:
            return None
        if _can_be_value(candidate, labelled.kind, is_cell=unit.cell is not None and unit.is_left):
            return candidate, 0, len(candidate.text)
        return None
    return None


def _next_line(piece: Piece, labelled: Labelled) -> tuple[Piece, int, int] | None:
    """The line under a label in the same paragraph, if it is no label itself."""
    start = labelled.label_end + 1
    line = piece.text[start:].split("\n")[0]
    if not line.strip() or _NOTHING.match(line.strip()) or labels_in(line) or words_in(line) > 20:
        return None
    return piece, start, start + len(line)


def _can_be_value(piece: Piece, kind: str, *, is_cell: bool) -> bool:
    text = piece.text.strip()
    if _NOTHING.match(text) or words_in(text) > (30 if is_cell else 14):
        return False
    if kind == "email":
        return bool(EMAIL.search(text))
    if kind == "phone":
        return bool(PHONE.search(text)) or (is_cell and any(ch.isdigit() for ch in text))
    if label_kind(text.split(":")[0]) and not (kind == "institution" and " " in text and not text.endswith(":")):
        return False
    if text.endswith((":", "?")) or asked(piece) is not None or piece.kind == PieceKind.ITEM:
        return False
    if is_cell:
        return True
    # Under a bare label in running text only a name may stand, not a sentence.
    return not text.endswith(".") and sum(word[:1].isupper() for word in text.split()) >= 2 and fold(text) != text
