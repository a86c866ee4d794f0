"""The first look at a file: where its table is, what its columns are, how it writes things. Nothing is kept."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from plumbline.foundation.formats.problems import Code, Unreadable
from plumbline.workforce.register.extract import mapping
from plumbline.workforce.register.extract.layout import Layout, find_layout, no_data
from plumbline.workforce.register.extract.mapping import Match
from plumbline.workforce.register.extract.values import Forms, day

NO_TABLE = (
    "No table was found in this file: it needs a row of headings, and under it one row a post. "
    "Check that the right sheet was exported."
)
SHIFTED = (
    "The values of this file stand {count} column too far to the {way} of their headings: under “{heading}” stands "
    "“{seen}”. Nothing was taken. Export it again, or move the headings."
)
HEAD_ROWS = 500
EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class Looked:
    """What the first rows show. `as_at`: the day that a title or a column gives, if any."""

    layout: Layout
    matches: dict[str, Match]
    forms: Forms
    as_at: date | None
    examples: dict[int, list[str]]


def look(
    head: Sequence[Sequence[str]], as_at: date, remembered: Mapping[str, str] | None = None, *, from_1904: bool = False
) -> Looked:
    """Look at the first rows of a sheet. Raises Unreadable where they hold no table, or a shifted one."""
    layout = find_layout(head)
    if layout is None or layout.width < 2:
        raise Unreadable(Code.WRONG_TYPE, NO_TABLE)
    rows = [row for row in head[layout.first :] if no_data(row, layout, 0) not in ("blank", "heading", "total")]
    forms = Forms(as_at, from_1904=from_1904)
    named = mapping.by_name(layout)
    forms = _better(layout, rows, named, forms)
    if move := mapping.shift_of(rows, named, forms):
        raise Unreadable(Code.WRONG_TYPE, _shifted(layout, rows, named, move))
    matches = mapping.propose(layout, rows, forms, remembered)
    forms = _better(layout, rows, {key: match.column for key, match in matches.items()}, forms)
    matches = mapping.propose(layout, rows, forms, remembered)
    examples = {column: _examples(rows, column) for column in range(layout.width)}
    return Looked(layout, matches, forms, _said_as_at(head, layout, rows, matches, forms), examples)


def _better(layout: Layout, rows: Sequence[Sequence[str]], keys: Mapping[str, int], forms: Forms) -> Forms:
    found = mapping.forms_of(layout, rows, keys, forms.as_at, from_1904=forms.from_1904)
    return replace(found, as_at=forms.as_at)


def _shifted(layout: Layout, rows: Sequence[Sequence[str]], named: Mapping[str, int], move: int) -> str:
    column = named.get("born_on", named.get("fte", min(named.values())))
    seen = next((row[column].strip() for row in rows if column < len(row) and row[column].strip()), "nothing")
    way = "right" if move > 0 else "left"
    return SHIFTED.format(count="one", way=way, heading=layout.headings[column], seen=seen[:60])


def _examples(rows: Sequence[Sequence[str]], column: int) -> list[str]:
    cells = dict.fromkeys(row[column].strip()[:60] for row in rows[:200] if column < len(row) and row[column].strip())
    return list(cells)[:EXAMPLES]


def _said_as_at(
    head: Sequence[Sequence[str]],
    layout: Layout,
    rows: Sequence[Sequence[str]],
    matches: Mapping[str, Match],
    forms: Forms,
) -> date | None:
    """The day that the file itself gives: most of its "as at" column, or words above the table."""
    if "as_at" in matches:
        column = matches["as_at"].column
        days = [found for row in rows if column < len(row) and isinstance(found := day(row[column], forms), date)]
        if days:
            return max(set(days), key=days.count)
    for row in head[: layout.heading_row]:
        for cell in row:
            for said in re.findall(
                r"\d{4}-\d\d-\d\d|\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|\d{1,2}(?:st|nd|rd|th)? \w+ \d{4}", cell
            ):
                if isinstance(found := day(said, forms), date):
                    return found
    return None
