"""Tables without upright lines: columns found by the white rivers that run down between their words."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from .grids import Lattice, Slot
from .lines import Line
from .shapes import Rule, Word

RULED_RIVER = 5.0  # points wide at least where lines mark the rows
RIVER = 9.0  # points wide at least where nothing does
CROSSED = 0.15  # of the rows may have words across a river: headings of sections
HEAD_GAP = 0.75  # of the size: a wider gap in a row of headings parts two of them
FEWEST_ROWS = 3
FEWEST_COLUMNS = 3  # where nothing is drawn


def split_by_rivers(lattice: Lattice, words: Sequence[Word]) -> Lattice | None:
    """A grid of rows without columns, given the columns that its words show; None where they show none."""
    if len(lattice.xs) != 2 or len(lattice.ys) < FEWEST_ROWS + 1:
        return None
    return lattice_of(words, lattice.ys, lattice.xs[0], lattice.xs[1], RULED_RIVER, lattice.ruled)


def by_flat_rules(rules: Sequence[Rule], words: Sequence[Word], taken: Sequence[Lattice]) -> list[Lattice]:
    """Grids whose rows are parted by lines across and whose columns by white only."""
    free = [
        rule for rule in rules
        if rule.flat and rule.drawn and rule.end - rule.start > 150
        and not any(one.ys[0] - 2 <= rule.at <= one.ys[-1] + 2 for one in taken)
    ]  # fmt: skip
    groups: list[list[Rule]] = []
    for rule in sorted(free, key=lambda rule: rule.at):
        for group in groups:
            if abs(group[-1].start - rule.start) < 5 and abs(group[-1].end - rule.end) < 5:
                if rule.at - group[-1].at > 4:
                    group.append(rule)
                break
        else:
            groups.append([rule])
    found = []
    for group in groups:
        if len(group) >= FEWEST_ROWS + 1 or (len(group) == 3 and group[1].at - group[0].at < 60):
            ys = [rule.at for rule in group]
            inside = [word for word in words if ys[0] < word.middle[1] < ys[-1]]
            if len(group) == 3:
                ys = _bands_below(inside, ys)
            lattice = lattice_of(inside, ys, group[0].start, group[0].end, RULED_RIVER, True)
            if lattice is not None:
                found.append(lattice)
    return found


def _bands_below(words: Sequence[Word], ys: list[float]) -> list[float]:
    """Rows of a table with a line above, below its header and at its end: parted by their distance."""
    lows = sorted({round(word.bottom, 1) for word in words if word.middle[1] > ys[1]})
    tops = {low: min(word.top for word in words if abs(word.bottom - low) < 0.2) for low in lows}
    cuts = [(one + tops[two]) / 2 for one, two in pairwise(lows) if tops[two] - one > 2.5]
    return [ys[0], ys[1], *cuts, ys[2]]


def lattice_of(
    words: Sequence[Word], ys: Sequence[float], left: float, right: float, least: float, ruled: bool
) -> Lattice | None:
    """The grid of rows `ys` with columns where rivers run; None with fewer than two columns."""
    bands: list[list[Word]] = [[] for _ in ys[1:]]
    for word in words:
        number = next((n for n in range(len(ys) - 1) if ys[n] <= word.middle[1] < ys[n + 1]), None)
        if number is not None and word.turn == 0:
            bands[number].append(word)
    full = [band for band in bands if band]
    if len(full) < FEWEST_ROWS:
        return None
    cuts = _rivers(full, left, right, least)
    if not cuts:
        return None
    xs = [left, *cuts, right]
    return _with_spans(list(ys), xs, bands, ruled)


def _rivers(bands: Sequence[Sequence[Word]], left: float, right: float, least: float) -> list[float]:
    """The middles of the strips that words of hardly any row cross, with words on both sides in several rows."""
    wide = int(right - left) + 2
    covered = [0] * wide
    for band in bands:
        seen = [False] * wide
        for start, end in _phrases(band):
            for x in range(max(0, int(start - left)), min(wide, int(end - left) + 1)):
                seen[x] = True
        for x, one in enumerate(seen):
            covered[x] += one
    most = int(CROSSED * len(bands)) if len(bands) > 4 else (1 if len(bands) == 4 else 0)
    rivers: list[tuple[int, int]] = []
    start = -1
    for x, count in enumerate([*covered, 10**6]):
        if count <= most and start < 0:
            start = x
        elif count > most and start >= 0:
            rivers.append((start, x))
            start = -1
    inner = [(a, b) for a, b in rivers if a > 2 and b < wide - 2 and b - a >= least]
    return [left + _middle(covered, a, b) for a, b in inner]


def _middle(covered: Sequence[int], start: int, end: int) -> float:
    """The middle of the widest part of a river that fewest rows cross."""
    least = min(covered[start:end])
    best = (start, start)
    at = start
    while at < end:
        stop = at
        while stop < end and covered[stop] == least:
            stop += 1
        if stop - at > best[1] - best[0]:
            best = (at, stop)
        at = stop + 1
    return (best[0] + best[1]) / 2


def _phrases(band: Sequence[Word]) -> list[tuple[float, float]]:
    """Words of a row with ordinary blanks between them taken together, line by line."""
    phrases: list[tuple[float, float]] = []
    last: Word | None = None
    for word in sorted(band, key=lambda word: (round(word.base), word.x0)):
        if last is not None and abs(word.base - last.base) < 2 and word.x0 - last.x1 < 0.75 * word.size:
            phrases[-1] = (phrases[-1][0], word.x1)
        else:
            phrases.append((word.x0, word.x1))
        last = word
    return phrases


def _with_spans(ys: list[float], xs: list[float], bands: Sequence[Sequence[Word]], ruled: bool) -> Lattice:
    slots: list[Slot] = []
    at: list[list[int]] = []
    for row, band in enumerate(bands):
        phrases = _phrases(band)
        crossed = [any(start < x - 1 and end > x + 1 for start, end in phrases) for x in xs[1:-1]]
        numbers: list[int] = []
        column = 0
        while column < len(xs) - 1:
            wide = 1
            while column + wide < len(xs) - 1 and crossed[column + wide - 1]:
                wide += 1
            numbers += [len(slots)] * wide
            slots.append(Slot(row, column, 1, wide, (xs[column], ys[row], xs[column + wide], ys[row + 1])))
            column += wide
        at.append(numbers)
    return Lattice(xs, ys, slots, ruled, at)


def led_run(rows: Sequence[Sequence[Line]], start: int) -> tuple[int, Lattice] | None:
    """The same where a row of three headings or more leads: each column begins under its heading, even where the
    white between two is as narrow as a blank in some row."""
    if len(rows[start]) < FEWEST_COLUMNS:
        return None
    heads = sorted((word for line in rows[start] for word in line.words), key=lambda word: word.x0)
    parted = [two for one, two in pairwise(heads) if two.x0 - one.x1 > HEAD_GAP * two.size]
    lefts = [heads[0].x0, *(word.x0 for word in parted)]
    cuts = [left - 3 for left in lefts[1:]]
    end, crossing = start + 1, 0
    while end < len(rows) and not _too_far(rows, end, start):
        words = sorted((word for line in rows[end] for word in line.words), key=lambda word: word.x0)
        crossed = sum(1 for cut in cuts if _crosses(words, cut))
        if words[0].x0 < lefts[0] - 4 or crossed > 1 or (crossed and crossing + 1 > CROSSED * (end - start + 3)):
            break
        crossing += crossed
        end += 1
    run = rows[start:end]
    if not _is_led(run[1:], lefts, cuts) or _is_prose(run):
        return None
    words = [word for row in run for line in row for word in line.words]
    ys = _row_edges(run)
    if len(ys) <= FEWEST_ROWS:
        return None
    left, right = min(word.x0 for word in words) - 2, max(word.x1 for word in words) + 2
    bands: list[list[Word]] = [
        [word for word in words if top <= word.middle[1] < bottom] for top, bottom in pairwise(ys)
    ]
    return end, _with_spans(ys, [left, *cuts, right], bands, False)


def _crosses(words: Sequence[Word], cut: float) -> bool:
    """Whether text runs over a place: a word does, or two with an ordinary blank between them."""
    if any(word.x0 < cut - 1 and word.x1 > cut + 1 for word in words):
        return True
    before = max((word for word in words if word.x1 <= cut + 1), key=lambda word: word.x1, default=None)
    after = min((word for word in words if word.x0 >= cut - 1), key=lambda word: word.x0, default=None)
    return before is not None and after is not None and after.x0 - before.x1 < 0.45 * after.size


def _is_led(rows: Sequence[Sequence[Line]], lefts: Sequence[float], cuts: Sequence[float]) -> bool:
    """Whether enough rows fill columns, and most columns begin where their headings do."""
    filled = 0
    begun = [0] * len(lefts)
    for row in rows:
        words = [word for line in row for word in line.words]
        inside = {sum(1 for cut in cuts if word.x0 >= cut) for word in words}
        filled += len(inside) > 1
        for number, left in enumerate(lefts):
            begun[number] += any(abs(word.x0 - left) < 2.5 for word in words)
    aligned = sum(1 for count in begun if count) >= 0.6 * len(lefts) and begun[0] + begun[1] > 1
    return filled >= FEWEST_ROWS - 1 and aligned


def aligned_run(rows: Sequence[Sequence[Line]], start: int) -> tuple[int, Lattice] | None:
    """How far rows of segments from `start` on make a table of three columns or more without any line, and its
    grid; None where they do not."""
    if len(rows[start]) < FEWEST_COLUMNS:
        return None
    end = start
    spans: list[tuple[float, float]] = []
    while end < len(rows):
        grown = _merge([*spans, *((line.box[0], line.box[2]) for line in rows[end])])
        if len(grown) < max(FEWEST_COLUMNS, len(rows[start]) - 1) or _too_far(rows, end, start):
            break
        spans = grown
        end += 1
    run = rows[start:end]
    if sum(1 for row in run if len(row) >= FEWEST_COLUMNS) < FEWEST_ROWS or _is_prose(run):
        return None
    words = [word for row in run for line in row for word in line.words]
    ys = _row_edges(run)
    left, right = min(word.x0 for word in words) - 2, max(word.x1 for word in words) + 2
    lattice = lattice_of(words, ys, left, right, RIVER, False) if len(ys) > FEWEST_ROWS else None
    if lattice is None or len(lattice.xs) <= FEWEST_COLUMNS:
        return None
    return end, lattice


def _merge(spans: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    merged: list[tuple[float, float]] = []
    for start, end in sorted(spans):
        if merged and start - merged[-1][1] < RIVER:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return merged


def _too_far(rows: Sequence[Sequence[Line]], number: int, start: int) -> bool:
    if number == start:
        return False
    step = rows[number][0].base - rows[number - 1][0].base
    return step > 4.5 * rows[number][0].size


def _is_prose(run: Sequence[Sequence[Line]]) -> bool:
    """Whether most lines are as long as running text in columns is, or lead to page numbers by dots."""
    lines = [line for row in run for line in row]
    if sum(1 for row in run if any("....." in word.text for line in row for word in line.words)) >= 0.5 * len(run):
        return True  # a list of contents
    long = sum(1 for line in lines if len(line.words) >= 6)
    return long > 0.75 * len(lines)


def _row_edges(run: Sequence[Sequence[Line]]) -> list[float]:
    """Where table rows begin and end: at wider steps, or where the first column has a word."""
    steps = [two[0].base - one[0].base for one, two in pairwise(run)]
    least = min(steps)
    first = min(line.box[0] for row in run for line in row)
    ordered = sorted(steps)
    jump = next((two for one, two in pairwise(ordered) if two > 1.05 * one), ordered[-1] + 1)
    wide = [step >= jump for step in steps]
    begun = [row[0].box[0] < first + 15 for row in run[1:]]
    told = sum(1 for new, begins in zip(wide, begun, strict=True) if new and begins) >= 0.6 * sum(wide)
    most = max(len(row) for row in run)
    single = sum(1 for row in run if len(row) >= max(2, 0.6 * most)) >= 0.8 * len(run)
    if (not any(wide) and least > 1.55 * run[-1][0].size) or (single and sum(wide) < 0.3 * len(wide)):
        wide = [True] * len(steps)  # a line a row, set wide
    elif not any(wide) or not told:
        wide = begun
    edges = [min(line.box[1] for line in run[0]) - 2]
    for number, new in enumerate(wide, 1):
        if new:
            above = max(line.box[3] for line in run[number - 1])
            below = min(line.box[1] for line in run[number])
            edges.append((above + below) / 2)
    edges.append(max(line.box[3] for line in run[-1]) + 2)
    return edges
