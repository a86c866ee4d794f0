"""Turns a year's clean rows into the grid that its layout writes, and books what was done to them as the truth."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from random import Random

from samples.make.workforce.extracts import Row, Value, rows
from samples.make.workforce.files import Grid, serial
from samples.make.workforce.layouts import GROUPS, MEANINGS, Layout
from samples.make.workforce.places import INSTITUTION
from samples.make.workforce.process import University

LONG = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")  # fmt: skip
UNNEEDED = ("Cost centre", "Payroll area", "Tax code flag", "Pension scheme", "Locker", "Car park zone", "Key holder", "Union check-off", "Bank holiday pattern", "Work schedule rule", "Time recording", "Last appraisal")  # fmt: skip
HOURS = 35


@dataclass(frozen=True, slots=True)
class Dressed:
    """A grid, and what it truly says: `columns` gives each column's meaning by its number from 0; the lists give the
    rows of the grid (from 0) to which something was done, with what it was."""

    grid: Grid
    columns: dict[int, str]
    first_row: int
    done: dict[str, list[int]]


def dress(university: University, layout: Layout) -> Dressed:
    """The extract as at 31 July of the layout's year."""
    random = Random(layout.year)
    held = rows(university, date(layout.year, 7, 31), leavers=layout.leavers)
    meanings = [
        one for one in MEANINGS if one not in layout.without and (layout.leavers or one not in ("left_on", "reason"))
    ]
    places = spread(random, len(meanings), layout.unneeded)
    columns = dict(zip(places, meanings, strict=True))
    width = len(meanings) + layout.unneeded
    grid, done = Grid(), dict[str, list[int]]()
    heading = head(grid, layout, columns, width)
    first_row = len(grid.cells)
    lent = [str(one["staff_id"]) for one in held[1 :: max(2, len(held) // 5)]]
    marked = marks(random, layout, held)
    for index, one in enumerate(held):
        kind = marked.get(index, "")
        if layout.apart and index and index % layout.apart == 0:
            done.setdefault("heading again", []).append(len(grid.cells))
            grid.cells.append(list(heading))
        line = body(layout, one, columns, width, index, random)
        if kind == "blank grade":
            line[column(columns, "grade")] = random.choice(["", "N/A", "-", None])
        if kind == "number of somebody else":
            line[column(columns, "staff_id")] = lent[0]
        if kind == "shifted":
            line = ["", *line]
        if kind:
            done.setdefault(kind, []).append(len(grid.cells))
        grid.cells.append(line)
        if kind == "written twice":
            grid.cells.append(list(line))
    if layout.totals:
        total(grid, columns, width, held, done)
    return Dressed(grid, columns, first_row, done)


def spread(random: Random, wanted: int, unneeded: int) -> list[int]:
    """Where the wanted columns stand among the others, in order. The number stands first."""
    return [0, *sorted(random.sample(range(1, wanted + unneeded), wanted - 1))]


def head(grid: Grid, layout: Layout, columns: dict[int, str], width: int) -> list[Value]:
    """Title rows, merged groups and the heading. Gives the heading."""
    titles = (f"{INSTITUTION}: staff in post", f"As at 31 July {layout.year}", "Confidential: People Services")
    for number in range(layout.title_rows):
        grid.cells.append([titles[number], *[None] * (width - 1)])
    if layout.grouped:
        groups: list[Value] = [None] * width
        at = 2
        for name, span in GROUPS.items():
            groups[at] = name
            last = min(at + span - 1, width - 1)
            if last > at:
                grid.merged.append((len(grid.cells), at, last))
            at += span
        grid.cells.append(groups)
    heading: list[Value] = [
        layout.headings[columns[number]] if number in columns else f"{UNNEEDED[number % len(UNNEEDED)]} {number:03d}"
        for number in range(width)
    ]
    grid.cells.append(heading)
    return heading


def marks(random: Random, layout: Layout, held: list[Row]) -> dict[int, str]:
    """Which rows are spoilt, and how; a row at most once, and none of the first ten."""
    free = list(range(10, len(held)))
    random.shuffle(free)
    wanted = {
        "shifted": layout.shifted,
        "written twice": layout.twice,
        "number of somebody else": layout.borrowed,
        "blank grade": round(layout.blank_grades * len(held)),
    }
    return {free.pop(): kind for kind, count in wanted.items() for _ in range(count)}


def body(layout: Layout, one: Row, columns: dict[int, str], width: int, index: int, random: Random) -> list[Value]:
    """One row as the layout writes it."""
    line: list[Value] = [None] * width
    for number, meaning in columns.items():
        line[number] = written(layout, meaning, one[meaning], index + number)
    for number in range(width):
        if number not in columns and random.random() < 0.04:
            line[number] = random.choice(["Y", "N", "0", "AX2"])
    return line


def written(layout: Layout, meaning: str, value: Value, turn: int) -> Value:
    """A value as the layout writes it."""
    if isinstance(value, date):
        return day(layout, value, turn)
    if meaning == "fte" and isinstance(value, float):
        shown: Value = {"decimal": value, "percent": round(value * 100), "hours": round(value * HOURS, 1)}[layout.fte]
        return shown
    if meaning == "staff_id" and layout.unpadded:
        return int(str(value))
    if meaning == "grade":
        return f"Grade {value}" if layout.year % 2 else value
    return value


def day(layout: Layout, value: date, turn: int) -> Value:
    """A date as the layout writes it; "mixed" takes four ways by turns."""
    if layout.dates == "excel":
        return value
    ways = ("uk", "iso", "long", "serial")
    way = ways[turn % len(ways)] if layout.dates == "mixed" else layout.dates
    if way == "serial":
        return serial(value)
    if way == "iso":
        return value.isoformat()
    if way == "long":
        return f"{value.day} {LONG[value.month - 1]} {value.year}"
    if way == "short":
        return f"{value.day:02d}-{LONG[value.month - 1][:3]}-{value.year % 100:02d}"
    return f"{value.day:02d}/{value.month:02d}/{value.year}"


def total(grid: Grid, columns: dict[int, str], width: int, held: list[Row], done: dict[str, list[int]]) -> None:
    """An empty row, a row of totals and a note, as reports end."""
    sums: list[Value] = [None] * width
    sums[0], sums[column(columns, "fte")] = "Total", round(sum(float(str(one["fte"])) for one in held), 2)
    done["totals"] = [len(grid.cells), len(grid.cells) + 1, len(grid.cells) + 2]
    grid.cells += [[None] * width, sums, [f"{len(held)} rows selected", *[None] * (width - 1)]]


def column(columns: dict[int, str], meaning: str) -> int:
    """The number of the column with that meaning."""
    return next(number for number, held in columns.items() if held == meaning)
