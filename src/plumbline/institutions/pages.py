"""The doors that every view wears, and the way a page is made. Every view wears exactly one."""

from __future__ import annotations

import functools
from collections.abc import Callable

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _

from plumbline.foundation.pages import View, marked, page, personal, public_page, signed_in_page
from plumbline.institutions.access import SAID, Capability, roles_that_may, sheet
from plumbline.institutions.actor import Actor, actor_of
from plumbline.institutions.models import Institution
from plumbline.platform.accounts.queries import holding

__all__ = ["institution_page", "page", "pass_page", "public_page", "sector_page", "signed_in_page"]


def institution_page(capability: Capability) -> Callable[[View], View]:
    """For members of the institution that the address names by `slug`, with `capability`; the view gets the
    institution instead of the slug. Neighbours and the public are told that there is no such page; a member who
    lacks the capability is told why, and who has it."""

    def wear(view: View) -> View:
        @functools.wraps(view)
        def door(request: HttpRequest, slug: str, *args: object, **kwargs: object) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            actor = actor_of(request)
            institution = Institution.objects.select_related("signatory").filter(slug=slug).first()
            if institution is None or not actor.can(Capability.VIEW_WORKSPACE, institution):
                raise Http404
            if not actor.can(capability, institution):
                return personal(forbidden(request, capability, institution=institution))
            return personal(view(request, institution, *args, **kwargs))

        return marked(door, f"institution:{capability}")

    return wear


def sector_page(capability: Capability) -> Callable[[View], View]:
    """For the people of the sector with `capability`. Others are told that there is no such page, sector people
    without it are told why."""

    def wear(view: View) -> View:
        @functools.wraps(view)
        def door(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            actor = actor_of(request)
            if not actor.can(Capability.VIEW_SECTOR):
                raise Http404
            if not actor.can(capability):
                return personal(forbidden(request, capability))
            return personal(view(request, *args, **kwargs))

        return marked(door, f"sector:{capability}")

    return wear


def pass_page(purpose: str) -> Callable[[View], View]:
    """For whoever has opened a pass of `purpose` at the institution that the address names by `slug`; the view gets
    the institution and what is held (`Holding`: name, subjects, until), and `actor_of(request)` is its holder, whoever
    else is signed in there. Everybody else is told that the link is over and whom to ask."""

    def wear(view: View) -> View:
        @functools.wraps(view)
        def door(request: HttpRequest, slug: str, *args: object, **kwargs: object) -> HttpResponseBase:
            institution = Institution.objects.select_related("signatory").filter(slug=slug).first()
            held = holding(request.COOKIES, scope=institution.key, purpose=purpose) if institution else None
            if institution is None or held is None:
                return personal(page(request, "institutions/pass_over.html", status=404, institution=institution))
            request.actor = Actor.holder(held)  # type: ignore[attr-defined]
            return personal(view(request, institution, held, *args, **kwargs))

        return marked(door, f"pass:{purpose}")

    return wear


def forbidden(request: HttpRequest, capability: Capability, **context: object) -> HttpResponseBase:
    """The page that says what one may not do here, and who may."""
    return page(
        request,
        "institutions/forbidden.html",
        status=403,
        reason=_("Your roles do not include this: %(what)s.") % {"what": SAID[capability]},
        holders=[sheet(role).name for role in roles_that_may(capability)],
        **context,
    )
