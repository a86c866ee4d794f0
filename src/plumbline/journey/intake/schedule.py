"""What the intake does on its own clock, and the job that reads a document."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from datetime import timedelta

from django.db import transaction

from plumbline.foundation.acting import Machine
from plumbline.foundation.clock import now
from plumbline.journey.intake import operations, queries
from plumbline.journey.intake.models import Reading
from plumbline.journey.intake.operations.reading import CRASHED
from plumbline.journey.intake.parsing import Crashed, read_apart
from plumbline.platform.jobs.models import JobRun

log = logging.getLogger(__name__)

TRIES = 2
"""How often a document may take its reader down with it before it is refused."""
EVERY_SECONDS = 0.3
ABANDONED = timedelta(hours=1)
"""After this long, a document that was read by a command and not by a job is given up."""


def read(run: JobRun) -> None:
    """Read one document. Whatever happens to the worker, the next attempt begins again and stores all or nothing."""
    reading = Reading.objects.light().select_related("institution", "file").filter(key=run.payload["reading"]).first()
    if reading is None or not reading.is_under_way:
        return  # dropped meanwhile, or read by an attempt that died just before it could say so
    operations.begin(reading=reading)
    reader = Machine("reader")
    try:
        found = read_apart(reading.file.path, reading.name, progress=_seldom(run))
    except Crashed as crash:
        log.error("Reading %s: %s %s", reading.key, crash.code, crash.trace)
        if crash.code == "crashed" and run.job.attempts < TRIES:
            raise
        with transaction.atomic():
            run.must_be_mine()
            operations.refuse(actor=reader, reading=reading, code=crash.code, problem=CRASHED[crash.code])
        return
    with transaction.atomic():
        run.must_be_mine()
        operations.finish(actor=reader, reading=reading, read=found)


def refuse_abandoned() -> None:
    """A reading whose job gave up, or whose command was stopped, is refused: nobody waits for it for ever."""
    for reading in Reading.objects.all().under_way().light().select_related("institution"):
        job = queries.job_for(reading)
        if job.has_failed if job else reading.uploaded_at < now() - ABANDONED:
            operations.refuse(actor=Machine("reader"), reading=reading, code="crashed", problem=CRASHED["crashed"])


def _seldom(run: JobRun) -> Callable[[int, int], None]:
    """Progress for the page, not written for each of many fast pages: the last page always is."""
    last = 0.0

    def progress(done: int, total: int) -> None:
        nonlocal last
        if done >= total or time.monotonic() - last >= EVERY_SECONDS:
            last = time.monotonic()
            run.progress(done, total)

    return progress


JOBS: dict[str, Callable[[JobRun], None]] = {queries.JOB: read}
SLOW = frozenset({queries.JOB})
EVERY: dict[str, tuple[timedelta, Callable[[], None]]] = {
    "intake.erase_past_keeping": (timedelta(days=1), operations.erase_past_keeping),
    "intake.refuse_abandoned": (timedelta(minutes=5), refuse_abandoned),
}
