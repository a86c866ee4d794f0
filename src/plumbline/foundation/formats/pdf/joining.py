"""Tables that run over several pages made one; header rows that each page repeats left out."""

from __future__ import annotations

from collections.abc import Sequence

from plumbline.foundation.formats.blocks import LeftOut, LeftOutReason, Place

from .cells import Filled, Grid
from .layout import Item

SAME_COLUMN = 6.0  # points


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
    return joined, left


def _last_page(grid: Grid) -> int:
    return max([grid.page, *(cell.page for cell in grid.cells), *(m[0] for c in grid.cells for m in c.more)])


def _goes_on(before: Grid, grid: Grid) -> bool:
    """Whether a grid at the head of a page goes on with the one at the foot of the page before."""
    if grid.page != _last_page(before) + 1:
        return False
    if before.key is not None and grid.key is not None:
        return before.key == grid.key and before.columns == grid.columns
    return before.columns == grid.columns and all(
        abs(one - two) <= SAME_COLUMN for one, two in zip(before.xs, grid.xs, strict=True)
    )


def _append(before: Grid, grid: Grid) -> list[LeftOut]:
    left: list[LeftOut] = []
    repeated = _repeated_rows(before, grid)
    for number in range(repeated):
        left += [
            LeftOut(cell.text, LeftOutReason.REPEATED_HEADER_ROW, Place(grid.page, 0))
            for cell in grid.row(number)
            if cell.text
        ]
    shift = before.rows - repeated
    for cell in grid.cells:
        if cell.row >= repeated:
            cell.row += shift
            before.cells.append(cell)
    before.rows += grid.rows - repeated
    return left


def _repeated_rows(before: Grid, grid: Grid) -> int:
    """How many rows at the head of `grid` are those at the head of `before`."""
    count = 0
    while count < min(before.rows, grid.rows) and _same(before.row(count), grid.row(count)):
        count += 1
    return count if count < grid.rows else 0


def _same(one: Sequence[Filled], two: Sequence[Filled]) -> bool:
    return (
        len(one) == len(two)
        and any(cell.text for cell in one)
        and all(
            a.column == b.column and a.columns == b.columns and a.text == b.text
            for a, b in zip(one, two, strict=True)
        )
    )
