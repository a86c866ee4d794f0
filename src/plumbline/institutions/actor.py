"""Who is asking: a member, the holder of a link, the public, or a named part of the system."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, cast

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from plumbline.foundation.pages import personal
from plumbline.institutions.access import Capability, sheet
from plumbline.institutions.models import Institution, Membership, SectorRole
from plumbline.platform.accounts.models import User
from plumbline.platform.accounts.queries import Holding

Kind = Literal["member", "link", "public", "system"]


@dataclass(frozen=True, slots=True)
class Actor:
    """Asked by every rule, written down by every operation. `key` holds no personal name."""

    kind: Kind
    key: str
    name: str = ""
    user_id: int | None = None
    grants: frozenset[tuple[int, Capability]] = frozenset()  # (institution, what may be done there)
    sector: frozenset[Capability] = frozenset()
    purpose: str = ""  # of the link held, and the keys of the things that it is for
    subjects: frozenset[str] = frozenset()

    @classmethod
    def public(cls) -> Actor:
        """Anybody."""
        return cls(kind="public", key="public")

    @classmethod
    def system(cls, name: str) -> Actor:
        """A named part of the system. It may do all; use it only where no person asks."""
        return cls(kind="system", key=f"system:{name}", name=name)

    @classmethod
    def link(cls, key: str, *, institution: Institution, may: Capability, name: str = "") -> Actor:
        """The holder of a link: one purpose at one institution."""
        return cls(kind="link", key=f"link:{key}", name=name, grants=frozenset({(institution.pk, may)}))

    @classmethod
    def holder(cls, held: Holding) -> Actor:
        """The holder of a pass. It grants no capability: rules ask `holds`."""
        return cls(kind="link", key=held.key, name=held.name, purpose=held.purpose, subjects=held.subjects)

    def holds(self, purpose: str, subject: str) -> bool:
        """Does this actor hold a pass of that purpose for that thing?"""
        return self.purpose == purpose and subject in self.subjects

    def can(self, capability: Capability, institution: Institution | None = None) -> bool:
        """May this actor do `capability` at `institution`, or for the sector where none is given?"""
        if self.kind == "system":
            return True
        if institution is None:
            return capability in self.sector
        return (institution.pk, capability) in self.grants

    def institutions_where(self, capability: Capability) -> frozenset[int]:
        """The institutions, by number, where this actor may do `capability`."""
        return frozenset(number for number, held in self.grants if held == capability)


def actor_for(user: User) -> Actor:
    """The actor that a signed-in person is today: what all their current roles allow."""
    grants = {
        (membership.institution_id, capability)
        for membership in Membership.objects.all().current().filter(user=user)
        for capability in sheet(membership.role).capabilities
    }
    sector = {
        capability
        for held in SectorRole.objects.all().current().filter(user=user)
        for capability in sheet(held.role).capabilities
    }
    return Actor(
        kind="member",
        key=user.key,
        name=user.get_short_name(),
        user_id=user.pk,
        grants=frozenset(grants),
        sector=frozenset(sector),
    )


def actor_of(request: HttpRequest) -> Actor:
    """Who is asking in this request."""
    return cast(Actor, request.actor)  # type: ignore[attr-defined]


class ActorMiddleware:
    """Sets `request.actor`, worked out when first asked; and keeps signed-in people's pages out of caches."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = SimpleLazyObject(lambda: _actor(request))  # type: ignore[attr-defined]
        response = self.get_response(request)
        if "_auth_user_id" in request.session and not response.has_header("Cache-Control"):
            personal(response)
        return response


def _actor(request: HttpRequest) -> Actor:
    return actor_for(request.user) if isinstance(request.user, User) else Actor.public()
