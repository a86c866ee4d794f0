"""May this actor do this to a plan, now; and if not, why, in words that a person may read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from plumbline.foundation.verdicts import Allowed, Denied, Verdict
from plumbline.institutions.access import Capability
from plumbline.institutions.actor import Actor
from plumbline.institutions.models import Institution, Membership
from plumbline.journey.plans.chains import Chains
from plumbline.journey.plans.models import Plan, PlannedAction, Rag, ReportingDate, SavedView, Step
from plumbline.journey.plans.sources import SourceKind
from plumbline.journey.plans.states import MOVES, Status

LONGEST_TEXT = 40_000
"""Characters in one field of an action. More is a document of its own."""

PURPOSE = "plans.update"
"""What a link for the owner of an action is for."""

LONGEST_SNOOZE = timedelta(days=366)
LARGEST_COST = Decimal(10) ** 10
EARLIEST_YEAR, LATEST_YEAR = 1900, 2200


def can_edit_plan(actor: Actor, institution: Institution) -> Verdict:
    """Make a plan, change it, add to it, change and remove its actions."""
    if not actor.can(Capability.EDIT_PLAN, institution):
        return Denied(_("Your role here does not include changing the plan. Ask the institutional lead."))
    return Allowed()


def can_carry_into(actor: Actor, plan: Plan, into: Plan, chains: Chains) -> Verdict:
    """Carry actions of `plan` into `into`: a plan to come, of the same institution, that does not come before it."""
    verdict = can_edit_plan(actor, plan.institution)
    if not verdict:
        return verdict
    if into.institution_id != plan.institution_id:
        return Denied(_("Actions are carried into a plan of the same institution only."), field="into")
    if into.pk == plan.pk or into.is_previous:
        return Denied(_("Choose a plan for the time ahead, other than this one."), field="into")
    if into.pk in chains.plans_before(plan.pk):
        return Denied(_("This plan goes on with that one, so it cannot be carried back into it."), field="into")
    return Allowed()


def can_link(actor: Actor, action: PlannedAction, source: PlannedAction, chains: Chains) -> Verdict:
    """Say that an action goes on with one of an earlier plan."""
    verdict = can_edit_plan(actor, action.plan.institution)
    if not verdict:
        return verdict
    if source.plan.institution_id != action.plan.institution_id or source.plan_id == action.plan_id:
        return Denied(_("Choose an action of another plan of this institution."), field="source")
    if any(link.source == source.pk for link in chains.links.get(action.pk, ())):
        return Denied(_("These two are linked already."), field="source")
    if action.pk in chains.ancestors(source.pk):
        return Denied(_("The earlier of these two goes on with the later one. Take that link back first."), "source")
    return Allowed()


def can_take_in(actor: Actor, institution: Institution) -> Verdict:
    """Make what was read from a document the institution's data, or take that back."""
    if not actor.can(Capability.ACCEPT_READINGS, institution):
        return Denied(_("Your role here does not include accepting what was read. Ask the institutional lead."))
    return Allowed()


def can_change_action(actor: Actor, action: PlannedAction) -> Verdict:
    """Change the words, dates and themes of an action."""
    verdict = can_edit_plan(actor, action.plan.institution)
    return verdict if not verdict else is_standing(action)


def can_remove_action(actor: Actor, action: PlannedAction) -> Verdict:
    verdict = can_edit_plan(actor, action.plan.institution)
    if verdict and action.is_removed:
        return Denied(_("This action is already removed."))
    return verdict


def can_restore_action(actor: Actor, action: PlannedAction) -> Verdict:
    verdict = can_edit_plan(actor, action.plan.institution)
    if verdict and not action.is_removed:
        return Denied(_("This action is part of the plan already."))
    return verdict


def can_update_action(actor: Actor, action: PlannedAction) -> Verdict:
    """Say how an action is getting on: status, progress, rating. Whose role includes it, whoever of the institution's
    people owns the action or contributes to it, and whoever was sent a link for it."""
    if actor.can(Capability.UPDATE_ACTIONS, action.plan.institution) or is_own(actor, action):
        return is_standing(action)
    return Denied(_("Your role here does not include updating actions. Ask the institutional lead."))


def is_own(actor: Actor, action: PlannedAction) -> bool:
    """Whether this is named as the actor's: by account, by a role that they hold today, or by a link for it."""
    if actor.holds(PURPOSE, action.audit_key):
        return True
    if actor.user_id is None or not actor.can(Capability.VIEW_WORKSPACE, action.plan.institution):
        return False
    held = Membership.objects.all().current().filter(institution=action.plan.institution, user=actor.user_id)
    return action.owners.filter(Q(user=actor.user_id) | Q(role__in=held.values("role"))).exists()


def can_snooze(actor: Actor, action: PlannedAction, until: date, today: date) -> Verdict:
    """Whoever may update an action may be reminded of it later: from tomorrow on, within a year."""
    verdict = can_update_action(actor, action)
    if not verdict:
        return verdict
    if not today < until <= today + LONGEST_SNOOZE:
        return Denied(_("Give a day after today and within a year."), field="until")
    return Allowed()


def can_change_status(actor: Actor, action: PlannedAction, status: str, note: str) -> Verdict:
    """Any status may follow any other; stopping needs its reason."""
    verdict = can_update_action(actor, action)
    if not verdict:
        return verdict
    if status not in Status.values:
        return Denied(_("Choose one of the statuses."), field="status")
    verdict = MOVES.verdict(status, action)
    if not verdict:
        return Denied(_("The action has this status already. Choose another, or only write what happened."), "status")
    if status == Status.STOPPED and not note.strip():
        return Denied(_("Say why the action was stopped."), field="note")
    return fits(note, "note")


def can_note_progress(actor: Actor, action: PlannedAction, text: str) -> Verdict:
    verdict = can_update_action(actor, action)
    if not verdict:
        return verdict
    if not text.strip():
        return Denied(_("Write what happened, or choose another status."), field="note")
    return fits(text, "note")


def can_rate(
    actor: Actor,
    action: PlannedAction,
    rag: str,
    on: date | None,
    explanation: str,
    today: date,
    reporting: ReportingDate | None = None,
) -> Verdict:
    """A rating is never of a day to come, nor of a day before the action starts; a date that is closed keeps its
    ratings."""
    verdict = can_update_action(actor, action)
    if not verdict:
        return verdict
    if reporting and reporting.is_closed:
        return Denied(_("This reporting date is closed, and its ratings stand. Open it again to correct one."))
    if rag and rag not in Rag.values:
        return Denied(_("Choose one of the ratings."), field="rag")
    if on and on > today:
        return Denied(_("The day of the rating is still to come. Give today or an earlier day."), field="on")
    if rag and action.starts_on and action.starts_on > (on or today):
        told = _("This action starts on %(day)s. Until then it is not rated.")
        return Denied(told % {"day": date_format(action.starts_on, "j F Y")}, field="rag")
    return fits(explanation, "explanation")


def can_close(actor: Actor, reporting: ReportingDate, today: date) -> Verdict:
    """Whoever edits the plan closes its reporting dates, from the day itself on."""
    verdict = can_edit_plan(actor, reporting.plan.institution)
    if verdict and reporting.is_closed:
        return Denied(_("This reporting date is closed already."))
    if verdict and reporting.on > today:
        told = _("The day is still to come. It can be closed from %(day)s on.")
        return Denied(told % {"day": date_format(reporting.on, "j F Y")})
    return verdict


def can_reopen(actor: Actor, reporting: ReportingDate) -> Verdict:
    """Whoever may close a date may open it again."""
    verdict = can_edit_plan(actor, reporting.plan.institution)
    if verdict and not reporting.is_closed:
        return Denied(_("This reporting date is open."))
    return verdict


def has_word(text: str, field: str, limit: int, missing: str) -> Verdict:
    """A line that must say something and fit."""
    if not text:
        return Denied(missing, field=field)
    if len(text) > limit:
        told = _("This is %(length)s characters long; the most that fits is %(limit)s. Shorten it.")
        return Denied(told % {"length": len(text), "limit": limit}, field=field)
    return Allowed()


def can_keep_frameworks(actor: Actor, institution: Institution | None) -> Verdict:
    """Whoever keeps the register keeps the sector's frameworks; whoever keeps its plan, an institution's own."""
    if institution is not None:
        return can_edit_plan(actor, institution)
    if not actor.can(Capability.MANAGE_SECTOR):
        return Denied(_("Your role does not include keeping the frameworks. Ask the secretariat."))
    return Allowed()


def can_save_view(actor: Actor, plan: Plan) -> Verdict:
    """Everybody who sees the plan and has an account keeps views of it."""
    if actor.user_id is None or not actor.can(Capability.VIEW_WORKSPACE, plan.institution):
        return Denied(_("Views are kept for people who have an account here."))
    return Allowed()


def can_drop_view(actor: Actor, view: SavedView) -> Verdict:
    """One's own; a shared one also whoever keeps the plan."""
    if actor.user_id is not None and view.user_id == actor.user_id:
        return can_save_view(actor, view.plan)
    if view.is_shared and can_edit_plan(actor, view.plan.institution):
        return Allowed()
    return Denied(_("This view is somebody else’s. Ask them, or whoever keeps the plan."))


UNDOABLE_BY_UPDATE = frozenset({"moved", "rated", "ticked", "unticked"})
UNDOABLE_BY_EDIT = frozenset({"changed", "removed", "restored", "undone"})


def can_undo(actor: Actor, step: Step) -> Verdict:
    """Whoever may make a change may take it back, once. Notes and measurements are corrected by another, additions by
    removing the action; those that were part of a change of many go with it."""
    added_among_many = step.what == "added" and step.bulk_id is not None
    if step.action is None or not (added_among_many or step.what in UNDOABLE_BY_UPDATE | UNDOABLE_BY_EDIT):
        return Denied(_("This cannot be undone. Correct it by another, or change it by hand."))
    if hasattr(step, "undone_by"):
        return Denied(_("This was undone already."))
    if step.what in UNDOABLE_BY_UPDATE:
        verdict = can_update_action(actor, step.action)
    else:
        verdict = can_edit_plan(actor, step.action.plan.institution)
    if verdict and step.what not in {"removed", "restored"}:
        return is_standing(step.action)
    return verdict


def is_standing(action: PlannedAction) -> Verdict:
    if action.is_removed:
        return Denied(_("This action was removed from the plan. Put it back first."))
    return Allowed()


def fits(text: str, field: str) -> Verdict:
    """Long texts are refused at their field, with both numbers, before the database is asked."""
    if len(text) > LONGEST_TEXT:
        told = _("This is %(length)s characters long; the most that fits is %(limit)s. Shorten it.")
        return Denied(told % {"length": f"{len(text):,}", "limit": f"{LONGEST_TEXT:,}"}, field=field)
    return Allowed()


def in_order(first: date | None, second: date | None, field: str) -> Verdict:
    """The end, or the day by which something is due, is not before the start."""
    if first and second and second < first:
        return Denied(_("This is before the start. Give a later date, or correct the start."), field=field)
    return Allowed()


def is_free_ref(plan: Plan, ref: str, besides: PlannedAction | None = None) -> Verdict:
    """A number that another standing action of the plan has would name two things."""
    if not ref:
        return Allowed()
    others = plan.actions.standing().filter(ref__iexact=ref)
    other = (others.exclude(pk=besides.pk) if besides else others).first()
    if other is None:
        return Allowed()
    told = _("%(ref)s is the number of another action already: “%(text)s”. Give another number, or none.")
    return Denied(told % {"ref": ref, "text": shortened(other.text)}, field="ref")


def fits_cost(cost: Decimal | None, currency: str, year: int | None) -> Verdict:
    """A cost is a sum that is not negative, in a currency of three letters, in a year that can be."""
    if cost is None:
        return Allowed()
    if not cost.is_finite() or cost < 0 or cost >= LARGEST_COST or cost != round(cost, 2):
        return Denied(_("Give the cost as a sum in figures, such as 1200 or 1200.50."), field="cost")
    if not re.fullmatch(r"[A-Z]{3}", currency):
        return Denied(_("Give the currency in three letters, such as GBP."), field="currency")
    if year is not None and not EARLIEST_YEAR <= year <= LATEST_YEAR:
        return Denied(_("Give the year in four figures, such as 2026."), field="cost_year")
    return Allowed()


def known_sources(sources: Iterable[Sequence[str]]) -> Verdict:
    """Every source is of a kind that is offered, and its words fit."""
    for kind, words in sources:
        if kind not in SourceKind.values:
            return Denied(_("Choose where the action came from among what is offered."), field="sources")
        verdict = fits(words, "sources")
        if not verdict:
            return verdict
    return Allowed()


def shortened(words: str, length: int = 60) -> str:
    """Words short enough to be named inside a sentence."""
    line = " ".join(words.split())
    return line if len(line) <= length else line[: length - 1].rstrip() + "…"
