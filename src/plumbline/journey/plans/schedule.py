"""What plans do on their own clock: reminders, before the day's e-mail; comparing a spreadsheet that somebody sent."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from plumbline.foundation.clock import HOME, now
from plumbline.journey.plans import operations
from plumbline.journey.plans.models import PlanImport
from plumbline.platform.jobs.models import JobRun

FROM = 4
"""The hour in London from which a day's reminders are written. Each is written once, however often this runs."""


def compare(run: JobRun) -> None:
    """Find out what a file would change. Begun again it begins anew: nothing of the file is stored."""
    imported = PlanImport.objects.select_related("plan__institution", "file").get(pk=run.payload["import"])
    if not imported.is_waiting:
        return
    operations.compare_import(imported=imported, progress=run.progress)


def remind_in_the_morning() -> None:
    """Write the day's reminders once it is early morning where the programme lives."""
    if now().astimezone(HOME).hour >= FROM:
        operations.remind()


JOBS: dict[str, Callable[[JobRun], None]] = {operations.IMPORT_JOB: compare}
SLOW = frozenset({operations.IMPORT_JOB})
EVERY: dict[str, tuple[timedelta, Callable[[], None]]] = {"plans.remind": (timedelta(hours=1), remind_in_the_morning)}
