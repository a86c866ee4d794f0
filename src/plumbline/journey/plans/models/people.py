"""Who is to do an action: owners and contributors, with or without an account."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from plumbline.foundation.constraints import not_blank, one_of
from plumbline.institutions.access import INSTITUTION_ROLES
from plumbline.institutions.models import Membership
from plumbline.platform.accounts.models import User


class Part(models.TextChoices):
    OWNER = "owner", _("Owner")
    CONTRIBUTOR = "contributor", _("Contributor")


class OwnerKind(models.TextChoices):
    ROLE = "role", _("A role")
    PERSON = "person", _("A person")
    TEAM = "team", _("A team or group")
    OUTSIDE = "outside", _("Somebody without an account")


class ActionOwnerQuerySet(models.QuerySet["ActionOwner"]):
    """Filters that have a name."""

    def owners(self) -> ActionOwnerQuerySet:
        return self.filter(part=Part.OWNER)

    def known_here(self) -> ActionOwnerQuerySet:
        """With the account, and with `is_here`: whether that person holds a role at the institution today."""
        return self.select_related("user").annotate(**_here())


def _here() -> dict[str, Any]:
    """The annotation of `known_here()`."""
    current: Any = Membership.objects.all().current()
    here = current.filter(user=OuterRef("user"), institution=OuterRef("action__plan__institution"))
    return {"is_here": Exists(here)}


class ActionOwner(models.Model):
    """One who owns an action or contributes to it.

    `name` is what people call them and stays when an account goes. `user` is the account of a person; `is_member`
    remembers that there was one, so that an owner who left shows as such. `role` is a role of the institution's
    people where one was meant ("" for a role that only the institution knows). `email` reaches somebody without an
    account.
    """

    action = models.ForeignKey("plans.PlannedAction", on_delete=models.CASCADE, related_name="owners")
    part = models.CharField(max_length=12, choices=Part.choices, default=Part.OWNER)
    kind = models.CharField(max_length=8, choices=OwnerKind.choices, default=OwnerKind.PERSON)
    name = models.CharField(max_length=200)
    user = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    is_member = models.BooleanField(default=False)
    role = models.CharField(max_length=20, blank=True)
    email = models.EmailField(blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    objects = ActionOwnerQuerySet.as_manager()

    # Set by `known_here()`.
    is_here: bool

    class Meta:
        ordering = ["order", "id"]
        constraints = [
            not_blank("name", name="owner_has_name"),
            one_of("part", Part.values, name="owner_part_known"),
            one_of("kind", OwnerKind.values, name="owner_kind_known"),
            one_of("role", ["", *INSTITUTION_ROLES], name="owner_role_known"),
            models.CheckConstraint(condition=Q(user=None) | Q(kind=OwnerKind.PERSON), name="owner_account_of_a_person"),
            models.CheckConstraint(condition=Q(role="") | Q(kind=OwnerKind.ROLE), name="owner_role_of_a_role"),
            models.UniqueConstraint(fields=["action", "name", "email"], name="owner_once_an_action"),
        ]

    @property
    def is_gone(self) -> bool:
        """Whether this was somebody with an account who is not here any more. Needs `known_here()`."""
        return self.is_member and not (self.user is not None and self.user.is_active and self.is_here)
