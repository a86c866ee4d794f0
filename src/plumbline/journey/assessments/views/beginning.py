"""Begin a self-assessment, choose its plans, take in what is known."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from plumbline.foundation.problems import Refused
from plumbline.institutions.access import Capability
from plumbline.institutions.actor import actor_of
from plumbline.institutions.models import Institution
from plumbline.institutions.pages import institution_page, page
from plumbline.journey.assessments import operations, queries
from plumbline.journey.assessments.forms.writing import PlansForm, StartForm
from plumbline.journey.assessments.models import Assessment
from plumbline.journey.assessments.stages import next_stage, stage_of
from plumbline.journey.assessments.views import seats
from plumbline.platform.questionnaires.definition import Place

TYPING = require_http_methods(["GET", "HEAD", "POST"])
BETWEEN = "|"


@institution_page(Capability.RUN_ASSESSMENT)
@TYPING
def start(request: HttpRequest, institution: Institution) -> HttpResponseBase:
    """Begin one on a published stage form; the stage that comes next is suggested."""
    offered = queries.forms_to_start()
    stage = next_stage(queries.assessments_of(institution).values_list("stage", flat=True))
    suggested = next((one for one in offered if stage_of(one.asks) == stage), None)
    form = StartForm(request.POST or None, offered=offered, suggested=suggested)
    if form.is_valid() and form.carry_out(
        operations.start_assessment, actor=actor_of(request), institution=institution, **form.cleaned_data
    ):
        messages.success(request, _("Begun. Take in what is known already, or open a section."))
        return redirect(form.outcome)
    return page(request, "assessments/start.html", institution=institution, form=form, offered=offered, stage=stage)


@institution_page(Capability.EDIT_ASSESSMENT)
@TYPING
def known(request: HttpRequest, institution: Institution, number: int) -> HttpResponseBase:
    """Everything that is known already and may be taken in, question by question."""
    assessment = seats.load(institution, number)
    if request.method == "POST":
        chosen = [_chosen(one) for one in request.POST.getlist("take")]
        taken = operations.take_offers(
            actor=actor_of(request), assessment=assessment, chosen=[one for one in chosen if one is not None]
        )
        words = ngettext("%(n)s answer is taken in.", "%(n)s answers are taken in.", taken)
        messages.success(request, words % {"n": taken} if taken else _("Nothing was taken in."))
        return redirect(seats.address("known", assessment))
    rows = known_rows(assessment)
    return page(request, "assessments/known.html", institution=institution, assessment=assessment, rows=rows)


def known_rows(assessment: Assessment) -> list[dict[str, Any]]:
    """What is offered, question by question; the best of each is ticked, unless one earlier answer is offered at
    several places of a question: people say at which of them it belongs."""
    answers, asks, found = queries.answers_in(assessment), seats.asks_of(assessment), queries.offers_of(assessment)
    uses = Counter((question.key, offer.key) for question, _place, offered in found for offer in offered)
    return [
        {
            "question": question,
            "label": seats.label_of(asks, question, place),
            "answer": answers[place],
            "is_written": bool(answers[place].text.body.strip()),
            "is_ticked": uses[question.key, offered[0].key] == 1,
            "offers": [(offer, BETWEEN.join([place.question, place.item, offer.key])) for offer in offered],
        }
        for question, place, offered in found
    ]


@institution_page(Capability.RUN_ASSESSMENT)
@TYPING
def plans(request: HttpRequest, institution: Institution, number: int) -> HttpResponseBase:
    """Which plan is handed in, and which is looked back on as at which day."""
    assessment = seats.load(institution, number)
    day = assessment.reports_on
    start_from = {
        "forward": assessment.forward_plan_id,
        "previous": assessment.previous_plan_id,
        "reports_on": f"{day.day} {day:%B %Y}" if day else "",
    }
    form = PlansForm(request.POST or None, plans=institution.plans.all(), initial=start_from)
    if form.is_valid() and form.carry_out(
        operations.choose_plans, actor=actor_of(request), assessment=assessment, **form.cleaned_data
    ):
        messages.success(request, _("The plans are chosen."))
        return redirect(assessment)
    return page(request, "assessments/plans.html", institution=institution, assessment=assessment, form=form)


@institution_page(Capability.RUN_ASSESSMENT)
@require_POST
def discard(request: HttpRequest, institution: Institution, number: int) -> HttpResponseBase:
    """Throw one away that was begun by mistake."""
    assessment = seats.load(institution, number)
    try:
        operations.discard_assessment(actor=actor_of(request), assessment=assessment)
    except Refused as refusal:
        messages.error(request, refusal.message)
        return redirect(seats.address("assessment", assessment))
    messages.success(request, _("Thrown away. Nothing was written in it."))
    return redirect("assessments:assessments", institution.slug)


def _chosen(value: str) -> tuple[Place, str] | None:
    question, _bar, rest = value.partition(BETWEEN)
    item, bar, source = rest.partition(BETWEEN)
    return (Place(question=question, item=item), source) if bar else None
