"""What a reader sees of one population: which cells somebody stands in, and what each published figure allows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import product

from plumbline.foundation.disclosure.figures import ALL, Atom, Grouping, Key, Population, Table

FREE = (0, 1 << 60)  # what a suppressed count allows
Conditions = tuple[tuple[str, frozenset[str]], ...]  # by dimension, the values that will do
Share = tuple[str, Key]  # the grouping that divides the row, the part
Average = tuple[str, Key]  # the dimension, the cell
Ways = list[
    tuple[int, dict[str, tuple[Key, ...]]]
]  # for each grouping its dimension's place, and per value what it adds


@dataclass(slots=True)
class Reading:
    """One population with every table that has been made of it: true counts, and what the published figures allow.

    `allowed` gives the least and the greatest count that a published figure leaves open; a count without one is not
    published. `shares` and `averages` hold shown figures only; `old` is what was published before and stays.
    """

    population: Population
    tables: list[Table] = field(default_factory=list)
    atoms: dict[Atom, int] = field(default_factory=dict)
    counts: dict[Key, int] = field(default_factory=dict)
    sums: dict[Average, int] = field(default_factory=dict)
    allowed: dict[Key, tuple[int, int]] = field(default_factory=dict)
    shares: dict[Share, int] = field(default_factory=dict)
    averages: dict[Average, int] = field(default_factory=dict)
    old: set[Key] = field(default_factory=set)
    parts: dict[Key, list[Share]] = field(default_factory=dict)  # every share that a count is part or whole of
    wholes: dict[Share, Key] = field(default_factory=dict)
    means: dict[Key, list[Average]] = field(default_factory=dict)
    alike: dict[Conditions, list[Atom]] = field(default_factory=dict)
    _cells: dict[Atom, frozenset[Key]] = field(default_factory=dict)
    _ways: list[Ways] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.atoms.update(self.population.people)

    def meeting(self, who: Conditions) -> list[Atom]:
        """Kinds of people of the true world who meet all conditions; a dimension unknown here asks nothing."""
        found = self.alike.get(who)
        if found is None:
            dimensions = self.population.dimensions
            places = [(dimensions.index(one), values) for one, values in who if one in dimensions]
            found = [one for one, _ in self.population.people if all(one[place] in values for place, values in places)]
            self.alike[who] = found
        return found

    def take(self, table: Table) -> list[Key]:
        """Count a table. Gives all its keys, totals too."""
        if table not in self.tables:
            self.meet(table)
            self.tables.append(table)
            self._ways.append(ways_of(table, self.population))
            self._cells.clear()
        keys = keys_of(table)
        known = set(self.counts)
        wanted = [one for one in keys if one not in known]
        for one in wanted:
            self.counts[one] = 0
        missing = set(wanted)
        for atom, count in self.atoms.items():
            for one in self.cells(atom) & missing:
                self.counts[one] += count
        for share, base in shares_of(table):
            if share not in self.wholes:
                self.wholes[share] = base
                for one in (share[1], base):
                    self.parts.setdefault(one, []).append(share)
        if table.average:
            self.average(table.average, keys)
        return keys

    def meet(self, table: Table) -> None:
        """ValueError where a grouping goes by the name of another one of this population."""
        named = {one.name: one for held in self.tables for one in held.by}
        for grouping in table.by:
            if named.get(grouping.name, grouping) != grouping:
                raise ValueError(f"Two groupings are called {grouping.name}.")

    def average(self, dimension: str, keys: Iterable[Key]) -> None:
        """Add up a dimension of numbers within those cells."""
        at = self.population.dimensions.index(dimension)
        wanted = {one for one in keys if (dimension, one) not in self.sums}
        for one in wanted:
            self.sums[dimension, one] = 0
            self.means.setdefault(one, []).append((dimension, one))
        for atom, count in self.atoms.items():
            for one in self.cells(atom) & wanted:
                self.sums[dimension, one] += int(atom[at]) * count

    def cells(self, atom: Atom) -> frozenset[Key]:
        """Every cell of every table in which such people are counted. KeyError for a value that a grouping lacks."""
        held = self._cells.get(atom)
        if held is None:
            held = frozenset(key for ways in self._ways for key in stands(ways, atom))
            self._cells[atom] = held
        return held

    def hide(self, key: Key) -> None:
        """Suppress a count, with every share and average that would tell of it."""
        self.allowed[key] = FREE
        for share in self.parts.get(key, ()):
            self.hide_share(share)
        for average in self.means.get(key, ()):
            self.averages.pop(average, None)

    def hide_share(self, share: Share) -> None:
        """Suppress a share. One alone in its row would be told by the rest of a hundred: then the smallest goes too."""
        self.shares.pop(share, None)
        row = [
            one
            for one in self.parts[self.wholes[share]]
            if one[0] == share[0] and self.wholes[one] == self.wholes[share]
        ]
        shown = [one for one in row if one in self.shares]
        if len(shown) == len(row) - 1:
            self.shares.pop(min(shown, key=lambda one: self.counts[one[1]]))

    def is_hidden(self, key: Key) -> bool:
        """Whether the count is suppressed."""
        return self.allowed[key] == FREE


def keys_of(table: Table) -> list[Key]:
    """The keys of a table: every combination of labels and totals."""
    ways = [[*((one.name, label) for label in one.shows), *over(one)] for one in table.by]
    return [tuple(sorted(pair for pair in pairs if pair is not None)) for pairs in product(*ways)]


def over(grouping: Grouping) -> list[tuple[str, str] | None]:
    """The part of a key that stands for everybody: none, or "*" where the grouping leaves people out."""
    return [(grouping.name, ALL) if grouping.is_partial else None]


def ways_of(table: Table, population: Population) -> Ways:
    """What each value of each grouping adds to a key: its label, or nothing (or "*") for the total."""
    made: Ways = []
    for one in table.by:
        everybody: Key = ((one.name, ALL),) if one.is_partial else ()
        adds: dict[str, tuple[Key, ...]] = {
            value: () if label is None else (((one.name, label),), everybody) for value, label in one.labels
        }
        made.append((population.dimensions.index(one.dimension), adds))
    return made


def stands(ways: Ways, atom: Atom) -> list[Key]:
    """The keys of a table in which such people are counted; none where a grouping leaves them out."""
    keys: list[Key] = [()]
    for place, adds in ways:
        keys = [(*key, *more) for key in keys for more in adds[atom[place]]]
    return [tuple(sorted(key)) if len(key) > 1 else key for key in keys]


def whole(table: Table, key: Key) -> Key:
    """The row that a share of this key is of."""
    rest = tuple(pair for pair in key if pair[0] != table.shares)
    partial = next(one.is_partial for one in table.by if one.name == table.shares)
    return tuple(sorted((*rest, (table.shares, ALL)))) if partial else rest


def shares_of(table: Table) -> list[tuple[Share, Key]]:
    """Every share of a table, with the key of its row."""
    if not table.shares:
        return []
    return [
        ((table.shares, one), whole(table, one))
        for one in keys_of(table)
        if any(name == table.shares and label != ALL for name, label in one)
    ]
