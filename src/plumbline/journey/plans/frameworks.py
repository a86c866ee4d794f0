"""Frameworks as readable files, and as lines that people type: a pure calculation."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import gettext as _

from plumbline.foundation.problems import Refused
from plumbline.foundation.text import clean

SEEDS = Path(__file__).parent / "reference" / "frameworks"
REF_LENGTH = 20
MOST_ITEMS = 200


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that a framework asks for; `confidence` "a", "b" or ""."""

    ref: str
    text: str
    note: str = ""
    confidence: str = ""


@dataclass(frozen=True, slots=True)
class FrameworkDraft:
    """A framework that is not yet stored. `wording` is "ours" or "official"."""

    key: str
    title: str
    items: tuple[Item, ...]
    sentence: str = ""
    wording: str = "ours"
    note: str = ""


def seeds() -> list[FrameworkDraft]:
    """The frameworks that come with Plumbline, by file name."""
    return [from_yaml(path.read_text(encoding="utf-8")) for path in sorted(SEEDS.glob("*.yaml"))]


def from_yaml(text: str) -> FrameworkDraft:
    """A framework from its file; KeyError or TypeError where the file is not one."""
    read: dict[str, Any] = yaml.safe_load(text)
    return FrameworkDraft(**{**read, "items": tuple(Item(**item) for item in read["items"])})


def items_from_lines(typed: str, before: Iterable[Item] = ()) -> tuple[Item, ...]:
    """One item a line, "T1: what it asks for". Notes and confidence of an item whose reference and words stay are
    kept. Raises Refused at "items" with the line that is wrong."""
    known = {(item.ref, item.text): item for item in before}
    found: list[Item] = []
    for number, line in enumerate(typed.splitlines(), 1):
        if not line.strip():
            continue
        ref, colon, text = (part.strip() for part in clean(line).partition(":"))
        if not colon or not text or not ref or len(ref) > REF_LENGTH:
            told = _("Line %(number)s has no reference: “%(line)s”. Write it as “T1: what it asks for”.")
            raise Refused(told % {"number": number, "line": line.strip()[:80]}, "items")
        if ref in {item.ref for item in found}:
            raise Refused(
                _("Line %(number)s: the reference %(ref)s is there twice.") % {"number": number, "ref": ref}, "items"
            )
        found.append(known.get((ref, text), Item(ref, text)))
    if not found:
        raise Refused(_("Write at least one line."), "items")
    if len(found) > MOST_ITEMS:
        raise Refused(_("A framework has at most %(limit)s items.") % {"limit": MOST_ITEMS}, "items")
    return tuple(found)


def lines_of(items: Iterable[Any]) -> str:
    """Items as people type them."""
    return "\n".join(f"{item.ref}: {item.text}" for item in items)
