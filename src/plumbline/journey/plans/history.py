"""How a step of history is told: a title, a few words, and who; a pure calculation."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plumbline.journey.plans.bulk import ChangeKind, Effect, version_of
from plumbline.journey.plans.models import Kind, Rag, Step, Theme
from plumbline.journey.plans.sources import SourceKind
from plumbline.journey.plans.states import Status

TITLES = {
    "taken_in": gettext_lazy("Accepted from a document"),
    "made": gettext_lazy("Plan made"),
    "added": gettext_lazy("Added"),
    "changed": gettext_lazy("Changed"),
    "noted": gettext_lazy("Progress noted"),
    "removed": gettext_lazy("Removed"),
    "restored": gettext_lazy("Put back"),
    "ticked": gettext_lazy("Sub-action done"),
    "unticked": gettext_lazy("Sub-action open again"),
    "undone": gettext_lazy("Change undone"),
    "reporting_added": gettext_lazy("Reporting date added"),
    "reporting_dropped": gettext_lazy("Reporting date taken away"),
    "reporting_closed": gettext_lazy("Reporting date closed"),
    "reporting_reopened": gettext_lazy("Reporting date opened again"),
    "carried_from": gettext_lazy("Goes on with an earlier action"),
    "carried_into": gettext_lazy("Carried into a later plan"),
    "left_behind": gettext_lazy("Not carried on"),
    "unlinked": gettext_lazy("Link between plans taken back"),
    "first_promise": gettext_lazy("First promise written down"),
    "mappings_moved": gettext_lazy("Mappings moved to the newest version"),
    "kept": gettext_lazy("Kept when the acceptance was undone"),
}

FIELDS = {
    "status": gettext_lazy("status"),
    "rag": gettext_lazy("rating"),
    "is_removed": gettext_lazy("removed"),
    "title": gettext_lazy("title"),
    "kind": gettext_lazy("kind"),
    "text": gettext_lazy("text"),
    "ref": gettext_lazy("number"),
    "themes": gettext_lazy("themes"),
    "section": gettext_lazy("section"),
    "objective": gettext_lazy("objective"),
    "owner": gettext_lazy("owner"),
    "years": gettext_lazy("years"),
    "measure": gettext_lazy("success measure"),
    "progress": gettext_lazy("progress"),
    "comments": gettext_lazy("comments"),
    "next_steps": gettext_lazy("next steps"),
    "resource": gettext_lazy("resource"),
    "cost": gettext_lazy("cost"),
    "currency": gettext_lazy("currency of the cost"),
    "cost_year": gettext_lazy("year of the cost"),
    "is_ongoing": gettext_lazy("goes on throughout"),
    "sources": gettext_lazy("where it came from"),
    "owners": gettext_lazy("owners and contributors"),
    "measures": gettext_lazy("measures"),
    "sub_actions": gettext_lazy("sub-actions"),
    "mappings": gettext_lazy("frameworks"),
    "evidence": gettext_lazy("evidence"),
    "priority": gettext_lazy("priority"),
    "links": gettext_lazy("links"),
    "starts": gettext_lazy("start"),
    "ends": gettext_lazy("end"),
    "due": gettext_lazy("due date"),
}

SAID: dict[str, dict[Any, Any]] = {
    "themes": dict(Theme.choices),
    "kind": dict(Kind.choices),
    "status": dict(Status.choices),
    "rag": dict(Rag.choices),
}
"""Fields whose values are codes, with the words for each."""


def told(
    steps: Iterable[Step], names: Mapping[str, str], undoable: Container[int] = frozenset()
) -> list[dict[str, Any]]:
    """The steps as places on the line, in the order given; the first is where we are now. `names`: what to
    call each actor, by key. `undoable`: numbers of the steps that the reader may take back."""
    return [
        {
            "title": _title(step),
            "text": _text(step),
            "changes": _changes(step),
            "who": names[step.by],
            "pk": step.pk,
            "is_undoable": step.pk in undoable,
            "at": step.at,
            "state": "here" if place == 0 else "done",
        }
        for place, step in enumerate(steps)
    ]


def told_effect(effect: Effect) -> dict[str, Any]:
    """What a change of many would do to one action, for the preview: each field with its words before and after."""
    after = {**effect.columns, **effect.parts}
    names = [name for name in after if not name.endswith("_on") or f"{name[:-3]}_written" not in after]
    return {
        "action": effect.action,
        "version": version_of(effect.action.changed_at),
        "refusal": effect.refusal,
        "changes": [
            {
                "field": str(FIELDS.get(name.removesuffix("_written"), name)),
                "before": _words(name, effect.before.get(name)),
                "after": _words(name, after[name]),
            }
            for name in names
            if name.removesuffix("_written") in FIELDS
        ],
    }


def asked_in_words(asked: Mapping[str, Any]) -> str:
    """What a change of many was, as one line: "Change the status: In progress"."""
    kind = asked.get("kind", "")
    if kind == "sitting":
        return _("Rated for a reporting date")
    label = str(dict(ChangeKind.choices).get(kind, kind))
    name = {"theme_add": "themes", "theme_remove": "themes", "rating": "rag"}.get(kind, kind)
    said = _words(name, asked.get("value") or asked.get("day") or "")
    return f"{label}: {said}" if said else label


def _title(step: Step) -> str:
    if step.what == "undone" and "rag" in step.after:
        rag = step.after["rag"]
        return _("Undone, rated again: %(rating)s") % {"rating": Rag(rag).label} if rag else _("Rating undone")
    if step.what == "measured":
        return _("Measured: %(said)s") % {"said": step.after["said"]}
    if step.what == "moved" or set(step.after) == {"status"}:
        before, after = step.before.get("status", ""), step.after.get("status", "")
        if before:
            return _("%(before)s → %(after)s") % {"before": _status(before), "after": _status(after)}
        return _status(after)
    if step.what == "rated":
        rag = step.after.get("rag", "")
        return _("Rated: %(rating)s") % {"rating": Rag(rag).label} if rag else _("Rating taken back")
    return str(TITLES.get(step.what, step.what))


def _text(step: Step) -> str:
    return str(step.after.get("note") or (step.after.get("explanation") if step.what == "rated" else "") or "")


def _changes(step: Step) -> list[dict[str, str]]:
    """For a change: each field with its words before and after, those that a reader would see."""
    if step.what not in {"changed", "undone"}:
        return []
    names = [name for name in step.after if not name.endswith("_on")]
    return [
        {
            "field": str(FIELDS.get(name.removesuffix("_written"), name)),
            "before": _words(name, step.before.get(name)),
            "after": _words(name, step.after[name]),
        }
        for name in names
        if name.removesuffix("_written") in FIELDS
    ]


def _words(name: str, value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    known = SAID.get(name, {})
    values = value if isinstance(value, list) else [value] if value else []
    said = [_row(name, one) if isinstance(one, dict | list) else str(known.get(one, one)) for one in values]
    return ("; " if any(isinstance(one, dict | list) for one in values) else ", ").join(said)


def _row(name: str, row: Any) -> str:
    """One row of what hangs on an action, in a few words."""
    if name == "sources":
        kind, words = row
        label = str(dict(SourceKind.choices).get(kind, kind))
        return f"{label}: {words}" if words else label
    if name == "owners":
        return str(_("%(name)s (contributes)") % row if row["part"] == "contributor" else row["name"])
    if name == "sub_actions":
        return str(_("%(text)s (done)") % row if row["done_at"] else row["text"])
    if name == "measures" and row["target"] is not None:
        return str(_("%(text)s: target %(target)s %(unit)s") % row).strip()
    if name == "evidence":
        return str(_("number %(said)s") % row)
    return str(row.get("said") or row.get("text") or row)


def _status(value: str) -> str:
    return str(Status(value).label) if value else _("Not said")
