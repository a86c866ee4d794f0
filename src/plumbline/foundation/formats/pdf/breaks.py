"""Rows that a page break cut in two: whether the first row of a page is the rest of the last row before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from .cells import Filled
from .lines import Line
from .prose import Room, would_fit

ENDS = ".!?"


def room_of(cell: Filled) -> Room:
    """What the lines of a cell may fill: the cell without the padding that its text shows at the left."""
    return room_in(cell.box, [line.box for line in cell.lines], sure=cell.ruled)


def room_in(
    box: tuple[float, float, float, float], lines: Sequence[tuple[float, float, float, float]], *, sure: bool = True
) -> Room:
    """The room in a box, by the padding that the lines show; more than 12 points is no padding."""
    if not lines:
        return Room(box[0], box[2], sure)
    padding = min(12.0, max(0.0, min(line[0] for line in lines) - box[0]))
    return Room(box[0] + padding, max(box[2] - padding, max(line[2] for line in lines)), sure)


def is_rest_of_row(upper: Mapping[tuple[int, int], Filled], lower: Sequence[Filled]) -> bool:
    """`upper` holds the cells of the last row by (column, columns), `lower` those of the next page's first row."""
    pairs = [(upper.get((cell.column, cell.columns)), cell) for cell in lower]
    if any(above is None for above, _ in pairs):
        return False
    known = [(above, cell) for above, cell in pairs if above is not None]
    tagged = [
        (one, two) for above, cell in known if (one := _tag(above)) is not None and (two := _tag(cell)) is not None
    ]
    if tagged:
        return any(one == two for one, two in tagged)
    if any(above.fill and cell.fill and above.fill != cell.fill for above, cell in known):
        return False
    full = [(above, cell) for above, cell in known if cell.lines]
    if not full:
        return not any(cell.tick is not None or (cell.fill and not above.fill) for above, cell in known)
    if any(not (above.lines or above.more) for above, _ in full):
        return False
    return _judge(full, sum(1 for above, cell in known if above.lines and not cell.lines))


def _judge(full: Sequence[tuple[Filled, Filled]], ended: int) -> bool:
    """By how many cells go on in the middle of a sentence, and how many are done (`ended`)."""
    strong = weak = fresh = 0
    for above, cell in full:
        first = cell.lines[0].words[0].text
        last = _last_line(above)
        stopped = last.text[-1:] in ENDS
        fits = would_fit(last, cell.lines[0], room_of(above))
        if first[0].islower() and not stopped:
            strong += 1
        elif not stopped and not fits:
            weak += 1
        else:
            fresh += 1
    if strong:
        return fresh <= strong + 1 if ended else fresh <= strong // 2
    return bool(weak) and not fresh and ended >= len(full)


def _last_line(cell: Filled) -> Line:
    return cell.more[-1][2][-1] if cell.more else cell.lines[-1]


def _tag(cell: Filled) -> int | None:
    for line in cell.lines:
        for word in line.words:
            if word.cell is not None:
                return word.cell
    return None
