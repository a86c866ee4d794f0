"""Take a change back: of one action, or of many. Refused in words where somebody changed it since."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from plumbline.foundation.clock import now
from plumbline.foundation.problems import Refused
from plumbline.institutions.actor import Actor
from plumbline.institutions.queries import actor_names
from plumbline.journey.plans.models import BulkChange, PlannedAction, Rating, ReportingDate, Step
from plumbline.journey.plans.operations.actions import change_columns, section_of, shown
from plumbline.journey.plans.parts import PARTS
from plumbline.journey.plans.queries import named, parts_of
from plumbline.journey.plans.rules import can_edit_plan, can_undo
from plumbline.journey.plans.states import MOVES, TAKE_BACK
from plumbline.platform.audit import operations as audit

DAYS = ("starts_on", "ends_on", "due_on", "deadline_on")


@transaction.atomic
def undo(*, actor: Actor, step: Step, bulk: BulkChange | None = None) -> Step:
    """Take back what `step` did to its action, as a step of its own. Raises Refused where the actor may not, where
    there is nothing to take back, or where what it changed was changed again since."""
    can_undo(actor, step).or_raise()
    action: Any = step.action
    current = PlannedAction.objects.select_for_update(of=("self",)).select_related("section", "plan").get(pk=action.pk)
    _must_still_hold(step, current)
    if step.what == "rated" or "rag" in step.after:
        return _rated_back(actor, current, step, bulk)
    if step.what == "moved" or set(step.after) - {"note"} == {"status"}:
        return _moved_back(actor, current, step, bulk)
    if step.what in {"removed", "restored", "added"}:
        return _removed_back(actor, current, step, bulk)
    columns = {name: _typed(current, name, value) for name, value in step.before.items() if name not in PARTS}
    parts = {name: rows for name, rows in step.before.items() if name in PARTS}
    done = change_columns(actor, action, current, columns, parts, what="undone", bulk=bulk, undoes=step)
    if done is None:
        raise Refused(_("There is nothing to take back."))
    return done


@transaction.atomic
def undo_many(*, actor: Actor, bulk: BulkChange, rest: bool = False) -> tuple[int, list[str]]:
    """Take a change of many back: all of it, or with `rest` those that nobody changed since. Gives how many were taken
    back, and a sentence for each that was not. Raises Refused where nothing could be, or not all and `rest` is not
    asked for."""
    can_edit_plan(actor, bulk.plan.institution).or_raise()
    current = BulkChange.objects.select_for_update().get(pk=bulk.pk)
    if current.undone_at is not None:
        raise Refused(_("This was undone already."))
    done, refused = 0, []
    for step in bulk.steps.select_related("action__plan__institution", "undone_by").order_by("-pk"):
        try:
            with transaction.atomic():
                undo(actor=actor, step=step)
            done += 1
        except Refused as refusal:
            refused.append(f"{named(step.action)}: {refusal.message}" if step.action else refusal.message)
    if refused and not (rest and done):
        raise Refused("\n".join(refused))
    current.undone_at = now()
    current.save(update_fields=["undone_at"])
    audit.record(actor, "plan.undone_many", bulk.plan, scope=bulk.plan.institution.key, actions=done)
    return done, refused


def _must_still_hold(step: Step, current: PlannedAction) -> None:
    """Raises Refused, with who and when, where something that the step set is no longer as it set it."""
    parts = parts_of(current) if set(step.after) & set(PARTS) else {}
    later = Step.objects.filter(action=current, pk__gt=step.pk).exclude(what__in=("noted", "measured")).order_by("-pk")
    if step.what == "added":
        later = later.exclude(bulk=step.bulk_id).exclude(undoes__bulk=step.bulk_id)
        holds = not later.exists()
    elif step.what in {"removed", "restored"}:
        holds = current.is_removed == (step.what == "removed")
    elif "rag" in step.after:
        newest = current.ratings.filter(reporting=step.after.get("for")).order_by("-at", "-pk").first()
        said = (step.after["rag"], step.after["explanation"])
        holds = newest is not None and (newest.rag, newest.explanation) == said
    else:
        names = [name for name in step.after if name != "note"]
        holds = all((parts[n] if n in PARTS else shown(getattr(current, n))) == step.after[n] for n in names)
    if holds:
        return
    last = later.first() or step
    told = _("%(who)s changed this again on %(day)s. Undo that first, or change it by hand.")
    who = actor_names([last.by])[last.by]
    raise Refused(told % {"who": who, "day": date_format(last.at, "j F Y")})


def _moved_back(actor: Actor, action: PlannedAction, step: Step, bulk: BulkChange | None) -> Step:
    before, after = step.before.get("status", ""), step.after["status"]
    MOVES.apply(before or TAKE_BACK, action, changed_at=now())
    return _noted(actor, action, step, {"status": after}, {"status": before}, bulk)


def _rated_back(actor: Actor, action: PlannedAction, step: Step, bulk: BulkChange | None) -> Step:
    """Another rating that says what the one before said: ratings themselves are never taken away. Those for a date that
    is closed stand."""
    reporting = ReportingDate.objects.select_for_update().filter(pk=step.after.get("for")).first()
    if reporting is not None and reporting.is_closed:
        raise Refused(_("This reporting date is closed, and its ratings stand. Open it again to correct one."))
    before = {"rag": "", "explanation": "", "rated_on": step.after["rated_on"], **step.before}
    Rating.objects.create(
        action=action,
        rag=before["rag"],
        explanation=before["explanation"],
        rated_on=date.fromisoformat(step.after["rated_on"]) if step.after["rated_on"] else None,
        reporting=reporting,
        by=actor.key,
    )
    return _noted(actor, action, step, step.after, {**before, "for": step.after.get("for")}, bulk)


def _removed_back(actor: Actor, action: PlannedAction, step: Step, bulk: BulkChange | None) -> Step:
    action.removed_at = None if step.what == "removed" else now()
    action.save(update_fields=["removed_at"])
    what = "restored" if step.what == "removed" else "removed"
    made = Step.objects.create(plan=action.plan, action=action, what=what, undoes=step, bulk=bulk, by=actor.key)
    audit.record(actor, f"action.{what}", action, scope=action.plan.institution.key)
    return made


def _noted(
    actor: Actor,
    action: PlannedAction,
    step: Step,
    before: dict[str, Any],
    after: dict[str, Any],
    bulk: BulkChange | None,
) -> Step:
    made = Step.objects.create(
        plan=action.plan, action=action, what="undone", before=before, after=after, undoes=step, bulk=bulk, by=actor.key
    )
    PlannedAction.objects.filter(pk=action.pk).update(changed_at=now())
    audit.record(actor, "action.undone", action, scope=action.plan.institution.key, fields=sorted(after))
    return made


def _typed(current: PlannedAction, name: str, value: Any) -> Any:
    """A value of a step as the column holds it."""
    if name == "section":
        return section_of(current.plan, value or "")
    if name in DAYS:
        return date.fromisoformat(value) if value else None
    if name == "cost":
        return Decimal(value) if value is not None else None
    return datetime.fromisoformat(value) if name == "removed_at" and value else value
