"""Questions about a self-assessment that is written here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db.models import QuerySet

from plumbline.institutions.models import Institution
from plumbline.institutions.queries import members_of
from plumbline.journey.assessments.models import Assessment, Attachment, Delegation, LookedBack, OwnGuidance
from plumbline.journey.assessments.places import talk_key
from plumbline.journey.assessments.stage_forms import OWNER, SCOPE
from plumbline.journey.assessments.states import DelegationState
from plumbline.platform.questionnaires.definition import Place
from plumbline.platform.questionnaires.models import Answer, Form
from plumbline.platform.questionnaires.models import Response as Response
from plumbline.platform.questionnaires.queries import answers_of, published_forms
from plumbline.platform.texts.models import Comment
from plumbline.platform.texts.queries import unresolved_at


def written(institution: Institution, number: int) -> Assessment | None:
    """One that is written here, with its form and plans; None where the number is another kind's or nobody's."""
    rows = institution.assessments.filter(response__isnull=False)
    return (
        rows.select_related("institution", "response__form", "forward_plan", "previous_plan")
        .filter(number=number)
        .first()
    )


def under_way(institution: Institution) -> QuerySet[Assessment]:
    """Those that are written here, newest first."""
    rows = institution.assessments.filter(response__isnull=False)
    return rows.select_related("institution", "response__form", "forward_plan", "previous_plan").order_by("-number")


def forms_to_start() -> QuerySet[Form]:
    """The published stage forms."""
    return published_forms(OWNER, SCOPE)


def answers_in(assessment: Assessment) -> dict[Place, Answer]:
    """Every answer with its text, by place. One query."""
    return answers_of(assessment.response) if assessment.response else {}


def answer_at(assessment: Assessment, place: Place) -> Answer | None:
    """The answer at one place, with its text."""
    rows = Answer.objects.select_related("text").filter(response=assessment.response_id)
    return rows.filter(question=place.question, item=place.item).first()


def answer_with_all(institution: Institution, number: int, answer: int) -> Answer | None:
    """One answer with its text, its self-assessment and the form: one query, for pages of a single question."""
    rows = Answer.objects.filter(response__assessment__institution=institution, response__assessment__number=number)
    rows = rows.select_related("text", "response__form", "response__assessment__institution")
    return rows.filter(pk=answer).first()


def guidance_of(assessment: Assessment) -> dict[str, OwnGuidance]:
    """What the institution tells its own people beside the questions of this form, by question."""
    key = assessment.response.form.key if assessment.response else ""
    rows = OwnGuidance.objects.filter(institution=assessment.institution_id, form_key=key)
    return {row.question: row for row in rows}


def attachments_of(assessment: Assessment) -> list[Attachment]:
    """Everything that is or was attached to its answers, in order, with the evidence and its file."""
    rows = assessment.attachments.select_related("evidence__file", "evidence__institution", "assessment__institution")
    return list(rows.order_by("order", "pk"))


def delegations_of(assessment: Assessment) -> list[Delegation]:
    """What others were asked for, newest first."""
    return list(assessment.delegations.select_related("assessment__institution", "held").order_by("-number"))


def delegation_at(assessment: Assessment, number: int) -> Delegation | None:
    """One of them, with what happened to it."""
    rows = assessment.delegations.select_related("assessment__institution", "assessment__response__form", "held")
    return rows.prefetch_related("steps").filter(number=number).first()


def delegation_of(institution: Institution, pk: int) -> Delegation | None:
    """One of the institution's, by its primary key, as the pages of a contributor name it."""
    rows = Delegation.objects.filter(assessment__institution=institution, pk=pk)
    return rows.select_related("assessment__institution", "assessment__response__form", "held").first()


def delegations_waiting(institutions: Iterable[int]) -> QuerySet[Delegation]:
    """What was handed back at some institutions (by number) and waits to be read, oldest first."""
    rows = Delegation.objects.filter(assessment__institution__in=list(institutions), state=DelegationState.HANDED_BACK)
    return rows.select_related("assessment__institution").order_by("changed_at")


def assessments_with_requests(institutions: Iterable[int]) -> list[tuple[int, int, str, int, str]]:
    """Every self-assessment of some institutions, by institution and number, once for each request that was made in it:
    whom it went to, its number and state; once with nothing where there was none. One query."""
    rows = Assessment.objects.filter(institution__in=list(institutions)).order_by("number", "delegations__number")
    names = ("institution_id", "number", "delegations__name", "delegations__number", "delegations__state")
    return list(rows.values_list(*names))


def looked_back(assessment: Assessment) -> list[LookedBack]:
    """What it says of each action of the plan that it looks back on, in order, with the explanations. One query."""
    return list(assessment.looked_back.select_related("explanation").order_by("order", "pk"))


def callable_people(institution: Institution) -> list[tuple[str, str]]:
    """Whom a comment may call: everybody with a role at the institution, each once, as key and name, by name."""
    people = {row.user.key: row.user.get_short_name() for row in members_of(institution)}
    return sorted(people.items(), key=lambda person: person[1].casefold())


def talk_counts(assessment: Assessment, places: Iterable[Place]) -> Mapping[Place, int]:
    """How many comments wait to be resolved beside each of these answers. One query."""
    keys = {talk_key(assessment, place): place for place in places}
    return {keys[key]: count for key, count in unresolved_at(keys).items()}


def mentions_of(institution: Institution, person: str) -> list[Comment]:
    """Open comments beside answers of the institution's self-assessments that call a person ("user:12")."""
    rows = Comment.objects.filter(scope=institution.key, place__startswith="assessment:", resolved_at=None)
    called = rows.filter(mentions__person=person).exclude(by=person).select_related("parent")
    return [one for one in called.order_by("at", "pk") if one.parent is None or not one.parent.is_resolved]
