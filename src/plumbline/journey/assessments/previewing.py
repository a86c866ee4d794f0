"""A form as a lead will see it, with nothing to write: a pure calculation."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import count
from typing import Any

from django.utils.translation import gettext as _

from plumbline.foundation.acting import Acting
from plumbline.foundation.verdicts import Denied
from plumbline.platform.questionnaires.definition import Definition, Item, Kind, Question, Section
from plumbline.platform.texts.models import Text
from plumbline.platform.texts.pages import Desk


def previewed(form: Definition, section: Section, actor: Acting) -> list[dict[str, Any]]:
    """The questions of a section as its page lays them out, each as often as it is asked, with empty texts that are
    stored nowhere. A part that is kept elsewhere has no editors."""
    numbers = count(1)
    return [
        {
            "question": question,
            "editors": [
                {"item": item, "help": item.help if item else "", "desk": _desk(question, item, next(numbers), actor)}
                for place in form.places_of(question)
                for item in [form.item(place)]
            ],
        }
        for question in section.questions
    ]


def _desk(question: Question, item: Item | None, number: int, actor: Acting) -> Desk:
    named = _("%(question)s (%(item)s)") % {"question": question.ask, "item": item.title} if item else question.ask
    return Desk(
        text=Text(pk=number),
        actor=actor,
        name=named,
        address=f"#text-{number}",
        home="",
        names=_nobody,
        may_write=Denied(_("This is a preview.")),
        limit_words=question.limit_words,
        is_rich=question.kind == Kind.LONG,
    )


def _nobody(keys: Iterable[str]) -> dict[str, str]:
    return dict.fromkeys(keys, "")
