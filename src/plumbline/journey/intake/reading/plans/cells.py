"""Cells: what the lines of a cell are to its row: entries of a list, a theme and its definition, a shaded year."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .columns import Column, Role
from .grids import Layout
from .lines import Line, plain
from .splitting import grouped, joined
from .themes import Legend, Named, read_cell, read_heading


def entries(lines: Sequence[Line]) -> list[list[Line]]:
    """What a cell lists: its items, or its paragraphs."""
    if any(line.is_item for line in lines):
        return grouped(lines)
    return joined(lines)


def name_lines(lines: list[Line], legend: Legend) -> tuple[list[Line], list[Line]]:
    """The lines of a theme cell that name themes, and those of the definition below."""
    first = lines[0]
    named = read_cell(first.text, legend)
    if len(lines) == 1:
        if (
            len(first.text.split()) > 5
            and "\n" not in first.raw.strip()
            and named.is_certain
            and (cut := re.search(r"\s[-–—]\s|:\s|[–—]\s", first.raw))
            and cut.start() > 2
        ):
            return [first.cut(0, cut.start())], [first.cut(cut.end(), len(first.raw))]
        return lines, []
    whole = read_cell(plain(lines), legend)
    if (
        whole.is_certain
        and all(len(line.text.split()) <= 4 for line in lines)
        and len(whole.themes) > len(named.themes)
    ):
        return lines, []
    if named.is_certain and named.themes:
        also = [
            line
            for line in lines[1:]
            if len(line.text.split()) <= 4 and (more := read_heading(line.text)).is_certain and more.themes
        ]
        name = [first, *also]
        return name, [line for line in lines[1:] if line not in also]
    two = [first, lines[1]]
    broken = read_cell(f"{first.text} {lines[1].text}", legend)
    if broken.is_certain and broken.themes:
        return two, lines[2:]
    return [first], lines[1:]


def as_written(lines: Sequence[Line]) -> str:
    """The lines with the breaks that stand inside them."""
    return "\n".join(line.raw for line in lines)


def is_definition(lines: list[Line], theme: Named | None) -> bool:
    """Whether a theme cell only goes on with the definition that a page broke."""
    text = plain(lines)
    return theme is not None and text[:1].islower() and len(text.split()) > 2 and not read_cell(text).is_certain


_OPTION = re.compile(r"(?P<box>[☐☑☒□■✓✔✗✘])\s*(?P<words>[^☐☑☒□■✓✔✗✘\n]*\w[^☐☑☒□■✓✔✗✘\n]*)")


def chosen_line(lines: Sequence[Line]) -> list[Line] | None:
    """The ticked one of several options in a cell ("☐ Red ☒ Amber ☐ Green"), an empty list where none is ticked; None
    where the cell offers no options."""
    options = [
        (match["box"] not in "☐□", line.cut(match.start("words"), match.end("words")))
        for line in lines
        for match in _OPTION.finditer(line.raw)
    ]
    if len(options) < 2 or not any(line.raw.lstrip()[:1] in "☐□" or re.search("[☐□]", line.raw) for line in lines):
        return None
    ticked = [line for is_ticked, line in options if is_ticked]
    return ticked if len(ticked) == 1 else []


_NO_PLACE = frozenset({Role.THEME, Role.OBJECTIVE, Role.YEAR, Role.MARK, Role.PRIORITY})
_WEIGHED = re.compile(r"\b(?:priorit|risk|urgen|difficult|effort|cost|categor|group)", re.I)
_PLACES = {
    Role.RAG: "rag",
    Role.STATUS: "status",
    Role.PROGRESS: "progress",
    Role.ACHIEVEMENT: "progress",
    Role.ACTION: "action",
    Role.REF: "ref",
}


def fill_place(column: Column) -> str | None:
    """Where a fill in this column stands, in the names of `colours.PLACES`; None where it is never a rating."""
    if column.role in _NO_PLACE or _WEIGHED.search(column.label):
        return None
    if column.role is Role.OTHER and not column.label:
        return "blank"
    return _PLACES.get(column.role, f"column {column.index}")


def years_by_fill(layout: Layout) -> frozenset[str]:
    """The fills that tick a year, where year cells hold no words at all but are shaded here and there."""
    columns = layout.year_columns()
    action = layout.column(Role.ACTION)
    if not columns or action is None:
        return frozenset()
    fills: dict[str, int] = {}
    blank = total = 0
    for row in layout.rows:
        if len(row.filled()) == 0:
            continue
        base = row.cells[action.index]
        for column in columns:
            cell = row.cells[column.index]
            if cell is None or cell is base:
                continue
            if cell.text.strip() or cell.tick is not None:
                return frozenset()
            total += 1
            if cell.fill and cell.fill.lower() != "#ffffff" and not (base is not None and base.fill == cell.fill):
                fills[cell.fill.lower()] = fills.get(cell.fill.lower(), 0) + 1
            else:
                blank += 1
    return frozenset(fills) if fills and blank else frozenset()
