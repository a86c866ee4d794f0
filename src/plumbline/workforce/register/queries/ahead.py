"""Questions about studies, packs, trainees and what people declared."""

from __future__ import annotations

from datetime import date

from django.db.models import Count, QuerySet

from plumbline.institutions.actor import Actor
from plumbline.institutions.models import Institution
from plumbline.workforce.register.models import (
    Equality,
    Extract,
    Outcome,
    PackHolder,
    Study,
    StudyKind,
    StudyState,
    Trainee,
    TraineeKind,
    Unit,
)


def newest_day(institution: Institution) -> date | None:
    """The day of the newest accepted extract."""
    found = Extract.objects.filter(institution=institution).accepted().order_by("-as_at")
    return found.values_list("as_at", flat=True).first()


def newest_study(institution: Institution, kind: StudyKind) -> Study | None:
    """The study of a kind that was asked for last."""
    return Study.objects.filter(institution=institution, kind=kind).select_related("institution").first()


def ready_study(institution: Institution, kind: StudyKind) -> Study | None:
    """The newest study of a kind that is ready."""
    found = Study.objects.filter(institution=institution, kind=kind, state=StudyState.READY)
    return found.select_related("institution").first()


def shared_forecast(institution: Institution) -> Study | None:
    """The newest forecast that everybody who may see figures sees."""
    found = Study.objects.filter(institution=institution, kind=StudyKind.FORECAST, shared_at__isnull=False)
    return found.select_related("institution").first()


def declared(institution: Institution, on: date) -> dict[int, tuple[str, str, str] | None]:
    """What people declared (sex, ethnicity, disability) as known on a day, by person; None for whoever opted out or
    objected (DPA 2018 Sch. 1 para 8(5))."""
    found: dict[int, tuple[str, str, str] | None] = {}
    rows = Equality.objects.filter(
        extract__institution=institution, extract__state="accepted", extract__as_at__lte=on
    ).order_by("extract__as_at", "extract_id")
    for person, same_as, sex, ethnicity, disability, out, objected in rows.values_list(
        "person_id", "person__same_as_id", "sex", "ethnicity", "disability", "opted_out", "person__objected_at"
    ).iterator(5_000):
        found[same_as or person] = None if out or objected else (sex, ethnicity, disability)
    return found


def pack_holders(institution: Institution) -> QuerySet[PackHolder]:
    """Who sees which pack now."""
    return PackHolder.objects.filter(institution=institution, ended_at=None).select_related(
        "unit", "user", "institution"
    )


def own_packs(institution: Institution, actor: Actor) -> list[Unit]:
    """The units whose packs somebody sees."""
    if actor.user_id is None:
        return []
    held = PackHolder.objects.filter(institution=institution, ended_at=None, user_id=actor.user_id)
    return [one.unit for one in held.select_related("unit__institution")]


def trainees(institution: Institution) -> QuerySet[Trainee]:
    """Everybody who trained here, the newest first."""
    return Trainee.objects.filter(institution=institution).select_related("unit", "institution")


def outcomes(institution: Institution) -> list[tuple[str, list[int], int]]:
    """For each kind of trainee: how many go on, how many ended each way, and how many in all."""
    counts: dict[tuple[str, str], int] = {}
    rows = Trainee.objects.filter(institution=institution).values_list("kind", "outcome").annotate(count=Count("pk"))
    for kind, outcome, count in rows.order_by():
        counts[kind, outcome] = count
    ways = ["", *Outcome.values]
    told = []
    for kind, name in TraineeKind.choices:
        row = [counts.get((kind, way), 0) for way in ways]
        if sum(row):
            told.append((str(name), row, sum(row)))
    return told
