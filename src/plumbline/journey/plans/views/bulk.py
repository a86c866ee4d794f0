"""Pages on which many actions are changed at once: choose them, see exactly what would change, do it, undo it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plumbline.foundation.clock import today
from plumbline.foundation.listing import choice
from plumbline.foundation.problems import Refused
from plumbline.institutions.access import Capability
from plumbline.institutions.actor import actor_of
from plumbline.institutions.models import Institution
from plumbline.institutions.pages import institution_page, page
from plumbline.institutions.queries import actor_names
from plumbline.journey.plans import operations, queries
from plumbline.journey.plans.bulk import ChangeKind, effects
from plumbline.journey.plans.forms.bulk import ChangeForm
from plumbline.journey.plans.history import asked_in_words, told_effect
from plumbline.journey.plans.models import Plan
from plumbline.journey.plans.views.loading import plan_of
from plumbline.journey.plans.views.ways import seen


@institution_page(Capability.EDIT_PLAN)
def choose(request: HttpRequest, institution: Institution, plan_key: str) -> HttpResponse:
    """Tick the actions, with the filters of every other way, and choose what shall change."""
    shown = seen(request, institution, plan_key, "bulk")
    ticked = set(request.GET.getlist("a"))
    context = {**shown.context, "actions": shown.found, "ticked": ticked, "kinds": ChangeKind.choices}
    return page(request, "plans/bulk/choose.html", changes=shown.plan.bulk_changes.all()[:5], **context)


@institution_page(Capability.EDIT_PLAN)
def change(request: HttpRequest, institution: Institution, plan_key: str) -> HttpResponse:
    """Say to what; then see the preview, action by action; then do it."""
    shown = plan_of(institution, plan_key)
    kind = choice(request.GET, "kind", ChangeKind.values)
    keys = request.GET.getlist("a")
    if not kind or not keys:
        messages.error(request, _("Tick at least one action, and choose what shall change."))
        return redirect("plans:bulk", institution.slug, plan_key)
    form = _form(request, shown, kind)
    needs_nothing = kind == ChangeKind.REMOVE and request.method == "GET"
    context: dict[str, Any] = {"institution": institution, "plan": shown, "form": form, "keys": keys}
    context |= {"kind": ChangeKind(kind).label, "count": len(keys)}
    if needs_nothing or (request.method == "POST" and form.is_valid()):
        if "do" in request.POST and _done(request, shown, form):
            return redirect("plans:bulk", institution.slug, plan_key)
        context["rows"] = _preview(request, shown, form, keys)
    return page(request, "plans/bulk/change.html", **context)


@institution_page(Capability.EDIT_PLAN)
def undo(request: HttpRequest, institution: Institution, plan_key: str, number: int) -> HttpResponse:
    """One change of many, with what it did; and the way to take it back."""
    shown = plan_of(institution, plan_key)
    bulk = get_object_or_404(shown.bulk_changes.select_related("plan__institution"), pk=number)
    refusal = ""
    if request.method == "POST":
        try:
            done, left = operations.undo_many(actor=actor_of(request), bulk=bulk, rest="rest" in request.POST)
            said = ngettext("Undone for %(count)s action.", "Undone for %(count)s actions.", done)
            messages.success(request, said % {"count": done})
            for sentence in left:
                messages.warning(request, sentence)
            return redirect("plans:bulk", institution.slug, plan_key)
        except Refused as refused:
            refusal = refused.message
    context: dict[str, Any] = {"institution": institution, "plan": shown, "bulk": bulk, "refusal": refusal}
    context |= {"who": actor_names([bulk.by])[bulk.by], "asked": asked_in_words(bulk.asked)}
    context |= {"steps": bulk.steps.select_related("action")}
    return page(request, "plans/bulk/undo.html", **context)


def _form(request: HttpRequest, shown: Plan, kind: str) -> ChangeForm:
    return ChangeForm(
        request.POST or None,
        kind=kind,
        words=request.GET.get("words", ""),
        members=queries.members_offered(shown.institution),
        dates=shown.reporting_dates.filter(closed_at=None) if kind == ChangeKind.RATING else (),
        sections=[section.title for section in shown.sections.all()] if kind == ChangeKind.SECTION else (),
    )


def _preview(request: HttpRequest, shown: Plan, form: ChangeForm, keys: list[str]) -> list[dict[str, Any]]:
    actions = queries.actions_by_key(shown, keys)
    wanted = form.change() if form.is_bound else form.empty_change()
    found = effects(actor_of(request), actions, wanted, queries.owner_rows_of(shown), today())
    return [told_effect(effect) for effect in found]


def _done(request: HttpRequest, shown: Plan, form: ChangeForm) -> bool:
    """Do it; says what became of it. False where it is refused: the preview is shown again with the reasons."""
    versions = {name[5:]: value for name, value in request.POST.items() if name.startswith("seen-")}
    is_done = form.carry_out(
        operations.change_many,
        actor=actor_of(request), plan=shown, change=form.change(), seen=versions, rest="rest" in request.POST,
    )  # fmt: skip
    if not is_done:
        return False
    said = ngettext("%(count)s action is changed.", "%(count)s actions are changed.", form.outcome.count)
    messages.success(request, said % {"count": form.outcome.count})
    for sentence in form.outcome.refused:
        messages.warning(request, sentence)
    return True
