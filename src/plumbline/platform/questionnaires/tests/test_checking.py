"""What is missing or wrong, in words, and how a section stands."""

from __future__ import annotations

import pytest

from plumbline.platform.questionnaires.checking import Given, PartReport, Report, SectionState, asked_places, check
from plumbline.platform.questionnaires.definition import Definition, Place
from plumbline.platform.questionnaires.tests.making import bid

FORM = bid()
PROJECT = {
    "name": "A bench for everybody",
    "why": "Because there is none.",
    "partners": "no",
    "steps.first": "Build it.",
    "steps.second": "Sit on it.",
}


def answers(**changes: str) -> dict[Place, Given]:
    """Answers of the first section, by question or question.item; an empty one is left out."""
    every = PROJECT | {key.replace("__", "."): body for key, body in changes.items()}
    made = {}
    for name, body in every.items():
        question, _dot, item = name.partition(".")
        made[Place(question=question, item=item)] = Given(body, number=1 if body else 0)
    return made


def report(given: dict[Place, Given], form: Definition = FORM, **more: object) -> Report:
    return check(form, given, **more)  # type: ignore[arg-type]


def test_nothing_answered_is_not_started_and_says_how_much_is_missing():
    project, money = report({}).sections
    assert (project.state, project.answered, project.asked) == (SectionState.NOT_STARTED, 0, 5)
    assert project.told == "5 answers are missing."
    assert money.told == "“How much?” is not answered yet."


def test_a_question_on_a_condition_is_asked_once_it_holds_and_its_answer_is_kept_meanwhile():
    (project, _money) = FORM.sections
    hidden = answers(who="Three neighbours.")
    assert Place(question="who") not in asked_places(FORM, hidden, project)
    shown = answers(partners="yes", who="Three neighbours.")
    assert Place(question="who") in asked_places(FORM, shown, project)
    assert [problem.told for problem in report(answers(partners="yes")).sections[0].problems] == [
        "“Who, and what do they bring?” is not answered yet."
    ]


def test_a_condition_on_a_question_that_is_not_asked_does_not_hold():
    more = """\
      - key: paid
        ask: Are they paid?
        kind: yes_no
        when: {question: partners, answers: yes}
      - key: pay
        ask: How much?
        kind: number
        when: {question: paid, answers: yes}
"""
    form = bid(("      - key: steps\n", f"{more}      - key: steps\n"))
    given = answers(partners="no", paid="yes")
    assert Place(question="pay") not in asked_places(form, given, form.sections[0])
    assert Place(question="pay") in asked_places(form, answers(partners="yes", paid="yes"), form.sections[0])


def test_too_many_words_are_said_with_both_numbers():
    long = " ".join(["word"] * 267)
    project = report(answers(why=long)).sections[0]
    assert project.problems[0].message == "This answer is 267 words long, 17 over the limit of 250."
    assert project.state == SectionState.NEEDS_ATTENTION
    assert report(answers(why=" ".join(["word"] * 250))).sections[0].problems == ()


def test_not_applicable_counts_as_an_answer_where_it_may_be_said():
    place = Place(question="steps", item="second")
    given = answers() | {place: Given(not_applicable=True, reason="It lasts one year.")}
    assert report(given).sections[0].problems == ()
    strict = bid(("        not_applicable: true\n", ""))
    assert [problem.message for problem in report(given, strict).sections[0].problems] == [
        "“Not applicable” may not be said here any more. Answer it."
    ]


def test_ready_is_what_a_person_said_and_falls_with_the_next_change():
    seal = report(answers()).sections[0].seal
    marked = report(answers(), marks={"project": seal}).sections[0]
    assert (marked.state, marked.told) == (SectionState.READY, "")
    later = answers() | {Place(question="why"): Given("Because there is none here.", number=2)}
    fallen = report(later, marks={"project": seal}).sections[0]
    assert (fallen.state, fallen.has_fallen) == (SectionState.NEEDS_ATTENTION, True)
    assert fallen.told == "Changed since it was marked ready. Read it again, then mark it."


def test_ready_falls_where_the_question_is_worded_differently():
    seal = report(answers()).sections[0].seal
    reworded = bid(("ask: Why does it matter?", "ask: Why should it matter?"))
    assert report(answers(), reworded, marks={"project": seal}).sections[0].state == SectionState.NEEDS_ATTENTION


def test_a_part_speaks_for_itself():
    money = {Place(question="sum"): Given("300", 1)}
    begun = report(money, parts={"budget": PartReport(is_begun=True, missing=("The budget has no total.",))})
    section = begun.sections[1]
    assert (section.state, section.told, section.asked) == (
        SectionState.IN_PROGRESS,
        "The budget has no total.",
        9,
    )
    seal = report(money, parts={"budget": PartReport(is_begun=True, seal="a")}).sections[1].seal
    moved = report(money, parts={"budget": PartReport(is_begun=True, seal="b")}, marks={"money": seal}).sections[1]
    assert moved.state == SectionState.NEEDS_ATTENTION


@pytest.mark.parametrize(
    ("given", "state"),
    [
        ({}, SectionState.NOT_STARTED),
        ({Place(question="name"): Given("A bench", 1)}, SectionState.IN_PROGRESS),
        (answers(), SectionState.IN_PROGRESS),
        (answers(name="a title of more words than any title of a bid has"), SectionState.NEEDS_ATTENTION),
    ],
)  # fmt: skip
def test_how_a_section_stands_without_a_mark(given: dict[Place, Given], state: SectionState):
    assert report(given).sections[0].state == state
