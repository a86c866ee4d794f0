"""Writes a grid of cells as CSV or XLSX, the same bytes every time."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

import xlsxwriter

from samples.make.workforce.extracts import Value

EPOCH = date(1899, 12, 30)
MADE_AT = datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None)


@dataclass(slots=True)
class Grid:
    """Cells by row. `merged` spans are (row, first column, last column), counted from 0."""

    cells: list[list[Value]] = field(default_factory=list)
    merged: list[tuple[int, int, int]] = field(default_factory=list)


def write_csv(path: Path, grid: Grid, *, encoding: str, delimiter: str) -> None:
    """Write text; dates have been written out before."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, lineterminator="\r\n").writerows(
        ["" if cell is None else cell for cell in row] for row in grid.cells
    )
    path.write_bytes(out.getvalue().encode(encoding))


def write_xlsx(path: Path, grid: Grid, *, date1904: bool = False) -> None:
    """Write a workbook of one sheet; a `date` becomes a true Excel date. Strings stay strings, never formulas."""
    book = xlsxwriter.Workbook(
        str(path), {"strings_to_formulas": False, "strings_to_urls": False, "date_1904": date1904}
    )
    book.set_properties({"created": MADE_AT})
    sheet = book.add_worksheet("Extract")
    day, head = book.add_format({"num_format": "dd/mm/yyyy"}), book.add_format({"bold": True, "align": "center"})
    for number, row in enumerate(grid.cells):
        for column, cell in enumerate(row):
            if isinstance(cell, date):
                sheet.write_datetime(number, column, datetime(cell.year, cell.month, cell.day), day)  # noqa: DTZ001
            elif cell is not None and cell != "":
                sheet.write(number, column, cell)
    for number, first, last in grid.merged:
        sheet.merge_range(number, first, number, last, grid.cells[number][first], head)
    book.close()


def serial(day: date) -> int:
    """Days since 30 December 1899, as Excel counts."""
    return (day - EPOCH).days
