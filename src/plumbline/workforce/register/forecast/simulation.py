"""Runs the years ahead many times: each run draws its own rates, each year its own mood, each person their fate."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from plumbline.workforce.register.forecast.history import History
from plumbline.workforce.register.forecast.rates import (
    LEAVING_FROM,
    NEW,
    RETIRING_FROM,
    SIZE_DRIFT,
    Floats,
    Rates,
    rate,
)
from plumbline.workforce.register.forecast.scenarios import AS_NOW, Scenario

RUNS, YEARS, SEED = 2000, 10, 20
AT_ONCE = 125  # runs in one go: what fits in the processor's memory
OVER = 55
Fast = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Outcome:
    """Counts by run and year (`headcount[run, 0]` is today's), with a last axis of units, grades or families.

    `retired`, `left` and `came` are of the year that ends then (nought in column 0). `over_55` is how many are 55 or
    older. `gone_over_55` is how many of those who are 55 or older today have gone by then.
    """

    headcount: Floats
    by_unit: Floats
    by_grade: Floats
    by_family: Floats
    retired: Floats
    left: Floats
    came: Floats
    over_55: Floats
    gone_over_55: Floats


@dataclass(frozen=True, slots=True)
class Band:
    """A figure year by year: the middle, and between what it lies in half and in nine tenths of the runs."""

    low: tuple[float, ...]
    lower: tuple[float, ...]
    middle: tuple[float, ...]
    upper: tuple[float, ...]
    high: tuple[float, ...]


def band_of(figures: Floats) -> Band:
    """The band of figures by run and year."""
    low, lower, middle, upper, high = (
        tuple(float(value) for value in np.quantile(figures, part, axis=0)) for part in (0.05, 0.25, 0.5, 0.75, 0.95)
    )
    return Band(low, lower, middle, upper, high)


def simulate(
    history: History,
    rates: Rates,
    scenario: Scenario = AS_NOW,
    *,
    years: int = YEARS,
    runs: int = RUNS,
    seed: int = SEED,
) -> Outcome:
    """The staff of `history.now`, `years` ahead, `runs` times. The same seed gives the same figures."""
    people = People.of(history, rates)
    drawn = Draws.of(rates, runs, years, np.random.default_rng(seed))
    out = empty(runs, years, people)
    for first in range(0, runs, AT_ONCE):
        part = slice(first, min(first + AT_ONCE, runs))
        random = np.random.Generator(np.random.SFC64([seed, first]))
        Block(people, drawn, rates, scenario, part, random).run(out, years)
    return out


def empty(runs: int, years: int, people: People) -> Outcome:
    """Room for what will be counted."""
    flat = [np.zeros((runs, years + 1)) for _ in range(6)]
    deep = [np.zeros((runs, years + 1, size)) for size in (people.units, people.grades, people.families)]
    return Outcome(flat[0], *deep, *flat[1:])


@dataclass(frozen=True, slots=True)
class People:
    """The staff as arrays; `marks` has a column for everybody, each unit, each family and who is over 55 today."""

    refs: tuple[str, ...]
    names: tuple[str, ...]  # of units
    age: Floats
    service: Floats
    unit: npt.NDArray[np.intp]
    grade: npt.NDArray[np.int8]
    marks: Fast
    units: int
    grades: int
    families: int
    newcomers: Newcomers

    @staticmethod
    def of(history: History, rates: Rates) -> People:
        """From who is there now."""
        staff, units, families = history.now, history.units, history.families
        marks = np.zeros((len(staff), 2 + len(units) + len(families)), np.float32)
        for row, one in enumerate(staff):
            marks[row, [0, 1 + units.index(one.unit), 1 + len(units) + families.index(one.family)]] = 1
            marks[row, -1] = one.age >= OVER
        return People(
            tuple(one.ref for one in staff),
            units,
            np.array([one.age for one in staff]),
            np.array([one.service for one in staff]),
            np.array([units.index(one.unit) for one in staff], np.intp),
            np.array([one.grade for one in staff], np.int8),
            marks,
            len(units),
            max(1, len(history.grades)),
            len(families),
            Newcomers.of(history, rates),
        )


@dataclass(frozen=True, slots=True)
class Newcomers:
    """What those who come are like, as those were who came before: by grade, by family in each unit, by age."""

    ages: Floats
    by_grade: Floats
    by_family: Floats  # unit × family

    @staticmethod
    def of(history: History, rates: Rates) -> Newcomers:
        """From who came, and from who is there where hardly anybody came."""
        units, families, grades = history.units, history.families, max(1, len(history.grades))
        by_grade, by_family = np.full(grades, 0.2), np.full((len(units), max(1, len(families))), 0.05)
        for one in (*rates.came, *history.now):
            by_family[units.index(one.unit), families.index(one.family)] += 1
        for one in rates.came or history.now:
            by_grade[max(0, one.grade)] += 1
        ages = np.array([one.age for one in rates.came] or [30.0])
        return Newcomers(ages, by_grade / by_grade.sum(), by_family / by_family.sum(axis=1, keepdims=True))


@dataclass(frozen=True, slots=True)
class Draws:
    """What each run believes, and the mood of each of its years."""

    retiring: Fast  # run × band
    leaving: Fast  # run × band
    new_factor: Fast
    unit_factor: Fast  # run × unit
    rising: Fast  # run × grade
    filling: Fast
    size: Fast  # run × year: the establishment's factor
    mood: dict[str, Fast]  # run × year

    @staticmethod
    def of(rates: Rates, runs: int, years: int, random: np.random.Generator) -> Draws:
        """Draw from what the counts leave open."""

        def chance(table: Floats) -> Fast:
            return random.beta(table[:, 0] + 0.01, table[:, 1] - table[:, 0] + 0.01, (runs, len(table))).astype(
                np.float32
            )

        def factor(events: Floats, expected: Floats) -> Fast:
            return (random.gamma(events, size=(runs, len(events))) / expected).astype(np.float32)

        def one(pair: tuple[float, float]) -> Fast:
            return factor(np.array([pair[0]]), np.array([pair[1]]))[:, 0]

        mood = {}
        for kind, sd in rates.mood.items():
            lasting = sd / math.sqrt(rates.years + 1)  # the years that were seen had moods too
            logs = random.normal(0, lasting, (runs, 1)) + random.normal(0, sd, (runs, years))
            mood[kind] = np.exp(logs - (sd**2 + lasting**2) / 2).astype(np.float32)
        drift = random.normal(0, SIZE_DRIFT, (runs, 1)) * 0.5 + random.normal(0, SIZE_DRIFT, (runs, years))
        return Draws(
            chance(rates.retiring),
            chance(rates.leaving),
            one(rates.new_factor),
            factor(rates.unit_factor[:, 0], rates.unit_factor[:, 1]),
            chance(rates.rising),
            one(rates.filling),
            np.exp(np.cumsum(drift, axis=1)).astype(np.float32),
            mood,
        )


@dataclass(slots=True)
class Since:
    """Those who came and are still there, by run and unit; how they are spread over grades, and years since they came,
    on average."""

    held: Floats
    by_grade: Floats
    years: float

    def pass_year(self, held: Floats, rising: Floats) -> None:
        """A year on: so many are left, and some have gone up a grade."""
        up = self.by_grade * np.append(rising[:-1], 0.0)[: len(self.by_grade)]
        self.held, self.years = held, self.years + 1
        self.by_grade = self.by_grade - up + np.append(0.0, up[:-1])

    def take(self, other: Since) -> None:
        """Add others to these."""
        mine, theirs = float(self.held.sum()), float(other.held.sum())
        if mine + theirs:
            self.by_grade = (self.by_grade * mine + other.by_grade * theirs) / (mine + theirs)
            self.years = (self.years * mine + other.years * theirs) / (mine + theirs)
        self.held = self.held + other.held


class Block:
    """Some of the runs, year by year."""

    def __init__(
        self, people: People, drawn: Draws, rates: Rates, scenario: Scenario, part: slice, random: np.random.Generator
    ) -> None:
        self.people, self.drawn, self.rates, self.scenario = people, drawn, rates, scenario
        self.part, self.random = part, random
        runs = part.stop - part.start
        self.alive = np.ones((runs, len(people.refs)), np.bool_)
        self.grade = np.broadcast_to(people.grade, self.alive.shape).copy()
        self.unit_factor = drawn.unit_factor[part][:, people.unit]
        self.chosen = np.array([ref in scenario.retiring for ref in people.refs], np.bool_)
        self.by_grade = np.zeros((runs, people.grades))
        everybody = np.arange(runs).repeat(len(people.refs))
        self.count_grades(everybody, self.grade.ravel(), 1)
        self.marked = self.alive.astype(np.float32) @ people.marks
        self.since = [Since(np.zeros((runs, people.units)), people.newcomers.by_grade, 0.0) for _ in range(3)]

    def run(self, out: Outcome, years: int) -> None:
        """Go through the years and write down what is."""
        self.count(out, 0)
        for year in range(years):
            retired, left = self.part_with(year)
            newcomers_left = self.newcomers_leave(year)
            came = self.recruit(year)
            out.retired[self.part, year + 1] = retired
            out.left[self.part, year + 1] = left + newcomers_left
            out.came[self.part, year + 1] = came
            self.count(out, year + 1)

    def part_with(self, year: int) -> tuple[Floats, Floats]:
        """Who was there at the start retires, leaves, or rises: one throw of the dice each. Gives how many retired and
        left."""
        leave, old, retire = self.chances(year)
        dice: Fast = np.asarray(self.random.random(self.alive.shape, np.float32), np.float32)
        retired = np.count_nonzero((dice[:, old] < retire) & self.alive[:, old], axis=1)
        leave[:, old] += retire
        dice -= leave
        self.rise(dice, year)
        goes = (dice < 0) & self.alive
        self.alive ^= goes
        run, person = where(goes)
        self.count_grades(run, self.grade[run, person], -1)
        self.marked = self.alive.astype(np.float32) @ self.people.marks
        gone = np.bincount(run, minlength=len(self.alive))
        return retired.astype(float), (gone - retired).astype(float)

    def chances(self, year: int) -> tuple[Fast, npt.NDArray[np.intp], Fast]:
        """Of each person in each run: the chance to leave in this year; who may retire, and their chance to do so."""
        age = self.people.age + year
        bands = np.searchsorted(LEAVING_FROM, age, "right") - 1
        leave = (self.drawn.leaving[self.part] * self.drawn.mood["leaving"][self.part, year][:, None])[:, bands]
        leave *= self.unit_factor
        new = np.flatnonzero(self.people.service + year < NEW)
        leave[:, new] *= self.drawn.new_factor[self.part][:, None]
        old, retire = self.retiring(age, year)
        return np.minimum(leave, 0.9, out=leave), old, np.minimum(retire, 1.0, out=retire)

    def retiring(self, age: Floats, year: int) -> tuple[npt.NDArray[np.intp], Fast]:
        """Who may retire in this year, and how likely by run: as the rates say, or as the scenario does."""
        chosen = self.chosen & (year == 0)
        if self.scenario.retire_at is not None:
            old = np.flatnonzero((age + 1 > self.scenario.retire_at) | chosen)
            return old, np.ones((len(self.alive), len(old)), np.float32)
        old = np.flatnonzero((age >= RETIRING_FROM[0]) | chosen)
        bands = np.maximum(np.searchsorted(RETIRING_FROM, age[old], "right") - 1, 0)
        retire = (self.drawn.retiring[self.part] * self.drawn.mood["retiring"][self.part, year][:, None])[:, bands]
        retire[:, chosen[old]] = 1.0
        return old, retire

    def rise(self, dice: Fast, year: int) -> None:
        """Some of those who stay go up a grade: whose dice lie just above the chance to go."""
        table = self.drawn.rising[self.part] * self.drawn.mood["rising"][self.part, year][:, None]
        lucky = (dice >= 0) & (dice < table.max())
        lucky &= self.alive
        run, person = where(lucky)
        held = self.grade[run, person]
        rises = (held >= 0) & (held < table.shape[1] - 1) & (dice[run, person] < table[run, held])
        run, person, held = run[rises], person[rises], held[rises]
        self.count_grades(run, held, -1)
        self.count_grades(run, held + 1, 1)
        self.grade[run, person] = held + 1

    def count_grades(self, run: npt.NDArray[np.intp], grade: npt.NDArray[np.int8], sign: int) -> None:
        """Book people who came to a grade or left it; those whose grade is unknown are in none."""
        known = grade >= 0
        places = run[known] * self.people.grades + grade[known]
        self.by_grade += sign * np.bincount(places, minlength=self.by_grade.size).reshape(self.by_grade.shape)

    def newcomers_leave(self, year: int) -> Floats:
        """Those who came since leave too, oftener at first. Gives how many, by run."""
        factor = self.drawn.unit_factor[self.part] * self.drawn.mood["leaving"][self.part, year][:, None]
        factor = factor * self.drawn.leaving[self.part][:, 1:2]
        new = np.clip(factor * self.drawn.new_factor[self.part][:, None], 0, 0.9)
        newest, newer, settled = self.since
        old = np.clip(factor + self.older_retire(settled.years), 0, 0.9)
        gone = np.zeros(newest.held.shape)
        rising = rate(self.rates.rising)
        for since, chance in ((newest, new), (newer, new), (settled, old)):
            leaves = self.random.binomial(since.held.astype(np.int64), chance)
            since.pass_year(since.held - leaves, rising)
            gone += leaves
        settled.take(newer)
        self.since = [Since(np.zeros(newest.held.shape), self.people.newcomers.by_grade, 0.0), newest, settled]
        return np.asarray(gone.sum(axis=1))

    def older_retire(self, years: float) -> float:
        """The chance that somebody who came so many years ago retires: by the ages at which people come."""
        ages = self.people.newcomers.ages + years
        bands = np.searchsorted(RETIRING_FROM, ages, "right") - 1
        table = np.append(rate(self.rates.retiring), 0.0)
        return float(table[bands].mean())

    def recruit(self, year: int) -> Floats:
        """Vacant posts are filled as they have been; apprentices come as the scenario says. Gives how many, by run."""
        runs = self.alive.shape[0]
        present = self.marked[:, 1 : 1 + self.people.units] + sum(since.held for since in self.since)
        wanted = self.rates.establishment[None, :] * self.drawn.size[self.part, year][:, None]
        vacant = np.clip(wanted - present, 0, None)
        ready = self.drawn.filling[self.part] * self.drawn.mood["filling"][self.part, year]
        came = self.random.poisson(vacant * ready[:, None]).astype(float)
        if year < self.scenario.freeze_years:
            came[:, :] = 0
        if self.scenario.apprentices:
            came += self.apprentices(runs)
        self.since[0].held = self.since[0].held + came
        return np.asarray(came.sum(axis=1))

    def apprentices(self, runs: int) -> Floats:
        """A year's apprentices by unit: in the one that is named, else where the posts are."""
        posts = self.rates.establishment
        shares = posts / posts.sum() if posts.sum() else np.full(len(posts), 1 / max(1, len(posts)))
        if self.scenario.unit:
            shares = np.array([unit == self.scenario.unit for unit in self.people.names], float)
        return self.random.multinomial(self.scenario.apprentices, shares, size=runs).astype(float)

    def count(self, out: Outcome, year: int) -> None:
        """Write down how many there are at the end of a year."""
        people, part, marked = self.people, self.part, self.marked
        units, families = slice(1, 1 + people.units), slice(1 + people.units, -1)
        came, by_grade = np.zeros((len(marked), people.units)), self.by_grade.copy()
        over = np.count_nonzero(self.alive[:, people.age + year >= OVER], axis=1).astype(float)
        for since in self.since:
            came += since.held
            totals = since.held.sum(axis=1)
            by_grade += totals[:, None] * since.by_grade[None, :]
            over += totals * float((people.newcomers.ages + since.years >= OVER).mean())
        out.headcount[part, year] = marked[:, 0] + came.sum(axis=1)
        out.by_unit[part, year] = marked[:, units] + came
        out.by_family[part, year] = marked[:, families] + came @ people.newcomers.by_family
        out.by_grade[part, year] = by_grade
        out.over_55[part, year] = over
        out.gone_over_55[part, year] = people.marks[:, -1].sum() - marked[:, -1]


def where(true: npt.NDArray[np.bool_]) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    """Rows and columns of what is true; several times as fast as asking numpy for both."""
    flat = np.flatnonzero(true)
    rows = flat // true.shape[1] if true.shape[1] else flat
    return rows, flat - rows * true.shape[1]
