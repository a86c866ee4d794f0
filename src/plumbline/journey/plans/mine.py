"""How one's own actions are put on a page: a pure calculation."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plumbline.journey.plans.models import PlannedAction
from plumbline.journey.plans.states import SETTLED

SOON = 30


@dataclass(frozen=True, slots=True)
class Mine:
    """One action as its owner sees it: when, in words, and how pressing (late, soon or "")."""

    action: PlannedAction
    when: str
    urgency: str


def sorted_out(actions: Iterable[PlannedAction], on: date) -> tuple[list[Mine], list[Mine]]:
    """What still waits, in the order given, and what is settled."""
    rows = [shown(action, on) for action in actions]
    is_settled = [row.action.status in SETTLED or row.action.rag == "green" for row in rows]
    pairs = list(zip(rows, is_settled, strict=True))
    return [row for row, settled in pairs if not settled], [row for row, settled in pairs if settled]


def shown(action: PlannedAction, on: date) -> Mine:
    """When it is due, in words for today."""
    due = action.deadline_on
    if due is None:
        return Mine(action, _("No day set"), "")
    left = (due - on).days
    if action.is_overdue(on):
        return Mine(action, _("Overdue since %(day)s") % {"day": day(due)}, "late")
    if left < 0:
        return Mine(action, _("Was due on %(day)s") % {"day": day(due)}, "")
    if left == 0:
        return Mine(action, _("Due today"), "soon")
    if left <= SOON:
        words = ngettext("Due in %(n)d day, on %(day)s", "Due in %(n)d days, on %(day)s", left)
        return Mine(action, words % {"n": left, "day": day(due)}, "soon")
    return Mine(action, _("Due on %(day)s") % {"day": day(due)}, "")


def said_back(action: PlannedAction, written: int) -> str:
    """What was saved, in one line."""
    if not written:
        return _("Nothing was changed: it was so already.")
    name = action.ref or _("Your action")
    if not action.status:
        return _("Saved: %(action)s.") % {"action": name}
    return _("Saved: %(action)s is “%(status)s”.") % {"action": name, "status": action.get_status_display().lower()}


def day(value: date) -> str:
    """A day as people read it."""
    return date_format(value, "j F Y")
