"""Terms: a first day and a last."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from plumbline.foundation.problems import Refused


def in_order(starts_on: date, ends_on: date | None) -> None:
    if ends_on is not None and ends_on < starts_on:
        raise Refused(_("The last day is before the first."), field="ends_on")
