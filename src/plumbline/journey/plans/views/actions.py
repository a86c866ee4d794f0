"""Small acts on one action: write down a figure, tick a sub-action, undo a change."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from plumbline.foundation.problems import Refused
from plumbline.institutions.access import Capability
from plumbline.institutions.actor import actor_of
from plumbline.institutions.models import Institution
from plumbline.institutions.pages import institution_page, page
from plumbline.journey.evidence.queries import standing_evidence
from plumbline.journey.plans import operations, queries
from plumbline.journey.plans.forms.evidence import EvidenceForm
from plumbline.journey.plans.forms.measuring import MeasurementForm
from plumbline.journey.plans.views.loading import action_of


@institution_page(Capability.UPDATE_ACTIONS)
def measure(request: HttpRequest, institution: Institution, plan_key: str, key: str, measure_key: str) -> HttpResponse:
    """Write down what a measure stands at."""
    shown = action_of(institution, plan_key, key)
    wanted = get_object_or_404(shown.measures.filter(removed_at=None), key=measure_key)
    form = MeasurementForm(request.POST or None)
    if form.is_valid() and form.carry_out(
        operations.write_measurement, actor=actor_of(request), measure=wanted, **form.cleaned_data
    ):
        messages.success(request, _("Written down."))
        return redirect(f"{shown.get_absolute_url()}#measure-{measure_key}")
    context: dict[str, Any] = {"institution": institution, "plan": shown.plan, "action": shown, "measure": wanted}
    return page(request, "plans/measurement.html", form=form, **context)


@institution_page(Capability.EDIT_PLAN)
def evidence(request: HttpRequest, institution: Institution, plan_key: str, key: str) -> HttpResponse:
    """Choose the evidence that shows what became of the action."""
    shown = action_of(institution, plan_key, key)
    draft = queries.draft_of(shown)
    form = EvidenceForm(request.POST or None, chosen=list(draft.evidence or ()), offered=standing_evidence(institution))
    if request.method == "POST" and form.is_valid():
        wanted = replace(draft, evidence=tuple(form.cleaned_data["evidence"]))
        if form.carry_out(operations.change_action, actor=actor_of(request), action=shown, draft=wanted):
            return redirect(f"{shown.get_absolute_url()}#evidence")
    context: dict[str, Any] = {"institution": institution, "plan": shown.plan, "action": shown, "form": form}
    return page(request, "plans/action_evidence.html", **context)


@institution_page(Capability.UPDATE_ACTIONS)
@require_POST
def tick(request: HttpRequest, institution: Institution, plan_key: str, key: str, sub_key: str) -> HttpResponse:
    """Mark a sub-action as done, or as open again."""
    shown = action_of(institution, plan_key, key)
    get_object_or_404(shown.sub_actions, key=sub_key)
    done = request.POST.get("done") != "no"
    operations.tick_sub_action(actor=actor_of(request), action=shown, key=sub_key, done=done)
    return redirect(f"{shown.get_absolute_url()}#sub-{sub_key}")


@institution_page(Capability.UPDATE_ACTIONS)
@require_POST
def undo(request: HttpRequest, institution: Institution, plan_key: str, key: str, step: int) -> HttpResponse:
    """Take back one step of the action's history."""
    shown = action_of(institution, plan_key, key)
    wanted = get_object_or_404(shown.steps.select_related("action__plan__institution", "undone_by"), pk=step)
    try:
        operations.undo(actor=actor_of(request), step=wanted)
        messages.success(request, _("Undone. The history keeps both."))
    except Refused as refusal:
        messages.error(request, refusal.message)
    return redirect(shown)
