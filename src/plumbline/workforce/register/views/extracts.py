"""Importing: the list of extracts, and one extract from its upload to its acceptance."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from plumbline.foundation.listing import choice, page_of
from plumbline.foundation.problems import Refused
from plumbline.institutions.access import Capability
from plumbline.institutions.actor import actor_of
from plumbline.institutions.models import Institution
from plumbline.institutions.pages import institution_page, page
from plumbline.institutions.queries import actor_names
from plumbline.workforce.register import exports, operations, queries, rules
from plumbline.workforce.register.forms.extracts import ColumnsForm, ExtractForm
from plumbline.workforce.register.models import Extract, State
from plumbline.workforce.register.showing import column_rows, found_figures, left_out_said, row_tabs

IMPORTING = Capability.IMPORT_STAFF


@institution_page(IMPORTING)
def extracts(request: HttpRequest, institution: Institution) -> HttpResponse:
    """All extracts; a form to upload the next one."""
    form = ExtractForm(request.POST or None, request.FILES or None)
    if form.is_valid() and form.carry_out(
        operations.upload_extract, actor=actor_of(request), institution=institution, **form.arguments()
    ):
        return redirect(form.outcome)
    rows = page_of(queries.extracts(institution), request.GET)
    names = actor_names(extract.uploaded_by for extract in rows)
    context: dict[str, Any] = {"institution": institution, "form": form, "page_obj": rows, "names": names}
    return page(request, "register/extracts.html", **context)


@institution_page(IMPORTING)
def extract(request: HttpRequest, institution: Institution, key: str) -> HttpResponse:
    """One extract: being read, its columns, what it would change, or what became of it."""
    shown = _extract(institution, key)
    pages: dict[str, Callable[..., HttpResponse]] = {State.MAPPING: _columns, State.CHECKED: _checked}
    return pages.get(shown.state, _standing)(request, institution, shown)


@institution_page(IMPORTING)
@require_safe
def progress(request: HttpRequest, institution: Institution, key: str) -> HttpResponse:
    """How far the work is, as a part of the page; when it is done, the browser goes on by itself."""
    shown = _extract(institution, key)
    job = queries.job_for(shown) if shown.is_busy else None
    response = page(request, "register/progress.html", extract=shown, job=job)
    if not shown.is_busy:
        response["HX-Redirect"] = shown.get_absolute_url()
    return response


@institution_page(IMPORTING)
def columns(request: HttpRequest, institution: Institution, key: str) -> HttpResponse:
    """Change which column is which after a check, and have it checked again."""
    shown = _extract(institution, key)
    if not rules.can_choose_columns(actor_of(request), shown):
        return redirect(shown)
    return _columns(request, institution, shown)


@institution_page(IMPORTING)
@require_safe
def rows(request: HttpRequest, institution: Institution, key: str) -> HttpResponse:
    """The people whom an extract adds, changes or lets go, with what differs."""
    shown = _extract(institution, key)
    what = choice(request.GET, "what", ("added", "changed", "left"), default="added")
    found = page_of(queries.changes(shown, what), request.GET, size=50)
    operations.note_look(actor=actor_of(request), institution=institution, what="extract", note=shown.name)
    told = queries.told_changes(shown, list(found))
    context: dict[str, Any] = {"institution": institution, "extract": shown, "what": what}
    return page(request, "register/rows.html", page_obj=found, told=told, tabs=row_tabs(shown, what), **context)


@institution_page(IMPORTING)
@require_safe
def faults(_request: HttpRequest, institution: Institution, key: str) -> StreamingHttpResponse:
    """Every cell that cannot be taken, as a file to send back to HR."""
    shown = _extract(institution, key)
    response = StreamingHttpResponse(exports.faults_csv(shown), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="for-hr-{shown.as_at.isoformat()}.csv"'
    return response


@institution_page(IMPORTING)
@require_POST
def accept(request: HttpRequest, institution: Institution, key: str) -> HttpResponse:
    """Make it true."""
    told = _("The register is as at the extract’s day now. The file is erased.")
    return _done(request, institution, key, operations.accept_extract, told)


@institution_page(IMPORTING)
@require_POST
def refuse(request: HttpRequest, institution: Institution, key: str) -> HttpResponse:
    """Decide against it."""
    told = _("Nothing was taken. The file is erased.")
    return _done(request, institution, key, operations.refuse_extract, told)


@institution_page(IMPORTING)
@require_POST
def undo(request: HttpRequest, institution: Institution, key: str) -> HttpResponse:
    """Take an accepted extract back."""
    told = _("The register is as it was before this extract.")
    return _done(request, institution, key, operations.undo_extract, told)


@institution_page(IMPORTING)
@require_POST
def again(request: HttpRequest, institution: Institution, key: str) -> HttpResponse:
    """Compare once more, because the register has changed."""
    return _done(request, institution, key, operations.check_again, _("It is being checked again."))


def _done(
    request: HttpRequest, institution: Institution, key: str, operation: Callable[..., None], told: str
) -> HttpResponse:
    shown = _extract(institution, key)
    try:
        operation(actor=actor_of(request), extract=shown)
        messages.success(request, told)
    except Refused as refusal:
        messages.error(request, refusal.message)
    return redirect(shown)


def _extract(institution: Institution, key: str) -> Extract:
    found = queries.extract_by_key(institution, key)
    if found is None:
        raise Http404
    return found


def _columns(request: HttpRequest, institution: Institution, shown: Extract) -> HttpResponse:
    form = ColumnsForm(request.POST or None, extract=shown)
    if form.is_valid() and form.carry_out(
        operations.choose_columns,
        actor=actor_of(request),
        extract=shown,
        columns=form.columns(),
        options=form.options(),
    ):
        return redirect(shown)
    context: dict[str, Any] = {"institution": institution, "extract": shown, "form": form}
    return page(request, "register/columns.html", rows=column_rows(form), **context)


def _checked(request: HttpRequest, institution: Institution, shown: Extract) -> HttpResponse:
    context: dict[str, Any] = {
        "institution": institution,
        "extract": shown,
        "figures": found_figures(shown),
        "left_out": left_out_said(shown),
        "faults": page_of(shown.faults.all(), request.GET, size=20),
        "verdict": rules.can_accept(actor_of(request), shown, queries.newest_accepted(institution)),
        "sample": queries.told_changes(shown, list(queries.changes(shown, "changed")[:5])),
    }
    return page(request, "register/checked.html", **context)


def _standing(request: HttpRequest, institution: Institution, shown: Extract) -> HttpResponse:
    newest = queries.newest_accepted(institution)
    names = actor_names([shown.uploaded_by, shown.accepted_by or ""])
    context: dict[str, Any] = {
        "institution": institution,
        "extract": shown,
        "job": queries.job_for(shown) if shown.is_busy else None,
        "figures": found_figures(shown),
        "uploaded_name": names.get(shown.uploaded_by, ""),
        "accepted_name": names.get(shown.accepted_by or "", ""),
        "may_undo": rules.can_undo(actor_of(request), shown, newest),
    }
    return page(request, "register/extract.html", **context)
