"""What an action says, made ready to be stored: a pure calculation from a draft to column values."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Any

from plumbline.foundation.text import clean
from plumbline.journey.plans.deadlines import deadline
from plumbline.journey.plans.drafts import ActionDraft, Written
from plumbline.journey.plans.themes import in_order

TEXTS = ("text", "objective", "owner", "measure", "progress", "comments", "next_steps", "resource", "priority")
POUNDS = "GBP"
DATES = ("starts", "ends", "due")
REF_LENGTH = 60
SECTION_LENGTH = 300


def section_title(text: str) -> str:
    """A section's title on one line, cut where it is too long to be one."""
    title = " ".join(clean(text).split())
    return title if len(title) <= SECTION_LENGTH else title[: SECTION_LENGTH - 1].rstrip() + "…"


def columns(draft: ActionDraft) -> dict[str, Any]:
    """The columns of a PlannedAction for this draft: all but plan, section, key, order, status and rating."""
    ref, text = clean(draft.ref), clean(draft.text)
    if len(ref) > REF_LENGTH:  # too long to be a reference: the words are kept with the text
        ref, text = "", f"{ref}\n{text}".strip()
    values: dict[str, Any] = {name: clean(getattr(draft, name)) for name in TEXTS}
    values |= {"ref": ref, "text": text, "themes": in_order(draft.themes)}
    values |= {"years": sorted(set(draft.years)), "links": [clean(link) for link in draft.links if clean(link)]}
    values["sources"] = [[kind, clean(said)] for kind, said in draft.sources]
    values["is_ongoing"] = draft.is_ongoing
    values |= {"cost": draft.cost, "currency": "", "cost_year": None}
    if draft.cost is not None:
        values |= {"currency": draft.currency or POUNDS, "cost_year": draft.cost_year}
    values["other"] = [[clean(heading), clean(said)] for heading, said in draft.other]
    for name in DATES:
        values |= written_columns(name, getattr(draft, name))
    values["deadline_on"] = deadline(values["due_on"], values["ends_on"], values["years"])
    return values


def written_columns(name: str, value: Written) -> dict[str, Any]:
    """A date's two columns. A day without words is written in ISO 8601, so that what was said is never empty."""
    return {f"{name}_written": clean(value.written), f"{name}_on": value.on}


def believed(draft_columns: dict[str, Any]) -> dict[str, Any]:
    """Columns as read, with days taken out that contradict the start: which of the two is wrong is not ours to guess.

    The words stay as they were written. Without words the day becomes the words.
    """
    kept = dict(draft_columns)
    for name in ("ends", "due"):
        if _before(kept.get(f"{name}_on"), kept["starts_on"]):
            kept[f"{name}_written"] = kept[f"{name}_written"] or kept[f"{name}_on"].isoformat()
            kept[f"{name}_on"] = None
    if "deadline_on" in kept:
        kept["deadline_on"] = deadline(kept["due_on"], kept["ends_on"], kept["years"])
    return kept


def passage_column(draft: ActionDraft) -> dict[str, Any]:
    """Where it came from, as JSON; {} where nobody says."""
    return {} if draft.passage is None else asdict(draft.passage)


def plain(value: Any) -> Any:
    """A column's value as JSON holds it, for the steps of history."""
    if isinstance(value, Decimal):
        return figure(value)
    return value.isoformat() if isinstance(value, date) else value


def figure(value: Decimal | None) -> str | None:
    """A figure as JSON and people have it: no zeros at its end, no power of ten."""
    if value is None:
        return None
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") or "0" if "." in text else text


def _before(later: date | None, earlier: date | None) -> bool:
    return bool(later and earlier and later < earlier)
