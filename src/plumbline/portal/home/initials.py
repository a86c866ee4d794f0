"""The order of a list of institutions: by the word that tells them apart, so that not half of them stand under U."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")

FORE = re.compile(
    r"^(?:the\s+)?(?:(?:university|institute|college|royal society|academy)\s+(?:of|for)\s+(?:the\s+)?|prifysgol\s+)?",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Letter(Generic[T]):
    """One initial and what stands under it."""

    initial: str
    members: list[T]


def sort_words(name: str) -> str:
    """What a name is sorted by: "The University of Bath" by "bath"; accents do not count."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    told = FORE.sub("", plain).strip()
    return (told or plain).casefold()


def initial(name: str) -> str:
    """The letter that a name stands under; # for what starts with none."""
    first = sort_words(name)[:1].upper()
    return first if first.isalpha() else "#"


def by_initial(named: Iterable[tuple[str, T]]) -> list[Letter[T]]:
    """Pairs of name and thing, in order and in groups."""
    letters: dict[str, list[T]] = {}
    for name, thing in sorted(named, key=lambda pair: sort_words(pair[0])):
        letters.setdefault(initial(name), []).append(thing)
    return [Letter(letter, members) for letter, members in letters.items()]
