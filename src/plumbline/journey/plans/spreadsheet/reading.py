"""Sheets that people send → plain rows, with everything that does not fit named by its cell."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rapidfuzz import fuzz

from plumbline.foundation.formats.sheets import Cell, Sheet, Workbook, address
from plumbline.foundation.problems import Refused
from plumbline.journey.plans.spreadsheet.problems import Problem
from plumbline.journey.plans.spreadsheet.titles import ACTIONS, BASE, LONG, PARTS, Field, Kind
from plumbline.journey.plans.spreadsheet.values import Unfit

MOST_ROWS = 2_000
"""Actions in one file. More is no plan, and nobody reads its differences."""
HEAD_ROWS = 25
LIKE_ENOUGH = 86
PLACE = re.compile(r"→ .{1,60} \d+")
VERSION = "version"


@dataclass(slots=True)
class SheetRow:
    """One row: where it is, what it holds of each field that the sheet has a column for, the cell of each field, and
    what does not fit."""

    where: str
    values: dict[str, Any]
    cells: dict[str, str]
    problems: list[Problem] = field(default_factory=list)


@dataclass(slots=True)
class ReadFile:
    """What a file holds: rows of actions, rows of each kind of part that has a sheet, what was exported (by key), the
    plan that it says it is of, and notes about columns."""

    actions: list[SheetRow]
    parts: dict[str, list[SheetRow]]
    base: dict[str, dict[str, Any]]
    plan: dict[str, str]
    notes: list[str]
    fields: list[str]


def read_plan(book: Workbook) -> ReadFile:
    """Raises Refused where there is no sheet with actions, or its headings cannot be told apart."""
    notes: list[str] = []
    base = _base(book)
    long = _long(book)
    sheet, head, columns = _actions_sheet(book, notes)
    actions = list(_rows(sheet, head, columns, long))
    if len(actions) > MOST_ROWS:
        told = _("This file has %(count)s actions; %(most)s are the most that one import takes. Divide the file.")
        raise Refused(told % {"count": len(actions), "most": MOST_ROWS}, "file")
    parts = {}
    for kind in PARTS:
        other = next((one for one in book.sheets if _same(one.name, str(kind.title)) and one is not sheet), None)
        if other is not None:
            found = _head_of(other, kind, notes)
            if found is not None:
                parts[kind.name] = list(_rows(other, *found, long))
    fields = [one.name for one in columns.values() if one.name != VERSION]
    return ReadFile(actions, parts, base, base.pop("", {}), notes, fields)


def _actions_sheet(book: Workbook, notes: list[str]) -> tuple[Sheet, int, dict[int, Field]]:
    """The sheet named so; else the first with a column for the words of an action."""
    taken = [str(kind.title) for kind in PARTS] + [BASE, str(LONG)]
    open_ = [one for one in book.sheets if not one.is_hidden and not any(_same(one.name, name) for name in taken)]
    open_.sort(key=lambda one: not _same(one.name, str(ACTIONS.title)))
    for sheet in open_:
        found = _head_of(sheet, ACTIONS, notes)
        if found is not None and any(one.name in {"text", "key"} for one in found[1].values()):
            return (sheet, *found)
    told = _(
        "No sheet of this file has a column “%(action)s”. Name the column with the actions so, in one row of headings, "
        "and import the file again."
    )
    raise Refused(told % {"action": ACTIONS.named("text").title}, "file")


def _head_of(sheet: Sheet, kind: Kind, notes: list[str]) -> tuple[int, dict[int, Field]] | None:
    """The row of headings, the one with most titles that are known, and the field of each of its columns."""
    best: tuple[int, int] | None = None
    for row in range(min(HEAD_ROWS, len(sheet.rows))):
        known = sum(_field(kind, cell.seen, exactly=True) is not None for cell in sheet.cells(row))
        if known and (best is None or known > best[0]):
            best = (known, row)
    if best is None:
        return None
    head = best[1]
    columns: dict[int, Field] = {}
    for cell in sheet.cells(head):
        one = _field(kind, cell.seen, exactly=True) or _field(kind, cell.seen, exactly=False)
        if one is None:
            if cell.seen.strip():
                told = _("%(cell)s: no field is called “%(title)s”, so this column was not read.")
                notes.append(told % {"cell": cell.address, "title": cell.seen[:80]})
            continue
        if _norm(cell.seen) != _norm(str(one.title)) and one.name != VERSION:
            told = _("%(cell)s: “%(seen)s” was read as “%(title)s”.")
            notes.append(told % {"cell": cell.address, "seen": cell.seen[:80], "title": one.title})
        _must_be_once(sheet, head, cell, one, columns)
        columns[cell.column] = one
    _merged_heads(sheet, head, columns)
    return head, columns


def _must_be_once(sheet: Sheet, head: int, cell: Cell, one: Field, columns: dict[int, Field]) -> None:
    for column, other in columns.items():
        if other.name == one.name:
            told = _("%(first)s and %(second)s are both headings for “%(title)s”. Take one of the two columns out.")
            first = sheet.cell(head, column).address
            raise Refused(told % {"first": first, "second": cell.address, "title": one.title}, "file")


def _merged_heads(sheet: Sheet, head: int, columns: dict[int, Field]) -> None:
    """A heading over several columns leaves it open which of them is meant, if more than one is filled."""
    for column in columns:
        span = sheet.span(head, column)
        if span is None or span.right == span.left:
            continue
        filled = [
            place
            for place in range(span.left, span.right + 1)
            if any(sheet.cell(row, place).seen.strip() for row in range(span.bottom + 1, len(sheet.rows)))
        ]
        if len(filled) > 1:
            told = _("The heading “%(title)s” is merged over %(first)s to %(last)s, and several of these columns are "
                     "filled. Unmerge it, and give each column a heading of its own.")  # fmt: skip
            places = {"first": f"{sheet.name}!{address(head, span.left)}", "last": address(head, span.right)}
            raise Refused(told % {"title": columns[column].title, **places}, "file")


def _rows(sheet: Sheet, head: int, columns: dict[int, Field], long: dict[str, str]) -> Iterator[SheetRow]:
    for number in range(head + 1, len(sheet.rows)):
        cells = {one.name: (one, _filled_down(sheet, number, column)) for column, one in columns.items()}
        if not any(cell.seen.strip() or cell.kind in {"error", "uncalculated"} for _one, cell in cells.values()):
            continue
        row = SheetRow(f"{sheet.name}!{number + 1}", {}, {})
        for name, (one, cell) in cells.items():
            row.cells[name] = cell.address
            try:
                row.values[name] = one.way.read(_whole(cell, long))
            except Unfit as unfit:
                row.problems.append(Problem(cell.address, cell.seen[:200], unfit.wanted))
        yield row


def _filled_down(sheet: Sheet, row: int, column: int) -> Cell:
    """A cell, or the first of the merged cells that it lies in: a theme written once beside several actions."""
    span = sheet.span(row, column)
    if span is None or (span.top, span.left) == (row, column) or span.left != column:
        return sheet.cell(row, column)
    first, here = sheet.cell(span.top, span.left), sheet.cell(row, column)
    return Cell(row, column, here.address, first.value, first.kind, first.seen)


def _whole(cell: Cell, long: dict[str, str]) -> Cell:
    if isinstance(cell.value, str) and PLACE.fullmatch(cell.value) and cell.value in long:
        text = long[cell.value]
        return Cell(cell.row, cell.column, cell.address, text, cell.kind, text)
    return cell


def _long(book: Workbook) -> dict[str, str]:
    """Texts that no cell holds, by their place."""
    sheet = book.sheet(str(LONG))
    found: dict[str, str] = {}
    for values in sheet.rows[1:] if sheet else ():
        if len(values) >= 3 and isinstance(values[0], str) and isinstance(values[2], str):
            found[values[0]] = found.get(values[0], "") + values[2][1:-1]
    return found


def _base(book: Workbook) -> dict[str, dict[str, Any]]:
    """What was exported, by the key of the action; "" is the plan. Nothing where the sheet is missing or spoilt."""
    sheet = book.sheet(BASE)
    pieces: dict[str, str] = {}
    for values in sheet.rows[1:] if sheet else ():
        if len(values) >= 3:
            key = str(values[0] or "")
            pieces[key] = pieces.get(key, "") + str(values[2] or "")
    found = {}
    for key, text in pieces.items():
        try:
            content = json.loads(text)
        except ValueError:
            continue
        if isinstance(content, dict):
            found[key] = content
    return found


VERSION_FIELD = Field(VERSION, gettext_lazy("Version"))


def _field(kind: Kind, seen: str, *, exactly: bool) -> Field | None:
    """The field that a heading means."""
    wanted = _norm(seen)
    if not wanted:
        return None
    if kind is ACTIONS and wanted == VERSION:
        return VERSION_FIELD
    if exactly:
        return next((one for one in kind.fields if wanted in _titles(one)), None)
    scores = Counter({one.name: round(max(fuzz.ratio(wanted, name) for name in _titles(one))) for one in kind.fields})
    name, score = scores.most_common(1)[0]
    return kind.named(name) if score >= LIKE_ENOUGH and len(wanted) > 3 else None


def _titles(one: Field) -> set[str]:
    return {_norm(str(one.title)), *(_norm(name) for name in one.also)}


def _norm(title: str) -> str:
    return " ".join(re.sub(r"[^\w%]+", " ", title.casefold()).split())


def _same(one: str, other: str) -> bool:
    return _norm(one) == _norm(other)
