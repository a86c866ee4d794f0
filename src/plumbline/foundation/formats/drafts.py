"""Blocks in the making: what the readers of single formats fill in, and how it becomes frozen blocks with places."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from plumbline.foundation.formats.blocks import Block, Cell, Link, Piece, PieceKind, Place, Row, Table
from plumbline.foundation.formats.problems import Code, Unreadable
from plumbline.foundation.formats.ticks import is_cross, is_plain_tick, tick_of

MOST_ROWS = 50_000
MOST_CELLS = 600_000
MOST_COLUMNS = 1_000
WIDE = 100

_NOT_SEEN = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f\x00-\x08\x0e-\x1f]")
_BREAKS = re.compile("[\n\x0b\x0c\u2028\u2029\x85]")


def fold(text: str) -> str:
    """White space folded to single blanks, line breaks kept as one newline, what nobody sees dropped."""
    if _NOT_SEEN.search(text):
        text = _NOT_SEEN.sub("", text)
    if not _BREAKS.search(text):
        return " ".join(text.split())
    lines = (" ".join(line.split()) for line in _BREAKS.split(text))
    return "\n".join(line for line in lines if line)


def whole_number(written: str | None, otherwise: int = 0) -> int:
    """A number that a file states, `otherwise` where it states none or an absurd one."""
    if not written or not written.isdecimal() or len(written) > 5:
        return otherwise
    return int(written)


@dataclass(slots=True)
class Line:
    """A piece in the making. `text` is folded when it settles."""

    text: str
    kind: PieceKind = PieceKind.PARAGRAPH
    level: int = 0
    marker: str | None = None
    counted: bool = False
    bold: bool = False
    strike: bool = False
    fill: str | None = None
    links: tuple[Link, ...] = ()
    page: int | None = None


@dataclass(slots=True)
class Box:
    """A cell in the making: lines and inner grids in reading order. `tick` overrides what the text shows."""

    row: int
    column: int
    content: list[Line | Grid] = field(default_factory=list)
    row_span: int = 1
    column_span: int = 1
    fill: str | None = None
    tick: bool | None = None


@dataclass(slots=True)
class Grid:
    """A table in the making: the boxes that start in each row, and which rows are marked as headers."""

    rows: list[list[Box]] = field(default_factory=list)
    headers: set[int] = field(default_factory=set)
    page: int | None = None


Draft = Line | Grid


def settle(drafts: Iterable[Draft], first: int = 0) -> tuple[Block, ...]:
    """Frozen blocks with their places, lines without words left away. `first` is the number of the first block."""
    blocks: list[Block] = []
    for draft in drafts:
        number = first + len(blocks)
        if isinstance(draft, Grid):
            table = _table(draft, Place(draft.page, number))
            if table is not None:
                blocks.append(table)
        else:
            piece = _piece(draft, Place(draft.page, number))
            if piece is not None:
                blocks.append(piece)
    return tuple(blocks)


def _piece(line: Line, place: Place) -> Piece | None:
    text = fold(line.text)
    if not text and not (line.marker and (not line.counted or is_plain_tick(line.marker))):
        return None
    return Piece(
        text=text,
        place=place,
        kind=line.kind,
        level=line.level,
        marker=line.marker,
        counted=line.counted,
        bold=line.bold,
        strike=line.strike,
        fill=line.fill,
        links=line.links,
    )


def _table(grid: Grid, place: Place, counter: list[int] | None = None) -> Table | None:
    """The frozen table. For a table inside a cell, `counter` counts lines on from the outer cell's own."""
    if not grid.rows:
        return None
    columns = max((box.column + box.column_span for row in grid.rows for box in row), default=0)
    if not columns:
        return None
    if columns > WIDE:
        columns = _without_empty_columns(grid)
    if len(grid.rows) > MOST_ROWS or columns > MOST_COLUMNS or len(grid.rows) * columns > MOST_CELLS:
        raise Unreadable(Code.TOO_MANY_ROWS)
    rows = tuple(
        Row(
            tuple(_cell(box, place, grid.page, len(grid.rows), counter) for box in row),
            header=number in grid.headers,
        )
        for number, row in enumerate(grid.rows)
    )
    return Table(_crosses_told_apart(rows), columns, place)


def _without_empty_columns(grid: Grid) -> int:
    """How many columns there are without those at the right in which no cell begins: spans may claim any number."""
    columns = max(box.column for row in grid.rows for box in row) + 1
    for row in grid.rows:
        for box in row:
            box.column_span = min(box.column_span, columns - box.column)
    return columns


def _cell(box: Box, place: Place, page: int | None, height: int, counter: list[int] | None) -> Cell:
    """A cell whose own pieces are numbered first, the pieces of tables inside it after them."""
    at = place.cell if counter is not None else (box.row, box.column)
    count = counter if counter is not None else [0]
    pieces: list[Piece] = []
    for item in box.content:
        if isinstance(item, Grid):
            continue
        piece = _piece(item, Place(item.page or page, place.block, at, count[0]))
        if piece is not None:
            pieces.append(piece)
            count[0] += 1
    inner = [
        _table(item, Place(item.page or page, place.block, at, count[0]), count)
        for item in box.content
        if isinstance(item, Grid)
    ]
    return Cell(
        row=box.row,
        column=box.column,
        pieces=tuple(pieces),
        row_span=max(1, min(box.row_span, height - box.row)),
        column_span=max(1, box.column_span),
        fill=box.fill,
        tick=box.tick if box.tick is not None else tick_of(_shown(pieces)),
        tables=tuple(table for table in inner if table is not None),
    )


def _shown(pieces: Sequence[Piece]) -> str:
    """What a cell shows: its text, with typed ticks that were taken as bullets, and bullets of lines without text."""
    if not pieces:
        return ""
    return "\n".join(_shown_line(piece) for piece in pieces)


def _shown_line(piece: Piece) -> str:
    if not piece.marker or (piece.text and (piece.counted or not is_plain_tick(piece.marker))):
        return piece.text
    return f"{piece.marker} {piece.text}"


def _crosses_told_apart(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """Where a table has ticks and crosses (✓ and ✗), the crosses say no; alone, a cross marks like a tick."""
    cells = [cell for row in rows for cell in row.cells if cell.tick]
    shown = [(cell, _shown(cell.pieces)) for cell in cells]
    if not (any(is_cross(text) for _, text in shown) and any(is_plain_tick(text) for _, text in shown)):
        return rows
    crossed = {id(cell) for cell, text in shown if is_cross(text)}
    return tuple(
        Row(
            tuple(_with_tick(cell, tick=False) if id(cell) in crossed else cell for cell in row.cells),
            header=row.header,
        )
        for row in rows
    )


def _with_tick(cell: Cell, *, tick: bool) -> Cell:
    return Cell(cell.row, cell.column, cell.pieces, cell.row_span, cell.column_span, cell.fill, tick, cell.tables)


def without_repeated_headers(grid: Grid) -> list[str]:
    """Takes rows that repeat the header row out of a grid, in place, and gives back their texts.
    Only a whole row of at least two filled cells counts, and only where no span crosses it."""
    if len(grid.rows) < 3:
        return []
    first = _row_words(grid.rows[0])
    if first is None:
        return []
    repeats = [
        number
        for number, row in enumerate(grid.rows[1:], 1)
        if len(row) == len(grid.rows[0]) and _row_words(row) == first
    ]
    if not repeats or any(
        box.row < number < box.row + box.row_span for row in grid.rows for box in row for number in repeats
    ):
        return []
    left = [" ".join(words for words in first if words)] * len(repeats)
    gone = set(repeats)
    kept = [number for number in range(len(grid.rows)) if number not in gone]
    grid.rows = [grid.rows[number] for number in kept]
    grid.headers = {new for new, old in enumerate(kept) if old in grid.headers}
    for new, row in enumerate(grid.rows):
        for box in row:
            box.row = new
    return left


def _row_words(row: list[Box]) -> tuple[str, ...] | None:
    """The words of each cell of a row that could be a header, or None."""
    words: list[str] = []
    for box in row:
        if box.row_span > 1 or any(isinstance(item, Grid) for item in box.content):
            return None
        words.append(" ".join(fold(item.text) for item in box.content if isinstance(item, Line)).strip())
    filled = [word for word in words if word and tick_of(word) is None]
    return tuple(words) if len(filled) >= 2 else None
