"""Forms on a page: `{% form_marks form %}`, `{% form_differences differences %}`, `{% question_rules … %}`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plumbline.foundation.richtext import to_html
from plumbline.platform.questionnaires.checking import Given, problem_of
from plumbline.platform.questionnaires.definition import Column, Definition, Kind, Question
from plumbline.platform.questionnaires.differences import Differences, kind_said, said
from plumbline.platform.questionnaires.kinds import offered, read
from plumbline.platform.questionnaires.models import Form
from plumbline.platform.texts.pages import Desk

register = template.Library()

# A line end within a paragraph: neither side is empty, and the next line begins no list, heading, quotation or table.
JOINED = re.compile(r"(?<=\S)\n[ \t]*(?=\S)(?![-*+]\s|#{1,6}\s|[>|]|```|\d{1,9}[.)]\s)")
INPUTS: dict[Kind, dict[str, str]] = {
    Kind.NUMBER: {"inputmode": "decimal", "css": "govuk-input--width-10"},
    Kind.DATE: {"css": "govuk-input--width-20"},
    Kind.EMAIL: {"type": "email", "spellcheck": "false"},
    Kind.PHONE: {"type": "tel", "css": "govuk-input--width-20"},
    Kind.LINK: {"inputmode": "url", "spellcheck": "false"},
}
"""How the browser helps with each kind of line."""


@dataclass(frozen=True, slots=True)
class Option:
    """One choice as the page draws it."""

    value: str
    title: str
    hint: str
    is_chosen: bool


@register.inclusion_tag("questionnaires/marks.html")
def form_marks(form: Form, *, state: bool = False) -> dict[str, Any]:
    """Whether the form is confirmed, and whose words it is in; with `state`, draft, published or superseded too."""
    return {"form": form, "state": state}


@register.inclusion_tag("questionnaires/differences.html")
def form_differences(differences: Differences) -> dict[str, Any]:
    """Two versions compared, question by question: words that changed side by side."""
    rows = [(one, said(one)) for one in differences.questions]
    return {"rows": rows, "items": differences.items, "others": differences.others}


@register.inclusion_tag("questionnaires/answer.html")
def answer_editor(
    desk: Desk,
    question: Question,
    *,
    typed: str | None = None,
    message: str = "",
    in_form: bool = False,
    hide_label: bool = False,
    label_size: str = "m",
) -> dict[str, Any]:
    """The controls of an answer, by the kind of its question: label, hint, what is wrong, controls, state. Whatever the
    kind, it saves by itself as `{% text_editor %}` does, and without a script by its button; `in_form`: by the form
    that it stands in, with `save_form`. `typed` and `message`: what was typed and refused. The page carries
    `{% text_scripts %}`."""
    typed, message = desk.typed if typed is None else typed, message or desk.refusal
    body = desk.text.body if typed is None else typed
    options = _options(question, body)
    return {
        "desk": desk,
        "question": question,
        "kind": question.kind.value,
        "body": body,
        "options": options,
        "gone": "" if not options or any(one.is_chosen for one in options if one.value) else body.strip(),
        "columns": json.dumps([{"title": one.title, "kind": one.kind} for one in question.columns]),
        "message": message or problem_of(question, Given(body)),
        "typed": typed,
        "refused": message,
        "in_form": in_form,
        "hide_label": hide_label,
        "label_size": label_size,
        "attributes": INPUTS.get(question.kind, {}),
    }


@register.inclusion_tag("questionnaires/shown.html")
def answer_shown(question: Question, given: Given, level: int = 3) -> dict[str, Any]:
    """An answer to be read: as a value of its kind, or as it was typed where it cannot be read so."""
    value = read(question, given.body).value
    titles = {one.key: one.title for one in offered(question)}
    return {
        "question": question,
        "given": given,
        "kind": question.kind.value if value is not None else "line",
        "value": value,
        "chosen": [titles[key] for key in _chosen(question, given.body) if key in titles],
        "level": level,
    }


@register.filter
def formatted(text: str, level: int = 3) -> SafeString:
    """Words of a form in Markdown as safe HTML, headings from `level`. A file's lines are broken for the eye, so a
    single line end within a paragraph is a space."""
    return to_html(JOINED.sub(" ", text), level)


@register.filter
def titles(columns: Iterable[Column]) -> str:
    """The headings of a table's columns, in order."""
    return ", ".join(column.title for column in columns)


@register.filter
def kind_words(question: Question) -> str:
    """What a question is answered with, as people say it."""
    return kind_said(question.kind)


@register.simple_tag
def question_rules(form: Definition, question: Question) -> list[str]:
    """The rules of a question as short sentences: limit, required, repeated, condition, choices."""
    told: list[str] = []
    if question.required:
        told.append(_("Must be answered"))
    if question.limit_words:
        most = ngettext("At most %(count)s word", "At most %(count)s words", question.limit_words)
        told.append(most % {"count": f"{question.limit_words:,}"})
    if question.not_applicable:
        told.append(_("May be “not applicable”"))
    named = next((one.title for one in form.lists if one.key == question.repeat), "")
    if named:
        told.append(_("Once for each of: %(list)s") % {"list": named})
    if question.kind in {Kind.CHOICE, Kind.CHOICES}:
        told.append(", ".join(one.title for one in question.choices))
    if question.kind == Kind.TABLE:
        told.append(", ".join(one.title for one in question.columns))
    return [*told, *_condition(form, question)]


def _condition(form: Definition, question: Question) -> list[str]:
    other = form.question(question.when.question) if question.when else None
    if other is None or question.when is None:
        return []
    answers = [one.title for one in offered(other) if one.key in question.when.answers]
    told = _("Only where “%(question)s” is answered with: %(answers)s")
    return [told % {"question": other.ask, "answers": ", ".join(answers)}]


def _options(question: Question, body: str) -> list[Option]:
    """What is offered; a question that need not be answered offers that too, for a radio cannot be unticked."""
    chosen = _chosen(question, body)
    made = [Option(one.key, one.title, one.hint, one.key in chosen) for one in offered(question)]
    if made and question.kind != Kind.CHOICES and not question.required:
        made.append(Option("", _("No answer"), "", not body.strip()))
    return made


def _chosen(question: Question, body: str) -> list[str]:
    return body.split() if question.kind in {Kind.CHOICE, Kind.CHOICES, Kind.YES_NO} else []
