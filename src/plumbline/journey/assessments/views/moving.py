"""What changed in the form since a self-assessment was begun; the move; and what is asked no longer."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from plumbline.institutions.access import Capability
from plumbline.institutions.actor import actor_of
from plumbline.institutions.models import Institution
from plumbline.institutions.pages import institution_page, page
from plumbline.journey.assessments import rules
from plumbline.journey.assessments.forms.moving import CarryForm, MoveForm
from plumbline.journey.assessments.models import Assessment
from plumbline.journey.assessments.operations import moving
from plumbline.journey.assessments.showing_moves import groups_of
from plumbline.platform.questionnaires.models import Response
from plumbline.platform.questionnaires.queries import Kept, answers_of, kept_answers, move_plan, newer_of


@institution_page(Capability.VIEW_WORKSPACE)
def move(request: HttpRequest, institution: Institution, number: int) -> HttpResponse:
    """What changed, question by question, with what was answered; then move, keeping every answer."""
    assessment = _one(institution, number)
    newest = newer_of(assessment.response.form) if assessment.response else None
    if assessment.response is None or newest is None:
        return _stays(request, assessment)
    plan = move_plan(assessment.response, newest)
    form = MoveForm(request.POST or None, newest=newest.version)
    if form.is_valid() and form.carry_out(
        moving.move_assessment, actor=actor_of(request), assessment=assessment, form=newest
    ):
        messages.success(request, _("Moved to version %(number)s. Every answer is kept.") % {"number": newest.version})
        return redirect("assessments:kept", institution.slug, number) if plan.leaves_something else redirect(assessment)
    may_run = rules.can_run(actor_of(request), assessment)
    context: dict[str, Any] = {"institution": institution, "assessment": assessment, "groups": groups_of(plan)}
    return page(request, "assessments/moving/move.html", plan=plan, form=form, may_run=may_run, **context)


@institution_page(Capability.VIEW_WORKSPACE)
def kept(request: HttpRequest, institution: Institution, number: int) -> HttpResponse:
    """What was answered to questions that are asked no longer: to read, to copy, to add to another answer."""
    assessment = _one(institution, number)
    response = assessment.response
    if response is None:
        return _stays(request, assessment)
    rows = [(one, _carrying(request, response, one)) for one in kept_answers(response)]
    if any(_carried(request, assessment, one, form) for one, form in rows):
        messages.success(request, _("Added to the end of the other answer. These words stay here too."))
        return redirect("assessments:kept", institution.slug, number)
    may_write = rules.can_write(actor_of(request), assessment)
    context: dict[str, Any] = {"institution": institution, "assessment": assessment, "rows": rows}
    return page(request, "assessments/moving/kept.html", may_write=may_write, **context)


def _one(institution: Institution, number: int) -> Assessment:
    rows = institution.assessments.select_related("institution", "response__form")
    return get_object_or_404(rows, number=number)


def _stays(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    """There is nothing to move: back, with why."""
    on_newest = _("This self-assessment is on the newest version of its form.")
    document = _("This self-assessment was taken in from a document, so it stays on its form.")
    messages.info(request, on_newest if assessment.response else document)
    return redirect(assessment)


def _carrying(request: HttpRequest, response: Response, kept: Kept) -> CarryForm:
    """The form of one answer that is asked no longer; bound where it was this one that was sent."""
    place = kept.answer.place
    form = CarryForm(asks=response.form.asks, of=place)
    is_meant = request.POST.get(form.add_prefix("of")) == form.initial["of"]
    return CarryForm(request.POST, asks=response.form.asks, of=place) if is_meant else form


def _carried(request: HttpRequest, assessment: Assessment, kept: Kept, form: CarryForm) -> bool:
    """Whether this form was sent, and its words stand in the other answer now."""
    if not form.is_bound or not form.is_valid() or assessment.response is None:
        return False
    to = form.places[form.cleaned_data["to"]]
    base = answers_of(assessment.response)[to].text.number
    given = {"actor": actor_of(request), "assessment": assessment, "of": kept.answer.place}
    return form.carry_out(moving.carry_answer, to=to, base=base, **given)
