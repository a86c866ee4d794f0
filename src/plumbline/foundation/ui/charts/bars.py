"""Bars that lie: one figure a row, several side by side, or parts of a whole."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from plumbline.foundation.ui.charts.parts import (
    LEADING,
    NARROW,
    WIDE,
    Chart,
    Drawing,
    Rect,
    Row,
    Series,
    Trace,
    as_table,
    known,
    letters_wide,
    number,
    wrapped,
)

LABEL_SHARE = 0.34
GAP, KEY_GAP = 12, 20
BAR, SLIM, PARTED = 20, 16, 28
ASCENT = 14
"""From the top of a line of letters to their ground line."""


def bars(key: str, title: str, description: str, rows: Sequence[Row], *, unit: str, corner: str = "") -> Chart:
    """One figure a row, none of them stacked. `unit` heads the figures in the table ("Days late")."""
    return grouped(key, title, description, [Series(unit)], rows, corner=corner)


def grouped(
    key: str, title: str, description: str, series: Sequence[Series], rows: Sequence[Row], *, corner: str = ""
) -> Chart:
    """For each row a bar of each series, one under another, each with its figure at its end."""
    return _chart(key, title, description, series, rows, corner, _side_by_side)


def stacked(
    key: str, title: str, description: str, series: Sequence[Series], rows: Sequence[Row], *, corner: str = ""
) -> Chart:
    """For each row (a date, a section) one bar divided into the series, with figure and shape in each part where
    there is room, and the sum at its end. Figures are not below 0."""
    if any(value < 0 for value in known(rows)):
        raise ValueError("Parts of a whole are not below 0.")
    return _chart(key, title, description, series, rows, corner, _parted)


Drawn = Callable[[Drawing, Sequence[Series], Sequence[Row], "_Scale"], None]


class _Scale:
    """Where figures lie from left to right; `label` is the width for the rows' names, 0 where they stand above."""

    def __init__(self, width: int, label: float, low: float, high: float, room: float) -> None:
        self.label = label
        self.left = label + (GAP if label else 0)
        self.low, self.high = low, high
        self.across = max(40.0, width - self.left - room)

    def x(self, value: float) -> float:
        return self.left + (value - self.low) / ((self.high - self.low) or 1) * self.across


def _chart(
    key: str, title: str, description: str, series: Sequence[Series], rows: Sequence[Row], corner: str, draw: Drawn
) -> Chart:
    if any(len(row.values) != len(series) for row in rows):
        raise ValueError("Every row has one figure for each series.")
    drawings = [_sheet(width, series, rows, draw) for width in (WIDE, NARROW)]
    head, *body = as_table(series, rows, corner)
    return Chart(key, title, description, drawings[0], drawings[1], head, tuple(body), is_empty=not rows)


def _sheet(width: int, series: Sequence[Series], rows: Sequence[Row], draw: Drawn) -> Drawing:
    sheet = Drawing(width)
    if draw is _parted:
        _key(sheet, series)
        sums = [sum(value or 0 for value in row.values) for row in rows]
        low, high, longest = 0.0, max(sums, default=0), max((letters_wide(number(one)) for one in sums), default=0)
    else:
        figures = known(rows)
        low, high = min([0, *figures]), max([0, *figures])
        told = (_told(row, place, series) for row in rows for place in range(len(series)))
        longest = max((letters_wide(words) for words in told), default=0)
    label = width * LABEL_SHARE if width == WIDE else 0.0
    draw(sheet, series, rows, _Scale(width, label, low, high, min(longest, width / 2) + GAP))
    return sheet


def _key(sheet: Drawing, series: Sequence[Series]) -> None:
    """What the tones mean, in words, above the bars."""
    x = 0.0
    for one in series:
        wide = 22 + letters_wide(one.label) + KEY_GAP
        if x and x + wide > sheet.width:
            x, sheet.height = 0.0, sheet.height + LEADING + 4
        sheet.rects.append(Rect(x, sheet.height + 1, 16, 16, one.tone, "chart__part"))
        if one.shape:
            sheet.shape(x + 2, sheet.height + 3, one.shape, one.tone)
        sheet.say(x + 22, sheet.height + ASCENT, one.label)
        x += wide
    sheet.height += LEADING + GAP


def _label(sheet: Drawing, row: Row, scale: _Scale, tall: float) -> tuple[float, float]:
    """Write the row's name; gives where its bars begin and the least height of the row from there."""
    if not scale.label:
        sheet.height += sheet.paragraph(0, sheet.height + ASCENT, row.label, sheet.width) + 2
        return sheet.height, tall
    lines = len(wrapped(row.label, scale.label)) * LEADING
    sheet.paragraph(0, sheet.height + ASCENT + max(0.0, (tall - lines) / 2), row.label, scale.label)
    return sheet.height + max(0.0, (lines - tall) / 2), max(tall, lines)


def _side_by_side(sheet: Drawing, series: Sequence[Series], rows: Sequence[Row], scale: _Scale) -> None:
    thick = BAR if len(series) == 1 else SLIM
    for row in rows:
        y, tall = _label(sheet, row, scale, len(series) * (thick + 2))
        for place, (one, value) in enumerate(zip(series, row.values, strict=True)):
            _bar(sheet, scale, one, value, _told(row, place, series), y + place * (thick + 2), thick)
        zero, end = round(scale.x(0), 1), y + len(series) * (thick + 2)
        sheet.traces.append(Trace(f"M{zero} {y - 3}V{end + 1}", "chart__axis"))
        sheet.height = max(sheet.height + tall, y + len(series) * (thick + 2)) + GAP


def _told(row: Row, place: int, series: Sequence[Series]) -> str:
    """A figure in words, with the name of its series where there are several."""
    return f"{row.words(place)} {series[place].label}" if len(series) > 1 else row.words(place)


def _bar(sheet: Drawing, scale: _Scale, one: Series, value: float | None, words: str, y: float, thick: int) -> None:
    start, end = scale.x(0), scale.x(value or 0)
    if value:
        css = "chart__bar" if one.tone not in {"green", "amber", "red"} else "chart__part"
        sheet.rects.append(Rect(round(min(start, end), 1), y, round(abs(end - start), 1), thick, one.tone, css))
    sheet.say(max(start, end) + 6, y + thick / 2 + 5, words, css="chart__figure" if value is not None else "")


def _parted(sheet: Drawing, series: Sequence[Series], rows: Sequence[Row], scale: _Scale) -> None:
    for row in rows:
        y, tall = _label(sheet, row, scale, PARTED)
        total = 0.0
        for place, (one, value) in enumerate(zip(series, row.values, strict=True)):
            if value:
                _part(sheet, scale, one, row.words(place), y, (total, total + value))
                total += value
        sheet.say(scale.x(total) + 6, y + PARTED / 2 + 5, number(total), css="chart__figure")
        sheet.height = max(sheet.height + tall, y + PARTED) + GAP


def _part(sheet: Drawing, scale: _Scale, one: Series, words: str, y: float, ends: tuple[float, float]) -> None:
    left, right = scale.x(ends[0]), scale.x(ends[1])
    sheet.rects.append(Rect(round(left, 1), y, round(right - left, 1), PARTED, one.tone, "chart__part"))
    shape = 17 if one.shape else 0
    if right - left >= shape + letters_wide(words) + 10:
        if one.shape:
            sheet.shape(left + 6, y + 8, one.shape, one.tone)
        sheet.say(left + 6 + shape, y + PARTED / 2 + 5, words, css=f"chart__in tone-{one.tone}")
    elif one.shape and right - left >= 16:
        sheet.shape((left + right) / 2 - 6, y + 8, one.shape, one.tone)
