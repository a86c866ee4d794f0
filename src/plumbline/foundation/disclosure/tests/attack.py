"""An adversary with a solver for whole numbers: what could a count be, given everything published at any date?

It knows the tables, every figure, the exact total, and of what happens between two dates as much as it is told. It
shares nothing with the code that it attacks but the shape of what is published.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import highspy

from plumbline.foundation.disclosure.figures import ALL, Grouping, Key, Published, Release

WIDE = 3  # how far around the true count to look for other whole numbers


class Attack:
    """One system of whole numbers over all populations: a variable for each way that somebody can be."""

    def __init__(self, published: Published, *, knows_changes: bool = False, knows_numbers: bool = False) -> None:
        """`knows_changes`: all who came, left or moved between two populations; `knows_numbers`: only how many."""
        self.published = published
        self.solver = highspy.Highs()
        self.solver.silent()
        self.groupings = [self.named(index) for index in range(len(published.populations))]
        self.people = [self.variables(index) for index in range(len(published.populations))]
        self.rows: dict[tuple[int, Key], int] = {}
        for release in published.releases:
            self.read(release)
        for before in range(len(published.populations) - 1):
            if knows_changes or knows_numbers:
                self.link(before, before + 1, all_of_them=knows_changes)

    def named(self, index: int) -> dict[str, Grouping]:
        """Every grouping of a population's tables."""
        return {
            one.name: one
            for release in self.published.releases
            if release.population == index
            for table in release.tables
            for one in table.by
        }

    def variables(self, index: int) -> dict[tuple[str, ...], object]:
        """How many are of each kind."""
        population = self.published.populations[index]
        values = {d: sorted({atom[at] for atom, _ in population.people}) for at, d in enumerate(population.dimensions)}
        for one in self.groupings[index].values():
            values[one.dimension] = sorted({value for value, _ in one.labels})
        top = sum(count for _, count in population.people) + 20
        return {
            kind: self.solver.addVariable(lb=0, ub=top, type=highspy.HighsVarType.kInteger)
            for kind in product(*(values[dimension] for dimension in population.dimensions))
        }

    def kinds(self, index: int, key: Key) -> Iterator[tuple[str, ...]]:
        """The kinds of people that a cell counts."""
        population = self.published.populations[index]
        asked = []
        for name, label in key:
            grouping = self.groupings[index][name]
            held = {value for value, has in grouping.labels if has == label or (label == ALL and has is not None)}
            asked.append((population.dimensions.index(grouping.dimension), held))
        return (kind for kind in self.people[index] if all(kind[at] in held for at, held in asked))

    def count(self, index: int, key: Key) -> object:
        """The sum that a cell is."""
        return self.solver.qsum(self.people[index][kind] for kind in self.kinds(index, key))

    def truth(self, index: int, key: Key) -> int:
        """The true count of a cell."""
        counts = dict(self.published.populations[index].people)
        return sum(counts.get(kind, 0) for kind in self.kinds(index, key))

    def read(self, release: Release) -> None:
        """Write down what a release says."""
        at = release.population
        for key, figure in release.counts.items():
            sums = self.count(at, key)
            if figure is not None and release.exact and key == ():
                self.solver.addConstr(sums == figure)
            elif figure is not None:
                self.solver.addConstr(sums >= max(0, figure - 2))
                self.solver.addConstr(sums <= figure + 2)
            self.rows[at, key] = self.solver.addConstr(sums <= 1e6).index
        for (of, part), share in release.shares.items():
            if share is not None:
                rest = [pair for pair in part if pair[0] != of]
                whole = tuple(sorted((*rest, *([(of, ALL)] if self.groupings[at][of].is_partial else []))))
                a, b = self.count(at, part), self.count(at, whole)
                self.solver.addConstr(b >= 23)
                self.solver.addConstr(200 * a >= (2 * share - 1) * b)
                self.solver.addConstr(200 * a <= (2 * share + 1) * b - 1)

    def link(self, before: int, after: int, *, all_of_them: bool) -> None:
        """Who came, left or moved between two populations of the same dimensions: all of it, or how many."""
        counts = [dict(self.published.populations[at].people) for at in (before, after)]
        came = left = 0
        change = {kind: counts[1].get(kind, 0) - counts[0].get(kind, 0) for kind in self.people[before]}
        came, left = sum(c for c in change.values() if c > 0), -sum(c for c in change.values() if c < 0)
        comers, leavers = [], []
        for kind, amount in change.items():
            first, then = self.people[before][kind], self.people[after][kind]
            if all_of_them:
                self.solver.addConstr(then - first == amount)
                continue
            comes, leaves = (
                self.solver.addVariable(lb=0, ub=most, type=highspy.HighsVarType.kInteger) for most in (came, left)
            )
            self.solver.addConstr(then - first - comes + leaves == 0)
            comers.append(comes)
            leavers.append(leaves)
        if not all_of_them:
            self.solver.addConstr(self.solver.qsum(comers) == came)
            self.solver.addConstr(self.solver.qsum(leavers) == left)

    def possible(self, index: int, key: Key, wanted: int = 3) -> set[int]:
        """Whole numbers near the truth that the count could be, up to `wanted` of them."""
        true, row, found = self.truth(index, key), self.rows[index, key], set()
        for value in sorted(range(max(0, true - WIDE), true + WIDE + 1), key=lambda one: abs(one - true)):
            self.solver.changeRowBounds(row, value, value)
            self.solver.run()
            if self.solver.getModelStatus() == highspy.HighsModelStatus.kOptimal:
                found.add(value)
            if len(found) == wanted:
                break
        self.solver.changeRowBounds(row, -highspy.kHighsInf, 1e6)
        return found

    def broken(self) -> list[tuple[int, Key, set[int]]]:
        """Counts under ten, and suppressed ones, that could be fewer than three whole numbers. The owner's own exact
        total is not among them. AssertionError if even the true count seems impossible: then the attack is wrong."""
        found = []
        for release in self.published.releases:
            for key, figure in release.counts.items():
                at = release.population
                true = self.truth(at, key)
                if (key == () and release.exact) or (true >= 10 and figure is not None):
                    continue
                possible = self.possible(at, key)
                assert true in possible
                if len(possible) < 3:
                    found.append((at, key, possible))
        return found
