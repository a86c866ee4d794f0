"""What is known already and may be offered as an answer, each with its source and its day: a pure calculation.

A form names facts by words such as `institution.name` or `last.profile`; this module says what each of them gives, so
that nobody types twice what is held here (WCAG 2.2, Redundant Entry).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from plumbline.platform.questionnaires.definition import Place, Question

MOST_FIGURES = 3


@dataclass(frozen=True, slots=True)
class Offer:
    """Something known that may be taken as the answer. `key` names it, `source` says where it comes from and of which
    day, `address` is where it can be seen."""

    key: str
    body: str
    source: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class Past:
    """An answer of an earlier self-assessment: topic or question, theme or item, and which one it was."""

    key: str
    item: str
    body: str
    source: str
    address: str
    number: int


@dataclass(frozen=True, slots=True)
class Counted:
    """A number that is held, with the day as at which it was counted (as a day where it is one)."""

    key: str
    name: str
    value: Decimal
    on: date | None
    written: str
    source: str
    address: str
    is_evidence: bool


@dataclass(frozen=True, slots=True)
class Known:
    """Everything that is held of an institution and may be offered."""

    name: str = ""
    contact_name: str = ""
    contact_email: str = ""
    website: str = ""
    page: str = ""
    details_address: str = ""
    leads: tuple[tuple[str, str], ...] = ()
    past: tuple[Past, ...] = ()
    figures: tuple[Counted, ...] = ()


def offers(known: Known, question: Question, place: Place, standing: str) -> list[Offer]:
    """What may be offered for a question at a place, in the order in which the form names the sources, each body once;
    what stands there already is left out."""
    found: dict[str, Offer] = {}
    for name in question.prefill:
        for offer in _of(known, name, place):
            body = offer.body.strip()
            if body and body != standing.strip():
                found.setdefault(body, offer)
    return list(found.values())


def _of(known: Known, name: str, place: Place) -> Iterator[Offer]:
    kind, _dot, what = name.partition(".")
    give: dict[str, Callable[[], Iterator[Offer]]] = {
        "institution": lambda: _profile(known, what),
        "lead": lambda: _leads(known, what),
        "publication": lambda: _publication(known),
        "evidence": lambda: _figures(known, what, is_evidence=True),
        "last": lambda: _last(known, what, place),
    }
    if kind in give:
        yield from give[kind]()


def _profile(known: Known, what: str) -> Iterator[Offer]:
    profile, contact = _("Institution profile"), _("Public contact")
    facts = {
        "name": (known.name, profile),
        "website": (known.website, profile),
        "contact_name": (known.contact_name, contact),
        "contact_email": (known.contact_email, contact),
    }
    body, source = facts.get(what, ("", ""))
    yield Offer(f"institution.{what}", body, source, known.details_address)


def _leads(known: Known, what: str) -> Iterator[Offer]:
    for place, (name, email) in enumerate(known.leads):
        body = name if what == "name" else email
        yield Offer(f"lead.{what}.{place}", body, _("People: institutional lead"))


def _publication(known: Known) -> Iterator[Offer]:
    yield Offer("publication.page", known.page, _("Your public page here"), known.page)
    yield Offer("publication.website", known.website, _("Institution profile"), known.details_address)


def _figures(known: Known, what: str, *, is_evidence: bool) -> Iterator[Offer]:
    rows = [one for one in known.figures if one.is_evidence is is_evidence][:MOST_FIGURES]
    for one in rows:
        if what == "figures":
            yield Offer(f"{one.key}.value", number_said(one.value), one.source, one.address)
        elif what == "figures_on" and one.on is not None:
            yield Offer(f"{one.key}.on", day_said(one.on), one.source, one.address)


def _last(known: Known, what: str, place: Place) -> Iterator[Offer]:
    if what in {"figures", "figures_on"}:
        yield from _figures(known, what, is_evidence=False)
        return
    rows = [one for one in known.past if one.key == what and one.item == place.item and one.body.strip()]
    if not rows and place.item:  # the last form asked it once, for all items together
        rows = [one for one in known.past if one.key == what and not one.item and one.body.strip()]
    for number in sorted({one.number for one in rows}, reverse=True):
        same = [one for one in rows if one.number == number]
        body = "\n\n".join(one.body.strip() for one in same)
        yield Offer(f"last.{what}.{number}", body, same[0].source, same[0].address)


def number_said(value: Decimal) -> str:
    """5,985 or 12.5."""
    return f"{value:,.0f}" if value == value.to_integral_value() else f"{value.normalize():,f}"


def day_said(day: date) -> str:
    """31 July 2026."""
    return date_format(day, "j F Y")


def first(offered: Sequence[Offer]) -> Offer | None:
    """The best of them."""
    return offered[0] if offered else None
