"""May this actor do this to a self-assessment; and if not, why."""

from __future__ import annotations

from django.utils.translation import gettext as _

from plumbline.foundation.verdicts import Allowed, Denied, Verdict
from plumbline.institutions.access import Capability
from plumbline.institutions.actor import Actor
from plumbline.institutions.models import Institution
from plumbline.journey.assessments.models import Answer

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
