"""A draft changed in one place: its sections, questions and lists."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from plumbline.foundation.listing import choice
from plumbline.foundation.problems import Refused
from plumbline.institutions.access import Capability
from plumbline.institutions.actor import actor_of
from plumbline.institutions.pages import page, sector_page
from plumbline.journey.assessments.forms.desk import (
    ItemRows,
    ListForm,
    QuestionForm,
    SectionForm,
    items_of,
    rows_of,
)
from plumbline.journey.assessments.operations import desk as operations
from plumbline.journey.assessments.views.desk import address, saved, stamp, version_of
from plumbline.platform.questionnaires import editing
from plumbline.platform.questionnaires.definition import Definition, ItemList
from plumbline.platform.questionnaires.models import Form


@sector_page(Capability.MANAGE_SECTOR)
def new_question(request: HttpRequest, key: str, version: int) -> HttpResponse:
    """One more question, at the end of a section."""
    shown = version_of(key, version)
    sections = [section.key for section in shown.asks.sections]
    section = choice(request.GET, "section", sections, default=sections[0])
    form = QuestionForm(request.POST or None, form=shown.asks, section=section)
    form.initial["seen"] = stamp(shown)
    if form.is_valid() and _change(request, shown, form, _with_question(shown, form)):
        return saved(request, shown, form.cleaned_data["section"])
    return page(request, "assessments/desk/question.html", shown=shown, form=form)


@sector_page(Capability.MANAGE_SECTOR)
def question(request: HttpRequest, key: str, version: int, question: str) -> HttpResponse:
    """A question's words, kind, rules and section."""
    shown = version_of(key, version)
    asked = shown.asks.question(question)
    if asked is None:
        raise Http404
    form = QuestionForm(request.POST or None, form=shown.asks, question=asked)
    form.initial["seen"] = stamp(shown)
    if form.is_valid() and _change(request, shown, form, _with_question(shown, form)):
        return saved(request, shown, f"question-{question}")
    return page(request, "assessments/desk/question.html", shown=shown, form=form, question=asked)


@sector_page(Capability.MANAGE_SECTOR)
def new_section(request: HttpRequest, key: str, version: int) -> HttpResponse:
    """One more section, at the end."""
    return _section(request, version_of(key, version), "")


@sector_page(Capability.MANAGE_SECTOR)
def section(request: HttpRequest, key: str, version: int, section: str) -> HttpResponse:
    """A section's heading and introduction."""
    return _section(request, version_of(key, version), section)


@sector_page(Capability.MANAGE_SECTOR)
def new_list(request: HttpRequest, key: str, version: int) -> HttpResponse:
    """Things that questions can be repeated for."""
    return _list(request, version_of(key, version), "")


@sector_page(Capability.MANAGE_SECTOR)
def item_list(request: HttpRequest, key: str, version: int, name: str) -> HttpResponse:
    """A list's name and items."""
    return _list(request, version_of(key, version), name)


@sector_page(Capability.MANAGE_SECTOR)
@require_POST
def arrange(request: HttpRequest, key: str, version: int) -> HttpResponse:
    """Move a section or question up or down, or take a section, question or list out."""
    shown = version_of(key, version)
    what, name = request.POST.get("what", ""), request.POST.get("name", "")
    wanted = {
        "up": lambda: editing.moved(shown.asks, what, name, -1),  # type: ignore[arg-type]
        "down": lambda: editing.moved(shown.asks, what, name, 1),  # type: ignore[arg-type]
        "remove": lambda: _without(shown.asks, what, name),
    }.get(request.POST.get("do", ""))
    if wanted is None or what not in {"section", "question", "list"}:
        raise Http404
    try:
        operations.change_form(actor=actor_of(request), form=shown, definition=wanted())
    except Refused as refusal:
        messages.error(request, refusal.message)
        return redirect(address(shown))
    if request.POST.get("do") == "remove":
        messages.success(request, _("Taken out of the draft. The published version still has it."))
        return redirect(address(shown))
    return redirect(address(shown, name if what == "section" else f"{what}-{name}"))


def _change(request: HttpRequest, shown: Form, form: Any, definition: Definition) -> bool:
    """Hand a changed definition over; False where it was refused, with why at the form's fields."""
    return bool(
        form.carry_out(
            operations.change_form, actor=actor_of(request), form=shown, definition=definition, seen=form.seen_at
        )
    )


def _with_question(shown: Form, form: QuestionForm) -> Definition:
    return editing.with_question(shown.asks, form.made(), form.cleaned_data["section"])


def _without(form: Definition, what: str, name: str) -> Definition:
    without = {"section": editing.without_section, "question": editing.without_question, "list": editing.without_list}
    return without[what](form, name)


def _section(request: HttpRequest, shown: Form, name: str) -> HttpResponse:
    there = shown.asks.section(name)
    if name and there is None:
        raise Http404
    form = SectionForm(request.POST or None, initial=SectionForm.initial_of(there) if there else None)
    form.initial["seen"] = stamp(shown)
    if form.is_valid():
        made = form.made(shown.asks, there)
        if _change(request, shown, form, editing.with_section(shown.asks, made)):
            return saved(request, shown, made.key)
    return page(request, "assessments/desk/section.html", shown=shown, form=form, section=there)


def _list(request: HttpRequest, shown: Form, name: str) -> HttpResponse:
    there = next((one for one in shown.asks.lists if one.key == name), None)
    if name and there is None:
        raise Http404
    form = ListForm(request.POST or None, initial={"title": there.title if there else "", "seen": stamp(shown)})
    rows = ItemRows(request.POST or None, initial=rows_of(there))
    if form.is_valid() and rows.is_valid():
        title = form.cleaned_data["title"]
        key = there.key if there else editing.free_key(title, [one.key for one in shown.asks.lists], "list")
        made = ItemList(key=key, title=title, items=items_of(rows))
        if _change(request, shown, form, editing.with_list(shown.asks, made)):
            return saved(request, shown, f"list-{key}")
    return page(request, "assessments/desk/list.html", shown=shown, form=form, rows=rows, list=there)
