"""Grids: a table as rows under columns, whatever the file's own shape, and small questions about them."""

# ruff: noqa: E501 (patterns are easier to read unbroken)
from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from plumbline.foundation.formats.blocks import Cell

from .columns import Column, Role
from .years import YearMark

Grid = list[list[Cell | None]]
PERSON = re.compile(
    r"\b(?:head|director|manager|lead|officer|dean|professor|prof|dr|team|group|committee|hr|human resources|technical services|board|chair|vice|pvc|dvc|champion|coordinator|department|faculty|school|all|estates|communications|marketing)\b",
    re.I,
)
"""Words by which an owner is known."""


@dataclass(frozen=True, slots=True)
class BodyRow:
    """One row under the headings: the cell in each column, and what stands over the row where the
    table's columns are themes (`named`) or years (`year`)."""

    index: int
    cells: tuple[Cell | None, ...]
    named: Cell | None = None
    year: YearMark | None = None

    def distinct(self) -> list[Cell]:
        """The cells of the row, each once, empty ones too."""
        return list({id(cell): cell for cell in self.cells if cell is not None}.values())

    def filled(self) -> list[Cell]:
        """The cells that hold text, each once."""
        return [cell for cell in self.distinct() if cell.text.strip()]


@dataclass(slots=True)
class Layout:
    """A table as columns and rows. `heads` are the cells of its heading rows and side heads, `above` the cells of the
    rows over them (titles, legends), `heading` the name of a theme or section that stood as a column's heading."""

    columns: list[Column]
    rows: list[BodyRow]
    heads: list[Cell] = field(default_factory=list)
    above: list[BodyRow] = field(default_factory=list)
    heading: Cell | None = None
    is_headed: bool = True
    is_card: bool = False

    def column(self, role: Role) -> Column | None:
        """The column of a role."""
        return next((column for column in self.columns if column.role is role), None)

    def year_columns(self) -> list[Column]:
        """The columns that each stand for a year."""
        return [column for column in self.columns if column.role is Role.YEAR]


def values(rows: Sequence[BodyRow], at: int, most: int = 200) -> list[str]:
    """What stands in a column, each cell once; rows that one cell fills are no part of it."""
    found: dict[int, str] = {}
    for row in rows[:most]:
        cell = row.cells[at] if at < len(row.cells) else None
        if cell is not None and cell.text.strip() and len(row.distinct()) > 1:
            found[id(cell)] = cell.text.strip()
    return list(found.values())


def average(rows: Sequence[BodyRow], at: int) -> float:
    """How many words stand in a cell of a column."""
    held = values(rows, at)
    return sum(len(value.split()) for value in held) / len(held) if held else 0.0


def mean_words(grid: Grid, at: int) -> float:
    """The same for a grid without headings."""
    return average([BodyRow(index, tuple(row)) for index, row in enumerate(grid[:200])], at)


def body_rows(grid: Grid, first: int) -> list[BodyRow]:
    """The rows from `first` on."""
    return [BodyRow(at, tuple(grid[at])) for at in range(first, len(grid))]


def filled(row: Sequence[Cell | None]) -> list[Cell]:
    """The cells that hold text, each once."""
    return [cell for cell in {id(cell): cell for cell in row if cell is not None}.values() if cell.text.strip()]


def key_of(text: str) -> str:
    """A text as it is compared with another."""
    return re.sub(r"\W+", "", text.lower())
