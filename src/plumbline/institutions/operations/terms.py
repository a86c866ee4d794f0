"""Terms: a first day and a last."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from plumbline.foundation.problems import Refused


def in_order(starts_on: date, ends_on: date | None, field: str = "ends_on") -> None:
    """Refuse a last day before the first; `field` is the form field that it is said about."""
    if ends_on is not None and ends_on < starts_on:
        raise Refused(_("The last day is before the first."), field=field)
