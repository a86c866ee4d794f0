"""Questions about extracts."""

from __future__ import annotations

from datetime import date

from plumbline.institutions.models import Institution
from plumbline.platform.jobs.models import Job
from plumbline.platform.jobs.queries import job_of
from plumbline.workforce.register.models import ColumnMemory, Extract, State
from plumbline.workforce.register.models.extracts import ExtractQuerySet

LOOK, CHECK, CLEAR = "register.look", "register.check", "register.clear"


def extracts(institution: Institution) -> ExtractQuerySet:
    """The institution's extracts for its list, newest first."""
    return Extract.objects.filter(institution=institution).defer("looked").select_related("institution", "file")


def extract_by_key(institution: Institution, key: str) -> Extract | None:
    """One extract of the institution."""
    found = Extract.objects.filter(institution=institution, key=key)
    return found.select_related("institution", "file").first()


def newest_accepted(institution: Institution) -> Extract | None:
    """The extract that was accepted last: the only one that can be undone."""
    found = Extract.objects.filter(institution=institution).accepted().defer("looked")
    return found.order_by("-accepted_at", "-pk").first()


def begins_on(institution: Institution) -> date | None:
    """The day of the first accepted extract: nothing is known of the days before."""
    found = Extract.objects.filter(institution=institution).accepted()
    return found.order_by("as_at").values_list("as_at", flat=True).first()


def neighbours(extract: Extract) -> tuple[date | None, date | None]:
    """The days of the accepted extracts before and after this one."""
    accepted = Extract.objects.filter(institution=extract.institution).accepted().exclude(pk=extract.pk)
    before = accepted.filter(as_at__lte=extract.as_at).order_by("-as_at").values_list("as_at", flat=True).first()
    after = accepted.filter(as_at__gt=extract.as_at).order_by("as_at").values_list("as_at", flat=True).first()
    return before, after


def remembered(institution: Institution) -> dict[str, str]:
    """What the institution's columns were last time: heading → key."""
    return dict(ColumnMemory.objects.filter(institution=institution).values_list("heading", "key"))


def job_key(extract: Extract) -> str:
    """One job a turn: asking twice is asking once."""
    return f"{extract.key}.{extract.turn}"


def job_for(extract: Extract) -> Job | None:
    """The job that has the extract now."""
    kind = LOOK if extract.state == State.LOOKING else CHECK
    return job_of(kind, job_key(extract))


def past_keeping(moment: object) -> ExtractQuerySet:
    """Extracts that nobody decided about in time."""
    return Extract.objects.all().open().filter(keep_until__lte=moment).select_related("institution", "file")


def to_clear() -> ExtractQuerySet:
    """Extracts that are over and whose rows still stand in the register."""
    over = [State.REFUSED, State.UNDONE]
    return Extract.objects.filter(state__in=over, cleared_at=None).select_related("institution")
