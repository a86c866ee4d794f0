"""The delivery job, and forgetting what was delivered long ago."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from plumbline.platform.jobs.models import JobRun
from plumbline.platform.notifications.operations import DELIVER, deliver, forget_old


def deliver_job(run: JobRun) -> None:
    """Deliver the one message that the job names."""
    deliver(number=int(run.payload["message"]))


JOBS: dict[str, Callable[[JobRun], None]] = {DELIVER: deliver_job}
EVERY: dict[str, tuple[timedelta, Callable[[], None]]] = {"notifications.forget_old": (timedelta(days=1), forget_old)}
