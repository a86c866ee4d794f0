"""What is known already of an institution, gathered for `prefill`."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal

from django.conf import settings
from django.db.models import Value
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
from plumbline.workforce.register.queries import figures

NOT_TAKEN = 2**31 - 1  # an order that no answer of a document has: one that was written here
EVERYTHING = frozenset({"institution", "lead", "publication", "evidence", "last", "figures"})


def known_of(assessment: Assessment, sources: Collection[str] = EVERYTHING) -> Known:
    """What may be offered in this self-assessment from some sources. Five queries at most, however much there is."""
    institution = assessment.institution
    leads = [row for row in members_of(institution) if row.role == Role.LEAD] if "lead" in sources else []
    page = whole_address(institution.get_absolute_url())
    return Known(
        name=institution.name,
        contact_name=institution.contact_name,
        contact_email=institution.contact_email,
        website=institution.website,
        page=page if settings.PLUMBLINE_ADDRESS.startswith("https://") else "",
        details_address=f"{institution.workspace_address}details/",
        leads=tuple((row.user.get_short_name(), row.user.email) for row in leads),
        past=tuple(_past(assessment)) if "last" in sources else (),
        figures=(
            *(_released(assessment) if "evidence" in sources else ()),
            *(_evidence(assessment) if "evidence" in sources else ()),
            *(_stated(assessment) if "figures" in sources else ()),
        ),
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


def offers_at(assessment: Assessment, place: Place, answer: Answer | None = None) -> list[Offer]:
    """What may be offered at one place; `answer` is the one there, where it is loaded already."""
    question = assessment.response.form.asks.question(place.question) if assessment.response else None
    there = answer or answer_at(assessment, place)
    if question is None or not question.prefill or there is None:
        return []
    sources = {"figures" if name.startswith("last.figures") else name.partition(".")[0] for name in question.prefill}
    return offers(known_of(assessment, sources), question, place, there.text.body)


def _past(assessment: Assessment) -> list[Past]:
    """Answers of the institution's other self-assessments, from documents and written here: one query."""
    own = assessment.institution_id
    taken = Taken.objects.filter(assessment__institution=own).exclude(text="").exclude(key="")
    written = Answer.objects.filter(response__assessment__institution=own).exclude(response=assessment.response_id)
    written = written.exclude(text__body="").exclude(not_applicable=True)
    of_taken = ("assessment__number", "assessment__stage", "assessment__made_at")
    of_written = tuple(f"response__{name}" for name in of_taken)
    rows = (
        taken.order_by()
        .values_list("key", "theme", "text", "order", *of_taken)
        .union(
            written.order_by().values_list("question", "item", "text__body", Value(NOT_TAKEN), *of_written), all=True
        )
    )
    found = sorted(rows, key=lambda row: (-row[4], row[3]))
    home = assessment.institution.workspace_address
    return [
        Past(
            key=key,
            item=item,
            body=body,
            source=_which(Assessment(number=number, stage=stage, made_at=made_at), is_taken=order != NOT_TAKEN),
            address=f"{home}assessments/{number}/" + (f"#answer-{order}" if order != NOT_TAKEN else ""),
            number=number,
        )
        for key, item, body, order, number, stage, made_at in found
    ]


def _released(assessment: Assessment) -> list[Counted]:
    """The technicians that the staff register counted, as it was released: exact where the institution wished so,
    otherwise rounded (F045, F049)."""
    released = figures(assessment.institution).first()
    total = released.shown.get("total") if released else None
    if released is None or not isinstance(total, int):
        return []
    day = day_said(released.as_at)
    said = _("Staff register as at %(day)s") if released.is_total_exact else _("Staff register as at %(day)s, rounded")
    return [
        Counted(
            key=f"register.{released.number}",
            name=_("Technicians"),
            value=Decimal(total),
            on=released.as_at,
            written="",
            source=said % {"day": day},
            address=f"{assessment.institution.workspace_address}staff/",
            is_evidence=True,
        )
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
                "which": _which(row.assessment, is_taken=True),
                "name": row.name,
                "day": f", {row.as_at_written}" if row.as_at_written else "",
            },
            address=f"{row.assessment.get_absolute_url()}#figures",
            is_evidence=False,
        )
        for row in rows
    ]


def _which(assessment: Assessment, *, is_taken: bool) -> str:
    """Which self-assessment it was, and when it came here."""
    day = date_format(assessment.made_at.astimezone(HOME).date(), "j F Y")
    told = _("%(title)s, accepted %(day)s") if is_taken else _("%(title)s, begun %(day)s")
    return told % {"title": assessment.title, "day": day}
