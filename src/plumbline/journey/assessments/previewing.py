"""A form as a lead will see it, with nothing to write: a pure calculation."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from plumbline.foundation.acting import Acting
from plumbline.foundation.verdicts import Denied
from plumbline.platform.questionnaires.definition import Definition, Item, Kind, Question, Section
from plumbline.platform.texts.models import Text
from plumbline.platform.texts.pages import Desk


@dataclass(frozen=True, slots=True)
class Previewed:
    """One question of a preview; `desk` is None for a part that is kept elsewhere."""

    question: Question
    item: Item | None = None
    desk: Desk | None = None


def previewed(form: Definition, section: Section, actor: Acting) -> list[Previewed]:
    """The questions of a section, each as often as it is asked, with empty texts that are stored nowhere."""
    made: list[Previewed] = []
    for question in section.questions:
        if question.kind == Kind.PART:
            made.append(Previewed(question))
        for place in form.places_of(question):
            item = form.item(place)
            made.append(Previewed(question, item, _desk(question, item, len(made) + 1, actor)))
    return made


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
        hint=question.help,
        limit_words=question.limit_words,
        is_rich=question.kind == Kind.LONG,
    )


def _nobody(keys: Iterable[str]) -> dict[str, str]:
    return dict.fromkeys(keys, "")
