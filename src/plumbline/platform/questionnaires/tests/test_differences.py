"""What changed between two versions, question by question."""

from __future__ import annotations

from dataclasses import replace

from plumbline.platform.questionnaires.definition import Place
from plumbline.platform.questionnaires.differences import Change, differences_of, said
from plumbline.platform.questionnaires.tests.making import bid


def test_the_same_form_has_no_differences():
    assert not differences_of(bid(), bid())


def test_each_kind_of_change_is_named_at_its_question():
    after = bid(
        ("ask: Why does it matter?", "ask: Why should anybody care?"),
        ("limit_words: 250", "limit_words: 200"),
        ("      - key: needed\n        ask: When is it needed?\n        kind: date\n", ""),
        ("{key: large, title: The large one}", "{key: large, title: The great one}"),
        ("ask: Whom may we write to?\n        kind: email", "ask: Whom may we write to?\n        kind: line"),
        (
            "      - key: phone\n",
            "      - key: fax\n        ask: Have you a fax?\n        kind: line\n      - key: phone\n",
        ),
    )
    found = differences_of(bid(), after)
    assert [(one.key, one.changes) for one in found.questions] == [
        ("why", (Change.REWORDED, Change.LIMIT)),
        ("mail", (Change.KIND,)),
        ("fax", (Change.ADDED,)),
        ("size", (Change.CHOICES,)),
        ("needed", (Change.REMOVED,)),
    ]
    assert said(found.questions[0]) == ["Worded differently.", "The limit is 200 words; it was 250."]
    assert said(found.questions[1]) == ["Answered with one line instead of an e-mail address."]
    assert said(found.questions[2]) == ["New in “The money”."]
    assert said(found.questions[4]) == ["No longer asked. It was in “The money”."]
    assert found.added == (Place(question="fax"),)
    assert found.removed == (Place(question="needed"),)


def test_a_question_moved_to_another_section_is_one_move():
    form = bid()
    project, money = form.sections
    why = project.questions[1]
    moved = replace(
        form,
        sections=(
            replace(project, questions=tuple(one for one in project.questions if one != why)),
            replace(money, questions=(*money.questions, why)),
        ),
    )
    (only,) = differences_of(form, moved).questions
    assert (only.key, only.changes) == ("why", (Change.MOVED,))
    assert said(only) == ["Moved from “The project” to “The money”."]


def test_one_question_moved_within_its_section_does_not_move_the_others():
    form = bid()
    project, money = form.sections
    first, *rest = money.questions
    moved = replace(form, sections=(project, replace(money, questions=(*rest, first))))
    assert [(one.key, one.changes) for one in differences_of(form, moved).questions] == [("sum", (Change.MOVED,))]


def test_an_item_that_a_list_loses_takes_its_places_along():
    after = bid(
        ("      - key: second\n        title: Second year\n        help: Only where the project lasts so long.\n", ""),
        ("title: First year", "title: The only year"),
    )
    found = differences_of(bid(), after)
    assert [(one.before and one.before.title, one.after and one.after.title) for one in found.items] == [
        ("First year", "The only year"),
        ("Second year", None),
    ]
    assert found.removed == (Place(question="steps", item="second"),)


def test_titles_sections_and_marks_are_told_in_sentences():
    after = bid(
        ("title: Bid for a small sum", "title: Bid for a sum\nwording: official\nconfirmed: false"),
        ("title: The money", "title: What it costs"),
    )
    assert differences_of(bid(), after).others == (
        "The form is called “Bid for a sum” now; it was “Bid for a small sum”.",
        "The questions are in the official wording now.",
        "The form is not confirmed any more.",
        "The section “The money” is called “What it costs” now.",
    )
