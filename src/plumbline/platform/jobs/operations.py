"""Asking for work, and asking again."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from plumbline.foundation.clock import now
from plumbline.platform.jobs.models import Job
from plumbline.platform.jobs.states import MOVES
from plumbline.platform.jobs.transport import send
from plumbline.platform.jobs.worker import run_waiting, run_worker

__all__ = ["enqueue", "run_waiting", "run_worker", "start_again"]


@transaction.atomic
def enqueue(*, kind: str, key: str, payload: dict[str, Any]) -> Job:
    """Ask for a job, in the caller's transaction: if that fails, nothing was asked. Asking twice with the same
    (kind, key) gives the same job, whatever its state."""
    job, _new = Job.objects.get_or_create(kind=kind, key=key, defaults={"payload": payload})
    if not job.is_over:
        transaction.on_commit(lambda: _send(job))
    return job


@transaction.atomic
def start_again(*, job: Job) -> None:
    """Do a job that is over once more, from the beginning."""
    MOVES.apply("start_again", job, attempts=0, error="", finished_at=None, done=0, total=0, note="")
    transaction.on_commit(lambda: _send(job))


def _send(job: Job) -> None:
    Job.objects.filter(pk=job.pk).update(sent_at=now())
    send(job.pk)
