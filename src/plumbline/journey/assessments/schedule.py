"""What the room does on its own clock: remind whoever was asked, three days before the day and once after it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from plumbline.foundation.acting import Machine
from plumbline.journey.assessments import operations

BEFORE = timedelta(days=3)


def remind_contributors() -> None:
    """Remind everybody for whom it is time, each at most twice: before the day, and when it is over."""
    operations.remind(actor=Machine("reminders"), before=BEFORE)


EVERY: dict[str, tuple[timedelta, Callable[[], None]]] = {
    "assessments.remind_contributors": (timedelta(hours=6), remind_contributors),
}
