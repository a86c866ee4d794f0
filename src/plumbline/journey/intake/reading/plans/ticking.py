"""Ticking: what ticks, words and shades say under the names of years, themes, statuses and colours."""

from __future__ import annotations

import re

from .building import Builder, Draft
from .columns import Column
from .grids import BodyRow, Layout
from .lines import book_all, cell_lines
from .rag import rag_word
from .status import status_of
from .themes import Named

_NEGATIVE = re.compile(r"^(?:[-–—./\s]*|no?|n/?a|0|nil|none|false|☐|□)$", re.I)
_MARKLIKE = re.compile(r"^(?:[xX✓✔☑☒✗✘×●•■▪★*√þüPÞ]+|yes|y|true|1|tick(?:ed)?)$", re.I)


def read_marks(builder: Builder, layout: Layout, draft: Draft, row: BodyRow) -> None:
    """Ticks under the names of themes, statuses and colours."""
    for column in layout.columns:
        cell = row.cells[column.index]
        if column.mark is None or cell is None or not cell.text.strip():
            continue
        lines, (kind, value) = cell_lines(cell), column.mark
        book_all(builder.ledger, lines, "tick")
        if cell.tick is False or (cell.tick is None and _NEGATIVE.match(cell.text.strip())):
            continue
        if kind == "theme":
            builder.themed(draft, Named((value,), None, True), lines)
        elif kind == "status":
            draft.action.status = value
            builder.note(draft, "status", lines, 0.95)
        else:
            draft.action.rag, draft.action.rag_seen = value, column.label
            builder.note(draft, "rag", lines, 0.95)


def read_years(builder: Builder, layout: Layout, shaded: frozenset[str], draft: Draft, row: BodyRow) -> None:
    """Ticks, words and shades in the year columns."""
    words: list[tuple[Column, str]] = []
    for column in layout.year_columns():
        cell = row.cells[column.index]
        if cell is None or column.year is None:
            continue
        text = " ".join(cell.text.split())
        lines = cell_lines(cell)
        is_tick = cell.tick if cell.tick is not None else bool(text) and not _NEGATIVE.match(text)
        if not text and cell.tick is None:
            is_tick = bool(shaded and cell.fill and cell.fill.lower() in shaded)
        if is_tick:
            draft.years.append(column.year)
            if cell.fill:
                source = builder.ledger.source(cell.pieces[0]) if cell.pieces else draft.action.sources[0]
                draft.fills["years"] = (cell.fill, source)
            builder.note(draft, "years", lines, 0.95, add=True)
        elif cell.fill and "years" not in draft.fills and not shaded:
            draft.fills["years"] = (cell.fill, draft.action.sources[0])
        plain_mark = cell.tick is not None or _MARKLIKE.match(text) or _NEGATIVE.match(text)
        if text and not (plain_mark and len(text) <= 4) and is_tick:
            words.append((column, text))
        book_all(builder.ledger, lines, "tick" if len(text) <= 4 else "years")
    _year_words(draft, words)


def _year_words(draft: Draft, words: list[tuple[Column, str]]) -> None:
    said = {status_of(text) for _, text in words}
    rags = [found for _, text in words if (found := rag_word(text))]
    if len(said) == 1 and None not in said and draft.action.status is None:
        draft.action.status = said.pop()
        return
    if rags and len(rags) == len(words):
        draft.action.rag, draft.action.rag_seen = rags[-1]
        return
    for column, text in words:
        draft.action.other[column.label] = text
