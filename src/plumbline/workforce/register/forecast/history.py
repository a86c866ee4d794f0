"""What the forecast learns from: the technical staff at yearly intervals, who left and why, who came."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody on a day. `age` and `service` in years; `grade` is a place in `History.grades`, -1 where unknown."""

    ref: str
    age: float
    unit: str
    family: str
    grade: int
    service: float


@dataclass(frozen=True, slots=True)
class Year:
    """From one state to the next: who was there, who retired or left otherwise, who rose a grade, who came.

    Whoever is among the staff no more but still employed (moved to another job family) has left otherwise.
    """

    on: date
    staff: tuple[Member, ...]
    retired: frozenset[str]
    left: frozenset[str]
    rose: frozenset[str]
    came: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class History:
    """Yearly steps, oldest first, and the staff as they are now. `grades` in order, the lowest first."""

    years: tuple[Year, ...]
    now: tuple[Member, ...]
    on: date
    grades: tuple[str, ...]

    @property
    def units(self) -> tuple[str, ...]:
        """Every unit that somebody works in or worked in."""
        return tuple(sorted({one.unit for staff in (*(year.staff for year in self.years), self.now) for one in staff}))

    @property
    def families(self) -> tuple[str, ...]:
        """Every role family."""
        return tuple(
            sorted({one.family for staff in (*(year.staff for year in self.years), self.now) for one in staff})
        )


def between(on: date, before: tuple[Member, ...], after: tuple[Member, ...], reasons: Mapping[str, str]) -> Year:
    """The step from one state to the next. `reasons` says "retired" of whoever did and something else of others.

    Whoever is gone without a reason has retired where they were 60 or older, and else left.
    """
    then = {one.ref: one for one in after}
    held = {one.ref for one in before}
    gone = [one for one in before if one.ref not in then]
    retired = {one.ref for one in gone if reasons.get(one.ref, "retired" if one.age >= 60 else "") == "retired"}
    rose = {one.ref for one in before if one.ref in then and 0 <= one.grade < then[one.ref].grade}
    came = tuple(one for one in after if one.ref not in held)
    return Year(on, before, frozenset(retired), frozenset(one.ref for one in gone) - retired, frozenset(rose), came)
