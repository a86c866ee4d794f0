"""Pages of a self-assessment that is written here: task list, section, question, and what a page's script asks."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from plumbline.foundation.problems import Overtaken, Refused
from plumbline.institutions.access import Capability
from plumbline.institutions.actor import actor_of
from plumbline.institutions.models import Institution
from plumbline.institutions.pages import institution_page, page
from plumbline.journey.assessments import operations, queries, rules
from plumbline.journey.assessments.forms.writing import GuidanceForm, ReasonForm, TakeForm
from plumbline.journey.assessments.models import Assessment
from plumbline.journey.assessments.showing import parts_shown
from plumbline.journey.assessments.tasks import holder_said, is_later, tasks
from plumbline.journey.assessments.views import seats
from plumbline.platform.questionnaires.models import Answer
from plumbline.platform.questionnaires.queries import newer_of, report_of
from plumbline.platform.texts.pages import here_page, save_form, talk_page, text_page, with_asides
from plumbline.platform.texts.queries import open_asides_in

TYPING = require_http_methods(["GET", "HEAD", "POST"])
EDITING = Capability.EDIT_ASSESSMENT


def task_list(request: HttpRequest, institution: Institution, assessment: Assessment) -> HttpResponseBase:
    """The front page of one that is written here: each section, how it stands, who holds it."""
    actor, answers = actor_of(request), queries.answers_in(assessment)
    report = report_of(assessment.response, answers=answers, parts=queries.parts_of(assessment))  # type: ignore[arg-type]
    held = [one for one in queries.delegations_of(assessment) if one.is_open]
    asides = open_asides_in([one.text for one in answers.values()], actor.key)
    shown = tasks(report, held, queries.talk_counts(assessment, answers), seats.torn(answers, asides))
    return page(
        request,
        "assessments/tasks.html",
        institution=institution,
        assessment=assessment,
        form=assessment.response.form if assessment.response else None,
        tasks=[(one, [(each, holder_said(each)) for each in one.holders]) for one in shown],
        ready=sum(one.state == "ready" for one in shown),
        wanted=sum(one.state != "later" for one in shown),
        is_empty=all(one.state in {"not_started", "later"} for one in shown) and not held,
        newer=newer_of(assessment.response.form) if assessment.response else None,
        may_write=rules.can_write(actor, assessment),
        may_run=rules.can_run(actor, assessment),
    )


@institution_page(EDITING)
@TYPING
def section(request: HttpRequest, institution: Institution, number: int, part: str) -> HttpResponseBase:
    """All questions of a section, each with its editor; without a script, one button saves them all."""
    assessment, actor = seats.load(institution, number), actor_of(request)
    shown, answers = seats.section_of(assessment, part), queries.answers_in(assessment)
    here = seats.address("section", assessment, part)
    rows = seats.rows_of(request, assessment, shown, answers, home=here)
    if request.method == "POST" and seats.save_rows(request, assessment, rows, answers):
        return redirect(here)
    parts = queries.parts_of(assessment)
    report = report_of(assessment.response, answers=answers, parts=parts).section(part)  # type: ignore[arg-type]
    context: dict[str, Any] = {"rows": rows, "report": report, "is_later": bool(report and is_later(report))}
    return page(
        request,
        "assessments/section.html",
        institution=institution,
        assessment=assessment,
        section=shown,
        parts=parts_shown(assessment, shown),
        here=seats.here_of(request, assessment, part),
        held=[one for one in queries.delegations_of(assessment) if one.section == part and one.is_open],
        may_run=rules.can_run(actor, assessment),
        **context,
    )


@institution_page(EDITING)
@TYPING
def question(request: HttpRequest, institution: Institution, number: int, answer: int) -> HttpResponseBase:
    """One question: guidance, editor, what is known, evidence, comments. `?go=next` or `before` leads on."""
    found = queries.answer_with_all(institution, number, answer)
    if found is None or found.place not in found.response.form.asks.places:
        raise Http404
    assessment = found.response.assessment
    if request.GET.get("go") in {"next", "before"}:
        return redirect(_neighbour(assessment, found, forward=request.GET["go"] == "next"))
    desk = with_asides([seats.desk_of(request, assessment, found)])[0]
    if request.method == "POST":
        back = save_form(request, [desk])
        if not back:
            return redirect(desk.home)
        desk = back[desk.pk]
    return page(request, "assessments/question.html", institution=institution, assessment=assessment,
                **_beside(request, assessment, found), desk=desk, answer=found, reason_form=ReasonForm(),
                may_run=rules.can_run(actor_of(request), assessment))  # fmt: skip


def _beside(request: HttpRequest, assessment: Assessment, answer: Answer) -> dict[str, Any]:
    """What stands beside a question."""
    asks = seats.asks_of(assessment)
    shown, places = asks.section_of(answer.question), list(asks.places)
    attached = [one for one in queries.attachments_of(assessment) if one.place == answer.place and not one.removed_at]
    return {
        "question": asks.question(answer.question),
        "section": shown,
        "item": asks.item(answer.place),
        "own": queries.guidance_of(assessment).get(answer.question),
        "offers": queries.offers_at(assessment, answer.place, answer),
        "attached": attached,
        "talk": seats.talk_of(request, assessment, answer),
        "here": seats.here_of(request, assessment, shown.key if shown else "", others=False),
        "at": places.index(answer.place) + 1,
        "of": len(places),
    }


def _neighbour(assessment: Assessment, answer: Answer, *, forward: bool) -> str:
    """The address of the question after or before, in the form's order; at an end, the task list."""
    places = list(seats.asks_of(assessment).places)
    to = places.index(answer.place) + (1 if forward else -1)
    found = queries.answer_at(assessment, places[to]) if 0 <= to < len(places) else None
    return seats.address("question", assessment, found.pk) if found else assessment.get_absolute_url()


@institution_page(EDITING)
@TYPING
def text(request: HttpRequest, institution: Institution, number: int, answer: int) -> HttpResponseBase:
    """The one address of an answer's text: saves, history, two versions side by side."""
    assessment = seats.load(institution, number)
    return text_page(request, seats.desk_of(request, assessment, seats.any_answer_of(assessment, answer)))


@institution_page(EDITING)
@TYPING
def talk(request: HttpRequest, institution: Institution, number: int, answer: int) -> HttpResponseBase:
    """What is said beside an answer."""
    assessment = seats.load(institution, number)
    found, _asked = seats.answer_of(assessment, answer)
    return talk_page(request, seats.talk_of(request, assessment, found))


@institution_page(EDITING)
@require_POST
def here(request: HttpRequest, institution: Institution, number: int, part: str) -> HttpResponseBase:
    """The beat of a page that has a section open."""
    assessment = seats.load(institution, number)
    keys = {one.key for one in seats.section_of(assessment, part).questions}
    texts = [one.text for place, one in queries.answers_in(assessment).items() if place.question in keys]
    return here_page(request, seats.here_of(request, assessment, part), texts)


@institution_page(EDITING)
@require_POST
def applies(request: HttpRequest, institution: Institution, number: int, answer: int) -> HttpResponseBase:
    """Say that a question does not apply, with the reason; or that it does after all."""
    assessment = seats.load(institution, number)
    found, _asked = seats.answer_of(assessment, answer)
    given: dict[str, Any] = {"actor": actor_of(request), "assessment": assessment, "place": found.place}
    try:
        if request.POST.get("applies") == "yes":
            operations.set_applicable(**given)
        else:
            operations.set_not_applicable(**given, reason=request.POST.get("reason", ""))
    except Refused as refusal:
        messages.error(request, refusal.message)
    return redirect(seats.address("question", assessment, answer))


@institution_page(EDITING)
@require_POST
def take(request: HttpRequest, institution: Institution, number: int, answer: int) -> HttpResponseBase:
    """Take in what is known already, in one press."""
    assessment = seats.load(institution, number)
    found, _asked = seats.answer_of(assessment, answer)
    form = TakeForm(request.POST)
    if form.is_valid() and form.carry_out(
        operations.take_offer, actor=actor_of(request), assessment=assessment, place=found.place, **form.cleaned_data
    ):
        if form.outcome.state == "apart":
            return redirect(f"{seats.address('text', assessment, answer)}?settle")
        messages.success(request, _("Taken in. What stood here before is in the history."))
    for told in form.errors.values():
        messages.error(request, " ".join(map(str, told)))
    return redirect(seats.address("question", assessment, answer))


@institution_page(Capability.RUN_ASSESSMENT)
@TYPING
def guidance(request: HttpRequest, institution: Institution, number: int, answer: int) -> HttpResponseBase:
    """What the institution tells its own people beside a question."""
    assessment = seats.load(institution, number)
    found, asked = seats.answer_of(assessment, answer)
    own = queries.guidance_of(assessment).get(asked.key)
    start = {"body": own.body if own else "", "seen": own.changed_at.isoformat() if own else ""}
    form = GuidanceForm(request.POST or None, initial=start)
    if form.is_valid() and form.carry_out(
        operations.write_guidance,
        actor=actor_of(request),
        institution=institution,
        form_key=assessment.response.form.key if assessment.response else "",
        question=asked.key,
        body=form.cleaned_data["body"],
        seen=form.cleaned_data["seen"],
    ):
        return redirect(seats.address("question", assessment, found.pk))
    return page(request, "assessments/guidance.html", institution=institution, assessment=assessment, form=form,
                question=asked, back=seats.address("question", assessment, found.pk))  # fmt: skip


@institution_page(Capability.RUN_ASSESSMENT)
@require_POST
def ready(request: HttpRequest, institution: Institution, number: int, part: str) -> HttpResponseBase:
    """Say that a section is ready, or that it is in work again."""
    assessment, actor = seats.load(institution, number), actor_of(request)
    seats.section_of(assessment, part)
    try:
        if request.POST.get("ready") == "no":
            operations.take_back_ready(actor=actor, assessment=assessment, section=part)
            messages.success(request, _("The section is in work again."))
        else:
            seen = request.POST.get("seen", "")[:60]
            operations.mark_ready(actor=actor, assessment=assessment, section=part, seen=seen)
            messages.success(request, _("Marked as ready. It falls back when anything in it changes."))
            return redirect(assessment.get_absolute_url())
    except (Overtaken, Refused) as refusal:
        messages.error(request, refusal.message)
    return redirect(seats.address("section", assessment, part))
