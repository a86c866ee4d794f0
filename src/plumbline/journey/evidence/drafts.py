"""A piece of evidence as somebody gives it, before it is kept: a pure value."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class EvidenceDraft:
    """Everything that can be said of a piece of evidence; each kind uses its own part of it. `speaks_of_on` is the day
    that it speaks of, never the day on which it was put here."""

    title: str
    speaks_of_on: date | None
    note: str = ""
    expires_on: date | None = None
    themes: tuple[str, ...] = ()
    address: str = ""
    value: Decimal | None = None
    unit: str = ""
    quote: str = ""
    said_by: str = ""
    said_as: str = ""
    consent_on: date | None = None
    consent_for: str = ""
    alternative: str = ""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it arrives: what the person calls it, and its bytes (bytes or a readable stream)."""

    name: str
    content: object
