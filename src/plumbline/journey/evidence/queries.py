"""Questions about evidence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet

from plumbline.foundation.acting import Machine
from plumbline.foundation.clock import now
from plumbline.institutions.models import Institution
from plumbline.journey.evidence.models import Evidence, Kind
from plumbline.journey.evidence.states import LinkState

LOOKER = Machine("links")
CHECK_EVERY = timedelta(days=7)
NONE = "none"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which evidence is asked for: a kind, a theme ("none" for no theme), a state ("expired", "dead", "withdrawn",
    "removed") and words; "" asks for all that stands."""

    kind: str = ""
    theme: str = ""
    state: str = ""
    words: str = ""

    @property
    def is_filtered(self) -> bool:
        return bool(self.kind or self.theme or self.state or self.words)


def evidence_of(institution: Institution, wanted: Wanted, on: date) -> list[Evidence]:
    """The institution's evidence that is wanted, newest first."""
    rows = institution.evidence.select_related("institution", "file").order_by("-number")
    rows = rows.exclude(removed_at=None) if wanted.state == "removed" else rows.filter(removed_at=None)
    if wanted.kind:
        rows = rows.filter(kind=wanted.kind)
    if wanted.state == "expired":
        rows = rows.filter(expires_on__lt=on)
    if wanted.state == "dead":
        rows = rows.filter(link_state=LinkState.DEAD)
    if wanted.state == "withdrawn":
        rows = rows.filter(consent_withdrawn_at__isnull=False)
    return [one for one in rows if _is_under(one, wanted.theme) and _says(one, wanted.words)]


def standing_evidence(institution: Institution, numbers: Iterable[int] | None = None) -> QuerySet[Evidence]:
    """What an answer, an action or a theme may point at: all that stands, or those of these numbers."""
    rows = institution.evidence.filter(removed_at=None).select_related("institution", "file").order_by("-number")
    return rows if numbers is None else rows.filter(number__in=list(numbers))


def one_of(institution: Institution, number: int) -> Evidence | None:
    """One piece, also where it was removed."""
    return institution.evidence.select_related("institution", "file").filter(number=number).first()


def figures_with_days(institution: Institution) -> QuerySet[Evidence]:
    """Standing figures, the newest day first: what can be offered where a number is asked."""
    return institution.evidence.filter(removed_at=None, kind=Kind.FIGURE).order_by("-speaks_of_on", "-number")


def count_of(institution: Institution) -> int:
    """How many pieces stand."""
    return institution.evidence.filter(removed_at=None).count()


def links_to_check(moment: datetime | None = None) -> QuerySet[Evidence]:
    """Links that nobody has looked at for a week."""
    before = (moment or now()) - CHECK_EVERY
    stale = Q(link_checked_at=None, added_at__lte=before) | Q(link_checked_at__lte=before)
    return Evidence.objects.all().links().filter(stale).order_by("pk")


def _is_under(evidence: Evidence, theme: str) -> bool:
    if not theme:
        return True
    return not evidence.themes if theme == NONE else theme in evidence.themes


def _says(evidence: Evidence, words: str) -> bool:
    """Every word stands somewhere. Compared here, because SQLite folds the case of ASCII only."""
    said = (evidence.title, evidence.note, evidence.unit, evidence.quote, evidence.said_by, evidence.address)
    everything = "\n".join(said).casefold()
    return all(word in everything for word in words.casefold().split())
