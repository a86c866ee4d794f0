"""Whether the institution that a document names is the one whose workspace it was put in."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from rapidfuzz import fuzz

LIKE = 85
# Words that half of all institutions share: alone they make two names no more alike.
_COMMON = re.compile(
    r"\b(the|university|universities|college|institute|institution|school|of|for|and|prifysgol|coleg|sefydliad|"
    r"ltd|limited|plc|cio|research|uk)\b"
)


def is_same_institution(named: str, known: Iterable[str]) -> bool:
    """True if `named` may well be one of the `known` names (spelt otherwise, shortened, with an addition)."""
    return any(_alike(_folded(named), _folded(name)) for name in known if name.strip())


def _alike(one: str, other: str) -> bool:
    a, b = _telling(one), _telling(other)
    if not a or a == b or _initials(one) == other.replace(" ", "") or _initials(other) == one.replace(" ", ""):
        return True  # nothing but common words ("The University") names nobody else
    words, others = set(a.split()), set(b.split())
    if words <= others or others <= words:
        return not _longer_sibling(one, other)
    return fuzz.ratio(a, b) >= LIKE


def _longer_sibling(one: str, other: str) -> bool:
    """ "Leeds Beckett University" beside "University of Leeds": one further telling word, both call themselves a
    university, and so they are two."""
    counts = sorted((len(_telling(one).split()), len(_telling(other).split())))
    return counts == [1, 2] and "university" in one and "university" in other


def _folded(name: str) -> str:
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return re.sub(r"\buni(v|versities)?\b", "university", " ".join(re.sub(r"[^\w\s]", " ", plain.lower()).split()))


def _telling(name: str) -> str:
    return " ".join(_COMMON.sub(" ", name).split())


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split())
