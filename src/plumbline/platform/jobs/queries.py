"""Looking at jobs."""

from __future__ import annotations

from plumbline.platform.jobs.models import Job


def job_of(kind: str, key: str) -> Job | None:
    """The one job of this kind for this key, or None."""
    return Job.objects.filter(kind=kind, key=key).first()
