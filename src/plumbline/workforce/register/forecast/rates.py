"""Rates from the institution's own history, leaning on stated priors where it is thin, with how unsure each is.

Every rate is a chance a year. A prior counts as so many observed years of one person ("weight"): with as many of its
own, the institution's history and the prior count alike. Between units and between years it is the same with factors.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from plumbline.workforce.register.forecast.history import History, Member, Year

Floats = npt.NDArray[np.float64]

RETIRING_FROM = (55, 58, 60, 62, 64, 65, 66, 67, 70)  # the first age of each band
RETIRING_PRIOR = (0.02, 0.04, 0.08, 0.12, 0.18, 0.28, 0.4, 0.45, 0.55)
RETIRING_WEIGHT = 25.0
LEAVING_FROM = (0, 30, 45, 55)
LEAVING_PRIOR = (0.1, 0.07, 0.045, 0.03)
LEAVING_WEIGHT = 60.0
NEW = 2.0  # years of service under which somebody is new
NEW_PRIOR, NEW_WEIGHT = 1.5, 10.0  # new people leave so many times as often; in expected leavers
UNIT_WEIGHT = 8.0  # a unit's own factor leans on 1 like so many expected leavers
RISING_PRIOR, RISING_WEIGHT = 0.05, 60.0
FILLING_PRIOR, FILLING_WEIGHT = 0.9, 15.0  # posts filled of those that fall vacant
MOOD_PRIOR = {"retiring": 0.3, "leaving": 0.3, "rising": 0.35, "filling": 0.3}  # how much years differ (log scale)
MOOD_WEIGHT = 4.0  # in years of history
SIZE_DRIFT = 0.01  # how much an establishment changes in a year (log scale)


@dataclass(frozen=True, slots=True)
class Rates:
    """What was learned. Counts are kept beside rates, so that their uncertainty can be drawn and be told.

    `retiring`, `leaving`, `rising`: (events + prior events, years + prior years) by age band or grade. `new_factor`:
    the same for who is new. `unit_factor`: events and expected by unit. `filling`: posts filled and vacant. `mood`: how
    much years differ. `establishment`: posts by unit. `came`: who came, as examples of who will.
    """

    retiring: Floats
    leaving: Floats
    rising: Floats
    new_factor: tuple[float, float]
    unit_factor: Floats
    filling: tuple[float, float]
    mood: dict[str, float]
    establishment: Floats
    came: tuple[Member, ...]
    years: int
    person_years: int


def band(age: float, first: tuple[int, ...]) -> int:
    """Which band an age is in; -1 below the first."""
    return sum(age >= one for one in first) - 1


def learn(history: History) -> Rates:
    """Rates from a history, which may be empty: then they are the priors."""
    years = history.years
    retiring = pairs(RETIRING_PRIOR, RETIRING_WEIGHT)
    leaving = pairs(LEAVING_PRIOR, LEAVING_WEIGHT)
    rising = pairs((RISING_PRIOR,) * max(1, len(history.grades)), RISING_WEIGHT)
    for year in years:
        for one in year.staff:
            old = band(one.age, RETIRING_FROM)
            if old >= 0:
                retiring[old] += (one.ref in year.retired, 1)
            leaving[band(one.age, LEAVING_FROM)] += (one.ref in year.left, 1)
            if 0 <= one.grade < len(history.grades) - 1:
                rising[one.grade] += (one.ref in year.rose, 1)
    new = new_factor(years, leaving)
    leaving = settled(years, leaving, new[0] / new[1])
    units = unit_factors(history, leaving, new[0] / new[1])
    establishment = np.array([size(history, unit) for unit in history.units])
    filling, monthly = fill(history, establishment)
    return Rates(
        retiring,
        leaving,
        rising,
        new,
        units,
        filling,
        moods(years, retiring, leaving, rising, new[0] / new[1], monthly),
        establishment,
        tuple(one for year in years for one in year.came),
        len(years),
        sum(len(year.staff) for year in years),
    )


def pairs(prior: tuple[float, ...], weight: float) -> Floats:
    """Prior events and years."""
    return np.array([(rate * weight, weight) for rate in prior])


def rate(table: Floats) -> Floats:
    """Events a year."""
    return np.asarray(table[:, 0] / table[:, 1])


def new_factor(years: tuple[Year, ...], leaving: Floats) -> tuple[float, float]:
    """How many of the new left, and how many would have by age alone; with the prior."""
    rates = rate(leaving)
    new = [
        (one.ref in year.left, rates[band(one.age, LEAVING_FROM)])
        for year in years
        for one in year.staff
        if one.service < NEW
    ]
    return (NEW_PRIOR * NEW_WEIGHT + sum(left for left, _ in new), NEW_WEIGHT + float(sum(often for _, often in new)))


def settled(years: tuple[Year, ...], leaving: Floats, factor: float) -> Floats:
    """The same events over years in which somebody new counts for more, so that the rates are those of the settled."""
    weighed = leaving.copy()
    for year in years:
        for one in year.staff:
            if one.service < NEW:
                weighed[band(one.age, LEAVING_FROM), 1] += factor - 1
    return weighed


def expected_to_leave(one: Member, rates: Floats, factor: float) -> float:
    """The chance that somebody leaves in a year other than by retiring, by age and service."""
    return float(rates[band(one.age, LEAVING_FROM)]) * (factor if one.service < NEW else 1.0)


def unit_factors(history: History, leaving: Floats, factor: float) -> Floats:
    """Events and expected events of each unit, with the prior of 1."""
    at = {unit: index for index, unit in enumerate(history.units)}
    table = np.full((len(at), 2), UNIT_WEIGHT)
    rates = rate(leaving)
    for year in history.years:
        for one in year.staff:
            table[at[one.unit]] += (one.ref in year.left, expected_to_leave(one, rates, factor))
    return table


def size(history: History, unit: str) -> float:
    """The posts of a unit: what it held on average, the last years counting more."""
    held = [sum(one.unit == unit for one in staff) for staff in (*(year.staff for year in history.years), history.now)]
    weights = np.array([0.85 ** (len(held) - 1 - index) for index in range(len(held))])
    return float(np.average(held, weights=weights))


def fill(history: History, establishment: Floats) -> tuple[tuple[float, float], list[tuple[float, float]]]:
    """Posts filled of those vacant, with the prior; and the same year by year (filled, expected)."""
    years, filled, vacant = [], FILLING_PRIOR * FILLING_WEIGHT, FILLING_WEIGHT
    for year in history.years:
        stayed = [one.unit for one in year.staff if one.ref not in year.retired and one.ref not in year.left]
        open_posts = sum(
            max(0.0, posts - stayed.count(unit)) for unit, posts in zip(history.units, establishment, strict=True)
        )
        years.append((float(len(year.came)), open_posts))
        filled, vacant = filled + len(year.came), vacant + open_posts
    return (filled, vacant), [(came, open_posts * filled / vacant) for came, open_posts in years]


def moods(
    years: tuple[Year, ...], retiring: Floats, leaving: Floats, rising: Floats, factor: float,
    filled: list[tuple[float, float]],
) -> dict[str, float]:  # fmt: skip
    """How much years differ beyond chance, of each kind of event."""
    old, young, up = rate(retiring), rate(leaving), rate(rising)
    seen: dict[str, list[tuple[float, float]]] = {"filling": filled, "retiring": [], "leaving": [], "rising": []}
    for year in years:
        aged = [band(one.age, RETIRING_FROM) for one in year.staff]
        seen["retiring"].append((len(year.retired), sum(float(old[one]) for one in aged if one >= 0)))
        seen["leaving"].append((len(year.left), sum(expected_to_leave(one, young, factor) for one in year.staff)))
        rises = sum(float(up[one.grade]) for one in year.staff if 0 <= one.grade < len(up) - 1)
        seen["rising"].append((len(year.rose), rises))
    return {kind: spread(pairs_, MOOD_PRIOR[kind]) for kind, pairs_ in seen.items()}


def spread(seen: list[tuple[float, float]], prior: float) -> float:
    """The standard deviation of the logarithm of a year's factor: what is left of the differences between years when
    chance is taken away, leaning on the prior."""
    extra = [
        math.log((events + 0.5) / (expected + 0.5)) ** 2 - 1 / (expected + 0.5)
        for events, expected in seen
        if expected > 1
    ]
    return math.sqrt(max(0.01, (MOOD_WEIGHT * prior**2 + sum(extra)) / (MOOD_WEIGHT + len(extra))))
