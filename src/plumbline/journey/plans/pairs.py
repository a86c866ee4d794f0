"""Which action of a plan may go on with which of an earlier one, by their words: suggestions, for people to decide."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, utils

LEAST = 62.0
"""Out of 100. Below it, pairs share little more than the words that every plan has."""
THEMES_ALIKE = 4.0


@dataclass(frozen=True, slots=True)
class Worded:
    """An action as far as it is compared."""

    pk: int
    text: str
    themes: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Pair:
    """An action, the earlier one that it may go on with, and how alike they are out of 100."""

    action: int
    source: int
    alike: int


def suggested(actions: Sequence[Worded], sources: Sequence[Worded], known: Iterable[tuple[int, int]]) -> list[Pair]:
    """Likely pairs, the surest first, none that is linked already. An earlier action may be offered more than once
    (it may have been split), a later one too (several may have been joined), but only near its own best."""
    there = set(known)
    scored = [
        (_alike(action, source), action.pk, source.pk)
        for action in actions
        for source in sources
        if (action.pk, source.pk) not in there
    ]
    best: dict[int, float] = {}
    for score, pk, _source in scored:
        best[pk] = max(score, best.get(pk, 0.0))
    kept = [row for row in scored if row[0] >= LEAST and row[0] >= best[row[1]] - 6]
    return [Pair(pk, source, round(score)) for score, pk, source in sorted(kept, key=lambda row: (-row[0], *row[1:]))]


def _alike(action: Worded, source: Worded) -> float:
    words = [utils.default_process(one.text) for one in (action, source)]
    score = max(fuzz.token_sort_ratio(*words), 0.92 * fuzz.token_set_ratio(*words))
    return min(100.0, score + (THEMES_ALIKE if action.themes & source.themes else 0.0))
