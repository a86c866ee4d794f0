"""Make a plan, and change what stands above its actions."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from plumbline.foundation.problems import Refused
from plumbline.foundation.text import clean
from plumbline.institutions.actor import Actor
from plumbline.institutions.models import Institution
from plumbline.journey.plans.content import plain, written_columns
from plumbline.journey.plans.drafts import NOTHING, Written
from plumbline.journey.plans.keys import free_key
from plumbline.journey.plans.models import Kind, Plan, Step
from plumbline.journey.plans.rules import can_edit_plan, fits, in_order
from plumbline.platform.audit import operations as audit

SHOWN = ("title", "kind", "starts_written", "starts_on", "ends_written", "ends_on")


@transaction.atomic
def create_plan(
    *,
    actor: Actor,
    institution: Institution,
    title: str,
    kind: str = Kind.FORWARD,
    starts: Written = NOTHING,
    ends: Written = NOTHING,
) -> Plan:
    """A plan without actions. Raises Refused: no right, no title, an end before the start."""
    can_edit_plan(actor, institution).or_raise()
    values = _checked(title, kind, starts, ends)
    wait_turn(institution)
    plan = Plan.objects.create(
        institution=institution,
        key=free_key(title, taken_keys(institution), fallback="plan"),
        created_by=actor.key,
        **values,
    )
    Step.objects.create(plan=plan, what="made", after=_plain(values), by=actor.key)
    audit.record(actor, "plan.made", plan, scope=institution.key)
    return plan


@transaction.atomic
def change_plan(
    *, actor: Actor, plan: Plan, title: str, kind: str, starts: Written = NOTHING, ends: Written = NOTHING
) -> None:
    """Another title, kind or period. The key, and so the address, stays."""
    can_edit_plan(actor, plan.institution).or_raise()
    values = _checked(title, kind, starts, ends)
    before = {name: getattr(plan, name) for name in SHOWN}
    changed = [name for name in SHOWN if before[name] != values[name]]
    if not changed:
        return
    for name in changed:
        setattr(plan, name, values[name])
    plan.save(update_fields=changed)
    Step.objects.create(
        plan=plan,
        what="changed",
        before=_plain({name: before[name] for name in changed}),
        after=_plain({name: values[name] for name in changed}),
        by=actor.key,
    )
    audit.record(actor, "plan.changed", plan, scope=plan.institution.key, fields=changed)


def wait_turn(institution: Institution) -> None:
    """Of two who make plans at once, one waits, so that no key is given twice and nothing is taken in twice."""
    Institution.objects.select_for_update().get(pk=institution.pk)


def taken_keys(institution: Institution) -> set[str]:
    """The keys that plans of this institution have."""
    return set(institution.plans.values_list("key", flat=True))


def _checked(title: str, kind: str, starts: Written, ends: Written) -> dict[str, Any]:
    title = clean(title)
    if not title:
        raise Refused(_("Give the plan a title, such as its period."), "title")
    fits(title, "title").or_raise()
    if kind not in Kind.values:
        raise Refused(_("Choose whether this plan is to come or is looked back on."), "kind")
    in_order(starts.on, ends.on, "ends").or_raise()
    return {"title": title, "kind": kind, **written_columns("starts", starts), **written_columns("ends", ends)}


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    return {name: plain(value) for name, value in values.items()}
