"""Finding the document that an address names, within the institution that it names."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest

from plumbline.institutions.models import Institution
from plumbline.journey.intake import queries
from plumbline.journey.intake.draft import Draft
from plumbline.journey.intake.models import Reading


def light(institution: Institution, key: str) -> Reading:
    """The document without its words; 404 where the institution has none of this key, or it was dropped."""
    return _standing(queries.light_reading(institution, key))


def whole(institution: Institution, key: str) -> Reading:
    """The document with its words; 404 as above."""
    return _standing(queries.reading_by_key(institution, key))


def with_draft(institution: Institution, key: str) -> tuple[Reading, Draft]:
    """The document and its working copy; 404 where there is none, because it is not read yet or was erased."""
    reading = whole(institution, key)
    draft = queries.draft_of(reading)
    if draft is None:
        raise Http404
    return reading, draft


def sent(request: HttpRequest, *, files: bool = False) -> dict[str, Any]:
    """What a form is bound to: nothing unless something was sent, be it ever so empty."""
    if request.method != "POST":
        return {}
    return {"data": request.POST, "files": request.FILES} if files else {"data": request.POST}


def is_part(request: HttpRequest) -> bool:
    """The browser asks for a part of a page, by htmx."""
    return bool(getattr(request, "htmx", False))


def _standing(reading: Reading | None) -> Reading:
    if reading is None or reading.state == "dropped":
        raise Http404
    return reading
