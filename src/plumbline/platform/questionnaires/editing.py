"""A form changed in one place: a question put in, changed, moved or taken out; the same for sections and lists. Pure:
each gives a new definition, which `faults` then looks at as a whole."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import replace
from typing import Literal, Protocol, TypeVar

from plumbline.platform.questionnaires.definition import Definition, ItemList, Question, Section

What = Literal["section", "question", "list"]


class Keyed(Protocol):
    """What is found by its key."""

    @property
    def key(self) -> str: ...


One = TypeVar("One", bound=Keyed)


def free_key(title: str, taken: Collection[str], fallback: str) -> str:
    """A key made of the first words of a title that nobody has yet."""
    words = re.findall(r"[a-z0-9]+", title.lower())
    stem = "_".join(words[:5]).lstrip("0123456789_")[:40] or fallback
    key, number = stem, 2
    while key in taken:
        key, number = f"{stem}_{number}", number + 1
    return key


def with_question(form: Definition, question: Question, section: str) -> Definition:
    """The question as it is given: in its place where the form has it in that section, else at the section's end."""
    here = form.section_of(question.key)
    if here is not None and here.key == section:
        return _in_section(form, section, lambda rows: _put(rows, question))
    without = without_question(form, question.key) if here is not None else form
    return _in_section(without, section, lambda rows: (*rows, question))


def without_question(form: Definition, key: str) -> Definition:
    """The form without a question, and without the conditions that ask about it."""
    sections = (
        replace(one, questions=tuple(_unbound(question, key) for question in one.questions if question.key != key))
        for one in form.sections
    )
    return replace(form, sections=tuple(sections))


def with_section(form: Definition, section: Section) -> Definition:
    """The section as it is given (its questions too): in its place, or at the end where it is new."""
    return replace(form, sections=_put(form.sections, section))


def without_section(form: Definition, key: str) -> Definition:
    """The form without a section and its questions."""
    gone = form.section(key)
    for question in gone.questions if gone else ():
        form = without_question(form, question.key)
    return replace(form, sections=tuple(one for one in form.sections if one.key != key))


def with_list(form: Definition, given: ItemList) -> Definition:
    """The list as it is given: in its place, or at the end where it is new."""
    return replace(form, lists=_put(form.lists, given))


def without_list(form: Definition, key: str) -> Definition:
    """The form without a list; questions that were repeated over it are asked once."""
    sections = (
        replace(
            one,
            questions=tuple(
                replace(question, repeat="") if question.repeat == key else question for question in one.questions
            ),
        )
        for one in form.sections
    )
    return replace(form, lists=tuple(one for one in form.lists if one.key != key), sections=tuple(sections))


def moved(form: Definition, what: What, key: str, by: int) -> Definition:
    """A section or question further up (-1) or down (1). A question that leaves its section's end goes on to the next
    section; what stands at the end of the form already stays."""
    if what == "section":
        return replace(form, sections=_shifted(form.sections, key, by))
    section = form.section_of(key)
    if section is None:
        return form
    shifted = _shifted(section.questions, key, by)
    if shifted != section.questions:
        return _in_section(form, section.key, lambda _rows: shifted)
    place = form.sections.index(section) + by
    question = form.question(key)
    if question is None or not 0 <= place < len(form.sections):
        return form
    target = form.sections[place].key
    rest = _in_section(form, section.key, lambda rows: tuple(one for one in rows if one.key != key))
    return _in_section(rest, target, lambda rows: (question, *rows) if by > 0 else (*rows, question))


def _put(rows: tuple[One, ...], one: One) -> tuple[One, ...]:
    if all(other.key != one.key for other in rows):
        return (*rows, one)
    return tuple(one if other.key == one.key else other for other in rows)


def _shifted(rows: tuple[One, ...], key: str, by: int) -> tuple[One, ...]:
    order = list(rows)
    place = next((number for number, one in enumerate(order) if one.key == key), None)
    if place is None or not 0 <= place + by < len(order):
        return rows
    order.insert(place + by, order.pop(place))
    return tuple(order)


def _in_section(
    form: Definition, key: str, change: Callable[[tuple[Question, ...]], tuple[Question, ...]]
) -> Definition:
    sections = (replace(one, questions=change(one.questions)) if one.key == key else one for one in form.sections)
    return replace(form, sections=tuple(sections))


def _unbound(question: Question, key: str) -> Question:
    return replace(question, when=None) if question.when and question.when.question == key else question
