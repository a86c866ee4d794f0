"""Start a response, answer it, mark its sections ready."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from plumbline.foundation.acting import Acting
from plumbline.foundation.clock import now
from plumbline.foundation.problems import Overtaken, Refused
from plumbline.foundation.text import clean
from plumbline.platform.audit.operations import record
from plumbline.platform.questionnaires.checking import PartReport, SectionReport
from plumbline.platform.questionnaires.definition import Place
from plumbline.platform.questionnaires.models import Answer, Form, FormState, ReadyMark, Response
from plumbline.platform.questionnaires.queries import report_of
from plumbline.platform.texts.operations import Saved, create_text, save_text

LONGEST_REASON = 1_000


@transaction.atomic
def start_response(*, actor: Acting, form: Form, scope: str) -> Response:
    """A response to a published form, with an empty text at every place, so that each has its history from the first
    key. Raises Refused for a draft or a superseded version."""
    if form.state != FormState.PUBLISHED:
        raise Refused(_("Only the published version of a form can be answered."))
    response = Response.objects.create(form=form, scope=scope, created_by=actor.key)
    make_places(actor, response, form.asks.places)
    record(actor, "response.started", response, key=form.key, version=form.version)
    return response


@transaction.atomic
def save_answer(
    *, actor: Acting, response: Response, place: Place, body: str, base: int, sitting: str = "", turn: int = 0
) -> Saved:
    """Save what somebody typed on top of version `base` of its text: see `texts.save_text`, which never overwrites.
    What cannot be read by the question's kind is saved all the same: `checking` says what is wrong with it. An answer
    to a question that is asked no longer is saved too, for it may have been typed while the form was changed. Words
    lift a “not applicable”."""
    answer = _answer(response, place)
    saved = save_text(
        actor=actor, text=answer.text, body=body, base=base, sitting=sitting, turn=turn, verb="answer.written"
    )
    if answer.not_applicable and saved.state == "saved" and answer.text.body.strip():
        _apply(answer)
    return saved


@transaction.atomic
def set_not_applicable(*, actor: Acting, response: Response, place: Place, reason: str) -> None:
    """Say that a question does not apply, and why. The text that stands there is kept, unseen. Raises Refused where
    the question must be answered, or where the reason is missing or too long."""
    question = response.form.asks.question(place.question)
    if question is None or not question.not_applicable:
        raise Refused(_("This question applies to everybody. Answer it."), "not_applicable")
    given = clean(reason)
    if not given:
        raise Refused(_("Say why this does not apply to you."), "reason")
    if len(given) > LONGEST_REASON:
        told = _("The reason is %(length)s characters long; the most that fits is %(limit)s.")
        raise Refused(told % {"length": f"{len(given):,}", "limit": f"{LONGEST_REASON:,}"}, "reason")
    answer = _answer(response, place)
    if (answer.not_applicable, answer.reason) == (True, given):
        return
    answer.not_applicable, answer.reason = True, given
    answer.save(update_fields=["not_applicable", "reason"])
    record(actor, "answer.not_applicable", answer, question=place.question, item=place.item)


@transaction.atomic
def set_applicable(*, actor: Acting, response: Response, place: Place) -> None:
    """Take a “not applicable” back; the text that stood there is seen again."""
    answer = _answer(response, place)
    if answer.not_applicable:
        _apply(answer)
        record(actor, "answer.applicable", answer, question=place.question, item=place.item)


@transaction.atomic
def mark_ready(
    *,
    actor: Acting,
    response: Response,
    section: str,
    seen: str = "",
    parts: Mapping[str, PartReport] | None = None,
) -> None:
    """Say that a section is ready. `seen` is the seal of the section on the writer's page: Overtaken is raised where an
    answer has changed since. Raises Refused where something is missing or wrong, with what."""
    Response.objects.select_for_update().get(pk=response.pk)
    report = _section(response, section, parts)
    if seen and seen != report.seal:
        told = _("Something in this section changed after you opened it. Read it again, then mark it ready.")
        raise Overtaken(told, seen=report.seal)
    if report.problems:
        raise Refused(_("This section is not ready. %(missing)s") % {"missing": report.told})
    values = {"seal": report.seal, "marked_at": now(), "marked_by": actor.key}
    ReadyMark.objects.update_or_create(response=response, section=section, defaults=values)
    record(actor, "section.ready", response, section=section)


@transaction.atomic
def take_back_ready(*, actor: Acting, response: Response, section: str) -> None:
    """Say that a section is in work again."""
    gone, _rows = ReadyMark.objects.filter(response=response, section=section).delete()
    if gone:
        record(actor, "section.not_ready", response, section=section)


@transaction.atomic
def discard_response(*, actor: Acting, response: Response) -> None:
    """Throw a response away, with its texts and their history."""
    record(actor, "response.discarded", response, key=response.form.key, version=response.form.version)
    for answer in response.answers.select_related("text"):
        answer.text.delete()
    response.delete()


def make_places(actor: Acting, response: Response, places: tuple[Place, ...]) -> None:
    """An empty answer at each place that has none yet."""
    there = {answer.place for answer in response.answers.all()}
    Answer.objects.bulk_create(
        Answer(
            response=response,
            question=place.question,
            item=place.item,
            text=create_text(actor=actor, scope=response.scope),
        )
        for place in places
        if place not in there
    )


def _answer(response: Response, place: Place) -> Answer:
    """The answer at a place, locked, with its text. Raises Refused where the form never asked this."""
    rows = Answer.objects.select_for_update(of=("self",)).select_related("text", "response")
    answer = rows.filter(response=response, question=place.question, item=place.item).first()
    if answer is None:
        raise Refused(_("This form does not ask that."))
    return answer


def _apply(answer: Answer) -> None:
    answer.not_applicable, answer.reason = False, ""
    answer.save(update_fields=["not_applicable", "reason"])


def _section(response: Response, key: str, parts: Mapping[str, PartReport] | None) -> SectionReport:
    found = report_of(response, parts=parts).section(key)
    if found is None:
        raise Refused(_("This form has no such section."))
    return found
