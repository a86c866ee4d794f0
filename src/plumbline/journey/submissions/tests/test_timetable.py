"""When a stage is due: a pure calculation."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plumbline.journey.submissions.timetable import (
    NOT_KNOWN,
    Basis,
    Rounding,
    WindowDay,
    in_window,
    months_after,
    next_windows,
    nominal,
)

TWICE_A_YEAR = (WindowDay(1, 31), WindowDay(7, 31))
DAYS = st.dates(date(2017, 1, 1), date(2060, 12, 31))


@pytest.mark.parametrize(
    ("on", "rounding", "expected"),
    [
        (date(2024, 1, 31), Rounding.NEXT, date(2024, 1, 31)),
        (date(2024, 4, 30), Rounding.NEXT, date(2024, 7, 31)),
        (date(2024, 9, 30), Rounding.NEXT, date(2025, 1, 31)),
        (date(2024, 4, 30), Rounding.NEAREST, date(2024, 1, 31)),
        (date(2024, 9, 30), Rounding.NEAREST, date(2024, 7, 31)),
        (date(2024, 12, 1), Rounding.NEAREST, date(2025, 1, 31)),
        (date(2024, 4, 30), Rounding.NONE, date(2024, 4, 30)),
    ],
)
def test_a_day_between_windows_moves_as_the_setting_says(on, rounding, expected):
    assert in_window(on, TWICE_A_YEAR, rounding) == expected


def test_of_two_windows_equally_near_the_later_holds():
    assert in_window(date(2025, 3, 3), (WindowDay(3, 1), WindowDay(3, 5)), Rounding.NEAREST) == date(2025, 3, 5)


def test_without_windows_a_day_stays():
    assert in_window(date(2024, 4, 30), (), Rounding.NEXT) == date(2024, 4, 30)


@given(DAYS)
def test_the_next_window_never_takes_time_away(on):
    moved = in_window(on, TWICE_A_YEAR, Rounding.NEXT)
    assert on <= moved
    assert (moved - on).days <= 184
    assert (moved.month, moved.day) in {(1, 31), (7, 31)}


def test_the_phases_own_date_goes_before_the_rule():
    found = nominal(
        announced_on=date(2017, 5, 17),
        phase_on=date(2024, 1, 31),
        months=72,
        windows=TWICE_A_YEAR,
        rounding=Rounding.NEXT,
    )
    assert (found.on, found.before_window, found.basis) == (date(2024, 1, 31), date(2024, 1, 31), Basis.PHASE)


def test_without_one_the_months_after_the_announcement_count():
    found = nominal(
        announced_on=date(2024, 3, 8), phase_on=None, months=12, windows=TWICE_A_YEAR, rounding=Rounding.NEXT
    )
    assert (found.on, found.before_window, found.basis) == (date(2025, 7, 31), date(2025, 3, 8), Basis.ANNOUNCEMENT)


@pytest.mark.parametrize(("announced_on", "months"), [(None, 12), (date(2024, 3, 8), None), (None, None)])
def test_what_is_not_known_gives_no_date(announced_on, months):
    found = nominal(
        announced_on=announced_on, phase_on=None, months=months, windows=TWICE_A_YEAR, rounding=Rounding.NEXT
    )
    assert found == NOT_KNOWN


@pytest.mark.parametrize(
    ("on", "months", "expected"),
    [
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2023, 1, 31), 1, date(2023, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 12, 15), 1, date(2025, 1, 15)),
        (date(2024, 5, 17), 0, date(2024, 5, 17)),
    ],
)
def test_months_end_where_the_month_ends(on, months, expected):
    assert months_after(on, months) == expected


def test_the_windows_that_one_may_wish_for_come_after_the_day():
    assert next_windows(date(2026, 1, 31), TWICE_A_YEAR, 2) == [date(2026, 7, 31), date(2027, 1, 31)]


def test_a_window_on_the_29th_of_february_is_the_last_of_february():
    assert next_windows(date(2026, 1, 1), (WindowDay(2, 29),), 3) == [
        date(2026, 2, 28), date(2027, 2, 28), date(2028, 2, 29),
    ]  # fmt: skip
