"""Where the table begins in a sheet, what its columns are called, and which rows are no data."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from plumbline.workforce.register.extract.columns import COLUMNS, NEVER, fold

Row = Sequence[str]

LOOKED_AT = 80
"""Rows in which the heading is looked for."""
HEADING_ROWS = 3
KNOWN = frozenset(name for column in COLUMNS.values() for name in column.names) | NEVER
_TYPED = re.compile(r"^[-+£]?\d[\d\s.,/:%-]*$|\d{1,2}[-/ ][A-Za-z]{3,9}[-/ ]\d{2,4}")
_TOTAL = re.compile(
    r"^(?:grand |sub|overall )?[- ]?totals?\b|^sum\b|^count\b|^average\b|^head ?count\b|\btotals?:?$|^total", re.I
)


@dataclass(frozen=True, slots=True)
class Layout:
    """A table in a sheet. `headings` by column, `groups` what stands above them in a merged row; `first` is the number
    of the first row of data, from 0; `heading_row` that of the lowest heading."""

    headings: tuple[str, ...]
    groups: tuple[str, ...]
    heading_row: int
    first: int

    @property
    def width(self) -> int:
        """How many columns there are."""
        return len(self.headings)


@dataclass(slots=True)
class LeftOut:
    """Rows that are no data, counted by kind, with the numbers of the first ones."""

    rows: dict[str, list[int]] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)

    def add(self, kind: str, number: int) -> None:
        """Book row `number` (as people count, from 1)."""
        self.counts[kind] = self.counts.get(kind, 0) + 1
        if len(kept := self.rows.setdefault(kind, [])) < 20:
            kept.append(number)


def find_layout(rows: Sequence[Row]) -> Layout | None:
    """The table among the first rows of a sheet; None where none can be made out."""
    looked = rows[:LOOKED_AT]
    hits = [_hits(row) for row in looked]
    if not looked or max(hits, default=0) < 2:
        return _by_shape(looked)
    row = hits.index(max(hits))
    top = bottom = row
    while top > 0 and bottom - top < HEADING_ROWS - 1 and _is_group(looked[top - 1], looked[row]):
        top -= 1
    if bottom + 1 < len(looked) and hits[bottom + 1] >= 2 and not _has_values(looked[bottom + 1]):
        bottom += 1  # a heading of two rows, whose upper one is the richer
    return _layout(looked, top, bottom)


def _layout(rows: Sequence[Row], top: int, bottom: int) -> Layout:
    below = rows[bottom + 1 : bottom + 30]
    width = max((_filled_to(row) for row in rows[top : bottom + 1]), default=0)
    width = max([width, *(_filled_to(row) for row in below)])
    leaf = _padded(rows[bottom], width)
    above = [_spread(_padded(row, width)) for row in rows[top:bottom]]
    groups = tuple(" ".join(dict.fromkeys(level[i] for level in above if level[i])) for i in range(width))
    headings = tuple(leaf[i] or (above[-1][i] if above and not any(leaf) else "") for i in range(width))
    first = bottom + 1
    while first < len(rows) and _is_numbering(rows[first]):
        first += 1
    return Layout(headings, groups, bottom, first)


def _by_shape(rows: Sequence[Row]) -> Layout | None:
    """Headings in words that nobody knows: the first full row without a value above rows that have some."""
    for number, row in enumerate(rows[:-1]):
        filled = [cell for cell in row if cell.strip()]
        if len(filled) >= 3 and not _has_values(row) and _has_values(rows[number + 1]):
            return _layout(rows, number, number)
    return None


def _hits(row: Row) -> int:
    return len({name for cell in row if cell.strip() and len(cell) < 60 and (name := fold(cell)) in KNOWN})


def _is_group(row: Row, heading: Row) -> bool:
    """A row of a heading above the lowest one: words over several columns, and no title or date of the report."""
    filled = [cell for cell in row if cell.strip()]
    return len(filled) >= 2 and not _has_values(row) and max(map(len, filled)) < 40 and len(filled) <= len(heading)


def _has_values(row: Row) -> bool:
    return any(_TYPED.search(cell.strip()) for cell in row)


def _is_numbering(row: Row) -> bool:
    """A row that numbers the columns: 1, 2, 3, …"""
    filled = [cell.strip() for cell in row if cell.strip()]
    return len(filled) >= 3 and filled == [str(number) for number in range(1, len(filled) + 1)]


def _filled_to(row: Row) -> int:
    return max((number + 1 for number, cell in enumerate(row) if cell.strip()), default=0)


def _padded(row: Row, width: int) -> list[str]:
    cells = [" ".join(cell.split()) for cell in row[:width]]
    return cells + [""] * (width - len(cells))


def _spread(row: list[str]) -> list[str]:
    """A merged cell's words over all the columns that it spans."""
    last, spread = "", []
    for cell in row:
        last = cell or last
        spread.append(last)
    return spread


def no_data(row: Row, layout: Layout, staff: int) -> str | None:
    """Which kind of row this is if it is no data: "blank", "heading", "total" or "note". None for data.

    `staff` is the column of the staff number: a row with a number of somebody is always data."""
    said = row[staff].strip() if staff < len(row) else ""
    if said and (said[-1].isdigit() or said[0].isdigit()) and " " not in said and not _TOTAL.match(said):
        return None
    filled = [cell.strip() for cell in row if cell.strip()]
    if not filled:
        return "blank"
    if said and said == layout.headings[staff] and len(filled) > 1:
        return "heading"
    same = sum(
        1 for cell, heading in zip(row, layout.headings, strict=False) if cell.strip() and cell.strip() == heading
    )
    if same >= max(2, 0.6 * len(filled)):
        return "heading"
    if any(_TOTAL.match(cell) for cell in filled[:2]) and len(filled) <= max(6, layout.width // 2):
        return "total"
    few = len(filled) <= max(1, min(2, layout.width // 4))
    if few and (not said or " " in said or len(filled) == 1) and len(filled[0]) > 3:
        return "note"
    if not said and len(filled) <= layout.width // 3 and all(_TYPED.match(cell) for cell in filled):
        return "total"
    return None
