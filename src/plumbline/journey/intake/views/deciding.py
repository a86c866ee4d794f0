"""Deciding about a document: accept it, take that back, drop it, delete its file."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from plumbline.foundation.problems import Refused
from plumbline.foundation.verdicts import Verdict
from plumbline.institutions.access import Capability
from plumbline.institutions.actor import Actor, actor_of
from plumbline.institutions.models import Institution
from plumbline.institutions.operations import edit_institution
from plumbline.institutions.pages import institution_page, page
from plumbline.journey.intake import cards, handover, operations, queries, rules
from plumbline.journey.intake.draft import Draft
from plumbline.journey.intake.forms import AcceptForm
from plumbline.journey.intake.models import Reading
from plumbline.journey.intake.views.checking import frame
from plumbline.journey.intake.views.documents import back_to_list
from plumbline.journey.intake.views.loading import light, sent, with_draft

DECIDING = Capability.ACCEPT_READINGS
UPLOADING = Capability.UPLOAD_DOCUMENTS


@institution_page(DECIDING)
@require_http_methods(["GET", "HEAD", "POST"])
def accept(request: HttpRequest, institution: Institution, key: str) -> HttpResponse:
    """The last look, and acceptance."""
    reading, draft = with_draft(institution, key)
    if reading.is_accepted:
        return redirect(reading)
    form = AcceptForm(**sent(request), initial={"seen": reading.revision})
    contact = _contact(draft, institution)
    if request.method == "POST" and form.is_valid() and _accepted(request, reading, form, contact):
        return redirect(reading)
    return page(
        request,
        "intake/accept.html",
        **frame(request, institution, reading, draft),
        form=form,
        verdict=rules.can_accept(actor_of(request), reading),
        contact=contact,
        may_use_contact=rules.can_use_contact(actor_of(request), institution),
        earlier=queries.accepted_before(reading),
        other_name=reading.named if queries.names_another(reading) else "",
        overview=[one for name in ("document", "signatures", "publication") for one in _cards(draft, name)],
        plans=[(plan, len(draft.actions(plan.thing.id))) for plan in _cards(draft, "plans")],
        empty=not handover.holds_anything(draft),
    )


@institution_page(DECIDING)
@require_http_methods(["GET", "HEAD", "POST"])
def undo_acceptance(request: HttpRequest, institution: Institution, key: str) -> HttpResponse:
    """Take the acceptance back, after saying what that means."""
    reading = light(institution, key)
    refusal = ""
    if request.method == "POST":
        try:
            keep = bool(request.POST.get("keep_changed"))
            operations.undo_acceptance(actor=actor_of(request), reading=reading, keep_changed=keep)
        except Refused as refused:
            refusal = refused.message
        else:
            messages.success(request, _("The acceptance is undone. The document waits to be checked again."))
            return redirect(back_to_list(institution) if reading.state == "dropped" else reading.get_absolute_url())
    verdict = rules.can_undo_acceptance(actor_of(request), reading)
    return page(
        request,
        "intake/undo_acceptance.html",
        institution=institution,
        reading=reading,
        verdict=verdict,
        refusal=refusal,
    )


@institution_page(UPLOADING)
@require_http_methods(["GET", "HEAD", "POST"])
def drop(request: HttpRequest, institution: Institution, key: str) -> HttpResponse:
    """Put the document aside."""
    done = _("The document is dropped and its file deleted.")
    return _sure(request, institution, light(institution, key), "drop", rules.can_drop, operations.drop, done)


@institution_page(DECIDING)
@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: HttpRequest, institution: Institution, key: str) -> HttpResponse:
    """Delete an accepted document's file and words."""
    done = _("The file is deleted. What it became stays.")
    return _sure(request, institution, light(institution, key), "erase", rules.can_erase, operations.erase, done)


def _sure(
    request: HttpRequest,
    institution: Institution,
    reading: Reading,
    what: str,
    rule: Callable[[Actor, Reading], Verdict],
    operation: Callable[..., None],
    done: str,
) -> HttpResponse:
    """A page that asks once more before something goes for good."""
    if request.method == "POST":
        try:
            operation(actor=actor_of(request), reading=reading)
        except Refused as refusal:
            messages.error(request, refusal.message)
            return redirect(reading)
        messages.success(request, done)
        return redirect(reading if reading.is_accepted else back_to_list(institution))
    verdict = rule(actor_of(request), reading)
    return page(request, "intake/sure.html", institution=institution, reading=reading, what=what, verdict=verdict)


def _accepted(request: HttpRequest, reading: Reading, form: AcceptForm, contact: dict[str, str]) -> bool:
    """Accept, and make the lead the public contact where that is wished: both or neither."""
    data, actor = form.cleaned_data, actor_of(request)
    try:
        with transaction.atomic():
            operations.accept(actor=actor, reading=reading, seen=data["seen"], replace=data["replace"])
            if data["use_contact"] and contact:
                rules.can_use_contact(actor, reading.institution).or_raise()
                edit_institution(actor=actor, institution=reading.institution, **contact)
    except Refused as refusal:
        form.add_error(None, refusal.message)
        return False
    return True


def _contact(draft: Draft, institution: Institution) -> dict[str, str]:
    """What the document proposes as the public contact, where that is not what it is already."""
    lead = draft.listed("lead")
    if not lead or not lead[0].data.get("name"):
        return {}
    named = {"contact_name": str(lead[0].data["name"]), "contact_email": str(lead[0].data.get("email") or "")}
    same = (institution.contact_name, institution.contact_email) == tuple(named.values())
    return {} if same else {part: value for part, value in named.items() if value}


def _cards(draft: Draft, name: str) -> list[cards.Card]:
    return cards.cards(draft.listed(name), lambda _source: "")
