"""One's calendar: its secret address, and the calendars behind it."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import condition, require_http_methods, require_POST, require_safe

from plumbline.foundation.pages import whole_address
from plumbline.foundation.problems import Refused
from plumbline.foundation.tokens import hash_of
from plumbline.institutions.actor import actor_of
from plumbline.institutions.pages import page, public_page, signed_in_page
from plumbline.journey.plans import operations
from plumbline.journey.plans.calendars import address_of_user, calendar_of, owner_of
from plumbline.platform.accounts.models import User

MIME = "text/calendar; charset=utf-8"


@signed_in_page
@require_http_methods(["GET", "HEAD", "POST"])
def address(request: HttpRequest) -> HttpResponse:
    """Make an address, or a new one in place of the last; it is shown this once."""
    shown = ""
    if request.method == "POST":
        shown = whole_address(f"/calendar/{operations.make_calendar_address(actor=actor_of(request))}/")
    made = address_of_user(cast(User, request.user))
    return page(request, "plans/calendar.html", shown=shown, made=made)


@signed_in_page
@require_POST
def end(request: HttpRequest) -> HttpResponse:
    """No calendar any more."""
    try:
        operations.end_calendar_address(actor=actor_of(request))
        messages.success(request, _("The address of your calendar is ended. Calendars that used it get nothing more."))
    except Refused as refusal:
        messages.error(request, refusal.message)
    return redirect("plans:calendar")


@public_page
@require_safe
def mine(request: HttpRequest, token: str) -> HttpResponse:
    """The due days of one's own actions."""
    return _calendar(request, token, "mine")


@public_page
@require_safe
def plans(request: HttpRequest, token: str) -> HttpResponse:
    """The due days of all actions of one's institutions' plans."""
    return _calendar(request, token, "plans")


def _calendar(request: HttpRequest, token: str, which: str) -> HttpResponse:
    owner = owner_of(token)
    if owner is None:
        raise Http404
    content = calendar_of(owner, which, host=request.get_host().partition(":")[0])
    tag = f'"{hash_of(content.decode())}"'

    @condition(etag_func=lambda _request: tag)
    def answer(_request: HttpRequest) -> HttpResponse:
        response = HttpResponse(content, content_type=MIME)
        response["Cache-Control"] = "private, no-cache"
        response["Content-Disposition"] = f'inline; filename="plumbline-{which}.ics"'
        return response

    return answer(request)
