"""What time it is: the only place that asks the machine."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils import timezone

HOME = ZoneInfo("Europe/London")


def now() -> datetime:
    """The moment, with its zone (UTC)."""
    return timezone.now()


def today() -> date:
    """The calendar day where the programme lives, whatever zone the machine is in."""
    return now().astimezone(HOME).date()
