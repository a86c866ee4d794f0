"""Job: work to be done, and what became of it. The row is the truth; the queue only carries its number.
JobRun: what a piece of work sees of the job it is doing."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import models
from django.db.models import Q

from plumbline.foundation.clock import now
from plumbline.foundation.constraints import one_of
from plumbline.platform.jobs.states import DEAD, DONE, FAILED, RUNNING, STATES, WAITING

LEASE = timedelta(seconds=90)


class JobQuerySet(models.QuerySet["Job"]):
    def due(self) -> JobQuerySet:
        """Jobs that a worker may take now."""
        return self.filter(Q(run_after__isnull=True) | Q(run_after__lte=now()), state__in=[WAITING, FAILED])


class Job(models.Model):
    """One piece of work of a kind that some room registered. One job a (kind, key), whoever asks how often.

    waiting → running → done; a failure waits (failed, `run_after`) and is tried again until it is dead."""

    kind = models.CharField(max_length=60)
    key = models.CharField(max_length=200)
    payload = models.JSONField(default=dict, blank=True)
    state = models.CharField(max_length=10, choices=list(STATES.items()), default=WAITING)
    attempts = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    note = models.CharField(max_length=200, blank=True)
    error = models.TextField(blank=True)
    worker = models.CharField(max_length=100, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    run_after = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=now)
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["state", "run_after"], name="job_by_state")]
        constraints = [
            models.UniqueConstraint(fields=["kind", "key"], name="job_once_per_key"),
            one_of("state", STATES, name="job_state_known"),
            models.CheckConstraint(
                condition=Q(state=RUNNING, lease_until__isnull=False) | ~Q(state=RUNNING), name="job_running_has_lease"
            ),
        ]

    @property
    def is_over(self) -> bool:
        """Nothing more will happen to it by itself."""
        return self.state in {DONE, DEAD}

    @property
    def has_failed(self) -> bool:
        """It gave up; `error` says why."""
        return self.state == DEAD

    @property
    def percent(self) -> int | None:
        """How far it is, or None where that is not known."""
        if self.state == DONE:
            return 100
        return min(99, self.done * 100 // self.total) if self.total else None


class Slot(models.Model):
    """One turn of a schedule. The unique row makes any number of schedulers safe: one of them gets the turn."""

    name = models.CharField(max_length=100)
    starts_at = models.DateTimeField()
    taken_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name", "starts_at"], name="slot_once")]


class LeaseLost(Exception):  # noqa: N818 (it is an event, not a fault of the work)
    """Another worker has this job now. The work must stop without writing anything more."""


class JobRun:
    """One attempt at one job. Work calls `progress` at least every minute: it says how far it is and keeps the
    lease; whoever is silent longer than the lease loses the job to another worker."""

    def __init__(self, job: Job) -> None:
        self.job = job

    @property
    def payload(self) -> dict[str, Any]:
        """What was asked."""
        return dict(self.job.payload)

    def progress(self, done: int, total: int, note: str = "") -> None:
        """Say how far the work is. Call it outside a transaction, so that others see it at once.
        Raises `LeaseLost` when this attempt no longer owns the job."""
        lease = now() + LEASE
        mine = Job.objects.filter(pk=self.job.pk, state=RUNNING, worker=self.job.worker, attempts=self.job.attempts)
        if mine.update(done=done, total=total, note=note[:200], lease_until=lease) != 1:
            raise LeaseLost(f"job {self.job.pk} belongs to another worker")
        self.job.done, self.job.total, self.job.note, self.job.lease_until = done, total, note[:200], lease

    def must_be_mine(self) -> None:
        """Raise `LeaseLost` unless this attempt still owns the job; inside a transaction the row stays locked until
        its end, so that what is stored there is stored by one attempt only."""
        held = Job.objects.select_for_update().filter(
            pk=self.job.pk, state=RUNNING, worker=self.job.worker, attempts=self.job.attempts
        )
        if not held.exists():
            raise LeaseLost(f"job {self.job.pk} belongs to another worker")
