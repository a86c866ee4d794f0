"""Lines made paragraphs and items: what wraps is joined, what was meant to stand alone does."""

from __future__ import annotations

import re
import statistics
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from plumbline.foundation.formats.blocks import Link

from .lines import Line, around, one_word
from .mending import HYPHENS, Vocabulary, mend
from .shapes import Box, Word
from .signs import FACE as DRAWN

BULLETS = "•◦▪‣–—-*·●○■□▫➢➤❖►▸✓✔✗\u2043\uf0b7\uf0a7\uf0d8\uf076\uf0fc\uf02d\uf0a8\uf06c\uf06e\uf0e0\uf0b0§"
_COUNT = re.compile(r"\(?(?:(\d{1,2}(?:\.\d{1,2})*)|([a-z])|([ivx]{1,5})|([A-H]))(?:\)|(?<!\))\.)$")
_ENDS = ".!?:;"
_FUSED = re.compile(r"(\d{2})[.)](?=[A-Z“‘(])")
_LABEL = re.compile(r"[A-Z][^\W_]*(?: [\w/&]+){0,3}(?::| [–—-])(?= )")


@dataclass(frozen=True, slots=True)
class Room:
    """Where lines stand: what they may fill from `left` to `right`; in a ruled `cell` the right edge is certain."""

    left: float
    right: float
    cell: bool


@dataclass(slots=True)
class Draft:
    """A piece in the making."""

    lines: list[Line]
    text: str
    marker: str | None
    words: list[Word]
    page: int
    block: int | None = None
    counted: bool = False

    @property
    def box(self) -> Box:
        """Where it stands."""
        return around([line.box for line in self.lines])

    @property
    def size(self) -> float:
        """The height of most of its letters."""
        return max(self.lines, key=lambda line: len(line.text)).size

    @property
    def hang(self) -> float:
        """Where the text of an item starts behind its marker."""
        return self.words[0].frame()[0]

    @property
    def bold(self) -> bool:
        """Whether all of it is."""
        lettered = [word for word in self.words if any(letter.isalnum() for letter in word.text)]
        return bool(lettered) and all(word.face.bold for word in lettered)

    @property
    def strike(self) -> bool:
        """Whether all of it is struck through."""
        return bool(self.words) and all(word.struck for word in self.words)

    def links(self) -> tuple[Link, ...]:
        """Its links, words that carry the same address taken together."""
        found: list[tuple[str, list[str]]] = []
        last: Word | None = None
        for word in self.words:
            if word.url:
                if found and last is not None and last.url == word.url:
                    found[-1][1].append(("" if one_word(last, word) else " ") + word.text)
                else:
                    found.append((word.url, [word.text]))
            last = word
        return tuple(Link("".join(parts), url) for url, parts in found)


@dataclass(slots=True)
class Manner:
    """How this file writes: its words, and the roles of its tagged blocks."""

    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    blocks: dict[int, str] = field(default_factory=dict)
    leading: float = 1.3


def drafts(lines: Sequence[Line], room: Room, manner: Manner, page: int) -> list[Draft]:
    """The pieces that lines make."""
    made: list[Draft] = []
    leading = _leading(lines, room, manner.leading)
    counts: list[str] = []
    rooms = _rooms(lines, room)
    labels = _labels(lines)
    lines = _numbers_freed(lines)
    for number, line in enumerate(lines):
        before = lines[number - 1] if number else None
        room = rooms[number - 1] if number else rooms[0]
        marker = _marker(line, counts, before, room)
        if line.bullet:
            made.append(Draft([line], _text(line.words), line.bullet, list(line.words), page, line.block, counted=True))
            continue
        # "Owner: …" and "Step 2: …" that come again and again begin a line of their own, however full the last one is.
        starts = not room.cell and line.block is None and _label(line) in labels
        fresh = starts or marker is not None
        if before is not None and made and not fresh and _follows(made[-1], before, line, room, leading):
            _join(made[-1], before, line, room, manner)
            continue
        words = line.words[1:] if marker else line.words
        drawn = marker is not None and line.words[0].face is DRAWN
        made.append(Draft([line], "", marker, list(words), page, line.block, counted=drawn))
        made[-1].text = _text(words)
        if marker:
            counts.append(marker)
    return made


def _numbers_freed(lines: Sequence[Line]) -> list[Line]:
    """The lines with "10." taken off "10.Recruit": numbers of two digits fill the room that a list keeps for them. Only
    where the number before or behind it begins a line too."""
    begun = {int(found[1]) for line in lines if (found := _FUSED.match(line.words[0].text))}
    begun |= {int(line.words[0].text[:-1]) for line in lines if re.fullmatch(r"\d{1,2}[.)]", line.words[0].text)}
    return [_number_freed(line, begun) for line in lines]


def _number_freed(line: Line, begun: set[int]) -> Line:
    word = line.words[0]
    found = _FUSED.match(word.text)
    if found is None or word.turn or not {int(found[1]) - 1, int(found[1]) + 1} & begun:
        return line
    mark = found.end(1) + 1
    middle = word.x0 + (word.x1 - word.x0) * mark / len(word.text)
    number = replace(word, text=word.text[:mark], x1=middle, blank_after=True)
    return Line([number, replace(word, text=word.text[mark:], x0=middle), *line.words[1:]], line.bullet, line.parted)


def _labels(lines: Sequence[Line]) -> set[str]:
    """The labels that begin more than one line and stand nowhere inside one."""
    counted = Counter(label for line in lines if (label := _label(line)))
    return {
        label
        for label, count in counted.items()
        if count > 1 and not any(re.sub(r"\d+", "#", line.text).find(label, 1) > 0 for line in lines)
    }


def _label(line: Line) -> str:
    """The label that a line begins with, its numbers aside; blank where it begins with none."""
    found = _LABEL.match(line.text)
    return re.sub(r"\d+", "#", found.group()) if found and len(found.group()) <= 30 else ""


def _rooms(lines: Sequence[Line], room: Room) -> list[Room]:
    """The room of each line. Outside cells, lines that plainly wrap at a nearer edge than others of the page have
    that edge: three together and two of them full."""
    if room.cell or not lines:
        return [room] * max(1, len(lines))
    rooms: list[Room] = []
    start = 0
    middle = room.left + 0.45 * (room.right - room.left)
    for number in range(1, len(lines) + 1):
        if number < len(lines) and _near(lines[number - 1], lines[number]):
            continue
        group = lines[start:number]
        ends = sorted((line.frame[2] for line in group), reverse=True)
        own = room
        if len(group) >= 3 and ends[1] > ends[0] - 0.08 * (ends[0] - room.left) and ends[0] > middle:
            own = Room(room.left, ends[0], False)
        rooms += [own] * len(group)
        start = number
    return rooms


def _near(one: Line, two: Line) -> bool:
    """Whether two lines can be of one paragraph, by their distance and size."""
    step = (two.base - one.base) / max(one.size, 1)
    return 0 < step < 1.9 and abs(one.size - two.size) < 0.6


def _text(words: Sequence[Word]) -> str:
    text = ""
    last: Word | None = None
    for word in words:
        text += ("" if last is None or one_word(last, word) else " ") + word.text
        last = word
    return text


def _leading(lines: Sequence[Line], room: Room, usual: float) -> float:
    """The distance of lines that wrap, as a share of their size; `usual` where too few lines tell."""
    steps = wrapped_steps(lines, room)
    return statistics.median_low(steps) if len(steps) >= 3 else usual


def wrapped_steps(lines: Sequence[Line], room: Room) -> list[float]:
    """The distances of lines that had to wrap, as shares of their size."""
    steps = []
    for one, two in pairwise(lines):
        step = (two.base - one.base) / max(one.size, 1)
        if 0.8 < step < 2.6 and abs(one.size - two.size) < 0.6 and not would_fit(one, two, room):
            steps.append(step)
    return steps


def would_fit(before: Line, line: Line, room: Room) -> bool:
    """Whether the first word of the next line would have had room on this one: then the break was meant."""
    first = line.words[0].frame()
    wide = first[2] - first[0]
    end = before.frame[2]
    slack = 1.0 if room.cell else 0.5 * before.size
    return end + 0.25 * before.size + wide < _right(before, room) - slack


def _meant(before: Line, line: Line, room: Room) -> bool:
    """Whether a line of a tagged paragraph ends long before its room does: somebody broke it there."""
    first = line.words[0].frame()
    if line.words[0].text[0].islower():
        return False
    slack = max(4.0, 0.2 * (room.right - room.left))
    return before.frame[2] + 0.3 * before.size + first[2] - first[0] < _right(before, room) - slack


def _right(line: Line, room: Room) -> float:
    return room.right if line.words[0].turn == 0 else line.frame[2]


def _marker(line: Line, counts: list[str], before: Line | None, room: Room) -> str | None:
    """The bullet or number that a line starts with; None where it starts with a word."""
    first = line.words[0]
    if len(line.words) < 2 or one_word(first, line.words[1]):
        return None
    text = first.text
    if len(text) == 1 and (text in BULLETS or text in "☐☒☑" or (first.face.dingbat and not text.isdigit())):
        return text
    if text == "o" and first.face.name != line.words[1].face.name:
        return text
    found = _COUNT.match(text)
    if found is None or (text.startswith("(") and not text.endswith(")")):
        return None
    if found.group(4) and text.endswith("."):
        return None  # an initial
    wrapped = before is not None and not would_fit(before, line, room)
    if wrapped and not _next_in_order(text, counts) and not _starts(found):
        return None
    return text


def _starts(found: re.Match[str]) -> bool:
    return (found.group(1) or "").endswith("1") or found.group(2) in ("a", "i") or found.group(3) == "i"


def _next_in_order(text: str, counts: list[str]) -> bool:
    """Whether a number follows the last one of its kind, or is at least of the same shape as one before."""

    def shape(value: str) -> str:
        return re.sub(r"[ivx]+|[a-z]", "a", re.sub(r"\d+", "1", value))

    return any(shape(text) == shape(old) for old in counts)


def _follows(draft: Draft, before: Line, line: Line, room: Room, leading: float) -> bool:
    """Whether a line goes on with the piece before it."""
    if before.words[0].turn != line.words[0].turn:
        return False
    if before.block is not None and line.block is not None:
        return before.block == line.block
    if before.parted or line.parted or abs(before.size - line.size) > max(0.6, 0.09 * before.size):
        return False
    step = (line.base - before.base) / max(before.size, 1)
    if step > 1.28 * leading + 0.05 or step < 0.3:
        return False
    if before.text[-1] in HYPHENS and len(before.words[-1].text) > 2 and line.words[0].text[0].isalnum():
        return True
    fits = would_fit(before, line, room)
    if before.bold and draft.bold and not line.words[0].face.bold and (fits or len(draft.lines) == 1):
        return False
    start, old = line.frame[0], before.frame[0]
    lower = line.words[0].text[0].islower()
    if draft.marker and start < draft.hang - 0.8 * line.size and not lower:
        hanging = len(draft.lines) > 1 or start <= draft.lines[0].frame[0] + 1
        return not hanging or not fits
    ended = before.text[-1] in _ENDS
    if not fits:
        return not (ended and not draft.marker and start > old + 0.9 * line.size and len(draft.lines) > 1)
    wide = before.frame[2] - room.left > 0.55 * (room.right - room.left)
    return lower and not ended and wide


def _width(letter: str) -> float:
    """About how wide a letter is, as a share of its size: only to say whether one more would have fitted."""
    if letter in "ijlftr.,;:'|()[]I-":
        return 0.33
    return 0.85 if letter in "mwMW" else 0.56


def go_on(draft: Draft, rest: Draft, room: Room, rest_room: Room, manner: Manner) -> bool:
    """Join `rest` on to `draft` where it goes on with it on the next page or in the next column."""
    before, line = draft.lines[-1], rest.lines[0]
    if before.block is not None and line.block is not None:
        if before.block != line.block:
            return False
    else:
        fits = would_fit(before, line, room)
        ended = before.text[-1] in _ENDS
        lower = line.words[0].text[0].islower()
        if rest.marker or abs(before.size - line.size) > max(0.6, 0.09 * before.size):
            return False
        if (ended and not lower) or (fits and not lower) or before.bold != line.bold:
            return False
    for following in rest.lines:
        _join(draft, before, following, room, manner)
        before, room = following, rest_room
    return True


def _join(draft: Draft, before: Line, line: Line, room: Room, manner: Manner) -> None:
    last, first = before.words[-1], line.words[0]
    if before.block is not None and before.block == line.block and room.cell and _meant(before, line, room):
        draft.text += "\n" + _text(line.words)
        draft.lines.append(line)
        draft.words += line.words
        return
    # What a cell keeps free on its left it keeps free on its right too.
    free = min(max(min(before.frame[0], line.frame[0]) - room.left, 0), 7) if room.cell else 0
    full = before.frame[2] + _width(first.text[0]) * first.size > _right(before, room) - free - 0.3
    same_link = last.url is not None and last.url == first.url and "/" in last.text
    hyphenated = first.text[:1] in HYPHENS and first.text[1:2].isalpha() and last.text[-1:].isalpha()
    if hyphenated or (same_link and not last.blank_after):
        draft.text += _text(line.words)
    elif last.blank_after and last.text[-1:] not in "-\u00ad":
        draft.text += " " + _text(line.words)
    else:
        head, _, tail = draft.text.rpartition(" ")
        mended, between = mend(
            tail, first.text, manner.vocabulary,
            full=full and room.cell, alone=len(before.words) == 1 + (before is draft.lines[0] and bool(draft.marker)),
        )  # fmt: skip
        draft.text = (head + " " if head else "") + mended + between + _text(line.words)
    draft.lines.append(line)
    draft.words += line.words
