"""Questions about what is published."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Max, OuterRef, Subquery, Sum

from plumbline.foundation.clock import today
from plumbline.institutions.models import Institution
from plumbline.journey.plans.models import Plan, PlannedAction, Section
from plumbline.journey.plans.queries import Wanted, actions_of
from plumbline.sharing.library.differences import Difference, difference
from plumbline.sharing.library.frozen import Choices, chosen_in, freeze
from plumbline.sharing.library.models import Publication, PublicationQuerySet
from plumbline.sharing.library.states import State


@dataclass(frozen=True, slots=True)
class Counts:
    """The newest standing version of every institution, counted."""

    institutions: int
    actions: int
    completed: int


def latest(institution: Institution) -> Publication | None:
    """The newest version that stands, or None."""
    return institution.publications.standing().select_related("institution").order_by("-number").first()


def recent(limit: int) -> PublicationQuerySet:
    """The newest standing version of each institution, newest first, at most `limit`; without the heavy copy."""
    return newest_of_each().select_related("institution").defer("content").order_by("-published_at")[:limit]


def counts() -> Counts:
    """Figures for the front page."""
    found = newest_of_each().aggregate(actions=Sum("actions"), completed=Sum("completed"))
    return Counts(newest_of_each().count(), found["actions"] or 0, found["completed"] or 0)


def newest_of_each() -> PublicationQuerySet:
    """The newest standing version of every institution that has one."""
    numbers = Publication.objects.filter(institution=OuterRef("institution"), state=State.PUBLISHED)
    newest = numbers.order_by().values("institution").annotate(newest=Max("number")).values("newest")
    return Publication.objects.standing().filter(number=Subquery(newest))


def versions(institution: Institution) -> PublicationQuerySet:
    """Every version, withdrawn ones too, newest first; without the heavy copy."""
    return institution.publications.select_related("institution").defer("content").order_by("-number")


def versions_at(slug: str, heavy: int | None = None) -> list[Publication]:
    """Every version of the institution with this slug, newest first, as the public asks, with the frozen copy of
    version `heavy` only (two queries)."""
    rows = Publication.objects.filter(institution__slug=slug).select_related("institution").order_by("-number")
    light = rows.defer("content")
    if heavy is None:
        return list(light)
    found = rows.filter(number=heavy).first()
    return [found if found and version.pk == found.pk else version for version in light] if found else []


def copy_of(institution: Institution, plan: Plan, chosen: Choices) -> dict[str, Any]:
    """The plan as it would be published now."""
    return freeze(institution, plan, plan.sections.all(), actions_of(plan, Wanted(sort="plan"), today()), chosen)


def changed_since_publication(institution: Institution) -> Difference | None:
    """What the public does not see yet: the newest version against the plan it was made from. None where nothing
    is published, or the plan it came from is gone."""
    published = institution.publications.standing().select_related("plan").order_by("-number").first()
    if published is None or published.plan is None:
        return None
    return difference(published.content, copy_of(institution, published.plan, chosen_in(published.content)))


def difference_from(
    published: Publication, sections: Iterable[Section], actions: Iterable[PlannedAction]
) -> Difference:
    """The same for a version whose plan is loaded with its sections and its standing actions in their order, each with
    section and rating: asks nothing."""
    if published.plan is None:
        raise ValueError("The plan that this version was made from is gone.")
    chosen = chosen_in(published.content)
    return difference(published.content, freeze(published.institution, published.plan, sections, actions, chosen))
