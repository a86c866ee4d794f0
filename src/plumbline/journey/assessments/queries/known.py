"""What is known already of an institution, gathered for `prefill`."""

from __future__ import annotations

from decimal import Decimal

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from plumbline.foundation.clock import HOME
from plumbline.foundation.pages import whole_address
from plumbline.institutions.access import Role
from plumbline.institutions.queries import members_of
from plumbline.journey.assessments.models import Answer as Taken
from plumbline.journey.assessments.models import Assessment, Figure
from plumbline.journey.assessments.prefill import Counted, Known, Offer, Past, day_said, offers
from plumbline.journey.assessments.queries.written import answer_at, answers_in
from plumbline.journey.evidence.queries import figures_with_days
from plumbline.platform.questionnaires.definition import Place, Question
from plumbline.platform.questionnaires.models import Answer


def known_of(assessment: Assessment) -> Known:
    """Everything that may be offered in this self-assessment. Five queries, however much there is."""
    institution = assessment.institution
    leads = [row for row in members_of(institution) if row.role == Role.LEAD]
    page = whole_address(institution.get_absolute_url())
    return Known(
        name=institution.name,
        contact_name=institution.contact_name,
        contact_email=institution.contact_email,
        website=institution.website,
        page=page if settings.PLUMBLINE_ADDRESS.startswith("https://") else "",
        details_address=f"{institution.workspace_address}details/",
        leads=tuple((row.user.get_short_name(), row.user.email) for row in leads),
        past=(*_taken(assessment), *_written(assessment)),
        figures=(*_evidence(assessment), *_stated(assessment)),
    )


def offers_of(assessment: Assessment) -> list[tuple[Question, Place, list[Offer]]]:
    """Every offer of the form, by question and place, in its order; places without one are left out."""
    if assessment.response is None:
        return []
    asks, answers, known = assessment.response.form.asks, answers_in(assessment), known_of(assessment)
    found = []
    for question in asks.questions:
        for place in asks.places_of(question):
            answer = answers.get(place)
            offered = offers(known, question, place, answer.text.body if answer else "")
            if offered:
                found.append((question, place, offered))
    return found


def offers_at(assessment: Assessment, place: Place) -> list[Offer]:
    """What may be offered at one place."""
    question = assessment.response.form.asks.question(place.question) if assessment.response else None
    answer = answer_at(assessment, place)
    if question is None or not question.prefill or answer is None:
        return []
    return offers(known_of(assessment), question, place, answer.text.body)


def _taken(assessment: Assessment) -> list[Past]:
    """Answers of self-assessments that were taken in from documents."""
    rows = Taken.objects.filter(assessment__institution=assessment.institution_id).exclude(text="")
    rows = rows.select_related("assessment__institution").order_by("-assessment__number", "order")
    return [
        Past(
            key=row.key,
            item=row.theme,
            body=row.text,
            source=_said(row.assessment),
            address=f"{row.assessment.get_absolute_url()}#answer-{row.order}",
            number=row.assessment.number,
        )
        for row in rows
        if row.key
    ]


def _written(assessment: Assessment) -> list[Past]:
    """Answers of other self-assessments that were written here."""
    rows = Answer.objects.filter(response__assessment__institution=assessment.institution_id)
    rows = rows.exclude(response=assessment.response_id).exclude(text__body="").exclude(not_applicable=True)
    rows = rows.select_related("text", "response__assessment__institution").order_by("-response__assessment__number")
    return [
        Past(
            key=row.question,
            item=row.item,
            body=row.text.body,
            source=_said(row.response.assessment),
            address=row.response.assessment.get_absolute_url(),
            number=row.response.assessment.number,
        )
        for row in rows
    ]


def _evidence(assessment: Assessment) -> list[Counted]:
    """Figures that are kept as evidence and count technicians, the newest day first."""
    rows = figures_with_days(assessment.institution)
    return [
        Counted(
            key=f"evidence.{row.number}",
            name=row.title,
            value=Decimal(row.value or 0),
            on=row.speaks_of_on,
            written="",
            source=_("Evidence: %(title)s as at %(day)s") % {"title": row.title, "day": day_said(row.speaks_of_on)},
            address=f"{assessment.institution.workspace_address}evidence/{row.number}/",
            is_evidence=True,
        )
        for row in rows
        if "technic" in f"{row.title} {row.unit}".casefold()
    ]


def _stated(assessment: Assessment) -> list[Counted]:
    """Figures that documents state and that count technicians."""
    rows = Figure.objects.filter(assessment__institution=assessment.institution_id, name__icontains="technic")
    rows = rows.select_related("assessment__institution").order_by("-assessment__number", "order")
    return [
        Counted(
            key=f"figure.{row.pk}",
            name=row.name,
            value=Decimal(str(row.value)),
            on=row.as_at_on,
            written=row.as_at_written,
            source=_("%(which)s: %(name)s%(day)s")
            % {
                "which": _said(row.assessment),
                "name": row.name,
                "day": f", {row.as_at_written}" if row.as_at_written else "",
            },
            address=f"{row.assessment.get_absolute_url()}#figures",
            is_evidence=False,
        )
        for row in rows
    ]


def _said(assessment: Assessment) -> str:
    """Which self-assessment it was, and when it came here."""
    day = date_format(assessment.made_at.astimezone(HOME).date(), "j F Y")
    told = _("%(title)s, begun %(day)s") if assessment.is_written_here else _("%(title)s, accepted %(day)s")
    return told % {"title": assessment.title, "day": day}
