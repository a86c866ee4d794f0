"""Evidence under an answer: attach, caption, move, take off; and the whole document as it reads."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from plumbline.foundation.problems import Refused
from plumbline.institutions.access import Capability
from plumbline.institutions.actor import actor_of
from plumbline.institutions.models import Institution
from plumbline.institutions.pages import institution_page, page
from plumbline.journey.assessments import operations, queries
from plumbline.journey.assessments.forms.writing import AttachForm
from plumbline.journey.assessments.models import Assessment
from plumbline.journey.assessments.showing import read_through
from plumbline.journey.assessments.tasks import LATER
from plumbline.journey.assessments.views import seats
from plumbline.journey.evidence.queries import standing_evidence
from plumbline.platform.questionnaires.queries import given_in

TYPING = require_http_methods(["GET", "HEAD", "POST"])


@institution_page(Capability.EDIT_ASSESSMENT)
@TYPING
def evidence(request: HttpRequest, institution: Institution, number: int, answer: int) -> HttpResponseBase:
    """What is attached to an answer, and what else could be."""
    assessment = seats.load(institution, number)
    found, asked = seats.answer_of(assessment, answer)
    here = [one for one in queries.attachments_of(assessment) if one.place == found.place and not one.removed_at]
    there = standing_evidence(institution).exclude(pk__in=[one.evidence_id for one in here])
    form = AttachForm(request.POST or None, offered=there)
    if form.is_valid() and form.carry_out(
        operations.attach, actor=actor_of(request), assessment=assessment, place=found.place, **form.cleaned_data
    ):
        messages.success(request, _("Attached."))
        return redirect(seats.address("attach", assessment, answer))
    back = seats.address("question", assessment, answer)
    return page(request, "assessments/attach.html", institution=institution, assessment=assessment, form=form,
                question=asked, item=seats.asks_of(assessment).item(found.place), here=here, has_more=there.exists(),
                back=back)  # fmt: skip


@institution_page(Capability.EDIT_ASSESSMENT)
@require_POST
def attachment(request: HttpRequest, institution: Institution, number: int, attachment: int) -> HttpResponseBase:
    """Another caption, one up, one down, or off."""
    assessment = seats.load(institution, number)
    found = get_object_or_404(
        assessment.attachments.select_related("evidence", "assessment__institution"), pk=attachment
    )
    actor, do = actor_of(request), request.POST.get("do", "")
    try:
        if do in {"up", "down"}:
            operations.move_attachment(actor=actor, attachment=found, up=do == "up")
        elif do == "off":
            operations.detach(actor=actor, attachment=found)
        else:
            caption = request.POST.get("caption", "")
            operations.caption_attachment(actor=actor, attachment=found, caption=caption)
    except Refused as refusal:
        messages.error(request, refusal.message)
    answer = queries.answer_at(assessment, found.place)
    return redirect(seats.address("attach", assessment, answer.pk) if answer else assessment)


@institution_page(Capability.VIEW_WORKSPACE)
@require_safe
def whole(request: HttpRequest, institution: Institution, number: int) -> HttpResponseBase:
    """The whole document as it reads now, with its numbers; `?print=1` is the same on paper."""
    assessment = seats.load(institution, number)
    asks, given = seats.asks_of(assessment), given_in(queries.answers_in(assessment))
    sections = read_through(asks, given, queries.attachments_of(assessment))
    return page(
        request,
        "assessments/print.html" if "print" in request.GET else "assessments/whole.html",
        institution=institution,
        assessment=assessment,
        sections=[one for one in sections if one.parts != (LATER,)],
        looked_back=queries.looked_back(assessment),
        form=_form(assessment),
    )


def _form(assessment: Assessment) -> object:
    return assessment.response.form if assessment.response else None
