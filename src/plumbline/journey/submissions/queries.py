"""Questions about the timetable, and about what is due from whom."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from plumbline.institutions.models import Institution
from plumbline.institutions.queries import setting
from plumbline.journey.submissions.models import Due, DueQuerySet, Extension, PhaseDate, StageRule, Window
from plumbline.journey.submissions.states import ExtensionState
from plumbline.journey.submissions.timetable import Rounding, WindowDay, next_windows

SOON = timedelta(days=90)
EXTENSIONS = 1
"""How many extensions an institution gets, as the programme has published it; a setting of the secretariat."""


class Standing(StrEnum):
    """How a due date stands on a day."""

    RECEIVED = "received"
    LATE = "late"
    SOON = "soon"
    TO_COME = "to_come"
    NO_DAY = "no_day"


STANDINGS: dict[Standing, tuple[Promise, str]] = {
    Standing.LATE: (_("Late"), "red"),
    Standing.SOON: (_("Due soon"), "amber"),
    Standing.TO_COME: (_("To come"), "grey"),
    Standing.RECEIVED: (_("Received"), "green"),
    Standing.NO_DAY: (_("No day yet"), "grey"),
}
"""The words and the colour of each standing, the most pressing first."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody wants to see of the calendar. Empty means: any."""

    standing: str = ""
    stage: str = ""
    window: str = ""
    words: str = ""
    asked: bool = False


def stage_rules() -> QuerySet[StageRule]:
    """What the programme asks of each stage, in order."""
    return StageRule.objects.all()


def phase_dates() -> dict[tuple[int, int], date]:
    """The dates that phases were given, by (stage, phase's number in the database)."""
    return {(row.stage, row.phase_id): row.on for row in PhaseDate.objects.all()}


def windows() -> list[Window]:
    """The submission windows of a year, in order."""
    return list(Window.objects.all())


def window_days() -> list[WindowDay]:
    """The same, as days for calculation."""
    return [window.as_day for window in windows()]


def rounding() -> Rounding:
    """What windows do to dates between them: a setting, the next window unless said."""
    said = setting("due_rounding")
    return Rounding(said) if said in set(Rounding) else Rounding.NEXT


def extension_limit() -> int:
    """How many extensions an institution gets in all: a setting."""
    said = setting("extension_limit")
    return int(said) if said.isdigit() else EXTENSIONS


def extensions_granted(institution: Institution) -> int:
    """How many it was given so far."""
    return Extension.objects.filter(due__institution=institution, state=ExtensionState.GRANTED).count()


def extensions_left(institution: Institution) -> int:
    """How many it can still ask for."""
    return max(0, extension_limit() - extensions_granted(institution))


def windows_to_wish(due: Due, today: date) -> list[date]:
    """The days that an institution may wish for: the next two windows after the day that it has."""
    return next_windows(max(due.due_on or today, today), window_days(), 2)


def dues_of(institution: Institution) -> DueQuerySet:
    """What is and was due from an institution, by stage, with requests and history."""
    return institution.dues.select_related("institution").prefetch_related("extensions", "steps")


def every_due() -> DueQuerySet:
    """What is and was due from everybody, with its history."""
    return Due.objects.select_related("institution").prefetch_related("steps")


def calendar_of(wanted: Wanted, on: date) -> DueQuerySet:
    """What is due from everybody: what is open by its day, then what has no day, then what came, the newest first; with
    the institution and whether somebody waits for an answer (`is_asked`)."""
    waiting = Extension.objects.filter(due=OuterRef("pk"), state=ExtensionState.ASKED)
    rows = Due.objects.select_related("institution__signatory__phase").annotate(is_asked=Exists(waiting))
    rows = _standing(rows, wanted.standing, on)
    if wanted.stage.isdigit():
        rows = rows.filter(stage=int(wanted.stage))
    if wanted.window:
        rows = rows.filter(due_on=date.fromisoformat(wanted.window))
    if wanted.words:
        rows = rows.filter(institution__name__icontains=wanted.words)
    if wanted.asked:
        rows = rows.filter(is_asked=True)
    came = F("received_on").desc(nulls_first=True)
    return rows.order_by(came, F("due_on").asc(nulls_last=True), "institution__name", "stage")


def counts_on(on: date) -> dict[Standing, int]:
    """How many dues stand how on a day."""
    soon = on + SOON
    waiting = Q(received_on=None)
    found = Due.objects.aggregate(
        received=Count("pk", filter=~waiting),
        late=Count("pk", filter=waiting & Q(due_on__lt=on)),
        soon=Count("pk", filter=waiting & Q(due_on__range=(on, soon))),
        to_come=Count("pk", filter=waiting & Q(due_on__gt=soon)),
        no_day=Count("pk", filter=waiting & Q(due_on=None)),
    )
    return {standing: found[standing.value] for standing in STANDINGS}


def days_ahead(on: date) -> list[date]:
    """The days to come on which something is due, in order."""
    return list(
        Due.objects.open().filter(due_on__gte=on).order_by("due_on").values_list("due_on", flat=True).distinct()
    )


def asked_extensions() -> QuerySet[Extension]:
    """Requests that wait for an answer, the oldest first."""
    rows = Extension.objects.filter(state=ExtensionState.ASKED).select_related("due__institution")
    return rows.order_by("asked_at")


def standing_of(due: Due, on: date) -> Standing:
    """How one due date stands on a day."""
    if due.received_on:
        return Standing.RECEIVED
    if due.due_on is None:
        return Standing.NO_DAY
    if due.due_on < on:
        return Standing.LATE
    return Standing.SOON if due.due_on <= on + SOON else Standing.TO_COME


def to_remind(on: date, days: Iterable[int]) -> DueQuerySet:
    """What is due in exactly so many days, or is late by a whole number of weeks."""
    ahead = [on + timedelta(days=number) for number in days]
    return Due.objects.open().filter(due_on__in=ahead).select_related("institution")


def _standing(rows: DueQuerySet, standing: str, on: date) -> DueQuerySet:
    match standing:
        case Standing.RECEIVED:
            return rows.exclude(received_on=None)
        case Standing.LATE:
            return rows.late(on)
        case Standing.SOON:
            return rows.within(on, on + SOON)
        case Standing.TO_COME:
            return rows.open().filter(due_on__gt=on + SOON)
        case Standing.NO_DAY:
            return rows.open().filter(due_on=None)
    return rows
