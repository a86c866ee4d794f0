"""The list of documents, uploading, watching one being read."""

from __future__ import annotations

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from plumbline.foundation.listing import page_of
from plumbline.foundation.problems import Refused
from plumbline.institutions.access import Capability
from plumbline.institutions.actor import actor_of
from plumbline.institutions.models import Institution
from plumbline.institutions.pages import institution_page, page
from plumbline.institutions.queries import actor_names
from plumbline.journey.intake import operations, queries, rules
from plumbline.journey.intake.cards import said_facts
from plumbline.journey.intake.forms import UploadForm
from plumbline.journey.intake.models import Reading
from plumbline.journey.intake.views.loading import light, sent
from plumbline.journey.intake.wording import advice
from plumbline.platform.files import serving

UPLOADING = Capability.UPLOAD_DOCUMENTS


@institution_page(UPLOADING)
@require_http_methods(["GET", "HEAD", "POST"])
def documents(request: HttpRequest, institution: Institution) -> HttpResponse:
    """All documents; a form to upload more."""
    form = UploadForm(**sent(request, files=True))
    refusals: list[Refused] = []
    if request.method == "POST" and form.is_valid():
        taken, refusals = _take(request, institution, form.cleaned_data["documents"])
        if not refusals:
            return redirect(taken[0]) if len(taken) == 1 else redirect("intake:documents", slug=institution.slug)
    listed = page_of(queries.documents(institution), request.GET)
    return page(
        request,
        "intake/documents.html",
        institution=institution,
        form=form,
        refusals=refusals,
        page_obj=listed,
        refresh=5 if any(reading.is_under_way for reading in listed) else 0,
        days=_days(),
    )


@institution_page(UPLOADING)
@require_safe
def reading(request: HttpRequest, institution: Institution, key: str) -> HttpResponse:
    """One document: progress, refusal, the check, or what became of it."""
    found = light(institution, key)
    if found.is_to_check:
        return redirect(found.address("differences" if found.again_of_id else "check"))
    templates = {"accepted": "intake/accepted.html", "refused": "intake/refused.html"}
    names = actor_names([found.uploaded_by, found.accepted_by or ""])
    return page(
        request,
        templates.get(found.state, "intake/progress.html"),
        institution=institution,
        reading=found,
        job=queries.job_for(found) if found.is_under_way else None,
        problem=_(found.problem) if found.problem else "",
        facts=said_facts(found.facts),
        uploaded_name=names.get(found.uploaded_by, ""),
        accepted_name=names.get(found.accepted_by or "", ""),
        advice=advice(found.code) if found.code else "",
        may_try_again=rules.can_try_again(actor_of(request), found),
        may_undo=rules.can_undo_acceptance(actor_of(request), found),
        may_erase=rules.can_erase(actor_of(request), found),
    )


@institution_page(UPLOADING)
@require_safe
def progress(request: HttpRequest, institution: Institution, key: str) -> HttpResponse:
    """How far the reading is, as a part of the page; when it is done, the browser goes on by itself."""
    found = light(institution, key)
    job = queries.job_for(found) if found.is_under_way else None
    response = page(request, "intake/parts/progress.html", reading=found, job=job)
    if not found.is_under_way:
        response["HX-Redirect"] = found.get_absolute_url()
    return response


@institution_page(UPLOADING)
@require_safe
def file(request: HttpRequest, institution: Institution, key: str) -> FileResponse:
    """The file as it was uploaded."""
    found = light(institution, key)
    if found.file.erased_at is not None:
        raise Http404
    return serving.respond(found.file, inline="show" in request.GET)


@institution_page(UPLOADING)
@require_POST
def again(request: HttpRequest, institution: Institution, key: str) -> HttpResponse:
    """Read the same file once more."""
    found = light(institution, key)
    try:
        if found.state == "refused":
            operations.try_again(actor=actor_of(request), reading=found)
            return redirect(found)
        return redirect(operations.read_again(actor=actor_of(request), reading=found))
    except Refused as refusal:
        messages.error(request, refusal.message)
        return redirect(found)


def _take(
    request: HttpRequest, institution: Institution, files: list[UploadedFile[bytes]]
) -> tuple[list[Reading], list[Refused]]:
    """Take each file by itself: one that cannot be taken does not hold up the others."""
    taken: list[Reading] = []
    refusals: list[Refused] = []
    for one in files:
        name = one.name or _("file")
        try:
            taken.append(
                operations.upload(actor=actor_of(request), institution=institution, name=name, content=one)  # type: ignore[arg-type]
            )
        except operations.SameFile as same:
            refusals.append(same)
        except Refused as refusal:
            refusals.append(Refused(f"{name}: {refusal.message}"))
    return taken, refusals


def _days() -> dict[str, int]:
    return {"waiting": queries.days_waiting(), "accepted": queries.days_accepted()}


def back_to_list(institution: Institution) -> str:
    """The address of the list."""
    return reverse("intake:documents", kwargs={"slug": institution.slug})
