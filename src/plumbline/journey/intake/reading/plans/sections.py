"""Sections: rows that head other rows, keys to colours, and rows that are no action at all."""

# ruff: noqa: E501 (patterns are easier to read unbroken)
from __future__ import annotations

import re
from collections.abc import Iterable

from plumbline.foundation.formats.blocks import Cell, Table

from .grids import BodyRow, Layout
from .lines import Line, cell_lines
from .rag import is_key_text, meaning_of, rag_word
from .themes import Named, read_heading

_GUIDANCE = re.compile(
    r"^\W*(?:(?:please )?(?:add|insert|delete|copy)\b.*\b(?:rows?|lines?|as (?:needed|required|necessary))\b.*|e\.?\s?g\.?[\s:,].*|for example[:,].*|"
    r"example\b.{0,30}|\[.*\b(?:insert|enter|add|text|here|example)\b.*\]|<.*\b(?:insert|enter|add)\b.*>|(?:insert|enter) .* here\W*|click (?:or tap )?here.*|lorem ipsum.*)$",
    re.I | re.S,
)
_NUMBERED = re.compile(r"\s*\(?(?:\d{1,2}|[A-Z])[.)]\s+\S")
_TOTAL = re.compile(r"^\W*(?:grand |sub-?)?totals?\b|^\W*number of actions\b|^\W*notes?\s*:|^\W*(?:end|ends)\W*$", re.I)
_VERB = re.compile(
    r"^(?:to )?(?:launch|develop|create|establish|set|publish|introduce|review|hold|run|promote|support|continue|ensure|provide|increase|explore|implement|"
    r"identify|investigate|encourage|define|design|build|appoint|expand|embed|improve|deliver|offer|work|maintain|monitor|share|recognise|celebrate|"
    r"include|raise|enable|fund|update|refresh|produce|pilot|host|organise|showcase|map|audit|agree|write|give|make|add|start|use|form|engage|conduct|undertake|facilitate|nominate|invite|record|report)\b",
    re.I,
)


def is_guidance(row: BodyRow) -> bool:
    """Whether the row only tells the typist what to do, or holds the form's own example."""
    texts = [cell.text.strip() for cell in row.filled()]
    return (
        bool(texts)
        and bool(_GUIDANCE.match(texts[0]))
        and all(_GUIDANCE.match(text) or len(text.split()) <= 3 for text in texts[:2])
    )


def is_total(row: BodyRow) -> bool:
    """Whether the row counts what stands above it."""
    texts = [cell.text.strip() for cell in row.filled()]
    return (
        bool(texts)
        and bool(_TOTAL.match(texts[0]))
        and (len(texts) == 1 or all(len(text.split()) <= 3 for text in texts[1:]))
    )


def legend_of(rows: Iterable[tuple[Cell, ...]], *, in_table: bool) -> list[tuple[str | None, Cell]] | None:
    """The fills and words of a key to colours, None where these cells are none: every text must name a state, and
    two states at least must differ. `in_table`: other rows stand around them, so colours must be seen or named."""
    swatches: list[tuple[str | None, Cell]] = []
    count = 0
    for cells in rows:
        for at, cell in enumerate(cells):
            text = cell.text.strip()
            if not text or re.fullmatch(r"[\W_]+", text):
                continue
            count += 1
            if len(text.split()) > 14 or count > 14:
                return None
            if is_key_text(text) and not meaning_of(text):
                continue
            if meaning_of(text) is None and rag_word(text) is None:
                return None
            swatches.append((_swatch(cells, at), cell))
    fills = {fill for fill, _ in swatches if fill}
    states = {_state(cell.text) for _, cell in swatches}
    words = sum(1 for _, cell in swatches if rag_word(cell.text))
    if len(swatches) < 2 or len(states) < 2:
        return None
    coloured = len(fills) >= 2 or words >= 2
    return swatches if coloured or (not in_table and len(swatches) >= 3) else None


def _swatch(cells: tuple[Cell, ...], at: int) -> str | None:
    """The fill that a text of a key explains: that of an empty cell beside it, else its own."""
    near = [cells[at - 1]] if at and not cells[at - 1].text.strip() else []
    near += [cells[at + 1]] if at + 1 < len(cells) and not cells[at + 1].text.strip() else []
    beside = next((other.fill for other in near if other.fill and other.fill != "#ffffff"), None)
    return beside or cells[at].fill or next((piece.fill for piece in cells[at].pieces if piece.fill), None)


def _state(text: str) -> str | None:
    named = rag_word(text)
    return named[0] if named else meaning_of(text)


def is_legend_table(table: Table) -> list[tuple[str | None, Cell]] | None:
    """A whole small table that is a key to colours."""
    if len(table.rows) > 8:
        return None
    return legend_of((row.cells for row in table.rows), in_table=False)


def legend_row(row: BodyRow) -> list[tuple[str | None, Cell]] | None:
    """A row that is a key to colours: two states or more and nothing else."""
    return legend_of([tuple(row.distinct())], in_table=True)


def section_of(row: BodyRow, layout: Layout, habit: Habit) -> tuple[Named, list[Line], list[Line]] | None:
    """What a section row names, the lines that name it, and the lines of its definition below; None for other rows."""
    filled = row.filled()
    width = len(layout.columns)
    number: list[Line] = []
    if len(filled) == 2 and re.fullmatch(r"(?:theme |pillar |section )?[A-Z]?\d{0,2}\.?", filled[0].text.strip(), re.I):
        number = cell_lines(filled[0])
        if not read_heading(filled[1].text).is_certain:
            return None
        filled = filled[1:]
    if len(filled) != 1 or width < 2:
        return None
    cell = filled[0]
    lines = cell_lines(cell)
    if not lines or (lines[0].is_item and not read_heading(lines[0].text).is_certain):
        return None
    named = read_heading(lines[0].text)
    words = len(lines[0].text.split())
    wide = cell.column_span >= max(2, width - 1)
    if any(line.is_item for line in lines[1:]):
        return None
    if named.is_certain and (words <= 12 or wide):
        return named, number + lines[:1], lines[1:]
    if words > 16 or (
        cell.column > 0
        and not wide
        and not number
        and layout.columns[min(cell.column, width - 1)].role.value != "action"
    ):
        return None
    if _weight(cell, lines, wide=wide, habit=habit) >= 3:
        return named, number + lines[:1], lines[1:]
    return None


class Habit:
    """How the actions of a table look, so that a row that looks otherwise can be told."""

    def __init__(self, layout: Layout) -> None:
        at = next((column.index for column in layout.columns if column.role.value == "action"), 0)
        others = [column.index for column in layout.columns if column.index != at]
        rows = [row for row in layout.rows if len(row.filled()) > 1]
        cells = [
            cell for row in rows if at < len(row.cells) and (cell := row.cells[at]) is not None and cell.text.strip()
        ]
        self.items = bool(cells) and sum(any(line.is_item for line in cell_lines(cell)) for cell in cells) * 2 > len(
            cells
        )
        self.bold = bool(cells) and sum(all(piece.bold for piece in cell.pieces) for cell in cells) * 2 > len(cells)
        self.fills = {cell.fill for cell in cells}
        self.others = bool(rows) and bool(others)
        self.numbered = bool(cells) and sum(bool(_NUMBERED.match(cell.text)) for cell in cells) * 2 > len(cells)
        self.count = len(rows)


def _weight(cell: Cell, lines: list[Line], *, wide: bool, habit: Habit) -> int:
    text = lines[0].text
    words = len(text.split())
    weight = 0
    weight += 3 if wide else 0
    weight += 2 if lines[0].bold and not habit.bold else 0
    weight += 2 if text.endswith(":") else 0
    weight += 1 if words <= 4 else 0
    weight += 1 if cell.fill and cell.fill not in habit.fills else 0
    weight += 1 if habit.others and habit.count >= 2 else 0
    weight += 1 if habit.items and not lines[0].is_item else 0
    weight += 2 if _NUMBERED.match(text) and not habit.numbered else 0
    weight -= 2 if text.endswith(".") else 0
    weight -= 2 if _VERB.match(text) and not wide else 0
    weight -= 2 if words > 9 else 0
    weight -= 1 if _VERB.match(text) and wide and not lines[0].bold else 0
    return weight
