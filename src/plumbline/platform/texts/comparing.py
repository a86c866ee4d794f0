"""What is different between two texts, word by word. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from rapidfuzz.distance import LCSseq

Kind = Literal["same", "gone", "new"]

MOST_WORK = 60_000_000
"""Pairs of parts that are compared at once. More takes noticeable time and memory: then larger parts are compared, and
at last the whole is shown as replaced."""

WORD = re.compile(r"\s+|\w+(?:['’\-]\w+)*|[^\w\s]")
LEAST_ISLAND = 3
"""Words. A shorter run that stayed between two changes makes them harder to read than one change."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text that stayed, went or came."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class Hunk:
    """Parts `start` to `end` of the old sequence were replaced by parts `new_start` to `new_end` of the new one."""

    start: int
    end: int
    new_start: int
    new_end: int


def compared(old: str, new: str) -> list[Piece]:
    """`old` and `new` as one run of pieces: those that stayed and went give `old`, those that stayed and came give
    `new`. Lines are compared first, then the words of those that changed."""
    old_lines, new_lines = old.splitlines(keepends=True), new.splitlines(keepends=True)
    pieces: list[Piece] = []
    at = 0
    for hunk in hunks(old_lines, new_lines):
        pieces.append(Piece("same", "".join(old_lines[at : hunk.start])))
        gone = "".join(old_lines[hunk.start : hunk.end])
        came = "".join(new_lines[hunk.new_start : hunk.new_end])
        pieces += _words(gone, came)
        at = hunk.end
    pieces.append(Piece("same", "".join(old_lines[at:])))
    return _joined(pieces)


def hunks(old: Sequence[str], new: Sequence[str]) -> list[Hunk]:
    """Where two sequences differ, in order. What they share at the beginning and the end is set aside first; if the
    rest is too much to compare, it is one hunk."""
    first = 0
    while first < min(len(old), len(new)) and old[first] == new[first]:
        first += 1
    last = 0
    while last < min(len(old), len(new)) - first and old[-1 - last] == new[-1 - last]:
        last += 1
    old_rest, new_rest = old[first : len(old) - last], new[first : len(new) - last]
    if not old_rest and not new_rest:
        return []
    if not old_rest or not new_rest or len(old_rest) * len(new_rest) > MOST_WORK:
        return [Hunk(first, len(old) - last, first, len(new) - last)]
    return _merged(
        Hunk(code.src_start + first, code.src_end + first, code.dest_start + first, code.dest_end + first)
        for code in LCSseq.opcodes(list(old_rest), list(new_rest))
        if code.tag != "equal"
    )


def _merged(found: Iterable[Hunk]) -> list[Hunk]:
    """Hunks that touch in both sequences are one."""
    made: list[Hunk] = []
    for hunk in found:
        if made and made[-1].end == hunk.start and made[-1].new_end == hunk.new_start:
            made[-1] = Hunk(made[-1].start, hunk.end, made[-1].new_start, hunk.new_end)
        else:
            made.append(hunk)
    return made


def _words(gone: str, came: str) -> list[Piece]:
    if not gone or not came:
        return [Piece("gone", gone), Piece("new", came)]
    old, new = WORD.findall(gone), WORD.findall(came)
    pieces: list[Piece] = []
    at = 0
    for hunk in _without_islands(hunks(old, new), old):
        pieces.append(Piece("same", "".join(old[at : hunk.start])))
        pieces.append(Piece("gone", "".join(old[hunk.start : hunk.end])))
        pieces.append(Piece("new", "".join(new[hunk.new_start : hunk.new_end])))
        at = hunk.end
    pieces.append(Piece("same", "".join(old[at:])))
    return pieces


def _without_islands(found: list[Hunk], old: Sequence[str]) -> list[Hunk]:
    """Two changes with only a word or two between them are read as one, unless both are small themselves."""
    made: list[Hunk] = []
    for hunk in found:
        if made:
            island = [part for part in old[made[-1].end : hunk.start] if part[0].isalnum()]
            size = min(made[-1].end - made[-1].start, hunk.end - hunk.start)
            if len(island) < LEAST_ISLAND and size > len(island):
                made[-1] = Hunk(made[-1].start, hunk.end, made[-1].new_start, hunk.new_end)
                continue
        made.append(hunk)
    return made


def _joined(pieces: Iterable[Piece]) -> list[Piece]:
    """Without empty ones, neighbours of one kind as one."""
    made: list[Piece] = []
    for piece in pieces:
        if not piece.text:
            continue
        if made and made[-1].kind == piece.kind:
            made[-1] = Piece(piece.kind, made[-1].text + piece.text)
        else:
            made.append(piece)
    return made
