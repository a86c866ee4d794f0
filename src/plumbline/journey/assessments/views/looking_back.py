"""The retrospective of a self-assessment: each action's rating and explanation, with what the plan says beside."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from plumbline.foundation.problems import Refused
from plumbline.institutions.access import Capability
from plumbline.institutions.actor import Actor, actor_of
from plumbline.institutions.models import Institution
from plumbline.institutions.pages import institution_page, page
from plumbline.institutions.queries import actor_names
from plumbline.journey.assessments import operations, queries, rules
from plumbline.journey.assessments.models import Assessment, LookedBack
from plumbline.journey.assessments.views import seats
from plumbline.journey.plans.models import Rag
from plumbline.platform.texts.operations import Saved
from plumbline.platform.texts.pages import Desk, save_form, text_page, with_asides

TYPING = require_http_methods(["GET", "HEAD", "POST"])


@institution_page(Capability.EDIT_ASSESSMENT)
@TYPING
def looking_back(request: HttpRequest, institution: Institution, number: int) -> HttpResponseBase:
    """All lines; drawn from the plan, or brought up to date, by one press; saved by another."""
    assessment = seats.load(institution, number)
    lines = queries.looked_back(assessment)
    desks = with_asides(_desk(request, assessment, line) for line in lines)
    if request.method == "POST" and _save(request, assessment, lines, desks):
        return redirect(seats.address("looking_back", assessment))
    return page(
        request,
        "assessments/looking_back.html",
        institution=institution,
        assessment=assessment,
        rows=list(zip(lines, desks, strict=True)),
        ratings=[*Rag.choices, ("", _("Not rated"))],
        unexplained=sum(line.is_unexplained for line in lines),
    )


@institution_page(Capability.EDIT_ASSESSMENT)
@TYPING
def looking_back_text(request: HttpRequest, institution: Institution, number: int, line: int) -> HttpResponseBase:
    """The one address of an explanation's text."""
    assessment = seats.load(institution, number)
    found = get_object_or_404(assessment.looked_back.select_related("explanation", "assessment"), pk=line)
    return text_page(request, _desk(request, assessment, found))


def _save(request: HttpRequest, assessment: Assessment, lines: list[LookedBack], desks: list[Desk]) -> bool:
    """False where words were refused: they stand in `desks` then, to be shown again."""
    actor = actor_of(request)
    try:
        if request.POST.get("do") == "draw":
            new, fresh = operations.look_back(actor=actor, assessment=assessment)
            told = _("%(new)s new lines, %(fresh)s brought up to date. What was changed here stays.")
            messages.success(request, told % {"new": new, "fresh": fresh})
            return True
        refused = save_form(request, desks)
        desks[:] = [refused.get(desk.pk, desk) for desk in desks]
        for line in lines:
            if f"rag-{line.pk}" in request.POST:
                operations.rate_line(actor=actor, line=line, rag=request.POST[f"rag-{line.pk}"])
        return not refused
    except Refused as refusal:
        messages.error(request, refusal.message)
    return True


def _desk(request: HttpRequest, assessment: Assessment, line: LookedBack) -> Desk:
    line.assessment = assessment
    actor = actor_of(request)
    return Desk(
        text=line.explanation,
        actor=actor,
        name=_("Explanation: %(words)s") % {"words": line.words[:80]},
        address=seats.address("looking_back_text", assessment, line.pk),
        home=f"{seats.address('looking_back', assessment)}#line-{line.pk}",
        names=actor_names,
        may_write=rules.can_write(actor, assessment),
        rows=3,
        save=partial(_explain, line=line),
    )


def _explain(*, line: LookedBack, actor: Actor, body: str, base: int, **sent: Any) -> Saved:
    sent.pop("text", None)
    return operations.explain_line(actor=actor, line=line, body=body, base=base, **sent)
