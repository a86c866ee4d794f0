"""Membership and SectorRole with their terms, and the roles that wait for an invitation to be accepted."""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from plumbline.foundation.clock import today
from plumbline.foundation.constraints import in_order, one_of
from plumbline.institutions.access import INSTITUTION_ROLES, SECTOR_ROLES, sheet
from plumbline.institutions.models.register import Institution
from plumbline.platform.accounts.models import Invitation, User


class TermQuerySet(models.QuerySet[Any]):
    def current(self, at: date | None = None) -> Self:
        """What holds on a day (today): begun, and not ended. `ends_on` is the last day."""
        day = at or today()
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day), starts_on__lte=day)

    def past(self, at: date | None = None) -> Self:
        """What ended before a day (today)."""
        return self.filter(ends_on__lt=at or today())


class Membership(models.Model):
    """A role of a person at an institution, for a term. One person may hold several."""

    institution = models.ForeignKey(Institution, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=20)
    starts_on = models.DateField(_("from"), default=today)
    ends_on = models.DateField(_("until"), null=True, blank=True)

    objects = TermQuerySet.as_manager()

    class Meta:
        constraints = [
            one_of("role", INSTITUTION_ROLES, name="membership_role_known"),
            in_order("starts_on", "ends_on", name="membership_ends_after_start"),
            models.UniqueConstraint(
                fields=["institution", "user", "role"], condition=Q(ends_on__isnull=True), name="membership_open_once"
            ),
        ]

    @property
    def audit_key(self) -> str:
        """How the audit writes it."""
        return f"institutions.membership:{self.pk}"

    @property
    def audit_scope(self) -> str:
        """Whose history it belongs to."""
        return f"institution:{self.institution_id}"

    @property
    def role_name(self) -> str:
        """What the role is called."""
        return str(sheet(self.role).name)


class PendingMembership(models.Model):
    """A role that waits for an invitation to be accepted: the invitation itself carries none."""

    institution = models.ForeignKey(Institution, on_delete=models.CASCADE, related_name="pending_memberships")
    invitation = models.OneToOneField(Invitation, on_delete=models.CASCADE, related_name="+")
    role = models.CharField(max_length=20)
    starts_on = models.DateField(null=True, blank=True)  # null: the day of acceptance
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            one_of("role", INSTITUTION_ROLES, name="pending_role_known"),
            in_order("starts_on", "ends_on", name="pending_ends_after_start"),
        ]

    @property
    def role_name(self) -> str:
        """What the role is called."""
        return str(sheet(self.role).name)


class SectorRole(models.Model):
    """A role of a person for the whole sector, for a term."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="sector_roles")
    role = models.CharField(max_length=20)
    starts_on = models.DateField(default=today)
    ends_on = models.DateField(null=True, blank=True)

    objects = TermQuerySet.as_manager()

    class Meta:
        constraints = [
            one_of("role", SECTOR_ROLES, name="sector_role_known"),
            in_order("starts_on", "ends_on", name="sector_role_ends_after_start"),
            models.UniqueConstraint(
                fields=["user", "role"], condition=Q(ends_on__isnull=True), name="sector_role_open_once"
            ),
        ]

    @property
    def audit_key(self) -> str:
        """How the audit writes it."""
        return f"institutions.sector_role:{self.pk}"

    audit_scope = "sector"

    @property
    def role_name(self) -> str:
        """What the role is called."""
        return str(sheet(self.role).name)


class PendingSectorRole(models.Model):
    """A sector role that waits for an invitation to be accepted."""

    invitation = models.OneToOneField(Invitation, on_delete=models.CASCADE, related_name="+")
    role = models.CharField(max_length=20)
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [one_of("role", SECTOR_ROLES, name="pending_sector_role_known")]

    @property
    def role_name(self) -> str:
        """What the role is called."""
        return str(sheet(self.role).name)
