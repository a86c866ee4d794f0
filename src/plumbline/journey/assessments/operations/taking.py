"""The verbs of self-assessments: take in what was read, take it back, correct an answer."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plumbline.foundation.clock import now
from plumbline.foundation.problems import Overtaken, Refused
from plumbline.foundation.text import clean
from plumbline.institutions.actor import Actor
from plumbline.institutions.models import Institution
from plumbline.journey.assessments.drafts import (
    AnswerDraft,
    AssessmentDraft,
    FigureDraft,
)
from plumbline.journey.assessments.models import Achievement, Answer, Assessment, Figure, Form, Quotation, Step
from plumbline.journey.assessments.queries import corrected_since_taken
from plumbline.journey.assessments.rules import can_correct_answer, can_take_in
from plumbline.journey.assessments.wording import count
from plumbline.journey.plans.models import Theme
from plumbline.platform.audit import operations as audit


@transaction.atomic
def take_in(*, actor: Actor, institution: Institution, draft: AssessmentDraft, origin: str) -> Assessment:
    """Store what was read as a self-assessment of the institution, all or nothing. `origin` is the reading's key.

    Raises Refused where the actor may not, or where this origin was taken in already.
    """
    can_take_in(actor, institution).or_raise()
    if not origin:
        raise ValueError("What is taken in has an origin, so that it can be taken back.")
    Institution.objects.select_for_update().get(pk=institution.pk)  # one at a time: numbers are counted
    if institution.assessments.filter(origin=origin).exists():
        raise Refused(_("The answers of this document were accepted already."))
    last = institution.assessments.aggregate(last=Max("number"))["last"] or 0
    assessment = Assessment.objects.create(
        institution=institution,
        number=last + 1,
        stage=draft.stage if draft.stage in (1, 2, 3) else None,
        form=draft.form if draft.form in Form.values else "",
        document=clean(draft.document),
        address=draft.address,
        origin=origin,
        made_by=actor.key,
    )
    _store_parts(assessment, draft)
    audit.record(actor, "assessment.taken_in", assessment, scope=institution.key, origin=origin)
    return assessment


@transaction.atomic
def take_back(*, actor: Actor, institution: Institution, origin: str, keep_changed: bool = False) -> bool:
    """Undo `take_in`. True if the self-assessment went, False if it was kept (or there was none).

    Where answers were corrected since, this is refused; with `keep_changed` the self-assessment stays as it is, the
    institution's own, no longer bound to the document, because half a self-assessment is of no use to anybody.
    """
    can_take_in(actor, institution).or_raise()
    corrected = corrected_since_taken(institution, origin)
    if corrected and not keep_changed:
        told = ngettext(
            "Since this was accepted, %(count)s answer was corrected. Undo and keep it, or leave everything as it is.",
            "Since this was accepted, %(count)s answers were corrected. "
            "Undo and keep them, or leave everything as it is.",
            len(corrected),
        )
        raise Refused(told % {"count": len(corrected)})
    assessment = institution.assessments.filter(origin=origin).select_for_update().first()
    if assessment is None:
        return False
    audit.record(actor, "assessment.taken_back", assessment, scope=institution.key, kept=bool(corrected))
    if corrected:
        assessment.origin = ""
        assessment.save(update_fields=["origin"])
        return False
    assessment.delete()
    return True


@transaction.atomic
def correct_answer(*, actor: Actor, answer: Answer, text: str, seen: datetime | None = None) -> None:
    """Give the answer another text; the old one stays in its history. `seen` is the `changed_at` that the writer
    started from: refused where somebody else has changed the answer since."""
    can_correct_answer(actor, answer, text).or_raise()
    current = Answer.objects.select_for_update().get(pk=answer.pk)
    if seen is not None and current.changed_at != seen:
        raise Overtaken(
            _("Somebody changed this answer while you were writing. Open it in another tab, compare, and save again."),
            "text",
            seen=current.changed_at.isoformat(),
        )
    after = clean(text)
    if after == current.text:
        return
    Step.objects.create(answer=answer, before=current.text, after=after, by=actor.key)
    answer.text, answer.words, answer.changed_at = after, count(after), now()
    answer.save(update_fields=["text", "words", "changed_at"])
    audit.record(actor, "answer.corrected", answer, scope=answer.assessment.institution.key, words=answer.words)


def _store_parts(assessment: Assessment, draft: AssessmentDraft) -> None:
    """Answers, figures, achievements and quotations in the order in which the document has them."""
    answers = (_answer(assessment, place, one) for place, one in enumerate(draft.answers))
    figures = (_figure(assessment, place, one) for place, one in enumerate(draft.figures))
    Answer.objects.bulk_create(answers)
    Figure.objects.bulk_create(figures)
    Achievement.objects.bulk_create(
        Achievement(
            assessment=assessment,
            order=place,
            theme=_known(one.theme),
            section=clean(one.section),
            period=clean(one.period),
            text=clean(one.text),
        )
        for place, one in enumerate(draft.achievements)
        if clean(one.text)
    )
    Quotation.objects.bulk_create(
        Quotation(assessment=assessment, order=place, text=clean(one.text), said_by=clean(one.said_by))
        for place, one in enumerate(draft.quotations)
        if clean(one.text)
    )


def _answer(assessment: Assessment, place: int, draft: AnswerDraft) -> Answer:
    text = clean(draft.text)
    return Answer(
        assessment=assessment,
        order=place,
        key=clean(draft.key)[:60],
        question=clean(draft.question),
        text=text,
        theme=_known(draft.theme),
        words=count(text),
        limit=draft.limit,
    )


def _figure(assessment: Assessment, place: int, draft: FigureDraft) -> Figure:
    return Figure(
        assessment=assessment,
        order=place,
        name=clean(draft.name)[:120],
        value=draft.value,
        as_at_written=clean(draft.as_at_written),
        as_at_on=draft.as_at_on,
    )


def _known(theme: str) -> str:
    return theme if theme in Theme.values else ""
