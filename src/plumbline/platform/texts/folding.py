"""Which saves of one sitting may be one version in the history, without a sentence being lost. Pure."""

from __future__ import annotations

import re

ENDED = re.compile(r"\n|[.!?…][\"'”’)\]*_]*(?=\s|$)")


def adds_only(earlier: str, later: str) -> bool:
    """Whether `later` is `earlier` with something typed in at one place, and no sentence or line of `earlier` was torn
    open by it: then all of `earlier` can be read in `later`, and need not be kept beside it."""
    first = _shared(earlier, later)
    if first == len(earlier):
        return True
    last = _shared(earlier[first:][::-1], later[first:][::-1])
    if first + last < len(earlier):
        return False
    return _sentence_at(earlier, first) in later


def _shared(one: str, other: str) -> int:
    """How many characters two texts have in common at the beginning."""
    low, high = 0, min(len(one), len(other))
    while low < high:  # halving: comparing slices is far quicker than a loop over characters
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _sentence_at(text: str, place: int) -> str:
    """The sentence or line that character `place` belongs to."""
    line = text.rfind("\n", 0, place) + 1
    start = max([line, *(line + found.end() for found in ENDED.finditer(text[line:place]))])
    ended = ENDED.search(text, place)
    return text[start : ended.end() if ended else len(text)].strip()
