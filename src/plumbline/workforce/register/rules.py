"""May this actor do this to the register, now; and if not, why."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from plumbline.foundation.verdicts import Allowed, Denied, Verdict
from plumbline.institutions.access import Capability
from plumbline.institutions.actor import Actor, actor_for
from plumbline.institutions.models import Institution
from plumbline.platform.accounts.models import User
from plumbline.workforce.register.models import Extract, PackHolder, Person, State, Study, StudyKind, Unit
from plumbline.workforce.register.states import MOVES

FEW = 10


def can_import(actor: Actor, institution: Institution) -> Verdict:
    """Upload an extract, say which column is which."""
    if not actor.can(Capability.IMPORT_STAFF, institution):
        return Denied(_("Only the HR analyst imports staff extracts. Ask the institutional lead to invite one."))
    return Allowed()


def can_upload(actor: Actor, institution: Institution, as_at: date, today: date) -> Verdict:
    """Upload an extract as at a day that has come."""
    verdict = can_import(actor, institution)
    if verdict and as_at > today:
        return Denied(_("This day is still to come. Give the day on which the extract was made."), field="as_at")
    if verdict and as_at.year < 1990:
        return Denied(_("Give the day on which the extract was made, from 1990 on."), field="as_at")
    return verdict


def can_choose_columns(actor: Actor, extract: Extract) -> Verdict:
    """Say which column is which, and have the file checked."""
    verdict = can_import(actor, extract.institution)
    return MOVES.verdict("check", extract) if verdict else verdict


def can_accept(actor: Actor, extract: Extract, newest: Extract | None) -> Verdict:
    """Make the rows of an extract true. `newest`: the extract that was accepted last."""
    verdict = can_import(actor, extract.institution)
    if verdict:
        verdict = MOVES.verdict("accept", extract)
    if verdict and extract.compared_with_id != (newest.pk if newest else None):
        return Denied(
            _("Another extract was accepted or undone since this one was checked. Have it checked again first.")
        )
    return verdict


def can_refuse(actor: Actor, extract: Extract) -> Verdict:
    """Decide against an extract; its file is erased."""
    verdict = can_import(actor, extract.institution)
    return MOVES.verdict("refuse", extract) if verdict else verdict


def can_undo(actor: Actor, extract: Extract, newest: Extract | None) -> Verdict:
    """Take an accepted extract back: only the last one, because later ones hold what differs from it."""
    verdict = can_import(actor, extract.institution)
    if verdict:
        verdict = MOVES.verdict("undo", extract)
    if verdict and newest is not None and newest.pk != extract.pk:
        return Denied(
            _("“%(name)s” was accepted after this one and builds on it. Undo that one first.") % {"name": newest.name}
        )
    return verdict


def can_see_raw(actor: Actor, institution: Institution) -> Verdict:
    """See single people and exact counts."""
    if not actor.can(Capability.VIEW_RAW_STAFF, institution):
        return Denied(_("Only the HR analyst sees single people. You see rounded figures."))
    return Allowed()


def can_share(actor: Actor, study: Study) -> Verdict:
    """Show a forecast, rounded, to everybody who may see figures."""
    verdict = can_see_raw(actor, study.institution)
    if not verdict:
        return verdict
    if study.kind != StudyKind.FORECAST or not study.is_ready:
        return Denied(_("This is not ready. Wait until it is worked out, or ask for it again."))
    if study.result()["over"]["all"] < FEW:
        return Denied(_("Fewer than ten technicians are too few for a forecast that others may see."))
    return Allowed()


def can_give_pack(actor: Actor, institution: Institution, unit: Unit, user: User) -> Verdict:
    """Let somebody see the pack of a unit."""
    verdict = can_see_raw(actor, institution)
    if verdict and unit.institution_id != institution.pk:
        return Denied(_("Choose a unit of your institution."), field="unit")
    if verdict and not actor_for(user).can(Capability.VIEW_FIGURES, institution):
        return Denied(_("Choose somebody who may see figures here, or have them invited first."), field="user")
    return verdict


def can_see_pack(actor: Actor, unit: Unit) -> Verdict:
    """See the pack of a unit: the HR analyst, and whoever runs it (F181)."""
    if can_see_raw(actor, unit.institution):
        return Allowed()
    user, may = actor.user_id, actor.can(Capability.VIEW_FIGURES, unit.institution)
    if user is None or not may or not PackHolder.objects.filter(unit=unit, user_id=user, ended_at=None).exists():
        return Denied(_("Only the manager of a unit sees its pack. The HR analyst can give it to you."))
    return Allowed()


def can_keep_trainees(actor: Actor, institution: Institution) -> Verdict:
    """Add and change apprenticeships, placements and work experience."""
    if not actor.can(Capability.IMPORT_STAFF, institution):
        return Denied(_("Only the HR analyst keeps apprenticeships and placements."))
    return Allowed()


def can_define(actor: Actor, institution: Institution) -> Verdict:
    """Say who counts as a technician."""
    if not actor.can(Capability.DEFINE_TECHNICIANS, institution):
        return Denied(_("Only the HR analyst changes who counts as a technician."))
    return Allowed()


def can_choose_by_hand(actor: Actor, person: Person, reason: str) -> Verdict:
    """Count somebody, or not, whatever the rule says; with the reason."""
    verdict = can_define(actor, person.institution)
    if verdict and not reason.strip():
        return Denied(_("Say why, so that whoever comes after you understands it."), field="reason")
    if verdict and len(reason) > 400:
        return Denied(_("The reason is longer than 400 characters. Shorten it."), field="reason")
    return verdict


def can_join(actor: Actor, person: Person, other: Person) -> Verdict:
    """Say that two numbers are one person."""
    verdict = can_import(actor, person.institution)
    if not verdict:
        return verdict
    if person.institution_id != other.institution_id or person.pk == other.pk:
        return Denied(_("Give the number of another person of the register."), field="other")
    if other.same_as_id or person.same_as_id:
        return Denied(_("One of the two is joined to somebody already. Part them first."), field="other")
    if person.others.exists():
        return Denied(_("Other numbers are joined to this one. Join the other way round."), field="other")
    return verdict


def can_erase(actor: Actor, person: Person) -> Verdict:
    """Forget who somebody was; what they count for stays."""
    verdict = can_import(actor, person.institution)
    if verdict and person.erased_at is not None:
        return Denied(_("This person is erased already."))
    return verdict


def is_decided(extract: Extract) -> bool:
    """Whether somebody has decided about it."""
    return extract.state in (State.ACCEPTED, State.REFUSED, State.UNDONE)
