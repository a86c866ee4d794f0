"""The delivery job."""

from __future__ import annotations

from collections.abc import Callable

from plumbline.platform.jobs.models import JobRun
from plumbline.platform.notifications.operations import DELIVER, deliver


def deliver_job(run: JobRun) -> None:
    """Deliver the one message that the job names."""
    deliver(number=int(run.payload["message"]))


JOBS: dict[str, Callable[[JobRun], None]] = {DELIVER: deliver_job}
