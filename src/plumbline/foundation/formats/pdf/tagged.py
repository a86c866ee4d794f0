"""What tags say about grids: which are one table, which rows are headers; and tables that only tags show."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from .cells import Filled, Grid, colour_of, tick_in
from .lines import around, put_in_lines
from .shapes import Sheet, Word
from .tree import TaggedCell, Tree

FEWEST_CELLS = 3


def mark_grid(grid: Grid, tree: Tree) -> None:
    """Tell a grid which tagged table it shows and which of its rows are tagged as headers."""
    tables: Counter[int] = Counter()
    rows: dict[int, list[bool]] = defaultdict(list)
    for cell in grid.cells:
        number = next((word.cell for line in cell.lines for word in line.words if word.cell is not None), None)
        if number is not None and number in tree.cells:
            tagged = tree.cells[number]
            tables[tagged.table] += 1
            rows[cell.row].append(tagged.header)
    if tables:
        grid.key = tables.most_common(1)[0][0]
    grid.header_rows |= {row for row, marks in rows.items() if all(marks) and len(marks) > 1}


def tables_by_tags(words: Sequence[Word], sheet: Sheet, tree: Tree) -> tuple[list[Grid], list[Word]]:
    """Grids that only tags show, and the words that are in none."""
    by_table: dict[int, list[Word]] = defaultdict(list)
    for word in words:
        if word.cell is not None and word.cell in tree.cells and not word.artifact:
            by_table[tree.cells[word.cell].table].append(word)
    grids: list[Grid] = []
    used: set[int] = set()
    for number, inside in by_table.items():
        cells = {word.cell for word in inside}
        places = {tree.cells[cell].order for cell in cells if cell is not None}
        if len(cells) >= FEWEST_CELLS and len(places) > 1:
            grids.append(_grid(number, inside, sheet, tree))
            used |= {id(word) for word in inside}
    return grids, [word for word in words if id(word) not in used]


def _grid(number: int, words: Sequence[Word], sheet: Sheet, tree: Tree) -> Grid:
    heaps: dict[int, list[Word]] = defaultdict(list)
    for word in words:
        if word.cell is not None:
            heaps[word.cell].append(word)
    shown = {tree.cells[cell].row for cell in heaps}
    all_cells = {key: cell for key, cell in tree.cells.items() if cell.table == number and cell.row in shown}
    places = _places(all_cells.items())
    rows = sorted(shown)
    columns = max(column + tree.cells[key].columns for key, (_, column) in places.items())
    cells = []
    for key, (row, column) in places.items():
        tagged, inside = tree.cells[key], heaps.get(key, [])
        box = around([word.box for word in inside]) if inside else (0.0, 0.0, 0.0, 0.0)
        cell = Filled(rows.index(row), column, tagged.rows, tagged.columns, box, sheet.number, put_in_lines(inside))
        cell.ruled = False
        if inside:
            cell.fill = colour_of(box, inside, sheet.fills, [])
            cell.tick = tick_in(inside)
        cell.rows = min(cell.rows, len(rows) - cell.row)
        cells.append(cell)
    _widen(cells)
    return Grid(cells, len(rows), columns, around([word.box for word in words]), sheet.number, ruled=False, key=number)


def _places(cells: Iterable[tuple[int, TaggedCell]]) -> dict[int, tuple[int, int]]:
    """Row and column of each cell: in the order of tags, stepping over what cells above still span."""
    places: dict[int, tuple[int, int]] = {}
    taken: dict[int, set[int]] = defaultdict(set)
    for key, cell in cells:
        column, row = 0, cell.row
        while column in taken[row]:
            column += 1
        places[key] = (row, column)
        for down in range(cell.rows):
            taken[row + down] |= set(range(column, column + cell.columns))
    return places


def _widen(cells: Sequence[Filled]) -> None:
    """Boxes as wide as their columns, so that one can tell where lines had to wrap."""
    lefts: dict[int, float] = {}
    rights: dict[int, float] = {}
    for cell in cells:
        if cell.lines:
            lefts[cell.column] = min(lefts.get(cell.column, cell.box[0]), cell.box[0])
            end = cell.column + cell.columns - 1
            rights[end] = max(rights.get(end, cell.box[2]), cell.box[2])
    for cell in cells:
        if cell.lines:
            right = rights.get(cell.column + cell.columns - 1, cell.box[2])
            cell.box = (lefts.get(cell.column, cell.box[0]), cell.box[1], max(right, cell.box[2]), cell.box[3])
