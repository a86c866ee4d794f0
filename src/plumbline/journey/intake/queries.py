"""Questions about documents and their readings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from plumbline.institutions.models import Institution
from plumbline.journey.intake import draft as drafts
from plumbline.journey.intake.differences import Comparison, compare
from plumbline.journey.intake.draft import Draft
from plumbline.journey.intake.models import Edit, Reading, ReadingQuerySet, Sheet
from plumbline.journey.intake.naming import is_same_institution
from plumbline.platform.jobs.models import Job
from plumbline.platform.jobs.queries import job_of

JOB = "intake.read"


def documents(institution: Institution) -> ReadingQuerySet:
    """The institution's documents for its list, newest first, without their big columns."""
    return Reading.objects.all().of(institution).standing().light().select_related("institution", "file", "again_of")


def reading_by_key(institution: Institution, key: str) -> Reading | None:
    """One document of the institution with all its columns, or None."""
    found = Reading.objects.all().of(institution).filter(key=key)
    return found.select_related("institution", "file", "again_of").first()


def light_reading(institution: Institution, key: str) -> Reading | None:
    """One document without its big columns, or None."""
    found = Reading.objects.all().of(institution).filter(key=key).light()
    return found.select_related("institution", "file", "again_of").first()


def same_file(institution: Institution, sha256: str) -> Reading | None:
    """What was read of a file with these bytes: an accepted reading first, else the newest that stands."""
    found = list(documents(institution).same_file(sha256))
    return next((reading for reading in found if reading.is_accepted), found[0] if found else None)


def accepted_before(reading: Reading) -> Reading | None:
    """Another reading of the same file that is accepted now."""
    found = documents(reading.institution).same_file(reading.file.sha256).filter(state="accepted")
    return found.exclude(pk=reading.pk).first()


def job_for(reading: Reading) -> Job | None:
    """The job that reads it."""
    return job_of(JOB, job_key(reading))


def job_key(reading: Reading) -> str:
    """One job a reading: asking twice is asking once."""
    return reading.key


def draft_of(reading: Reading) -> Draft | None:
    """The working copy, or None where there is none (any more)."""
    return drafts.from_json(reading.draft) if reading.draft else None


def working_copy(reading: Reading) -> Draft:
    """The working copy of a document that has one; LookupError where it has none."""
    draft = draft_of(reading)
    if draft is None:
        raise LookupError(f"reading {reading.key} has no working copy")
    return draft


def sheets(reading: Reading, numbers: Iterable[int]) -> list[Sheet]:
    """Some sheets of the document, in order."""
    return list(Sheet.objects.filter(reading=reading, number__in=list(numbers)))


def edits(reading: Reading) -> Any:
    """All corrections, newest first."""
    return Edit.objects.filter(reading=reading).defer("patch")


def last_edit(reading: Reading) -> Edit | None:
    """The correction that "undo" would take back."""
    return Edit.objects.filter(reading=reading, undone_at__isnull=True, patch__isnull=False).first()


def names_another(reading: Reading) -> bool:
    """The document names an institution, and not this one."""
    return bool(reading.named) and not is_same_institution(reading.named, known_names(reading.institution))


def known_names(institution: Institution) -> list[str]:
    """Every name that this institution goes by."""
    return [institution.name, *institution.other_names]


@dataclass(frozen=True, slots=True)
class Again:
    """A second reading of a file beside the first."""

    earlier: Reading
    comparison: Comparison | None


def against_earlier(reading: Reading) -> Again | None:
    """What differs from the earlier reading of the same file; None where this is the first. Where the earlier one's
    words were erased there is nothing to compare with."""
    earlier = reading.again_of
    if earlier is None:
        return None
    old, new = draft_of(earlier), draft_of(reading)
    return Again(earlier, compare(old, new) if old and new else None)


def days_waiting() -> int:
    """For how many days a document is kept that nobody accepted."""
    return int(settings.PLUMBLINE_UPLOAD_DAYS)


def days_accepted() -> int:
    """For how many days a document is kept after it was accepted."""
    return int(settings.PLUMBLINE_ACCEPTED_DAYS)
