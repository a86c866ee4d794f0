"""Questions about institutions, their people and the register."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from plumbline.institutions.models import (
    BoardOrganisation,
    Institution,
    Membership,
    PendingMembership,
    Phase,
    SectorRole,
    SiteSetting,
)
from plumbline.platform.accounts.queries import names_of


def institution_by_slug(slug: str) -> Institution | None:
    """One institution, or None."""
    return Institution.objects.select_related("signatory__phase").filter(slug=slug).first()


def institutions_by_number(numbers: Iterable[int]) -> QuerySet[Institution]:
    """Some institutions, by name."""
    return Institution.objects.select_related("signatory__phase").filter(pk__in=list(numbers)).order_by("name")


def signatories() -> QuerySet[Institution]:
    """Everybody on the public list of signatories and supporters, by name."""
    return (
        Institution.objects.select_related("signatory__phase")
        .filter(signatory__isnull=False)
        .exclude(signatory__status="preparing")
        .order_by("name")
    )


def phases() -> QuerySet[Phase]:
    """The phases, in order."""
    return Phase.objects.order_by("number")


def members_of(institution: Institution) -> QuerySet[Membership]:
    """Who holds a role now, by role and name."""
    return (
        Membership.objects.all().current().filter(institution=institution)
        .select_related("user", "institution").order_by("role", "user__name", "pk")
    )  # fmt: skip


def people_to_come(institution: Institution) -> QuerySet[PendingMembership]:
    """Invitations that are not accepted yet."""
    return (
        PendingMembership.objects.filter(institution=institution)
        .select_related("invitation", "institution").order_by("-invitation__invited_at")
    )  # fmt: skip


def sector_people() -> QuerySet[SectorRole]:
    """Who holds a sector role now."""
    return SectorRole.objects.all().current().select_related("user").order_by("role", "user__name", "pk")


def board_organisations() -> QuerySet[BoardOrganisation]:
    """Every organisation that has or had a seat, present ones first."""
    return BoardOrganisation.objects.order_by("ends_on", "name")


def setting(name: str, default: str = "") -> str:
    """A choice of the secretariat for the whole site."""
    row = SiteSetting.objects.filter(name=name).first()
    return row.value if row is not None and row.value else default


def board_name() -> str:
    """What the sector's board is called: its name has changed over the years."""
    return setting("board_name", _("Steering Board"))


def actor_names(keys: Iterable[str]) -> dict[str, str]:
    """What to call the actors behind keys, for histories: "user:12" → their name, "system:demo" → words."""
    wanted = set(keys)
    names = names_of(wanted)
    for key in wanted - set(names):
        kind, _colon, rest = key.partition(":")
        names[key] = {
            "system": _("Plumbline (%(name)s)") % {"name": rest},
            "public": _("Somebody without an account"),
            "link": _("The holder of a link"),
        }.get(kind, _("Somebody whose account is gone"))
    return names
