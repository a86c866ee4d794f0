"""What a form asks, as plain frozen values: sections of questions, and the lists that questions are repeated over."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BeforeValidator, ConfigDict, Field, TypeAdapter

from plumbline.foundation.text import clean


class Kind(StrEnum):
    """What is answered with."""

    LINE = "line"
    LONG = "long"
    NUMBER = "number"
    DATE = "date"
    EMAIL = "email"
    PHONE = "phone"
    LINK = "link"
    CHOICE = "choice"
    CHOICES = "choices"
    YES_NO = "yes_no"
    TABLE = "table"
    PART = "part"


TYPED = (Kind.LINE, Kind.NUMBER, Kind.DATE)
"""Kinds that a column of a table may have."""


UNWRITABLE = re.compile(r"[\x7f-\x84\x86-\x9f\ufeff\ufffe\uffff]")
"""Characters that a YAML file cannot hold, beside those that no database can."""


def _tidy(value: Any) -> Any:
    """Text with one kind of line end, without spaces at the ends of lines, so that what is written is read back."""
    if not isinstance(value, str):
        return value
    return "\n".join(line.rstrip() for line in UNWRITABLE.sub("", clean(value)).splitlines()).strip()


def _listed(value: Any) -> Any:
    """One value where several may stand is a list of one."""
    return [value] if isinstance(value, str) else value


Key = Annotated[str, BeforeValidator(_tidy), Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)]
Words = Annotated[str, BeforeValidator(_tidy), Field(max_length=20_000)]
Title = Annotated[str, BeforeValidator(_tidy), Field(max_length=1_000)]
KeyOrNone = Annotated[str, BeforeValidator(_tidy), Field(pattern=r"^([a-z][a-z0-9_]*)?$", max_length=60)]
Source = Annotated[str, BeforeValidator(_tidy), Field(pattern=r"^[a-z][a-z0-9_.:-]*$", max_length=120)]
Wording = Literal["ours", "official"]

STRICT = ConfigDict(extra="forbid")


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One of the answers that a question offers."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    key: Annotated[Key, Field(description="How it is stored; once within the question.")]
    title: Annotated[Title, Field(description="How it is shown.")]
    hint: Annotated[Words, Field(description="A sentence under it.")] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a table that people fill in."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    key: Annotated[Key, Field(description="How it is stored; once within the question.")]
    title: Annotated[Title, Field(description="Its heading.")]
    kind: Annotated[Literal["line", "number", "date"], Field(description="What its cells hold.")] = "line"
    required: Annotated[bool, Field(description="Whether each row must fill it in.")] = False


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """A condition: the question is asked only where an earlier one was answered so."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    question: Annotated[Key, Field(description="The key of an earlier question of kind choice, choices or yes_no.")]
    answers: Annotated[
        tuple[Key, ...],
        BeforeValidator(_listed),
        Field(description="Any of these keys of its choices; `yes` or `no` for yes_no."),
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question. Asked once, or once for each item of the list that `repeat` names."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    key: Annotated[Key, Field(description="How its answers are found in every version; once within the form.")]
    ask: Annotated[Title, Field(description="The question, as it is asked.")]
    kind: Annotated[Kind, Field(description="What it is answered with; the kinds stand below.")]
    number: Annotated[str, BeforeValidator(_tidy), Field(max_length=20, description="Its number in print: 3.2.")] = ""
    help: Annotated[Words, Field(description="A sentence or two under the question.")] = ""
    guidance: Annotated[Words, Field(description="What helps to answer it, shown beside it. Markdown.")] = ""
    required: Annotated[bool, Field(description="Whether it must be answered before its section is ready.")] = False
    limit_words: Annotated[
        int | None, Field(ge=1, le=100_000, description="The most words, for kinds line and long.")
    ] = None
    not_applicable: Annotated[
        bool, Field(description="Whether people may say “not applicable” instead, with a reason.")
    ] = False
    repeat: Annotated[KeyOrNone, Field(description="The key of a list: asked once for each item of it.")] = ""
    when: Annotated[When | None, Field(description="Asked only on this condition.")] = None
    prefill: Annotated[
        tuple[Source, ...],
        BeforeValidator(_listed),
        Field(description="Names of facts that may be offered as the answer, best first; the owning room knows them."),
    ] = ()
    choices: Annotated[tuple[Choice, ...], Field(description="For kinds choice and choices.")] = ()
    columns: Annotated[tuple[Column, ...], Field(max_length=12, description="For kind table.")] = ()
    part: Annotated[KeyOrNone, Field(description="For kind part: what the owning room puts here.")] = ""
    wording: Annotated[
        Wording | Literal[""], Field(description="Whose words these are, where it differs from the form's.")
    ] = ""
    note: Annotated[Words, Field(description="For whoever keeps the form; never shown to those who answer.")] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One item of a list."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    key: Annotated[Key, Field(description="How answers for it are found; once within the list.")]
    title: Annotated[Title, Field(description="How it is shown.")]
    help: Annotated[Words, Field(description="What it means, shown where a question is repeated for it.")] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemList:
    """Things that questions are repeated over, such as headings, years or places."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    key: Annotated[Key, Field(description="How questions name it; once within the form.")]
    title: Annotated[Title, Field(description="What the items are together.")]
    items: Annotated[tuple[Item, ...], Field(max_length=60, description="The items, in order.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Questions that are answered together, and marked ready together."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    key: Annotated[Key, Field(description="Its address; once within the form.")]
    title: Annotated[Title, Field(description="Its heading.")]
    help: Annotated[Words, Field(description="What stands under the heading. Markdown.")] = ""
    questions: Annotated[tuple[Question, ...], Field(max_length=100, description="The questions, in order.")] = ()
    note: Annotated[Words, Field(description="For whoever keeps the form; never shown to those who answer.")] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where one answer belongs: a question, and the item of its list ("" where it is asked once)."""

    question: str
    item: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """A whole form."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT

    key: Annotated[Key, Field(description="The form's own name; every version of it has the same.")]
    title: Annotated[Title, Field(description="What the form is called.")]
    wording: Annotated[
        Wording, Field(description="Whose words the questions are: `ours`, or `official` as they were given out.")
    ] = "ours"
    confirmed: Annotated[
        bool, Field(description="`false` where nobody has confirmed that this is what is asked; pages then say so.")
    ] = True
    about: Annotated[Words, Field(description="What stands above the form. Markdown.")] = ""
    facts: Annotated[dict[Key, Words], Field(description="Facts for the room that owns the form.")] = field(
        default_factory=dict
    )
    lists: Annotated[
        tuple[ItemList, ...], Field(max_length=20, description="What questions may be repeated over.")
    ] = ()
    sections: Annotated[tuple[Section, ...], Field(max_length=60, description="In order.")]
    note: Annotated[Words, Field(description="For whoever keeps the form; never shown to those who answer.")] = ""

    @property
    def questions(self) -> Iterator[Question]:
        """Every question, in order."""
        return (question for section in self.sections for question in section.questions)

    def question(self, key: str) -> Question | None:
        """The question with this key, or None."""
        return next((question for question in self.questions if question.key == key), None)

    def section(self, key: str) -> Section | None:
        """The section with this key, or None."""
        return next((section for section in self.sections if section.key == key), None)

    def section_of(self, key: str) -> Section | None:
        """The section that holds the question with this key, or None."""
        return next((one for one in self.sections if any(question.key == key for question in one.questions)), None)

    def items_of(self, question: Question) -> tuple[Item, ...]:
        """The items that the question is asked for; none where it is asked once."""
        return next((one.items for one in self.lists if one.key == question.repeat), ())

    def item(self, place: Place) -> Item | None:
        """The item that a place is about, or None."""
        question = self.question(place.question)
        return next((item for item in self.items_of(question) if item.key == place.item), None) if question else None

    def places_of(self, question: Question) -> tuple[Place, ...]:
        """Where the question is answered: once, or once an item. None for a part: the owning room answers that."""
        if question.kind == Kind.PART:
            return ()
        if not question.repeat:
            return (Place(question=question.key),)
        return tuple(Place(question=question.key, item=item.key) for item in self.items_of(question))

    @property
    def places(self) -> tuple[Place, ...]:
        """Every place for an answer, in order."""
        return tuple(place for question in self.questions for place in self.places_of(question))

    def wording_of(self, question: Question) -> str:
        """Whose words the question is: "ours" or "official"."""
        return question.wording or self.wording


SHAPE: TypeAdapter[Definition] = TypeAdapter(Definition)


def plain(definition: Definition) -> dict[str, Any]:
    """The definition as JSON can hold it, keys in their order, what is left at its default left out."""
    made: dict[str, Any] = SHAPE.dump_python(definition, mode="json", exclude_defaults=True)
    return made


def stored(value: Mapping[str, Any]) -> Definition:
    """A definition as the database holds it. What may not be stored raises ValueError: see `faults` for words."""
    return SHAPE.validate_python(value)
