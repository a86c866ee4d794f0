"""Add an action to a plan by hand, change it, remove it and put it back."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from plumbline.foundation.clock import now
from plumbline.foundation.problems import Overtaken, Refused
from plumbline.institutions.actor import Actor
from plumbline.journey.plans.content import TEXTS, columns, plain, section_title
from plumbline.journey.plans.drafts import ActionDraft
from plumbline.journey.plans.keys import free_key
from plumbline.journey.plans.models import BulkChange, Plan, PlannedAction, Section, Step
from plumbline.journey.plans.operations.parts import before_of, put_parts, wanted_parts
from plumbline.journey.plans.parts import joined
from plumbline.journey.plans.queries import parts_of
from plumbline.journey.plans.rules import (
    can_change_action,
    can_edit_plan,
    can_remove_action,
    can_restore_action,
    fits,
    fits_cost,
    in_order,
    is_free_ref,
    known_sources,
)
from plumbline.journey.plans.states import Status
from plumbline.platform.audit import operations as audit


@transaction.atomic
def add_action(*, actor: Actor, plan: Plan, draft: ActionDraft, bulk: BulkChange | None = None) -> PlannedAction:
    """One more action at the end of the plan; a section that is new is made. The draft's rating is not looked at:
    a rating is a fact of its own, see `rate`. Raises Refused with the field that is wrong."""
    can_edit_plan(actor, plan.institution).or_raise()
    values = checked(draft)
    if draft.status and draft.status not in Status.values:
        raise Refused(_("Choose one of the statuses."), "status")
    Plan.objects.select_for_update().get(pk=plan.pk)  # of two who add at once, one waits: keys and order are counted
    is_free_ref(plan, values["ref"]).or_raise()
    parts = wanted_parts(actor, plan, draft, before_of(None))
    values["owner"] = values["owner"] or joined(parts.get("owners", []))
    last = plan.actions.aggregate(last=Max("order"))["last"]
    order = 0 if last is None else last + 1
    action = PlannedAction.objects.create(
        plan=plan,
        section=section_of(plan, draft.section),
        key=free_key(values["ref"], set(plan.actions.values_list("key", flat=True)), fallback=f"action-{order + 1}"),
        order=order,
        status=draft.status,
        **values,
    )
    put_parts(action, parts)
    Step.objects.create(plan=plan, action=action, what="added", bulk=bulk, by=actor.key)
    audit.record(actor, "action.added", action, scope=plan.institution.key)
    return action


@transaction.atomic
def change_action(
    *,
    actor: Actor,
    action: PlannedAction,
    draft: ActionDraft,
    seen: datetime | None = None,
    bulk: BulkChange | None = None,
) -> Step | None:
    """Give the action the draft's words, themes, dates, section, owners, measures, sub-actions and frameworks; status
    and rating have their own operations. Gives the step of history, None where nothing differs.

    `seen` is the `changed_at` that the writer's page was made from. If somebody else has changed the action since,
    this is refused, so that nobody overwrites what they have not read.
    """
    can_change_action(actor, action).or_raise()
    current = PlannedAction.objects.select_for_update(of=("self",)).select_related("section").get(pk=action.pk)
    if seen is not None and current.changed_at != seen:
        raise Overtaken(
            _("Somebody changed this action while you were writing. Open it in another tab, compare, and save again."),
            seen=current.changed_at.isoformat(),
        )
    before = before_of(current)
    parts = wanted_parts(actor, action.plan, draft, before)
    values = {**checked(draft), "section": section_of(action.plan, draft.section)}
    if values["ref"] != current.ref:
        is_free_ref(action.plan, values["ref"], besides=action).or_raise()
    if values["owner"] in {current.owner, ""} and current.owner == joined(before["owners"]) and "owners" in parts:
        values["owner"] = joined(parts["owners"])  # the words follow the rows that they were made of
    changes = {name: value for name, value in values.items() if getattr(current, name) != value}
    return change_columns(
        actor,
        action,
        current,
        changes,
        {name: rows for name, rows in parts.items() if rows != before[name]},
        what="changed",
        bulk=bulk,
    )


def change_columns(
    actor: Actor,
    action: PlannedAction,
    current: PlannedAction,
    columns_: dict[str, Any],
    parts: dict[str, list[Any]],
    *,
    what: str,
    bulk: BulkChange | None = None,
    undoes: Step | None = None,
) -> Step | None:
    """Store these columns and parts of `current` (a locked row; `action` is the caller's own object), with their step
    of history. None where there is nothing to store. Asks no rule."""
    if not columns_ and not parts:
        return None
    before = {**{name: shown(getattr(current, name)) for name in columns_}, **parts_of(current, parts)}
    step = Step.objects.create(
        plan=action.plan,
        action=action,
        what=what,
        before=before,
        after={**{name: shown(value) for name, value in columns_.items()}, **parts},
        bulk=bulk,
        undoes=undoes,
        by=actor.key,
    )
    put_parts(current, parts)
    for name, value in {**columns_, "changed_at": now()}.items():
        setattr(action, name, value)
    action.save(update_fields=[*columns_, "changed_at"])
    fields = [*columns_, *parts]
    audit.record(actor, f"action.{what}", action, scope=action.plan.institution.key, fields=fields)
    return step


@transaction.atomic
def remove_action(*, actor: Actor, action: PlannedAction, bulk: BulkChange | None = None) -> None:
    """Take the action out of the plan. It keeps its address and its history, and can be put back."""
    can_remove_action(actor, action).or_raise()
    _move(actor, action, "removed", removed_at=now(), bulk=bulk)


@transaction.atomic
def restore_action(*, actor: Actor, action: PlannedAction) -> None:
    """Put a removed action back where it was."""
    can_restore_action(actor, action).or_raise()
    _move(actor, action, "restored", removed_at=None)


def section_of(plan: Plan, title: str) -> Section | None:
    """The section of this plan with this title, made if it is new; None for no title."""
    title = section_title(title)
    if not title:
        return None
    return plan.sections.get_or_create(title=title, defaults={"order": plan.sections.count()})[0]


def _move(
    actor: Actor, action: PlannedAction, what: str, *, removed_at: datetime | None, bulk: BulkChange | None = None
) -> None:
    action.removed_at, action.changed_at = removed_at, now()
    action.save(update_fields=["removed_at", "changed_at"])
    Step.objects.create(plan=action.plan, action=action, what=what, bulk=bulk, by=actor.key)
    audit.record(actor, f"action.{what}", action, scope=action.plan.institution.key)


def checked(draft: ActionDraft) -> dict[str, Any]:
    """The columns that the draft asks for. Raises Refused with the field that is wrong."""
    values = columns(draft)
    if not values["text"]:
        raise Refused(_("Say what will be done."), "text")
    for name in TEXTS:
        fits(values[name], name).or_raise()
    in_order(values["starts_on"], values["ends_on"], "ends").or_raise()
    in_order(values["starts_on"], values["due_on"], "due").or_raise()
    fits_cost(values["cost"], values["currency"], values["cost_year"]).or_raise()
    known_sources(values["sources"]).or_raise()
    return values


def shown(value: Any) -> Any:
    """A column's value as the steps of history hold it."""
    return value.title if isinstance(value, Section) else plain(value)
