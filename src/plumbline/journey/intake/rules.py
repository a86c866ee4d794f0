"""May this actor do this with a document, now; and if not, why."""

from __future__ import annotations

from django.utils.translation import gettext as _

from plumbline.foundation.verdicts import Allowed, Denied, Verdict
from plumbline.institutions.access import Capability
from plumbline.institutions.actor import Actor
from plumbline.institutions.models import Institution
from plumbline.journey.intake.models import Reading
from plumbline.journey.intake.states import MOVES


def can_upload(actor: Actor, institution: Institution) -> Verdict:
    """Put a document in, see what was read, correct it."""
    if not actor.can(Capability.UPLOAD_DOCUMENTS, institution):
        return Denied(_("Your role here does not include documents. Ask the institutional lead."))
    return Allowed()


def can_correct(actor: Actor, reading: Reading) -> Verdict:
    """Change the working copy."""
    verdict = can_upload(actor, reading.institution)
    if not verdict:
        return verdict
    if reading.is_accepted:
        return Denied(_("This document was accepted. Undo the acceptance to correct what was read."))
    if not reading.is_to_check:
        return Denied(_("There is nothing here to correct: this document is not waiting to be checked."))
    return Allowed()


def can_accept(actor: Actor, reading: Reading) -> Verdict:
    """Make what was understood the institution's data."""
    return _may_decide(actor, reading) and MOVES.verdict("accept", reading)


def can_undo_acceptance(actor: Actor, reading: Reading) -> Verdict:
    """Take back what came of it."""
    return _may_decide(actor, reading) and MOVES.verdict("undo_acceptance", reading)


def can_read_again(actor: Actor, reading: Reading) -> Verdict:
    """Read the same file once more, beside what was read before."""
    verdict = can_upload(actor, reading.institution)
    if not verdict:
        return verdict
    if reading.file.erased_at is not None:
        return Denied(_("The file was deleted. Upload it again to have it read."))
    if reading.is_under_way:
        return Denied(_("This document is being read now. Wait until it is done."))
    return Allowed()


def can_try_again(actor: Actor, reading: Reading) -> Verdict:
    """Read a file once more that could not be read."""
    return can_read_again(actor, reading) and MOVES.verdict("try_again", reading)


def can_drop(actor: Actor, reading: Reading) -> Verdict:
    """Put the document aside: it leaves the list, and its file is deleted."""
    verdict = can_upload(actor, reading.institution)
    if verdict and reading.is_accepted:
        return Denied(_("This document was accepted. Undo the acceptance first, or delete only its file."))
    return verdict and MOVES.verdict("drop", reading)


def can_erase(actor: Actor, reading: Reading) -> Verdict:
    """Delete an accepted document's file and words now, before its time; what it became stays."""
    if not actor.can(Capability.ACCEPT_READINGS, reading.institution):
        return Denied(_("Your role here does not include deleting documents. Ask the institutional lead."))
    if reading.erased_at is not None:
        return Denied(_("The file was deleted already."))
    if not reading.is_accepted:
        return Denied(_("Only an accepted document's file is deleted by itself. Drop this document instead."))
    return Allowed()


def can_use_contact(actor: Actor, institution: Institution) -> Verdict:
    """Make the lead that the document names the institution's public contact."""
    if not actor.can(Capability.EDIT_INSTITUTION, institution):
        return Denied(_("Your role here does not include changing the institution's contact."))
    return Allowed()


def _may_decide(actor: Actor, reading: Reading) -> Verdict:
    if not actor.can(Capability.ACCEPT_READINGS, reading.institution):
        return Denied(_("Your role here does not include accepting what was read. Ask the institutional lead."))
    return Allowed()
