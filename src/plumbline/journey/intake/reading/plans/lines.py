"""Lines: pieces cut where a typist began a new item by hand, and passages that become the words of a value."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from plumbline.foundation.formats.blocks import Cell, Piece, PieceKind
from plumbline.journey.intake.reading.ledger import Ledger
from plumbline.journey.intake.reading.understood import Source

BULLETS = "•▪◦●○■□‣∙·➢➤❖◆⁃⦁"
_CUT = re.compile(rf"(?:^|(?<=\s))[{BULLETS}]\s+|(?:^|(?<=\n))[-–—o]\s+(?=\S)")
_NUMBERED = re.compile(
    r"(?:^|(?<=\n))(?:\(?(?:\d{1,2}(?:\.\d{1,2}){0,2}|[a-h]|[ivx]{1,4})[.)]|\d{1,2}(?:\.\d{1,2}){1,2})\s+(?=\S)"
)
_LABELLED = re.compile(r"(?<=\n)[A-Z][A-Za-z /&]{2,30}\s?:\s")
_STARTS_LOW = re.compile(r"[a-z]|&|and\b|\(")
_ENDS_OPEN = re.compile(r"(?:[a-z0-9,&/(’'-]|[A-Z]{2,})$")


@dataclass(frozen=True, slots=True)
class Line:
    """Characters `start` to `end` of a piece that stand as one line. `marker` is the bullet or number before it,
    which is not among the characters; `level` is its depth where it is an item."""

    piece: Piece
    start: int
    end: int
    is_item: bool = False
    marker: str | None = None
    level: int = 0

    @property
    def raw(self) -> str:
        """The characters as they stand."""
        return self.piece.text[self.start : self.end]

    @property
    def text(self) -> str:
        """The characters with white space folded."""
        return " ".join(self.raw.split())

    @property
    def bold(self) -> bool:
        """Whether the whole piece is bold, or a heading."""
        return self.piece.bold or self.piece.kind is PieceKind.HEADING

    def cut(self, start: int, end: int) -> Line:
        """A part of this line, by offsets in `raw`."""
        return replace(self, start=self.start + start, end=self.start + end)


def lines_of(pieces: Iterable[Piece]) -> list[Line]:
    """The lines of some pieces: a piece is one line unless bullets, numbers or labels begin new ones inside it."""
    found: list[Line] = []
    for piece in pieces:
        found.extend(_lines(piece))
    return found


def cell_lines(cell: Cell | None) -> list[Line]:
    """The lines of a cell, those that a narrow column broke in mid-sentence put together again only by their order."""
    return lines_of(cell.pieces) if cell else []


def _lines(piece: Piece) -> Iterator[Line]:
    text = piece.text
    is_item = piece.kind is PieceKind.ITEM
    if not text.strip():
        return
    cuts = [(m.start(), m.end(), m[0].strip()) for m in _CUT.finditer(text)]
    if "\n" in text:
        numbered = [(m.start(), m.end(), m[0].strip()) for m in _NUMBERED.finditer(text)]
        labelled = [(m.start(), m.start(), "") for m in _LABELLED.finditer(text)]
        cuts += numbered if len(numbered) > 1 else []
        cuts = sorted(cuts + labelled)
    if not cuts:
        yield Line(piece, 0, len(text), is_item, piece.marker, piece.level if is_item else 0)
        return
    if text[: cuts[0][0]].strip():
        yield Line(piece, 0, cuts[0][0], is_item, piece.marker, piece.level if is_item else 0)
    for (_, begin, marker), following in zip(cuts, [*cuts[1:], (len(text), 0, "")], strict=True):
        if text[begin : following[0]].strip():
            level = piece.level + (1 if is_item and begin > 2 and marker not in ("•", piece.marker) else 0)
            yield Line(piece, begin, following[0], bool(marker), marker or None, level)


def continues(before: Line, after: Line) -> bool:
    """Whether `after` is the rest of a sentence that a page or a narrow column broke."""
    if after.is_item or after.bold != before.bold:
        return False
    first, last = after.text, before.text
    if not first or not last or last.endswith((".", ";", ":", "!", "?")):
        return False
    return bool(_STARTS_LOW.match(first)) and bool(_ENDS_OPEN.search(last))


def plain(lines: Sequence[Line]) -> str:
    """The words of some lines, a line each, broken sentences joined."""
    text = ""
    for at, line in enumerate(lines):
        if at:
            text += " " if continues(lines[at - 1], line) else "\n"
        text += line.text
    return text.strip()


def sources(ledger: Ledger, lines: Iterable[Line]) -> tuple[Source, ...]:
    """The addresses of some lines."""
    return tuple(ledger.source(line.piece, line.start, line.end) for line in lines)


def book(ledger: Ledger, line: Line, as_: str, *, marker: bool = False) -> None:
    """Claim what of the line is still free; a cell that several actions share is claimed once."""
    for start, end in ledger.free_spans(line.piece):
        start, end = max(start, line.start), min(end, line.end)
        if line.piece.text[start:end].strip():
            ledger.claim(line.piece, start, end, as_, marker=marker)
            marker = False


def book_all(ledger: Ledger, lines: Iterable[Line], as_: str) -> None:
    """Claim what of these lines is still free."""
    for line in lines:
        book(ledger, line, as_)
