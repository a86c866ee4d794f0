"""Pages laid out, made one document: furniture left out, tables over pages joined, lines made pieces."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from plumbline.foundation.formats.blocks import Block, Cell, Document, Piece, PieceKind, Place, Row, Table

from .cells import Filled, Grid
from .furniture import take_out_furniture
from .headings import Scale, scale_of
from .joining import join_tables
from .layout import Item, Leaf, Passage
from .lines import Line
from .prose import Draft, Manner, Room, drafts

PADDING = 12.0  # points: more room than this at the left of a cell is not its padding


def assemble(leaves: list[Leaf], name: str, facts: dict[str, str]) -> Document:
    """The document."""
    left_out = take_out_furniture(leaves)
    items = [item for leaf in leaves for item in leaf.items]
    manner = _manner(items)
    items, repeated = join_tables(items)
    left_out += repeated
    scale = scale_of(items)
    blocks: list[Block] = []
    for item in items:
        if isinstance(item, Grid):
            blocks.append(_table(item, Place(item.page, len(blocks)), manner))
        else:
            for draft in drafts(item.lines, Room(item.left, item.right, False), manner, item.page):
                blocks.append(_piece(draft, Place(draft.page, len(blocks)), scale, manner))
    return Document(
        name, "pdf", tuple(blocks), tuple(left_out), len(leaves), facts, tuple(_warnings(leaves))
    )


def _warnings(leaves: Sequence[Leaf]) -> list[str]:
    blank = [str(leaf.number) for leaf in leaves if leaf.images and not leaf.words]
    if not blank:
        return []
    pages = "Page" if len(blank) == 1 else "Pages"
    return [f"{pages} {', '.join(blank)} hold pictures and no text, which cannot be read."]


def _lines_of(items: Sequence[Item]) -> list[tuple[Line, bool]]:
    """Every line, and whether it stands in a cell."""
    found: list[tuple[Line, bool]] = []
    for item in items:
        if isinstance(item, Passage):
            found += [(line, False) for line in item.lines]
        else:
            for cell in item.cells:
                found += [(line, True) for line in cell.lines]
                found += _lines_of(cell.inner)
    return found


def _manner(items: Sequence[Item]) -> Manner:
    manner = Manner()
    ends: Counter[bool] = Counter()
    for line, _ in _lines_of(items):
        manner.vocabulary.learn(word.text for word in line.words[1:-1])
        if len(line.words) > 1:
            ends[line.words[-1].blank_after] += 1
    manner.blanks_at_ends = ends[True] > 3 and ends[True] > 0.3 * (ends[True] + ends[False])
    return manner


def _piece(draft: Draft, place: Place, scale: Scale | None, manner: Manner) -> Piece:
    kind, level = PieceKind.PARAGRAPH, 0
    heading = scale.level(draft, manner) if scale is not None else 0
    if heading:
        kind, level = PieceKind.HEADING, heading
    elif draft.marker:
        kind = PieceKind.ITEM
    return Piece(
        text=" ".join(draft.text.split()), place=place, kind=kind, level=level, marker=draft.marker,
        bold=draft.bold, strike=draft.strike, links=draft.links(), box=_rounded(draft.box), counted=draft.counted,
    )  # fmt: skip


def _rounded(box: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    return (round(box[0], 1), round(box[1], 1), round(box[2], 1), round(box[3], 1))


def _table(grid: Grid, place: Place, manner: Manner, counter: list[int] | None = None) -> Table:
    rows: list[list[Cell]] = [[] for _ in range(grid.rows)]
    for cell in sorted(grid.cells, key=lambda cell: (cell.row, cell.column)):
        rows[cell.row].append(_cell(cell, place, manner, counter))
    return Table(
        tuple(Row(tuple(cells), number in grid.header_rows) for number, cells in enumerate(rows)),
        grid.columns, place, _rounded(grid.box),
    )  # fmt: skip


def _cell(cell: Filled, place: Place, manner: Manner, counter: list[int] | None) -> Cell:
    at = place.cell if counter is not None else (cell.row, cell.column)
    count = counter if counter is not None else [0]
    pieces: list[Piece] = []
    for draft in cell_drafts(cell, manner):
        pieces.append(_piece(draft, Place(draft.page, place.block, at, count[0]), None, manner))
        count[0] += 1
    tables = tuple(
        _table(inner, Place(inner.page, place.block, at, count[0]), manner, count) for inner in cell.inner
    )
    return Cell(
        cell.row, cell.column, tuple(pieces), cell.rows, cell.columns, cell.fill, cell.tick, tables
    )


def cell_drafts(cell: Filled, manner: Manner) -> list[Draft]:
    """The pieces of a cell, those that a later page adds joined on."""
    made = drafts(cell.lines, room_of(cell.box, cell.lines), manner, cell.page)
    for page, box, lines in cell.more:
        made += drafts(lines, room_of(box, lines), manner, page)
    return made


def room_of(box: tuple[float, float, float, float], lines: Sequence[Line]) -> Room:
    """What the lines of a cell may fill: the cell without the padding that its text shows at the left."""
    if not lines:
        return Room(box[0], box[2], True)
    padding = min(PADDING, max(0.0, min(line.box[0] for line in lines) - box[0]))
    return Room(box[0] + padding, max(box[2] - padding, max(line.box[2] for line in lines)), True)
