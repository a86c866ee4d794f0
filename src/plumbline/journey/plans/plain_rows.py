"""The actions of a plan as plain rows, with everything that hangs on them: what spreadsheets are made of."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch

from plumbline.foundation.clock import HOME
from plumbline.journey.plans.content import figure, plain
from plumbline.journey.plans.models import ActionOwner, Mapping, Measure, Plan, PlannedAction
from plumbline.journey.plans.spreadsheet.writing import Row

SAME = (
    "key", "ref", "text", "objective", "owner", "measure", "resource", "currency", "cost_year", "priority", "status",
    "progress", "next_steps", "comments", "is_ongoing",
)  # fmt: skip
DATES = ("starts", "due", "ends")


def plain_rows(plan: Plan) -> list[Row]:
    """The standing actions in the plan's order, in plain values, with `version`, the moment of the last change. The
    same few queries for any number of actions."""
    hanging = (
        Prefetch("owners", ActionOwner.objects.select_related("user")),
        Prefetch("measures", Measure.objects.filter(removed_at=None).prefetch_related("measurements")),
        "sub_actions",
        Prefetch("mappings", Mapping.objects.select_related("item__framework")),
    )
    rows = plan.actions.standing().rated().select_related("section").prefetch_related(*hanging)
    return [_row(action) for action in rows.order_by("order", "pk")]


def _row(action: PlannedAction) -> Row:
    row: Row = {name: getattr(action, name) for name in SAME}
    row |= {name: list(getattr(action, name)) for name in ("themes", "years", "links")}
    row |= {name: _date(action, name) for name in DATES}
    row |= {"section": action.section.title if action.section else "", "cost": figure(action.cost)}
    row |= {"rag": action.rag, "explanation": action.why}
    row["rated_on"] = plain(action.rag_on) if action.rag else None
    row["mappings"] = [f"{one.item.framework.title} {one.item.ref}" for one in action.mappings.all()]
    row["version"] = action.changed_at.astimezone(HOME).isoformat()
    return row | _parts(action)


def _date(action: PlannedAction, name: str) -> list[Any]:
    return [getattr(action, f"{name}_written"), plain(getattr(action, f"{name}_on"))]


def _parts(action: PlannedAction) -> dict[str, list[Row]]:
    measures = list(action.measures.all())
    return {
        "owners": [_owner(one) for one in action.owners.all()],
        "measures": [
            {
                "measure": one.key,
                "text": one.text,
                "unit": one.unit,
                "baseline": figure(one.baseline),
                "baseline_on": plain(one.baseline_on),
                "target": figure(one.target),
                "target_on": plain(one.target_on),
            }
            for one in measures
        ],
        "readings": [
            {"measure": one.key, "on": plain(read.measured_on), "value": figure(read.value), "note": read.note}
            for one in measures
            for read in one.measurements.all()
        ],
        "sub_actions": [{"sub": one.key, "text": one.text, "done": one.is_done} for one in action.sub_actions.all()],
        "sources": [{"kind": kind, "words": words} for kind, words in action.sources],
        "other": [{"heading": heading, "words": words} for heading, words in action.other],
    }


def _owner(one: ActionOwner) -> Row:
    account = one.user.email if one.user else ""
    return {
        "name": one.name,
        "part": one.part,
        "kind": one.kind,
        "role": one.role,
        "email": one.email,
        "account": account,
    }
