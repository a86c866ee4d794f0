"""Short, stable keys for addresses: a pure calculation."""

from __future__ import annotations

from collections.abc import Container

from django.utils.text import slugify

LENGTH = 48
DASHES = str.maketrans("–—/·", "----")  # "2024–2027" is two years, not one number
TAKEN_BY_ADDRESSES = frozenset({"new"})


def free_key(wanted: str, taken: Container[str], *, fallback: str) -> str:
    """A slug of `wanted` (of `fallback` where nothing is left of it) that is not in `taken`, numbered if needed."""
    stem = _cut(slugify(wanted.translate(DASHES))) or fallback
    key, number = stem, 1
    while key in taken or key in TAKEN_BY_ADDRESSES:
        number += 1
        key = f"{stem}-{number}"
    return key


def _cut(slug: str) -> str:
    """At most LENGTH characters, ending with a whole word where there is one."""
    if len(slug) <= LENGTH:
        return slug.strip("-_")
    whole = slug[: LENGTH + 1].rpartition("-")[0]
    return (whole or slug[:LENGTH]).strip("-_")
