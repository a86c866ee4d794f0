"""The inbox, how messages come, and stopping e-mails by one press."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from plumbline.foundation.acting import Acting
from plumbline.foundation.listing import page_of
from plumbline.foundation.pages import page, personal, public_page, signed_in_page
from plumbline.foundation.problems import Refused
from plumbline.platform.notifications import operations, queries
from plumbline.platform.notifications.forms import ChoicesForm
from plumbline.platform.notifications.kinds import kind_of, known_kinds


@signed_in_page
@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """What one was told, newest first."""
    mine = queries.inbox(who(request).key)
    return page(request, "notifications/inbox.html", items=page_of(mine, request.GET), unread=mine.unread().count())


@signed_in_page
@require_POST
def open_item(request: HttpRequest, number: int) -> HttpResponse:
    """Mark as read and go to what it is about."""
    try:
        item = operations.mark_read(actor=who(request), number=number)
    except Refused as refusal:
        raise Http404 from refusal
    return redirect(item.path or "notifications:inbox")


@signed_in_page
@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    """Mark everything as read."""
    operations.mark_all_read(actor=who(request))
    return redirect("notifications:inbox")


@signed_in_page
@require_http_methods(["GET", "HEAD", "POST"])
def choices(request: HttpRequest) -> HttpResponse:
    """How each kind of message comes."""
    form = ChoicesForm(request.POST or None, chosen=dict(queries.chosen_by(who(request).key)))
    if form.is_valid() and form.carry_out(operations.choose, actor=who(request), choices=form.cleaned_data):
        messages.success(request, _("Saved. From now on, messages come as you chose."))
        return redirect("notifications:choices")
    always = [kind for kind in known_kinds().values() if kind.must]
    return page(request, "notifications/choices.html", form=form, always=always)


@csrf_exempt  # mail programs press this for their owner (RFC 8058); the signed address is the proof, and it only stops
@public_page
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows a button, POST stops the e-mails: programs that look into e-mails open links, but press no buttons."""
    said = queries.unsubscribing(token)
    if said is None:
        raise Http404
    recipient, kinds = said
    stopped = request.method == "POST"
    if stopped:
        operations.unsubscribe(recipient=recipient, kinds=kinds)
    events = [kind_of(name).event for name in kinds]
    response = page(request, "notifications/unsubscribe.html", events=events, stopped=stopped)
    return cast(HttpResponse, personal(response))


def who(request: HttpRequest) -> Acting:
    """Whoever is signed in, as the plumbing knows them: by key."""
    return cast(Acting, request.user)
