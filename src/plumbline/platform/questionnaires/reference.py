"""How a form is written as YAML, in words: docs/reference/forms.md, printed from the shape that reads it."""

from __future__ import annotations

import types
from collections.abc import Iterator
from dataclasses import MISSING, Field, fields
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

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
)

PARTS: dict[type, str] = {
    Definition: "The form",
    Section: "A section, under `sections`",
    Question: "A question, under `questions`",
    Choice: "A choice, under `choices`",
    Column: "A column, under `columns`",
    When: "A condition, under `when`",
    ItemList: "A list, under `lists`",
    Item: "An item, under `items`",
}
KINDS: dict[Kind, str] = {
    Kind.LINE: "A few words on one line.",
    Kind.LONG: "A text of any length, in Markdown, with toolbar, history and word count.",
    Kind.NUMBER: "A number, as people type it: 5,985 or 12.5.",
    Kind.DATE: "A day: 1 November 2026, 1 Nov 2026, 1/11/2026 or 2026-11-01.",
    Kind.EMAIL: "An e-mail address.",
    Kind.PHONE: "A telephone number, British or with its country's code.",
    Kind.LINK: "A web address that begins with https://.",
    Kind.CHOICE: "One of `choices`.",
    Kind.CHOICES: "Any of `choices`.",
    Kind.YES_NO: "Yes or no.",
    Kind.TABLE: "Rows with the `columns`; pasted from a spreadsheet or typed.",
    Kind.PART: "Something that the owning room keeps elsewhere, such as a plan; it says itself what is missing.",
}
INTRODUCTION = """\
A form is a text file in UTF-8. Every value is read as text first, so `yes`, `2027` and `3.2` need no quotes; a text
with a colon, a # or quotation marks in it does, or stands under a `|`, as a text of several lines must. Lines that
begin with # are for people. Aliases, anchors and tags are not taken. What is wrong is said with its line, all at once.

A **key** is lower-case letters, numbers and _, beginning with a letter: it is how answers are found from version to
version, so it stays while titles, words and order may change.
"""
EXAMPLE = """\
key: small_bid
title: Bid for a small sum
lists:
  - key: years
    title: Years of the project
    items:
      - key: first
        title: First year
      - key: second
        title: Second year
sections:
  - key: project
    title: The project
    questions:
      - key: why
        ask: Why does it matter?
        kind: long
        limit_words: 250
        required: true
      - key: partners
        ask: Does anybody work with you?
        kind: yes_no
      - key: who
        ask: Who, and what do they bring?
        kind: long
        when:
          question: partners
          answers: yes
      - key: steps
        ask: What will be done?
        kind: long
        repeat: years
"""


def shape_in_words(printed: str) -> str:
    """The page as Markdown; `printed` is the sentence that says who prints it."""
    return "\n".join(_lines(printed)).rstrip() + "\n"


def _lines(printed: str) -> Iterator[str]:
    yield f"# Forms as YAML\n\n{printed}"
    yield INTRODUCTION
    yield f"```yaml\n{EXAMPLE}```\n"
    for part, title in PARTS.items():
        yield f"## {title}\n\n| Name | Holds | | |\n|---|---|---|---|"
        hints = get_type_hints(part, include_extras=True)
        for one in fields(part):
            told, holds = _told(hints[one.name])
            yield f"| `{one.name}` | {holds} | {_default(one)} | {told} |"
        yield ""
    yield "## Kinds of question\n\n| Kind | Answered with |\n|---|---|"
    yield from (f"| `{kind}` | {told} |" for kind, told in KINDS.items())


def _told(hint: Any) -> tuple[str, str]:
    """What a field is for, and what it holds."""
    inner, *notes = get_args(hint)
    described = next((note.description for note in notes if getattr(note, "description", None)), "")
    return described, _holds(inner)


def _holds(hint: Any) -> str:
    if get_origin(hint) is Annotated:
        hint = get_args(hint)[0]
    if get_origin(hint) is Literal:
        return ", ".join(f"`{value}`" for value in get_args(hint) if value)
    if get_origin(hint) is tuple:
        return f"list of {_holds(get_args(hint)[0])}"
    if get_origin(hint) is dict:
        return "names with text"
    if get_origin(hint) in {Union, types.UnionType}:
        return " or ".join(_holds(one) for one in get_args(hint) if one is not type(None) and _holds(one))
    if hint is Kind:
        return "a kind"
    plain = {str: "text", int: "a number", bool: "true or false"}
    return plain.get(hint) or PARTS[hint].partition(",")[0].lower()


def _default(one: Field[Any]) -> str:
    if one.default is MISSING and one.default_factory is MISSING:
        return "needed"
    return (
        f"`{str(one.default).lower()}` if left out" if isinstance(one.default, bool | str) and one.default != "" else ""
    )
