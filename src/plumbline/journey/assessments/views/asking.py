"""Ask others for answers, read what they hand back, accept it or return it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from plumbline.foundation.problems import Refused
from plumbline.institutions.access import Capability
from plumbline.institutions.actor import actor_of
from plumbline.institutions.models import Institution
from plumbline.institutions.pages import institution_page, page
from plumbline.institutions.queries import actor_names
from plumbline.journey.assessments import operations, queries, rules
from plumbline.journey.assessments.forms.writing import DelegateForm, ReturnForm
from plumbline.journey.assessments.models import Assessment, Delegation
from plumbline.journey.assessments.views import seats

TYPING = require_http_methods(["GET", "HEAD", "POST"])
DONE = {
    "accept": (operations.accept, gettext_lazy("Accepted. Their link is over, and they are told.")),
    "take_back": (
        operations.take_back_request,
        gettext_lazy("Taken back. Their link is over; what they wrote is kept."),
    ),
    "again": (operations.send_again, gettext_lazy("A fresh link is on its way to them.")),
}


@institution_page(Capability.RUN_ASSESSMENT)
@TYPING
def ask(request: HttpRequest, institution: Institution, number: int, part: str) -> HttpResponseBase:
    """Ask somebody for questions of a section."""
    assessment = seats.load(institution, number)
    section = seats.section_of(assessment, part)
    form = DelegateForm(request.POST or None, section=section)
    if form.is_valid() and form.carry_out(
        operations.delegate, actor=actor_of(request), assessment=assessment, section=part, **form.cleaned_data
    ):
        messages.success(request, _("%(name)s is asked. The link is on its way.") % form.cleaned_data)
        return redirect(assessment)
    return page(
        request, "assessments/ask.html", institution=institution, assessment=assessment, section=section, form=form
    )


@institution_page(Capability.EDIT_ASSESSMENT)
@TYPING
def delegation(request: HttpRequest, institution: Institution, number: int, delegation: int) -> HttpResponseBase:
    """What somebody was asked, what they wrote, what happened; and what can be done now."""
    assessment = seats.load(institution, number)
    found = _load(assessment, delegation)
    form = ReturnForm(request.POST if request.POST.get("do") == "return" else None)
    if request.method == "POST" and _decided(request, found, form):
        return redirect(found)
    actor, asks = actor_of(request), seats.asks_of(assessment)
    answers = [one for place, one in queries.answers_in(assessment).items() if found.covers(place)]
    steps = list(found.steps.all())
    names = actor_names([*(step.by for step in steps), found.asked_by])
    return page(
        request,
        "assessments/delegation.html",
        institution=institution,
        assessment=assessment,
        delegation=found,
        section=asks.section(found.section),
        answers=[(asks.question(one.question), asks.item(one.place), one) for one in answers],
        steps=[(step, names[step.by]) for step in steps],
        form=form,
        may={move: rules.can_decide(actor, found, move) for move in ("accept", "return", "take_back")},
    )


def _load(assessment: Assessment, number: int) -> Delegation:
    found = queries.delegation_at(assessment, number)
    if found is None:
        raise Http404
    return found


def _decided(request: HttpRequest, found: Delegation, form: ReturnForm) -> bool:
    """Do what was asked for; False where the form has to be shown again."""
    actor: Any = actor_of(request)
    if request.POST.get("do") == "return":
        done = form.is_valid() and form.carry_out(
            operations.return_to_them, actor=actor, delegation=found, **form.cleaned_data
        )
        if done:
            messages.success(request, _("Returned. They get your words and a fresh link."))
        return bool(done)
    operation, told = DONE.get(request.POST.get("do", ""), DONE["again"])
    try:
        operation(actor=actor, delegation=found)
        messages.success(request, str(told))
    except Refused as refusal:
        messages.error(request, refusal.message)
    return True
