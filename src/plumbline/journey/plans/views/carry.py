"""Pages of plans that follow one another: open the next, link those that are there, what was promised first."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plumbline.foundation.problems import Refused
from plumbline.foundation.ui.charts import Chart, Row, bars, number
from plumbline.institutions.access import Capability
from plumbline.institutions.actor import actor_of
from plumbline.institutions.models import Institution
from plumbline.institutions.pages import institution_page, page
from plumbline.journey.plans import operations, queries, rules
from plumbline.journey.plans.forms.carry import CarryForm, FirstPromiseForm, LinkForm
from plumbline.journey.plans.models import Kind, Plan
from plumbline.journey.plans.operations import Carried
from plumbline.journey.plans.views.loading import action_of, plan_of

MOST_BARS = 30


@institution_page(Capability.EDIT_PLAN)
def carry(request: HttpRequest, institution: Institution, plan_key: str) -> HttpResponse:
    """Choose what becomes of each action, and open the next plan."""
    shown = plan_of(institution, plan_key)
    form, context = _carry_form(request, institution, shown)
    if form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("title", "starts", "ends", "seen")}
        into = institution.plans.filter(key=form.cleaned_data["into"]).first() if form.cleaned_data["into"] else None
        if form.carry_out(
            operations.carry_forward, actor=actor_of(request), plan=shown, into=into, choices=form.choices(), **given
        ):
            messages.success(request, _told(form.outcome))
            return redirect(form.outcome.plan)
        context["decided"] = _decided(shown)
    return page(request, "plans/carry/next.html", institution=institution, plan=shown, form=form, **context)


@institution_page(Capability.EDIT_PLAN)
def earlier(request: HttpRequest, institution: Institution, plan_key: str) -> HttpResponse:
    """Link the plan's actions with those of an earlier one; take links back."""
    shown = plan_of(institution, plan_key)
    others = list(institution.plans.exclude(pk=shown.pk))
    other = next((one for one in others if one.key == request.GET.get("with")), others[0] if others else None)
    form = LinkForm(request.POST if "action" in request.POST else None, plan=shown, earlier=other)
    if "unlink" in request.POST:
        _unlink(request, shown)
        return redirect(request.get_full_path())
    if form.is_valid() and form.carry_out(operations.link_actions, actor=actor_of(request), **form.cleaned_data):
        messages.success(request, _("Linked."))
        return redirect(request.get_full_path())
    context: dict[str, Any] = {"others": others, "other": other, "links": queries.links_into(shown)}
    context["pairs"] = queries.suggested_pairs(shown, other) if other else []
    return page(request, "plans/carry/earlier.html", institution=institution, plan=shown, form=form, **context)


@institution_page(Capability.VIEW_WORKSPACE)
def slippage(request: HttpRequest, institution: Institution, plan_key: str) -> HttpResponse:
    """What was promised first, what is promised now, how late, over how many plans."""
    shown = plan_of(institution, plan_key)
    slips = queries.slippage(shown)
    context: dict[str, Any] = {"slips": [(slip, number(slip.days)) for slip in slips], "chart": _chart(slips)}
    context["may_edit"] = rules.can_edit_plan(actor_of(request), institution)
    return page(request, "plans/carry/slippage.html", institution=institution, plan=shown, **context)


@institution_page(Capability.EDIT_PLAN)
def first_promise(request: HttpRequest, institution: Institution, plan_key: str, key: str) -> HttpResponse:
    """Write down when something was promised first, where no plan here says it."""
    shown = action_of(institution, plan_key, key)
    there = queries.first_promise(shown)
    initial = {"promised": there.written or there.on.isoformat(), "words": there.words} if there else None
    form = FirstPromiseForm(request.POST or None, initial=initial)
    if form.is_valid() and form.carry_out(
        operations.set_first_promise, actor=actor_of(request), action=shown, **form.cleaned_data
    ):
        messages.success(request, _("Saved in the action's history."))
        return redirect("plans:slippage", institution.slug, plan_key)
    context: dict[str, Any] = {"institution": institution, "plan": shown.plan, "action": shown}
    return page(request, "plans/carry/first_promise.html", form=form, is_there=there is not None, **context)


def _carry_form(request: HttpRequest, institution: Institution, shown: Plan) -> tuple[CarryForm, dict[str, Any]]:
    """The form with the actions that are not decided, and the words around it. What somebody else decided while this
    form was being filled in stays in it, so that nothing typed is lost."""
    there = queries.decided(shown)
    actions = list(shown.actions.standing().rated().order_by("order", "pk"))
    in_form = {name.partition("-")[0] for name in request.POST}
    open_ = [one for one in actions if one.pk not in there.actions or str(one.pk) in in_form]
    plans = list(institution.plans.filter(kind=Kind.FORWARD).exclude(pk=shown.pk))
    initial = {"seen": there.seen, "into": there.next_plan.key if there.next_plan else ""}
    form = CarryForm(_sent(request, there.next_plan), plans=plans, actions=open_, initial=initial)
    return form, {"decided": _decided(shown), "rest": max(0, len(open_) - len(form.actions)), "all": len(actions)}


def _sent(request: HttpRequest, next_plan: Plan | None) -> Any:
    """What was typed. Where somebody opened the next plan meanwhile, that is where the rest goes."""
    if request.method != "POST":
        return None
    typed = request.POST.copy()
    if next_plan is not None and not typed.get("into"):
        typed["into"] = next_plan.key
    return typed


def _decided(plan: Plan) -> list[Any]:
    there = queries.decided(plan).actions
    return [(one, there[one.pk]) for one in plan.actions.filter(pk__in=there).order_by("order", "pk")]


def _told(done: Carried) -> str:
    told = ngettext("%(count)s action is in this plan now.", "%(count)s actions are in this plan now.", done.made)
    said = told % {"count": done.made}
    if done.passed_over:
        more = _("%(count)s were decided by somebody else meanwhile and stay as they decided.")
        said = f"{said} {more % {'count': done.passed_over}}"
    return said


def _unlink(request: HttpRequest, shown: Plan) -> None:
    number = request.POST["unlink"]
    link = get_object_or_404(queries.links_into(shown), pk=int(number) if number.isdecimal() else 0)
    try:
        operations.unlink_actions(actor=actor_of(request), link=link)
        messages.success(request, _("The link is taken back."))
    except Refused as refusal:
        messages.error(request, refusal.message)


def _chart(slips: list[queries.Slip]) -> Chart:
    known = [slip for slip in slips if slip.days is not None][:MOST_BARS]
    rows = [Row(f"{slip.action.ref} {slip.action.text}".strip(), (slip.days,)) for slip in known]
    late = sum((slip.days or 0) > 0 for slip in slips)
    said = ngettext("%(count)s action is late.", "%(count)s actions are late.", late)
    title = _("Days between what was promised first and what is promised now")
    return bars("slippage", title, said % {"count": late}, rows, unit=_("Days"), corner=_("Action"))
