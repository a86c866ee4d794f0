"""What every reader of files gives back: neutral blocks in reading order, and what was left out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum


class PieceKind(StrEnum):
    """What a piece of text is in its document."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"


class LeftOutReason(StrEnum):
    """Why words of the file are in no block, or are in none of what was understood."""

    RUNNING_HEAD = "running_head"
    RUNNING_FOOT = "running_foot"
    PAGE_NUMBER = "page_number"
    REPEATED_HEADER_ROW = "repeated_header_row"
    TRACKED_DELETION = "tracked_deletion"
    MOVED_AWAY = "moved_away"
    COMMENT = "comment"
    HIDDEN_TEXT = "hidden_text"
    ALTERNATIVE_TEXT = "alternative_text"
    MARKUP = "markup"
    PLACEHOLDER = "placeholder"


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands. `page` counts from 1 and is None where the format has no pages;
    `block` counts from 0 in `Document.blocks`; `cell` is (row, column) from 0 in the grid;
    `line` counts the pieces inside that cell (0 for a block that is itself a piece)."""

    page: int | None
    block: int
    cell: tuple[int, int] | None = None
    line: int = 0


@dataclass(frozen=True, slots=True)
class Link:
    """A hyperlink: the words that carry it and its address."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text that stands alone: a heading, a paragraph, a list item, one line of a cell.

    `text` has white space folded to single blanks (line breaks inside a paragraph are one `\\n`);
    the bullet or number of an item is in `marker` ("•", "1.", "a)") and not in `text`.
    `level` is 1 to 9 for headings, the depth from 0 for items. `bold` and `strike` hold for the whole piece.
    `box` is (x0, top, x1, bottom) in points on its page, for PDF.
    `counted`: the marker is the application's own count or bullet, which no character of the file holds.
    """

    text: str
    place: Place
    kind: PieceKind = PieceKind.PARAGRAPH
    level: int = 0
    marker: str | None = None
    bold: bool = False
    strike: bool = False
    fill: str | None = None
    links: tuple[Link, ...] = ()
    box: tuple[float, float, float, float] | None = None
    counted: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell at (`row`, `column`) of its table's grid, with what it spans.

    `fill` is the effective background as "#rrggbb" (theme colours and tints resolved, a row's fill inherited), or
    None where there is none. `tick` is True or False where the cell holds a tick box or a tick or cross mark (an
    empty box is False), None where it holds neither; the mark itself ("✓", "X", a Wingdings sign) stays in the text,
    as ☒ / ☐ for boxes that carry no character. `tables` are tables inside the cell.
    """

    row: int
    column: int
    pieces: tuple[Piece, ...] = ()
    row_span: int = 1
    column_span: int = 1
    fill: str | None = None
    tick: bool | None = None
    tables: tuple[Table, ...] = ()

    @property
    def text(self) -> str:
        """All of the cell's own pieces, a line each."""
        return "\n".join(piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a grid: the cells that *start* in it, left to right. `header`: marked as such in the file."""

    cells: tuple[Cell, ...]
    header: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A grid of `columns` columns. A table that runs over several pages is one table."""

    rows: tuple[Row, ...]
    columns: int
    place: Place
    box: tuple[float, float, float, float] | None = None

    def grid(self) -> list[list[Cell | None]]:
        """Rows × columns; a spanning cell stands in every position that it covers."""
        grid: list[list[Cell | None]] = [[None] * self.columns for _ in self.rows]
        for row in self.rows:
            for cell in row.cells:
                for down in range(cell.row, min(cell.row + cell.row_span, len(grid))):
                    for across in range(cell.column, min(cell.column + cell.column_span, self.columns)):
                        grid[down][across] = cell
        return grid


Block = Piece | Table


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Words of the file that are in no block, and why."""

    text: str
    reason: str
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A file as neutral blocks. `kind` is "docx", "pdf", "html", "markdown" or "text"; `pages` is None where
    there are none; `facts` holds the file's own properties (title, author, created, modified, language)."""

    name: str
    kind: str
    blocks: tuple[Block, ...]
    left_out: tuple[LeftOut, ...] = ()
    pages: int | None = None
    facts: dict[str, str] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()

    def pieces(self) -> Iterator[Piece]:
        """Every piece in reading order, those in cells (and in tables inside cells) too."""
        for block in self.blocks:
            if isinstance(block, Table):
                yield from _pieces_of(block)
            else:
                yield block

    def words(self) -> list[str]:
        """Every word that the file holds: in blocks (typed markers of items too) and left out."""
        found: list[str] = []
        for piece in self.pieces():
            if piece.marker and not piece.counted:
                found += piece.marker.split()
            found += piece.text.split()
        for left in self.left_out:
            found += left.text.split()
        return found


def _pieces_of(table: Table) -> Iterator[Piece]:
    for row in table.rows:
        for cell in row.cells:
            yield from cell.pieces
            for inner in cell.tables:
                yield from _pieces_of(inner)
