"""Words put into lines: what stands on one height, in reading order, pieces of a word joined."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from .shapes import Box, Word

SAME_WORD = 0.08  # of the size: nearer pieces without a blank between are one word
LOOK_BACK = 6  # lines; words come sorted, so an older line is never meant


@dataclass(slots=True)
class Line:
    """Words on one height. The box is on the page; `start` and `end` are along the direction of reading."""

    words: list[Word] = field(default_factory=list)
    bullet: str | None = None  # drawn before it, no character
    parted: bool = False  # wide gaps in it: a label and a value, no line that wraps

    @property
    def text(self) -> str:
        """The line as it is read."""
        return join(self.words)

    @property
    def block(self) -> int | None:
        """The tagged block that most of its letters belong to."""
        return max(self.words, key=lambda word: len(word.text)).block

    @property
    def box(self) -> Box:
        """Where it stands."""
        return around([word.box for word in self.words])

    @property
    def size(self) -> float:
        """The height of most of its letters."""
        return max(self.words, key=lambda word: len(word.text) + (0.001 * word.size)).size

    @property
    def bold(self) -> bool:
        """Whether all of its letters are."""
        return all(word.face.bold for word in self.words if any(letter.isalnum() for letter in word.text)) and any(
            letter.isalnum() for word in self.words for letter in word.text
        )

    @property
    def frame(self) -> Box:
        """Its box in the direction of reading."""
        return around([word.frame() for word in self.words])

    @property
    def base(self) -> float:
        """The height that the letters stand on, in the direction of reading."""
        return max(self.words, key=lambda word: word.size * len(word.text)).base


def around(boxes: Sequence[Box]) -> Box:
    """The box around boxes."""
    return (
        min(box[0] for box in boxes),
        min(box[1] for box in boxes),
        max(box[2] for box in boxes),
        max(box[3] for box in boxes),
    )


def join(words: Sequence[Word]) -> str:
    """The text of words on one line, a blank between those that stand apart."""
    text = ""
    last: Word | None = None
    for word in words:
        if last is not None and not one_word(last, word):
            text += " "
        text += word.text
        last = word
    return text


def one_word(last: Word, word: Word) -> bool:
    """Whether two neighbours on a line are pieces of one word."""
    if last.blank_after:
        return False
    gap = word.frame()[0] - last.frame()[2]
    size = min(last.size, word.size)
    return -0.5 * size < gap < SAME_WORD * size


def put_in_lines(words: Iterable[Word]) -> list[Line]:
    """Lines from top to bottom; turned text comes after the upright, each direction by itself."""
    lines: list[Line] = []
    by_turn: dict[int, list[Word]] = {}
    for word in words:
        by_turn.setdefault(word.turn, []).append(word)
    for turn in sorted(by_turn):
        lines += _lines(by_turn[turn])
    return lines


def _lines(words: list[Word]) -> list[Line]:
    lines: list[tuple[Line, float, float, float]] = []  # line, top and bottom of its tallest word, its size
    for word in sorted(words, key=lambda word: (round(word.base, 1), word.frame()[0])):
        _, top, _, bottom = word.frame()
        for number in range(len(lines) - 1, max(-1, len(lines) - 1 - LOOK_BACK), -1):
            line, line_top, line_bottom, size = lines[number]
            shared = min(bottom, line_bottom) - max(top, line_top)
            if shared >= 0.5 * min(bottom - top, line_bottom - line_top):
                line.words.append(word)
                if word.size > size:
                    lines[number] = (line, top, bottom, word.size)
                break
        else:
            lines.append((Line([word]), top, bottom, word.size))
    for line, *_ in lines:
        line.words = _without_doubles(sorted(line.words, key=lambda word: word.frame()[0]))
    lines.sort(key=lambda entry: entry[0].base)
    return [line for line, *_ in lines]


def _without_doubles(words: list[Word]) -> list[Word]:
    """Words painted twice at one place, as some programs make bold, once."""
    kept: list[Word] = []
    for word in words:
        twin = next(
            (
                old for old in kept[-3:]
                if old.text == word.text and abs(old.x0 - word.x0) < 0.15 * word.size
                and abs(old.top - word.top) < 0.15 * word.size
            ),
            None,
        )  # fmt: skip
        if twin is None:
            kept.append(word)
    return kept
