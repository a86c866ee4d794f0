"""Paths that a page paints, sorted into fills, rules, little squares and marks."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from pdfminer.utils import Matrix

from .shapes import Box, Fill, Mark, Rule, Sheet

THIN = 2.6  # points: a filled rectangle not wider than this is a line
MARK = 30.0  # points: a larger figure is no tick
MOST_POINTS = 60


def take_path(
    sheet: Sheet,
    path: Sequence[Any],
    ctm: Matrix,
    clip: Box | None,
    colour: str | None,
    *,
    fill: bool,
    stroke: bool,
    width: float,
    artifact: bool,
) -> None:
    """Book one painted path on `sheet`."""
    for part in _parts(path):
        points, curved, closed = _points(part, ctm, sheet.height)
        if len(points) < 2 or len(points) > 5000:
            continue
        box = _bounds(points)
        if not curved and (len(points) == 2 or _thin(box)) and (stroke or fill):
            _line(sheet, box, points, clip, colour, fill and not stroke, width)
        elif not curved and _upright(points, closed or fill):
            _rectangle(sheet, box, clip, colour, fill=fill, stroke=stroke, artifact=artifact)
        elif not curved and stroke and not fill and _along(points, closed):
            for one, two in pairwise(points):
                _line(sheet, _bounds((one, two)), (one, two), clip, None, False, width)
        else:
            _figure(sheet, box, points, clip, colour, curved=curved, fill=fill, artifact=artifact)


def outline(path: Sequence[Any], ctm: Matrix, height: float) -> Box | None:
    """The box around a whole path, as a clip needs it."""
    points = [point for part in _parts(path) for point in _points(part, ctm, height)[0]]
    return _bounds(points) if points else None


def _parts(path: Sequence[Any]) -> list[list[Any]]:
    parts: list[list[Any]] = []
    for step in path:
        if step[0] == "m":
            parts.append([step])
        elif parts:
            parts[-1].append(step)
    return [part for part in parts if len(part) > 1]


def _points(part: Sequence[Any], ctm: Matrix, height: float) -> tuple[list[tuple[float, float]], bool, bool]:
    a, b, c, d, e, f = ctm
    points: list[tuple[float, float]] = []
    curved = closed = False
    for step in part:
        kind = step[0]
        if kind == "h":
            closed = True
            continue
        curved = curved or kind in "cvy"
        x, y = step[-2], step[-1]
        if not (isinstance(x, int | float) and isinstance(y, int | float)):
            continue
        point = (a * x + c * y + e, height - (b * x + d * y + f))
        if not points or abs(point[0] - points[-1][0]) > 0.01 or abs(point[1] - points[-1][1]) > 0.01:
            points.append(point)
    if len(points) > 2 and abs(points[0][0] - points[-1][0]) < 0.05 and abs(points[0][1] - points[-1][1]) < 0.05:
        points.pop()
        closed = True
    return points, curved, closed


def _bounds(points: Sequence[tuple[float, float]]) -> Box:
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    return (min(xs), min(ys), max(xs), max(ys))


def _thin(box: Box) -> bool:
    return min(box[2] - box[0], box[3] - box[1]) <= THIN


def _upright(points: Sequence[tuple[float, float]], closed: bool) -> bool:
    return (
        closed
        and len(points) == 4
        and all(
            abs(one[0] - two[0]) < 0.3 or abs(one[1] - two[1]) < 0.3
            for one, two in zip(points, [*points[1:], points[0]], strict=True)
        )
    )


def _along(points: Sequence[tuple[float, float]], closed: bool) -> bool:
    """Whether an open stroke runs along the page only, as the corner of a border does."""
    return not closed and all(abs(one[0] - two[0]) < 0.3 or abs(one[1] - two[1]) < 0.3 for one, two in pairwise(points))


def _clipped(box: Box, clip: Box | None) -> Box | None:
    if clip is None:
        return box
    cut = (max(box[0], clip[0]), max(box[1], clip[1]), min(box[2], clip[2]), min(box[3], clip[3]))
    return cut if cut[2] - cut[0] > -0.5 and cut[3] - cut[1] > -0.5 else None


def _line(
    sheet: Sheet, box: Box, points: Sequence[tuple[float, float]], clip: Box | None, colour: str | None,
    filled: bool, width: float,
) -> None:  # fmt: skip
    cut = _clipped(box, clip)
    if cut is None or (filled and colour == "#ffffff"):
        return
    x0, top, x1, bottom = cut
    wide, high = x1 - x0, bottom - top
    if len(points) == 2 and wide > 1 and high > 1:  # a slanting line: part of a drawn cross or tick
        _figure(sheet, box, list(points), clip, None, curved=False, fill=False, artifact=False)
    elif wide >= high and (wide > 1 or width <= THIN):
        if len(points) == 2 and not filled and width > 2 * THIN:  # a thick stroke is a painted band
            sheet.fills.append(Fill(x0, top - width / 2, x1, top + width / 2, None))
            return
        sheet.rules.append(Rule(True, (top + bottom) / 2, x0, x1))
    elif high > wide:
        sheet.rules.append(Rule(False, (x0 + x1) / 2, top, bottom))


def _rectangle(
    sheet: Sheet, box: Box, clip: Box | None, colour: str | None, *, fill: bool, stroke: bool, artifact: bool
) -> None:
    cut = _clipped(box, clip)
    if cut is None:
        return
    x0, top, x1, bottom = cut
    if x1 - x0 >= 0.95 * sheet.width and bottom - top >= 0.95 * sheet.height:
        return  # the colour of the whole page
    if fill and x1 - x0 > 0.5 and bottom - top > 0.5:
        sheet.fills.append(Fill(x0, top, x1, bottom, colour, artifact))
    if stroke:
        if 5 <= x1 - x0 <= 16 and 5 <= bottom - top <= 16 and abs((x1 - x0) - (bottom - top)) < 1.5:
            sheet.squares.append(cut)
        for at in (top, bottom):
            sheet.rules.append(Rule(True, at, x0, x1))
        for at in (x0, x1):
            sheet.rules.append(Rule(False, at, top, bottom))


def _figure(
    sheet: Sheet, box: Box, points: list[tuple[float, float]], clip: Box | None, colour: str | None, *,
    curved: bool, fill: bool, artifact: bool,
) -> None:  # fmt: skip
    cut = _clipped(box, clip)
    if cut is None:
        return
    wide, high = box[2] - box[0], box[3] - box[1]
    if wide <= MARK and high <= MARK:
        if len(points) <= MOST_POINTS:
            sheet.marks.append(Mark(*box, tuple(points), curved, fill, colour))
    elif fill:
        sheet.fills.append(Fill(*cut, colour, artifact))  # a box with round corners
