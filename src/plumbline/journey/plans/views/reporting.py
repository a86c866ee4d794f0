"""Pages of reporting dates: make one, rate all of a plan in one sitting, close it, open it again."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from plumbline.foundation.clock import today
from plumbline.foundation.problems import Refused
from plumbline.institutions.access import Capability
from plumbline.institutions.actor import actor_of
from plumbline.institutions.models import Institution
from plumbline.institutions.pages import institution_page, page
from plumbline.journey.plans import operations, queries, rules
from plumbline.journey.plans.forms.reporting import CHOICES, RatingSheet, ReportingDateForm
from plumbline.journey.plans.models import ReportingDate
from plumbline.journey.plans.operations import Given
from plumbline.journey.plans.views.loading import plan_of


@institution_page(Capability.EDIT_PLAN)
def new_reporting_date(request: HttpRequest, institution: Institution, plan_key: str) -> HttpResponse:
    """A day as at which the plan will be rated."""
    shown = plan_of(institution, plan_key)
    form = ReportingDateForm(request.POST or None)
    if form.is_valid() and form.carry_out(
        operations.add_reporting_date, actor=actor_of(request), plan=shown, **form.cleaned_data
    ):
        return redirect(_sheet(form.outcome))
    return page(request, "plans/reporting/new.html", institution=institution, plan=shown, form=form)


@institution_page(Capability.VIEW_WORKSPACE)
def rate_plan(request: HttpRequest, institution: Institution, plan_key: str, number: int) -> HttpResponse:
    """All actions of the plan as at the date; who may update actions rates them here, in one sitting."""
    date = _date(institution, plan_key, number)
    may = bool(actor_of(request).can(Capability.UPDATE_ACTIONS, institution)) and not date.is_closed
    sheet = RatingSheet(queries.standing_at(date), request.POST or None)
    refused: dict[str, str] = {}
    if request.method == "POST" and may:
        done = operations.rate_many(actor=actor_of(request), reporting=date, given=sheet.given())
        refused = done.refused
        if not refused:
            said = ngettext("%(count)s rating is saved.", "%(count)s ratings are saved.", done.stored)
            messages.success(request, said % {"count": done.stored} if done.stored else _("Nothing had changed."))
            return redirect(_sheet(date) + _row(request))
        sheet = RatingSheet(queries.standing_at(date), request.POST)
    context: dict[str, Any] = {"institution": institution, "plan": date.plan, "date": date, "may_rate": may}
    context |= {"rows": sheet.rows(refused), "refused": refused, "choices": CHOICES, "suggested": sheet.suggested()}
    context |= {"may_close": rules.can_close(actor_of(request), date, today())}
    context |= {"may_edit": rules.can_edit_plan(actor_of(request), institution)}
    return page(request, "plans/reporting/sheet.html", **context)


@institution_page(Capability.UPDATE_ACTIONS)
def accept_suggestions(request: HttpRequest, institution: Institution, plan_key: str, number: int) -> HttpResponse:
    """What would be rated if every suggestion were taken, action by action; then, if that is wanted, do it."""
    date = _date(institution, plan_key, number)
    rows = RatingSheet(queries.standing_at(date)).suggested()
    if request.method == "POST":
        chosen = set(request.POST.getlist("action"))
        given = {row.action.key: Given(row.suggestion.rag, row.explanation, row.rating_id) for row in rows}
        given = {key: one for key, one in given.items() if key in chosen}
        done = operations.rate_many(actor=actor_of(request), reporting=date, given=given)
        said = ngettext("%(count)s suggestion is taken.", "%(count)s suggestions are taken.", done.stored)
        messages.success(request, said % {"count": done.stored})
        for reason in done.refused.values():
            messages.error(request, reason)
        return redirect(_sheet(date))
    context: dict[str, Any] = {"institution": institution, "plan": date.plan, "date": date, "rows": rows}
    return page(request, "plans/reporting/suggestions.html", **context)


@institution_page(Capability.EDIT_PLAN)
@require_POST
def close(request: HttpRequest, institution: Institution, plan_key: str, number: int) -> HttpResponse:
    """Close the date; where something is missing the sheet says what."""
    date = _date(institution, plan_key, number)
    return _after(request, date, operations.close_reporting_date, _("Closed. These ratings stand."))


@institution_page(Capability.EDIT_PLAN)
@require_POST
def reopen(request: HttpRequest, institution: Institution, plan_key: str, number: int) -> HttpResponse:
    """Open a closed date again."""
    date = _date(institution, plan_key, number)
    return _after(request, date, operations.reopen_reporting_date, _("Open again."))


@institution_page(Capability.EDIT_PLAN)
@require_POST
def drop(request: HttpRequest, institution: Institution, plan_key: str, number: int) -> HttpResponse:
    """Take away a date for which nothing was rated."""
    date = _date(institution, plan_key, number)
    try:
        operations.drop_reporting_date(actor=actor_of(request), reporting=date)
    except Refused as refusal:
        messages.error(request, refusal.message)
        return redirect(_sheet(date))
    messages.success(request, _("The reporting date is gone."))
    return redirect("plans:ratings", institution.slug, plan_key)


def _after(request: HttpRequest, date: ReportingDate, operation: Any, said: str) -> HttpResponse:
    try:
        operation(actor=actor_of(request), reporting=date)
        messages.success(request, said)
    except Refused as refusal:
        messages.error(request, refusal.message)
    return redirect(_sheet(date))


def _date(institution: Institution, plan_key: str, number: int) -> ReportingDate:
    rows = plan_of(institution, plan_key).reporting_dates.select_related("plan__institution")
    return get_object_or_404(rows, pk=number)


def _sheet(date: ReportingDate) -> str:
    return reverse("plans:rate_plan", args=[date.plan.institution.slug, date.plan.key, date.pk])


def _row(request: HttpRequest) -> str:
    """Back to the row whose suggestion was taken, so that one goes on from there."""
    return f"#action-{request.POST['accept']}" if request.POST.get("accept") else ""
