"""Whose an action is: who is told of it, and which actions are somebody's own."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, F, OuterRef, Q

from plumbline.institutions.access import Role
from plumbline.institutions.models import Institution, Membership
from plumbline.journey.plans.models import ActionOwner, ActionQuerySet, Kind, Part, PlannedAction, Rag
from plumbline.journey.plans.states import SETTLED
from plumbline.platform.accounts.models import User
from plumbline.platform.accounts.queries import Holding

SUBJECT = "plans.action:"


@dataclass(frozen=True, slots=True)
class Reached:
    """Somebody who can be told: a member by account, or somebody outside by address. `who` is "user:12" or
    "email:…"."""

    who: str
    address: str
    name: str
    user: User | None = None


def waiting(institution: Institution) -> ActionQuerySet:
    """Actions of the institution's plans to come that still wait for somebody, with plan and newest rating."""
    rows = forward(institution).exclude(status__in=SETTLED).exclude(Q(rag=Rag.GREEN))
    return rows.filter(carried_into=None, dropped=None)  # what the next plan took over, or left, waits there or nowhere


def forward(institution: Institution) -> ActionQuerySet:
    """Standing actions of the institution's plans to come, by due day, with plan and newest rating."""
    rows = PlannedAction.objects.filter(plan__institution=institution, plan__kind=Kind.FORWARD).standing().rated()
    return rows.select_related("plan").order_by(F("deadline_on").asc(nulls_last=True), "plan", "order", "pk")


def actions_of_user(institution: Institution, user: User) -> ActionQuerySet:
    """What somebody with an account owns or contributes to, by name or by a role that they hold."""
    rows = ActionOwner.objects.filter(action__plan__institution=institution)
    mine = rows.filter(Q(user=user) | Q(role__in=roles_of(institution, user)))
    return forward(institution).filter(pk__in=mine.values("action"))


def waiting_of_user(institutions: Iterable[Institution], user: User) -> ActionQuerySet:
    """What waits for somebody at any of these institutions, with plan and newest rating."""
    numbers = [institution.pk for institution in institutions]
    held = Membership.objects.all().current().filter(user=user, institution=OuterRef("action__plan__institution"))
    by_role = Q(Exists(held.filter(role=OuterRef("role"))))
    own = ActionOwner.objects.filter(Q(user=user) | by_role, action__plan__institution__in=numbers)
    rows = PlannedAction.objects.filter(pk__in=own.values("action"), plan__kind=Kind.FORWARD).standing().rated()
    rows = rows.exclude(status__in=SETTLED).exclude(Q(rag=Rag.GREEN)).filter(carried_into=None, dropped=None)
    return rows.select_related("plan").order_by("deadline_on", "pk")


def actions_held(institution: Institution, held: Holding) -> ActionQuerySet:
    """What the holder of a link was sent it for, as far as they still own it."""
    numbers = [int(key.removeprefix(SUBJECT)) for key in held.subjects if key.startswith(SUBJECT)]
    own = ActionOwner.objects.filter(action__in=numbers, email__iexact=held.email)
    return forward(institution).filter(pk__in=own.values("action"))


def roles_of(institution: Institution, user: User) -> list[str]:
    """The roles that somebody holds there today."""
    rows = Membership.objects.all().current().filter(institution=institution, user=user)
    return list(rows.values_list("role", flat=True))


def leads_of(institution: Institution) -> list[Reached]:
    """The leads; where there is none, the working leads."""
    rows = Membership.objects.all().current().filter(
        institution=institution, role__in=[Role.LEAD, Role.WORKING_LEAD], user__is_active=True
    )  # fmt: skip
    held = list(rows.select_related("user").order_by("user"))
    leads = [row for row in held if row.role == Role.LEAD] or held
    return list(dict.fromkeys(_member(row.user) for row in leads))


def owners_of(institution: Institution, actions: Iterable[PlannedAction]) -> dict[int, list[Reached]]:
    """Who owns each action and can be told: members who are still here, holders of a role, addresses outside. An action
    whose owners cannot be reached is missing."""
    members = Membership.objects.all().current().filter(institution=institution, user__is_active=True)
    holders: dict[str, list[User]] = {}
    for row in members.select_related("user").order_by("user"):
        holders.setdefault(row.role, []).append(row.user)
    here = {user.pk for users in holders.values() for user in users}
    found: dict[int, list[Reached]] = {}
    rows = ActionOwner.objects.filter(action__in=[action.pk for action in actions], part=Part.OWNER)
    for owner in rows.select_related("user"):
        for reached in _reached(owner, holders, here):
            if reached not in found.setdefault(owner.action_id, []):
                found[owner.action_id].append(reached)
    return {number: reached for number, reached in found.items() if reached}


def outside_subjects(institution: Institution, email: str) -> list[str]:
    """The keys of all that somebody outside owns, for their link."""
    own = ActionOwner.objects.filter(action__plan__institution=institution, email__iexact=email)
    return [action.audit_key for action in forward(institution).filter(pk__in=own.values("action"))]


def still_due(abouts: Collection[str]) -> set[str]:
    """Of things told as "plans.action:7@2026-12-08", those that still wait for that day."""
    said = {about: about.removeprefix(SUBJECT).partition("@") for about in abouts}
    numbers = [int(parts[0]) for parts in said.values() if parts[0].isdecimal()]
    rows = PlannedAction.objects.filter(pk__in=numbers, plan__kind=Kind.FORWARD).standing().rated()
    rows = rows.exclude(status__in=SETTLED).exclude(Q(rag=Rag.GREEN)).filter(carried_into=None, dropped=None)
    days = dict(rows.values_list("pk", "deadline_on"))
    return {
        about
        for about, (number, _at, day) in said.items()
        if number.isdecimal() and int(number) in days and day == said_day(days[int(number)])
    }


def about_of(action: PlannedAction) -> str:
    """What a message about an action and its due day is about."""
    return f"{action.audit_key}@{said_day(action.deadline_on)}"


def said_day(day: date | None) -> str:
    """A day as keys hold it."""
    return day.isoformat() if day else ""


def _reached(owner: ActionOwner, holders: dict[str, list[User]], here: Collection[int]) -> list[Reached]:
    if owner.user is not None:
        return [_member(owner.user)] if owner.user.pk in here else []
    if owner.role:
        return [_member(user) for user in holders.get(owner.role, [])]
    if owner.email and not owner.is_member:
        return [Reached(f"email:{owner.email.lower()}", owner.email.lower(), owner.name)]
    return []


def _member(user: User) -> Reached:
    return Reached(user.key, user.email, user.get_short_name(), user)
