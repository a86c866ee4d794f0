"""The register's jobs: a first look at an extract, its check, and clearing away what is over."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from plumbline.foundation.acting import Machine
from plumbline.platform.jobs.models import JobRun
from plumbline.platform.jobs.queries import job_of
from plumbline.workforce.register import operations, queries
from plumbline.workforce.register.models import Extract, State, Study, StudyState
from plumbline.workforce.register.operations.ahead import STUDY
from plumbline.workforce.register.queries.extracts import to_clear

READER = Machine("register")
NOT_FOUND = "This could not be worked out, though it was tried several times. Ask for it again."
GAVE_UP = "This file could not be read, though it was tried several times. Export it as CSV and try again."


def look(run: JobRun) -> None:
    """Look at the head of one extract."""
    extract = _extract(run, State.LOOKING)
    if extract is not None:
        operations.look(actor=READER, extract=extract, mine=run.must_be_mine)


def check(run: JobRun) -> None:
    """Check one extract. Whatever happens to the worker, the next attempt clears its rows and begins again."""
    extract = _extract(run, State.CHECKING)
    if extract is not None:
        operations.check(actor=READER, extract=extract, step=run.progress, mine=run.must_be_mine)


def clear(run: JobRun) -> None:
    """Clear away the rows of an extract that is over."""
    extract = Extract.objects.filter(key=run.payload["extract"], state__in=[State.REFUSED, State.UNDONE]).first()
    if extract is not None:
        operations.clear_extract(extract=extract)


def clear_left_over() -> None:
    """What a refused file left behind, and what a job could not finish."""
    for extract in to_clear()[:50]:
        operations.clear_extract(extract=extract)


def refuse_abandoned() -> None:
    """An extract whose job gave up is refused: nobody waits for it for ever."""
    for extract in Extract.objects.all().open().select_related("institution", "file"):
        job = queries.job_for(extract) if extract.is_busy else None
        if job is not None and job.has_failed:
            operations.fail(actor=READER, extract=extract, problem=GAVE_UP)


def study(run: JobRun) -> None:
    """Work a study out."""
    found = Study.objects.filter(pk=run.payload["study"]).select_related("institution").first()
    if found is not None:
        operations.work_out(actor=READER, study=found, step=lambda done, every: run.progress(done, every, ""))


def give_studies_up() -> None:
    """A study whose job gave up says so: nobody waits for it for ever."""
    for one in Study.objects.filter(state=StudyState.WAITING).select_related("institution"):
        job = job_of(STUDY, str(one.pk))
        if job is not None and job.has_failed:
            operations.fail_study(actor=READER, study=one, problem=NOT_FOUND)


def _extract(run: JobRun, state: str) -> Extract | None:
    found = Extract.objects.filter(key=run.payload["extract"], state=state).select_related("institution", "file")
    extract = found.first()
    return extract if extract is not None and queries.job_key(extract) == run.job.key else None


JOBS: dict[str, Callable[[JobRun], None]] = {
    queries.LOOK: look,
    queries.CHECK: check,
    queries.CLEAR: clear,
    STUDY: study,
}
SLOW = frozenset({queries.LOOK, queries.CHECK, queries.CLEAR, STUDY})
EVERY: dict[str, tuple[timedelta, Callable[[], None]]] = {
    "register.refuse_past_keeping": (timedelta(hours=1), operations.refuse_past_keeping),
    "register.erase_past_keeping": (timedelta(days=1), operations.erase_past_keeping),
    "register.clear_left_over": (timedelta(minutes=30), clear_left_over),
    "register.refuse_abandoned": (timedelta(minutes=5), refuse_abandoned),
    "register.give_studies_up": (timedelta(minutes=5), give_studies_up),
}
