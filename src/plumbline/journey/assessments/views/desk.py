"""The secretariat's desk of forms: versions, copies, changes in one place or as YAML, publication."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from plumbline.foundation.listing import choice
from plumbline.foundation.problems import Refused
from plumbline.institutions.access import Capability
from plumbline.institutions.actor import actor_of
from plumbline.institutions.pages import page, sector_page
from plumbline.institutions.queries import actor_names
from plumbline.journey.assessments import rules
from plumbline.journey.assessments.forms.desk import AboutForm, CopyForm, FileForm, PublishForm
from plumbline.journey.assessments.operations import desk as operations
from plumbline.journey.assessments.previewing import previewed
from plumbline.journey.assessments.stage_forms import OWNER, SCOPE
from plumbline.platform.questionnaires import queries
from plumbline.platform.questionnaires.differences import differences_of
from plumbline.platform.questionnaires.exports import write_form
from plumbline.platform.questionnaires.models import Form


@sector_page(Capability.VIEW_SECTOR)
def forms(request: HttpRequest) -> HttpResponse:
    """Every form with its versions, and how many self-assessments are made of each."""
    versions = queries.forms_in_use(OWNER, SCOPE)
    may_keep = rules.can_keep_forms(actor_of(request))
    return page(request, "assessments/desk/forms.html", versions=versions, may_keep=may_keep)


@sector_page(Capability.MANAGE_SECTOR)
def add(request: HttpRequest) -> HttpResponse:
    """A form, or the next version of one, from a YAML file."""
    form = FileForm(request.POST or None, request.FILES or None)
    if form.is_valid() and form.carry_out(operations.take_in_form, actor=actor_of(request), definition=form.definition):
        messages.success(request, _("The form is a draft now. Look at it, then publish it."))
        return redirect(address(form.outcome))
    return page(request, "assessments/desk/file.html", form=form)


@sector_page(Capability.VIEW_SECTOR)
def version(request: HttpRequest, key: str, version: int) -> HttpResponse:
    """One version: what it asks, and what can be done with it."""
    shown = version_of(key, version)
    names = actor_names([shown.changed_by, shown.published_by or shown.changed_by])
    newest = queries.newer_of(shown)
    may_keep = rules.can_keep_forms(actor_of(request))
    return page(
        request,
        "assessments/desk/version.html",
        shown=shown,
        asks=shown.asks,
        who=names[shown.published_by or shown.changed_by],
        newest=newest,
        may_keep=may_keep,
        may_change=bool(may_keep) and shown.is_draft,
    )


@sector_page(Capability.VIEW_SECTOR)
def preview(request: HttpRequest, key: str, version: int) -> HttpResponse:
    """The form as a lead will see it, section by section, with nothing to write."""
    shown = version_of(key, version)
    sections = shown.asks.sections
    chosen = choice(request.GET, "section", [section.key for section in sections])
    section = shown.asks.section(chosen)
    asked = previewed(shown.asks, section, actor_of(request)) if section else []
    return page(request, "assessments/desk/preview.html", shown=shown, asks=shown.asks, section=section, asked=asked)


@sector_page(Capability.VIEW_SECTOR)
def download(_request: HttpRequest, key: str, version: int) -> HttpResponse:
    """The form as YAML."""
    text = write_form(version_of(key, version).asks)
    response = HttpResponse(text, content_type="application/yaml; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{key}-{version}.yaml"'
    return response


@sector_page(Capability.MANAGE_SECTOR)
@require_POST
def draft(request: HttpRequest, key: str, version: int) -> HttpResponse:
    """Begin the next version."""
    shown = version_of(key, version)
    try:
        begun = operations.copy_form(actor=actor_of(request), form=shown)
    except Refused as refusal:
        messages.error(request, refusal.message)
        return redirect("assessments:forms")
    return redirect(address(begun))


@sector_page(Capability.MANAGE_SECTOR)
def copy(request: HttpRequest, key: str, version: int) -> HttpResponse:
    """Another form that begins as this one."""
    shown = version_of(key, version)
    form = CopyForm(request.POST or None)
    if form.is_valid() and form.carry_out(
        operations.copy_form, actor=actor_of(request), form=shown, **form.cleaned_data
    ):
        return redirect(address(form.outcome))
    return page(request, "assessments/desk/copy.html", shown=shown, form=form)


@sector_page(Capability.MANAGE_SECTOR)
def change(request: HttpRequest, key: str, version: int) -> HttpResponse:
    """What stands above a draft's sections."""
    shown = version_of(key, version)
    form = AboutForm(request.POST or None, initial={**AboutForm.initial_of(shown.asks), "seen": stamp(shown)})
    if form.is_valid() and form.carry_out(
        operations.change_form,
        actor=actor_of(request),
        form=shown,
        definition=form.changed(shown.asks),
        seen=form.seen_at,
    ):
        return saved(request, shown)
    return page(request, "assessments/desk/about.html", shown=shown, form=form)


@sector_page(Capability.MANAGE_SECTOR)
def file(request: HttpRequest, key: str, version: int) -> HttpResponse:
    """A draft, changed as YAML."""
    shown = version_of(key, version)
    form = FileForm(
        request.POST or None, request.FILES or None, initial={"text": write_form(shown.asks), "seen": stamp(shown)}
    )
    if form.is_valid() and form.carry_out(
        operations.change_form, actor=actor_of(request), form=shown, definition=form.definition, seen=form.seen_at
    ):
        return saved(request, shown)
    return page(request, "assessments/desk/file.html", shown=shown, form=form)


@sector_page(Capability.MANAGE_SECTOR)
def publish(request: HttpRequest, key: str, version: int) -> HttpResponse:
    """What changed since the last version; then publish."""
    shown = version_of(key, version)
    before = queries.before_of(shown)
    form = PublishForm(request.POST or None, initial={"seen": stamp(shown)})
    if form.is_valid() and form.carry_out(
        operations.publish_form, actor=actor_of(request), form=shown, seen=form.seen_at
    ):
        messages.success(request, _("Version %(number)s is published.") % {"number": shown.version})
        return redirect(address(shown))
    changed = differences_of(before.asks, shown.asks) if before else None
    used = before.responses.count() if before else 0
    return page(
        request,
        "assessments/desk/publish.html",
        form=form,
        shown=shown,
        before=before,
        differences=changed,
        used=used,
    )


@sector_page(Capability.MANAGE_SECTOR)
def discard(request: HttpRequest, key: str, version: int) -> HttpResponse:
    """Ask, then throw a draft away."""
    shown = version_of(key, version)
    if request.method == "POST":
        try:
            operations.discard_form(actor=actor_of(request), form=shown)
            messages.success(request, _("The draft is gone. The versions before it stand."))
        except Refused as refusal:
            messages.error(request, refusal.message)
        return redirect("assessments:forms")
    return page(request, "assessments/desk/discard.html", shown=shown)


def version_of(key: str, version: int) -> Form:
    """The version that an address names; 404 for another."""
    return get_object_or_404(queries.forms_of(OWNER, SCOPE), key=key, version=version)


def address(form: Form, anchor: str = "") -> str:
    """The page of a version."""
    return reverse("assessments:form", args=[form.key, form.version]) + (f"#{anchor}" if anchor else "")


def stamp(form: Form) -> str:
    """Which state of a draft a page was made from."""
    return form.changed_at.isoformat()


def saved(request: HttpRequest, form: Form, anchor: str = "") -> HttpResponse:
    """After a change: back to the version, at what was changed."""
    messages.success(request, _("Saved in the draft."))
    return redirect(address(form, anchor))
