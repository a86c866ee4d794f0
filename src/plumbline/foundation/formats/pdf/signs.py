"""Signs that are drawn and not written: bullets, tick boxes, lines through words."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from .lines import Line
from .shapes import Box, Face, Mark, Sheet, Word

FACE = Face("drawn", bold=False, dingbat=False, descent=-0.2)
MOST = 4_000  # of a kind on one page: more is a chart
MOST_SQUARES = 600


def add_tick_boxes(sheet: Sheet) -> None:
    """Put a word ☐ or ☒ where the page has a tick box without a character: a form's, or one drawn as a square."""
    for box, ticked in sheet.boxes[:MOST]:
        _add(sheet, box, ticked)
    for box in _alone(sheet.squares) if len(sheet.squares) <= MOST_SQUARES else []:
        if any(_inside(word.middle, box) for word in sheet.words):
            continue
        marks = [mark for mark in sheet.marks if _inside(((mark.x0 + mark.x1) / 2, (mark.top + mark.bottom) / 2), box)]
        beside = any(
            abs(word.middle[1] - (box[1] + box[3]) / 2) < word.size
            and (-1 < word.x0 - box[2] < 2.5 * word.size or -1 < box[0] - word.x1 < 2.5 * word.size)
            for word in sheet.words
        )
        if beside:
            _add(sheet, box, bool(marks))


def _alone(squares: Sequence[Box]) -> list[Box]:
    """Squares that touch no other square, as those of a grid do; one drawn twice counts once."""
    kept: list[Box] = []
    for box in squares:
        if any(max(abs(a - b) for a, b in zip(box, other, strict=True)) < 2 for other in kept):
            continue
        kept.append(box)
    return [
        box for box in kept
        if not any(
            other is not box and box[0] < other[2] + 1 and other[0] < box[2] + 1
            and box[1] < other[3] + 1 and other[1] < box[3] + 1
            for other in kept
        )
    ]  # fmt: skip


def _inside(point: tuple[float, float], box: Box) -> bool:
    return box[0] - 0.5 <= point[0] <= box[2] + 0.5 and box[1] - 0.5 <= point[1] <= box[3] + 0.5


def _add(sheet: Sheet, box: Box, ticked: bool) -> None:
    high = box[3] - box[1]
    near = [word for word in sheet.words if word.turn == 0 and word.top < (box[1] + box[3]) / 2 < word.bottom]
    beside = min(near, key=lambda word: min(abs(word.x0 - box[2]), abs(word.x1 - box[0])), default=None)
    word = Word("☒" if ticked else "☐", *box, size=min(high, 12.0), face=FACE, blank_after=True)
    word.base = beside.base if beside is not None else box[3] - 0.2 * high
    if beside is not None:
        word.top, word.bottom, word.size = beside.top, beside.bottom, beside.size
        word.block, word.cell = beside.block, beside.cell
    sheet.words.append(word)


def strike_words(sheet: Sheet) -> None:
    """Mark the words that a line goes through at half their height."""
    rules = sorted((rule for rule in sheet.rules if rule.flat), key=lambda rule: rule.at)
    if not rules or len(rules) > MOST:
        return
    heights = [rule.at for rule in rules]
    for word in sheet.words:
        if word.turn:
            continue
        number = bisect_left(heights, word.base - 0.45 * word.size)
        while number < len(rules) and heights[number] <= word.base - 0.15 * word.size:
            rule = rules[number]
            if min(rule.end, word.x1) - max(rule.start, word.x0) > 0.8 * (word.x1 - word.x0):
                word.struck = True
                break
            number += 1


def bullets_of(sheet: Sheet) -> list[Box]:
    """Small filled figures that may be bullets."""
    round_ones = [(mark.x0, mark.top, mark.x1, mark.bottom) for mark in sheet.marks if _is_dot(mark)]
    square = [fill.box for fill in sheet.fills if 1.5 <= fill.width <= 7 and abs(fill.width - fill.height) < 0.8]
    found = round_ones + square
    return found if len(found) <= MOST else []


def _is_dot(mark: Mark) -> bool:
    wide, high = mark.x1 - mark.x0, mark.bottom - mark.top
    return 1.5 <= wide <= 8 and 1.5 <= high <= 8 and abs(wide - high) < 1.2 and mark.curved


def give_bullets(lines: Sequence[Line], bullets: Sequence[Box]) -> None:
    """Tell lines that a drawn bullet stands before them."""
    for line in lines:
        if line.words[0].turn:
            continue
        x0, top, _, bottom = line.box
        size = line.size
        for box in bullets:
            middle = (box[1] + box[3]) / 2
            if top + 0.1 * size < middle < bottom and 0 < x0 - box[2] < 2.6 * size:
                line.bullet = "•"
                break
