"""Write down what a measure stands at, and tick sub-actions."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from plumbline.foundation.clock import now, today
from plumbline.foundation.problems import Refused
from plumbline.foundation.text import clean
from plumbline.institutions.actor import Actor
from plumbline.journey.plans.content import figure, plain
from plumbline.journey.plans.models import Measure, Measurement, PlannedAction, Step
from plumbline.journey.plans.operations.actions import change_columns
from plumbline.journey.plans.parts import fits_figure
from plumbline.journey.plans.queries import parts_of
from plumbline.journey.plans.rules import can_update_action, fits
from plumbline.platform.audit import operations as audit


@transaction.atomic
def write_measurement(
    *, actor: Actor, measure: Measure, value: Decimal, on: date | None = None, note: str = ""
) -> Measurement:
    """What the measure stood at on a day (today if none). Earlier measurements stay; of two for one day the newer
    counts. Raises Refused: no right, a figure that does not fit, a day to come."""
    action = measure.action
    can_update_action(actor, action).or_raise()
    fits(note, "note").or_raise()
    fits_figure(value, "value")
    on = on or today()
    if on > today():
        raise Refused(_("This day is still to come. Give today or an earlier day."), "on")
    if measure.removed_at is not None:
        raise Refused(_("This measure was taken off the action. Load the page again."), "value")
    made = Measurement.objects.create(measure=measure, value=value, measured_on=on, note=clean(note), by=actor.key)
    said = f"{figure(value)} {measure.unit}".strip()
    after = {"measure": measure.text, "said": said, "measured_on": plain(on), "note": made.note}
    Step.objects.create(plan=action.plan, action=action, what="measured", after=after, by=actor.key)
    PlannedAction.objects.filter(pk=action.pk).update(changed_at=now())
    audit.record(actor, "action.measured", action, scope=action.plan.institution.key)
    return made


@transaction.atomic
def tick_sub_action(*, actor: Actor, action: PlannedAction, key: str, done: bool) -> Step | None:
    """Mark one sub-action as done (now, by the actor) or as open again. Gives None where it was so already."""
    can_update_action(actor, action).or_raise()
    current = PlannedAction.objects.select_for_update(of=("self",)).select_related("section").get(pk=action.pk)
    rows = parts_of(current)["sub_actions"]
    if key not in {row["key"] for row in rows}:
        raise Refused(_("This sub-action was removed meanwhile. Load the page again."))
    stamp = {"done_at": now().isoformat(), "done_by": actor.key} if done else {"done_at": None, "done_by": None}
    wanted = [{**row, **stamp} if row["key"] == key and bool(row["done_at"]) != done else row for row in rows]
    if wanted == rows:
        return None
    what = "ticked" if done else "unticked"
    return change_columns(actor, action, current, {}, {"sub_actions": wanted}, what=what)
