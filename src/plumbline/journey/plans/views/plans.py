"""Pages of plans: load, ask, call, show."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from plumbline.foundation.clock import today
from plumbline.foundation.listing import page_of
from plumbline.foundation.problems import Refused
from plumbline.institutions.access import Capability
from plumbline.institutions.actor import Actor, actor_of
from plumbline.institutions.models import Institution
from plumbline.institutions.pages import institution_page, page
from plumbline.institutions.queries import actor_names
from plumbline.journey.plans import operations, queries, rules
from plumbline.journey.plans.forms.actions import ActionForm
from plumbline.journey.plans.forms.plans import FilterForm, PlanForm, RatingForm, StatusForm
from plumbline.journey.plans.history import told
from plumbline.journey.plans.models import PlannedAction, Step
from plumbline.journey.plans.showing import facts_of, figure_row, standing_of, ways
from plumbline.journey.plans.views.loading import action_of, plan_of

PAGE_SIZE = 200
UNDOABLE = 10


@institution_page(Capability.VIEW_WORKSPACE)
def plans(request: HttpRequest, institution: Institution) -> HttpResponse:
    """The institution's plans, and the ways to get one."""
    may_edit = rules.can_edit_plan(actor_of(request), institution)
    rows = [(one, standing_of(one, today())) for one in queries.plans_of(institution)]
    return page(request, "plans/plans.html", institution=institution, plans=rows, may_edit=may_edit)


@institution_page(Capability.EDIT_PLAN)
def new_plan(request: HttpRequest, institution: Institution) -> HttpResponse:
    """Make a plan by hand."""
    form = PlanForm(request.POST or None)
    if form.is_valid() and form.carry_out(
        operations.create_plan, actor=actor_of(request), institution=institution, **form.cleaned_data
    ):
        return redirect(form.outcome)
    return page(request, "plans/plan_form.html", institution=institution, form=form)


@institution_page(Capability.VIEW_WORKSPACE)
def plan(request: HttpRequest, institution: Institution, plan_key: str) -> HttpResponse:
    """A plan with its actions, as the address wants them; with `print`, all of it on paper."""
    shown, on = plan_of(institution, plan_key), today()
    everything = queries.every_action(shown, on)
    facets = queries.facets_of(shown, everything)
    context: dict[str, Any] = {"institution": institution, "plan": shown, "facets": facets, "today": on}
    context |= {"figures": queries.figures_of(everything, on), "years": queries.grid_years(shown, everything)}
    if "print" in request.GET:
        sort = queries.paper_order(facets, everything)
        groups = queries.grouped(queries.arranged(everything, sort), sort)
        return page(request, "plans/print.html", groups=groups, by_theme=sort == "theme", **context)
    form = FilterForm(request.GET, facets=facets)
    wanted = form.wanted()
    in_order = queries.arranged(everything, wanted.sort)
    found = queries.actions_of(shown, wanted, on) if wanted.is_filtered else in_order
    rows = page_of(found, request.GET, size=PAGE_SIZE)
    context |= {"filter": form, "wanted": wanted, "rows": rows, "removed": shown.actions.removed()}
    context |= {"groups": queries.grouped(rows.object_list, wanted.sort)}
    context |= {"way": "plan", "ways": ways(shown, "plan", request.GET)}
    context |= {"views": queries.views_for(shown, actor_of(request)), "doubled": queries.doubled_refs(everything)}
    context |= {"row": figure_row(context["figures"], shown, on), **_may(request, institution)}
    return page(request, "plans/plan.html", **context)


@institution_page(Capability.EDIT_PLAN)
def change_plan(request: HttpRequest, institution: Institution, plan_key: str) -> HttpResponse:
    """Another title, kind or period."""
    shown = plan_of(institution, plan_key)
    form = PlanForm(request.POST or None, initial=PlanForm.initial_of(shown))
    if form.is_valid() and form.carry_out(
        operations.change_plan, actor=actor_of(request), plan=shown, **form.cleaned_data
    ):
        return redirect(shown)
    return page(request, "plans/plan_form.html", institution=institution, plan=shown, form=form)


@institution_page(Capability.EDIT_PLAN)
def new_action(request: HttpRequest, institution: Institution, plan_key: str) -> HttpResponse:
    """Add an action by hand."""
    shown = plan_of(institution, plan_key)
    form = ActionForm(request.POST or None, plan=shown, **offered(institution))
    if form.is_valid() and form.carry_out(
        operations.add_action, actor=actor_of(request), plan=shown, draft=form.draft()
    ):
        messages.success(request, _("The action is in the plan."))
        return redirect(form.outcome)
    context: dict[str, Any] = {"institution": institution, "plan": shown, "sections": shown.sections.all()}
    return page(request, "plans/action_form.html", form=form, **context)


@institution_page(Capability.VIEW_WORKSPACE)
def action(request: HttpRequest, institution: Institution, plan_key: str, key: str) -> HttpResponse:
    """One action with everything that is known of it, and its history along the line."""
    shown = action_of(institution, plan_key, key)
    shown.is_late = shown.is_overdue(today())
    actor, subs = actor_of(request), list(shown.sub_actions.all())
    steps = list(queries.history(shown))
    names = actor_names({step.by for step in steps} | {sub.done_by for sub in subs if sub.done_by})
    context: dict[str, Any] = {
        "institution": institution,
        "plan": shown.plan,
        "action": shown,
        "facts": facts_of(shown),
        "history": told(steps, names, undoable_of(actor, shown, steps)),
        "years": queries.grid_years(shown.plan, [shown]) if shown.years else [],
        "today": today(),
        "may_edit": rules.can_change_action(actor, shown),
        "may_update": rules.can_update_action(actor, shown),
        "may_restore": rules.can_restore_action(actor, shown),
        **queries.hanging_on(shown, subs, names),
    }
    return page(request, "plans/action.html", **context)


@institution_page(Capability.EDIT_PLAN)
def change_action(request: HttpRequest, institution: Institution, plan_key: str, key: str) -> HttpResponse:
    """Change what an action says."""
    shown = action_of(institution, plan_key, key)
    form = ActionForm(request.POST or None, plan=shown.plan, action=shown, **offered(institution))
    if form.is_valid() and form.carry_out(
        operations.change_action, actor=actor_of(request), action=shown, draft=form.draft(), seen=form.seen_at
    ):
        messages.success(request, _("Saved."))
        return redirect(shown)
    context: dict[str, Any] = {"institution": institution, "plan": shown.plan, "sections": shown.plan.sections.all()}
    return page(request, "plans/action_form.html", action=shown, form=form, **context)


@institution_page(Capability.UPDATE_ACTIONS)
def change_status(request: HttpRequest, institution: Institution, plan_key: str, key: str) -> HttpResponse:
    """Say how the action is getting on: a status, a note, or both."""
    shown = action_of(institution, plan_key, key)
    form = StatusForm(request.POST or None, initial={"status": shown.status})
    if form.is_valid():
        status, note = form.cleaned_data["status"], form.cleaned_data["note"]
        given = {"actor": actor_of(request), "action": shown}
        if status in {"", shown.status}:
            is_done = form.carry_out(operations.note_progress, **given, text=note)
        else:
            is_done = form.carry_out(operations.change_status, **given, status=status, note=note)
        if is_done:
            messages.success(request, _("Saved in the action's history."))
            return redirect(_after(request, shown))
    return page(request, "plans/status.html", institution=institution, plan=shown.plan, action=shown, form=form)


@institution_page(Capability.UPDATE_ACTIONS)
def rate(request: HttpRequest, institution: Institution, plan_key: str, key: str) -> HttpResponse:
    """Rate the action as at a day."""
    shown = action_of(institution, plan_key, key)
    form = RatingForm(request.POST or None, initial={"rag": shown.rag, "explanation": shown.why})
    if form.is_valid() and form.carry_out(operations.rate, actor=actor_of(request), action=shown, **form.cleaned_data):
        messages.success(request, _("Rated."))
        return redirect(shown)
    return page(request, "plans/rating.html", institution=institution, plan=shown.plan, action=shown, form=form)


@institution_page(Capability.EDIT_PLAN)
def remove_action(request: HttpRequest, institution: Institution, plan_key: str, key: str) -> HttpResponse:
    """Ask, then take the action out of the plan. It can be put back."""
    shown = action_of(institution, plan_key, key)
    verdict = rules.can_remove_action(actor_of(request), shown)
    if request.method == "POST" and verdict:
        operations.remove_action(actor=actor_of(request), action=shown)
        return redirect(shown)  # its page says that it was removed, with the button that puts it back
    return page(request, "plans/remove.html", institution=institution, plan=shown.plan, action=shown, verdict=verdict)


@institution_page(Capability.EDIT_PLAN)
@require_POST
def restore_action(request: HttpRequest, institution: Institution, plan_key: str, key: str) -> HttpResponse:
    """Put a removed action back."""
    shown = action_of(institution, plan_key, key)
    try:
        operations.restore_action(actor=actor_of(request), action=shown)
        messages.success(request, _("The action is back in the plan."))
    except Refused as refusal:
        messages.error(request, refusal.message)
    return redirect(shown)


def _after(request: HttpRequest, shown: PlannedAction) -> str:
    """Where to go after an update: back to the list with its filters if one came from there, else to the action."""
    if "back" not in request.GET:
        return shown.get_absolute_url()
    way = "plans:board" if request.GET.get("way") == "board" else "plans:plan"
    address = reverse(way, args=[shown.plan.institution.slug, shown.plan.key])
    return f"{address}?{request.GET['back']}#action-{shown.key}"


def _may(request: HttpRequest, institution: Institution) -> dict[str, Any]:
    """What the actor may do with the actions of a list."""
    actor = actor_of(request)
    return {
        "may_edit": rules.can_edit_plan(actor, institution),
        "may_update": actor.can(Capability.UPDATE_ACTIONS, institution),
    }


def offered(institution: Institution) -> dict[str, Any]:
    """Whom an action can be given to, and what it can be mapped to."""
    return {"members": queries.members_offered(institution), "items": queries.items_offered(institution)}


def undoable_of(actor: Actor, shown: PlannedAction, steps: list[Step]) -> set[int]:
    """The latest steps that this actor may take back, by number; whether that still can be is asked when they do."""
    for step in steps[:UNDOABLE]:
        step.action = shown
    return {step.pk for step in steps[:UNDOABLE] if rules.can_undo(actor, step)}
