"""Forms on a page: `{% form_marks form %}`, `{% form_differences differences %}`, `{% question_rules … %}`."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plumbline.foundation.richtext import to_html
from plumbline.platform.questionnaires.definition import Definition, Kind, Question
from plumbline.platform.questionnaires.differences import Differences, kind_said, said
from plumbline.platform.questionnaires.kinds import offered
from plumbline.platform.questionnaires.models import Form

register = template.Library()


@register.inclusion_tag("questionnaires/marks.html")
def form_marks(form: Form, *, state: bool = False) -> dict[str, Any]:
    """Whether the form is confirmed, and whose words it is in; with `state`, draft, published or superseded too."""
    return {"form": form, "state": state}


@register.inclusion_tag("questionnaires/differences.html")
def form_differences(differences: Differences) -> dict[str, Any]:
    """Two versions compared, question by question: words that changed side by side."""
    rows = [(one, said(one)) for one in differences.questions]
    return {"rows": rows, "items": differences.items, "others": differences.others}


@register.filter
def formatted(text: str, level: int = 3) -> SafeString:
    """Words of a form in Markdown as safe HTML, headings from `level`."""
    return to_html(text, level)


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
