"""Guessing: columns known by what stands in them, for tables without headings."""

from __future__ import annotations

import re
from collections.abc import Callable

from plumbline.journey.intake.reading.dates import parse_when

from .columns import Column, Role
from .grids import PERSON, Grid, Layout, body_rows, mean_words
from .rag import rag_word
from .status import status_of
from .themes import read_cell
from .years import year_code


def guessed(grid: Grid, width: int) -> Layout | None:
    """Columns known by what stands in them, for a table without headings."""
    kinds = [_guess(grid, at, width) for at in range(width)]
    texts = [at for at, kind in enumerate(kinds) if kind is Role.ACTION]
    if not texts:
        return None
    longest = max(texts, key=lambda at: mean_words(grid, at))
    columns = []
    for at, kind in enumerate(kinds):
        role = kind if kind is not Role.ACTION or at == longest else Role.OTHER
        columns.append(Column(at, role, "", None, 0.6))
    others = {column.role for column in columns} - {Role.ACTION, Role.OTHER}
    if not others:
        return None
    return Layout(columns, body_rows(grid, 0), is_headed=False)


def _guess(grid: Grid, at: int, width: int) -> Role:
    cells = {id(row[at]): row[at] for row in grid if row[at] is not None and row[at].column_span < max(width, 2)}  # type: ignore[union-attr]
    values = [cell.text.strip() for cell in cells.values() if cell is not None and cell.text.strip()]
    if not values:
        return Role.OTHER
    share = 1 / len(values)

    def most(test: Callable[[str], bool]) -> bool:
        return sum(share for value in values if test(value)) >= 0.7

    if most(lambda value: bool(read_cell(value).themes) and read_cell(value).is_certain):
        return Role.THEME
    if most(lambda value: rag_word(value) is not None):
        return Role.RAG
    if most(lambda value: status_of(value) is not None):
        return Role.STATUS
    if most(lambda value: bool(re.fullmatch(r"[A-Z]{0,3}\d{1,2}(?:\.\d{1,2})*\.?", value))):
        return Role.REF
    if most(lambda value: bool(year_code(value)) and not re.fullmatch(r"(?:19|20)\d\d", value)):
        return Role.YEARS
    if most(lambda value: len(value.split()) <= 6 and (when := parse_when(value)) is not None and when.on is not None):
        return Role.DUE
    if most(lambda value: len(value.split()) <= 7 and bool(PERSON.search(value))):
        return Role.OWNER
    return Role.ACTION if mean_words(grid, at) >= 3 else Role.OTHER
