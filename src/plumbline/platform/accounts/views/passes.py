"""Opening a pass, and asking for a fresh link."""

from __future__ import annotations

from typing import cast

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from plumbline.foundation.pages import page, personal, public_page, signed_in_page
from plumbline.foundation.problems import Refused
from plumbline.platform.accounts import operations, queries
from plumbline.platform.accounts.models import Pass, User
from plumbline.platform.accounts.views.signing import place_of


@public_page
@require_http_methods(["GET", "HEAD", "POST"])
def use_pass(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows a button, POST opens: programs that look into e-mails open links, but press no buttons. A browser that
    has it open already goes straight on. Every link that does not work is told the same."""
    link = queries.pass_link(token)
    if link is not None and queries.holds(request.COOKIES, link.held):
        return redirect(link.held.address)
    if request.method == "POST":
        try:
            held, secret = operations.open_pass(token=token)
            return _remembered(redirect(held.address), held, secret)
        except Refused:
            link = None
    if link is None or not link.is_open:
        return cast(HttpResponse, personal(page(request, "accounts/pass_over.html", status=404, token=token)))
    return cast(HttpResponse, personal(page(request, "accounts/use_pass.html", held=link.held)))


@public_page
@require_POST
def fresh_link(request: HttpRequest, token: str) -> HttpResponse:
    """Ask for a fresh link; the answer is the same whether or not there was an old one."""
    refusal = ""
    try:
        operations.ask_fresh_link(token=token, place=place_of(request))
    except Refused as refused:
        refusal = refused.message
    status = 429 if refusal else 200
    return cast(HttpResponse, personal(page(request, "accounts/fresh_link.html", refusal=refusal, status=status)))


@signed_in_page
@require_POST
def end_own_pass(request: HttpRequest, number: int) -> HttpResponse:
    """End a link that was sent to one's own address."""
    user = cast(User, request.user)
    held = get_object_or_404(queries.open_passes_for(user.email), pk=number)
    operations.revoke_pass(actor=user, held=held)
    messages.success(request, _("The link is ended. It opens nothing any more."))
    return redirect("accounts:account")


def _remembered(response: HttpResponse, held: Pass, secret: str) -> HttpResponse:
    """The browser keeps the secret; nobody else's script or site sees it."""
    response.set_cookie(
        f"{queries.COOKIE}{held.pk}",
        secret,
        max_age=held.session_days * 24 * 60 * 60,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response
