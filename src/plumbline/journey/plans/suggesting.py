"""What dates and status suggest as a rating, with the reason in words: a pure calculation. People decide."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from plumbline.journey.plans.models import PlannedAction
from plumbline.journey.plans.rag import NOT_RATED, Rag
from plumbline.journey.plans.states import Status

COUNTS_AS_GREEN = frozenset({Status.ONGOING.value, Status.EMBEDDED.value})
"""Statuses that count as green where nobody has rated (F038: green is also what is an ongoing priority)."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A rating ("" for none) and why, as one sentence."""

    rag: str
    reason: str

    def __bool__(self) -> bool:
        return bool(self.rag)


@dataclass(frozen=True, slots=True)
class LastRating:
    """The newest rating that an action has, whichever day it is of ("" for none; no day where none was written)."""

    rag: str = NOT_RATED
    on: date | None = None


def suggested_rating(
    action: PlannedAction, on: date, *, done: int = 0, total: int = 0, last: LastRating = LastRating()
) -> Suggestion:
    """What `action` would be rated as at `on` by its status and dates, else by how it was rated `last` (F038). `done`
    of its `total` sub-actions are ticked. Nothing is suggested before the start, nor where nobody has said how it
    stands, nor by a rating of a later day."""
    if is_before_start(action, on):
        told = _("It starts on %(day)s, so it is not rated yet.")
        return Suggestion(NOT_RATED, told % {"day": _day(action.starts_on)})
    status = action.status
    if status in {Status.COMPLETED, Status.EMBEDDED, Status.ONGOING}:
        return Suggestion(Rag.GREEN, _("Its status is “%(status)s”.") % {"status": Status(status).label})
    if status == Status.STOPPED:
        return Suggestion(Rag.RED, _("It was stopped before it was carried out."))
    if total and done == total:
        return Suggestion(Rag.GREEN, _("All of its sub-actions are done."))
    if status == Status.IN_PROGRESS or done:
        return Suggestion(Rag.AMBER, _under_way(action, on, done, total))
    if status == Status.NOT_STARTED:
        return Suggestion(Rag.RED, _not_begun(action, on))
    if last.rag:
        return _as_rated(action, on, last)
    if action.deadline_on and action.deadline_on < on:
        told = _("It was due on %(day)s, and nobody has said that anything was done.")
        return Suggestion(Rag.RED, told % {"day": _day(action.deadline_on)})
    return Suggestion(NOT_RATED, _("Nobody has said yet how it stands."))


def is_before_start(action: PlannedAction, on: date) -> bool:
    """Whether the action has its start still to come: until then it is not rated."""
    return action.starts_on is not None and action.starts_on > on


def counted(rag: str, status: str) -> str:
    """What an action counts as: its rating; without one, green where it is ongoing or embedded."""
    return rag or (Rag.GREEN.value if status in COUNTS_AS_GREEN else NOT_RATED)


def _as_rated(action: PlannedAction, on: date, last: LastRating) -> Suggestion:
    """What somebody said by rating stands until somebody says more; a completed action is not red again."""
    words = {"rating": Rag(last.rag).label, "on": _day(last.on), "due": _day(action.deadline_on)}
    if last.on is None:
        return Suggestion(last.rag, _("It was last rated “%(rating)s”.") % words)
    if last.on > on:
        return Suggestion(NOT_RATED, _("It was rated “%(rating)s” as at %(on)s, after this day.") % words)
    if last.rag != Rag.GREEN and action.deadline_on and action.deadline_on < on:
        told = _("It was last rated “%(rating)s” as at %(on)s, and was due on %(due)s.")
        return Suggestion(last.rag, told % words)
    return Suggestion(last.rag, _("It was last rated “%(rating)s” as at %(on)s.") % words)


def _under_way(action: PlannedAction, on: date, done: int, total: int) -> str:
    if action.deadline_on and action.deadline_on < on:
        return _("It is under way and was due on %(day)s.") % {"day": _day(action.deadline_on)}
    if total:
        return _("%(done)s of %(total)s sub-actions are done.") % {"done": done, "total": total}
    return _("It is under way.")


def _not_begun(action: PlannedAction, on: date) -> str:
    if action.deadline_on and action.deadline_on < on:
        return _("It is not started and was due on %(day)s.") % {"day": _day(action.deadline_on)}
    if action.starts_on:
        return _("It was to start on %(day)s and is not started.") % {"day": _day(action.starts_on)}
    return _("It is not started.")


def _day(day: date | None) -> str:
    return date_format(day, "j F Y") if day else ""
