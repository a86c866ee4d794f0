"""Form fields for what people type: days in words."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from plumbline.foundation.days import typed_day


class DayField(forms.CharField):
    """A day as people say it: 31 July 2026, 31/7/2026, July 2026 (its last day). Gives a day, or None for nothing."""

    def prepare_value(self, value: Any) -> Any:
        """A day that is held is written out as one would type it."""
        return f"{value:%d/%m/%Y}" if isinstance(value, date) else value

    def clean(self, value: Any) -> date | None:
        typed = str(super().clean(value) or "").strip()
        if not typed:
            return None
        day = typed_day(typed)
        if day is None:
            raise forms.ValidationError(_("Enter a day, such as 31 July 2026 or 31/7/2026."))
        return day
