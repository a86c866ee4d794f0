"""Understood things as the check page shows them: pure values, ready for a template."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from plumbline.journey.intake.draft import DOCUMENT, PLEASE_CHECK, TEXTS, Data, Thing, sources_of
from plumbline.journey.intake.edits import DROPPABLE
from plumbline.journey.intake.facsimile import passage_name
from plumbline.journey.intake.wording import (
    DOCUMENT_KINDS,
    FIELDS,
    FORMS,
    KINDS,
    PLAN_KINDS,
    PUBLICATION_STATES,
    RAGS,
    REASONS,
    SIGNATURES,
    SIGNED,
    SIGNERS,
    STATUSES,
    THEMES,
    how_sure,
)

HrefOf = Callable[[Data], str]

# The rows of each kind, in the order of the page. What stands elsewhere on the card (text, themes, status) is not here.
ROWS: dict[str, tuple[str, ...]] = {
    "document": ("institution", "kind", "stage", "form"),
    "lead": ("name", "email", "phone"),
    "publication": ("state", "url", "text"),
    "signature": ("name", "office", "signed", "date"),
    "answer": (),
    "figure": ("value", "as_at"),
    "plan": ("kind", "starts", "ends"),
    "action": (
        "objective", "owner", "starts", "ends", "due", "years", "measure", "progress", "comments", "resource",
        "priority", "links", "explanation", "other",
    ),
    "achievement": ("period",),
    "quotation": ("said_by",),
    "sector": ("signatories", "phases", "board", "case_studies"),
    "leftover": (),
    "left_out": (),
}  # fmt: skip
ALWAYS = {"document", "lead", "signature", "publication", "plan"}
"""Kinds whose empty rows are shown too, because the form asks for them."""
CHOICES: dict[str, dict[str, Promise]] = {
    "form": FORMS,
    "state": PUBLICATION_STATES,
    "role": SIGNERS,
    "status": STATUSES,
    "rag": RAGS,
    "theme": THEMES,
    "reason": REASONS,
}


@dataclass(frozen=True, slots=True)
class RowShown:
    """One field. `sure` and `percent` only where it is less certain than the thing as a whole needs to be."""

    label: str
    value: str
    sure: str = ""
    percent: int = 0
    href: str = ""


@dataclass(frozen=True, slots=True)
class Where:
    """A link to the passage that something came from."""

    href: str
    label: str


@dataclass(frozen=True, slots=True)
class Card:
    """One thing on the page."""

    thing: Thing
    number: int
    title: str
    text: str
    themes: tuple[str, ...]
    section: str
    status: str
    rag: str
    rows: tuple[RowShown, ...]
    sure: str
    percent: int
    where: tuple[Where, ...]
    passages: str
    words: int
    limit: int | None
    last: bool = False

    @property
    def id(self) -> str:
        return self.thing.id

    @property
    def kind(self) -> str:
        return self.thing.kind

    @property
    def doubtful(self) -> bool:
        return self.thing.needs_a_look

    @property
    def over(self) -> bool:
        """More words than the form allows."""
        return self.limit is not None and self.words > self.limit

    @property
    def says_something(self) -> bool:
        """False for a document of which nothing is known: then there is nothing to be sure of."""
        return self.kind != DOCUMENT or any(row.value for row in self.rows)

    @property
    def doubtful_tags(self) -> tuple[str, ...]:
        """The names of what stands in tags (theme, status, rating) and is not certain; rows tell it of themselves."""
        notes = {} if self.thing.checked else self.thing.data.get("fields") or {}
        return tuple(
            str(FIELDS[name])
            for name in ("themes", "theme", "status", "rag")
            if self.thing.data.get(name) and (notes.get(name) or {}).get("confidence", 1.0) < PLEASE_CHECK
        )

    @property
    def seen_fill(self) -> str:
        """The fill that the rating was seen in; "" where it was a word."""
        seen = str(self.thing.data.get("rag_seen") or "")
        return seen if seen.startswith("#") else ""

    @property
    def can_split(self) -> bool:
        return self.kind in TEXTS and len(self.text.split()) > 1

    @property
    def can_merge(self) -> bool:
        return self.kind in TEXTS

    @property
    def can_move(self) -> bool:
        return self.kind in {"action", "achievement", "answer"}

    @property
    def can_drop(self) -> bool:
        return self.kind in DROPPABLE

    @property
    def can_edit(self) -> bool:
        return self.kind not in {"leftover", "left_out", "sector"}

    @property
    def can_place(self) -> bool:
        return self.kind in {"leftover", "left_out"}


def cards(things: Iterable[Thing], href_of: HrefOf) -> list[Card]:
    """The cards of a list of things, numbered from 1."""
    listed = list(things)
    return [card(thing, number, href_of, last=number == len(listed)) for number, thing in enumerate(listed, 1)]


def card(thing: Thing, number: int, href_of: HrefOf, *, last: bool = False) -> Card:
    """One card. `href_of(source)` gives the address that shows a passage."""
    data = thing.data
    return Card(
        thing=thing,
        number=number,
        title=title_of(thing, number),
        text=thing.text if thing.kind in TEXTS or thing.kind in {"left_out", "figure"} else "",
        themes=tuple(data.get("themes") or ([data["theme"]] if data.get("theme") else [])),
        section=str(data.get("section") or ""),
        status=str(data.get("status") or ""),
        rag=str(data.get("rag") or ""),
        rows=tuple(_rows(thing, href_of)),
        sure=how_sure(thing.confidence),
        percent=round(thing.confidence * 100),
        where=tuple(_where(data, href_of)),
        passages=" ".join(dict.fromkeys(passage_name(source) for source in sources_of(data))),
        words=len(thing.text.split()),
        limit=data.get("limit"),
        last=last,
    )


def title_of(thing: Thing, number: int) -> str:
    """What the card is called."""
    data = thing.data
    if thing.kind == "action":
        return f"{_('Action')} {data['ref']}" if data.get("ref") else f"{_('Action')} {number}"
    if thing.kind == "answer":
        return str(data.get("question") or _("Answer without a question"))
    if thing.kind == "signature":
        return str(SIGNATURES.get(str(data.get("role")), KINDS["signature"]))
    if thing.kind == "plan":
        return str(data.get("title") or _("Plan without a title"))
    if thing.kind in {"achievement", "quotation", "leftover"}:
        return f"{KINDS[thing.kind]} {number}"
    if thing.kind == "figure":
        return str(data.get("name") or KINDS["figure"])
    if thing.kind == "left_out":
        return reason_of(thing)
    return str(KINDS[thing.kind])


def reason_of(thing: Thing) -> str:
    """Why words were left out."""
    reason = str(thing.data.get("reason") or "")
    return str(REASONS.get(reason, reason.replace("_", " ").capitalize() or _("For another reason")))


def said(name: str, value: Any) -> str:
    """A field's value in words; "" for nothing."""
    if value in (None, "", [], {}):
        return ""
    if name == "signed":
        return str(SIGNED["true" if value else "false"])
    if isinstance(value, dict):
        return _date(value) if "written" in value else "\n".join(f"{key}: {part}" for key, part in value.items())
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return f"{len(value)}: " + ", ".join(str(part.get("name") or part.get("title") or "") for part in value)
    if isinstance(value, list):
        return ", ".join(str(THEMES.get(str(part), part)) for part in value)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, int) and name == "value":
        return f"{value:,}"
    return str(CHOICES.get(name, {}).get(str(value), value))


def said_of(kind: str, name: str, value: Any) -> str:
    """As `said`, where the words depend on the kind of thing too."""
    if name == "kind":
        return str((PLAN_KINDS if kind == "plan" else DOCUMENT_KINDS).get(str(value), value or ""))
    if name == "signed" and value is None:
        return str(SIGNED["null"])
    return said(name, value)


def said_facts(facts: Data) -> list[tuple[str, str]]:
    """What stays with an accepted document, as rows of label and words."""
    rows = [
        (str(FIELDS[name]), said_of("document", name, facts.get(name))) for name in ("institution", "stage", "form")
    ]
    for signature in facts.get("signatures") or []:
        parts = (said_of("signature", name, signature.get(name)) for name in ("name", "office", "signed", "date"))
        rows.append((title_of(Thing("", "signature", signature), 1), ", ".join(filter(None, parts))))
    if publication := facts.get("publication"):
        parts = (said_of("publication", name, publication.get(name)) for name in ("state", "url"))
        rows.append((str(KINDS["publication"]), ", ".join(filter(None, parts))))
    return [(label, words) for label, words in rows if words]


def _rows(thing: Thing, href_of: HrefOf) -> Iterable[RowShown]:
    notes = thing.data.get("fields") or {}
    for name in ROWS[thing.kind]:
        value = thing.data.get(name)
        if name == "other" and isinstance(value, dict):
            for heading, words in value.items():
                yield RowShown(str(FIELDS.get(heading, heading)), str(words))
            continue
        words = said_of(thing.kind, name, value)
        if not words and thing.kind not in ALWAYS:
            continue
        if name == "text" and words in (said("url", thing.data.get("url")), ""):
            continue  # a publication answer that is nothing but the address
        note = notes.get(name) or {}
        sure = note.get("confidence", 1.0)
        doubtful = bool(words) and sure < PLEASE_CHECK and not thing.checked
        yield RowShown(
            label=str(FIELDS[name]),
            value=words,
            sure=how_sure(sure) if doubtful else "",
            percent=round(sure * 100),
            href=href_of(note["source"]) if note.get("source") and words else "",
        )


def _where(data: Data, href_of: HrefOf) -> Iterable[Where]:
    source = data.get("source")
    if not source:
        return
    for number, passage in enumerate([source, *(source.get("also") or [])][:6]):
        page = passage.get("page")
        if number == 0:
            label = _("Show in the document, page %(page)s") % {"page": page} if page else _("Show in the document")
        else:
            label = _("and page %(page)s") % {"page": page} if page else _("and here")
        yield Where(href_of(passage), label)


def _date(value: Data) -> str:
    written, on = value.get("written") or "", value.get("on")
    if not on:
        return str(written)
    day = date_format(date.fromisoformat(on), "j F Y")
    return day if written in ("", day) else f"{written} ({day})"
