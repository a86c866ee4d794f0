"""What comes in and what goes out: ways to divide people, tables, a population at a date, what has been published."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

Atom = tuple[str, ...]  # the value of each dimension of somebody, in the order of `Population.dimensions`
Key = tuple[tuple[str, str], ...]  # (grouping, label) by name; () is everybody
ALL = "*"  # the label of everybody whom a grouping counts, where it leaves some out


@dataclass(frozen=True, slots=True)
class Grouping:
    """One way to divide people: by a dimension, each of whose values has a label, or None where it is left out.

    Several groupings may read one dimension (schools and the faculties that hold them, two sets of age bands). A name
    means the same grouping for ever.
    """

    name: str
    dimension: str
    labels: tuple[tuple[str, str | None], ...]

    @property
    def shows(self) -> tuple[str, ...]:
        """The labels, each once, in order."""
        return tuple(dict.fromkeys(label for _, label in self.labels if label is not None))

    @property
    def is_partial(self) -> bool:
        """Whether some people are left out of every table that has it."""
        return any(label is None for _, label in self.labels)

    @staticmethod
    def each(name: str, values: Iterable[str], *, dimension: str = "", without: Iterable[str] = ()) -> Grouping:
        """Every value under its own name, in order; `without` are values whose people are left out."""
        out = set(without)
        labels = (*((value, value) for value in values if value not in out), *((value, None) for value in sorted(out)))
        return Grouping(name, dimension or name, labels)

    @staticmethod
    def of(name: str, dimension: str, labels: Mapping[str, str | None]) -> Grouping:
        """Values under the labels that `labels` gives them."""
        return Grouping(name, dimension, tuple(labels.items()))


@dataclass(frozen=True, slots=True)
class Table:
    """Counts by up to three groupings, with all their totals.

    `is_total_exact`: the owner publishes the number of everybody as it is (never fewer than ten). `shares`: the name of
    the grouping whose percentages are shown, of everybody in the same row. `average`: a dimension of numbers whose mean
    is shown beside each count.
    """

    by: tuple[Grouping, ...]
    is_total_exact: bool = False
    shares: str = ""
    average: str = ""


@dataclass(frozen=True, slots=True)
class Population:
    """Everybody at a date, as counts of those who are alike in every dimension.

    `drifting` dimensions change by themselves as time passes (age): to grow older is not to come, leave or move.
    """

    label: str
    dimensions: tuple[str, ...]
    people: tuple[tuple[Atom, int], ...]
    drifting: tuple[str, ...] = ()

    @staticmethod
    def counted(
        label: str, dimensions: Iterable[str], people: Iterable[Atom], *, drifting: Iterable[str] = ()
    ) -> Population:
        """One atom a person, in any order."""
        counts: dict[Atom, int] = {}
        for atom in people:
            counts[atom] = counts.get(atom, 0) + 1
        return Population(label, tuple(dimensions), tuple(sorted(counts.items())), tuple(drifting))

    @property
    def size(self) -> int:
        """How many they are."""
        return sum(count for _, count in self.people)

    def changes(self, other: Population) -> int:
        """At least how many came to `other`, or left for it, or changed a dimension that both know."""
        shared = [one for one in self.dimensions if one in other.dimensions and one not in self.drifting]
        here, there = (population.by(shared) for population in (self, other))
        moved = [there.get(atom, 0) - here.get(atom, 0) for atom in here.keys() | there.keys()]
        return max(sum(one for one in moved if one > 0), -sum(one for one in moved if one < 0))

    def by(self, dimensions: list[str]) -> dict[Atom, int]:
        """Counts by some of the dimensions."""
        places = [self.dimensions.index(one) for one in dimensions]
        counts: dict[Atom, int] = {}
        for atom, count in self.people:
            part = tuple(atom[place] for place in places)
            counts[part] = counts.get(part, 0) + count
        return counts


@dataclass(frozen=True, slots=True)
class Release:
    """Tables of one population as everybody may see them. None is a suppressed figure, written "..".

    `counts` by key; `shares` by the grouping that divides the row and the key of the part; `averages` by dimension and
    key. `population` is the index in `Published.populations`.
    """

    population: int
    tables: tuple[Table, ...]
    counts: dict[Key, int | None]
    shares: dict[tuple[str, Key], int | None] = field(default_factory=dict)
    averages: dict[tuple[str, Key], int | None] = field(default_factory=dict)
    exact: bool = False  # the count of everybody is not rounded

    def count(self, **labels: str) -> int | None:
        """The published count of who has those labels, by the names of groupings. KeyError if it is not in a table."""
        return self.counts[key(labels)]

    def share(self, of: str, **labels: str) -> int | None:
        """The published percentage that this part is of its row, divided by the grouping `of`. KeyError if none is."""
        return self.shares[of, key(labels)]


@dataclass(frozen=True, slots=True)
class Published:
    """Everything that has been published so far, with the populations behind it: confidential, and immutable."""

    populations: tuple[Population, ...] = ()
    releases: tuple[Release, ...] = ()

    def having(self, population: Population) -> tuple[Published, int]:
        """With that population among them, and its index. Figures corrected since are a population of their own."""
        if population in self.populations:
            return self, self.populations.index(population)
        return replace(self, populations=(*self.populations, population)), len(self.populations)

    def to_json(self) -> str:
        """As text; `from_json` gives the same value."""
        return json.dumps(
            {
                "populations": [[one.label, one.dimensions, one.people, one.drifting] for one in self.populations],
                "releases": [dump(one) for one in self.releases],
            },
            ensure_ascii=False,
            separators=(",", ":"),
        )

    @staticmethod
    def from_json(text: str) -> Published:
        """What `to_json` wrote."""
        held = json.loads(text)
        populations = tuple(
            Population(label, tuple(dimensions), tuple((tuple(atom), count) for atom, count in people), tuple(drifting))
            for label, dimensions, people, drifting in held["populations"]
        )
        return Published(populations, tuple(load(one) for one in held["releases"]))


def key(labels: Mapping[str, str]) -> Key:
    """The key of those labels, by the names of groupings."""
    return tuple(sorted(labels.items()))


def dump(release: Release) -> dict[str, Any]:
    """A release as JSON can hold it."""
    return {
        "population": release.population,
        "exact": release.exact,
        "tables": [
            {
                "by": [[one.name, one.dimension, one.labels] for one in table.by],
                "exact": table.is_total_exact,
                "shares": table.shares,
                "average": table.average,
            }
            for table in release.tables
        ],
        "counts": list(release.counts.items()),
        "shares": list(release.shares.items()),
        "averages": list(release.averages.items()),
    }


def load(held: dict[str, Any]) -> Release:
    """A release from what `dump` gave."""
    return Release(
        held["population"],
        tuple(
            Table(
                tuple(Grouping(name, dimension, pairs(labels)) for name, dimension, labels in table["by"]),
                table["exact"],
                table["shares"],
                table["average"],
            )
            for table in held["tables"]
        ),
        {pairs(one): figure for one, figure in held["counts"]},
        {(of, pairs(one)): figure for (of, one), figure in held["shares"]},
        {(dimension, pairs(one)): figure for (dimension, one), figure in held["averages"]},
        held["exact"],
    )


def pairs(held: list[list[Any]]) -> tuple[tuple[Any, Any], ...]:
    """Lists of two as tuples of two."""
    return tuple((left, right) for left, right in held)
