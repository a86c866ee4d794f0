"""Pledges: the sentences by which an institution promises something ("We will publish …")."""

from __future__ import annotations

import re

_SENTENCE = re.compile(r"(?:[^.!?]|[.!?](?!\s|$))+[.!?]*")
_PLEDGE = re.compile(
    r"^\W*(?:(?:in|by|from|over|during|to|as|through|with|each|every|this|next)\b[^,]{0,60},\s+)?"
    r"(?:we|the (?:university|institute|institution|college|school|centre|company|team))\s+"
    r"(?:also\s+|now\s+|therefore\s+|further\s+)?"
    r"(?:will|shall|commits?(?: ourselves)? to|(?:are|is) committed to|pledges? to|promises? to|intends? to|"
    r"plans? to|(?:are|is) going to)\b",
    re.IGNORECASE,
)


def pledges(text: str) -> list[tuple[int, int]]:
    """The sentences of a text that promise something, by their first and last characters."""
    found: list[tuple[int, int]] = []
    for match in _SENTENCE.finditer(text):
        words = match[0]
        start = match.start() + len(words) - len(words.lstrip())
        if _PLEDGE.match(words) and not words.rstrip().endswith((":", "?")):
            found.append((start, match.start() + len(words.rstrip())))
    return found


def opens_pledges(text: str) -> bool:
    """Whether a line opens a list of promises ("The university commits to:")."""
    return len(text.split()) <= 12 and bool(_OPENING.search(text))


_OPENING = re.compile(
    r"\b(?:will|shall|commits? to|committed to|pledges? to|promises? to|intends? to|plans? to|going to)"
    r"\s*(?::|…|\.{3})?\s*$",
    re.IGNORECASE,
)
