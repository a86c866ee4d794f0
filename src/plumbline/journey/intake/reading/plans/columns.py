"""Columns: what the heading of a column means, whatever its words, and where a table's headings stand."""

# ruff: noqa: E501 (patterns are easier to read unbroken)
from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from .vocabulary import BROKEN, DATE_WORD, FILLERS, FIRST, RULES, TYPOS, Role
from .years import YearMark, year_heading


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a plan's table: its heading as written, what it holds, the year that a year column stands for, and
    what a tick means in a column that is only ticked: ("theme", "visibility"), ("status", "completed"), ("rag", "red")."""

    index: int
    role: Role
    label: str = ""
    year: YearMark | None = None
    confidence: float = 1.0
    mark: tuple[str, str] | None = None


_COMPILED = tuple((role, re.compile(pattern)) for role, pattern in RULES)


@lru_cache(maxsize=4096)
def role_of(heading: str) -> tuple[Role, float] | None:
    """What a heading means, and how sure that is; None where it is no heading that is known."""
    if len(heading.split()) > 8 and (cut := re.search(r"\n|\s?\(|:\s", heading)) and cut.start() > 1:
        heading = heading[: cut.start()]
    flat = _flat(heading)
    if not flat or len(flat) > 120 or len(flat.split()) > 16:
        return None
    if year_heading(heading):
        return Role.YEAR, 1.0
    if flat in ("#", "no", "nr", "ref"):
        return Role.REF, 1.0
    role = _match(flat) or _match(_mended(flat))
    if role is None:
        return None
    return role, round(_coverage(_mended(flat)), 3)


def _match(flat: str) -> Role | None:
    for role, pattern in ((Role.RAG, _COMPILED[0][1]), (Role.EXPLANATION, _COMPILED[1][1])):
        if pattern.search(flat):
            return role
    for pattern, role in FIRST:
        if pattern.search(flat):
            return role
    for role, pattern in _COMPILED:
        if pattern.search(flat):
            return role
    return None


def _coverage(flat: str) -> float:
    """The share of the heading's words that a heading of this kind may hold."""
    words = re.findall(r"[a-z#]+", DATE_WORD.sub(" ", flat))
    if not words:
        return 1.0
    matched: set[str] = set()
    for _, pattern in _COMPILED:
        for match in pattern.finditer(flat):
            matched.update(re.findall(r"[a-z#]+", match[0]))
    known = sum(1 for word in words if word in FILLERS or word in matched)
    return known / len(words)


@lru_cache(maxsize=4096)
def _mended(flat: str) -> str:
    """The heading with misspelt words ("Responsability") put as the words that they are nearest to."""
    words = []
    for word in _whole(flat.split()):
        if len(word) > 5 and word not in FILLERS:
            near = max(TYPOS, key=lambda known: fuzz.ratio(word, known))
            words.append(near if fuzz.ratio(word, near) >= 86 and near[0] == word[0] else word)
        else:
            words.append(word)
    return " ".join(words)


def _whole(words: list[str]) -> list[str]:
    """The words with those put together that a narrow column broke: both parts unknown, the whole known."""
    whole: list[str] = []
    for word in words:
        if whole and whole[-1] + word in BROKEN and not ({whole[-1], word} <= BROKEN | set(FILLERS)):
            whole[-1] += word
        else:
            whole.append(word)
    return whole


def _flat(text: str) -> str:
    folded = (
        text.lower().replace("’", "'").replace("-", " ").replace("_", " ").replace("(s)", "s").replace("(es)", "es")
    )
    folded = re.sub(r"\??\s*\(?\b(?:y|yes)\s?/\s?(?:n|no)\b\)?", "?", folded)
    folded = re.sub(r"\((?:e\.?g\.?|i\.?e\.?|please|if|as|include|max|where)[^)]*\)", " ", folded)
    return " ".join(re.sub(r"[^\w#&?/' ]+", " ", folded.replace("/", " / ")).split()).strip(" /&'")


def heading_score(text: str) -> float:
    """How much a cell looks like the heading of a column, from 0 to 1."""
    if not text.strip() or len(text) > 300:
        return 0.0
    found = role_of(text)
    if found is None:
        return 0.0
    asks = re.match(r"\W*(?:how|what|who|when|by)\b", text, re.I) is not None
    if found[0] is Role.MEASURE and found[1] < 0.7 and not asks:
        return 0.0
    least = 0.85 if found[0] is Role.OTHER or (5 < len(text.split()) <= 8 and not asks) else 0.6
    return found[1] if found[1] >= least else 0.0


__all__ = ["Column", "Role", "heading_score", "role_of"]
