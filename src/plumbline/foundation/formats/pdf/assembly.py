"""Pages laid out, made one document: furniture left out, tables over pages joined, lines made pieces."""

from __future__ import annotations

import statistics
from collections.abc import Sequence

from plumbline.foundation.formats.blocks import Block, Cell, Document, Piece, PieceKind, Place, Row, Table

from .breaks import room_in, room_of
from .cells import Filled, Grid
from .furniture import take_out_furniture
from .headings import Scale, scale_of
from .joining import join_tables
from .layout import Item, Leaf, Passage
from .lines import Line
from .prose import Draft, Manner, Room, drafts, go_on, wrapped_steps
from .tree import Tree


def assemble(leaves: list[Leaf], name: str, facts: dict[str, str], tree: Tree) -> Document:
    """The document."""
    left_out = take_out_furniture(leaves)
    _widen(leaves)
    items = [item for leaf in leaves for item in leaf.items]
    manner = _manner(items)
    manner.blocks = tree.roles
    items, repeated = join_tables(items)
    left_out += repeated
    scale = scale_of(items)
    blocks: list[Block] = []
    for made in _made(items, manner):
        if isinstance(made, Grid):
            blocks.append(_table(made, Place(made.page, len(blocks)), manner))
        else:
            blocks.append(_piece(made, Place(made.page, len(blocks)), scale, manner))
    return Document(name, "pdf", tuple(blocks), tuple(left_out), len(leaves), facts, tuple(_warnings(leaves)))


def _made(items: Sequence[Item], manner: Manner) -> list[Grid | Draft]:
    """Grids, and the pieces of passages; a paragraph that goes on in the next column or page is one."""
    made: list[Grid | Draft] = []
    last: Passage | None = None
    for item in items:
        if isinstance(item, Grid):
            made.append(item)
            last = None
            continue
        room = Room(item.left, item.right, False)
        new = drafts(item.lines, room, manner, item.page)
        before = made[-1] if made else None
        further = last is not None and (item.page > last.page or item.left > last.right)
        if further and last is not None and isinstance(before, Draft):
            del new[: go_on(before, new[0], Room(last.left, last.right, False), room, manner)]
        made += new
        last = item
    return made


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
    for line, in_cell in _lines_of(items):
        manner.vocabulary.learn(word.text for word in (line.words[1:-1] if in_cell else line.words[:-1]))
    steps: list[float] = []
    for item in items:
        if isinstance(item, Passage):
            steps += wrapped_steps(item.lines, Room(item.left, item.right, False))
        else:
            for cell in item.cells:
                steps += wrapped_steps(cell.lines, room_of(cell))
    if len(steps) >= 3:
        manner.leading = min(2.2, max(1.0, statistics.median_low(sorted(steps)[: max(3, (2 * len(steps)) // 3)])))
    return manner


def _widen(leaves: Sequence[Leaf]) -> None:
    """Give each passage that is no column the right margin of its document, which its own lines may not reach."""
    margins: dict[int, float] = {}
    for leaf in leaves:
        for item in leaf.items:
            right = item.box[2] if isinstance(item, Grid) else item.right
            if not isinstance(item, Passage) or not item.column:
                wide = round(leaf.width)
                margins[wide] = max(margins.get(wide, 0.0), min(right, leaf.width - 20))
    for leaf in leaves:
        for item in leaf.items:
            if isinstance(item, Passage) and not item.column and item.lines[0].words[0].turn == 0:
                item.right = max(item.right, margins.get(round(leaf.width), item.right))


def _piece(draft: Draft, place: Place, scale: Scale | None, manner: Manner) -> Piece:
    kind, level = PieceKind.PARAGRAPH, 0
    heading = scale.level(draft, manner) if scale is not None else 0
    if heading:
        kind, level = PieceKind.HEADING, heading
    elif draft.marker or (draft.block is not None and manner.blocks.get(draft.block) == "LI"):
        kind = PieceKind.ITEM
    return Piece(
        text="\n".join(" ".join(line.split()) for line in draft.text.split("\n")),
        place=place,
        kind=kind,
        level=level,
        marker=draft.marker,
        bold=draft.bold,
        strike=draft.strike,
        links=draft.links(),
        box=_rounded(draft.box),
        counted=draft.counted,
    )


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
    tables = tuple(_table(inner, Place(inner.page, place.block, at, count[0]), manner, count) for inner in cell.inner)
    return Cell(cell.row, cell.column, tuple(pieces), cell.rows, cell.columns, cell.fill, cell.tick, tables)


def cell_drafts(cell: Filled, manner: Manner) -> list[Draft]:
    """The pieces of a cell, those that a later page adds joined on."""
    room = room_of(cell)
    made = drafts(cell.lines, room, manner, cell.page)
    for page, box, lines in cell.more:
        inside = room_in(box, [line.box for line in lines])
        new = drafts(lines, inside, manner, page)
        if made and new and go_on(made[-1], new[0], room, inside, manner):
            del new[0]
        made += new
        room = inside
    return made
