"""Lines over time, with bands for what is uncertain; each line is named where it ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from plumbline.foundation.ui.charts.parts import (
    LEADING,
    NARROW,
    TONES,
    WIDE,
    Chart,
    Drawing,
    Tick,
    Trace,
    letters_wide,
    number,
    round_steps,
    wrapped,
)

TALL = {WIDE: 260, NARROW: 220}
NAMES = 170
SHAPES = ("", "square", "triangle", "ring")
"""Marks of the first line, the second and so on: a dot, then shapes. More lines than shapes are too many to read."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line: a figure at each tick (None: not known, a gap). `bands` are (low, high) figures at each tick, the
    widest first, drawn behind the line."""

    label: str
    values: tuple[float | None, ...]
    tone: str = "teal"
    bands: tuple[tuple[str, tuple[float, ...], tuple[float, ...]], ...] = ()
    """Each: its words ("19 of 20 runs"), the low and the high figures."""

    def __post_init__(self) -> None:
        if self.tone not in TONES:
            raise ValueError(f"No chart has the tone {self.tone!r}.")


def lines(
    key: str, title: str, description: str, ticks: Sequence[Tick], drawn: Sequence[Line], *, unit: str, corner: str = ""
) -> Chart:
    """Figures along an axis of time from 0 or below. `unit` names the figures."""
    if any(len(line.values) != len(ticks) for line in drawn):
        raise ValueError("Every line has one figure for each tick.")
    names = [column for line in drawn for column in (line.label, *(_band_names(line)))]
    rows = [(tick.label, *_figures(drawn, place)) for place, tick in enumerate(ticks)]
    wide, narrow = (_sheet(width, ticks, drawn, unit) for width in (WIDE, NARROW))
    return Chart(key, title, description, wide, narrow, (corner, *names), tuple(rows), is_empty=not ticks)


def _band_names(line: Line) -> list[str]:
    return [f"{line.label}, {words}" for words, _low, _high in line.bands]


def _figures(drawn: Sequence[Line], place: int) -> list[str]:
    told = []
    for line in drawn:
        told.append(number(line.values[place]))
        told += [f"{number(low[place])} – {number(high[place])}" for _words, low, high in line.bands]
    return told


class _Field:
    """Where figures and ticks lie on the sheet."""

    def __init__(self, sheet: Drawing, ticks: Sequence[Tick], drawn: Sequence[Line]) -> None:
        figures = [value for line in drawn for value in line.values if value is not None]
        figures += [value for line in drawn for _words, low, high in line.bands for value in (*low, *high)]
        self.steps = round_steps(min([0, *figures]), max([1, *figures]))
        self.left = max(letters_wide(number(step)) for step in self.steps) + 8
        self.right = sheet.width - (NAMES if sheet.width == WIDE else 12)
        self.top = sheet.height + 10
        self.bottom = self.top + TALL[sheet.width]
        self.first, self.last = (ticks[0].at, ticks[-1].at) if ticks else (0.0, 1.0)

    def x(self, at: float) -> float:
        if self.last == self.first:
            return (self.left + self.right) / 2
        return round(self.left + (at - self.first) / (self.last - self.first) * (self.right - self.left), 1)

    def y(self, value: float) -> float:
        low, high = self.steps[0], self.steps[-1]
        return round(self.bottom - (value - low) / (high - low) * (self.bottom - self.top), 1)


def _sheet(width: int, ticks: Sequence[Tick], drawn: Sequence[Line], unit: str) -> Drawing:
    sheet = Drawing(width)
    sheet.say(0, 14, unit, css="chart__quiet")
    sheet.height = LEADING
    if width == NARROW:
        _names_above(sheet, drawn)
    field = _Field(sheet, ticks, drawn)
    for step in field.steps:
        sheet.traces.append(Trace(f"M{field.left} {field.y(step)}H{field.right}", "chart__grid"))
        sheet.say(field.left - 6, field.y(step) + 5, number(step), "end", "chart__quiet")
    _ticks(sheet, field, ticks)
    for line in drawn:
        _bands(sheet, field, ticks, line)
    for place, line in enumerate(drawn):
        _line(sheet, field, ticks, line, SHAPES[place % len(SHAPES)])
    if width == WIDE:
        _names_beside(sheet, field, drawn)
    sheet.height = field.bottom + LEADING + 10
    return sheet


def _ticks(sheet: Drawing, field: _Field, ticks: Sequence[Tick]) -> None:
    """As many of their words as there is room for, the last one always."""
    free = sheet.width + 1.0
    for tick in reversed(ticks):
        half = letters_wide(tick.label) / 2
        x = min(max(field.x(tick.at), half), sheet.width - half)
        if x + half <= free:
            sheet.say(x, field.bottom + LEADING + 2, tick.label, "middle", "chart__quiet")
            free = x - half - 8


def _bands(sheet: Drawing, field: _Field, ticks: Sequence[Tick], line: Line) -> None:
    for _words, low, high in line.bands:
        there = [f"{field.x(tick.at)} {field.y(value)}" for tick, value in zip(ticks, high, strict=True)]
        back = [f"{field.x(tick.at)} {field.y(value)}" for tick, value in zip(ticks, low, strict=True)]
        if there:
            sheet.traces.append(Trace(f"M{'L'.join([*there, *reversed(back)])}Z", "chart__band", line.tone))


def _line(sheet: Drawing, field: _Field, ticks: Sequence[Tick], line: Line, shape: str) -> None:
    points = [
        None if value is None else (field.x(tick.at), field.y(value))
        for tick, value in zip(ticks, line.values, strict=True)
    ]
    pen, d = "M", ""
    for point in points:
        if point is None:
            pen = "M"
            continue
        d, pen = f"{d}{pen}{point[0]} {point[1]}", "L"
    if d:
        sheet.traces.append(Trace(d, "chart__line", line.tone))
    for point in points:
        if point is not None and len(points) <= 40:
            _dot(sheet, point, line.tone, shape)


def _dot(sheet: Drawing, point: tuple[float, float], tone: str, shape: str) -> None:
    x, y = point
    if shape:
        sheet.shape(x - 6, y - 6, shape, tone)
    else:
        sheet.traces.append(Trace("M6 2a4 4 0 1 0 0 8 4 4 0 0 0 0-8z", "chart__shape", tone, x - 6, y - 6))


def _names_beside(sheet: Drawing, field: _Field, drawn: Sequence[Line]) -> None:
    """Each name beside the end of its line, moved down where two would meet."""
    ends = [(field.y(_last(line)), place, line) for place, line in enumerate(drawn) if _last(line) is not None]
    below = field.top - LEADING
    for y, place, line in sorted(ends, key=lambda end: end[0]):
        words = wrapped(f"{line.label}: {number(_last(line))}", NAMES - 34, most=3)
        y = max(y, below + LEADING)
        _dot(sheet, (field.right + 16, y), line.tone, SHAPES[place % len(SHAPES)])
        for number_of, text in enumerate(words):
            sheet.say(field.right + 28, y + 5 + number_of * LEADING, text, css="chart__figure")
        below = y + (len(words) - 1) * LEADING


def _names_above(sheet: Drawing, drawn: Sequence[Line]) -> None:
    for place, line in enumerate(drawn):
        _dot(sheet, (6, sheet.height + 13), line.tone, SHAPES[place % len(SHAPES)])
        words = f"{line.label}: {number(_last(line))}"
        sheet.height += sheet.paragraph(18, sheet.height + 18, words, sheet.width - 20, most=2) + 4


def _last(line: Line) -> float:
    """The last figure that is known; 0 where none is."""
    return next((value for value in reversed(line.values) if value is not None), 0.0)
