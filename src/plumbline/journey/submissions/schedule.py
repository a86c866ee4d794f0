"""What the room does on its own clock: works out what is due, and reminds."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.db import transaction

from plumbline.foundation.clock import today
from plumbline.institutions.actor import Actor
from plumbline.journey.submissions import notices, operations, queries

REMIND = (90, 30, 7, 1)
"""Days before."""


def keep_dates() -> None:
    """Signatories and phases change in the register; what is due follows within hours."""
    operations.work_out(actor=Actor.system("timetable"))


@transaction.atomic
def remind() -> None:
    """Tell those whose day is near. The same reminder asked for twice is told once."""
    for due in queries.to_remind(today(), REMIND):
        if due.due_on is not None:
            notices.due_soon(due, (due.due_on - today()).days)


EVERY: dict[str, tuple[timedelta, Callable[[], None]]] = {
    "submissions.keep_dates": (timedelta(hours=6), keep_dates),
    "submissions.remind": (timedelta(hours=6), remind),
}
