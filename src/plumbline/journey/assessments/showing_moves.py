"""How a move to another version is told: what needs somebody first, what only looks different last. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from plumbline.platform.questionnaires.differences import Change
from plumbline.platform.questionnaires.queries import Affected, MovePlan

SMALL = {Change.MOVED, Change.GUIDANCE, Change.PREFILL, Change.NUMBERED}


@dataclass(frozen=True, slots=True)
class Group:
    """Some changes under a heading; `is_open`: shown at once."""

    title: str
    rows: tuple[Affected, ...]
    is_open: bool = True


def groups_of(plan: MovePlan) -> list[Group]:
    """The changes of a move in four groups, empty ones left out."""
    new = [one for one in plan.affected if one.difference.before is None]
    gone = [one for one in plan.affected if one.difference.after is None]
    rest = [one for one in plan.affected if one not in new and one not in gone]
    small = [one for one in rest if set(one.difference.changes) <= SMALL and not one.warnings]
    changed = [one for one in rest if one not in small]
    groups = [
        Group(_("Asked differently"), tuple(changed)),
        Group(_("New questions"), tuple(new)),
        Group(_("No longer asked"), tuple(gone)),
        Group(_("Only placed, explained or numbered differently"), tuple(small), is_open=False),
    ]
    return [group for group in groups if group.rows]
