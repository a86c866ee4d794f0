"""Accepting an invitation: the account below, the role here."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from plumbline.foundation.pages import personal
from plumbline.institutions import queries
from plumbline.institutions.forms import AcceptForm
from plumbline.institutions.operations import take_up_roles
from plumbline.institutions.pages import page, public_page
from plumbline.platform.accounts.models import User
from plumbline.platform.accounts.operations import accept_invitation, sign_in_after_invitation
from plumbline.platform.accounts.queries import open_invitation, user_by_email


@public_page
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def accept(request: HttpRequest, token: str) -> HttpResponseBase:
    """GET shows what it is for, POST accepts. Whoever already has an account and a password must sign in with them:
    the invitation proves only who reads the mailbox."""
    invitation = open_invitation(token)
    if invitation is None:
        return personal(page(request, "institutions/invitation_over.html", status=410))
    known = user_by_email(invitation.email)
    if known is not None and request.user != known and known.has_usable_password():
        return personal(page(request, "institutions/invitation_sign_in.html", invitation=invitation))
    form = AcceptForm(request.POST or None, initial={"name": known.name if known else invitation.name})
    if known is not None:
        del form.fields["password"]
    if request.method == "POST" and form.is_valid() and form.carry_out(_accept, token=token, **form.cleaned_data):
        sign_in_after_invitation(request=request, user=form.outcome)
        return redirect("/home/")
    context: dict[str, Any] = {
        "invitation": invitation,
        "form": form,
        "known": known,
        "waiting": queries.waiting_roles(invitation),
    }
    return personal(page(request, "institutions/invitation.html", **context))


@transaction.atomic
def _accept(*, token: str, name: str, password: str = "") -> User:
    """Account and roles together, or neither."""
    user, invitation = accept_invitation(token=token, name=name, password=password)
    take_up_roles(user=user, invitation=invitation)
    return user
