"""Grids of a page: which rules and fills make tables, and which of their cells are merged."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from .shapes import Box, Fill, Rule, Sheet

SNAP = 3.0  # points: rules this near are one
REACH = 3.5  # points: a rule that ends this near to another touches it
SLIVER = 4.5  # points: no text stands in a narrower strip
MOST_RULES = 20_000
MOST_UNITS = 60_000


@dataclass(frozen=True, slots=True)
class Slot:
    """One cell of a grid: where it is in the grid, what it spans, where it stands on the page."""

    row: int
    column: int
    rows: int
    columns: int
    box: Box


@dataclass(slots=True)
class Lattice:
    """A grid found on a page. `ruled`: it has drawn lines; `xs`, `ys` are its lines."""

    xs: list[float]
    ys: list[float]
    slots: list[Slot]
    ruled: bool
    at: list[list[int]] = field(default_factory=list)

    @property
    def box(self) -> Box:
        """Where it stands."""
        return (self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])

    def slot_at(self, x: float, y: float) -> int | None:
        """The number of the slot under a point, None outside."""
        if not (self.xs[0] - 1 <= x <= self.xs[-1] + 1 and self.ys[0] - 1 <= y <= self.ys[-1] + 1):
            return None
        return self.at[_interval(self.ys, y)][_interval(self.xs, x)]


def find_lattices(sheet: Sheet) -> list[Lattice]:
    """Every grid of the page with two cells or more, top to bottom."""
    drawn = sheet.rules[:MOST_RULES]
    found = _build(drawn)
    extra = [rule for fill in sheet.fills[:MOST_RULES] for rule in _sides(fill, found)]
    if extra:
        found = _build([*drawn, *extra])
    return sorted(found, key=lambda lattice: (lattice.ys[0], lattice.xs[0]))


def _sides(fill: Fill, found: Sequence[Lattice]) -> list[Rule]:
    """The sides of a fill that may part cells: not of a highlight inside a cell that rules have drawn already."""
    if fill.width < SLIVER or fill.height < SLIVER:
        return []
    for lattice in found:
        inside = lattice.slot_at((fill.x0 + fill.x1) / 2, (fill.top + fill.bottom) / 2)
        if inside is None:
            continue
        box = lattice.slots[inside].box
        within = (
            fill.x0 >= box[0] - SNAP and fill.x1 <= box[2] + SNAP
            and fill.top >= box[1] - SNAP and fill.bottom <= box[3] + SNAP
        )  # fmt: skip
        full_height = abs(fill.top - box[1]) <= SNAP and abs(fill.bottom - box[3]) <= SNAP
        if within and not (full_height and len(lattice.xs) == 2):
            return []
    return [
        Rule(True, fill.top, fill.x0, fill.x1, drawn=False),
        Rule(True, fill.bottom, fill.x0, fill.x1, drawn=False),
        Rule(False, fill.x0, fill.top, fill.bottom, drawn=False),
        Rule(False, fill.x1, fill.top, fill.bottom, drawn=False),
    ]


def _build(rules: Sequence[Rule]) -> list[Lattice]:
    flat = _joined([rule for rule in rules if rule.flat])
    down = _joined([rule for rule in rules if not rule.flat])
    if not flat or not down or len(flat) * len(down) > 25_000_000:
        return []
    lattices = []
    for flats, downs in _together(flat, down):
        lattice = _lattice(flats, downs)
        if lattice is not None:
            lattices.append(lattice)
    return lattices


def _joined(rules: list[Rule]) -> list[Rule]:
    """Rules at nearly the same place put at one place, and those that touch end to end made one."""
    rules.sort(key=lambda rule: rule.at)
    groups: list[list[Rule]] = []
    for rule in rules:
        if groups and rule.at - groups[-1][0].at <= SNAP:
            groups[-1].append(rule)
        else:
            groups.append([rule])
    joined: list[Rule] = []
    for group in groups:
        weight = sum(max(rule.end - rule.start, 0.1) for rule in group)
        at = sum(rule.at * max(rule.end - rule.start, 0.1) for rule in group) / weight
        group.sort(key=lambda rule: rule.start)
        last: Rule | None = None
        for rule in group:
            if last is not None and rule.start <= last.end + SNAP:
                last.end = max(last.end, rule.end)
                last.drawn = last.drawn or rule.drawn
            else:
                last = Rule(rule.flat, at, rule.start, rule.end, rule.drawn)
                joined.append(last)
    return joined


def _together(flat: Sequence[Rule], down: Sequence[Rule]) -> Iterable[tuple[list[Rule], list[Rule]]]:
    """Rules that touch each other, a list of each direction for each heap."""
    parent = list(range(len(flat) + len(down)))

    def root(number: int) -> int:
        while parent[number] != number:
            parent[number] = parent[parent[number]]
            number = parent[number]
        return number

    for one, across in enumerate(flat):
        for two, upright in enumerate(down, len(flat)):
            if upright.at > across.end + REACH:
                break
            if across.start - REACH <= upright.at and upright.start - REACH <= across.at <= upright.end + REACH:
                parent[root(one)] = root(two)
    heaps: dict[int, tuple[list[Rule], list[Rule]]] = defaultdict(lambda: ([], []))
    for number, rule in enumerate([*flat, *down]):
        heaps[root(number)][0 if rule.flat else 1].append(rule)
    return [heap for heap in heaps.values() if heap[0] and heap[1]]


def _lattice(flats: Sequence[Rule], downs: Sequence[Rule]) -> Lattice | None:
    left, right = min(r.start for r in flats), max(r.end for r in flats)
    top, bottom = min(r.start for r in downs), max(r.end for r in downs)
    xs = _places([left, right, *(rule.at for rule in downs)])
    ys = _places([top, bottom, *(rule.at for rule in flats)])
    rows, columns = len(ys) - 1, len(xs) - 1
    if rows < 1 or columns < 1 or rows * columns < 2 or rows * columns > MOST_UNITS:
        return None
    drawn = any(rule.drawn for rule in [*flats, *downs])
    return _merged(xs, ys, flats, downs, drawn)


def _places(values: Sequence[float]) -> list[float]:
    places: list[float] = []
    for value in sorted(values):
        if not places or value - places[-1] > SLIVER:
            places.append(value)
    return places


def _covers(rules: Sequence[Rule], at: float, start: float, end: float) -> bool:
    covered = sum(
        max(0.0, min(rule.end, end) - max(rule.start, start)) for rule in rules if abs(rule.at - at) <= SLIVER
    )
    return covered >= 0.6 * (end - start)


def _merged(
    xs: list[float], ys: list[float], flats: Sequence[Rule], downs: Sequence[Rule], drawn: bool
) -> Lattice | None:
    """The grid with the units joined that no rule parts."""
    rows, columns = len(ys) - 1, len(xs) - 1
    under = _by_place(flats, ys)
    beside = _by_place(downs, xs)
    region = [[-1] * columns for _ in range(rows)]
    slots: list[Slot] = []
    walls = [[_covers(beside[c + 1], xs[c + 1], ys[r], ys[r + 1]) for c in range(columns - 1)] for r in range(rows)]
    floors = [[_covers(under[r + 1], ys[r + 1], xs[c], xs[c + 1]) for c in range(columns)] for r in range(rows - 1)]
    for r in range(rows):
        for c in range(columns):
            if region[r][c] >= 0:
                continue
            wide = 1
            while c + wide < columns and region[r][c + wide] < 0 and not walls[r][c + wide - 1]:
                wide += 1
            high = 1
            while (
                r + high < rows
                and not any(floors[r + high - 1][c : c + wide])
                and not any(walls[r + high][c : c + wide - 1])
                and (c == 0 or walls[r + high][c - 1] or region[r + high][c - 1] >= 0)
                and (c + wide == columns or walls[r + high][c + wide - 1])
                and all(region[r + high][n] < 0 for n in range(c, c + wide))
            ):
                high += 1
            for down in range(high):
                region[r + down][c : c + wide] = [len(slots)] * wide
            slots.append(Slot(r, c, high, wide, (xs[c], ys[r], xs[c + wide], ys[r + high])))
    return Lattice(xs, ys, slots, drawn, region) if len(slots) > 1 else None


def _by_place(rules: Sequence[Rule], places: Sequence[float]) -> list[list[Rule]]:
    found: list[list[Rule]] = [[] for _ in places]
    for rule in rules:
        for number, place in enumerate(places):
            if abs(rule.at - place) <= SLIVER:
                found[number].append(rule)
    return found


def _interval(places: Sequence[float], value: float) -> int:
    low, high = 0, len(places) - 2
    while low < high:
        middle = (low + high) // 2
        if value < places[middle + 1]:
            high = middle
        else:
            low = middle + 1
    return low
