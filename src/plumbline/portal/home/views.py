"""Pages that join rooms."""

from __future__ import annotations

from functools import partial
from typing import cast

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from plumbline.foundation.clock import today
from plumbline.foundation.ui.appearance import A_YEAR, remember
from plumbline.institutions.access import Capability
from plumbline.institutions.actor import actor_of
from plumbline.institutions.models import Institution, Nation
from plumbline.institutions.pages import institution_page, page, public_page, signed_in_page
from plumbline.institutions.queries import institution_by_slug, phases, setting
from plumbline.platform.accounts.models import User
from plumbline.portal.home import gallery as shown
from plumbline.portal.home import queries
from plumbline.portal.home.needs import needs, plan_figures, steps
from plumbline.portal.home.standing import standing, standings
from plumbline.portal.home.statements import privacy_table
from plumbline.portal.home.wanted import wanted
from plumbline.sharing.library.queries import versions


@public_page
def front(request: HttpRequest) -> HttpResponseBase:
    """What this is, in five seconds; find an institution."""
    return page(request, "home/front.html", front=queries.front(), today=today())


@public_page
def signatories(request: HttpRequest) -> HttpResponseBase:
    """Everybody who signed. The filters live in the address."""
    asked = wanted(request.GET)
    found = queries.signatories(asked)
    return page(request, "home/signatories.html", asked=asked, found=found, phases=phases(), nations=Nation.choices)


@public_page
def institution(request: HttpRequest, slug: str) -> HttpResponseBase:
    """An institution as anybody sees it."""
    shown_institution = institution_by_slug(slug)
    if shown_institution is None:
        raise Http404
    publication, shares = queries.published_plan(shown_institution)
    return page(
        request,
        "home/institution.html",
        institution=shown_institution,
        signatory=getattr(shown_institution, "signatory", None),
        publication=publication,
        shares=shares,
        versions=versions(shown_institution),
        ratings=queries.RATINGS,
        where=queries.place_of(shown_institution),
    )


@signed_in_page
def home(request: HttpRequest) -> HttpResponseBase:
    """What needs you now, institution by institution."""
    actor = actor_of(request)
    rows = standings(queries.workplaces(actor), today(), cast(User, request.user))
    places = [
        {"institution": row.institution, "needs": needs(row, partial(actor.can, institution=row.institution))}
        for row in rows
    ]
    return page(request, "home/home.html", places=places, is_sector=actor.can(Capability.VIEW_SECTOR), today=today())


@institution_page(Capability.VIEW_WORKSPACE)
def overview(request: HttpRequest, institution: Institution) -> HttpResponseBase:
    """How far the institution has come, along the line."""
    actor, here = actor_of(request), standing(institution, today(), cast(User, request.user))
    return page(
        request,
        "home/overview.html",
        institution=institution,
        standing=here,
        figures=plan_figures(here),
        steps=steps(here),
        needs=needs(here, partial(actor.can, institution=institution)),
        may_upload=actor.can(Capability.UPLOAD_DOCUMENTS, institution),
    )


@public_page
def accessibility(request: HttpRequest) -> HttpResponseBase:
    """The accessibility statement."""
    return page(request, "home/accessibility.html", operator=setting("operator"), contact=setting("contact"))


@public_page
def privacy(request: HttpRequest) -> HttpResponseBase:
    """What is held of people, why, and for how long."""
    return page(request, "home/privacy.html", table=privacy_table(), contact=setting("privacy_contact"))


@public_page
def gallery(request: HttpRequest) -> HttpResponseBase:
    """Every component with its states: for whoever builds pages, and for the people of the sector."""
    open_here = settings.DEBUG or settings.ENVIRONMENT == "demo"
    if not open_here and not actor_of(request).can(Capability.VIEW_SECTOR):
        raise Http404
    return page(request, "home/gallery.html", **shown.everything(request.GET.get("errors") == "yes"))


@csrf_exempt  # it writes one harmless cookie, and a token for it would set another on every public page
@require_POST
@public_page
def appearance(request: HttpRequest) -> HttpResponse:
    """Remember light, dark or as the device wishes, and go back."""
    response = back(request)
    remember(response, request.POST.get("appearance", ""))
    return response


@csrf_exempt  # as above
@require_POST
@public_page
def language(request: HttpRequest) -> HttpResponse:
    """Remember the language of the pages, where there is a translation, and go back."""
    code, response = request.POST.get("language", ""), back(request)
    if code in dict(settings.LANGUAGES):
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, code, max_age=A_YEAR, samesite="Lax")
    return response


def back(request: HttpRequest) -> HttpResponse:
    """To the page that a small form stood on; never to another site."""
    where = request.POST.get("next", "")
    hosts, https = {request.get_host()}, request.is_secure()
    safe = url_has_allowed_host_and_scheme(where, allowed_hosts=hosts, require_https=https)
    return redirect(where if safe else "/")
