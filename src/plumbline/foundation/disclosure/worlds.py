"""Other worlds in which everything published reads the same.

A step changes one person: of another unit, grade, sex …, or not there, or one more. Between two dates with fewer than
ten changes a reader is taken to know every one of them, so the step is taken at both; at a date that has nobody to
change, nothing is. A step that leaves every published figure as it reads leads to another world.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, product

from plumbline.foundation.disclosure.figures import Atom, Grouping, Key
from plumbline.foundation.disclosure.reading import FREE, Conditions, Reading

TRIES = 10  # people to try for a step
BRANCHES = 3  # first steps to try where a second is wanted
PAIRS = 3  # people to try on each side of a swap
KNOWN = 10  # between two dates, fewer changes than this are known to a reader one by one
Figure = tuple[int, str, str, Key]  # a population, "count", "share" or "average", its grouping or dimension, its cell
Inside = dict[str, frozenset[str]]  # conditions in the making
Turn = tuple[Atom | None, Atom | None]  # who one person was, who they are instead
Change = tuple[int, Atom | None, Atom | None]  # the same, in which population


@dataclass(frozen=True, slots=True)
class Step:
    """Change one person who meets `who` to have `values`, or add one if `adds`; with None for values they are not
    there."""

    who: Conditions
    values: dict[str, str] | None
    adds: bool = False


class Worlds:
    """The true world of all populations, and the search for others. The true one is restored after every question."""

    def __init__(self, readings: list[Reading]) -> None:
        self.readings = readings
        self.linked = links(readings)
        self.in_the_way: Counter[Figure] = Counter()  # what stopped steps, since it was last emptied

    def values(self, index: int, key: Key, wanted: int = 3) -> set[int]:
        """Whole numbers that the cell's true count could be, the true one among them; at most `wanted` of them."""
        found = {self.readings[index].counts[key]}
        for direction in (-1, 1):
            self.walk(index, key, direction, wanted - len(found), found)
        return found

    def walk(self, index: int, key: Key, direction: int, far: int, found: set[int]) -> bool:
        """Add to `found` the counts reached by up to `far` steps one way. Whether all were taken. A way that ends too
        soon is left for another, a few times."""
        if far == 0:
            return True
        reading, branches = self.readings[index], 0
        if direction < 0 and reading.counts[key] == 0:
            return False
        for steps in self.steps(index, key, direction):
            changes = self.carry_out(index, steps)
            if not changes:
                continue
            found.add(reading.counts[key])
            branches += 1
            arrived = self.walk(index, key, direction, far - 1, found)
            self.undo(changes)
            if arrived or branches == BRANCHES:
                return arrived
        return False

    def steps(self, index: int, key: Key, direction: int) -> Iterator[tuple[Step, ...]]:
        """Steps out of the cell, or into it: by one grouping of its key at a time; by somebody not there, or one more;
        by two people who change places in a table, which keeps its totals."""
        groupings = self.groupings(index, key)
        inside = {one.dimension: values for one, values in groupings}
        for grouping, values in groupings:
            for value, _ in grouping.labels:
                if value not in values:
                    yield (crossing(inside, grouping, values, value, direction),)
        if direction < 0:
            yield (Step(conditions(inside), None),)
        else:
            yield (Step((), {dimension: min(values) for dimension, values in inside.items()}, adds=True),)
        for grouping, values in groupings:
            for other, held in groupings:
                if other.dimension != grouping.dimension:
                    yield from self.swaps(inside, (grouping, values), (other, held), direction)

    def swaps(
        self,
        inside: Inside,
        crossed: tuple[Grouping, frozenset[str]],
        kept: tuple[Grouping, frozenset[str]],
        direction: int,
    ) -> Iterator[tuple[Step, ...]]:
        """One person crosses the edge of the cell, and one of another row crosses back."""
        grouping, values = crossed
        rows = [label for label in kept[0].shows if not any(dict(kept[0].labels)[value] == label for value in kept[1])]
        for value, _ in grouping.labels:
            if value in values:
                continue
            there = crossing(inside, grouping, values, value, direction)
            for label in rows:
                row = frozenset(one for one, has in kept[0].labels if has == label)
                outside = {**inside, kept[0].dimension: row}
                yield there, crossing(outside, grouping, values, value, -direction)

    def groupings(self, index: int, key: Key) -> list[tuple[Grouping, frozenset[str]]]:
        """What a key asks for, grouping by grouping: the values of its dimension that have the label."""
        named = {one.name: one for table in self.readings[index].tables for one in table.by}
        return [
            (named[name], frozenset(v for v, has in named[name].labels if has == label or (label == "*" and has)))
            for name, label in key
        ]

    def carry_out(self, index: int, steps: tuple[Step, ...]) -> list[Change]:
        """Take the steps in the population of the cell, and with the same people in every one that hangs together with
        it. Empty, and nothing changed, if every choice of people is forbidden somewhere."""
        reading, tries = self.readings[index], TRIES if len(steps) == 1 else PAIRS
        each = [list(islice(turns_of(reading, step), tries)) for step in steps]
        for chosen in product(*each):
            turns = {index: chosen} if self.may(index, chosen) else {}
            for at in self.linked[index] if turns else ():
                turns[at] = tuple(turn for one in chosen for turn in self.follow(index, at, one))
                if not self.may(at, turns[at]):
                    break
            else:
                changes = [(at, was, then) for at, taken in turns.items() for was, then in taken]
                for change in changes:
                    self.apply(change)
                if changes:
                    return changes
        return []

    def follow(self, index: int, at: int, turn: Turn) -> list[Turn]:
        """The same turn in another population: none where nobody there is alike in all that time leaves."""
        here, there = self.readings[index].population, self.readings[at]
        was, then = turn
        if was is None:
            return [(None, moulded(here.dimensions, then or (), there, next(iter(there.atoms))))]
        held = dict(zip(here.dimensions, was, strict=True))
        lasting = [one for one in there.population.dimensions if one in held and one not in here.drifting]
        alike = there.meeting(tuple((one, frozenset([held[one]])) for one in lasting))
        found = [one for one in alike if there.atoms[one] > 0]
        if not found:
            return []
        same = moulded(here.dimensions, was, there, found[0])
        person = same if same in found else found[0]
        if then is None:
            return [(person, None)]
        values = {d: new for d, old, new in zip(here.dimensions, was, then, strict=True) if old != new}
        altered_to = altered(there, person, values)
        return [(person, altered_to)] if altered_to != person else []

    def may(self, at: int, turns: tuple[Turn, ...]) -> bool:
        """Whether every published figure of the population reads the same after these people have changed."""
        reading = self.readings[at]
        changed: dict[Key, int] = {}
        counts = reading.counts
        try:
            for was, then in turns:
                left = reading.cells(was) if was else frozenset()
                entered = reading.cells(then) if then else frozenset()
                for key in left - entered:
                    changed[key] = changed.get(key, counts[key]) - 1
                for key in entered - left:
                    changed[key] = changed.get(key, counts[key]) + 1
        except KeyError:  # a value that a table of that date has no row for
            return False
        for key, count in changed.items():
            low, high = reading.allowed.get(key, FREE)
            if not low <= count <= high:
                self.in_the_way[at, "count", "", key] += 1
                return False
        return self.may_share(at, changed) and self.may_average(at, changed, turns)

    def may_share(self, at: int, changed: dict[Key, int]) -> bool:
        """Whether the percentages read the same."""
        reading = self.readings[at]
        for share in {share for key in changed for share in reading.parts.get(key, ())}:
            shown = reading.shares.get(share)
            if shown is None:
                continue
            part, base = share[1], reading.wholes[share]
            a, b = (changed.get(key, reading.counts[key]) for key in (part, base))
            if b < 23 or (200 * a + b) // (2 * b) != shown:
                self.in_the_way[at, "share", share[0], part] += 1
                return False
        return True

    def may_average(self, at: int, changed: dict[Key, int], turns: tuple[Turn, ...]) -> bool:
        """Whether the averages read the same."""
        reading = self.readings[at]
        if not reading.averages:
            return True
        for average, amount in moved_sums(reading, turns).items():
            shown = reading.averages.get(average)
            if shown is None:
                continue
            count, total = changed.get(average[1], reading.counts[average[1]]), reading.sums[average] + amount
            if count <= 7 or (2 * total + count) // (2 * count) != shown:
                self.in_the_way[at, "average", *average] += 1
                return False
        return True

    def apply(self, change: Change, sign: int = 1) -> None:
        """Make a change true; with -1, take it back."""
        at, was, then = change
        reading = self.readings[at]
        for average, amount in moved_sums(reading, ((was, then),)).items():
            reading.sums[average] += sign * amount
        for atom, amount in ((was, -sign), (then, sign)):
            if atom:
                reading.atoms[atom] = reading.atoms.get(atom, 0) + amount
                for key in reading.cells(atom):
                    reading.counts[key] += amount

    def undo(self, changes: list[Change]) -> None:
        """Take changes back, the last first."""
        for change in reversed(changes):
            self.apply(change, -1)
        changes.clear()


def crossing(inside: Inside, grouping: Grouping, values: frozenset[str], value: str, direction: int) -> Step:
    """Somebody inside becomes `value` (-1), or somebody who is alike but of `value` comes inside (+1)."""
    if direction < 0:
        return Step(conditions(inside), {grouping.dimension: value})
    who = conditions({**inside, grouping.dimension: frozenset([value])})
    return Step(who, {grouping.dimension: min(values)})


def conditions(inside: Inside) -> Conditions:
    """Conditions in one order."""
    return tuple(sorted(inside.items(), key=lambda one: one[0]))


def turns_of(reading: Reading, step: Step) -> Iterator[Turn]:
    """Who may be changed by a step, and into whom; nobody whom it would leave as they are."""
    for atom in reading.meeting(step.who):
        then = None if step.values is None else altered(reading, atom, step.values)
        if step.adds:
            yield None, then
        elif reading.atoms[atom] > 0 and then != atom:
            yield atom, then


def moulded(dimensions: tuple[str, ...], atom: Atom, reading: Reading, like: Atom) -> Atom:
    """The same kind of person in the dimensions of another population; what is not known of them as in `like`."""
    held = dict(zip(dimensions, atom, strict=True))
    return tuple(held.get(one, known) for one, known in zip(reading.population.dimensions, like, strict=True))


def moved_sums(reading: Reading, turns: tuple[Turn, ...]) -> dict[tuple[str, Key], int]:
    """By how much the sums behind averages change."""
    moved: Counter[tuple[str, Key]] = Counter()
    if not reading.means:
        return moved
    for was, then in turns:
        for atom, sign in ((was, -1), (then, 1)):
            for key in reading.cells(atom) if atom else ():
                for dimension, _ in reading.means.get(key, ()):
                    value = atom[reading.population.dimensions.index(dimension)] if atom else "0"
                    moved[dimension, key] += sign * int(value)
    return moved


def altered(reading: Reading, atom: Atom, values: dict[str, str]) -> Atom:
    """Somebody alike but for these values; a dimension that the population does not know is passed over."""
    return tuple(
        values.get(dimension, held) for dimension, held in zip(reading.population.dimensions, atom, strict=True)
    )


def links(readings: list[Reading]) -> list[list[int]]:
    """For each population the others that hang together with it by few changes, directly or over others."""
    count = len(readings)
    near = [
        {other for other in range(count) if other != at and few(readings[at], readings[other])} for at in range(count)
    ]
    found = []
    for at in range(count):
        reached, edge = {at}, {at}
        while edge := {other for one in edge for other in near[one]} - reached:
            reached |= edge
        found.append(sorted(reached - {at}))
    return found


def few(one: Reading, other: Reading) -> bool:
    """Whether so few changes lie between two populations that a reader may know them all."""
    return one.population.changes(other.population) < KNOWN
