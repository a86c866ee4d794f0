"""The rows of a file as lines to compare, each text kept once; and what is wrong between them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any

from plumbline.foundation.formats.problems import Code, Unreadable
from plumbline.workforce.register.comparing import FTE_WHOLE, STAYS, Conflict, Facts, Left, Line, Parts, Tally, is_kin
from plumbline.workforce.register.comparing import conflicts as conflicts_of
from plumbline.workforce.register.extract.checking import Checker, Findings, Problem, canonical
from plumbline.workforce.register.extract.columns import COLUMNS
from plumbline.workforce.register.extract.rows import StaffRow
from plumbline.workforce.register.models import Extract
from plumbline.workforce.register.sealing import pseudonym
from plumbline.workforce.register.staging import Book

APART = ("sex", "ethnicity", "disability", "opted_out")
MOST_BAD = 0.5
"""With more bad rows than this the file is refused as a whole: something is wrong with all of it."""
STRANGER = (
    "This looks like the extract of another institution: of its people {people}% and of its units {units}% are known "
    "here. Nothing was taken. If HR has given everybody new numbers, say so when you confirm the columns."
)
TOO_BAD = (
    "{bad} of {rows} rows cannot be taken, so the columns are probably not what they were taken for. The first: row "
    "{row}, “{column}”: {why}"
)


@dataclass(slots=True)
class Gathered:
    """All that a file says: people (pseudonym → HR's number), lines, what they declared, faults."""

    findings: Findings
    has: set[str]
    people: dict[int, str] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)
    declared: dict[int, tuple[str, str, str, bool]] = field(default_factory=dict)
    faults: list[dict[str, Any]] = field(default_factory=list)
    refused_people: set[int] = field(default_factory=set)
    units: set[int] = field(default_factory=set)
    twice: int = 0
    people_count: int = 0

    def summary(self, tally: Tally) -> dict[str, Any]:
        """What people are told of a check, as JSON."""
        told = asdict(tally)
        told["fields"] = dict(tally.fields)
        told |= {"rows": self.findings.rows, "refused": self.findings.refused, "twice": self.twice}
        told |= {"faults": self.findings.problem_count, "people": self.people_count}
        told |= {"left_out": self.findings.left_out.counts, "left_out_rows": self.findings.left_out.rows}
        return told


def gather(checker: Checker, rows: Iterable[list[str]], extract: Extract, book: Book, salt: bytes) -> Gathered:
    """Read every row of a file."""
    found = Gathered(checker.findings, set(checker.plan.keys))
    parts_known: dict[Parts, Parts] = {}
    left_known: dict[Left, Left] = {STAYS: STAYS}
    said_known: dict[tuple[Any, ...], tuple[str, str, str, bool]] = {}
    has_apart = any(key in found.has for key in APART)
    for number, row in checker.rows(rows):
        staff = canonical(row.staff)
        person = pseudonym(salt, staff)
        found.people.setdefault(person, row.staff)
        parts = _parts(row)
        parts = parts_known.setdefault(parts, parts)
        left = STAYS
        if row.left_on:
            left = Left(row.left_on, row.left_why or "", row.left_to or "")
            left = left_known.setdefault(left, left)
        key = f"{pseudonym(salt, 'contract ' + row.contract_id):016x}" if row.contract_id else ""
        found.lines.append(Line(person, key, _facts(row, parts, book.unit(row.unit)), left, number))
        if has_apart:
            said = (row.sex or "", row.ethnicity or "", row.disability or "", bool(row.opted_out))
            if any(said):
                found.declared[person] = said_known.setdefault(said, said)
    found.lines.sort(key=lambda line: line.person)  # pages of an index then fill one after another
    _settle(found, checker, int(float(extract.choices.get("fte_limit") or 1) * FTE_WHOLE))
    found.people = dict(sorted(found.people.items()))
    found.people_count = len(found.people)
    found.refused_people |= {pseudonym(salt, staff) for staff in checker.findings.refused_staff}
    found.units = {line.facts.unit for line in found.lines if line.facts.unit is not None}
    found.faults += [_fault(problem) for problem in checker.findings.problems]
    found.faults.sort(key=lambda fault: int(fault["row"]))
    return found


def _parts(row: StaffRow) -> Parts:
    return (
        row.title or "", row.family or "", row.subfamily or "", row.grade or "", row.level or "", row.soc or "",
        row.activity or "",
    )  # fmt: skip


def _facts(row: StaffRow, parts: Parts, unit: int | None) -> Facts:
    born = row.born
    return Facts(
        parts, unit, row.campus or "", row.fte, row.contract or "", row.mode or "", row.ends_on, row.started_on,
        row.post_started_on, born.on if born else None, born.how if born else "", row.funding or "",
        row.registration or "", row.apprentice, row.entry_route or "",
    )  # fmt: skip


def _settle(found: Gathered, checker: Checker, fte_limit: int) -> None:
    """Take out what contradicts itself between the rows of one person, and say so row by row."""
    out: set[int] = set()
    for conflict in conflicts_of(found.lines, fte_limit):
        out.update(conflict.rows)
        if conflict.kind == "twice":
            found.twice += len(conflict.rows)
            continue
        found.refused_people.add(conflict.person)
        found.findings.refused += len(conflict.rows)
        for row in conflict.rows:
            found.findings.add(_told(conflict, row, found.people[conflict.person], checker))
    if out:
        found.lines = [line for line in found.lines if line.row not in out]
        here = {line.person for line in found.lines}
        for person in [each for each in found.people if each not in here]:
            del found.people[person]
            found.declared.pop(person, None)


def _told(conflict: Conflict, row: int, staff: str, checker: Checker) -> Problem:
    headings, keys = checker.plan.layout.headings, checker.plan.keys
    if conflict.kind == "birth":
        why = f"This number has more than one day of birth: {conflict.told}. One number, one person."
        return Problem(row, headings[keys["staff"]], staff, why, "A number that belongs to one person alone.")
    rows = f"The {len(conflict.rows)} rows" if len(conflict.rows) > 1 else "The row"
    why = f"{rows} of this person add up to {conflict.told} FTE. Correct them, or raise the limit with the columns."
    return Problem(row, headings[keys.get("fte", keys["staff"])], conflict.told, why, COLUMNS["fte"].accepted)


def _fault(problem: Problem) -> dict[str, Any]:
    return {
        "row": problem.row,
        "column": problem.column[:200],
        "seen": problem.seen[:200],
        "why": problem.why[:500],
        "accepted": problem.accepted[:300],
        "is_refused": problem.is_refused,
    }


def judge(found: Gathered, extract: Extract, known_people: set[int], known_units: set[int]) -> None:
    """Whether the file as a whole can be this institution's extract. Raises Unreadable where it cannot."""
    findings = found.findings
    if findings.rows and findings.refused > MOST_BAD * findings.rows:
        first = min(findings.problems, key=lambda problem: problem.row)
        told = TOO_BAD.format(
            bad=findings.refused, rows=findings.rows, row=first.row, column=first.column, why=first.why
        )
        raise Unreadable(Code.WRONG_TYPE, told)
    if not found.lines:
        raise Unreadable(
            Code.EMPTY, "No row of a person was found in this file. Check that the right sheet was exported."
        )
    kin, people, units = is_kin(set(found.people), known_people, found.units, known_units)
    if not kin and not extract.choices.get("renumbered"):
        raise Unreadable(Code.WRONG_TYPE, STRANGER.format(people=people, units=units))
