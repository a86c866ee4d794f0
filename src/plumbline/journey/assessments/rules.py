"""May this actor do this to a self-assessment; and if not, why."""

from __future__ import annotations

from django.utils.translation import gettext as _

from plumbline.foundation.verdicts import Allowed, Denied, Verdict
from plumbline.institutions.access import Capability
from plumbline.institutions.actor import Actor
from plumbline.institutions.models import Institution
from plumbline.journey.assessments.models import Answer, Assessment, Delegation
from plumbline.journey.assessments.states import DELEGATIONS
from plumbline.platform.questionnaires.definition import Place

CONTRIBUTE = "assessments.contribute"
"""The purpose of a pass that lets somebody answer what they were asked."""

LONGEST_ANSWER = 200_000
"""Characters in one answer: some 30,000 words, ten times the longest seen."""


def can_take_in(actor: Actor, institution: Institution) -> Verdict:
    """Make what was read from a document the institution's data, or take that back."""
    if not actor.can(Capability.ACCEPT_READINGS, institution):
        return Denied(_("Your role here does not include accepting what was read. Ask the institutional lead."))
    return Allowed()


def can_edit_assessment(actor: Actor, institution: Institution) -> Verdict:
    if not actor.can(Capability.EDIT_ASSESSMENT, institution):
        return Denied(_("Your role here does not include changing the self-assessment. Ask the institutional lead."))
    return Allowed()


def can_correct_answer(actor: Actor, answer: Answer, text: str) -> Verdict:
    """Change the text of an answer. Over the form's limit is said, not refused."""
    verdict = can_edit_assessment(actor, answer.assessment.institution)
    if verdict and len(text) > LONGEST_ANSWER:
        told = _("This is %(length)s characters long; the most that fits is %(limit)s. Attach the rest as a document.")
        return Denied(told % {"length": f"{len(text):,}", "limit": f"{LONGEST_ANSWER:,}"}, field="text")
    return verdict


def can_keep_forms(actor: Actor) -> Verdict:
    """Draft, change and publish what the stages ask."""
    if not actor.can(Capability.MANAGE_SECTOR):
        return Denied(_("Only the secretariat can change the forms of the stages."))
    return Allowed()


def can_run_assessment(actor: Actor, institution: Institution) -> Verdict:
    """Begin a self-assessment, ask others, mark sections ready, write the institution's own guidance."""
    if actor.can(Capability.RUN_ASSESSMENT, institution):
        return Allowed()
    return Denied(_("Your role here does not include running the self-assessment. Ask the institutional lead."))


def can_write(actor: Actor, assessment: Assessment) -> Verdict:
    """Work in one that is written here."""
    verdict = can_edit_assessment(actor, assessment.institution)
    if verdict and not assessment.is_written_here:
        return Denied(_("This self-assessment was taken in from a document. Correct its answers one by one."))
    return verdict


def can_run(actor: Actor, assessment: Assessment) -> Verdict:
    """Ask others, accept, mark ready, choose plans, in one that is written here."""
    verdict = can_run_assessment(actor, assessment.institution)
    if verdict and not assessment.is_written_here:
        return Denied(_("This self-assessment was taken in from a document. There is nothing left to run."))
    return verdict


def can_answer(actor: Actor, assessment: Assessment, place: Place, delegation: Delegation | None = None) -> Verdict:
    """Write the answer at a place: whoever works on the self-assessment; and whoever was asked this, while it is with
    them. `delegation` is the one that the actor comes by."""
    if delegation is None or not holds(actor, delegation):
        return can_write(actor, assessment)
    if delegation.assessment_id != assessment.pk or not delegation.covers(place):
        return Denied(_("You were not asked this question."))
    return can_contribute(actor, delegation)


def holds(actor: Actor, delegation: Delegation) -> bool:
    """Does this actor come by the link that was sent for this?"""
    return actor.holds(CONTRIBUTE, delegation.subject)


def can_contribute(actor: Actor, delegation: Delegation) -> Verdict:
    """Answer what one was asked, and hand it back, while it is with one."""
    if not holds(actor, delegation):
        return Denied(_("You were not asked for this."))
    if not delegation.is_open:
        return Denied(_("This is finished. If something is missing, write to whoever asked you."))
    if not delegation.is_with_them:
        return Denied(_("You have handed this back. Whoever asked you is reading it now."))
    return Allowed()


def can_add_evidence(actor: Actor, delegation: Delegation) -> Verdict:
    """Add a piece of evidence to what one was asked."""
    verdict = can_contribute(actor, delegation)
    if verdict and not delegation.may_add_evidence:
        return Denied(_("You were asked for words only. Write to whoever asked you, if there is more to show."))
    return verdict


def can_decide(actor: Actor, delegation: Delegation, move: str) -> Verdict:
    """Accept what was handed back, return it, or take the request back: `move` is one of the table's."""
    verdict = can_run(actor, delegation.assessment)
    return DELEGATIONS.verdict(move, delegation) if verdict else verdict
