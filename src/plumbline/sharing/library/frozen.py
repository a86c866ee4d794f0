"""The frozen copy of a plan as everybody sees it: plain JSON values, the same for the page, the preview and the file.

What it leaves out is as much a decision as what it holds: never comments, progress notes, resources, priorities,
passages of documents, history, or who wrote what. Owners and the plan's own words on progress are the lead's choice.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from plumbline.institutions.models import Institution
from plumbline.journey.plans.models import Plan, PlannedAction, Section, Written

SCHEMA = "plumbline/publication/1"


@dataclass(frozen=True, slots=True)
class Choices:
    """What the lead chose to show. `owners`: who is responsible, as the plan names them; `progress`: the plan's
    column on progress."""

    owners: bool = True
    progress: bool = False


def freeze(
    institution: Institution, plan: Plan, sections: Iterable[Section], actions: Iterable[PlannedAction], chosen: Choices
) -> dict[str, Any]:
    """The copy. `actions` are the plan's standing actions in their order, with section and rating loaded."""
    return {
        "schema": SCHEMA,
        "institution": _institution(institution),
        "plan": {
            "key": plan.key,
            "title": plan.title,
            "kind": plan.kind,
            "starts": _when(plan.starts),
            "ends": _when(plan.ends),
            "sections": [{"title": section.title, "theme": section.theme or None} for section in sections],
        },
        "actions": [_action(action, chosen) for action in actions],
        "chosen": asdict(chosen),
    }


def fingerprint(content: dict[str, Any]) -> str:
    """Sixty-four hexadecimal digits that differ when anything in the copy differs: what was previewed is published."""
    written = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()


def chosen_in(content: dict[str, Any]) -> Choices:
    """The choices that a frozen copy was made with."""
    return Choices(**content["chosen"])


def _institution(institution: Institution) -> dict[str, Any]:
    contact = {"name": institution.contact_name, "email": institution.contact_email or None}
    return {
        "slug": institution.slug,
        "name": institution.name,
        "nation": institution.nation or None,
        "website": institution.website or None,
        "contact": contact if institution.contact_name else None,
    }


def _action(action: PlannedAction, chosen: Choices) -> dict[str, Any]:
    rating = None
    if action.rag:
        explanation = action.rag_explanation or action.explanation
        on = action.rag_on.isoformat() if action.rag_on else None
        rating = {"value": action.rag, "on": on, "explanation": explanation or None}
    return {
        "key": action.key,
        "ref": action.ref or None,
        "text": action.text,
        "themes": list(action.themes),
        "section": action.section.title if action.section else None,
        "objective": action.objective or None,
        "owner": (action.owner or None) if chosen.owners else None,
        "starts": _when(action.starts),
        "ends": _when(action.ends),
        "due": _when(action.due),
        "years": list(action.years),
        "measure": action.measure or None,
        "progress": (action.progress or None) if chosen.progress else None,
        "status": action.status or None,
        "rag": rating,
        "links": action.web_links,
    }


def _when(value: Written) -> dict[str, Any] | None:
    return {"written": value.written, "on": value.on.isoformat() if value.on else None} if value else None
