"""What hangs on an action, as plain values, and the action as a draft of itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import QuerySet

from plumbline.journey.evidence.models import Evidence
from plumbline.journey.plans.content import plain
from plumbline.journey.plans.drafts import ActionDraft
from plumbline.journey.plans.models import ActionOwner, FrameworkItem, PlannedAction
from plumbline.journey.plans.parts import PARTS, drafts_of

PLAIN_FIELDS = (
    "text", "ref", "objective", "owner", "starts", "ends", "due", "measure", "progress", "comments", "next_steps",
    "resource", "cost", "currency", "cost_year", "priority", "is_ongoing", "status",
)  # fmt: skip
"""What an action and its draft call by the same name."""
MEASURE_FIELDS = ("key", "text", "unit", "baseline", "baseline_on", "target", "target_on")


def owner_row(one: ActionOwner) -> dict[str, Any]:
    """An owner or contributor as plain values."""
    same = ("part", "kind", "name", "is_member", "role", "email")
    return {"user": one.user_id, **{name: getattr(one, name) for name in same}}


def parts_of(action: PlannedAction, names: Iterable[str] = PARTS) -> dict[str, list[Any]]:
    """What hangs on the action as plain values: owners, measures that stand, sub-actions, framework items, evidence;
    or those of them that are named. One query each."""
    return {name: READ[name](action) for name in names}


def _owners(action: PlannedAction) -> list[dict[str, Any]]:
    return [owner_row(one) for one in action.owners.all()]


def _measures(action: PlannedAction) -> list[dict[str, Any]]:
    standing = [one for one in action.measures.all() if one.removed_at is None]
    return [{name: plain(getattr(one, name)) for name in MEASURE_FIELDS} for one in standing]


def _sub_actions(action: PlannedAction) -> list[dict[str, Any]]:
    return [
        {"key": one.key, "text": one.text, "done_at": plain(one.done_at), "done_by": one.done_by}
        for one in action.sub_actions.all()
    ]


def _mappings(action: PlannedAction) -> list[dict[str, Any]]:
    return mapping_rows(FrameworkItem.objects.filter(mappings__action=action))


def _evidence(action: PlannedAction) -> list[dict[str, Any]]:
    return [evidence_row(one.evidence) for one in action.shown_by.select_related("evidence").order_by("evidence")]


READ: dict[str, Callable[[PlannedAction], list[Any]]] = {
    "owners": _owners,
    "measures": _measures,
    "sub_actions": _sub_actions,
    "mappings": _mappings,
    "evidence": _evidence,
}


def evidence_row(one: Evidence) -> dict[str, Any]:
    """A piece of evidence as plain values: its number, and what it was called then."""
    return {"item": one.pk, "said": f"{one.number}"}


def mapping_rows(items: QuerySet[FrameworkItem]) -> list[dict[str, Any]]:
    """Items of frameworks as plain values: their number, and what they are called (which never changes)."""
    rows = items.select_related("framework").order_by("framework__title", "framework", "order", "pk")
    return [{"item": item.pk, "said": f"{item.framework.title} {item.ref}"} for item in rows]


def draft_of(action: PlannedAction) -> ActionDraft:
    """The action as a draft that would change nothing: replace what shall differ, and hand it to `change_action`."""
    given: dict[str, Any] = {name: getattr(action, name) for name in PLAIN_FIELDS}
    given |= {name: tuple(getattr(action, name)) for name in ("themes", "years", "links")}
    given |= {name: tuple((first, second) for first, second in getattr(action, name)) for name in ("sources", "other")}
    given |= drafts_of(parts_of(action))
    return ActionDraft(section=action.section.title if action.section else "", **given)
