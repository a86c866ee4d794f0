"""When an owner is reminded of an action: a pure calculation on days.

30, 7 and 1 days before it is due and once it is overdue; then on Mondays, and after four weeks on the first Monday of a
month. Mondays, so that sixty late actions are one e-mail a week and not one a day."""

from __future__ import annotations

from datetime import date, timedelta

BEFORE = (1, 7, 30)
YOURS = 1000
"""The turn in which somebody is told that an action is theirs."""
LATE = -1
WEEKLY_FOR = timedelta(days=28)
"""After this, the lead gets a summary, and the owner is reminded monthly."""
WEEK = timedelta(days=7)
PRESSING = (7, 1)
ENOUGH_A_WEEK = 3
"""Whoever was reminded on so many days of a week is told of nothing more in it but of what presses; the rest waits for
its next day or for Monday."""


def turn_of(deadline: date, on: date) -> int | None:
    """The turn that an action due on `deadline` is in on a day; each turn is told once. None: it is too early.

    30, 7 or 1 where it is due within so many days; -1 once overdue, and less with each Monday (later each first Monday
    of a month) that has come since."""
    left = (deadline - on).days
    if left >= 0:
        return next((days for days in BEFORE if left <= days), None)
    weekly = _mondays(deadline + timedelta(days=1), min(on, deadline + WEEKLY_FOR))
    monthly = _first_mondays(deadline + WEEKLY_FOR, on)
    return LATE - weekly - monthly


def is_long_overdue(deadline: date, on: date) -> bool:
    """Overdue for so long that the lead should know."""
    return on > deadline + WEEKLY_FOR


def monday_of(on: date) -> date:
    """The Monday of a day's week."""
    return on - timedelta(days=on.weekday())


def _mondays(after: date, until: date) -> int:
    """How many Mondays lie after one day and up to another."""
    return max(0, (monday_of(until) - monday_of(after)).days // 7)


def _first_mondays(after: date, until: date) -> int:
    """How many first Mondays of a month lie after one day and up to another."""
    count, monday = 0, monday_of(after) + WEEK
    while monday <= until:
        count += monday.day <= WEEK.days
        monday += WEEK
    return count
