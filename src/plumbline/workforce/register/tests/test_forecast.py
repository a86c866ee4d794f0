"""The forecast: what it learns, what it adds up to, what a scenario changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from bench.forecast import history, state
from plumbline.workforce.register.forecast.history import History, Member, between
from plumbline.workforce.register.forecast.rates import LEAVING_PRIOR, RETIRING_PRIOR, learn, rate, spread
from plumbline.workforce.register.forecast.saying import assumptions
from plumbline.workforce.register.forecast.scenarios import AS_NOW, Scenario
from plumbline.workforce.register.forecast.simulation import band_of, simulate
from samples.make.workforce.process import FIRST
from samples.make.workforce.process import simulate as invent

RUNS = 400


@pytest.fixture(scope="module")
def past() -> History:
    """Eight years of an invented university."""
    university = invent(5, technicians=240, others=0, years=8)
    return history(university, [state(university, FIRST + year) for year in range(8)])


def member(ref: str, age: float, grade: int = 1) -> Member:
    return Member(ref, age, "Chemistry", "research", grade, 5.0)


def test_a_step_tells_retired_left_risen_and_come_apart():
    before = (member("a", 63), member("b", 40), member("c", 30), member("d", 50))
    after = (member("c", 31, grade=2), member("d", 51), member("e", 22))
    year = between(date(2024, 7, 31), before, after, {"a": "retired", "b": "resigned"})
    assert (year.retired, year.left, year.rose, [one.ref for one in year.came]) == ({"a"}, {"b"}, {"c"}, ["e"])


def test_without_any_reason_who_goes_at_sixty_has_retired():
    year = between(date(2024, 7, 31), (member("a", 60), member("b", 59.9)), (), {})
    assert (year.retired, year.left) == ({"a"}, {"b"})


def test_without_history_the_rates_are_the_priors():
    rates = learn(History((), (member("a", 40),), date(2025, 7, 31), ("3", "4", "5")))
    assert rate(rates.retiring) == pytest.approx(RETIRING_PRIOR)
    assert rate(rates.leaving) == pytest.approx(LEAVING_PRIOR)


def test_with_much_history_the_rates_are_its_own():
    staff = tuple(member(str(number), 50) for number in range(4000))
    years = tuple(
        between(date(2020 + year, 7, 31), staff, staff[400:], {str(number): "resigned" for number in range(400)})
        for year in range(3)
    )
    rates = learn(History(years, staff, date(2023, 7, 31), ("3", "4", "5")))
    assert rate(rates.leaving)[2] == pytest.approx(0.1, abs=0.002)


def test_years_that_differ_by_chance_alone_leave_the_prior():
    assert spread([], 0.3) == pytest.approx(0.3)
    assert spread([(100, 100)] * 50, 0.3) < 0.12
    assert spread([(200, 100), (50, 100)] * 25, 0.3) > 0.6


def test_every_year_adds_up(past: History):
    out = simulate(past, learn(past), runs=RUNS)
    balance = out.headcount[:, :-1] - out.retired[:, 1:] - out.left[:, 1:] + out.came[:, 1:]
    assert np.array_equal(balance, out.headcount[:, 1:])
    for part in (out.by_unit, out.by_grade, out.by_family):
        assert np.allclose(part.sum(axis=2), out.headcount)
    assert set(out.headcount[:, 0]) == {len(past.now)}


def test_the_same_seed_gives_the_same_figures(past: History):
    rates = learn(past)
    one, two = (simulate(past, rates, runs=RUNS, seed=4) for _ in range(2))
    other = simulate(past, rates, runs=RUNS, seed=5)
    assert np.array_equal(one.by_grade, two.by_grade)
    assert not np.array_equal(one.headcount, other.headcount)


def test_bands_are_in_order_and_widen(past: History):
    band = band_of(simulate(past, learn(past), AS_NOW, runs=RUNS).retired.cumsum(axis=1))
    assert all(
        a <= b <= c <= d <= e
        for a, b, c, d, e in zip(band.low, band.lower, band.middle, band.upper, band.high, strict=True)
    )
    assert band.high[10] - band.low[10] > band.high[1] - band.low[1] > 0


def test_these_three_retire(past: History):
    three = frozenset(one.ref for one in past.now[:3])
    rates = learn(past)
    kept = replace(past, now=past.now[:3])
    assert set(simulate(kept, rates, Scenario("", retiring=three), runs=RUNS).retired[:, 1]) == {3}


def test_more_apprentices_come_each_year_to_the_unit_that_is_named(past: History):
    rates = learn(past)
    plain, more = (
        simulate(past, rates, scenario, runs=RUNS)
        for scenario in (AS_NOW, Scenario("", apprentices=2, unit=past.units[0]))
    )
    assert more.came[:, 1].mean() - plain.came[:, 1].mean() == pytest.approx(2, abs=0.5)
    assert more.by_unit[:, 1, 0].mean() - plain.by_unit[:, 1, 0].mean() == pytest.approx(2, abs=0.2)


def test_nobody_retires_before_the_age_that_is_set_and_nobody_stays_after(past: History):
    old = tuple(replace(past.now[0], ref=str(age), age=age + 0.5) for age in (59, 61, 63, 64, 66))
    out = simulate(replace(past, now=old), learn(past), Scenario("", retire_at=64), runs=RUNS)
    assert set(out.retired[:, 1]) == {3}
    assert out.retired[:, 2].max() == 0


def test_in_a_freeze_nobody_comes(past: History):
    out = simulate(past, learn(past), Scenario("", freeze_years=2), runs=RUNS)
    assert (out.came[:, 1:3].max(), out.came[:, 3].min() > 0) == (0, True)


def test_what_is_assumed_is_said(past: History):
    said = assumptions(past, learn(past), Scenario("", retire_at=64, freeze_years=1, apprentices=2))
    assert "7 years of your extracts up to 31 July 2025" in said[0]
    assert said[1] == "Everybody retires in the year in which they reach 64, and nobody before."
    assert said[3].endswith("In the first year nobody is recruited.")
    assert said[-1] == "2 more apprentices come each year and stay as often as other new people do."


def test_without_history_it_says_so():
    nothing = History((), (member("a", 40),), date(2025, 7, 31), ("3",))
    assert assumptions(nothing, learn(nothing), AS_NOW)[0].startswith("There is only one accepted extract so far")
