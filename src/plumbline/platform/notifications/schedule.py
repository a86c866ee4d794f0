"""The delivery job; the daily e-mail; trying again; forgetting what was delivered long ago."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from plumbline.platform.jobs.models import JobRun
from plumbline.platform.notifications.operations import DELIVER, deliver, forget_old, send_digests, try_again


def deliver_job(run: JobRun) -> None:
    """Deliver the one message that the job names."""
    deliver(number=int(run.payload["message"]))


def digests() -> None:
    """Write the e-mails of the day, once it is seven."""
    send_digests()


JOBS: dict[str, Callable[[JobRun], None]] = {DELIVER: deliver_job}
EVERY: dict[str, tuple[timedelta, Callable[[], None]]] = {
    "notifications.digests": (timedelta(minutes=5), digests),
    "notifications.try_again": (timedelta(minutes=15), try_again),
    "notifications.forget_old": (timedelta(days=1), forget_old),
}
