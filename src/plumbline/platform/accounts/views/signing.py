"""Signing in and out, and one's own account."""

from __future__ import annotations

from typing import cast

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from plumbline.foundation.pages import page, personal, public_page, signed_in_page
from plumbline.foundation.problems import Refused
from plumbline.platform.accounts import operations, queries
from plumbline.platform.accounts.forms import AccountForm, LinkForm, NewPasswordForm, PasswordForm
from plumbline.platform.accounts.models import User

HOME = "/home/"


@public_page
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """By password, or on to the link."""
    after = safe_next(request)
    form = PasswordForm(request.POST or None)
    if form.is_valid() and form.carry_out(
        operations.sign_in_by_password, request=request, place=place_of(request), **form.cleaned_data
    ):
        return redirect(after or HOME)
    response = page(request, "accounts/sign_in.html", form=form, next=after)
    return cast(HttpResponse, personal(response))


@public_page
@require_http_methods(["GET", "HEAD", "POST"])
def ask_link(request: HttpRequest) -> HttpResponse:
    """Ask for a sign-in link. The answer is the same whether or not there is an account."""
    after = safe_next(request)
    form = LinkForm(request.POST or None)
    if form.is_valid() and form.carry_out(
        operations.ask_link, place=place_of(request), next_address=after, **form.cleaned_data
    ):
        return redirect("accounts:link_sent")
    response = page(request, "accounts/ask_link.html", form=form, next=after)
    return cast(HttpResponse, personal(response))


@public_page
def link_sent(request: HttpRequest) -> HttpResponse:
    """What happens next."""
    return page(request, "accounts/link_sent.html")


@public_page
@require_http_methods(["GET", "HEAD", "POST"])
def use_link(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows a button, POST signs in: programs that look into e-mails open links, but press no buttons."""
    if request.method == "POST":
        try:
            link = operations.sign_in_by_link(request=request, token=token)
            return redirect(link.next_address or HOME)
        except Refused:
            pass  # the page below says so
    is_open = queries.open_link(token) is not None
    response = page(request, "accounts/use_link.html", is_open=is_open, status=200 if is_open else 410)
    return cast(HttpResponse, personal(response))


@public_page
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Sign out, by a button."""
    operations.sign_out(request=request)
    return redirect("/")


@signed_in_page
@require_http_methods(["GET", "HEAD", "POST"])
def account(request: HttpRequest) -> HttpResponse:
    """One's own name, address and how one signs in."""
    user = cast(User, request.user)
    form = AccountForm(request.POST or None, initial={"name": user.name})
    if form.is_valid() and form.carry_out(operations.rename, actor=user, user=user, **form.cleaned_data):
        messages.success(request, _("Your name is saved."))
        return redirect("accounts:account")
    passes = queries.open_passes_for(user.email)
    return page(request, "accounts/account.html", form=form, person=user, passes=passes)


@signed_in_page
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def password(request: HttpRequest) -> HttpResponse:
    """Set a password. Whoever forgot theirs signs in by link and comes here."""
    user = cast(User, request.user)
    form = NewPasswordForm(request.POST or None)
    if form.is_valid() and form.carry_out(operations.set_password, actor=user, user=user, **form.cleaned_data):
        update_session_auth_hash(request, user)
        messages.success(request, _("Your password is set. You stay signed in here; everywhere else it ended."))
        return redirect("accounts:account")
    return page(request, "accounts/password.html", form=form, person=user)


def safe_next(request: HttpRequest) -> str:
    """Where to go afterwards, if that is on this site; else nothing."""
    asked = request.POST.get("next") or request.GET.get("next") or ""
    allowed = url_has_allowed_host_and_scheme(
        asked, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return asked if allowed else ""


def place_of(request: HttpRequest) -> str:
    """The network address that the request came from: as our own proxies say, where there are any. What stands further
    left in the header was written by whoever asked, and is not believed."""
    proxies = settings.PLUMBLINE_PROXIES
    said = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
    return said[-proxies] if 0 < proxies <= len(said) else str(request.META.get("REMOTE_ADDR", ""))
