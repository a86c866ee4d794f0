"""What the pages of a self-assessment load and lay out: the thing itself, editors, comments, who is here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from django.http import Http404, HttpRequest
from django.urls import reverse

from plumbline.institutions.actor import Actor, actor_of
from plumbline.institutions.models import Institution
from plumbline.institutions.queries import actor_names, theme_sentences
from plumbline.journey.assessments import notices, operations, queries, rules
from plumbline.journey.assessments.models import Assessment, Delegation
from plumbline.journey.assessments.places import here_key, talk_key
from plumbline.platform.questionnaires.checking import asked_places
from plumbline.platform.questionnaires.definition import Definition, Kind, Place, Question, Section
from plumbline.platform.questionnaires.models import Answer
from plumbline.platform.questionnaires.queries import given_in, question_of
from plumbline.platform.texts.models import Comment
from plumbline.platform.texts.operations import Saved
from plumbline.platform.texts.pages import Desk, Here, Person, Talk, here, save_form, talk, with_asides


def load(institution: Institution, number: int) -> Assessment:
    """One that is written here; 404 for any other."""
    found = queries.written(institution, number)
    if found is None:
        raise Http404
    return found


def asks_of(assessment: Assessment) -> Definition:
    """What its form asks."""
    if assessment.response is None:
        raise Http404
    return assessment.response.form.asks


def section_of(assessment: Assessment, key: str) -> Section:
    """One section; 404 where the form has none of that name."""
    found = asks_of(assessment).section(key)
    if found is None:
        raise Http404
    return found


def answer_of(
    assessment: Assessment, number: int, answers: Mapping[Place, Answer] | None = None
) -> tuple[Answer, Question]:
    """One answer and its question; 404 where it is another self-assessment's, or asked no longer. `answers`: all of
    them, where they are loaded already."""
    there = queries.answers_in(assessment) if answers is None else answers
    answer = next((one for one in there.values() if one.pk == number), None)
    question = asks_of(assessment).question(answer.question) if answer else None
    if answer is None or question is None:
        raise Http404
    return answer, question


def any_answer_of(assessment: Assessment, number: int) -> Answer:
    """One answer, asked or asked no longer; 404 where it is another self-assessment's."""
    answer = next((one for one in queries.answers_in(assessment).values() if one.pk == number), None)
    if answer is None:
        raise Http404
    return answer


def address(name: str, assessment: Assessment, *more: Any) -> str:
    """An address of this room's, within a self-assessment."""
    return reverse(f"assessments:{name}", args=[assessment.institution.slug, assessment.number, *more])


def label_of(asks: Definition, question: Question, place: Place) -> str:
    """What an answer is called: the question, and the item that it is about."""
    item = asks.item(place)
    return f"{question.ask} ({item.title})" if item else question.ask


def desk_of(
    request: HttpRequest,
    assessment: Assessment,
    answer: Answer,
    *,
    home: str = "",
    delegation: Delegation | None = None,
    hint: bool = True,
) -> Desk:
    """An answer as this person may work on it; `delegation` is the one that they come by. One that the form asks no
    longer can still be saved: it may have been typed while somebody moved to the next version."""
    actor, asks = actor_of(request), asks_of(assessment)
    question = question_of(assessment.response.form, answer.question) if assessment.response else None
    if question is None:
        raise Http404
    if answer.place not in asks.places:
        home = address("kept", assessment)
    if delegation is None:
        where = address("text", assessment, answer.pk)
    else:
        where = reverse("assessments:contribute_text", args=[assessment.institution.slug, delegation.pk, answer.pk])
    return Desk(
        text=answer.text,
        actor=actor,
        name=label_of(asks, question, answer.place),
        address=where,
        home=home or address("question", assessment, answer.pk),
        names=actor_names,
        may_write=rules.can_answer(actor, assessment, answer.place, delegation),
        hint=question.help if hint else "",
        limit_words=question.limit_words,
        is_rich=question.kind == Kind.LONG,
        rows=12 if question.kind == Kind.LONG else 2,
        save=partial(_save, assessment=assessment, place=answer.place, delegation=delegation),
    )


def _save(
    *,
    assessment: Assessment,
    place: Place,
    delegation: Delegation | None,
    actor: Actor,
    body: str,
    base: int,
    **sent: Any,
) -> Saved:
    sent.pop("text", None)  # the operation finds and locks it by its place
    return operations.save_answer(
        actor=actor, assessment=assessment, place=place, body=body, base=base, delegation=delegation, **sent
    )


def rows_of(
    request: HttpRequest,
    assessment: Assessment,
    section: Section,
    answers: Mapping[Place, Answer],
    *,
    delegation: Delegation | None = None,
    home: str = "",
) -> list[dict[str, Any]]:
    """What a page of a section shows: each question with its editors; a part of another room's with its key only."""
    asks, given = asks_of(assessment), given_in(answers)
    here_now = set(asked_places(asks, given, section))
    desks = with_asides(
        desk_of(request, assessment, answers[place], delegation=delegation, home=home, hint=False)
        for place in asks.places
        if place in here_now and place in answers and (delegation is None or delegation.covers(place))
    )
    by_text = {desk.pk: desk for desk in desks}
    helps = theme_sentences() if section_repeats(section) else {}
    shown = []
    for question in section.questions:
        places = [place for place in asks.places_of(question) if place in answers]
        editors = [
            {
                "answer": answers[place],
                "desk": by_text[answers[place].text_id],
                "item": asks.item(place),
                "help": _help(asks, place, helps),
            }
            for place in places
            if answers[place].text_id in by_text
        ]
        if editors or (question.kind == Kind.PART and delegation is None):
            shown.append({"question": question, "editors": editors})
    return shown


def section_repeats(section: Section) -> bool:
    """Whether any question of it is asked for each of a list."""
    return any(question.repeat for question in section.questions)


def save_rows(
    request: HttpRequest,
    assessment: Assessment,
    rows: list[dict[str, Any]],
    answers: Mapping[Place, Answer],
    *,
    delegation: Delegation | None = None,
) -> bool:
    """Save all that the form of a page with `rows_of` holds, answers that the page would not show by now as well. False
    where something was refused: then the rows hold what was typed."""
    asks = asks_of(assessment)
    sent = [
        desk_of(request, assessment, one, delegation=delegation)
        for place, one in answers.items()
        if f"body-{one.text_id}" in request.POST
        and asks.question(one.question)
        and (delegation is None or delegation.covers(place))
    ]
    back = save_form(request, sent)
    for one in (editor for row in rows for editor in row["editors"]):
        refused = back.get(one["desk"].pk)
        if refused is not None:
            one["desk"] = replace(one["desk"], typed=refused.typed, refusal=refused.refusal)
    return not back


def _help(asks: Definition, place: Place, helps: Mapping[str, str]) -> str:
    item = asks.item(place)
    return (item.help or helps.get(item.key, "")) if item else ""


def talk_of(request: HttpRequest, assessment: Assessment, answer: Answer) -> Talk:
    """What is said beside an answer, and whom a comment may call."""
    actor, asks = actor_of(request), asks_of(assessment)
    question = asks.question(answer.question)
    home = address("question", assessment, answer.pk)
    people = queries.callable_people(assessment.institution)

    def names(keys: Iterable[str]) -> Mapping[str, str]:
        """Most who comment are on the list of those who can be called."""
        known, wanted = dict(people), set(keys)
        return {key: known[key] for key in wanted & set(known)} | (
            actor_names(wanted - set(known)) if wanted - set(known) else {}
        )

    def told(comment: Comment, keys: list[str]) -> None:
        notices.mentioned(
            assessment,
            keys=keys,
            comment=comment.pk,
            words=comment.body,
            question=question.ask if question else "",
            path=f"{home}#comment-{comment.parent_id or comment.pk}",
            from_whom=actor.name,
        )

    return talk(
        place=talk_key(assessment, answer.place),
        scope=assessment.institution.key,
        address=address("talk", assessment, answer.pk),
        home=f"{home}#comments",
        actor=actor,
        names=names,
        people=[Person(key, name) for key, name in people],
        may_talk=rules.can_write(actor, assessment),
        told=told,
    )


def here_of(request: HttpRequest, assessment: Assessment, section: str, *, others: bool = True) -> Here:
    """Who else has this section open; without `others` the page's first beat says so, a moment later."""
    actor = actor_of(request)
    where = address("here", assessment, section)
    if not others:
        return Here(here_key(assessment, section), where, actor, actor.name)
    return here(place=here_key(assessment, section), address=where, actor=actor, name=actor.name)


def torn(answers: Mapping[Place, Answer], asides: Iterable[int]) -> list[Place]:
    """The places whose texts this person still has to settle."""
    waiting = set(asides)
    return [place for place, answer in answers.items() if answer.text_id in waiting]
