"""Whose calendar a secret opens, and what stands in it."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext as _

from plumbline.foundation.tokens import hash_of
from plumbline.institutions.access import Capability, roles_that_may
from plumbline.institutions.models import Membership
from plumbline.journey.plans.feed import calendar
from plumbline.journey.plans.models import (
    ActionOwner,
    ActionQuerySet,
    CalendarAddress,
    Kind,
    PlannedAction,
    ReportingDate,
)
from plumbline.platform.accounts.models import User


def address_of_user(user: User) -> CalendarAddress | None:
    """The address that somebody's calendar has, without its secret."""
    return CalendarAddress.objects.filter(user=user).first()


def owner_of(token: str) -> User | None:
    """Whose calendar this secret opens; None for a secret that was renewed, ended or never made."""
    made = CalendarAddress.objects.select_related("user").filter(token_hash=hash_of(token)).first()
    return made.user if made is not None and made.user.is_active else None


def calendar_of(user: User, which: str, *, host: str) -> bytes:
    """The calendar of one's own actions ("mine") or of all of the plans where one works ("plans"), as they stand now:
    whoever has left an institution has nothing of it any more."""
    roles = [str(role) for role in roles_that_may(Capability.VIEW_WORKSPACE)]
    held = list(Membership.objects.all().current().filter(user=user, role__in=roles))
    institutions = {row.institution_id for row in held}
    rows = _forward(institutions)
    if which == "mine":
        own = Q(user=user)
        for row in held:
            own |= Q(role=row.role, action__plan__institution=row.institution_id)
        rows = rows.filter(pk__in=ActionOwner.objects.filter(own).values("action"))
    dates = ReportingDate.objects.filter(plan__institution__in=institutions, plan__kind=Kind.FORWARD, closed_at=None)
    name = _("My actions") if which == "mine" else _("Plans")
    return calendar(name, rows, dates.select_related("plan__institution").order_by("on", "pk"), host)


def _forward(institutions: set[int]) -> ActionQuerySet:
    rows = PlannedAction.objects.filter(plan__institution__in=institutions, plan__kind=Kind.FORWARD).standing()
    rows = rows.filter(carried_into=None, dropped=None).exclude(deadline_on=None)
    return rows.select_related("plan__institution").order_by("deadline_on", "pk")
