"""What one change would do to each of many actions: a pure calculation, for the preview and for the change itself."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import TextChoices
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plumbline.foundation.verdicts import Allowed, Denied, Verdict
from plumbline.institutions.actor import Actor
from plumbline.journey.plans import rules
from plumbline.journey.plans.content import section_title, written_columns
from plumbline.journey.plans.deadlines import deadline
from plumbline.journey.plans.drafts import NOTHING, OwnerDraft, Written
from plumbline.journey.plans.models import PlannedAction, ReportingDate
from plumbline.journey.plans.parts import Row, joined, owner_rows
from plumbline.journey.plans.themes import in_order

DATES = ("starts", "ends", "due")
MOST_MONTHS = 120


class ChangeKind(TextChoices):
    THEME_ADD = "theme_add", gettext_lazy("Add a theme")
    THEME_REMOVE = "theme_remove", gettext_lazy("Take a theme away")
    SECTION = "section", gettext_lazy("Put into a section")
    OWNER = "owner", gettext_lazy("Give to an owner")
    CONTRIBUTOR = "contributor", gettext_lazy("Add a contributor")
    STARTS = "starts", gettext_lazy("Set the start")
    DUE = "due", gettext_lazy("Set the due date")
    ENDS = "ends", gettext_lazy("Set the end")
    SHIFT = "shift", gettext_lazy("Move all dates by some months")
    STATUS = "status", gettext_lazy("Change the status")
    RATING = "rating", gettext_lazy("Rate")
    PRIORITY = "priority", gettext_lazy("Set the priority")
    ONGOING = "ongoing", gettext_lazy("Say whether it goes on throughout")
    REMOVE = "remove", gettext_lazy("Remove from the plan")


@dataclass(frozen=True, slots=True)
class Change:
    """One change of many. `value` is a theme, a section's title, a status, a rating, a number of months, a priority
    or "yes"; `words` the note or the explanation; `day` a date; `owner` whom to give to; `reporting` the date rated
    for."""

    kind: str
    value: str = ""
    words: str = ""
    day: Written = NOTHING
    owner: OwnerDraft | None = None
    reporting: ReportingDate | None = None

    @property
    def asked(self) -> dict[str, Any]:
        """What was asked for, as JSON, without names of people."""
        said = {"kind": self.kind, "value": self.value, "day": self.day.said}
        return {name: value for name, value in said.items() if value}


@dataclass(frozen=True, slots=True)
class Effect:
    """What the change does to one action: columns and parts with their new values (status and rag among the columns
    where those change), or why it is refused. Neither means that nothing changes."""

    action: PlannedAction
    columns: dict[str, Any] = field(default_factory=dict)
    parts: dict[str, list[Any]] = field(default_factory=dict)
    before: dict[str, Any] = field(default_factory=dict)
    refusal: str = ""

    @property
    def changes(self) -> bool:
        return bool(self.columns or self.parts) and not self.refusal


def effects(
    actor: Actor, actions: Sequence[PlannedAction], change: Change, owners: dict[int, list[Row]], today: date
) -> list[Effect]:
    """What `change` would do to each of these (with plan, section and newest rating loaded; `owners` by number)."""
    return [_effect(actor, action, change, owners.get(action.pk, []), today) for action in actions]


def _effect(actor: Actor, action: PlannedAction, change: Change, owners: list[Row], today: date) -> Effect:
    verdict = _allowed(actor, action, change, today)
    if not verdict:
        return Effect(action, refusal=verdict.reason)
    columns, parts = _wanted(action, change, owners)
    verdict = _possible(action, columns)
    if not verdict:
        return Effect(action, refusal=verdict.reason)
    columns = {name: value for name, value in columns.items() if _now(action, name) != value}
    parts = {name: rows for name, rows in parts.items() if rows != owners}
    before = {name: _now(action, name) for name in columns} | dict.fromkeys(parts, owners)
    return Effect(action, columns, parts, before)


def _allowed(actor: Actor, action: PlannedAction, change: Change, today: date) -> Verdict:
    if change.kind == ChangeKind.STATUS and change.value == action.status:
        return rules.can_update_action(actor, action)  # it stays as it is
    if change.kind == ChangeKind.STATUS:
        return rules.can_change_status(actor, action, change.value, change.words)
    if change.kind == ChangeKind.RATING:
        on = min(change.reporting.on, today) if change.reporting else today
        return rules.can_rate(actor, action, change.value, on, change.words, today, reporting=change.reporting)
    if change.kind == ChangeKind.REMOVE:
        return rules.can_remove_action(actor, action)
    verdict = rules.can_change_action(actor, action)
    if verdict and change.kind == ChangeKind.SHIFT and not any(getattr(action, f"{name}_on") for name in DATES):
        return Denied(_("It has no day that could be moved."))
    return verdict


def _wanted(action: PlannedAction, change: Change, owners: list[Row]) -> tuple[dict[str, Any], dict[str, list[Any]]]:
    kind = change.kind
    if kind == ChangeKind.THEME_ADD:
        return {"themes": in_order([*action.themes, change.value])}, {}
    if kind == ChangeKind.THEME_REMOVE:
        return {"themes": [theme for theme in action.themes if theme != change.value]}, {}
    if kind == ChangeKind.SECTION:
        return {"section": section_title(change.value)}, {}
    if kind in {ChangeKind.OWNER, ChangeKind.CONTRIBUTOR}:
        return _given_to(action, change, owners)
    if kind in {ChangeKind.STARTS, ChangeKind.DUE, ChangeKind.ENDS}:
        return _dated(action, written_columns(kind, change.day)), {}
    if kind == ChangeKind.SHIFT:
        return _dated(action, _shifted(action, int(change.value))), {}
    if kind == ChangeKind.RATING:
        return {"rag": change.value}, {}
    if kind == ChangeKind.REMOVE:
        return {"is_removed": True}, {}
    if kind == ChangeKind.ONGOING:
        return {"is_ongoing": change.value == "yes"}, {}
    return {kind: change.value}, {}


def _given_to(action: PlannedAction, change: Change, owners: list[Row]) -> tuple[dict[str, Any], dict[str, list[Any]]]:
    """An owner takes the place of all owners; a contributor is added. Whoever is there already is not added again."""
    if change.owner is None:
        return {}, {}
    [row] = owner_rows([change.owner])
    others = [one for one in owners if (one["name"].casefold(), one["email"]) != (row["name"].casefold(), row["email"])]
    if change.kind == ChangeKind.CONTRIBUTOR:
        return {}, {"owners": owners if len(others) < len(owners) else [*owners, row]}
    rows = [row, *(one for one in others if one["part"] != "owner")]
    follows = not action.owner or action.owner == joined(owners)
    return ({"owner": joined(rows)} if follows else {}), {"owners": rows}


def _dated(action: PlannedAction, columns: dict[str, Any]) -> dict[str, Any]:
    due, ends = columns.get("due_on", action.due_on), columns.get("ends_on", action.ends_on)
    return {**columns, "deadline_on": deadline(due, ends, action.years)}


def _shifted(action: PlannedAction, months: int) -> dict[str, Any]:
    columns: dict[str, Any] = {}
    for name in DATES:
        day = getattr(action, f"{name}_on")
        if day:
            later = months_later(day, months)
            columns |= {f"{name}_on": later, f"{name}_written": date_format(later, "j F Y")}
    return columns


def months_later(day: date, months: int) -> date:
    """The same day some months later (or earlier), the month's last day where there is none; a last day stays one."""
    place = day.year * 12 + day.month - 1 + months
    year, month = place // 12, place % 12 + 1
    last = monthrange(year, month)[1]
    is_last = day.day == monthrange(day.year, day.month)[1]
    return date(year, month, last if is_last else min(day.day, last))


def _possible(action: PlannedAction, columns: dict[str, Any]) -> Verdict:
    """Whether the dates that come of it stand in order."""
    days = {name: columns.get(f"{name}_on", getattr(action, f"{name}_on")) for name in DATES}
    for name in ("ends", "due"):
        if any(f"{one}_on" in columns for one in ("starts", name)):
            verdict = rules.in_order(days["starts"], days[name], name)
            if not verdict:
                return Denied(_("It would be due or end before it starts."))
    return Allowed()


def _now(action: PlannedAction, name: str) -> Any:
    if name == "section":
        return action.section.title if action.section else ""
    return getattr(action, name)


def version_of(moment: datetime) -> str:
    """The version of an action that a preview was made from."""
    return moment.isoformat()
