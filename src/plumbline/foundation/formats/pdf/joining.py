"""Tables that run over several pages made one; header rows that each page repeats left out."""

from __future__ import annotations

from collections.abc import Sequence

from plumbline.foundation.formats.blocks import LeftOut, LeftOutReason, Place

from .breaks import is_rest_of_row
from .cells import Filled, Grid
from .layout import Item, Passage, is_scrap

SAME_COLUMN = 6.0  # points
MOST_HEADER_ROWS = 4


def join_tables(items: Sequence[Item]) -> tuple[list[Item], list[LeftOut]]:
    """The items with each table in one, and the header rows that were repeated."""
    joined: list[Item] = []
    left: list[LeftOut] = []
    for item in items:
        before = joined[-1] if joined else None
        if isinstance(item, Grid) and isinstance(before, Grid) and _goes_on(before, item):
            left += _append(before, item)
        else:
            joined.append(item)
    return [_freed(item) if isinstance(item, Grid) and is_scrap(item) else item for item in joined], left


def _freed(scrap: Grid) -> Item:
    """The words of a ruled row that belongs to no table, as a passage."""
    cell = next(cell for cell in scrap.cells if cell.lines)
    return Passage(list(cell.lines), cell.box[0], cell.box[2], scrap.page)


def _goes_on(before: Grid, grid: Grid) -> bool:
    """Whether a grid at the head of a page goes on with the one at the foot of the page before."""
    if grid.page != before.last_page + 1:
        return False
    if before.key is not None and grid.key is not None and before.key != grid.key:
        return False
    if before.columns == grid.columns and (before.key is not None or repeated_rows(before, grid)):
        return True
    return _same_columns(before, grid)


def _same_columns(before: Grid, grid: Grid) -> bool:
    """Whether the columns stand at the same places; where one has more, the other takes them over as spans."""
    if not before.xs or not grid.xs:
        return False
    ends = abs(before.xs[0] - grid.xs[0]), abs(before.xs[-1] - grid.xs[-1])
    if not (before.ruled and grid.ruled):  # without lines a table ends where its words do
        return before.columns == grid.columns and all(
            abs(one - two) <= SAME_COLUMN for one, two in zip(before.xs[1:-1], grid.xs[1:-1], strict=True)
        )
    if max(ends) > SAME_COLUMN:
        return False
    few, many = sorted((before, grid), key=lambda one: one.columns)
    places = [_place(x, many.xs) for x in few.xs]
    if any(place is None for place in places) or few.columns < min(2, many.columns):
        return False
    if few.columns < many.columns:
        _spread(few, [place for place in places if place is not None], many.xs)
    return True


def _place(x: float, xs: Sequence[float]) -> int | None:
    near = min(range(len(xs)), key=lambda number: abs(xs[number] - x))
    return near if abs(xs[near] - x) <= SAME_COLUMN else None


def _spread(grid: Grid, places: Sequence[int], xs: list[float]) -> None:
    for cell in grid.cells:
        start, end = places[cell.column], places[cell.column + cell.columns]
        cell.column, cell.columns = start, end - start
    grid.columns, grid.xs = len(xs) - 1, xs


def _append(before: Grid, grid: Grid) -> list[LeftOut]:
    repeated = repeated_rows(before, grid)
    left = [
        LeftOut(cell.text, LeftOutReason.REPEATED_HEADER_ROW, Place(grid.page, 0))
        for number in range(repeated)
        for cell in grid.row(number)
        if cell.text
    ]
    upper = {(cell.column, cell.columns): cell for cell in before.cells if cell.row + cell.rows == before.rows}
    lower = grid.row(repeated)
    broken = is_rest_of_row(upper, lower)
    taken: set[int] = set()
    for cell in lower:
        above = upper.get((cell.column, cell.columns))
        if above is None:
            continue
        if broken:
            _add(above, cell, grid.page)
            above.rows += cell.rows - 1
            taken.add(id(cell))
        elif _is_merged_over(above, cell, before, grid):
            above.rows += cell.rows
            taken.add(id(cell))
    shift = before.rows - repeated - (1 if broken else 0)
    for cell in grid.cells:
        if cell.row >= repeated and id(cell) not in taken:
            cell.row += shift
            before.cells.append(cell)
    before.rows += grid.rows - repeated - (1 if broken else 0)
    before.header_rows |= {row + shift for row in grid.header_rows if row >= repeated + broken}
    before.last_page = grid.page
    return left


def _add(above: Filled, cell: Filled, page: int) -> None:
    """What a cell holds on the next page joins what it held before."""
    if cell.lines:
        above.more.append((page, cell.box, cell.lines))
    above.more += cell.more
    above.inner += cell.inner
    above.fill = above.fill or cell.fill
    above.tick = above.tick if above.tick is not None else cell.tick


def _is_merged_over(above: Filled, cell: Filled, before: Grid, grid: Grid) -> bool:
    """Whether an empty cell at the head of a page is the rest of a merged one, in a column that has merged cells."""
    if cell.lines or cell.tick is not None or not (above.lines or above.more) or above.row in before.header_rows:
        return False
    if cell.fill != above.fill or above.row == 0:
        return False
    column = [other for other in [*before.cells, *grid.cells] if other.column == cell.column and other.row > 0]
    return any(other.rows > 1 for other in column) and not any(
        other.column == cell.column and other.rows == 1 and not other.lines and other is not cell
        for other in before.cells
        if other.row > 0
    )


def repeated_rows(before: Grid, grid: Grid) -> int:
    """How many rows at the head of `grid` are those at the head of `before`."""
    count = 0
    while count < min(before.rows, grid.rows, MOST_HEADER_ROWS) and _same(before.row(count), grid.row(count)):
        count += 1
    return count if count < grid.rows else max(0, count - 1)


def _same(one: Sequence[Filled], two: Sequence[Filled]) -> bool:
    """Whether two rows say the same; a broken word may break elsewhere."""
    return (
        len(one) == len(two)
        and any(cell.text for cell in one)
        and all(
            a.column == b.column and a.columns == b.columns and a.rows == b.rows and _bare(a.text) == _bare(b.text)
            for a, b in zip(one, two, strict=True)
        )
    )


def _bare(text: str) -> str:
    return "".join(text.split()).lower()
