"""Cells of a grid filled: their lines, their colour, their tick."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from plumbline.foundation.formats.colour import SIGNS
from plumbline.foundation.formats.ticks import tick_of

from .colours import is_white
from .grids import Lattice, Slot
from .lines import Line, join, put_in_lines
from .shapes import Box, Fill, Mark, Sheet, Word

PAINTED = 0.5  # of a cell: what covers so much of it is its colour
BEHIND_TEXT = 0.7  # of the words' area: a highlight behind so much of the text is the cell's colour
PARTLY = 0.25  # of a cell: so much paint of one colour is a sign too where there is no other
ENDS_NEAR = 10.0  # points before a cell's right edge: a word that ends there is the cell's, wherever it starts

TICKED = {"wingdings": "üþýûRSTVxn", "wingdings2": "PROQSTUVW", "zapfdingbats": "345678n", "webdings": "ar"}
EMPTY = {"wingdings": "o¨qr", "wingdings2": "£*", "zapfdingbats": "opqr", "webdings": "c"}


@dataclass(slots=True)
class Filled:
    """A cell with what stands in it. `page` counts from 1."""

    row: int
    column: int
    rows: int
    columns: int
    box: Box
    page: int
    lines: list[Line] = field(default_factory=list)
    fill: str | None = None
    tick: bool | None = None
    inner: list[Grid] = field(default_factory=list)
    ruled: bool = True
    more: list[tuple[int, Box, list[Line]]] = field(default_factory=list)  # what a later page adds

    @property
    def text(self) -> str:
        """All of its lines."""
        return " ".join(line.text for line in self.lines)


@dataclass(slots=True)
class Grid:
    """A table on one page. `header_rows` are marked so by tags; `key` is the tagged table it belongs to."""

    cells: list[Filled]
    rows: int
    columns: int
    box: Box
    page: int
    xs: list[float] = field(default_factory=list)
    ruled: bool = True
    header_rows: set[int] = field(default_factory=set)
    key: int | None = None
    last_page: int = 0

    def __post_init__(self) -> None:
        self.last_page = self.last_page or self.page

    def row(self, number: int) -> list[Filled]:
        """The cells that start in a row."""
        return [cell for cell in self.cells if cell.row == number]


def fill_lattice(lattice: Lattice, sheet: Sheet, words: Sequence[Word]) -> Grid:
    """A grid with its words, colours and ticks; `words` are those that stand in it."""
    heaps: list[list[Word]] = [[] for _ in lattice.slots]
    for word in words:
        slot = _slot_of(word, lattice)
        if slot is not None:
            heaps[slot].append(word)
    _gather(heaps)
    fills = [fill for fill in sheet.fills if _touch(fill.box, lattice.box)]
    marks: list[list[Mark]] = [[] for _ in lattice.slots]
    for mark in sheet.marks:
        slot = lattice.slot_at((mark.x0 + mark.x1) / 2, (mark.top + mark.bottom) / 2)
        if slot is not None:
            marks[slot].append(mark)
    squares: list[list[Box]] = [[] for _ in lattice.slots]
    for square in sheet.squares:
        slot = lattice.slot_at((square[0] + square[2]) / 2, (square[1] + square[3]) / 2)
        if slot is not None:
            squares[slot].append(square)
    near = _fills_by_slot(lattice, fills)
    cells = [
        _cell(slot, heap, near[number], marks[number], squares[number], sheet.number)
        for number, (slot, heap) in enumerate(zip(lattice.slots, heaps, strict=True))
    ]
    return Grid(cells, len(lattice.ys) - 1, len(lattice.xs) - 1, lattice.box, sheet.number, lattice.xs, lattice.ruled)


def _gather(heaps: list[list[Word]]) -> None:
    """Words that tags put into one cell go to where the first of them stands: the others run over its edge."""
    homes: dict[int, int] = {}
    for number, heap in enumerate(heaps):
        for word in heap:
            if word.cell is not None and not word.artifact:
                homes.setdefault(word.cell, number)
    for number, heap in enumerate(heaps):
        strangers = [word for word in heap if word.cell is not None and homes.get(word.cell, number) != number]
        for word in strangers:
            if word.cell is not None:
                heaps[homes[word.cell]].append(word)
        if strangers:
            gone = {id(word) for word in strangers}
            heap[:] = [word for word in heap if id(word) not in gone]


def _slot_of(word: Word, lattice: Lattice) -> int | None:
    """The slot that a word stands in: under its middle, or where it starts if it runs over the cell's end."""
    slot = lattice.slot_at(*word.middle)
    if slot is None or word.turn or word.x0 >= lattice.slots[slot].box[0] - 1:
        return slot
    before = lattice.slot_at(word.x0 + 0.5, word.middle[1])
    if before is None or before == slot or word.x0 > lattice.slots[before].box[2] - 1:
        return slot
    pushed_left = word.x1 > lattice.slots[slot].box[2] - ENDS_NEAR  # set to the right, or in the middle
    return slot if pushed_left else before


def _fills_by_slot(lattice: Lattice, fills: Sequence[Fill]) -> list[list[Fill]]:
    found: list[list[Fill]] = [[] for _ in lattice.slots]
    for fill in fills:
        rows = slice(max(0, bisect_right(lattice.ys, fill.top) - 1), bisect_right(lattice.ys, fill.bottom))
        columns = slice(max(0, bisect_right(lattice.xs, fill.x0) - 1), bisect_right(lattice.xs, fill.x1))
        for number in {slot for row in lattice.at[rows] for slot in row[columns]}:
            if _shared(fill.box, lattice.slots[number].box) > 1:
                found[number].append(fill)
    return found


def _cell(
    slot: Slot,
    words: list[Word],
    fills: Sequence[Fill],
    marks: Sequence[Mark],
    squares: Sequence[Box],
    page: int,
) -> Filled:
    lines = put_in_lines(words)
    cell = Filled(slot.row, slot.column, slot.rows, slot.columns, slot.box, page, lines)
    cell.fill = colour_of(slot.box, words, fills, marks)
    cell.tick = tick_in(words)
    if cell.tick is None and not words:
        cell.tick = _drawn_tick(marks, squares, slot.box)
    return cell


def _touch(one: Box, two: Box) -> bool:
    return _shared(one, two) > 0


def _shared(one: Box, two: Box) -> float:
    wide = min(one[2], two[2]) - max(one[0], two[0])
    high = min(one[3], two[3]) - max(one[1], two[1])
    return wide * high if wide > 0 and high > 0 else 0.0


def colour_of(box: Box, words: Sequence[Word], fills: Sequence[Fill], marks: Sequence[Mark]) -> str | None:
    """The cell's colour: what covers most of it, else a highlight behind its text, else a sign in colour."""
    area = max(1.0, (box[2] - box[0]) * (box[3] - box[1]))
    painted: dict[str, float] = {}
    for fill in reversed(fills):
        share = _shared(fill.box, box) / area
        if fill.colour is None:
            continue
        if share >= PAINTED:
            if not is_white(fill.colour):
                return _stronger(fill.colour, painted)
            break
        if not is_white(fill.colour):
            painted[fill.colour] = painted.get(fill.colour, 0.0) + share
    behind = _behind(words, fills)
    if behind is not None:
        return behind
    if painted:
        colour, share = max(painted.items(), key=lambda entry: entry[1])
        if share >= PARTLY or (not words and share >= 0.03):
            return colour
    return _signcolour_of(words, marks)


def _stronger(base: str, painted: dict[str, float]) -> str:
    """The colour of small paint over a grey ground, where it is a large part; else the ground."""
    best = max(painted.items(), key=lambda entry: entry[1], default=("", 0.0))
    if best[1] >= PARTLY and _is_grey(base) and not _is_grey(best[0]):
        return best[0]
    return base


def _is_grey(colour: str) -> bool:
    parts = [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
    return max(parts) - min(parts) < 12


def _behind(words: Sequence[Word], fills: Sequence[Fill]) -> str | None:
    area = sum((word.x1 - word.x0) * word.size for word in words)
    if area <= 0:
        return None
    shares: dict[str, float] = {}
    for fill in fills:
        if fill.colour is not None and not is_white(fill.colour):
            covered = sum(_shared(fill.box, word.box) for word in words)
            shares[fill.colour] = shares.get(fill.colour, 0.0) + covered
    best = max(shares.items(), key=lambda entry: entry[1], default=None)
    return best[0] if best is not None and best[1] >= BEHIND_TEXT * area else None


def _signcolour_of(words: Sequence[Word], marks: Sequence[Mark]) -> str | None:
    """The colour of a dot or square that stands for a colour, drawn or as a character."""
    if words:
        text = "".join(word.text for word in words)
        sign = all(letter in SIGNS for letter in text) or (
            all(word.face.dingbat for word in words) and text in ("l", "n", "u", "\uf06c", "\uf06e")
        )
        colour = words[0].colour
        return colour if sign and colour and not _is_grey(colour) else None
    colours = {mark.colour for mark in marks if mark.filled and mark.colour and not _is_grey(mark.colour)}
    return colours.pop() if len(colours) == 1 else None


def tick_in(words: Sequence[Word]) -> bool | None:
    """What the words of a cell tick: by characters that say so anywhere, or by letters of a dingbat font."""
    found = {tick for word in words if word.face.dingbat and (tick := _dingbat(word)) is not None}
    if found:
        others = [word for word in words if not word.face.dingbat]
        return found.pop() if len(found) == 1 and len(others) <= 6 else None
    return tick_of(join(words)) if 0 < len(words) <= 8 else None


def _dingbat(word: Word) -> bool | None:
    name = word.face.name.lower().replace(" ", "").replace("-", "")
    family = next((key for key in ("wingdings2", "wingdings", "zapfdingbats", "webdings") if key in name), None)
    text = "".join(chr(ord(letter) - 0xF000) if "\uf000" <= letter <= "\uf0ff" else letter for letter in word.text)
    plain = tick_of(text)
    if plain is not None and not text.isascii():
        return plain
    if family is None or len(text) != 1:
        return None
    if text in TICKED[family] or (family == "zapfdingbats" and text == "■"):
        return True
    return False if text in EMPTY[family] else None


def _drawn_tick(marks: Sequence[Mark], squares: Sequence[Box], cell: Box) -> bool | None:
    """A tick, a cross or a box drawn with lines in a cell without words; a round dot is none."""
    strokes = [mark for mark in marks if _is_tick(mark)]
    crossed = [mark for mark in marks if not mark.filled and len(mark.points) == 2]
    if strokes or len(crossed) >= 2:
        return True
    inner = [box for box in squares if box[2] - box[0] < 0.9 * (cell[2] - cell[0])]
    return False if inner else None


def _is_tick(mark: Mark) -> bool:
    """Three points, down a little and up a lot; or an outline of six and more that is no circle."""
    wide, high = mark.x1 - mark.x0, mark.bottom - mark.top
    if not (2.5 <= wide <= 20 and 2.5 <= high <= 20):
        return False
    if len(mark.points) == 3 and not mark.filled:
        (x0, y0), (x1, y1), (x2, y2) = sorted(mark.points)
        return bool(x0 < x1 < x2 and y1 > y0 and y1 > y2 and (x2 - x1) > 0.8 * (x1 - x0))
    if mark.filled and len(mark.points) >= 6:
        return not mark.curved or not _is_round(mark)
    return False


def _is_round(mark: Mark) -> bool:
    x, y = (mark.x0 + mark.x1) / 2, (mark.top + mark.bottom) / 2
    reach = [((px - x) ** 2 + (py - y) ** 2) ** 0.5 for px, py in mark.points]
    return bool(min(reach) > 0.75 * max(reach))
