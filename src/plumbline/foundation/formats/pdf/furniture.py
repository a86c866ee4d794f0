"""Running heads and feet and page numbers: what the margins repeat from page to page, left out with its reason."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable

from plumbline.foundation.formats.blocks import LeftOut, LeftOutReason, Place

from .cells import Grid
from .layout import Leaf, Passage
from .lines import Line

HEAD = 0.13  # of the page's height
FOOT = 0.88
EDGE = 0.085  # of the page's height: what has a changing figure must stand nearer to the edge
OFTEN = 0.3  # of the pages: what stands on fewer is no furniture
LONGEST = 14  # words in a line of furniture with a changing figure
NEAR = 6.0  # points: furniture stands at the same height on its pages
_NUMBER = re.compile(
    r"(?:page|p\.?|tudalen)?\s*[-–—|]?\s*(?:\d{1,4}|[ivxlc]{1,6})\s*(?:(?:of|/|o)\s*\d{1,4})?\s*[-–—|]?", re.IGNORECASE
)


def take_out_furniture(leaves: list[Leaf]) -> list[LeftOut]:
    """What is left out; the lines are taken from the leaves."""
    left: list[LeftOut] = []
    for leaf in leaves:
        for lines, reason in leaf.aside:
            for line in lines:
                kind = _artifact(line, leaf) if reason == "artifact" else reason
                left.append(LeftOut(line.text, kind, Place(leaf.number, 0)))
    left += _take_out_grids(leaves)
    doomed = _repeated(leaves)
    for leaf in leaves:
        for item in leaf.items:
            if isinstance(item, Passage):
                left += [
                    LeftOut(line.text, doomed[id(line)], Place(leaf.number, 0))
                    for line in item.lines
                    if id(line) in doomed
                ]
                item.lines = [line for line in item.lines if id(line) not in doomed]
        leaf.items = [item for item in leaf.items if not isinstance(item, Passage) or item.lines]
    return left


def _take_out_grids(leaves: list[Leaf]) -> list[LeftOut]:
    """Letterheads: tables in the margins that pages repeat, or that tags call artifacts."""
    seen: Counter[str] = Counter()
    margin: list[tuple[Leaf, Grid, str]] = []
    for leaf in leaves:
        for item in leaf.items:
            if isinstance(item, Grid) and (item.box[3] <= HEAD * leaf.height or item.box[1] >= FOOT * leaf.height):
                shape = re.sub(r"\d+", "#", "|".join(cell.text.lower() for cell in item.cells))
                seen[shape] += 1
                margin.append((leaf, item, shape))
    left: list[LeftOut] = []
    for leaf, grid, shape in margin:
        words = [word for cell in grid.cells for line in cell.lines for word in line.words]
        if seen[shape] >= max(2, OFTEN * len(leaves)) or (words and all(word.artifact for word in words)):
            reason = LeftOutReason.RUNNING_HEAD if grid.box[3] <= HEAD * leaf.height else LeftOutReason.RUNNING_FOOT
            left += [LeftOut(cell.text, reason, Place(leaf.number, 0)) for cell in grid.cells if cell.text]
            leaf.items = [item for item in leaf.items if item is not grid]
    return left


def _artifact(line: Line, leaf: Leaf) -> str:
    kind = line.words[0].artifact
    if is_number(line.text):
        return LeftOutReason.PAGE_NUMBER
    if kind == "Header" or (kind != "Footer" and line.box[3] < 0.5 * leaf.height):
        return LeftOutReason.RUNNING_HEAD
    return LeftOutReason.RUNNING_FOOT


def is_number(text: str) -> bool:
    """Whether a line is a page number and nothing else."""
    return bool(_NUMBER.fullmatch(text.strip()))


def _edge_lines(leaf: Leaf) -> Iterable[tuple[Line, bool]]:
    """The lines in the margins, and whether at the head."""
    for item in leaf.items:
        if isinstance(item, Passage):
            for line in item.lines:
                box = line.box
                if box[3] <= HEAD * leaf.height:
                    yield line, True
                elif box[1] >= FOOT * leaf.height:
                    yield line, False


def _repeated(leaves: list[Leaf]) -> dict[int, str]:
    """The lines to leave out by their id, with the reason."""
    if len(leaves) < 2:
        return {}
    seen: dict[tuple[bool, str], list[tuple[Leaf, Line]]] = defaultdict(list)
    numbers: list[tuple[int, Line]] = []
    for leaf in leaves:
        for line, head in _edge_lines(leaf):
            if is_number(line.text):
                numbers.append((leaf.number, line))
            seen[(head, re.sub(r"\d+", "#", line.text.strip().lower()))].append((leaf, line))
    doomed: dict[int, str] = {}
    for (head, shape), places in seen.items():
        if len({leaf.number for leaf, _ in places}) < max(2, OFTEN * len(leaves)):
            continue
        if "#" in shape and not _counts_pages(shape, places):
            continue
        reason = LeftOutReason.RUNNING_HEAD if head else LeftOutReason.RUNNING_FOOT
        for leaf, line in places:
            if any(abs(line.box[1] - other.box[1]) <= NEAR for page, other in places if page is not leaf):
                doomed[id(line)] = LeftOutReason.PAGE_NUMBER if is_number(line.text) else reason
    doomed.update(_counted(numbers, len(leaves)))
    return _outermost(leaves, doomed)


def _counts_pages(shape: str, places: list[tuple[Leaf, Line]]) -> bool:
    """Whether lines that differ in their figures are furniture: the same figures, or a page number at the very edge."""
    texts = {line.text for _, line in places}
    if len(texts) == 1:
        return True
    if shape.strip("# ") == "":
        return all(is_number(line.text) for _, line in places)
    at_edge = all(line.box[3] < EDGE * leaf.height or line.box[1] > (1 - EDGE) * leaf.height for leaf, line in places)
    offsets = [{int(figure) - leaf.number for figure in re.findall(r"\d{1,4}", line.text)} for leaf, line in places]
    short = len(shape.split()) <= LONGEST
    return short and (at_edge or "page" in shape) and bool(set.intersection(*offsets))


def _outermost(leaves: list[Leaf], doomed: dict[int, str]) -> dict[int, str]:
    """Only what nothing else stands outside of: furniture is the first or last of its page."""
    kept: dict[int, str] = {}
    for leaf in leaves:
        lines = sorted((line for line, _ in _edge_lines(leaf)), key=lambda line: line.box[1])
        for run in (
            [line for line in lines if line.box[3] <= HEAD * leaf.height],
            [line for line in reversed(lines) if line.box[1] >= FOOT * leaf.height],
        ):
            heights = [line.box[1] for line in run if id(line) in doomed]
            for line in run:
                if id(line) in doomed:
                    kept[id(line)] = doomed[id(line)]
                elif not any(abs(line.box[1] - height) <= NEAR for height in heights):
                    break
    return kept


def _counted(numbers: list[tuple[int, Line]], pages: int) -> dict[int, str]:
    """Page numbers that count with the pages, wherever they stand in the margins."""
    by_offset: dict[int, list[Line]] = defaultdict(list)
    for page, line in numbers:
        digits = re.search(r"\d+", line.text)
        if digits:
            by_offset[int(digits.group()) - page].append(line)
    best = max(by_offset.values(), key=len, default=[])
    return {id(line): LeftOutReason.PAGE_NUMBER for line in best} if len(best) >= 2 or pages == 2 else {}
