"""The difference that a file would make, as a page shows it. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from plumbline.journey.plans.spreadsheet.comparing import FieldChange, RowChange, from_json, said, title_of


@dataclass(frozen=True, slots=True)
class Shown:
    """One field of a row: its title, its value now and the file's in words, and where two people changed it, what was
    exported and whether the file's is ticked."""

    name: str
    title: str
    now: str
    new: str
    where: str
    is_conflict: bool
    was: str
    takes_file: bool


def shown_rows(difference: Mapping[str, Any], typed: QueryDict | None) -> dict[str, Any]:
    """The rows by kind, what is missing, notes and how many stay as they are. `typed`: what was ticked, where the page
    is shown again; else every row that can be taken is ticked, and no removal."""
    found = from_json(difference)
    rows = {
        kind: [(row, _fields(row, typed), typed is None or row.where in typed.getlist("row")) for row in found.rows
               if row.kind == kind]
        for kind in ("refused", "changed", "added")
    }  # fmt: skip
    removed = typed.getlist("remove") if typed else []
    return {
        **rows,
        "conflicts": sum(one.is_conflict for row in found.rows for one in row.changes if row.kind == "changed"),
        "missing": [(key, name, key in removed) for key, name in found.missing],
        "notes": found.notes,
        "same": difference.get("same", 0),
        "takes": bool(rows["changed"] or rows["added"] or found.missing),
    }


def _fields(row: RowChange, typed: QueryDict | None) -> list[Shown]:
    return [_shown(row, change, typed) for change in row.changes]


def _shown(row: RowChange, change: FieldChange, typed: QueryDict | None) -> Shown:
    return Shown(
        name=change.name,
        title=title_of(change.name),
        now=said(change.name, change.now),
        new=said(change.name, change.new),
        where=change.where,
        is_conflict=change.is_conflict,
        was=said(change.name, change.was),
        takes_file=typed is not None and typed.get(f"take|{row.where}|{change.name}") == "file",
    )
