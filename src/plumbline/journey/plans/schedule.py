"""What plans do on their own clock: comparing a spreadsheet that somebody sent."""

from __future__ import annotations

from collections.abc import Callable

from plumbline.journey.plans import operations
from plumbline.journey.plans.models import PlanImport
from plumbline.platform.jobs.models import JobRun


def compare(run: JobRun) -> None:
    """Find out what a file would change. Begun again it begins anew: nothing of the file is stored."""
    imported = PlanImport.objects.select_related("plan__institution", "file").get(pk=run.payload["import"])
    if not imported.is_waiting:
        return
    operations.compare_import(imported=imported, progress=run.progress)


JOBS: dict[str, Callable[[JobRun], None]] = {operations.IMPORT_JOB: compare}
SLOW = frozenset({operations.IMPORT_JOB})
