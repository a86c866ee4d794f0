"""Two people's texts made into one, with what both started from. Pure; whole sentences, so that none is torn."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from plumbline.platform.texts.comparing import Hunk, hunks

Origin = Literal["same", "mine", "theirs", "both"]

# A run of full stops is looked at from its first one only: from each, a long run would take its square of time.
SENTENCE = re.compile(r"\n+|[ \t]+|[^\s.!?…][^\n]*?(?:(?<![.!?…])[.!?…]+[\"'”’)\]*_]*(?=\s|$)|(?=\n|$))|\S+|\s")


@dataclass(frozen=True, slots=True)
class Part:
    """A run of the combination: unchanged, changed by one of the two, or by both alike ("both")."""

    origin: Origin
    text: str


@dataclass(frozen=True, slots=True)
class Merged:
    """The combination. `conflicts` counts the places that both changed, each in their own way: there it holds theirs,
    then mine."""

    parts: tuple[Part, ...]
    conflicts: int

    @property
    def body(self) -> str:
        return "".join(part.text for part in self.parts)


def sentences(text: str) -> list[str]:
    """The sentences and line ends of a text, in order; joined they give it back."""
    return SENTENCE.findall(text)


def merged(base: str, mine: str, theirs: str) -> Merged:
    """Both changes of `base` in one text. Where they do not touch, both are carried out; where they do, both are
    kept, so that every sentence that either of the two wrote is in it."""
    old, my, their = sentences(base), sentences(mine), sentences(theirs)
    parts: list[Part] = []
    conflicts = at = 0
    for start, end, my_hunks, their_hunks in _groups(hunks(old, my), hunks(old, their)):
        parts.append(Part("same", "".join(old[at:start])))
        my_side, their_side = _side(old, my, my_hunks, start, end), _side(old, their, their_hunks, start, end)
        at = end
        if my_side == their_side:
            parts.append(Part("both", my_side))
        elif not their_hunks:
            parts.append(Part("mine", my_side))
        elif not my_hunks:
            parts.append(Part("theirs", their_side))
        else:
            conflicts += 1
            parts += _kept_both(their_side, my_side)
    parts.append(Part("same", "".join(old[at:])))
    return Merged(tuple(part for part in parts if part.text), conflicts)


def _groups(mine: list[Hunk], theirs: list[Hunk]) -> list[tuple[int, int, list[Hunk], list[Hunk]]]:
    """Changes of the base put together where those of the two overlap or begin at one place."""
    found = sorted(
        [(hunk, True) for hunk in mine] + [(hunk, False) for hunk in theirs],
        key=lambda pair: (pair[0].start, pair[0].end),
    )
    groups: list[tuple[int, int, list[Hunk], list[Hunk]]] = []
    for hunk, is_mine in found:
        start, end, my, their = groups.pop() if groups else (hunk.start, hunk.start, [], [])
        fresh = bool(my or their) and hunk.start >= end and not (hunk.start == end and hunk.start == start)
        # An insertion at the end of a change by the other is at the same place: nobody can say which comes first.
        touches = hunk.start == end and hunk.start == hunk.end and bool(their if is_mine else my)
        if fresh and not touches:
            groups.append((start, end, my, their))
            start, end, my, their = hunk.start, hunk.start, [], []
        (my if is_mine else their).append(hunk)
        groups.append((start, max(end, hunk.end), my, their))
    return groups


def _side(old: list[str], new: list[str], changes: list[Hunk], start: int, end: int) -> str:
    """What one side made of parts `start` to `end` of the base."""
    made, at = [], start
    for hunk in changes:
        made += old[at : hunk.start] + new[hunk.new_start : hunk.new_end]
        at = hunk.end
    return "".join(made + old[at:end])


def _kept_both(theirs: str, mine: str) -> list[Part]:
    """Theirs, then mine, with something between them: where either has several lines, an empty one, so that neither
    runs on in the other's list or table."""
    if not theirs or not mine:
        return [Part("theirs", theirs), Part("mine", mine)]
    between = "\n\n" if "\n" in theirs.strip() or "\n" in mine.strip() else " "
    if between == " " and (theirs[-1].isspace() or mine[0].isspace()):
        between = ""
    elif between != " ":
        breaks = len(theirs) - len(theirs.rstrip("\n")) + len(mine) - len(mine.lstrip("\n"))
        between = between[min(breaks, 2) :]
    return [Part("theirs", theirs + between), Part("mine", mine)]
