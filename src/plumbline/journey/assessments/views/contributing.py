"""Pages for whoever was asked by a link: just what is asked, saved as it is typed, handed back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from plumbline.institutions.actor import actor_of
from plumbline.institutions.models import Institution
from plumbline.institutions.pages import page, pass_page
from plumbline.journey.assessments import operations, queries, rules
from plumbline.journey.assessments.forms.writing import UploadForm, WordsForm
from plumbline.journey.assessments.models import Delegation
from plumbline.journey.assessments.views import seats
from plumbline.platform.accounts.queries import Holding
from plumbline.platform.texts.pages import text_page

TYPING = require_http_methods(["GET", "HEAD", "POST"])


@pass_page(rules.CONTRIBUTE)
@TYPING
def contribute(request: HttpRequest, institution: Institution, held: Holding, number: int) -> HttpResponseBase:
    """What was asked, each with its editor and guidance; without a script, one button saves all."""
    return _shown(request, institution, held, _load(institution, held, number), WordsForm())


def _shown(
    request: HttpRequest, institution: Institution, held: Holding, delegation: Delegation, form: WordsForm
) -> HttpResponseBase:
    assessment, answers = delegation.assessment, queries.answers_in(delegation.assessment)
    section = seats.section_of(assessment, delegation.section)
    home = delegation.contributor_address
    rows = seats.rows_of(request, assessment, section, answers, delegation=delegation, home=home)
    is_saving = request.method == "POST" and not form.is_bound
    if is_saving and seats.save_rows(request, assessment, rows, answers, delegation=delegation):
        return redirect(home)
    actor = actor_of(request)
    return page(
        request,
        "assessments/contribute.html",
        institution=institution,
        delegation=delegation,
        section=section,
        rows=rows,
        own=queries.guidance_of(assessment),
        attached=[one for one in queries.attachments_of(assessment) if delegation.covers(one.place)],
        verdict=rules.can_contribute(actor, delegation),
        may_add=rules.can_add_evidence(actor, delegation),
        last=delegation.steps.order_by("-at", "-pk").first(),
        form=form,
        held=held,
    )


@pass_page(rules.CONTRIBUTE)
@TYPING
def contribute_text(
    request: HttpRequest, institution: Institution, held: Holding, number: int, answer: int
) -> HttpResponseBase:
    """The one address of a text that they were asked for."""
    delegation = _load(institution, held, number)
    found, _asked = seats.answer_of(delegation.assessment, answer)
    if not delegation.covers(found.place):
        raise Http404
    home = delegation.contributor_address
    return text_page(request, seats.desk_of(request, delegation.assessment, found, home=home, delegation=delegation))


@pass_page(rules.CONTRIBUTE)
@TYPING
def add_evidence(
    request: HttpRequest, institution: Institution, held: Holding, number: int, answer: int
) -> HttpResponseBase:
    """A picture or a file that shows what they wrote, under one of their answers."""
    delegation = _load(institution, held, number)
    found, asked = seats.answer_of(delegation.assessment, answer)
    if not delegation.covers(found.place) or not delegation.may_add_evidence:
        raise Http404
    form = UploadForm(request.POST or None, request.FILES or None)
    if form.is_valid() and form.carry_out(
        operations.contribute_evidence,
        actor=actor_of(request),
        delegation=delegation,
        place=found.place,
        kind=form.kind,
        draft=form.draft(),
        upload=form.upload(),
    ):
        messages.success(request, _("Added under “%(question)s”.") % {"question": asked.ask})
        return redirect(delegation.contributor_address)
    context: dict[str, Any] = {"delegation": delegation, "form": form, "question": asked}
    return page(request, "assessments/contribute_evidence.html", institution=institution, **context)


@pass_page(rules.CONTRIBUTE)
@require_POST
def hand_back(request: HttpRequest, institution: Institution, held: Holding, number: int) -> HttpResponseBase:
    """They are done."""
    delegation = _load(institution, held, number)
    form = WordsForm(request.POST)
    if form.is_valid() and form.carry_out(
        operations.hand_back, actor=actor_of(request), delegation=delegation, **form.cleaned_data
    ):
        messages.success(request, _("Handed back. Thank you: whoever asked you is told."))
        return redirect(delegation.contributor_address)
    for told in form.errors.values():
        messages.error(request, " ".join(map(str, told)))
    return _shown(request, institution, held, delegation, form)


def _load(institution: Institution, held: Holding, number: int) -> Delegation:
    """What the link is for; 404 for anything else."""
    found = queries.delegation_of(institution, number)
    if found is None or not held.covers(found.subject):
        raise Http404
    return found
