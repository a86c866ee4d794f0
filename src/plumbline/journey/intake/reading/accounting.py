"""The check that nothing is lost and nothing invented: the words of a document against the words of its reading."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from typing import Any

from plumbline.foundation.formats.blocks import Document

from .shape import as_json
from .understood import Understood

_RUN = re.compile(r"[^\W_]+")
_QUIET = frozenset(
    {"schema", "name", "kind", "form", "stage", "key", "words", "limit", "years", "status", "rag", "rag_seen", "state", "role",
     "signed", "source", "confidence", "fields", "reason", "warnings", "on", "page", "block"}
)  # fmt: skip
"""Values that the reader gives in words of its own."""


def words_of(text: str) -> Counter[str]:
    """The words of a text as a multiset: runs of letters and digits, NFKC, any case."""
    return Counter(_RUN.findall(unicodedata.normalize("NFKC", text).lower()))


def lost_words(document: Document, understood: Understood) -> Counter[str]:
    """Words of the document that are in nothing understood, not in "not placed" and not in "left out": must be empty."""
    found: Counter[str] = Counter()
    for text in _texts(as_json(understood)):
        found += words_of(text)
    return words_of("\n".join(document.words())) - found


def invented_words(document: Document, understood: Understood) -> set[str]:
    """Words of the reading's values that the document holds nowhere: must be empty."""
    held = words_of("\n".join(document.words())).keys() | words_of(" ".join(document.facts.values())).keys()
    held |= words_of(document.name.replace("_", " ")).keys()
    themes = {"visibility", "recognition", "career", "development", "sustainability", "evaluating", "impact"}
    figures = {
        "technicians",
        "staff",
        "students",
        "academic",
        "professional",
        "services",
        "undergraduate",
        "postgraduate",
    }
    found: Counter[str] = Counter()
    for text in _texts(as_json(understood)):
        found += words_of(text)
    return found.keys() - held - themes - figures


def _texts(value: Any, name: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            if key == "other":
                yield from (str(column) for column in inner)
                yield from (str(cell) for cell in inner.values())
            elif key == "name" and name == "" and "schema" in value:
                continue
            elif key not in _QUIET or (key == "name" and name != ""):
                yield from _texts(inner, key)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner, name or "list")
    elif isinstance(value, str):
        yield value
