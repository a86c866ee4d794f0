"""How a day can be typed where only a day will do."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.dateparse import parse_date

DAY_FORMATS = ["%Y-%m-%d", "%d/%m/%Y", "%d %B %Y", "%d %b %Y"]


class DayInput(forms.DateInput):
    """Shows a day as people here write it, whether it comes as a date or as JSON has one."""

    def format_value(self, value: Any) -> str | None:
        day = value if isinstance(value, date) else None
        try:
            day = day or parse_date(str(value or ""))
        except ValueError:  # a day that is none: what was typed stays
            day = None
        return f"{day.day}/{day.month}/{day.year}" if day else super().format_value(value)


def day_input() -> forms.DateInput:
    """The field of a day."""
    return DayInput()
