"""By which day an action should be done: a pure calculation."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date


def deadline(due_on: date | None, ends_on: date | None, years: Sequence[int]) -> date | None:
    """The due date; else the end; else the last day of the last year that was ticked; else none is known."""
    if due_on or ends_on:
        return due_on or ends_on
    return date(max(years), 12, 31) if years else None


def year_span(starts_on: date | None, ends_on: date | None, years: Sequence[int]) -> list[int]:
    """The columns of a year grid: every calendar year from the plan's first to its last, ticked ones included.

    A plan without dates has only the years that its actions tick. Spans over 12 years show the ticked years only,
    so that a mistyped century does not draw a thousand columns.
    """
    known = sorted({*years, *(day.year for day in (starts_on, ends_on) if day)})
    if not known or known[-1] - known[0] > 12:
        return known
    return list(range(known[0], known[-1] + 1))
