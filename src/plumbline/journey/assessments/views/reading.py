"""Pages of self-assessments: the list, one to read, one answer to correct."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from plumbline.institutions.access import Capability
from plumbline.institutions.actor import actor_of
from plumbline.institutions.models import Institution
from plumbline.institutions.pages import institution_page, page
from plumbline.institutions.queries import actor_names
from plumbline.journey.assessments import operations, queries, rules
from plumbline.journey.assessments.forms.correcting import AnswerForm
from plumbline.journey.assessments.views.seats import load
from plumbline.journey.assessments.views.working import task_list


@institution_page(Capability.VIEW_WORKSPACE)
def assessments(request: HttpRequest, institution: Institution) -> HttpResponse:
    """The institution's self-assessments, the newest first."""
    rows = queries.assessments_of(institution)
    may_run = rules.can_run_assessment(actor_of(request), institution)
    return page(request, "assessments/assessments.html", institution=institution, assessments=rows, may_run=may_run)


@institution_page(Capability.VIEW_WORKSPACE)
def assessment(request: HttpRequest, institution: Institution, number: int) -> HttpResponseBase:
    """One that is written here: its task list. One from a document, to read: answers under their questions, figures,
    achievements, quotations."""
    shown = get_object_or_404(institution.assessments.select_related("response"), number=number)
    if shown.is_written_here:
        return task_list(request, institution, load(institution, number))
    context: dict[str, Any] = {
        "institution": institution,
        "assessment": shown,
        "answers": shown.answers.all(),
        "counted": shown.figures.all(),
        "achievements": queries.achievements_of(shown),
        "quotations": shown.quotations.all(),
        "may_edit": bool(rules.can_edit_assessment(actor_of(request), institution)),
    }
    return page(request, "assessments/assessment.html", **context)


@institution_page(Capability.EDIT_ASSESSMENT)
def answer(request: HttpRequest, institution: Institution, number: int, order: int) -> HttpResponse:
    """Correct the text of one answer; its earlier texts are below."""
    shown = get_object_or_404(institution.assessments, number=number)
    found = get_object_or_404(shown.answers, order=order)
    form = AnswerForm(request.POST or None, initial={"text": found.text, "seen": found.changed_at.isoformat()})
    if form.is_valid() and form.carry_out(
        operations.correct_answer,
        actor=actor_of(request),
        answer=found,
        text=form.cleaned_data["text"],
        seen=form.seen_at,
    ):
        messages.success(request, _("Saved. The text before is in the answer's history."))
        return redirect(f"{shown.get_absolute_url()}#answer-{found.order}")
    steps = list(queries.history(found))
    names = actor_names(step.by for step in steps)
    context: dict[str, Any] = {"institution": institution, "assessment": shown, "answer": found, "form": form}
    return page(
        request,
        "assessments/answer.html",
        **context,
        history=[(step, names[step.by]) for step in steps],
    )
