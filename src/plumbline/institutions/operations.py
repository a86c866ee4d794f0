"""The verbs of the register: institutions, their people and the people of the sector."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from plumbline.foundation.clock import today
from plumbline.foundation.problems import Refused
from plumbline.institutions import rules
from plumbline.institutions.access import INSTITUTION_ROLES, SECTOR_ROLES, sheet
from plumbline.institutions.actor import Actor
from plumbline.institutions.models import (
    BoardOrganisation,
    Institution,
    Membership,
    PendingMembership,
    PendingSectorRole,
    Phase,
    SectorRole,
    Signatory,
    SignatoryKind,
    SignatoryStatus,
    SiteSetting,
)
from plumbline.platform.accounts.models import Invitation, User, plain_address
from plumbline.platform.accounts.operations import invite, withdraw_invitation
from plumbline.platform.audit.operations import record

EDITABLE = frozenset(
    {
        "name", "other_names", "kind", "country", "nation", "region", "mission_groups", "size", "ukprn", "hesa", "ror",
        "website", "contact_name", "contact_email",
    }
)  # fmt: skip


@transaction.atomic
def create_institution(*, actor: Actor, name: str, slug: str = "", **details: Any) -> Institution:
    """Add an institution to the register. `details` are other fields of `Institution`; the signatory row is made by
    `set_signatory`."""
    rules.can_manage_sector(actor).or_raise()
    institution = Institution(name=" ".join(name.split()), slug=slug or free_slug(name))
    _fill(institution, details)
    _save(institution)
    record(actor, "institution.created", institution)
    return institution


@transaction.atomic
def edit_institution(*, actor: Actor, institution: Institution, **details: Any) -> None:
    """Change details; the address stays, so that links keep working."""
    rules.can_edit_institution(actor, institution).or_raise()
    before = {field: getattr(institution, field) for field in details}
    _fill(institution, details)
    changed = sorted(field for field in details if before[field] != getattr(institution, field))
    if not changed:
        return
    _save(institution)
    record(actor, "institution.edited", institution, fields=", ".join(changed))


@transaction.atomic
def set_signatory(
    *,
    actor: Actor,
    institution: Institution,
    kind: str = SignatoryKind.SIGNATORY,
    status: str = SignatoryStatus.SIGNED,
    phase: Phase | None = None,
    announced_on: date | None = None,
    founding: bool | None = None,
) -> Signatory:
    """Record what the institution is to the Commitment."""
    rules.can_manage_sector(actor).or_raise()
    values = {"kind": kind, "status": status, "phase": phase, "announced_on": announced_on, "founding": founding}
    signatory, _new = Signatory.objects.update_or_create(institution=institution, defaults=values)
    institution.signatory = signatory
    record(actor, "institution.signatory_set", institution, kind=str(kind), phase=phase.number if phase else None)
    return signatory


@transaction.atomic
def set_phase(
    *,
    actor: Actor,
    number: int,
    name: str = "",
    announced_on: date | None = None,
    announced_written: str = "",
    total_after: int | None = None,
) -> Phase:
    """Add or change a phase."""
    rules.can_manage_sector(actor).or_raise()
    values = {
        "name": name or _("Phase %(number)s") % {"number": number},
        "announced_on": announced_on,
        "announced_written": announced_written,
        "total_after": total_after,
    }
    phase, _new = Phase.objects.update_or_create(number=number, defaults=values)
    record(actor, "phase.set", f"institutions.phase:{number}", scope="sector", number=number)
    return phase


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
    _in_order(starts_on or today(), ends_on)
    holding = (
        Membership.objects.all().current().filter(institution=institution, role=role, user__email=plain_address(email))
    )
    if holding.exists():
        raise Refused(_("This person already has this role."), field="email")
    from_whom = f"{actor.name} ({institution.name})" if actor.name else institution.name
    invitation, token = invite(actor=actor, email=email, name=name, from_whom=from_whom)
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
    _in_order(starts_on or today(), ends_on)
    membership = _open_membership(institution, user, role, starts_on or today(), ends_on)
    record(actor, "membership.granted", membership, role=role)
    return membership


@transaction.atomic
def end_membership(*, actor: Actor, membership: Membership, on: date | None = None) -> None:
    """End a role with the day `on` as its last; without a day, at once."""
    rules.can_end_membership(actor, membership).or_raise()
    _end(membership, on)
    record(actor, "membership.ended", membership, role=membership.role, on=str(membership.ends_on))


@transaction.atomic
def change_role(*, actor: Actor, membership: Membership, role: str) -> Membership:
    """Give the person another role instead, from today; the old one stays in the history."""
    rules.can_end_membership(actor, membership).or_raise()
    _known(role, INSTITUTION_ROLES)
    if role == membership.role:
        raise Refused(_("This person already has this role."), field="role")
    fresh = _open_membership(membership.institution, membership.user, role, today(), None)
    _end(membership, None)
    record(actor, "membership.changed", fresh, before=membership.role, role=role)
    return fresh


@transaction.atomic
def grant_sector_role(*, actor: Actor, user: User, role: str, ends_on: date | None = None) -> SectorRole:
    """Give a sector role to somebody who already has an account."""
    rules.can_manage_sector(actor).or_raise()
    _known(role, SECTOR_ROLES)
    _in_order(today(), ends_on)
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
    _in_order(today(), ends_on)
    if SectorRole.objects.all().current().filter(role=role, user__email=plain_address(email)).exists():
        raise Refused(_("This person already has this role."), field="email")
    invitation, token = invite(actor=actor, email=email, name=name, from_whom=actor.name)
    pending = PendingSectorRole.objects.create(invitation=invitation, role=role, ends_on=ends_on)
    record(actor, "sector_role.invited", invitation, scope="sector", role=role)
    return pending, token


@transaction.atomic
def end_sector_role(*, actor: Actor, held: SectorRole, on: date | None = None) -> None:
    """End a sector role with the day `on` as its last; without a day, at once."""
    rules.can_end_sector_role(actor, held).or_raise()
    _end(held, on)
    record(actor, "sector_role.ended", held, role=held.role, on=str(held.ends_on))


@transaction.atomic
def add_board_organisation(
    *, actor: Actor, name: str, starts_on: date | None = None, ends_on: date | None = None
) -> BoardOrganisation:
    """Give an organisation a seat on the board."""
    rules.can_manage_sector(actor).or_raise()
    plain = " ".join(name.split())
    if not plain:
        raise Refused(_("Enter the organisation's name."), field="name")
    if starts_on:
        _in_order(starts_on, ends_on)
    if ends_on is None and BoardOrganisation.objects.filter(name=plain, ends_on__isnull=True).exists():
        raise Refused(_("This organisation already has a seat on the board."), field="name")
    organisation = BoardOrganisation.objects.create(name=plain, starts_on=starts_on, ends_on=ends_on)
    record(actor, "board_organisation.added", organisation)
    return organisation


@transaction.atomic
def end_board_organisation(*, actor: Actor, organisation: BoardOrganisation, on: date | None = None) -> None:
    """Record the last day of an organisation on the board."""
    rules.can_end_board_organisation(actor, organisation).or_raise()
    day = on or today()
    if organisation.starts_on:
        _in_order(organisation.starts_on, day)
    organisation.ends_on = day
    organisation.save(update_fields=["ends_on"])
    record(actor, "board_organisation.ended", organisation, on=str(day))


@transaction.atomic
def set_setting(*, actor: Actor, name: str, value: str) -> None:
    """Change a choice for the whole site, such as "board_name"."""
    rules.can_manage_sector(actor).or_raise()
    row, _new = SiteSetting.objects.update_or_create(name=name, defaults={"value": value.strip()[:400]})
    record(actor, "setting.changed", row)


def free_slug(name: str) -> str:
    """An address part made of a name, with a number where it is taken."""
    stem = slugify(name)[:70] or "institution"
    slug, number = stem, 2
    while Institution.objects.filter(slug=slug).exists():
        slug, number = f"{stem}-{number}", number + 1
    return slug


def _fill(institution: Institution, details: Mapping[str, Any]) -> None:
    unknown = set(details) - EDITABLE
    if unknown:
        raise TypeError(f"An institution has no {', '.join(sorted(unknown))} to change.")
    for field, value in details.items():
        setattr(institution, field, " ".join(value.split()) if isinstance(value, str) else value)


def _save(institution: Institution) -> None:
    """Save, with the first thing that is wrong said about its field."""
    try:
        institution.full_clean()
    except ValidationError as problem:
        field, said = next(iter(problem.message_dict.items()))
        raise Refused(" ".join(said), field=None if field == "__all__" else field) from problem
    institution.save()


def _known(role: str, roles: Mapping[Any, Any]) -> None:
    if role not in roles:
        raise Refused(_("Choose one of the roles on the list."), field="role")


def _in_order(starts_on: date, ends_on: date | None) -> None:
    if ends_on is not None and ends_on < starts_on:
        raise Refused(_("The last day is before the first."), field="ends_on")


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
    if Membership.objects.all().current().filter(institution=institution, user=user, role=role).exists():
        raise Refused(_("%(name)s already is %(role)s.") % {"name": user.get_short_name(), "role": sheet(role).name})
    return Membership.objects.create(
        institution=institution, user=user, role=role, starts_on=starts_on, ends_on=ends_on
    )


def _open_sector_role(user: User, role: str, ends_on: date | None) -> SectorRole:
    if SectorRole.objects.all().current().filter(user=user, role=role).exists():
        raise Refused(_("%(name)s already is %(role)s.") % {"name": user.get_short_name(), "role": sheet(role).name})
    try:
        return SectorRole.objects.create(user=user, role=role, starts_on=today(), ends_on=ends_on)
    except IntegrityError as problem:
        raise Refused(_("This person already has this role."), field="role") from problem


def _end(term: Membership | SectorRole, on: date | None) -> None:
    """A term that ends at once ended yesterday, unless it began today: then it never was, and the row goes."""
    last = on or today() - timedelta(days=1)
    if on is not None and on < term.starts_on:
        raise Refused(_("The last day is before the first."), field="ends_on")
    if last < term.starts_on:
        last = term.starts_on
    term.ends_on = last
    term.save(update_fields=["ends_on"])
