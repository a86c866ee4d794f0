"""What differs between two frozen copies: a pure calculation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDS: dict[str, Promise] = {
    "contact": _("public contact"),
    "due": _("due date"),
    "ends": _("end"),
    "key": _("which plan it is"),
    "kind": _("kind"),
    "links": _("links"),
    "measure": _("success measure"),
    "name": _("name"),
    "nation": _("nation"),
    "objective": _("objective"),
    "owner": _("owner"),
    "progress": _("progress"),
    "rag": _("rating"),
    "ref": _("number"),
    "section": _("section"),
    "sections": _("sections"),
    "slug": _("address"),
    "starts": _("start"),
    "status": _("status"),
    "text": _("wording"),
    "themes": _("themes"),
    "title": _("title"),
    "website": _("website"),
    "years": _("years"),
}


@dataclass(frozen=True, slots=True)
class Changed:
    """An action that both copies have, and the names of what differs in it."""

    action: dict[str, Any]
    fields: list[str]

    @property
    def said(self) -> str:
        """What differs, in words."""
        return ", ".join(str(WORDS[name]) for name in self.fields)


@dataclass(frozen=True, slots=True)
class Difference:
    """From an older copy to a newer one. `facts` names what differs above the actions (title, contact …)."""

    added: list[dict[str, Any]]
    changed: list[Changed]
    removed: list[dict[str, Any]]
    facts: list[str]

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed or self.facts)

    @property
    def said(self) -> str:
        """What differs above the actions, in words."""
        return ", ".join(str(WORDS[name]) for name in self.facts)

    @property
    def count(self) -> int:
        """How many actions differ."""
        return len(self.added) + len(self.changed) + len(self.removed)


def difference(older: dict[str, Any], newer: dict[str, Any]) -> Difference:
    """What became of each action, matched by its key within the same plan; another plan is all new."""
    before = {action["key"]: action for action in older["actions"]}
    if older["plan"]["key"] != newer["plan"]["key"]:
        before = {}
    after = {action["key"]: action for action in newer["actions"]}
    both = [(before[key], action) for key, action in after.items() if key in before]
    gone = older["actions"] if not before else [action for key, action in before.items() if key not in after]
    return Difference(
        added=[action for key, action in after.items() if key not in before],
        changed=[Changed(new, _differing(old, new)) for old, new in both if old != new],
        removed=list(gone),
        facts=[*_differing(older["plan"], newer["plan"]), *_differing(older["institution"], newer["institution"])],
    )


def _differing(old: dict[str, Any], new: dict[str, Any]) -> list[str]:
    return [name for name in new if old.get(name) != new[name]]
