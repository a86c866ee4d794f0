"""Change many actions at once, as one change that is told and undone as one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from plumbline.foundation.clock import today
from plumbline.foundation.problems import Refused
from plumbline.institutions.actor import Actor
from plumbline.journey.plans.bulk import Change, ChangeKind, Effect, effects, version_of
from plumbline.journey.plans.models import BulkChange, Plan, PlannedAction
from plumbline.journey.plans.operations.actions import change_columns, remove_action, section_of
from plumbline.journey.plans.operations.parts import must_be_members
from plumbline.journey.plans.operations.progress import change_status, rate
from plumbline.journey.plans.parts import owner_rows
from plumbline.journey.plans.queries import named, owner_rows_of
from plumbline.journey.plans.rules import can_edit_plan
from plumbline.platform.audit import operations as audit


@dataclass(frozen=True, slots=True)
class Changed:
    """What became of a change of many: the change (None where nothing changed), how many actions it changed, and a
    sentence for each that was refused."""

    bulk: BulkChange | None
    count: int
    refused: list[str]


@transaction.atomic
def change_many(*, actor: Actor, plan: Plan, change: Change, seen: Mapping[str, str], rest: bool = False) -> Changed:
    """Make one change to the actions whose keys are in `seen`, each with the version that the preview was made from.

    With `rest`, actions that are refused stay as they are and the others are changed; without, one refusal refuses all.
    Raises Refused: no right, a member who is none, or (without `rest`) the sentences of what was refused.
    """
    can_edit_plan(actor, plan.institution).or_raise()
    if change.owner is not None:
        must_be_members(plan, owner_rows([change.owner]), [])
    rows = plan.actions.filter(key__in=seen).select_for_update(of=("self",)).rated()
    actions = list(rows.select_related("section", "plan__institution").order_by("order", "pk"))
    found = [
        _still_as_seen(effect, seen[effect.action.key])
        for effect in effects(actor, actions, change, owner_rows_of(plan), today())
    ]
    refused = [f"{named(effect.action)}: {effect.refusal}" for effect in found if effect.refusal]
    if refused and not rest:
        raise Refused("\n".join(refused))
    wanted = [effect for effect in found if effect.changes]
    if not wanted:
        return Changed(None, 0, refused)
    bulk = BulkChange.objects.create(plan=plan, asked=change.asked, count=len(wanted), by=actor.key)
    for effect in wanted:
        _do(actor, effect, change, bulk)
    audit.record(actor, "plan.changed_many", plan, scope=plan.institution.key, actions=len(wanted))
    return Changed(bulk, len(wanted), refused)


def _still_as_seen(effect: Effect, version: str) -> Effect:
    """The effect; refused where somebody changed the action since the preview."""
    if effect.refusal or version_of(effect.action.changed_at) == version:
        return effect
    return Effect(effect.action, refusal=_("Somebody changed it since the preview. Look again."))


def _do(actor: Actor, effect: Effect, change: Change, bulk: BulkChange) -> None:
    action = effect.action
    if change.kind == ChangeKind.STATUS:
        change_status(actor=actor, action=action, status=change.value, note=change.words, bulk=bulk)
    elif change.kind == ChangeKind.RATING:
        said = change.words
        rate(actor=actor, action=action, rag=change.value, explanation=said, reporting=change.reporting, bulk=bulk)
    elif change.kind == ChangeKind.REMOVE:
        remove_action(actor=actor, action=action, bulk=bulk)
    else:
        columns = dict(effect.columns)
        if "section" in columns:
            columns["section"] = section_of(action.plan, columns["section"])
        # The row is locked already; the caller's object is another one, so that the step tells what was before.
        current = PlannedAction.objects.select_related("section").get(pk=action.pk)
        change_columns(actor, action, current, columns, effect.parts, what="changed", bulk=bulk)
