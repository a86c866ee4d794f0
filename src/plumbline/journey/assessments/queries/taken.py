"""Questions about self-assessments."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, QuerySet

from plumbline.institutions.models import Institution
from plumbline.journey.assessments.models import Achievement, Answer, Assessment, Step


@dataclass(frozen=True, slots=True)
class AchievementGroup:
    """Achievements under one theme (or the institution's own heading) of one period; "" where not said."""

    theme: str
    section: str
    period: str
    achievements: list[Achievement]


def assessments_of(institution: Institution) -> QuerySet[Assessment]:
    """The institution's self-assessments, newest first, each with the number of its answers (`answered`)."""
    return institution.assessments.annotate(answered=Count("answers")).order_by("-number")


def achievements_of(assessment: Assessment) -> list[AchievementGroup]:
    """The achievements in their order, those that belong together side by side."""
    groups: dict[tuple[str, str, str], list[Achievement]] = {}
    for achievement in assessment.achievements.all():
        key = (achievement.theme, achievement.section, achievement.period)
        groups.setdefault(key, []).append(achievement)
    return [AchievementGroup(*key, achievements=members) for key, members in groups.items()]


def corrected_since_taken(institution: Institution, origin: str) -> list[Answer]:
    """Answers that came from `origin` and were corrected since."""
    rows = Answer.objects.filter(assessment__institution=institution, assessment__origin=origin)
    return list(rows.filter(Exists(Step.objects.filter(answer=OuterRef("pk")))))


def history(answer: Answer) -> QuerySet[Step]:
    """How the answer's text changed, newest first."""
    return answer.steps.order_by("-at", "-id")
