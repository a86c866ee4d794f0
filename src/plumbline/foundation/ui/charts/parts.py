"""What charts are made of: figures with their names going in, marks with their places coming out."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.formats import number_format
from django.utils.translation import gettext as _

WIDE, NARROW = 680, 320
"""Every chart is drawn twice; the style sheet shows the one for which there is room, so letters keep their size."""
LETTERS = 14
LEADING = 18

TONES = frozenset({"teal", "brass", "grey", "ink", "green", "amber", "red"})

# A line's shapes are drawn by a stroke, the others filled; the box is 12 by 12, as that of the icons.
SHAPES = {
    "tick": "M1 6.5 4.5 10 11 2.5",
    "triangle": "M6 1 11.5 11H.5z",
    "square": "M1 1h10v10H1z",
    "ring": "M6 1.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9z",
    "bar": "M1 6h10",
    "arrow": "M.5 6h10M6.5 2l4 4-4 4",
}
STROKED = frozenset({"tick", "ring", "bar", "arrow"})


@dataclass(frozen=True, slots=True)
class Series:
    """One kind of figure: its words, its tone (one of TONES), and as wished the shape that goes with it."""

    label: str
    tone: str = "teal"
    shape: str = ""

    def __post_init__(self) -> None:
        if self.tone not in TONES or (self.shape and self.shape not in SHAPES):
            raise ValueError(f"No chart has the tone {self.tone!r} or the shape {self.shape!r}.")


@dataclass(frozen=True, slots=True)
class Row:
    """One thing with a figure for each series; None where it is not known or not told. `said` are the words for the
    figures where the number alone is not enough ("fewer than 10"); "" takes the number."""

    label: str
    values: tuple[float | None, ...]
    said: tuple[str, ...] = ()

    def words(self, place: int) -> str:
        """A figure in words."""
        told = self.said[place] if place < len(self.said) else ""
        return told or number(self.values[place])


@dataclass(frozen=True, slots=True)
class Tick:
    """A place along a line chart: where (any unit, such as a year or a day's ordinal) and its words."""

    at: float
    label: str


@dataclass(frozen=True, slots=True)
class Rect:
    """A bar or a part of one."""

    x: float
    y: float
    width: float
    height: float
    tone: str
    css: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """Letters: `y` is their ground line."""

    x: float
    y: float
    text: str
    anchor: str = "start"
    css: str = ""


@dataclass(frozen=True, slots=True)
class Trace:
    """A path: an axis, a line, a band or a shape."""

    d: str
    css: str
    tone: str = ""
    x: float = 0
    y: float = 0


@dataclass(slots=True)
class Drawing:
    """Marks on a sheet of a width and a height, in the order in which they are drawn."""

    width: int
    height: float = 0
    rects: list[Rect] = field(default_factory=list)
    traces: list[Trace] = field(default_factory=list)
    words: list[Words] = field(default_factory=list)

    def say(self, x: float, y: float, text: str, anchor: str = "start", css: str = "") -> None:
        """Put words down."""
        self.words.append(Words(round(x, 1), round(y, 1), text, anchor, css))

    def shape(self, x: float, y: float, name: str, tone: str) -> None:
        """Put one of SHAPES down, its upper left corner at (x, y)."""
        css = "chart__stroke" if name in STROKED else "chart__shape"
        self.traces.append(Trace(SHAPES[name], css, tone, round(x, 1), round(y, 1)))

    def paragraph(self, x: float, y: float, text: str, width: float, *, most: int = 4) -> float:
        """Words on several lines from ground line `y`; gives the height that they take."""
        lines = wrapped(text, width, most=most)
        for place, line in enumerate(lines):
            self.say(x, y + place * LEADING, line)
        return len(lines) * LEADING


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart ready to be shown. `key` is unique on its page; `head` and `rows` are the same figures as a table."""

    key: str
    title: str
    description: str
    wide: Drawing
    narrow: Drawing
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    is_empty: bool = False

    @property
    def drawings(self) -> list[tuple[str, Drawing]]:
        """Both drawings with their names."""
        return [("wide", self.wide), ("narrow", self.narrow)]


def number(value: float | None) -> str:
    """A figure as people read it: 1,234 or 3.5; words where there is none."""
    if value is None:
        return _("not known")
    whole = float(value).is_integer()
    return str(number_format(value, 0 if whole else 1, use_l10n=True, force_grouping=True))


def letters_wide(text: str, size: float = LETTERS) -> float:
    """About how wide these words are. Generous, so that nothing is cut off."""
    return sum(_of_em(letter) for letter in text) * size


def _of_em(letter: str) -> float:
    if letter in "iljtfrI.,:;'|!()[] ":
        return 0.36
    if letter in "mwMWŵŴ@%—…":
        return 0.92
    if ord(letter) > 0x2E7F:
        return 1.05
    return 0.7 if letter.isupper() else 0.6


def wrapped(text: str, width: float, *, most: int = 4) -> list[str]:
    """Words on lines no wider than `width`; a word that is wider alone is broken; what does not fit on `most` lines
    ends with an ellipsis (the table under the chart has it all)."""
    lines = [""]
    for word in text.split():
        for piece in _pieces(word, width):
            longer = f"{lines[-1]} {piece}".strip()
            if letters_wide(longer) <= width or not lines[-1]:
                lines[-1] = longer
            else:
                lines.append(piece)
    if len(lines) > most:
        last = lines[most - 1]
        while last and letters_wide(last + "…") > width:
            last = last[:-1]
        lines = [*lines[: most - 1], last.rstrip() + "…"]
    return lines


def _pieces(word: str, width: float) -> list[str]:
    pieces = [""]
    for letter in word:
        if pieces[-1] and letters_wide(pieces[-1] + letter) > width:
            pieces.append("")
        pieces[-1] += letter
    return pieces


def round_steps(low: float, high: float, *, most: int = 5) -> list[float]:
    """Even, round numbers from at or below `low` to at or above `high`."""
    if high <= low:
        high = low + 1
    rough = (high - low) / most
    size = 10 ** math.floor(math.log10(rough))
    step = next(size * factor for factor in (1, 2, 2.5, 5, 10) if size * factor >= rough)
    first = math.floor(low / step + 1e-9)
    last = math.ceil(high / step - 1e-9)
    return [round(place * step, 10) for place in range(first, last + 1)]


def known(rows: Sequence[Row]) -> list[float]:
    """Every figure that is known."""
    return [value for row in rows for value in row.values if value is not None]


def as_table(series: Sequence[Series], rows: Sequence[Row], corner: str) -> tuple[tuple[str, ...], ...]:
    """Head and rows of the table under a chart, the head first."""
    head = (corner, *(one.label for one in series))
    return (head, *((row.label, *(row.words(place) for place in range(len(row.values)))) for row in rows))
