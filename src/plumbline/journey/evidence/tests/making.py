"""Evidence for tests, made by the operation."""

from datetime import date
from decimal import Decimal
from typing import Any

from plumbline.institutions.actor import Actor
from plumbline.institutions.models import Institution
from plumbline.journey.evidence import operations
from plumbline.journey.evidence.models import Evidence
from plumbline.journey.evidence.operations import EvidenceDraft, Upload

SYSTEM = Actor.system("tests")
DAY = date(2025, 7, 31)
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40
PDF = b"%PDF-1.7\n" + b"x" * 40

SAID: dict[str, dict[str, Any]] = {
    "figure": {"title": "Head count", "value": Decimal("1412"), "unit": "technicians"},
    "link": {"title": "Award page", "address": "https://pages.example/award"},
    "file": {"title": "Minutes of May"},
    "testimonial": {
        "title": "On the away day",
        "quote": "I was asked what I need.",
        "said_by": "Wren Halloway",
        "said_as": "glassblower",
        "consent_on": DAY,
        "consent_for": "in the self-assessment",
    },
    "photo": {"title": "The workshop", "alternative": "Four people round a lathe."},
}
UPLOADS = {"file": Upload("minutes.pdf", PDF), "photo": Upload("lathe.png", PNG)}


def drafted(kind: str, **more: Any) -> EvidenceDraft:
    """A draft of a kind that wants nothing, with `more` said."""
    return EvidenceDraft(**{"speaks_of_on": DAY, **SAID[kind], **more})


def kept(institution: Institution, kind: str = "figure", actor: Actor = SYSTEM, **more: Any) -> Evidence:
    """A piece of evidence of a kind."""
    return operations.add_evidence(
        actor=actor, institution=institution, kind=kind, draft=drafted(kind, **more), upload=UPLOADS.get(kind)
    )
