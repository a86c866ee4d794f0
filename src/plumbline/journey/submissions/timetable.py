"""When a stage is due: from the phase's own date or from months after the announcement, then a submission window.
A pure calculation. The programme's published dates are settings (domain F004, F030); none is written here."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Rounding(StrEnum):
    """What a window does to a date that falls between windows."""

    NONE = "none"
    NEXT = "next"
    NEAREST = "nearest"


class Basis(StrEnum):
    """What a nominal date was worked out from."""

    PHASE = "phase"
    ANNOUNCEMENT = "announcement"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class WindowDay:
    """The last day of a submission window, every year: 31 January is (1, 31)."""

    month: int
    day: int

    def in_year(self, year: int) -> date:
        """That day of a year; the last of February where it has no 29th."""
        return date(year, self.month, min(self.day, calendar.monthrange(year, self.month)[1]))


@dataclass(frozen=True, slots=True)
class Nominal:
    """A date by the rules. `before_window` is what it was before a window moved it; both are None where unknown."""

    on: date | None
    before_window: date | None
    basis: Basis


NOT_KNOWN = Nominal(None, None, Basis.UNKNOWN)


def nominal(
    *,
    announced_on: date | None,
    phase_on: date | None,
    months: int | None,
    windows: Sequence[WindowDay],
    rounding: Rounding,
) -> Nominal:
    """The nominal date of a stage: the phase's own date where the programme gave one, else `months` after the
    announcement; moved to a window as `rounding` says."""
    if phase_on is not None:
        raw, basis = phase_on, Basis.PHASE
    elif announced_on is not None and months is not None:
        raw, basis = months_after(announced_on, months), Basis.ANNOUNCEMENT
    else:
        return NOT_KNOWN
    return Nominal(in_window(raw, windows, rounding), raw, basis)


def in_window(on: date, windows: Sequence[WindowDay], rounding: Rounding) -> date:
    """The day of the window that a day belongs to; the day itself where there are no windows or none is wanted. Of
    two windows equally near, the later: nobody is given less time."""
    if not windows or rounding is Rounding.NONE:
        return on
    days = window_days(on, windows)
    following = min(day for day in days if day >= on)
    if rounding is Rounding.NEXT:
        return following
    earlier = max(day for day in days if day <= on)
    return earlier if on - earlier < following - on else following


def next_windows(after: date, windows: Sequence[WindowDay], count: int) -> list[date]:
    """The first `count` window days after a day."""
    days = {window.in_year(year) for window in windows for year in range(after.year, after.year + count + 2)}
    return sorted(day for day in days if day > after)[:count]


def window_days(on: date, windows: Sequence[WindowDay]) -> list[date]:
    """Every window day of the years about a day, in order."""
    years = range(on.year - 1, on.year + 2)
    return sorted({window.in_year(year) for window in windows for year in years})


def months_after(on: date, months: int) -> date:
    """The same day so many months later, or the last of that month."""
    year, month = divmod(on.year * 12 + on.month - 1 + months, 12)
    return date(year, month + 1, min(on.day, calendar.monthrange(year, month + 1)[1]))
