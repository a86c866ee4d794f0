"""The words that go with a rating, a status or a theme. A value without words here is a mistake, and says so."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


@dataclass(frozen=True)
class Sign:
    """How one value is shown: its words, its shape (a name in ui/icon.html) and its colour."""

    words: str | Promise
    shape: str
    colour: str


RATINGS: dict[str, Sign] = {
    "green": Sign(_("Completed"), "tick", "green"),
    "amber": Sign(_("In progress"), "triangle", "amber"),
    "red": Sign(_("Still to be carried out"), "square", "red"),
    "": Sign(_("Not rated"), "ring", "grey"),
}

STATUSES: dict[str, Sign] = {
    "not_started": Sign(_("Not started"), "hollow", "grey"),
    "in_progress": Sign(_("In progress"), "half", "teal"),
    "completed": Sign(_("Completed"), "tick", "green"),
    "ongoing": Sign(pgettext_lazy("status of an action", "Ongoing"), "arrow", "teal"),
    "embedded": Sign(_("Embedded"), "anchor", "green"),
    "stopped": Sign(_("Stopped"), "bar", "grey"),
    "": Sign(_("No status"), "ring", "grey"),
}

SAME = {("completed", "green"), ("in_progress", "amber"), ("not_started", "red")}
"""Status and rating that say the same: in a list one of them is enough."""

THEMES: dict[str, str | Promise] = {
    "visibility": _("Visibility"),
    "recognition": _("Recognition"),
    "career_development": _("Career development"),
    "sustainability": _("Sustainability"),
    "evaluating_impact": _("Evaluating impact"),
}


def rating(value: str | None) -> Sign:
    """The sign for red, amber, green or nothing; KeyError for anything else."""
    return RATINGS[str(value or "")]


def status(value: str | None) -> Sign:
    """The sign for a status or nothing; KeyError for anything else."""
    return STATUSES[str(value or "")]


def theme(value: str) -> str | Promise:
    """A theme's name; an institution's own section is its own name."""
    return THEMES.get(str(value), str(value))
