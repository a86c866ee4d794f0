"""Rows of a file, checked cell by cell: good ones as StaffRow, bad ones as problems that HR can act on."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from plumbline.workforce.register.extract.columns import COLUMNS, UNIT_LEVELS, Kind
from plumbline.workforce.register.extract.layout import Layout, LeftOut, no_data
from plumbline.workforce.register.extract.rows import Impossible, StaffRow
from plumbline.workforce.register.extract.values import Bad, Forms, reader_for

NOT_STORED = frozenset({"as_at", "ukprn"})
MILD = frozenset({Kind.CONTRACT, Kind.MODE, Kind.FLAG})
"""Kinds whose unknown words leave the cell empty instead of refusing the row."""
MOST_PROBLEMS = 20_000
SEEN = 120
_PATH = re.compile(r"\s*(?:>|\\|\||»|→|(?<=\s)/(?=\s)|/)\s*")


@dataclass(frozen=True, slots=True)
class Problem:
    """One cell that cannot be taken. `row` as people count, from 1; `is_refused`: the whole row is left out."""

    row: int
    column: str
    seen: str
    why: str
    accepted: str = ""
    is_refused: bool = True


@dataclass(frozen=True, slots=True)
class Plan:
    """How a file is read: its layout, which column is which (key → number from 0) and how it writes things."""

    layout: Layout
    keys: Mapping[str, int]
    forms: Forms


@dataclass(slots=True)
class Findings:
    """What was noticed on the way. `refused_staff`: numbers of people with a refused row, who must not be taken for
    leavers."""

    problems: list[Problem] = field(default_factory=list)
    problem_count: int = 0
    refused: int = 0
    rows: int = 0
    left_out: LeftOut = field(default_factory=LeftOut)
    refused_staff: set[str] = field(default_factory=set)
    shifted: int = 0

    def add(self, problem: Problem) -> None:
        """Book a problem; the first ones are kept word by word, all are counted."""
        self.problem_count += 1
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(problem)


class Checker:
    """Reads rows by a plan. One checker reads one file once."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.findings = Findings()
        self.staff = plan.keys["staff"]
        self.readers: list[tuple[str, int, Callable[[str], Any]]] = [
            (key, column, reader_for(COLUMNS[key].kind, plan.forms))
            for key, column in plan.keys.items()
            if key not in NOT_STORED
        ]
        self.width = max(plan.keys.values()) + 1
        self._units: dict[tuple[str | None, ...], tuple[str, ...]] = {}
        self._levels = [key for key in UNIT_LEVELS if key in plan.keys]

    def rows(self, given: Iterable[Sequence[str]]) -> Iterator[tuple[int, StaffRow]]:
        """The good rows of a file with their numbers; `given` are all its rows from the top."""
        first = self.plan.layout.first
        for number, cells in enumerate(given):
            if number >= first and (row := self.row(number + 1, cells)) is not None:
                yield number + 1, row

    def row(self, number: int, cells: Sequence[str]) -> StaffRow | None:
        """One row, or None where it is no data or is refused."""
        if len(cells) < self.width:
            cells = [*cells, *[""] * (self.width - len(cells))]
        if (kind := no_data(cells, self.plan.layout, self.staff)) is not None:
            self.findings.left_out.add(kind, number)
            return None
        self.findings.rows += 1
        values: dict[str, Any] = {}
        bad: list[tuple[str, int, Bad]] = []
        for key, column, read in self.readers:
            value = read(cells[column])
            if value is None:
                continue
            if type(value) is Bad:
                bad.append((key, column, value))
            else:
                values[key] = value
        if bad or "staff" not in values:
            return self._with_bad(number, cells, values, bad)
        return self._made(number, cells, values)

    def _made(self, number: int, cells: Sequence[str], values: dict[str, Any]) -> StaffRow | None:
        born, age = values.pop("born_on", None), values.pop("age", None)
        if born or age:
            values["born"] = born or age
        path = values.pop("path", None)
        levels = tuple(values.pop(key, None) for key in self._levels)
        if path or levels:
            values["unit"] = self._unit(path, levels)
        try:
            return StaffRow(**values)
        except ValidationError as error:
            self._refuse(number, cells, [_said(each) for each in error.errors()])
            return None

    def _unit(self, path: str | None, levels: tuple[str | None, ...]) -> tuple[str, ...]:
        known = self._units.get((path, *levels))
        if known is None:
            parts = [each for each in levels if each]
            if path:
                parts += [part for part in _PATH.split(path) if part and part not in parts]
            known = tuple(part for at, part in enumerate(parts) if at == 0 or part != parts[at - 1])
            self._units[(path, *levels)] = known
        return known

    def _with_bad(
        self, number: int, cells: Sequence[str], values: dict[str, Any], bad: list[tuple[str, int, Bad]]
    ) -> StaffRow | None:
        mild = [each for each in bad if COLUMNS[each[0]].kind in MILD]
        grave = [each for each in bad if COLUMNS[each[0]].kind not in MILD]
        if "staff" not in values and not any(key == "staff" for key, _column, _bad in grave):
            grave.insert(0, ("staff", self.staff, Bad("There is no staff number.")))
        is_doubtful = len(grave) + len(mild) > 1 or bool(grave and grave[0][0] == "staff")
        if is_doubtful and (move := self._shift(cells)):
            self._refuse_shifted(number, cells, move)
            return None
        if grave:
            self._refuse(number, cells, [(key, told.why) for key, _column, told in [*grave, *mild]])
            return None
        for key, column, told in mild:
            accepted = COLUMNS[key].accepted
            self.findings.add(Problem(number, self._heading(key), _seen(cells[column]), told.why, accepted, False))
        return self._made(number, cells, values)

    def _shift(self, cells: Sequence[str]) -> int:
        """1 or -1 where the row would be in order if its cells stood one column further left or right."""
        for move in (1, -1):
            moved = [*cells[move:], ""] if move > 0 else ["", *cells]
            if moved[self.staff].strip() and all(
                type(read(moved[column])) is not Bad for _key, column, read in self.readers if column < len(moved)
            ):
                return move
        return 0

    def _refuse_shifted(self, number: int, cells: Sequence[str], move: int) -> None:
        self.findings.shifted += 1
        way = "right" if move > 0 else "left"
        why = f"The cells of this row stand one column too far to the {way}. Move them under their headings."
        self.findings.refused += 1
        self.findings.add(
            Problem(number, self._heading("staff"), _seen(cells[self.staff]), why, "The row in its columns.")
        )
        self._keep_in(cells, move)

    def _refuse(self, number: int, cells: Sequence[str], told: list[tuple[str, str]]) -> None:
        self.findings.refused += 1
        for key, why in told:
            column = self.plan.keys.get(key, self.plan.keys.get("age", self.staff))
            self.findings.add(Problem(number, self._heading(key), _seen(cells[column]), why, COLUMNS[key].accepted))
        self._keep_in(cells, 0)

    def _keep_in(self, cells: Sequence[str], move: int) -> None:
        at = self.staff + move
        if 0 <= at < len(cells) and (said := cells[at].strip()):
            self.findings.refused_staff.add(canonical(said))

    def _heading(self, key: str) -> str:
        column = self.plan.keys.get(key)
        if column is None:
            return COLUMNS[key].label
        return self.plan.layout.headings[column] or f"column {letters(column)}"


def _said(error: Any) -> tuple[str, str]:
    """The column and the words of what the row model refused."""
    cause = error.get("ctx", {}).get("error")
    if isinstance(cause, Impossible):
        return cause.column, cause.why
    key = str(error["loc"][0]) if error["loc"] else "staff"
    return (key if key in COLUMNS else "born_on"), f"This cannot be taken: {error['msg'].lower()}."


def _seen(cell: str) -> str:
    plain = "".join(each if each.isprintable() else " " for each in cell)
    return plain if len(plain) <= SEEN else plain[: SEEN - 1] + "…"


def canonical(staff: str) -> str:
    """A staff number as it is compared: spreadsheets take leading noughts away and add ".0", people change the case."""
    plain = staff.strip().casefold()
    if plain.endswith(".0"):
        plain = plain[:-2]
    return plain.lstrip("0") or "0" if plain.isdigit() else plain


def letters(column: int) -> str:
    """A spreadsheet's name for column `column` (from 0): A, …, Z, AA, …"""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name
