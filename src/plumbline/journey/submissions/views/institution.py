"""An institution's own dates: what is due when and why, more time asked for, what was answered."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from plumbline.foundation.clock import today
from plumbline.foundation.problems import Refused
from plumbline.institutions.access import Capability
from plumbline.institutions.actor import actor_of
from plumbline.institutions.models import Institution
from plumbline.institutions.pages import institution_page, page
from plumbline.journey.submissions import operations, queries, rules
from plumbline.journey.submissions.forms import AskForm
from plumbline.journey.submissions.showing import stages
from plumbline.journey.submissions.states import ExtensionState


@institution_page(Capability.VIEW_WORKSPACE)
def dates(request: HttpRequest, institution: Institution) -> HttpResponse:
    """Every stage along the line."""
    known = {rule.stage: rule for rule in queries.stage_rules()}
    return page(
        request,
        "submissions/dates.html",
        institution=institution,
        stages=stages(queries.dues_of(institution), known, today()),
        left=queries.extensions_left(institution),
        may_submit=actor_of(request).can(Capability.SUBMIT, institution),
    )


@institution_page(Capability.SUBMIT)
def ask(request: HttpRequest, institution: Institution, stage: int) -> HttpResponse:
    """Ask for more time for a stage."""
    due = get_object_or_404(institution.dues, stage=stage)
    wishes = queries.windows_to_wish(due, today())
    form = AskForm(request.POST or None, wishes=wishes)
    if form.is_valid() and form.carry_out(
        operations.ask_extension, actor=actor_of(request), due=due, **form.cleaned_data
    ):
        messages.success(request, _("Your request is with the secretariat. You are told as soon as it is answered."))
        return redirect("submissions:dates", institution.slug)
    verdict = rules.may_ask(actor_of(request), due, left=queries.extensions_left(institution))
    return page(request, "submissions/ask.html", institution=institution, due=due, form=form, verdict=verdict)


@institution_page(Capability.SUBMIT)
@require_POST
def take_back(request: HttpRequest, institution: Institution, stage: int) -> HttpResponse:
    """Take the request back that waits for an answer."""
    due = get_object_or_404(institution.dues, stage=stage)
    waiting = due.extensions.filter(state=ExtensionState.ASKED).first()
    try:
        if waiting is None:
            raise Refused(_("There is no request that waits. It may just have been answered."))
        operations.take_back_extension(actor=actor_of(request), extension=waiting)
        messages.success(request, _("Your request is taken back."))
    except Refused as refusal:
        messages.error(request, refusal.message)
    return redirect("submissions:dates", institution.slug)
