"""One page laid out: passages of lines and grids, in reading order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from .cells import Filled, Grid, fill_lattice
from .grids import Lattice, find_lattices
from .lines import Line, put_in_lines
from .rivers import aligned_run, by_flat_rules, led_run, split_by_rivers
from .shapes import Box, Sheet, Word
from .signs import bullets_of, give_bullets
from .tagged import mark_grid, tables_by_tags
from .tree import Tree

GUTTER = 12.0  # points: a narrower gap does not part columns
COLUMN = 95.0  # points: a narrower strip is no column of text
LONGEST_MARKER = 4  # letters: "12." or "(ii)" before the text of an item
COLUMN_LINES = 4  # fewer lines side by side are no columns


@dataclass(slots=True)
class Passage:
    """Lines that follow each other in one column, and where the column begins and ends."""

    lines: list[Line]
    left: float
    right: float
    page: int
    column: bool = False


Item = Passage | Grid


@dataclass(slots=True)
class Leaf:
    """One page laid out. `aside` holds words that are no part of what is read, with the reason."""

    number: int
    width: float
    height: float
    items: list[Item] = field(default_factory=list)
    aside: list[tuple[list[Line], str]] = field(default_factory=list)
    images: int = 0
    words: int = 0
    missing: int = 0


def lay_out(sheet: Sheet, words: Sequence[Word], tree: Tree) -> tuple[list[Item], list[Word]]:
    """The passages and grids of a page, and the artifacts outside grids; `words` are those of the sheet that show.
    An artifact in a grid is a header row that the page repeats, which only the whole table can tell."""
    lattices = find_lattices(sheet) if sheet.rules or sheet.fills else []
    lattices = _with_columns(lattices, words)
    lattices += by_flat_rules(sheet.rules, words, lattices)
    grids, free = _grids(lattices, sheet, words)
    if tree.cells:
        only_tagged, free = tables_by_tags(free, sheet, tree)
        grids += only_tagged
        for grid in grids:
            mark_grid(grid, tree)
    items = _ordered(_segments([word for word in free if not word.artifact]), grids, sheet)
    bullets = bullets_of(sheet)
    if bullets:
        for item in items:
            for lines in [item.lines] if isinstance(item, Passage) else [cell.lines for cell in item.cells]:
                give_bullets(lines, bullets)
    return items, [word for word in free if word.artifact]


def _with_columns(lattices: list[Lattice], words: Sequence[Word]) -> list[Lattice]:
    """Grids of rows only, given the columns that their words show; stacked highlights without columns go."""
    kept: list[Lattice] = []
    for lattice in lattices:
        if len(lattice.xs) == 2:
            inside = [word for word in words if lattice.slot_at(*word.middle) is not None]
            split = split_by_rivers(lattice, inside)
            if split is not None:
                kept.append(split)
            elif lattice.ruled:
                kept.append(lattice)
        else:
            kept.append(lattice)
    return kept


def _grids(lattices: list[Lattice], sheet: Sheet, words: Sequence[Word]) -> tuple[list[Grid], list[Word]]:
    """Grids that hold something, smaller ones inside the cells of larger ones, and the words that stand free."""
    lattices = sorted(lattices, key=lambda lattice: _area(lattice.box))
    heaps: list[list[Word]] = [[] for _ in lattices]
    free: list[Word] = []
    for word in words:
        for number, lattice in enumerate(lattices):
            if lattice.slot_at(*word.middle) is not None:
                heaps[number].append(word)
                break
        else:
            free.append(word)
    grids: list[Grid] = []
    for number, (lattice, heap) in enumerate(zip(lattices, heaps, strict=True)):
        grid = fill_lattice(lattice, sheet, heap)
        outer = [big for big in lattices[number + 1 :] if _within(lattice.box, big.box)]
        # A scrap is kept for now: joining says whether it is the rest of a row that a page break cut.
        if not _is_table(grid) and (outer or not is_scrap(grid)):
            if outer:  # the words go to the table around
                heaps[lattices.index(outer[0])].extend(heap)
            else:
                free += heap
            continue
        grids.append(grid)
    return _nested(grids), free


def _is_table(grid: Grid) -> bool:
    """Whether a grid holds words like a table does: a chart's lines hold none."""
    full = [cell for cell in grid.cells if cell.lines]
    if len(full) < 2 and not (full and len(grid.cells) > 2 and any(cell.tick or cell.fill for cell in grid.cells)):
        return False
    return len(full) >= 0.08 * len(grid.cells) or sum(1 for cell in grid.cells if cell.tick is not None) > 3


def is_scrap(grid: Grid) -> bool:
    """Whether a grid is one ruled row with words in one of its cells: no table by itself."""
    return grid.ruled and grid.rows == 1 and len(grid.cells) > 1 and sum(1 for cell in grid.cells if cell.lines) == 1


def _nested(grids: list[Grid]) -> list[Grid]:
    """Grids with those inside a cell of another put into that cell. Comes smallest first."""
    top: list[Grid] = []
    for number, grid in enumerate(grids):
        host = next((cell for big in grids[number + 1 :] if (cell := _host(grid, big)) is not None), None)
        if host is None:
            top.append(grid)
        else:
            host.inner.append(grid)
    return top


def _host(grid: Grid, big: Grid) -> Filled | None:
    return next((cell for cell in big.cells if _within(grid.box, cell.box)), None)


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _within(small: Box, big: Box) -> bool:
    return small[0] >= big[0] - 1 and small[1] >= big[1] - 1 and small[2] <= big[2] + 1 and small[3] <= big[3] + 1


def _segments(words: Sequence[Word]) -> list[Line]:
    """Lines cut where a gap is wide enough to part columns."""
    cut: list[Line] = []
    for line in put_in_lines(words):
        start = 0
        for number in range(1, len(line.words)):
            gap = line.words[number].frame()[0] - line.words[number - 1].frame()[2]
            if gap > max(GUTTER, 0.9 * line.words[number].size):
                cut.append(Line(line.words[start:number]))
                start = number
        cut.append(Line(line.words[start:]))
    return cut


def _ordered(segments: list[Line], grids: list[Grid], sheet: Sheet) -> list[Item]:
    """Bands of text between the grids, each read by its columns; grids side by side go left to right."""
    upright = [line for line in segments if line.words[0].turn == 0]
    turned = [line for line in segments if line.words[0].turn != 0]
    items: list[Item] = []
    rest = sorted(upright, key=lambda line: line.box[1])
    for grid in sorted(grids, key=lambda grid: (grid.box[1], grid.box[0])):
        beside = [line for line in rest if _middle(line) < grid.box[1] + 1]
        if beside:
            items += _passages(beside, sheet)
            taken = {id(line) for line in beside}
            rest = [line for line in rest if id(line) not in taken]
        items.append(grid)
    if rest:
        items += _passages(rest, sheet)
    for line in turned:
        items.append(Passage([line], line.frame[0], line.frame[2], sheet.number))
    return items


def _middle(line: Line) -> float:
    box = line.box
    return (box[1] + box[3]) / 2


def _passages(segments: list[Line], sheet: Sheet) -> list[Item]:
    """Segments of one band as passages: columns where they are clear, whole lines elsewhere."""
    rows = _rows(segments)
    left, right = min(s.box[0] for s in segments), max(s.box[2] for s in segments)
    passages: list[Item] = []
    number = 0
    plain: list[Line] = []
    while number < len(rows):
        table = led_run(rows, number) or aligned_run(rows, number)
        if table is not None:
            if plain:
                passages.append(Passage(plain, left, right, sheet.number))
                plain = []
            end, lattice = table
            inside = [word for row in rows[number:end] for line in row for word in line.words]
            passages.append(fill_lattice(lattice, sheet, inside))
            number = end
            continue
        run = _column_run(rows, number, left, right)
        if run is None:
            plain.append(_whole(rows[number]))
            number += 1
            continue
        if plain:
            passages.append(Passage(plain, left, right, sheet.number))
            plain = []
        end, cuts = run
        edges = [left, *cuts, right + 1]
        for one, two in pairwise(edges):
            column = [line for row in rows[number:end] for line in row if one <= (line.box[0] + line.box[2]) / 2 < two]
            if column:
                bounds = [line.box for line in column]
                left_edge, right_edge = min(b[0] for b in bounds), max(b[2] for b in bounds)
                passages.append(Passage(column, left_edge, right_edge, sheet.number, column=True))
        number = end
    if plain:
        passages.append(Passage(plain, left, right, sheet.number))
    return passages


def _rows(segments: list[Line]) -> list[list[Line]]:
    rows: list[list[Line]] = []
    for line in sorted(segments, key=lambda line: line.base):
        if rows:
            _, top, _, bottom = rows[-1][0].box
            shared = min(bottom, line.box[3]) - max(top, line.box[1])
            if shared > 0.5 * min(bottom - top, line.box[3] - line.box[1]):
                rows[-1].append(line)
                continue
        rows.append([line])
    for row in rows:
        row.sort(key=lambda line: line.box[0])
    return rows


def _whole(row: list[Line]) -> Line:
    if len(row) == 1:
        return row[0]
    marker = len(row) == 2 and len(row[0].words) == 1 and len(row[0].words[0].text) <= LONGEST_MARKER
    return Line([word for line in row for word in line.words], parted=not marker)


def _column_run(rows: list[list[Line]], start: int, left: float, right: float) -> tuple[int, list[float]] | None:
    """How far rows from `start` on are columns of running text, and where to cut: (end, cuts), or None."""
    if right - left < 2 * COLUMN or len(rows[start]) < 2:
        return None
    best: tuple[int, float, float] | None = None
    row = rows[start]
    gaps = [(one.box[2], two.box[0]) for one, two in pairwise(row)]
    for low, high in gaps:
        end = start
        while end < len(rows):
            spans = [(line.box[0], line.box[2]) for line in rows[end]]
            now_low = max([low, *(b for a, b in spans if (a + b) / 2 < (low + high) / 2)])
            now_high = min([high, *(a for a, b in spans if (a + b) / 2 >= (low + high) / 2)])
            if now_high - now_low < GUTTER:
                break
            low, high = now_low, now_high
            end += 1
        if best is None or end > best[0]:
            best = (end, low, high)
    if best is None:
        return None
    end, low, high = best
    cut = (low + high) / 2
    if not all(_is_column(rows[start:end], a, b) for a, b in ((left - 1, cut), (cut, right + 1))):
        return None
    return end, [cut]


def _is_column(rows: list[list[Line]], left: float, right: float) -> bool:
    """Whether the strip holds running text: enough lines, wide and mostly full."""
    lines = [line for row in rows for line in row if left <= (line.box[0] + line.box[2]) / 2 < right]
    if len(lines) < COLUMN_LINES:
        return False
    wide = max(line.box[2] for line in lines) - min(line.box[0] for line in lines)
    if wide < COLUMN:
        return False
    full = sum(1 for line in lines if line.box[2] - line.box[0] > 0.6 * wide)
    return full >= 0.5 * len(lines)
