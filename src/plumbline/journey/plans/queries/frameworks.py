"""Frameworks, and what a plan answers of them."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from plumbline.institutions.models import Institution
from plumbline.journey.plans.models import Framework, FrameworkItem, Mapping, Plan, PlannedAction


@dataclass(frozen=True, slots=True)
class Covered:
    """One framework with its items, each with the standing actions that answer it; `earlier` counts what is mapped to
    versions that were superseded."""

    framework: Framework
    items: list[tuple[FrameworkItem, list[PlannedAction]]]
    earlier: int

    @property
    def answered(self) -> int:
        return sum(1 for _item, actions in self.items if actions)


def frameworks(institution: Institution | None) -> QuerySet[Framework]:
    """The current frameworks of the sector (None), or an institution's own, with their items."""
    rows = Framework.objects.current().filter(institution=institution)
    return rows.select_related("institution").prefetch_related("items")


def frameworks_open_to(institution: Institution) -> QuerySet[Framework]:
    """The current frameworks that actions of this institution may be mapped to, with their items."""
    return Framework.objects.current().open_to(institution).prefetch_related("items")


def items_offered(institution: Institution) -> list[tuple[str, list[tuple[int, str]]]]:
    """The items of those frameworks for a form: framework, (number, words). One query."""
    open_here = Framework.objects.current().open_to(institution)
    offered: dict[tuple[str, int], list[tuple[int, str]]] = {}
    rows = FrameworkItem.objects.filter(framework__in=open_here).select_related("framework")
    for item in rows.order_by("framework__title", "framework", "order", "pk"):
        offered.setdefault((item.framework.title, item.framework_id), []).append((item.pk, f"{item.ref}: {item.text}"))
    return [(title, options) for (title, _number), options in offered.items()]


def coverage(plan: Plan) -> list[Covered]:
    """What the plan's standing actions answer of each framework open to its institution. Three queries."""
    answered: dict[int, list[PlannedAction]] = {}
    earlier: dict[tuple[str, int | None], int] = {}
    rows = Mapping.objects.filter(action__plan=plan, action__removed_at=None)
    for mapping in rows.select_related("action", "item__framework").order_by("action__order"):
        answered.setdefault(mapping.item_id, []).append(mapping.action)
        framework = mapping.item.framework
        if not framework.is_current:
            key = (framework.key, framework.institution_id)
            earlier[key] = earlier.get(key, 0) + 1
    return [
        Covered(
            framework,
            [(item, answered.get(item.pk, [])) for item in framework.items.all()],
            earlier.get((framework.key, framework.institution_id), 0),
        )
        for framework in frameworks_open_to(plan.institution)
    ]
