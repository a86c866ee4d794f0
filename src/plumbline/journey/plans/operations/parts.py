"""Put what hangs on an action (owners, measures, sub-actions, frameworks) as plain values say, and read it as such."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from plumbline.foundation.clock import now
from plumbline.foundation.problems import Refused
from plumbline.institutions.actor import Actor
from plumbline.institutions.queries import members_of
from plumbline.journey.evidence.queries import standing_evidence
from plumbline.journey.plans.drafts import ActionDraft
from plumbline.journey.plans.models import (
    ActionEvidence,
    ActionOwner,
    Framework,
    FrameworkItem,
    Mapping,
    Measure,
    Plan,
    PlannedAction,
    SubAction,
)
from plumbline.journey.plans.parts import PARTS, Row, measure_rows, owner_rows, sub_action_rows
from plumbline.journey.plans.queries import evidence_row, mapping_rows, parts_of


def wanted_parts(actor: Actor, plan: Plan, draft: ActionDraft, before: dict[str, list[Any]]) -> dict[str, list[Any]]:
    """The plain values that the draft asks for, checked; only the parts of which it says something.

    Raises Refused at "owners", "measures", "sub_actions" or "mappings"."""
    wanted: dict[str, list[Any]] = {}
    if draft.owners is not None:
        wanted["owners"] = owner_rows(draft.owners)
        must_be_members(plan, wanted["owners"], before["owners"])
    if draft.measures is not None:
        wanted["measures"] = measure_rows(draft.measures, [*before["measure_keys"]])
        _must_be_known(draft.measures, before["measure_keys"], "measures")
    if draft.sub_actions is not None:
        _must_be_known(draft.sub_actions, [row["key"] for row in before["sub_actions"]], "sub_actions")
        wanted["sub_actions"] = sub_action_rows(
            draft.sub_actions, before["sub_actions"], moment=now().isoformat(), by=actor.key
        )
    if draft.mappings is not None:
        wanted["mappings"] = mapping_rows(FrameworkItem.objects.filter(pk__in=draft.mappings))
        _must_be_open(plan, set(draft.mappings) - {row["item"] for row in before["mappings"]})
    if draft.evidence is not None:
        wanted["evidence"] = _evidence(plan, draft.evidence, before["evidence"])
    return wanted


def put_parts(action: PlannedAction, wanted: dict[str, list[Any]]) -> None:
    """Make the rows of the action what `wanted` says; rows that stay keep their identity."""
    for name, rows in wanted.items():
        PUT[name](action, rows)


def before_of(action: PlannedAction | None) -> dict[str, list[Any]]:
    """The plain values now, and with them the keys of every measure there ever was (`measure_keys`)."""
    if action is None:
        return {name: [] for name in (*PARTS, "measure_keys")}
    return {**parts_of(action), "measure_keys": list(action.measures.values_list("key", flat=True))}


def _put_owners(action: PlannedAction, rows: list[Row]) -> None:
    there = {(owner.name, owner.email): owner for owner in action.owners.all()}
    wanted = {(row["name"], row["email"]): row for row in rows}
    action.owners.filter(pk__in=[owner.pk for key, owner in there.items() if key not in wanted]).delete()
    for order, (key, row) in enumerate(wanted.items()):
        values = {**row, "order": order}
        values["user_id"] = values.pop("user")
        _save(there.get(key), ActionOwner, action, values)


def _put_measures(action: PlannedAction, rows: list[Row]) -> None:
    there = {measure.key: measure for measure in action.measures.all()}
    wanted = {row["key"] for row in rows}
    for key, measure in there.items():
        if key not in wanted and measure.removed_at is None:
            measure.removed_at = now()
            measure.save(update_fields=["removed_at"])
    for order, row in enumerate(rows):
        _save(there.get(row["key"]), Measure, action, {**_typed(row), "order": order, "removed_at": None})


def _put_sub_actions(action: PlannedAction, rows: list[Row]) -> None:
    there = {sub.key: sub for sub in action.sub_actions.all()}
    wanted = {row["key"] for row in rows}
    action.sub_actions.filter(key__in=there.keys() - wanted).delete()
    for order, row in enumerate(rows):
        done_at = datetime.fromisoformat(row["done_at"]) if row["done_at"] else None
        _save(there.get(row["key"]), SubAction, action, {**row, "done_at": done_at, "order": order})


def _put_mappings(action: PlannedAction, rows: list[Row]) -> None:
    items = [row["item"] for row in rows]
    there = set(action.mappings.values_list("item", flat=True))
    action.mappings.exclude(item__in=items).delete()
    Mapping.objects.bulk_create([Mapping(action=action, item_id=item) for item in items if item not in there])


def _put_evidence(action: PlannedAction, rows: list[Row]) -> None:
    items = [row["item"] for row in rows]
    there = set(action.shown_by.values_list("evidence", flat=True))
    action.shown_by.exclude(evidence__in=items).delete()
    ActionEvidence.objects.bulk_create(
        [ActionEvidence(action=action, evidence_id=item) for item in items if item not in there]
    )


PUT: dict[str, Callable[[PlannedAction, list[Row]], None]] = {
    "owners": _put_owners,
    "measures": _put_measures,
    "sub_actions": _put_sub_actions,
    "mappings": _put_mappings,
    "evidence": _put_evidence,
}


def _save(row: Any, model: Any, action: PlannedAction, values: dict[str, Any]) -> None:
    """Make a new row, or change one where something differs."""
    if row is None:
        model.objects.create(action=action, **values)
        return
    changed = [name for name, value in values.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, values[name])
    if changed:
        row.save(update_fields=changed)


def _typed(row: Row) -> Row:
    typed = dict(row)
    for name in ("baseline", "target"):
        typed[name] = Decimal(row[name]) if row[name] is not None else None
        typed[f"{name}_on"] = date.fromisoformat(row[f"{name}_on"]) if row[f"{name}_on"] else None
    return typed


def must_be_members(plan: Plan, rows: list[Row], before: list[Row]) -> None:
    """A person with an account is one of the institution's people; who is there already may stay after leaving."""
    asked = {row["user"] for row in rows if row["user"]} - {row["user"] for row in before}
    if asked and asked - set(members_of(plan.institution).values_list("user", flat=True)):
        raise Refused(_("Choose somebody who has a role here, or name a person without an account."), "owners")


def _must_be_open(plan: Plan, items: set[int]) -> None:
    """What is newly mapped belongs to a current framework of the sector or of this institution."""
    found = FrameworkItem.objects.filter(
        pk__in=items, framework__in=Framework.objects.current().open_to(plan.institution)
    )
    if found.count() != len(items):
        raise Refused(_("Choose among the frameworks that are offered here."), "mappings")


def _evidence(plan: Plan, items: Iterable[int], before: list[Row]) -> list[Row]:
    """The evidence asked for, in the order of its adding; what is new belongs to the institution and stands."""
    kept = {row["item"]: row for row in before}
    wanted = set(items)
    found = {one.pk: evidence_row(one) for one in standing_evidence(plan.institution).filter(pk__in=wanted - set(kept))}
    if wanted - set(kept) - set(found):
        raise Refused(_("Choose among the evidence that stands here."), "evidence")
    return [row for item, row in sorted({**kept, **found}.items()) if item in wanted]


def _must_be_known(drafts: Iterable[Any], keys: Iterable[str], field: str) -> None:
    unknown = {one.key for one in drafts if one.key} - set(keys)
    if unknown:
        raise Refused(_("Something here was removed meanwhile. Load the page again and look."), field)
