"""Plain rows → sheets and files."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _

from plumbline.foundation.formats.sheets import (
    Column,
    Mark,
    Notes,
    Sheet,
    Table,
    Value,
    Workbook,
    place,
    write_csv,
    write_xlsx,
)
from plumbline.journey.plans.spreadsheet.problems import Problem
from plumbline.journey.plans.spreadsheet.titles import ACTIONS, BASE, LONG, PARTS, Field, Kind

LONGEST = 32_000
"""Characters of one cell, a little less than spreadsheets take."""

Row = dict[str, Any]
"""An action in plain values: a value for each column of ACTIONS, a list of such for each kind of PARTS."""


def as_xlsx(rows: Sequence[Row], *, plan: dict[str, str], title: str) -> bytes:
    """The workbook: how to fill it in, a sheet for actions and each of their parts, and what was exported. `plan`
    names the plan that it belongs to."""
    long: list[list[Value]] = []
    sheets: list[Table | Notes] = [_table(ACTIONS, rows, long)]
    sheets += [
        _table(kind, [{**part, **_names(row)} for row in rows for part in row[kind.name]], long) for kind in PARTS
    ]
    heads = [Column(str(head), width) for head, width in ((_("Place"), 30), (_("Part"), 8), (_("Text"), 100))]
    if long:
        sheets.append(Table(str(LONG), heads, long))
    return write_xlsx([_how_to(title), *sheets, _base(rows, plan)], title=title)


def as_csv(rows: Sequence[Row]) -> bytes:
    """The actions alone; what hangs on them in sheets of its own is in the workbook only."""
    fields = [*ACTIONS.fields]
    titles = [*(str(one.title) for one in fields), _("Version")]
    return write_csv(titles, [[*(one.way.write(row[one.name]) for one in fields), row["version"]] for row in rows])


def marked_copy(book: Workbook, problems: Sequence[Problem]) -> bytes:
    """The sheets of a file with every cell that a problem names marked, and a last column that says what to do."""
    return write_xlsx([_marked(sheet, problems) for sheet in book.sheets])


def _marked(sheet: Sheet, problems: Sequence[Problem]) -> Table:
    rows = [list(row) for row in sheet.rows] or [[]]
    width = max(len(row) for row in rows)
    marks, told = [], dict[int, list[str]]()
    for problem in problems:
        name, _sep, where = problem.where.rpartition("!")
        if name != sheet.name:
            continue
        row, column = place(where if where[0].isalpha() else f"A{where}")
        marks.append(Mark(row - 1, column, problem.wanted))
        told.setdefault(row, []).append(problem.wanted)
    wide = [[*row, *([None] * (width - len(row)))] for row in rows]
    if told:
        wide = [[*row, "\n".join(told.get(number, []))] for number, row in enumerate(wide)]
    titles = [Column("" if value is None else str(value)) for value in wide[0]]
    if told:
        titles[-1] = Column(_("To mend"), 60)
    return Table(sheet.name, titles, wide[1:], marks, is_hidden=sheet.is_hidden)


def _names(row: Row) -> Row:
    return {"key": row["key"], "ref": row["ref"]}


def _table(kind: Kind, rows: Iterable[Row], long: list[list[Value]]) -> Table:
    columns = [
        Column(str(one.title), one.width, tuple(str(choice) for choice in one.choices), str(one.help))
        for one in kind.fields
    ]
    return Table(str(kind.title), columns, [[_cell(one, row, long) for one in kind.fields] for row in rows])


def _cell(one: Field, row: Row, long: list[list[Value]]) -> Value:
    """A cell. Text that no cell holds goes to a sheet of its own, and the cell says where."""
    value = one.way.write(row[one.name])
    if not isinstance(value, str) or len(value) <= LONGEST:
        return value
    place = f"→ {LONG} {len({line[0] for line in long}) + 1}"
    pieces = [value[at : at + LONGEST] for at in range(0, len(value), LONGEST)]
    long.extend([place, number, f"|{piece}|"] for number, piece in enumerate(pieces, 1))
    return place


def _base(rows: Sequence[Row], plan: dict[str, str]) -> Table:
    """What was exported, as JSON in pieces that cells hold: for a later comparison of three."""
    lines: list[list[Value]] = []
    for key, content in (("", plan), *((row["key"], row) for row in rows)):
        text = json.dumps(content, ensure_ascii=True, sort_keys=True)
        lines += [
            [key, place, text[at : at + LONGEST]] for place, at in enumerate(range(0, max(1, len(text)), LONGEST), 1)
        ]
    return Table(BASE, [Column("key"), Column("part"), Column("exported")], lines, is_hidden=True)


def _how_to(title: str) -> Notes:
    heads = [title, _("Changing"), _("Adding and leaving out"), _("Owners, measures and other lists"), _("Afterwards")]
    lines = [
        title,
        _(
            "Every column of the plan is here. Change what you like, save the file, and import it on the page of the "
            "plan. You see every difference before anything is stored."
        ),
        "",
        heads[1],
        _(
            "Change cells on the sheet “Actions”. Columns may be moved, hidden or taken out: what is not in the file "
            "stays as it is. An empty cell makes the field empty."
        ),
        _("The column “Key” says which action a row is. Leave it as it is."),
        _(
            "Dates may be days, months, years or words. A day in brackets behind the words is the day that they mean: "
            "“End of November 2026 [2026-11-30]”."
        ),
        "",
        heads[2],
        _(
            "Add an action as a new row with an empty key. A row that you take out changes nothing: you are asked on "
            "importing whether the action is to be removed."
        ),
        "",
        heads[3],
        _(
            "Each has a sheet of its own, with the key of its action on every row. For an action that you add, write "
            "its number there instead. Taking a row out takes it off the action; figures that were measured always "
            "stay."
        ),
        "",
        heads[4],
        _("If somebody changes the plan meanwhile, you see both values and choose. An import can be undone."),
    ]
    return Notes(_("How to fill this in"), lines, frozenset(heads))
