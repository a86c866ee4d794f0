"""May this actor do this to a date, now; and if not, why."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from plumbline.foundation.verdicts import Allowed, Denied, Verdict
from plumbline.institutions.access import Capability
from plumbline.institutions.actor import Actor
from plumbline.journey.submissions.models import Due, Extension
from plumbline.journey.submissions.states import MOVES, ExtensionState

LONGEST_REASON = 4_000
"""Characters. More is a letter."""


def can_keep_timetable(actor: Actor) -> Verdict:
    """Windows, rules of stages, dates of phases, and what was agreed with an institution: the secretariat."""
    if actor.can(Capability.MANAGE_SECTOR):
        return Allowed()
    return Denied(_("Only the secretariat sets the programme's dates."))


def can_ask_extension(actor: Actor, due: Due, wished_on: date, reason: str, *, left: int) -> Verdict:
    """The lead, for what is not received yet; once at a time, and no more often than the programme allows (`left`)."""
    verdict = may_ask(actor, due, left=left)
    if not verdict:
        return verdict
    if not reason.strip():
        return Denied(_("Say why you need more time. The secretariat decides by it."), field="reason")
    if len(reason) > LONGEST_REASON:
        told = _("This is %(length)s characters long; the most that fits is %(limit)s. Shorten it.")
        return Denied(told % {"length": f"{len(reason):,}", "limit": f"{LONGEST_REASON:,}"}, field="reason")
    if due.due_on and wished_on <= due.due_on:
        return Denied(_("Choose a day after the one on which it is due now."), field="wished_on")
    return Allowed()


def may_ask(actor: Actor, due: Due, *, left: int) -> Verdict:
    """Is there anything to ask, before somebody writes why?"""
    if not actor.can(Capability.SUBMIT, due.institution):
        return Denied(_("Only the institutional lead or the working lead asks for more time."))
    if due.received_on:
        return Denied(_("This was received. There is nothing to put off."))
    if due.due_on is None:
        return Denied(_("No day is set for this stage yet. Ask the secretariat to agree one with you."))
    if due.extensions.filter(state=ExtensionState.ASKED).exists():
        return Denied(_("You have asked already. Take that back first, or wait for the answer."))
    if left < 1:
        return Denied(_("The programme has given you as many extensions as it gives. Write to the secretariat."))
    return Allowed()


def can_take_back_extension(actor: Actor, extension: Extension) -> Verdict:
    """Whoever may ask, while nobody has answered."""
    if not actor.can(Capability.SUBMIT, extension.due.institution):
        return Denied(_("Only the institutional lead or the working lead can take this back."))
    return MOVES.verdict("take_back", extension)


def can_answer_extension(actor: Actor, extension: Extension, *, grant: bool, on: date | None, answer: str) -> Verdict:
    """The secretariat; a day where it grants, a reason where it declines."""
    verdict = can_keep_timetable(actor)
    if not verdict:
        return verdict
    verdict = MOVES.verdict("grant" if grant else "decline", extension)
    if not verdict:
        return verdict
    if grant and (on is None or (extension.due.due_on is not None and on <= extension.due.due_on)):
        return Denied(_("Give the day until which there is time, after the one on which it is due now."), field="on")
    if not grant and not answer.strip():
        return Denied(_("Say why, so that the institution knows what to do."), field="answer")
    return Allowed()


def can_agree_date(actor: Actor, due: Due, on: date | None, reason: str) -> Verdict:
    """The secretariat, with a reason that the institution reads."""
    verdict = can_keep_timetable(actor)
    if not verdict:
        return verdict
    if due.received_on:
        return Denied(_("This was received. Its date stands."))
    if on == due.agreed_on:
        return Denied(_("This is the day that is agreed already."), field="on")
    if not reason.strip():
        return Denied(_("Say why the day is another: the institution reads it."), field="reason")
    return Allowed()


def can_record_received(actor: Actor, due: Due, on: date, today: date) -> Verdict:
    """The secretariat, for what came in another way than through here."""
    verdict = can_keep_timetable(actor)
    if not verdict:
        return verdict
    if due.received_on:
        return Denied(_("This was received already."))
    if on > today:
        return Denied(_("This day is still to come. Give today or an earlier day."), field="on")
    return Allowed()
