"""A frozen copy made ready to be shown: grouped, filtered, its days as days; a pure calculation."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from plumbline.journey.plans.models import Status, Theme
from plumbline.journey.plans.queries import years_between

NONE = "none"


@dataclass(frozen=True, slots=True)
class Group:
    """Actions under their first theme."""

    key: str
    title: str
    actions: list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Filled:
    """Which columns of a copy have anything in them."""

    refs: bool
    ratings: bool
    owners: bool
    dates: bool
    measures: bool
    years: list[int]


def with_days(content: dict[str, Any]) -> dict[str, Any]:
    """The copy with its ISO days as days, for templates."""
    return {
        **content,
        "plan": {**content["plan"], "starts": _when(content["plan"]["starts"]), "ends": _when(content["plan"]["ends"])},
        "actions": [action_with_days(action) for action in content["actions"]],
    }


def action_with_days(action: dict[str, Any]) -> dict[str, Any]:
    """One action of a copy with its ISO days as days."""
    rag = action["rag"]
    return {
        **action,
        **{name: _when(action[name]) for name in ("starts", "ends", "due")},
        "rag": {**rag, "on": _day(rag["on"])} if rag else None,
    }


def filtered(actions: list[dict[str, Any]], theme: str, status: str) -> list[dict[str, Any]]:
    """The actions of a theme (any of its themes) and a status; empty means any, "none" means not said."""
    return [action for action in actions if _fits_theme(action, theme) and _fits_status(action, status)]


def grouped(actions: list[dict[str, Any]]) -> list[Group]:
    """The actions under their first theme, in the order of the themes; those without one last."""
    groups = {str(theme): Group(str(theme), str(Theme(theme).label), []) for theme in Theme.values}
    groups[NONE] = Group(NONE, _("Under no theme"), [])
    for action in actions:
        groups[action["themes"][0] if action["themes"] else NONE].actions.append(action)
    return [group for group in groups.values() if group.actions]


def filled(content: dict[str, Any]) -> Filled:
    """Which columns are worth their room. Takes a copy whose days are days."""
    actions, plan = content["actions"], content["plan"]
    ticked = [year for action in actions for year in action["years"]]
    starts, ends = (plan[name]["on"] if plan[name] else None for name in ("starts", "ends"))
    return Filled(
        ratings=any(action["rag"] for action in actions),
        refs=any(action["ref"] for action in actions),
        owners=any(action["owner"] for action in actions),
        dates=any(action["due"] or action["starts"] or action["ends"] or action["years"] for action in actions),
        measures=any(action["measure"] for action in actions),
        years=years_between(starts, ends, ticked) if ticked else [],
    )


def tallied(actions: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The numbers above the actions, by rating; by status where nothing is rated."""
    rated = Counter(action["rag"]["value"] if action["rag"] else "" for action in actions)
    stood = Counter(action["status"] or "" for action in actions)
    by_rating = [
        (_("Completed"), rated["green"]),
        (_("In progress"), rated["amber"]),
        (_("Still to be carried out"), rated["red"]),
        (_("Not rated"), rated[""]),
    ]
    by_status = [(str(status.label), stood[status]) for status in Status if stood[status]]
    told = by_rating if rated[""] < len(actions) else [*by_status, (_("No status"), stood[""])]
    return [
        {"name": _("Actions"), "value": len(actions)},
        *({"name": name, "value": value} for name, value in told),
    ]


def _fits_theme(action: dict[str, Any], theme: str) -> bool:
    return not theme or theme in action["themes"] or (theme == NONE and not action["themes"])


def _fits_status(action: dict[str, Any], status: str) -> bool:
    return not status or (action["status"] or NONE) == status


def _when(value: dict[str, Any] | None) -> dict[str, Any] | None:
    return {**value, "on": _day(value["on"])} if value else None


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None
