"""Whether the institution that a document names is the one whose workspace it was put in."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from rapidfuzz import fuzz

LIKE = 88
# Words that half of all institutions share: alone they make two names no more alike.
_COMMON = re.compile(
    r"\b(the|university|universities|college|institute|institution|school|of|for|and|prifysgol|coleg|sefydliad|ltd|"
    r"limited|plc|cio|research|uk)\b"
)


def is_same_institution(named: str, known: Iterable[str]) -> bool:
    """True if `named` may well be one of the `known` names (spelt otherwise, shortened, with an addition)."""
    return any(_alike(_folded(named), _folded(name)) for name in known if name.strip())


def _alike(one: str, other: str) -> bool:
    a, b = _telling(one), _telling(other)
    if not a or not b:
        # Nothing but common words on one side ("The University"): that names nobody else.
        return not a or one == other
    if _initials(one) == other.replace(" ", "") or _initials(other) == one.replace(" ", ""):
        return True
    if a == b:
        return True
    words_a, words_b = set(a.split()), set(b.split())
    if words_a <= words_b or words_b <= words_a:
        return not _other_kind(one, other)
    return fuzz.ratio(a, b) >= LIKE


def _other_kind(one: str, other: str) -> bool:
    """ "Leeds Beckett" beside "Leeds": a further telling word on a one-word name is another institution."""
    short, long = sorted((_telling(one).split(), _telling(other).split()), key=len)
    return len(short) == 1 and len(long) == 2 and _shape(one) == _shape(other)


def _shape(name: str) -> bool:
    return "university" in name


def _folded(name: str) -> str:
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return " ".join(re.sub(r"[^\w\s]", " ", plain.lower()).split())


def _telling(name: str) -> str:
    return " ".join(_COMMON.sub(" ", name).split())


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split())
