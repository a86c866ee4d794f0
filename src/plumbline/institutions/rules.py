"""May this actor do this to this institution or to the register, and if not why."""

from __future__ import annotations

from django.utils.translation import gettext as _

from plumbline.foundation.clock import today
from plumbline.foundation.verdicts import Allowed, Denied, Verdict
from plumbline.institutions.access import Capability, Role
from plumbline.institutions.actor import Actor
from plumbline.institutions.models import BoardOrganisation, Institution, Membership, SectorRole


def can_edit_institution(actor: Actor, institution: Institution) -> Verdict:
    """Its own people with that capability, and the secretariat."""
    if actor.can(Capability.EDIT_INSTITUTION, institution) or actor.can(Capability.MANAGE_SECTOR):
        return Allowed()
    return Denied(_("Only the institutional lead, the working lead, communications or the secretariat can do this."))


def can_manage_people(actor: Actor, institution: Institution) -> Verdict:
    """The lead, and the secretariat: it puts in the first lead, and a new one where the old one has left."""
    if actor.can(Capability.MANAGE_PEOPLE, institution) or actor.can(Capability.MANAGE_SECTOR):
        return Allowed()
    return Denied(_("Only the institutional lead or the secretariat can give and end roles."))


def can_end_membership(actor: Actor, membership: Membership) -> Verdict:
    """Whoever manages people; but somebody must be left who answers for the institution."""
    managing = can_manage_people(actor, membership.institution)
    if not managing:
        return managing
    if membership.ends_on is not None and membership.ends_on < today():
        return Denied(_("This role has already ended."))
    if membership.role != Role.LEAD or actor.can(Capability.MANAGE_SECTOR):
        return Allowed()
    leads = Membership.objects.all().current().filter(institution=membership.institution, role=Role.LEAD)
    if leads.exclude(pk=membership.pk).exists():
        return Allowed()
    return Denied(_("This is the only institutional lead. Make somebody else lead first, or ask the secretariat."))


def can_view_audit(actor: Actor, institution: Institution) -> Verdict:
    """The lead, the leader and the champion."""
    if actor.can(Capability.VIEW_AUDIT, institution):
        return Allowed()
    return Denied(_("Only the lead, the leader and the champion of the institution can read its history."))


def can_manage_sector(actor: Actor) -> Verdict:
    """The secretariat."""
    if actor.can(Capability.MANAGE_SECTOR):
        return Allowed()
    return Denied(_("Only the secretariat can do this."))


def can_end_sector_role(actor: Actor, held: SectorRole) -> Verdict:
    """The secretariat; but not its last member's own role."""
    managing = can_manage_sector(actor)
    if not managing:
        return managing
    if held.ends_on is not None and held.ends_on < today():
        return Denied(_("This role has already ended."))
    others = SectorRole.objects.all().current().filter(role=Role.SECRETARIAT).exclude(pk=held.pk)
    if held.role == Role.SECRETARIAT and not others.exists():
        return Denied(_("This is the only member of the secretariat. Give somebody else the role first."))
    return Allowed()


def can_end_board_organisation(actor: Actor, organisation: BoardOrganisation) -> Verdict:
    """The secretariat, while the seat is held."""
    managing = can_manage_sector(actor)
    if not managing:
        return managing
    if organisation.ends_on is not None:
        return Denied(_("This organisation has already left the board."))
    return Allowed()
