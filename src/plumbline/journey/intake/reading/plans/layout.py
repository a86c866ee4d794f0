"""Layout: a plan's table seen as headed columns and body rows, each column's meaning made sure by what it holds."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from plumbline.foundation.formats.blocks import Table
from plumbline.foundation.formats.ticks import tick_of

from .cards import side_headed
from .columns import Column, Role, heading_score, role_of
from .grids import BodyRow, Grid, Layout, average, body_rows, filled, key_of, values
from .guessing import guessed
from .heads import column_of, find_head, headed, is_sure_head, mark_of, named_head
from .rag import rag_word
from .themes import read_cell, read_heading
from .years import year_code

_TICKED = re.compile(r"^(?:y|yes|•|●|\*|1|n|no|-|–)$", re.I)
_REF = re.compile(r"(?:action |activity )?[A-Z]{0,3}\d{1,2}(?:\.\d{1,2})*\.?", re.I)
_PRIORITY = re.compile(
    r"^\W*(?:high|medium|med|low|h|m|l|urgent|essential|desirable|must|should|could|short|long|[1-5]|[a-d])(?:\s*(?:priority|term))?\W*$",
    re.I,
)


def lay_out(table: Table, before: Layout | None = None) -> Layout | None:
    """The table's layout; `before` is the layout of the table above, which a table without headings goes on with.

    None where the table has no column that could hold actions."""
    grid: Grid = table.grid()
    if not grid or not table.columns:
        return None
    head = find_head(grid, table)
    is_pair = table.columns == 2 and not _is_columned(grid)
    card = side_headed(grid) if head is None or is_pair or head[0] > 0 or not is_sure_head(grid) else None
    if card is not None:
        return _settled(card)
    if (by_column := _by_theme(grid)) is not None:
        return by_column
    if head is not None:
        return _settled(headed(grid, head))
    if before is not None and not before.is_card and len(before.columns) == table.columns:
        return Layout(before.columns, body_rows(grid, 0), is_headed=False)
    return guessed(grid, table.columns)


def _is_columned(grid: Grid) -> bool:
    """Whether two columns have their headings on top ("Action | Owner") and no short label down the side."""
    beside = [row[0].text for row in grid[1:] if row[0] is not None]
    labels = [text for text in beside if len(text.split()) <= 4 and heading_score(text) >= 0.6]
    tops = [cell.text for cell in grid[0] if cell is not None]
    return len(tops) == 2 and all(len(text.split()) <= 3 and heading_score(text) >= 1 for text in tops) and not labels


def relaid(layout: Layout, row: BodyRow) -> Layout | None:
    """The layout that a heading row in the middle of the table begins."""
    columns = [column_of(at, [cell] if cell else []) for at, cell in enumerate(row.cells)]
    rows = [each for each in layout.rows if each.index > row.index]
    return _settled(Layout(columns, rows, heads=row.distinct(), heading=named_head(columns, row.cells)))


def _settled(layout: Layout) -> Layout | None:
    """Columns made sure by what they hold: one action column, priorities told from objectives, doubles set aside."""
    rows = layout.rows
    columns = list(layout.columns)
    for at, column in enumerate(columns):
        held = values(rows, at)
        if (
            column.role is Role.OBJECTIVE
            and "priorit" in column.label.lower()
            and held
            and all(_PRIORITY.match(v) for v in held)
        ):
            columns[at] = replace(column, role=Role.PRIORITY)
        elif (
            column.role is Role.STATUS
            and held
            and "rag" not in column.label.lower()
            and all(rag_word(v) and len(v) < 8 for v in held)
        ):
            columns[at] = replace(column, role=Role.RAG)
        elif (
            column.role is Role.DUE and held and all((m := year_code(v)) and m.counted and not m.calendar for v in held)
        ):
            columns[at] = replace(column, role=Role.YEARS)
        elif column.role is Role.OTHER and not column.label and held and all(_REF.fullmatch(v) for v in held):
            columns[at] = replace(column, role=Role.REF)
        elif column.role is Role.REF and held and sum(len(v.split()) for v in held) / len(held) > 4:
            columns[at] = replace(column, role=Role.ACTION)
    columns = _marked(columns, rows)
    marked = {key_of(column.label) for column in columns if column.role is Role.MARK}
    if layout.heading is not None and key_of(layout.heading.text) in marked:
        layout.heading = None
    columns = _one_action(columns, rows, layout)
    if not any(column.role is Role.ACTION for column in columns):
        return _by_year(layout)
    layout.columns = _without_doubles(columns, rows)
    return layout


def _marked(columns: list[Column], rows: list[BodyRow]) -> list[Column]:
    """Columns that are only ticked: two or more that name themes, statuses or colours."""
    marks = {
        at: mark
        for at, column in enumerate(columns)
        if column.role is not Role.YEAR
        and (mark := mark_of(column.label)) is not None
        and all(tick_of(value) is not None or _TICKED.match(value) for value in values(rows, at))
    }
    kinds = Counter(kind for kind, _ in marks.values())
    return [
        replace(column, role=Role.MARK, mark=marks[at]) if at in marks and kinds[marks[at][0]] > 1 else column
        for at, column in enumerate(columns)
    ]


def _one_action(columns: list[Column], rows: list[BodyRow], layout: Layout) -> list[Column]:
    actions = [at for at, column in enumerate(columns) if column.role is Role.ACTION]
    if len(actions) > 1:
        best = max(actions, key=lambda at: (bool(re.search(r"\bactions?\b|activit", columns[at].label, re.I)), -at))
        for at in actions:
            if at != best:
                taken = any(column.role is Role.OBJECTIVE for column in columns)
                role = Role.OBJECTIVE if at < best and not taken else Role.SUBACTION if at > best else Role.OTHER
                columns[at] = replace(columns[at], role=role)
        return columns
    if actions:
        return columns
    heading = layout.heading.text if layout.heading is not None else ""
    named = [
        at for at, c in enumerate(columns) if c.role is Role.OTHER and heading and key_of(c.label) == key_of(heading)
    ]
    least = 1 if sum(column.role is Role.YEAR for column in columns) > 1 else 3
    blank = [at for at, column in enumerate(columns) if column.role is Role.OTHER and average(rows, at) >= least]
    if named:
        return _as_action(columns, named[0])
    for role in (Role.SUBACTION, Role.OBJECTIVE):
        found = [at for at, column in enumerate(columns) if column.role is role]
        if found and not (role is Role.SUBACTION and not average(rows, found[0])):
            return _as_action(columns, found[0])
    if blank:
        return _as_action(columns, max(blank, key=lambda at: average(rows, at)))
    wordy = [at for at, column in enumerate(columns) if column.role is Role.THEME and average(rows, at) >= 5]
    return _as_action(columns, wordy[0]) if wordy and len(columns) > 1 else columns


def _as_action(columns: list[Column], at: int) -> list[Column]:
    columns[at] = replace(columns[at], role=Role.ACTION)
    return columns


def _without_doubles(columns: list[Column], rows: list[BodyRow]) -> list[Column]:
    """Only one column of each role; the others keep their words under their own heading. Years may be many."""
    counted = Counter(column.role for column in columns)
    if counted[Role.MEASURE] and counted[Role.EVIDENCE]:
        columns = [replace(c, role=Role.OTHER) if c.role is Role.EVIDENCE else c for c in columns]
    else:
        columns = [replace(c, role=Role.MEASURE) if c.role is Role.EVIDENCE else c for c in columns]
    if counted[Role.STARTS] and not counted[Role.ENDS]:
        ending = [
            at for at, c in enumerate(columns) if c.role is Role.DUE and re.search(r"complet|^to$|end", c.label, re.I)
        ]
        if ending:
            columns[ending[0]] = replace(columns[ending[0]], role=Role.ENDS)
    seen: dict[Role, int] = {}
    for at, column in enumerate(columns):
        if column.role in (Role.YEAR, Role.OTHER, Role.MARK):
            continue
        if column.role not in seen:
            seen[column.role] = at
            continue
        first = seen[column.role]
        if (column.role is Role.THEME and _themes_share(rows, at) > _themes_share(rows, first)) or (
            column.role in (Role.DUE, Role.OWNER, Role.MEASURE) and not values(rows, first)
        ):
            columns[first] = replace(columns[first], role=Role.OTHER)
            seen[column.role] = at
        else:
            columns[at] = replace(column, role=Role.OTHER)
    return columns


def _themes_share(rows: list[BodyRow], at: int) -> float:
    held = values(rows, at)
    return sum(1 for value in held if read_cell(value).themes) / len(held) if held else 0.0


def _by_theme(grid: Grid) -> Layout | None:
    """A table whose columns are themes: each cell under a theme's name holds that theme's actions."""
    heads = [cell for cell in grid[0] if cell is not None]
    names = [read_heading(cell.text) if cell.text.strip() else None for cell in heads]
    themed = [name for name in names if name is not None and name.themes and name.is_certain]
    if len(themed) < 2 or len(themed) < len([name for name in names if name is not None]) or len(grid) < 2:
        return None
    if len({name.themes for name in themed}) != len(themed):
        return None
    first = 0 if names[0] is not None else 1
    labels = [role_of(cell.text) if (cell := row[0]) is not None and first else None for row in grid]
    has_actions = any(label is not None and label[0] is Role.ACTION for label in labels)
    rows = [
        BodyRow(at, (cell,), named=heads[across])
        for across in range(first, len(heads))
        for at, row in enumerate(grid[1:], 1)
        if (cell := row[across]) is not None and cell.text.strip()
        if not has_actions or ((label := labels[at]) is not None and label[0] is Role.ACTION)
    ]
    return Layout([Column(0, Role.ACTION)], rows, heads=filled(grid[0]))


def _by_year(layout: Layout) -> Layout | None:
    """A table whose year columns hold the actions of each year themselves."""
    years = [
        column for column in layout.columns if column.role is Role.YEAR and average(layout.rows, column.index) >= 2
    ]
    if not years:
        return None
    others = [column for column in layout.columns if column.role is not Role.YEAR]
    columns = [replace(column, index=at) for at, column in enumerate(others)]
    columns.append(Column(len(others), Role.ACTION))
    rows = [
        BodyRow(row.index, (*(row.cells[column.index] for column in others), row.cells[year.index]), year=year.year)
        for row in layout.rows
        for year in years
    ]
    return Layout(columns, rows, layout.heads, layout.above, layout.heading)
