"""The tree of units with the people in it. Pure."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from plumbline.workforce.register.counting import mains
from plumbline.workforce.register.queries.counts import Place, Staff


@dataclass(frozen=True, slots=True)
class Branch:
    """A unit in the tree: how deep it lies (from 1), technicians and people in it and all below."""

    place: Place
    depth: int
    technicians: int
    people: int


def grown(staff: Staff) -> list[Branch]:
    """The tree from the top, units under the one that they lie in, by name; only where somebody works."""
    technicians = _people({post.person: post.unit for post in mains(staff.posts).values()}, staff)
    everybody = _people({post.person: post.unit for post in staff.posts}, staff)
    shown = {place.number: place for place in staff.units.values() if everybody.get(place.number)}
    below: dict[int | None, list[Place]] = defaultdict(list)
    for place in shown.values():
        below[place.parent if place.parent in shown else None].append(place)

    def branches(parent: int | None, depth: int) -> list[Branch]:
        rows = []
        for place in sorted(below[parent], key=lambda one: one.name.casefold()):
            number = place.number
            rows.append(Branch(place, depth, technicians.get(number, 0), everybody[number]))
            rows += branches(number, depth + 1) if depth < 20 else []
        return rows

    return branches(None, 1)


def _people(units: dict[int, int | None], staff: Staff) -> dict[int, int]:
    """How many people work in each unit or below it."""
    counts: dict[int, int] = defaultdict(int)
    for unit in units.values():
        at, steps = unit, 0
        while at is not None and steps < 20:
            counts[at] += 1
            at, steps = staff.units[at].parent, steps + 1
    return dict(counts)
