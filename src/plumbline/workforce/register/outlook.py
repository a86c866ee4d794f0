"""What a forecast finds, as pages draw it: scenarios with their bands, staff over 55, movement."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

import numpy as np

from plumbline.workforce.register.forecast.history import History, Member
from plumbline.workforce.register.forecast.rates import Floats, learn
from plumbline.workforce.register.forecast.saying import assumptions
from plumbline.workforce.register.forecast.scenarios import Scenario
from plumbline.workforce.register.forecast.simulation import OVER, Outcome, band_of, simulate
from plumbline.workforce.register.past import UNSAID, Move, Past

BANDS = ((55, 59), (60, 64), (65, 120))
OUTSIDE, OTHER = "", "other job family"
Table = dict[str, Any]  # "head": names, "rows": lists


def outlook(past: Past, scenarios: Iterable[Scenario], step: Any = lambda _done, _all: None) -> dict[str, Any]:
    """Everything of a forecast as JSON. `step` hears how many scenarios are done, of how many."""
    history, rates, chosen = past.history, learn(past.history), list(scenarios)
    found = []
    for number, scenario in enumerate(chosen):
        step(number, len(chosen))
        found.append(told(history, simulate(history, rates, scenario), scenario, assumptions(history, rates, scenario)))
    return {
        "from": history.on.year,
        "before": [[year.on.year, len(year.staff)] for year in history.years],
        "scenarios": found,
        "over": over(past),
        "movement": movement(past.moves),
    }


def told(history: History, out: Outcome, scenario: Scenario, sentences: list[str]) -> dict[str, Any]:
    """One scenario."""
    return {
        "name": scenario.name,
        "sentences": sentences,
        "headcount": asdict(band_of(out.headcount)),
        "over_55": asdict(band_of(out.over_55)),
        "retired": asdict(band_of(out.retired.cumsum(axis=1))),
        "left": asdict(band_of(out.left.cumsum(axis=1))),
        "came": asdict(band_of(out.came.cumsum(axis=1))),
        "gone_over_55": asdict(band_of(out.gone_over_55)),
        "by_unit": parts(history.units, out.by_unit),
        "by_grade": parts(history.grades, out.by_grade),
        "by_family": parts(history.families, out.by_family),
    }


def parts(names: tuple[str, ...], figures: Floats) -> list[list[Any]]:
    """For each part: its name, how many now, and in 5 and 10 years the middle and the band (low, high)."""
    rows = []
    for place, name in enumerate(names):
        later = [
            [round(float(value)) for value in np.quantile(figures[:, year, place], (0.5, 0.05, 0.95))]
            for year in (5, 10)
        ]
        rows.append([name, round(float(figures[0, 0, place])), *later])
    return rows


def over(past: Past) -> dict[str, Any]:
    """Staff of 55 and over now, by age with grade, with role and with title (F180); titles that only they hold."""
    now = past.history.now
    old = [one for one in now if one.age >= OVER]
    grade = {one.ref: past.grades[one.grade] if one.grade >= 0 else UNSAID for one in now}
    return {
        "all": len(now),
        "old": len(old),
        "tables": {
            "grade": by_age(old, now, grade, past.grades),
            "role": by_age(old, now, {one.ref: one.family for one in now}),
            "unit": by_age(old, now, {one.ref: one.unit for one in now}),
            "title": by_age(old, now, past.titles),
        },
        "single": sorted(
            title
            for title, count in Counter(past.titles[one.ref] for one in now).items()
            if count == 1 and any(past.titles[one.ref] == title for one in old)
        ),
    }


def by_age(
    old: list[Member], now: tuple[Member, ...], label: dict[str, str], order: tuple[str, ...] = ()
) -> list[list[Any]]:
    """Rows: label, counts by age band, all of 55 and over, everybody of the label; the most of 55 and over first, or in
    the given order."""
    everybody = Counter(label[one.ref] for one in now)
    rows = []
    for name, count in everybody.items():
        ages = [one.age for one in old if label[one.ref] == name]
        if ages:
            rows.append(
                [name, *(sum(low <= int(age) <= high for age in ages) for low, high in BANDS), len(ages), count]
            )
    place = {name: number for number, name in enumerate(order)}
    return sorted(rows, key=lambda row: (place.get(row[0], -row[4]), row[0]))


def movement(moves: tuple[Move, ...]) -> dict[str, Any]:
    """Who moved between families and between grades over all years; how people came; why they left, year by year."""
    came = [move for move in moves if move.family[0] == OUTSIDE and not move.is_employed]
    left = [move for move in moves if move.family[1] == OUTSIDE and not move.is_employed]
    years = sorted({move.on.year for move in moves})
    return {
        "families": flows(moves, "family"),
        "grades": flows(moves, "grade"),
        "units": flows(moves, "unit"),
        "years": years,
        "routes": by_year(came, "route", years),
        "reasons": by_year(left, "why", years),
    }


def flows(moves: tuple[Move, ...], field: str) -> list[list[Any]]:
    """From, to, how many; the most first. Coming from outside and leaving are not among them, moving to or from another
    job family is; a value that was blank in one extract is no move."""
    counts: Counter[tuple[str, str]] = Counter()
    for move in moves:
        start, end = getattr(move, field)
        if start != end and UNSAID not in (start, end) and ((start and end) or move.is_employed):
            counts[start or OTHER, end or OTHER] += 1
    return [[start, end, count] for (start, end), count in sorted(counts.items(), key=lambda one: (-one[1], one[0]))]


def by_year(moves: list[Move], field: str, years: list[int]) -> list[list[Any]]:
    """What was said, and how many each year; the most first."""
    counts = Counter((getattr(move, field).strip().lower() or UNSAID, move.on.year) for move in moves)
    rows = [[name, *(counts[name, year] for year in years)] for name in {name for name, _ in counts}]
    return sorted(rows, key=lambda row: (-sum(row[1:]), row[0]))
