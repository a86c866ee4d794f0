"""Questions about institutions, their people and the register."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When
from django.utils.translation import gettext as _

from plumbline.foundation.clock import now, today
from plumbline.institutions.access import INSTITUTION_ROLES, SECTOR_ROLES, Capability, Role, roles_that_may
from plumbline.institutions.models import (
    OURS,
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
    Source,
    Theme,
    ThemeWording,
)
from plumbline.platform.accounts.models import Invitation, Pass, User
from plumbline.platform.accounts.queries import names_of, passes_of
from plumbline.platform.audit.models import Entry
from plumbline.platform.audit.queries import sentence


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
        .select_related("user", "institution").order_by(_rank(INSTITUTION_ROLES), "user__name", "pk")
    )  # fmt: skip


def holders_of(capability: Capability, institution: Institution) -> list[User]:
    """The people who may do something at an institution today, each once, by number."""
    rows = (
        Membership.objects.all()
        .current()
        .filter(institution=institution, role__in=roles_that_may(capability), user__is_active=True)
    )
    return sorted({row.user for row in rows.select_related("user")}, key=lambda user: user.pk)


def sector_holders_of(capability: Capability) -> list[User]:
    """The people who may do something for the sector today, each once, by number."""
    rows = SectorRole.objects.all().current().filter(role__in=roles_that_may(capability), user__is_active=True)
    return sorted({row.user for row in rows.select_related("user")}, key=lambda user: user.pk)


def people_to_come(institution: Institution) -> QuerySet[PendingMembership]:
    """Invitations that are not accepted yet."""
    return (
        PendingMembership.objects.filter(institution=institution)
        .select_related("invitation", "institution").order_by("-invitation__invited_at")
    )  # fmt: skip


def sector_people() -> QuerySet[SectorRole]:
    """Who holds a sector role now."""
    rows = SectorRole.objects.all().current().select_related("user")
    return rows.order_by(_rank(SECTOR_ROLES), "user__name", "pk")


def board_organisations() -> QuerySet[BoardOrganisation]:
    """Every organisation that has or had a seat, present ones first."""
    return BoardOrganisation.objects.order_by("ends_on", "name")


def setting(name: str, default: str = "") -> str:
    """A choice of the secretariat for the whole site."""
    row = SiteSetting.objects.filter(name=name).first()
    return row.value if row is not None and row.value else default


def phase(number: int) -> Phase | None:
    """The phase of that number."""
    return Phase.objects.filter(number=number).first()


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


def past_members_of(institution: Institution) -> QuerySet[Membership]:
    """Who held a role once, latest first."""
    return (
        Membership.objects.all().past().filter(institution=institution)
        .select_related("user", "institution").order_by("-ends_on", "pk")
    )  # fmt: skip


def waiting_roles(invitation: Invitation) -> list[str]:
    """What an invitation is for, in words."""
    here = PendingMembership.objects.filter(invitation=invitation).select_related("institution")
    sector = PendingSectorRole.objects.filter(invitation=invitation)
    said = [_("%(role)s at %(institution)s") % {"role": row.role_name, "institution": row.institution} for row in here]
    return said + [_("%(role)s for the sector") % {"role": row.role_name} for row in sector]


def links_out(institution: Institution) -> QuerySet[Pass]:
    """The links for people without an account that hold now, newest first."""
    return passes_of(institution.key).filter(revoked_at=None, ends_at__gt=now())


def links_over(institution: Institution) -> QuerySet[Pass]:
    """Those that were ended, by hand or by time, newest first."""
    return passes_of(institution.key).exclude(revoked_at=None, ends_at__gt=now())


def sector_people_to_come() -> QuerySet[PendingSectorRole]:
    """Invitations to sector roles that are not accepted yet."""
    return PendingSectorRole.objects.select_related("invitation").order_by("-invitation__invited_at")


def register(words: str = "") -> QuerySet[Institution]:
    """The register by name; only those whose name holds `words`, where given."""
    rows = Institution.objects.select_related("signatory__phase").order_by("name")
    return rows.filter(name__icontains=words) if words else rows


def phases_with_counts() -> QuerySet[Phase]:
    """The phases in order, each with `known`: how many institutions are recorded in it."""
    return phases().annotate(known=Count("signatories"))


def register_counts() -> dict[str, int]:
    """How many signatories and supporters there are, and how many signatories' phases are unknown."""
    signed = Signatory.objects.filter(status=SignatoryStatus.SIGNED)
    return signed.aggregate(
        signatories=Count("pk", filter=Q(kind=SignatoryKind.SIGNATORY)),
        supporters=Count("pk", filter=Q(kind=SignatoryKind.SUPPORTER)),
        without_phase=Count("pk", filter=Q(kind=SignatoryKind.SIGNATORY, phase__isnull=True)),
    )


@dataclass(frozen=True, slots=True)
class Worded:
    """How a theme is worded on a day. Version 0 is our own sentence, which stands until another is entered."""

    theme: Theme
    sentence: str
    version: int = 0
    source: Source = Source.OURS
    since_on: date | None = None


def worded_themes(on: date | None = None) -> dict[str, Worded]:
    """The themes in their order, each as it is worded on a day (today). One query."""
    rows = ThemeWording.objects.filter(since_on__lte=on or today()).order_by("version")
    entered = {row.theme: row for row in rows}  # of several, the last version stays
    return {theme.value: _worded(theme, entered.get(theme.value)) for theme in Theme}


def theme_sentences(on: date | None = None) -> dict[str, str]:
    """What each theme is about, in the words of a day (today)."""
    return {theme: worded.sentence for theme, worded in worded_themes(on).items()}


def theme_wordings(theme: str) -> QuerySet[ThemeWording]:
    """Every wording that was entered for a theme, newest first."""
    return ThemeWording.objects.filter(theme=theme).order_by("-version")


def _worded(theme: Theme, row: ThemeWording | None) -> Worded:
    if row is None:
        return Worded(theme, str(OURS[theme]))
    return Worded(theme, row.sentence, row.version, Source(row.source), row.since_on)


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One line of a history: when, who by name, what in the reader's language."""

    at: datetime
    who: str
    what: str


def history_lines(entries: Iterable[Entry]) -> list[HistoryLine]:
    """Entries of the audit as people read them."""
    rows = list(entries)
    names = actor_names(entry.actor for entry in rows)
    return [HistoryLine(entry.at, names[entry.actor], sentence(entry)) for entry in rows]


def _rank(roles: Iterable[Role]) -> Case:
    """The order of the table of roles: the lead first."""
    places = [When(role=role, then=Value(place)) for place, role in enumerate(roles)]
    return Case(*places, default=Value(len(places)), output_field=IntegerField())
