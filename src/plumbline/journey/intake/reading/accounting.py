"""The check that nothing is lost and nothing invented: the words of a document against the words of its reading."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from typing import Any

from plumbline.foundation.formats.blocks import Document

from .ledger import LEFT_OUT_AS, Ledger
from .shape import as_json
from .understood import Leftover, Understood

_RUN = re.compile(r"[^\W_]+")
_UNHEADED = re.compile(r"^column \d+$", re.IGNORECASE)
_KEPT = frozenset({"answer", "question", "action", "quotation", "case_study", "achievement", "explanation"})
_OURS = """
schema name kind form stage key words limit years status rag rag_seen state role signed source confidence fields
reason warnings on page block
"""
_QUIET = frozenset(_OURS.split())
"""Values that the reader gives in words of its own."""


def words_of(text: str) -> Counter[str]:
    """The words of a text as a multiset: runs of letters and digits, NFKC, any case."""
    return Counter(_RUN.findall(unicodedata.normalize("NFKC", text).lower()))


def lost_words(document: Document, understood: Understood) -> Counter[str]:
    """Words of the document that are in nothing understood, not placed and not left out: must be empty."""
    found: Counter[str] = Counter()
    for text in _texts(as_json(understood)):
        found.update(words_of(text))
    return words_of("\n".join(document.words())) - found


def read_as_values(document: Document, understood: Understood, ledger: Ledger) -> list[Leftover]:
    """Entries for `left_out` with words that became values of ours: "In progress" in a column of states is the status
    in_progress, and its words stand nowhere else. Whatever a reader booked without keeping its words ends here."""
    lost = lost_words(document, understood)
    made: list[Leftover] = []
    for claim in sorted(ledger.claims(), key=lambda each: each.as_ in _KEPT):
        if not lost:
            break
        text = claim.piece.text[claim.start : claim.end]
        words = words_of(text)
        if claim.as_ in LEFT_OUT_AS or not words & lost:
            continue
        source = ledger.source(claim.piece, claim.start, claim.end)
        made.append(Leftover(sources=(source,), text=text, reason=f"read_as_{claim.as_}"))
        lost -= words
    return made


def invented_words(document: Document, understood: Understood) -> set[str]:
    """Words of the reading's values that the document holds nowhere: must be empty."""
    held = set(words_of("\n".join(document.words()))) | set(words_of(" ".join(document.facts.values())))
    for piece in document.pieces():
        for link in piece.links:
            held |= words_of(link.url).keys()
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
        found.update(words_of(text))
    return found.keys() - held - themes - figures


def _texts(value: Any, name: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            if key == "other":
                yield from (str(column) for column in inner if not _UNHEADED.match(column))
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
