"""May this actor publish a plan, or withdraw what was published; and if not, why."""

from __future__ import annotations

from django.utils.translation import gettext as _

from plumbline.foundation.verdicts import Allowed, Denied, Verdict
from plumbline.institutions.access import Capability
from plumbline.institutions.actor import Actor
from plumbline.institutions.models import Institution
from plumbline.sharing.library.models import Publication
from plumbline.sharing.library.states import MOVES

LONGEST_REASON = 2_000


def can_publish(actor: Actor, institution: Institution, actions: int) -> Verdict:
    """The lead publishes. The programme's minimum is a plan and a named contact, so neither may be missing."""
    if not actor.can(Capability.PUBLISH, institution):
        return Denied(_("Only the institutional lead can publish the plan."))
    if not institution.contact_name:
        return Denied(_("Name a public contact first: everybody who reads the plan must know whom to ask."))
    if not actions:
        return Denied(_("The plan has no actions yet. Add the first one before you publish."))
    return Allowed()


def can_withdraw(actor: Actor, publication: Publication, reason: str) -> Verdict:
    """The lead withdraws, with a reason that everybody who comes to the address will read."""
    if not actor.can(Capability.PUBLISH, publication.institution):
        return Denied(_("Only the institutional lead can withdraw what was published."))
    verdict = MOVES.verdict("withdraw", publication)
    if not verdict:
        return Denied(_("This version was withdrawn already."))
    if not reason.strip():
        return Denied(_("Say why it is withdrawn. The reason stays at its address."), field="reason")
    if len(reason) > LONGEST_REASON:
        told = _("Keep the reason under %(limit)s characters; this has %(length)s.")
        return Denied(told % {"limit": f"{LONGEST_REASON:,}", "length": f"{len(reason):,}"}, field="reason")
    return Allowed()
