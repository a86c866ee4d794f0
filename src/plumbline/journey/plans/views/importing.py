"""Pages of spreadsheets: take the plan away, bring it back, see every difference, accept, undo."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from plumbline.foundation.problems import Overtaken, Refused
from plumbline.institutions.access import Capability
from plumbline.institutions.actor import actor_of
from plumbline.institutions.models import Institution
from plumbline.institutions.pages import institution_page, page
from plumbline.institutions.queries import actor_names
from plumbline.journey.plans import exports, operations
from plumbline.journey.plans.forms.importing import ImportForm, decided
from plumbline.journey.plans.models import PlanImport
from plumbline.journey.plans.spreadsheet.showing import shown_rows
from plumbline.journey.plans.views.loading import plan_of
from plumbline.platform.jobs.queries import job_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@institution_page(Capability.VIEW_WORKSPACE)
@require_safe
def as_xlsx(_request: HttpRequest, institution: Institution, plan_key: str) -> HttpResponse:
    """Every column of the plan as an Excel workbook."""
    shown = plan_of(institution, plan_key)
    return _download(exports.plan_xlsx(shown), XLSX, f"{institution.slug}-{shown.key}.xlsx")


@institution_page(Capability.VIEW_WORKSPACE)
@require_safe
def as_csv(_request: HttpRequest, institution: Institution, plan_key: str) -> HttpResponse:
    """The actions of the plan as CSV."""
    shown = plan_of(institution, plan_key)
    return _download(exports.plan_csv(shown), "text/csv; charset=utf-8", f"{institution.slug}-{shown.key}.csv")


@institution_page(Capability.EDIT_PLAN)
def imports(request: HttpRequest, institution: Institution, plan_key: str) -> HttpResponse:
    """Take the plan away as a spreadsheet, bring one back; the files that were brought before."""
    shown = plan_of(institution, plan_key)
    form = ImportForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        file = form.cleaned_data["file"]
        if form.carry_out(
            operations.upload_import, actor=actor_of(request), plan=shown, name=file.name or "file", content=file
        ):
            return redirect(form.outcome)
    before = list(shown.imports.select_related("plan__institution")[:50])
    names = actor_names(one.uploaded_by for one in before)
    listed = [(one, names[one.uploaded_by]) for one in before]
    return page(request, "plans/carry/imports.html", institution=institution, plan=shown, form=form, imports=listed)


@institution_page(Capability.EDIT_PLAN)
def one_import(request: HttpRequest, institution: Institution, plan_key: str, number: int) -> HttpResponse:
    """What a file would change; a POST accepts what was ticked."""
    found = _import(institution, plan_key, number)
    refusal = ""
    if request.method == "POST":
        try:
            operations.accept_import(actor=actor_of(request), imported=found, **decided(request.POST))
            messages.success(request, _("Accepted. The plan is changed, and this can be undone here."))
            return redirect(found)
        except Overtaken as overtaken:
            operations.compare_import(imported=_import(institution, plan_key, number))
            messages.error(request, overtaken.message)
            return redirect(found)
        except Refused as refused:
            refusal = refused.message
    job = job_of(operations.IMPORT_JOB, str(found.pk)) if found.is_waiting else None
    context: dict[str, Any] = {"imported": found, "job": job, "refusal": refusal}
    context |= shown_rows(found.difference, request.POST if refusal else None) if found.difference else {}
    context["names"] = actor_names([found.uploaded_by, *([found.accepted_by] if found.accepted_by else [])])
    return page(request, "plans/carry/import.html", institution=institution, plan=found.plan, **context)


@institution_page(Capability.EDIT_PLAN)
@require_POST
def undo_import(request: HttpRequest, institution: Institution, plan_key: str, number: int) -> HttpResponse:
    """Take an accepted import back."""
    found = _import(institution, plan_key, number)
    try:
        kept = operations.undo_import(actor=actor_of(request), imported=found, rest="rest" in request.POST)
        messages.success(request, _("Undone."))
        for sentence in kept:
            messages.warning(request, sentence)
    except Refused as refusal:
        messages.error(request, refusal.message)
        return redirect(f"{found.get_absolute_url()}?rest=1")
    return redirect(found)


@institution_page(Capability.EDIT_PLAN)
@require_POST
def drop_import(request: HttpRequest, institution: Institution, plan_key: str, number: int) -> HttpResponse:
    """Put a file aside."""
    found = _import(institution, plan_key, number)
    try:
        operations.drop_import(actor=actor_of(request), imported=found)
        messages.success(request, _("Put aside. Nothing of it is in the plan."))
    except Refused as refusal:
        messages.error(request, refusal.message)
    return redirect("plans:imports", institution.slug, plan_key)


@institution_page(Capability.EDIT_PLAN)
@require_safe
def marked_file(request: HttpRequest, institution: Institution, plan_key: str, number: int) -> HttpResponse:
    """The file as it was sent, with the cells that do not fit marked."""
    found = _import(institution, plan_key, number)
    try:
        content = exports.marked(found)
    except Refused as refusal:
        messages.error(request, refusal.message)
        return redirect(found)
    return _download(content, XLSX, f"{institution.slug}-{plan_key}-to-mend.xlsx")


def _import(institution: Institution, plan_key: str, number: int) -> PlanImport:
    rows = plan_of(institution, plan_key).imports.select_related("plan__institution", "file", "bulk__plan__institution")
    return get_object_or_404(rows, number=number)


def _download(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
