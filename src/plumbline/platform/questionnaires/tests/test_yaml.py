"""YAML in and out: the same form comes back, and what is wrong is said at its line."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plumbline.platform.questionnaires.definition import (
    Choice,
    Column,
    Definition,
    Item,
    ItemList,
    Kind,
    Question,
    Section,
    When,
    plain,
    stored,
)
from plumbline.platform.questionnaires.exports import write_form
from plumbline.platform.questionnaires.faults import Faulty
from plumbline.platform.questionnaires.imports import LARGEST, read_form
from plumbline.platform.questionnaires.tests.making import BID, bid

words = st.text(max_size=80).map(lambda text: stored_words(text))
titles = st.text(min_size=1, max_size=40).map(lambda text: stored_words(text) or "Title")


def stored_words(text: str) -> str:
    """Text as a form holds it."""
    made = plain(Definition(key="k", title="t", sections=(), about=text)).get("about", "")
    return stored({"key": "k", "title": "t", "sections": [], "about": made}).about


@st.composite
def forms(draw: st.DrawFn) -> Definition:
    """Any form that may stand: every kind, with lists, conditions and texts of any letters."""
    number = iter(range(1000))
    lists = tuple(
        ItemList(
            key=f"list_{next(number)}",
            title=draw(titles),
            items=tuple(
                Item(key=f"i{place}", title=draw(titles), help=draw(words)) for place in range(draw(st.integers(1, 3)))
            ),
        )
        for _list in range(draw(st.integers(0, 2)))
    )
    asked: list[Question] = []
    sections = []
    for _section in range(draw(st.integers(1, 3))):
        here = [question(draw, f"q{next(number)}", lists, asked) for _question in range(draw(st.integers(0, 3)))]
        sections.append(Section(key=f"s{next(number)}", title=draw(titles), help=draw(words), questions=tuple(here)))
    return Definition(
        key="form",
        title=draw(titles),
        wording=draw(st.sampled_from(["ours", "official"])),
        confirmed=draw(st.booleans()),
        about=draw(words),
        facts=draw(st.dictionaries(st.sampled_from(["stage", "variant"]), words)),
        lists=lists,
        sections=tuple(sections),
        note=draw(words),
    )


def question(draw: st.DrawFn, key: str, lists: tuple[ItemList, ...], asked: list[Question]) -> Question:
    kind = draw(st.sampled_from(list(Kind)))
    earlier = [one for one in asked if one.kind == Kind.YES_NO and not one.repeat]
    made = Question(
        key=key,
        ask=draw(titles),
        kind=kind,
        help=draw(words),
        guidance=draw(words),
        required=draw(st.booleans()),
        limit_words=draw(st.none() | st.integers(1, 500)) if kind in {Kind.LINE, Kind.LONG} else None,
        repeat=draw(st.sampled_from(["", *(one.key for one in lists)])) if kind != Kind.PART else "",
        when=When(question=earlier[0].key, answers=("yes",)) if earlier and draw(st.booleans()) else None,
        prefill=tuple(draw(st.lists(st.sampled_from(["last.answer", "profile"]), max_size=2, unique=True))),
        choices=(Choice(key="yes", title=draw(titles)),) if kind in {Kind.CHOICE, Kind.CHOICES} else (),
        columns=(Column(key="c", title=draw(titles), kind="number"),) if kind == Kind.TABLE else (),
        part="part" if kind == Kind.PART else "",
    )
    asked.append(made)
    return made


@settings(deadline=None, max_examples=60)
@given(forms())
def test_what_is_written_is_read_as_the_same_form(form: Definition):
    written = write_form(form)
    assert read_form(written) == form
    assert write_form(read_form(written)) == written


@settings(deadline=None, max_examples=60)
@given(forms())
def test_what_the_database_holds_is_the_same_form(form: Definition):
    assert stored(plain(form)) == form


def test_words_that_look_like_entries_stay_as_they_are():
    tricky = bid(("For sums of up to £500.", "- key: name\n\n      - key: more"))
    assert read_form(write_form(tricky)) == tricky


def test_a_written_form_is_pleasant_to_read():
    text = write_form(bid())
    assert text.startswith("# Bid for a small sum\n")
    assert "\nabout: |-\n  For sums of up to £500.\n\n  Decided twice a year.\n" in text
    assert "\n\n      - key: why\n        ask: Why does it matter?\n        kind: long\n" in text


def test_yes_and_numbers_need_no_quotes():
    form = read_form(BID.replace("title: First year", "title: 2027"))
    assert form.lists[0].items[0].title == "2027"
    assert form.question("who").when.answers == ("yes",)  # type: ignore[union-attr]


def test_every_fault_is_said_at_once_with_its_line():
    text = """key: Small bid
title: A bid
confirmed: perhaps
lists:
  - key: years
    title: Years
    items: []
sections:
  - key: one
    titel: First
    title: First
    questions:
      - key: name
        ask: ""
        kind: lang
      - key: name
        ask: Again
        kind: line
        choices:
          - {key: a, title: A}
      - key: more
        ask: More
        kind: long
        limit_words: a few
        repeat: year
        when: {question: nmae, answers: yes}
      - key: last
        ask: Last
        ask: Least
        kind: choice
  - words
"""
    with pytest.raises(Faulty) as refusal:
        read_form(text)
    assert [(fault.line, fault.message) for fault in refusal.value.faults] == [
        (1, "“key” is a key: lower-case letters, numbers and _, beginning with a letter. Not “Small bid”."),
        (3, "“confirmed” is true or false. Not “perhaps”."),
        (7, "A list has at least one item."),
        (10, "“titel” means nothing here. Did you mean “title”?"),
        (14, "“ask” must not be empty."),
        (
            15,
            f"“lang” is no kind. Use one of: {', '.join(Kind)}.",
        ),
        (16, "The key “name” is there twice. Give this one another."),
        (19, "“choices” is only for kinds choice, choices. This question is of kind line."),
        (24, "“limit_words” is a whole number, such as 250. Not “a few”."),
        (25, "There is no list “year” in this form. Did you mean “years”?"),
        (26, "There is no question “nmae” in this form."),
        (29, "“ask” is there twice. Keep one."),
        (30, "A question of kind choice needs “choices”."),
        (31, "This must be made of names with values, such as “key: something”."),
    ]


@pytest.mark.parametrize(
    ("when", "told"),
    [
        ("{question: sum, answers: yes}", "“sum” is asked later. A condition asks about an earlier question."),
        ("{question: name, answers: yes}", "“name” has no choices, so it cannot be a condition. It must be of kind "),
        ("{question: partners, answers: maybe}", "“maybe” is no answer to “partners”. Use one of: yes, no."),
        ("{question: partners, answers: []}", "A condition needs at least one answer."),
    ],
)
def test_a_condition_asks_about_an_earlier_question_and_one_of_its_answers(when: str, told: str):
    with pytest.raises(Faulty) as refusal:
        bid(("{question: partners, answers: yes}", when))
    (fault,) = refusal.value.faults
    assert fault.message.startswith(told)


@pytest.mark.parametrize(
    ("content", "line", "told"),
    [
        ("title: A bid: a small one\nkey: a", 1, "The file cannot be read from here on."),
        ("key: a\n\ttitle: b", 2, "The file cannot be read from here on."),
        ("key: &k a\ntitle: *k", 1, "Anchors (&name) are not taken."),
        ("key: !!python/object/apply:os.getcwd []", 1, "Tags (!name) are not taken."),
        ("key: " + "[" * 50, 1, "This is nested too deeply."),
        ("[" * 5000, 1, "The file cannot be read from here on."),
        ("key: a\n---\nkey: b", 2, "A file holds one form."),
        ("just some words", 1, "A form begins with lines such as"),
        ("", 1, "A form begins with lines such as"),
        ("- key: a", 1, "A form begins with lines such as"),
        ("key: a\ntitle: \x00", 2, "There is a character here that is not text."),
        (b"key: a\ntitle: \xff", 2, "This line is not in UTF-8."),
        ("k" * (LARGEST + 1), 1, "This file is larger than"),
    ],
)
def test_a_file_that_is_no_form_says_where_and_what_would_be_accepted(content: str | bytes, line: int, told: str):
    with pytest.raises(Faulty) as refusal:
        read_form(content)
    first = refusal.value.faults[0]
    assert (first.line, first.message.startswith(told)) == (line, True), first


def test_a_bomb_of_aliases_is_refused_before_it_is_built():
    levels = ['a: &a ["x","x","x","x","x","x","x","x","x"]']
    levels += [f"{new}: &{new} [{','.join([f'*{old}'] * 9)}]" for old, new in zip("abcdefgh", "bcdefghi", strict=True)]
    with pytest.raises(Faulty):
        read_form("\n".join(levels))
