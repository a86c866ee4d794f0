"""A form changed in one place at a time."""

from __future__ import annotations

from dataclasses import replace

from plumbline.platform.questionnaires import editing
from plumbline.platform.questionnaires.definition import Definition, Item, ItemList, Kind, Question, Section
from plumbline.platform.questionnaires.tests.making import bid

FORM = bid()


def keys(form: Definition) -> dict[str, list[str]]:
    return {section.key: [question.key for question in section.questions] for section in form.sections}


def test_a_question_is_changed_in_its_place_and_added_at_the_end():
    changed = replace(FORM.sections[0].questions[1], ask="Why?")
    assert editing.with_question(FORM, changed, "project").question("why") == changed
    assert keys(editing.with_question(FORM, changed, "project")) == keys(FORM)
    new = Question(key="more", ask="More?", kind=Kind.LINE)
    assert keys(editing.with_question(FORM, new, "project"))["project"][-1] == "more"
    assert keys(editing.with_question(FORM, changed, "money"))["money"][-1] == "why"
    assert "why" not in keys(editing.with_question(FORM, changed, "money"))["project"]


def test_a_question_that_goes_takes_the_conditions_on_it_along():
    without = editing.without_question(FORM, "partners")
    assert without.question("who").when is None  # type: ignore[union-attr]
    assert without.question("partners") is None


def test_a_question_moves_up_down_and_over_to_the_next_section():
    assert keys(editing.moved(FORM, "question", "why", -1))["project"][:2] == ["why", "name"]
    over = keys(editing.moved(FORM, "question", "steps", 1))
    assert (over["project"][-1], over["money"][0]) == ("who", "steps")
    back = keys(editing.moved(FORM, "question", "sum", -1))
    assert (back["project"][-1], back["money"][0]) == ("sum", "needed")
    assert editing.moved(FORM, "question", "name", -1) == FORM
    assert editing.moved(FORM, "question", "nothing", 1) == FORM


def test_sections_are_added_moved_and_removed_with_their_questions():
    more = editing.with_section(FORM, Section(key="end", title="At the end"))
    assert list(keys(more)) == ["project", "money", "end"]
    assert list(keys(editing.moved(more, "section", "end", -1))) == ["project", "end", "money"]
    assert list(keys(editing.without_section(more, "money"))) == ["project", "end"]


def test_a_list_that_goes_leaves_its_questions_asked_once():
    without = editing.without_list(FORM, "years")
    assert (without.lists, without.question("steps").repeat) == ((), "")  # type: ignore[union-attr]
    new = ItemList(key="towns", title="Towns", items=(Item(key="a", title="A"),))
    assert [one.key for one in editing.with_list(FORM, new).lists] == ["years", "towns"]


def test_a_key_is_made_of_the_title_and_is_free():
    assert editing.free_key("Why does it matter, and to whom?", [], "question") == "why_does_it_matter_and"
    assert editing.free_key("Why?", ["why", "why_2"], "question") == "why_3"
    assert editing.free_key("2027", [], "item") == "item"
    assert editing.free_key("Cŵl!", [], "item") == "c_l"
