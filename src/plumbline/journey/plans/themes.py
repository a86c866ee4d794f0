"""The five themes, in the order in which the programme names them, each with a sentence in our own words."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Theme(TextChoices):
    VISIBILITY = "visibility", _("Visibility")
    RECOGNITION = "recognition", _("Recognition")
    CAREER_DEVELOPMENT = "career_development", _("Career development")
    SUSTAINABILITY = "sustainability", _("Sustainability")
    EVALUATING_IMPACT = "evaluating_impact", _("Evaluating impact")


SENTENCES: dict[str, Promise] = {
    Theme.VISIBILITY: _(
        "Technicians can be found, and what they contribute is seen inside and outside the institution."
    ),
    Theme.RECOGNITION: _("Technicians gain registration, accreditation, awards and credit for their work."),
    Theme.CAREER_DEVELOPMENT: _("Technicians have clear pathways, and the training and time to follow them."),
    Theme.SUSTAINABILITY: _("Technical skills and posts are planned for, so that they are there when they are needed."),
    Theme.EVALUATING_IMPACT: _("The institution looks honestly at what its actions have changed."),
}

ORDER: dict[str, int] = {theme.value: place for place, theme in enumerate(Theme)}
AFTER_ALL = len(ORDER)


def in_order(themes: Iterable[str]) -> list[str]:
    """The known themes among `themes`, each once, in the order given (the first is where an action is shown)."""
    return list(dict.fromkeys(theme for theme in themes if theme in ORDER))


def place(themes: Iterable[str]) -> int:
    """Where an action with these themes stands among the themes; those without any come last."""
    first = next(iter(themes), None)
    return ORDER.get(first, AFTER_ALL) if first else AFTER_ALL
