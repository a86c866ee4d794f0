"""A response from its start to another version of its form; nothing that was answered is lost."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction

from plumbline.foundation.acting import Machine
from plumbline.foundation.problems import Overtaken, Refused
from plumbline.platform.audit.models import Entry
from plumbline.platform.questionnaires import operations, queries
from plumbline.platform.questionnaires.checking import SectionState
from plumbline.platform.questionnaires.definition import Definition, Place
from plumbline.platform.questionnaires.models import Answer, Form, Response
from plumbline.platform.questionnaires.tests.making import bid
from plumbline.platform.texts.models import Text, Version
from tests.cast import at_once

ME, YOU = Machine("me"), Machine("you")
WHY, NAME = Place(question="why"), Place(question="name")
FIRST, SECOND = Place(question="steps", item="first"), Place(question="steps", item="second")

NAMED = """\
      - key: name
        ask: What is the project called?
        kind: line
        required: true
        limit_words: 10
"""


def begun(definition: Definition | None = None) -> Response:
    form = operations.seed_form(actor=ME, owner="bids", scope="fund", definition=definition or bid())
    return operations.start_response(actor=ME, form=form, scope="club:7")


def write(response: Response, place: Place, body: str, actor: Machine = ME, base: int | None = None) -> str:
    number = queries.answers_of(response)[place].text.number if base is None else base
    return operations.save_answer(actor=actor, response=response, place=place, body=body, base=number).state


def body(response: Response, place: Place) -> str:
    return queries.answers_of(response)[place].text.body


def next_version(response: Response, definition: Definition) -> Form:
    draft = operations.copy_form(actor=ME, form=response.form)
    operations.change_form(actor=ME, form=draft, definition=definition)
    return operations.publish_form(actor=ME, form=draft)


def filled(response: Response) -> Response:
    """The first section answered."""
    for place, words in (
        (NAME, "A bench"),
        (WHY, "There is none."),
        (Place(question="partners"), "no"),
        (FIRST, "Build."),
        (SECOND, "Sit."),
    ):
        write(response, place, words)
    return response


def ready(response: Response) -> SectionState:
    found = queries.report_of(response).section("project")
    assert found is not None
    return found.state


def test_a_response_has_a_text_at_every_place_from_the_start(db):
    response = begun()
    assert list(queries.answers_of(response)) == list(response.form.asks.places)
    assert Text.objects.filter(body="", number=0, scope="club:7").count() == len(response.form.asks.places)


def test_only_the_published_version_can_be_answered(db):
    form = begun().form
    draft = operations.copy_form(actor=ME, form=form)
    with pytest.raises(Refused, match="Only the published version"):
        operations.start_response(actor=ME, form=draft, scope="club:8")


def test_an_answer_has_the_history_of_its_text_and_one_entry_in_the_audit(db):
    response = begun()
    for number, words in enumerate(("A", "A b", "A bench")):
        operations.save_answer(
            actor=ME, response=response, place=NAME, body=words, base=number, sitting="s", turn=number
        )
    assert body(response, NAME) == "A bench"
    assert Entry.objects.filter(verb="answer.written").count() == 1


def test_two_people_on_one_answer_both_keep_their_words(db):
    response = begun()
    assert write(response, WHY, "Mine.", ME) == "saved"
    assert write(response, WHY, "Theirs.", YOU, base=0) == "apart"
    assert body(response, WHY) == "Mine."
    assert set(Version.objects.values_list("body", flat=True)) == {"Mine.", "Theirs."}


def test_what_cannot_be_read_is_saved_and_told(db):
    response = begun()
    write(response, Place(question="sum"), "about three hundred")
    section = queries.report_of(response).section("money")
    assert body(response, Place(question="sum")) == "about three hundred"
    assert [problem.message for problem in section.wrong] == [  # type: ignore[union-attr]
        "“about three hundred” is not a number. Write it like 5,985 or 12.5."
    ]


def test_not_applicable_needs_its_reason_and_keeps_the_text(db):
    response = begun()
    write(response, SECOND, "Sit.")
    with pytest.raises(Refused, match="Say why this does not apply to you") as refusal:
        operations.set_not_applicable(actor=ME, response=response, place=SECOND, reason=" ")
    assert refusal.value.field == "reason"
    with pytest.raises(Refused, match="This question applies to everybody"):
        operations.set_not_applicable(actor=ME, response=response, place=WHY, reason="No.")
    operations.set_not_applicable(actor=ME, response=response, place=SECOND, reason="One year only.")
    answer = queries.answers_of(response)[SECOND]
    assert (answer.not_applicable, answer.reason, answer.text.body) == (True, "One year only.", "Sit.")
    operations.set_applicable(actor=ME, response=response, place=SECOND)
    assert queries.answers_of(response)[SECOND].given.not_applicable is False


def test_words_lift_a_not_applicable(db):
    response = begun()
    operations.set_not_applicable(actor=ME, response=response, place=SECOND, reason="One year only.")
    write(response, SECOND, "Two after all.")
    assert queries.answers_of(response)[SECOND].not_applicable is False


def test_the_database_refuses_not_applicable_without_a_reason(db):
    response = begun()
    with pytest.raises(IntegrityError), transaction.atomic():
        Answer.objects.filter(response=response).update(not_applicable=True)


def test_ready_is_marked_by_a_person_and_falls_when_an_answer_changes(db):
    response = begun()
    with pytest.raises(Refused, match=r"This section is not ready\. 5 answers are missing\."):
        operations.mark_ready(actor=ME, response=response, section="project")
    filled(response)
    assert ready(response) == SectionState.IN_PROGRESS
    operations.mark_ready(actor=ME, response=response, section="project")
    operations.mark_ready(actor=YOU, response=response, section="project")  # twice is no matter
    assert ready(response) == SectionState.READY
    write(response, WHY, "There is none at all.")
    assert ready(response) == SectionState.NEEDS_ATTENTION
    operations.take_back_ready(actor=ME, response=response, section="project")
    assert ready(response) == SectionState.IN_PROGRESS


def test_nobody_marks_ready_what_they_have_not_read(db):
    response = filled(begun())
    seen = queries.report_of(response).section("project").seal  # type: ignore[union-attr]
    write(response, WHY, "Something else.", YOU)
    with pytest.raises(Overtaken, match="Something in this section changed after you opened it"):
        operations.mark_ready(actor=ME, response=response, section="project", seen=seen)
    assert ready(response) == SectionState.IN_PROGRESS


def test_a_move_keeps_every_answer_and_shows_what_is_asked_no_longer(db):
    response = filled(begun())
    operations.mark_ready(actor=ME, response=response, section="project")
    form = response.form.asks
    project, money = form.sections
    kept = tuple(question for question in project.questions if question.key != "why")
    new = next_version(response, replace(form, sections=(replace(project, questions=kept), money)))
    before = {place: answer.text.body for place, answer in queries.answers_of(response).items()}
    operations.move_response(actor=YOU, response=response, form=new)
    assert {place: answer.text.body for place, answer in queries.answers_of(response).items()} == before
    assert [(one.title, one.answer.text.body) for one in queries.kept_answers(response)] == [
        ("Why does it matter?", "There is none.")
    ]
    assert ready(response) == SectionState.NEEDS_ATTENTION
    assert [(move.before.version, move.after.version, move.by) for move in response.moves.all()] == [
        (1, 2, "system:you")
    ]


def test_a_section_that_a_move_does_not_touch_stays_ready(db):
    response = filled(begun())
    operations.mark_ready(actor=ME, response=response, section="project")
    new = next_version(response, bid(("title: The money", "title: What it costs")))
    operations.move_response(actor=ME, response=response, form=new)
    assert ready(response) == SectionState.READY


def test_a_question_is_found_as_it_was_last_asked(db):
    response = filled(begun())
    old = response.form.asks
    without = replace(
        old, sections=(replace(old.sections[0], questions=old.sections[0].questions[:1]), old.sections[1])
    )
    new = next_version(response, without)
    assert queries.question_of(new, "why") == old.question("why")
    assert queries.question_of(new, "sum") == old.question("sum")
    assert queries.question_of(new, "never") is None


def test_what_is_new_has_a_place_after_a_move_and_what_comes_back_has_its_answer(db):
    response = filled(begun())
    old = response.form.asks
    without = replace(
        old, sections=(replace(old.sections[0], questions=old.sections[0].questions[:1]), old.sections[1])
    )
    operations.move_response(actor=ME, response=response, form=next_version(response, without))
    assert len(queries.kept_answers(response)) == 4
    operations.move_response(actor=ME, response=response, form=next_version(response, old))
    assert queries.kept_answers(response) == []
    assert body(response, WHY) == "There is none."


def test_words_that_arrive_while_the_form_is_moved_are_kept(db):
    response = begun()
    old = response.form.asks
    without = replace(
        old, sections=(replace(old.sections[0], questions=old.sections[0].questions[:1]), old.sections[1])
    )
    operations.move_response(actor=YOU, response=response, form=next_version(response, without))
    assert write(response, WHY, "Typed on the page of before.", ME) == "saved"
    assert [one.answer.text.body for one in queries.kept_answers(response)] == ["Typed on the page of before."]


def test_a_response_moves_to_the_published_version_of_its_own_form_only(db):
    response = begun()
    other = operations.seed_form(
        actor=ME, owner="bids", scope="fund", definition=bid(("key: small_bid", "key: large_bid"))
    )
    old = response.form
    with pytest.raises(Refused, match="on version 1 of the form already"):
        operations.move_response(actor=ME, response=response, form=old)
    with pytest.raises(Refused, match="belong to another form"):
        operations.move_response(actor=ME, response=response, form=other)
    second = next_version(response, bid(("Bid for a small sum", "Second")))
    third_response = operations.start_response(actor=ME, form=second, scope="club:9")
    next_version(third_response, bid(("Bid for a small sum", "Third")))
    second.refresh_from_db()
    with pytest.raises(Refused, match="not the published one any more"):
        operations.move_response(actor=ME, response=response, form=second)


def test_the_plan_of_a_move_says_what_happens_to_each_answer(db):
    response = filled(begun())
    write(response, Place(question="mail"), "Ada, at the desk")
    new = bid(
        ("limit_words: 250", "limit_words: 2"),
        ("ask: What will be done?", "ask: What will you do?"),
        ("ask: Whom may we write to?\n        kind: email", "ask: Whom may we write to?\n        kind: link"),
        (NAMED, ""),
    )
    plan = queries.move_plan(response, next_version(response, new))
    assert [(one.difference.key, one.told, one.warnings) for one in plan.affected] == [
        (
            "why",
            ("The limit is 2 words; it was 250.",),
            ("This answer is 3 words long, 1 over the limit of 2.",),
        ),
        ("steps", ("Worded differently.",), ()),
        (
            "mail",
            ("Answered with a web address instead of an e-mail address.",),
            ("“Ada, at the desk” is not a web address. Copy it from the browser, with https:// at its beginning.",),
        ),
        (
            "name",
            ("No longer asked. It was in “The project”.",),
            ("What was answered is kept under “No longer asked”.",),
        ),
    ]
    assert [title for title, _answer in plan.affected[1].answers] == ["First year", "Second year"]
    assert (plan.before.version, plan.after.version, plan.unchanged) == (1, 2, 10)


def test_what_is_asked_no_longer_is_added_to_another_answer(db):
    response = filled(begun())
    old = response.form.asks
    without = replace(
        old, sections=(replace(old.sections[0], questions=old.sections[0].questions[1:]), old.sections[1])
    )
    operations.move_response(actor=ME, response=response, form=next_version(response, without))
    base = queries.answers_of(response)[WHY].text.number
    operations.carry_answer(actor=ME, response=response, of=NAME, to=WHY, base=base)
    assert body(response, WHY) == "There is none.\n\nA bench"
    assert body(response, NAME) == "A bench"
    with pytest.raises(Refused, match="Choose a question that is answered with a text"):
        operations.carry_answer(actor=ME, response=response, of=NAME, to=Place(question="sum"), base=0)


def test_a_response_goes_with_its_texts(db):
    response = filled(begun())
    operations.discard_response(actor=ME, response=response)
    assert (Response.objects.count(), Answer.objects.count(), Text.objects.count()) == (0, 0, 0)


@pytest.mark.parametrize("length", [1, 12])
def test_a_report_takes_two_queries_however_much_was_answered(db, django_assert_num_queries, length: int):
    response = begun()
    for place in list(response.form.asks.places)[:length]:
        write(response, place, "yes")
    response = Response.objects.select_related("form").get(pk=response.pk)
    with django_assert_num_queries(2):
        queries.report_of(response)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_move_at_once_one_is_told():
    response = filled(begun())
    new = next_version(response, bid(("Bid for a small sum", "Second")))

    def move() -> object:
        return operations.move_response(actor=ME, response=Response.objects.get(pk=response.pk), form=new)

    results = at_once(move, move)
    assert sorted(type(one).__name__ for one in results) == ["NoneType", "Refused"]
    assert response.moves.count() == 1
    assert body(response, WHY) == "There is none."


@pytest.mark.django_db(transaction=True)
def test_somebody_types_while_somebody_moves_and_both_is_done():
    response = filled(begun())
    new = next_version(response, bid(("Bid for a small sum", "Second")))
    answer = queries.answers_of(response)[WHY]
    results = at_once(
        lambda: operations.move_response(actor=ME, response=Response.objects.get(pk=response.pk), form=new),
        lambda: operations.save_answer(
            actor=YOU,
            response=Response.objects.get(pk=response.pk),
            place=WHY,
            body="There is none. Not one.",
            base=answer.text.number,
        ),
    )
    assert [getattr(one, "state", one) for one in results] == [None, "saved"]
    assert body(Response.objects.get(pk=response.pk), WHY) == "There is none. Not one."
