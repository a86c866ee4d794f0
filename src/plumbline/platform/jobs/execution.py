"""Taking a job and doing it: once, whatever happens to the worker in between."""

from __future__ import annotations

import functools
import logging
import os
import socket
import threading
from datetime import timedelta
from pathlib import Path

from plumbline.foundation.clock import now
from plumbline.foundation.problems import Refused
from plumbline.platform.jobs.models import LEASE, Job, JobRun, LeaseLost
from plumbline.platform.jobs.registry import work_for
from plumbline.platform.jobs.states import MOVES

log = logging.getLogger(__name__)

WAITS = (timedelta(seconds=10), timedelta(minutes=1), timedelta(minutes=5))
MAX_ATTEMPTS = len(WAITS) + 1


def run_job(number: int) -> bool:
    """Take job `number` and do it. False when there was nothing to do: it is gone, done, not due yet, or somebody
    else was quicker."""
    job = Job.objects.all().due().filter(pk=number).first()
    if job is None or not _take(job):
        return False
    try:
        _work(job)
    except LeaseLost:
        log.warning("Job %s (%s) was handed to another worker meanwhile.", job.pk, job.kind)
    except Refused as refusal:
        _close(job, "give_up", error=refusal.message)  # an answer, not an accident: no use trying again
    except Exception as fault:
        log.exception("Job %s (%s), attempt %s, failed.", job.pk, job.kind, job.attempts)
        fail(job, f"{type(fault).__name__}: {fault}")
    else:
        _close(job, "finish", error="")
    return True


def fail(job: Job, error: str) -> None:
    """Try again later, or give up after the last attempt. `error` is kept for whoever looks after the job."""
    if job.attempts >= MAX_ATTEMPTS:
        _close(job, "give_up", error=error)
        return
    _close(job, "fail", error=error, run_after=now() + WAITS[job.attempts - 1])


def worker_name() -> str:
    """Who runs a job here: machine, process, when the process started, thread."""
    return f"{machine_name()}|{os.getpid()}|{started(os.getpid())}|{threading.get_native_id()}"


@functools.cache
def machine_name() -> str:
    """This machine, as far as process numbers mean the same thing: host, and the container's own numbering."""
    numbering = Path("/proc/self/ns/pid")
    return f"{socket.gethostname()[:40]}/{os.readlink(numbering) if numbering.exists() else ''}"


def started(process: int) -> str:
    """When a process started, in the machine's own ticks; empty when it is not running or this cannot be known."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[19]
    except (OSError, IndexError):
        return ""


def is_gone(worker: str) -> bool:
    """Did this worker's process certainly end? Only knowable on the same machine."""
    machine, _bar, rest = worker.partition("|")
    if machine != machine_name() or not started(os.getpid()):
        return False
    process, start, _thread = rest.split("|")
    return started(int(process)) != start


def _take(job: Job) -> bool:
    try:
        MOVES.apply(
            "take",
            job,
            attempts=job.attempts + 1,
            worker=worker_name(),
            lease_until=now() + LEASE,
            run_after=None,
        )
    except Refused:
        return False
    return True


def _work(job: Job) -> None:
    work = work_for(job.kind)
    if work is None:
        raise Refused(f"Nothing here knows how to do “{job.kind}”.")
    work(JobRun(job))


def _close(job: Job, move: str, **changes: object) -> None:
    """End this attempt, unless another attempt has begun meanwhile."""
    still_mine = Job.objects.filter(pk=job.pk, worker=job.worker, attempts=job.attempts).exists()
    if not still_mine:
        return
    over = {} if move == "fail" else {"finished_at": now()}
    try:
        MOVES.apply(move, job, lease_until=None, **over, **changes)
    except Refused:
        log.warning("Job %s (%s) was handed to another worker meanwhile.", job.pk, job.kind)
