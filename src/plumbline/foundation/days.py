"""The day that a person means when they type one into a form: a pure calculation.

Typed dates are few and plain: a day, a month with its year, a year. Everything else ("ongoing", "spring 2026") names
no day. The dates of documents are read upstairs, by wider rules.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})(?:-(?P<day>\d{1,2}))?")
NUMBERS = re.compile(r"(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})[/.-](?P<year>\d{4})")
WORDS = re.compile(r"(?:(?P<day>\d{1,2})(?:st|nd|rd|th)?\s+)?(?P<name>[A-Za-z]{3,9})\.?,?\s+(?P<year>\d{4})")
YEAR = re.compile(r"(?P<year>\d{4})")


def typed_day(typed: str, *, is_start: bool = False) -> date | None:
    """The day that the words name; None where they name none. A month or a year is its last day, as a start its
    first."""
    words = " ".join(typed.split())
    for pattern in (ISO, NUMBERS, WORDS, YEAR):
        found = pattern.fullmatch(words)
        if found:
            return _day(found.groupdict(), is_start=is_start)
    return None


def _day(parts: dict[str, str | None], *, is_start: bool) -> date | None:
    year = int(parts["year"] or 0)
    month = _month(parts)
    if not 1900 <= year <= 2200 or month is None:
        return None
    first_month, last_month = (month, month) if month else (1, 12)
    if parts.get("day"):
        try:
            return date(year, month, int(parts["day"] or 0))
        except ValueError:  # 31 February: the words stay, there is no such day
            return None
    if is_start:
        return date(year, first_month, 1)
    return date(year, last_month, monthrange(year, last_month)[1])


def _month(parts: dict[str, str | None]) -> int | None:
    """1 to 12; 0 where none was typed; None where what was typed is no month."""
    if parts.get("name"):
        name = (parts["name"] or "").lower()
        return next((place for place, month in enumerate(MONTHS, 1) if month.startswith(name)), None)
    if parts.get("month"):
        number = int(parts["month"] or 0)
        return number if 1 <= number <= 12 else None
    return 0
