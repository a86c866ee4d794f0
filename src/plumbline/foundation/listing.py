"""Lists whose choices live in the address: which page, which order, which filters."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.http import QueryDict

PAGE_SIZE = 25


def page_of(rows: Any, asked: Mapping[str, str], *, size: int = PAGE_SIZE, parameter: str = "page") -> Page[Any]:
    """The asked page of `rows` (a queryset or a list). A page that does not exist gives the nearest one that does,
    so an address that somebody kept never breaks."""
    return Paginator(rows, size).get_page(asked.get(parameter))


def choice(asked: Mapping[str, str], parameter: str, allowed: Collection[str], *, default: str = "") -> str:
    """One value from the address, or `default` where it is missing or not one of `allowed`."""
    value = asked.get(parameter, default)
    return value if value in allowed else default


def choices(asked: QueryDict, parameter: str, allowed: Collection[str]) -> list[str]:
    """Every allowed value that the address gives for `parameter`, in order, each once."""
    return [value for value in dict.fromkeys(asked.getlist(parameter)) if value in allowed]


def address_with(asked: QueryDict, **changes: object) -> str:
    """The query part of the present address ("?…") with `changes` put in; None takes a parameter out. Anything but
    a change of page goes back to page 1."""
    pairs: dict[str, list[str]] = {name: list(asked.getlist(name)) for name in asked}
    if "page" not in changes:
        pairs.pop("page", None)
    for name, value in changes.items():
        if value is None:
            pairs.pop(name, None)
        elif isinstance(value, list | tuple):
            pairs[name] = [str(one) for one in value]
        else:
            pairs[name] = [str(value)]
    return "?" + urlencode(pairs, doseq=True)
