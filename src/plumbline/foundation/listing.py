"""Lists whose choices live in the address: which page, which order, which filters."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.core.paginator import Page, Paginator

PAGE_SIZE = 25


def page_of(rows: Any, asked: Mapping[str, str], *, size: int = PAGE_SIZE, parameter: str = "page") -> Page[Any]:
    """The asked page of `rows` (a queryset or a list). A page that does not exist gives the nearest one that does,
    so an address that somebody kept never breaks."""
    return Paginator(rows, size).get_page(asked.get(parameter))


def choice(asked: Mapping[str, str], parameter: str, allowed: Collection[str], *, default: str = "") -> str:
    """One value from the address, or `default` where it is missing or not one of `allowed`."""
    value = asked.get(parameter, default)
    return value if value in allowed else default
