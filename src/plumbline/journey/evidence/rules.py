"""May this actor do this to evidence; and if not, why."""

from __future__ import annotations

from django.utils.translation import gettext as _

from plumbline.foundation.verdicts import Allowed, Denied, Verdict
from plumbline.institutions.access import Capability
from plumbline.institutions.actor import Actor
from plumbline.institutions.models import Institution
from plumbline.journey.evidence.models import Evidence, Kind


def can_keep_evidence(actor: Actor, institution: Institution) -> Verdict:
    """Add a piece of evidence, and change what is said of one."""
    if actor.can(Capability.KEEP_EVIDENCE, institution):
        return Allowed()
    return Denied(_("Your role here does not include keeping evidence. Ask the institutional lead."))


def can_change_evidence(actor: Actor, evidence: Evidence) -> Verdict:
    """Change what is said of it, while it stands."""
    verdict = can_keep_evidence(actor, evidence.institution)
    if verdict and evidence.is_removed:
        return Denied(_("This piece of evidence was removed. Put it back first."))
    if verdict and evidence.is_withdrawn:
        return Denied(_("The consent was withdrawn, and what was said is gone. Add a new testimonial instead."))
    return verdict


def can_withdraw_consent(actor: Actor, evidence: Evidence) -> Verdict:
    """Record that the person who was quoted has taken their consent back. Also of one that was removed."""
    verdict = can_keep_evidence(actor, evidence.institution)
    if verdict and evidence.kind != Kind.TESTIMONIAL:
        return Denied(_("Only a testimonial has a consent."))
    if verdict and evidence.is_withdrawn:
        return Denied(_("The consent was withdrawn already."))
    return verdict


def can_remove_evidence(actor: Actor, evidence: Evidence) -> Verdict:
    verdict = can_keep_evidence(actor, evidence.institution)
    return Denied(_("This was removed already.")) if verdict and evidence.is_removed else verdict


def can_restore_evidence(actor: Actor, evidence: Evidence) -> Verdict:
    verdict = can_keep_evidence(actor, evidence.institution)
    return Denied(_("This stands already.")) if verdict and not evidence.is_removed else verdict


def can_check_link(actor: Actor, evidence: Evidence) -> Verdict:
    """Have a link looked at now."""
    verdict = can_change_evidence(actor, evidence)
    return Denied(_("Only a link can be checked.")) if verdict and evidence.kind != Kind.LINK else verdict
