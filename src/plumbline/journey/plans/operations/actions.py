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
from plumbline.journey.plans.models import Plan, PlannedAction, Section, Step
from plumbline.journey.plans.rules import (
    can_change_action,
    can_edit_plan,
    can_remove_action,
    can_restore_action,
    fits,
    in_order,
)
from plumbline.journey.plans.states import Status
from plumbline.platform.audit import operations as audit


@transaction.atomic
def add_action(*, actor: Actor, plan: Plan, draft: ActionDraft) -> PlannedAction:
    """One more action at the end of the plan; a section that is new is made. The draft's rating is not looked at:
    a rating is a fact of its own, see `rate`. Raises Refused with the field that is wrong."""
    can_edit_plan(actor, plan.institution).or_raise()
    values = _checked(draft)
    if draft.status and draft.status not in Status.values:
        raise Refused(_("Choose one of the statuses."), "status")
    Plan.objects.select_for_update().get(pk=plan.pk)  # of two who add at once, one waits: keys and order are counted
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
    Step.objects.create(plan=plan, action=action, what="added", by=actor.key)
    audit.record(actor, "action.added", action, scope=plan.institution.key)
    return action


@transaction.atomic
def change_action(*, actor: Actor, action: PlannedAction, draft: ActionDraft, seen: datetime | None = None) -> None:
    """Give the action the draft's words, themes, dates and section; status and rating have their own operations.

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
    values = {**_checked(draft), "section": section_of(action.plan, draft.section)}
    changed = [name for name, value in values.items() if getattr(current, name) != value]
    if not changed:
        return
    Step.objects.create(
        plan=action.plan,
        action=action,
        what="changed",
        before={name: _shown(getattr(current, name)) for name in changed},
        after={name: _shown(values[name]) for name in changed},
        by=actor.key,
    )
    values["changed_at"] = now()
    for name in [*changed, "changed_at"]:
        setattr(action, name, values[name])
    action.save(update_fields=[*changed, "changed_at"])
    audit.record(actor, "action.changed", action, scope=action.plan.institution.key, fields=changed)


@transaction.atomic
def remove_action(*, actor: Actor, action: PlannedAction) -> None:
    """Take the action out of the plan. It keeps its address and its history, and can be put back."""
    can_remove_action(actor, action).or_raise()
    _move(actor, action, "removed", removed_at=now())


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


def _move(actor: Actor, action: PlannedAction, what: str, *, removed_at: datetime | None) -> None:
    action.removed_at, action.changed_at = removed_at, now()
    action.save(update_fields=["removed_at", "changed_at"])
    Step.objects.create(plan=action.plan, action=action, what=what, by=actor.key)
    audit.record(actor, f"action.{what}", action, scope=action.plan.institution.key)


def _checked(draft: ActionDraft) -> dict[str, Any]:
    values = columns(draft)
    if not values["text"]:
        raise Refused(_("Say what will be done."), "text")
    for name in TEXTS:
        fits(values[name], name).or_raise()
    in_order(values["starts_on"], values["ends_on"], "ends").or_raise()
    in_order(values["starts_on"], values["due_on"], "due").or_raise()
    return values


def _shown(value: Any) -> Any:
    return value.title if isinstance(value, Section) else plain(value)
