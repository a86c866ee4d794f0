"""Reporting dates: make one, rate all of a plan for it, close it, open it again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plumbline.foundation.clock import now, today
from plumbline.foundation.problems import Refused
from plumbline.foundation.text import clean
from plumbline.institutions.actor import Actor
from plumbline.journey.plans.content import plain
from plumbline.journey.plans.models import BulkChange, Plan, PlannedAction, ReportingDate, Step
from plumbline.journey.plans.operations.progress import rate
from plumbline.journey.plans.queries import standing_at
from plumbline.journey.plans.rules import can_close, can_edit_plan, can_reopen, has_word
from plumbline.platform.audit import operations as audit


@dataclass(frozen=True, slots=True)
class Given:
    """What somebody gave one action in a sitting: a rating, its explanation, and the number of the newest rating for
    this date that they saw (0 for none)."""

    rag: str
    explanation: str = ""
    seen: int = 0


@dataclass(frozen=True, slots=True)
class Sitting:
    """What became of a sitting: how many ratings were stored, and why others were not, by the action's key."""

    stored: int
    refused: dict[str, str]


@transaction.atomic
def add_reporting_date(*, actor: Actor, plan: Plan, label: str, on: date) -> ReportingDate:
    """A day as at which the plan will be rated. Raises Refused: no right, no label, a day that the plan has already."""
    can_edit_plan(actor, plan.institution).or_raise()
    label = " ".join(clean(label).split())
    has_word(label, "label", 120, _("Say what is reported on this day, such as “End of stage 2”.")).or_raise()
    Plan.objects.select_for_update().get(pk=plan.pk)
    if plan.reporting_dates.filter(on=on).exists():
        raise Refused(_("The plan has a reporting date on this day already."), "on")
    made = ReportingDate.objects.create(plan=plan, label=label, on=on)
    _told(actor, made, "reporting_added")
    return made


@transaction.atomic
def drop_reporting_date(*, actor: Actor, reporting: ReportingDate) -> None:
    """Take away a date that nothing was rated for."""
    can_edit_plan(actor, reporting.plan.institution).or_raise()
    if reporting.ratings.exists():
        raise Refused(_("Actions were rated for this date, so it stays as history."))
    _told(actor, reporting, "reporting_dropped")
    reporting.delete()


@transaction.atomic
def rate_many(*, actor: Actor, reporting: ReportingDate, given: Mapping[str, Given]) -> Sitting:
    """Rate actions of a plan for one date, by their keys: each is stored or refused by itself, so that one doubtful row
    keeps nobody from saving the others. Rows that say what is there already are passed over."""
    rows = {row.action.key: row for row in standing_at(reporting)}
    bulk = BulkChange.objects.create(
        plan=reporting.plan, asked={"kind": "sitting", "on": plain(reporting.on)}, by=actor.key
    )
    stored, refused = 0, {}
    for key, one in given.items():
        row = rows.get(key)
        if row is None:
            refused[key] = _("This action was removed from the plan meanwhile.")
            continue
        if (row.rag, row.explanation) == (one.rag, clean(one.explanation)):
            continue
        if row.rating_id != one.seen:
            refused[key] = _(
                "Somebody else rated this meanwhile. Look at theirs, and choose again if yours still holds."
            )
            continue
        try:
            with transaction.atomic():
                _rate(actor, row.action, one, reporting, bulk)
            stored += 1
        except Refused as refusal:
            refused[key] = refusal.message
    _keep(bulk, stored)
    return Sitting(stored, refused)


@transaction.atomic
def close_reporting_date(*, actor: Actor, reporting: ReportingDate) -> None:
    """Close the date: its ratings stand from now on. Refused while a red has no explanation, an action that has begun
    no rating, or the day is still to come (F038, F039)."""
    current = ReportingDate.objects.select_for_update().select_related("plan__institution").get(pk=reporting.pk)
    can_close(actor, current, today()).or_raise()
    rows = standing_at(current)
    silent = [row.name for row in rows if row.needs_explanation]
    if silent:
        raise Refused(_names(_("These reds have no explanation yet: %(names)s. A sentence each is enough."), silent))
    unrated = [row.name for row in rows if row.needs_rating]
    if unrated:
        raise Refused(_names(_("These actions have begun and are not rated yet: %(names)s."), unrated))
    current.closed_at, current.closed_by = now(), actor.key
    current.save(update_fields=["closed_at", "closed_by"])
    reporting.closed_at, reporting.closed_by = current.closed_at, current.closed_by
    _told(actor, current, "reporting_closed")


@transaction.atomic
def reopen_reporting_date(*, actor: Actor, reporting: ReportingDate) -> None:
    """Open a closed date again, so that its ratings can be corrected; what was rated before stays in the history."""
    can_reopen(actor, reporting).or_raise()
    reporting.closed_at = reporting.closed_by = None
    reporting.save(update_fields=["closed_at", "closed_by"])
    _told(actor, reporting, "reporting_reopened")


def _rate(actor: Actor, action: PlannedAction, one: Given, reporting: ReportingDate, bulk: BulkChange) -> None:
    rate(actor=actor, action=action, rag=one.rag, explanation=one.explanation, reporting=reporting, bulk=bulk)


def _keep(bulk: BulkChange, count: int) -> None:
    """A change of many that changed nothing is none."""
    if not count:
        bulk.delete()
        return
    bulk.count = count
    bulk.save(update_fields=["count"])


def _told(actor: Actor, reporting: ReportingDate, what: str) -> None:
    after = {"note": f"{reporting.label}, {reporting.on.isoformat()}"}
    Step.objects.create(plan=reporting.plan, what=what, after=after, by=actor.key)
    audit.record(actor, f"plan.{what}", reporting.plan, scope=reporting.plan.institution.key, on=plain(reporting.on))


def _names(told: str, names: list[str], most: int = 5) -> str:
    """A refusal that names a few and counts the rest."""
    shown = names[:most]
    rest = len(names) - len(shown)
    if rest:
        shown.append(ngettext("%(count)s more", "%(count)s more", rest) % {"count": rest})
    return told % {"names": "; ".join(shown)}
