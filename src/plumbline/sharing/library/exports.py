"""A publication as JSON for other programs; docs/reference/publication.md describes it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.urls import reverse

from plumbline.sharing.library.models import Publication


def as_json(publication: Publication, absolute: Callable[[str], str]) -> dict[str, Any]:
    """The frozen copy with its number, moment and addresses. `absolute` makes a full address of a path."""
    slug, number = publication.institution.slug, publication.number
    content = publication.content
    return {
        "schema": content["schema"],
        "address": absolute(publication.get_absolute_url()),
        "number": number,
        "published_at": publication.published_at.isoformat(timespec="seconds"),
        "institution": content["institution"],
        "plan": content["plan"],
        "actions": [
            {**action, "address": absolute(reverse("library:action", args=[slug, number, action["key"]]))}
            for action in content["actions"]
        ],
    }


def tombstone_json(publication: Publication) -> dict[str, Any]:
    """What is said of a withdrawn version."""
    moment = publication.withdrawn_at
    return {
        "number": publication.number,
        "withdrawn_at": moment.isoformat(timespec="seconds") if moment else None,
        "reason": publication.reason,
    }
