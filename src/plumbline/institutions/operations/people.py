"""The verbs of people: inviting to a role, taking it up, giving, changing and ending it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from plumbline.foundation.clock import now, today
from plumbline.foundation.problems import Refused
from plumbline.institutions import notices, rules
from plumbline.institutions.access import INSTITUTION_ROLES, SECTOR_ROLES, sheet
from plumbline.institutions.actor import Actor
from plumbline.institutions.models import (
    Institution,
    Membership,
    PendingMembership,
    PendingSectorRole,
    SectorRole,
)
from plumbline.institutions.operations.terms import in_order
from plumbline.platform.accounts.models import Invitation, Pass, User, plain_address
from plumbline.platform.accounts.operations import invite, revoke_pass, withdraw_invitation
from plumbline.platform.audit.operations import record


@transaction.atomic
def invite_member(
    *,
    actor: Actor,
    institution: Institution,
    email: str,
    role: str,
    name: str = "",
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> tuple[PendingMembership, str]:
    """Invite somebody to a role. Gives what waits and the invitation's secret (which only the e-mail should hold)."""
    rules.can_manage_people(actor, institution).or_raise()
    _known(role, INSTITUTION_ROLES)
    in_order(starts_on or today(), ends_on)
    holding = (
        Membership.objects.all().current().filter(institution=institution, role=role, user__email=plain_address(email))
    )
    if holding.exists():
        raise Refused(_("This person already has this role."), field="email")
    waiting = PendingMembership.objects.filter(
        institution=institution, role=role, invitation__email=plain_address(email), invitation__expires_at__gt=now()
    )
    if waiting.exists():
        raise Refused(
            _("This person is already invited to this role. Withdraw that invitation first to send a new one."),
            field="email",
        )
    from_whom = f"{actor.name} ({institution.name})" if actor.kind == "member" else institution.name
    purpose = _("%(role)s at %(institution)s") % {"role": sheet(role).name, "institution": institution.name}
    invitation, token = invite(actor=actor, email=email, name=name, from_whom=from_whom, purpose=purpose)
    pending = PendingMembership.objects.create(
        institution=institution, invitation=invitation, role=role, starts_on=starts_on, ends_on=ends_on
    )
    record(actor, "membership.invited", invitation, scope=institution.key, role=role)
    return pending, token


@transaction.atomic
def withdraw_member_invitation(*, actor: Actor, pending: PendingMembership) -> None:
    """Take an invitation back."""
    rules.can_manage_people(actor, pending.institution).or_raise()
    withdraw_invitation(actor=actor, invitation=pending.invitation)
    record(
        actor, "membership.invitation_withdrawn", pending.invitation, scope=pending.institution.key, role=pending.role
    )
    pending.delete()


@transaction.atomic
def take_up_roles(*, user: User, invitation: Invitation) -> list[Membership | SectorRole]:
    """Give `user` the roles that waited for the invitation they have just accepted."""
    if invitation.accepted_by_id != user.pk:
        raise Refused(_("This invitation was accepted by somebody else."))
    taken: list[Membership | SectorRole] = []
    for pending in PendingMembership.objects.select_related("institution").filter(invitation=invitation):
        taken.append(_take_up_membership(user, pending))
        pending.delete()
    for waiting in PendingSectorRole.objects.filter(invitation=invitation):
        held = _open_sector_role(user, waiting.role, waiting.ends_on)
        record(user, "sector_role.accepted", held, role=held.role)
        taken.append(held)
        waiting.delete()
    return taken


@transaction.atomic
def grant_membership(
    *,
    actor: Actor,
    institution: Institution,
    user: User,
    role: str,
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> Membership:
    """Give a role to somebody who already has an account."""
    rules.can_manage_people(actor, institution).or_raise()
    _known(role, INSTITUTION_ROLES)
    in_order(starts_on or today(), ends_on)
    membership = _open_membership(institution, user, role, starts_on or today(), ends_on)
    record(actor, "membership.granted", membership, role=role)
    notices.role_given(actor, membership)
    return membership


@transaction.atomic
def end_membership(*, actor: Actor, membership: Membership, on: date | None = None) -> None:
    """End a role with the day `on` as its last; without a day, at once."""
    _hold(membership.institution)
    rules.can_end_membership(actor, membership).or_raise()
    notices.role_ended(actor, membership)
    _end(membership, on)
    record(actor, "membership.ended", membership, role=membership.role, on=str(membership.ends_on))


@transaction.atomic
def change_role(*, actor: Actor, membership: Membership, role: str) -> Membership:
    """Give the person another role instead, from today; the old one stays in the history."""
    _hold(membership.institution)
    rules.can_end_membership(actor, membership).or_raise()
    _known(role, INSTITUTION_ROLES)
    if role == membership.role:
        raise Refused(_("This person already has this role."), field="role")
    fresh = _open_membership(membership.institution, membership.user, role, today(), None)
    _end(membership, None)
    record(actor, "membership.changed", fresh, before=membership.role, role=role)
    notices.role_given(actor, fresh)
    return fresh


@transaction.atomic
def end_link(*, actor: Actor, institution: Institution, held: Pass) -> None:
    """End a link that somebody without an account was sent: at once, whatever it was for."""
    rules.can_manage_people(actor, institution).or_raise()
    if held.scope != institution.key:
        raise Refused(_("This link belongs to another institution."))
    revoke_pass(actor=actor, held=held)


@transaction.atomic
def grant_sector_role(*, actor: Actor, user: User, role: str, ends_on: date | None = None) -> SectorRole:
    """Give a sector role to somebody who already has an account."""
    rules.can_manage_sector(actor).or_raise()
    _known(role, SECTOR_ROLES)
    in_order(today(), ends_on)
    held = _open_sector_role(user, role, ends_on)
    record(actor, "sector_role.granted", held, role=role)
    return held


@transaction.atomic
def invite_sector_person(
    *, actor: Actor, email: str, role: str, name: str = "", ends_on: date | None = None
) -> tuple[PendingSectorRole, str]:
    """Invite somebody to a sector role."""
    rules.can_manage_sector(actor).or_raise()
    _known(role, SECTOR_ROLES)
    in_order(today(), ends_on)
    if SectorRole.objects.all().current().filter(role=role, user__email=plain_address(email)).exists():
        raise Refused(_("This person already has this role."), field="email")
    from_whom = actor.name if actor.kind == "member" else ""
    invitation, token = invite(actor=actor, email=email, name=name, from_whom=from_whom, purpose=str(sheet(role).name))
    pending = PendingSectorRole.objects.create(invitation=invitation, role=role, ends_on=ends_on)
    record(actor, "sector_role.invited", invitation, scope="sector", role=role)
    return pending, token


@transaction.atomic
def end_sector_role(*, actor: Actor, held: SectorRole, on: date | None = None) -> None:
    """End a sector role with the day `on` as its last; without a day, at once."""
    rules.can_end_sector_role(actor, held).or_raise()
    _end(held, on)
    record(actor, "sector_role.ended", held, role=held.role, on=str(held.ends_on))


def _known(role: str, roles: Mapping[Any, Any]) -> None:
    if role not in roles:
        raise Refused(_("Choose one of the roles on the list."), field="role")


def _take_up_membership(user: User, pending: PendingMembership) -> Membership:
    starts_on = max(pending.starts_on or today(), today())
    ends_on = pending.ends_on
    if ends_on is not None and ends_on < starts_on:
        raise Refused(_("The term that this invitation was for is over. Ask whoever invited you for a new one."))
    membership = _open_membership(pending.institution, user, pending.role, starts_on, ends_on)
    record(user, "membership.accepted", membership, role=membership.role)
    return membership


def _open_membership(
    institution: Institution, user: User, role: str, starts_on: date, ends_on: date | None
) -> Membership:
    terms = Membership.objects.filter(institution=institution, user=user, role=role)
    _no_other_term(terms, user, role, starts_on)
    return Membership.objects.create(
        institution=institution, user=user, role=role, starts_on=starts_on, ends_on=ends_on
    )


def _open_sector_role(user: User, role: str, ends_on: date | None) -> SectorRole:
    _no_other_term(SectorRole.objects.filter(user=user, role=role), user, role, today())
    return SectorRole.objects.create(user=user, role=role, starts_on=today(), ends_on=ends_on)


def _no_other_term(terms: QuerySet[Any], user: User, role: str, starts_on: date) -> None:
    """Refuse a term while another of the same role runs or is still to come."""
    if terms.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=starts_on)).exists():
        said = {"name": user.get_short_name(), "role": sheet(role).name}
        raise Refused(_("%(name)s already has the role %(role)s, now or from a later day.") % said, field="role")


def _hold(institution: Institution) -> None:
    """Let nobody else end a role here until this transaction is over: of two leads who end each other's at once, one
    must find that the other is gone."""
    Institution.objects.select_for_update().get(pk=institution.pk)


def _end(term: Membership | SectorRole, on: date | None) -> None:
    """Set the last day. A term that ends at once ended yesterday; one that began today, or has not begun, never was:
    its row goes, because somebody who got a role by mistake must not keep it until midnight. The audit tells of it."""
    if on is not None and on < term.starts_on:
        raise Refused(_("The last day is before the first."), field="on")
    last = on or today() - timedelta(days=1)
    if last < term.starts_on:
        type(term).objects.filter(pk=term.pk).delete()
        term.ends_on = today()
        return
    term.ends_on = last
    term.save(update_fields=["ends_on"])
