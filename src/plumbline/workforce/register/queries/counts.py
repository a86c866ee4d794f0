"""Who held which post on a day, who of them counts as a technician, and how many that makes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from plumbline.institutions.models import Institution
from plumbline.workforce.register.counting import Count, Held, total
from plumbline.workforce.register.definition import Node, folded, parse
from plumbline.workforce.register.models import Definition, Extract, HandChoice, Position, Post, Unit
from plumbline.workforce.register.models.posts import POSITION_FIELDS

HELD = (
    "person_id", "key", "position_id", "unit_id", "campus", "fte", "contract", "mode", "born_on", "started_on",
    "post_started_on",
)  # fmt: skip
FETCH = 5_000


@dataclass(frozen=True, slots=True)
class Place:
    """A unit as pages show it. `path`: names from the top, its own last."""

    number: int
    name: str
    parent: int | None
    path: tuple[str, ...]

    @property
    def key(self) -> str:
        """How addresses name it."""
        return f"{self.number:016x}"


@dataclass(frozen=True, slots=True)
class Staff:
    """Everybody on a day. `posts`: all of them, those that count marked; `definition` None: nobody has defined yet."""

    on: date
    posts: list[Held]
    positions: Mapping[int, Position]
    units: Mapping[int, Place]
    definition: Definition | None
    known_since: date | None

    @property
    def technicians(self) -> Count:
        """How many count."""
        return total(self.posts)

    @property
    def people(self) -> int:
        """How many there are in all."""
        return len({post.person for post in self.posts})


class Roll:
    """All that the counts of any day need of an institution, asked for once; each day is one question more."""

    def __init__(self, institution: Institution) -> None:
        self.institution = institution
        self.versions = list(Definition.objects.filter(institution=institution).order_by("since_on", "number"))
        self.positions = {one.pk: one for one in Position.objects.filter(institution=institution)}
        self.units = places(institution)
        by_hand = HandChoice.objects.filter(institution=institution).select_related("person").order_by("pk")
        self.choices = list(by_hand)
        self.days = sorted(Extract.objects.filter(institution=institution).accepted().values_list("as_at", flat=True))
        self.begins = self.days[0] if self.days else None

    def definition(self, on: date) -> Definition | None:
        """The version of the definition that is true on a day; before the first one, the first."""
        true = [version for version in self.versions if version.since_on <= on]
        return true[-1] if true else next(iter(self.versions), None)

    def on(self, day: date, *, rule: Node | None = None) -> Staff:
        """Everybody on a day, and who counts: by `rule`, or by the definition of that day."""
        definition = self.definition(day)
        node = rule or (parse(definition.rule) if definition else None)
        counted = Counting(node, self.positions, self.units)
        by_hand = self._by_hand(day)
        posts = []
        rows = Post.objects.all().of(self.institution).standing(day).values_list("person__same_as_id", *HELD)
        for same_as, *row in rows.iterator(FETCH):
            person = same_as or row[0]  # two numbers of one person count once
            unit = _stands_for(self.units, row[3])
            key = f"{row[1]}~{row[0]:x}" if same_as else row[1]
            is_in = by_hand.get(person)
            counts = counted.counts(row[2], unit) if is_in is None else is_in
            fields: tuple[Any, ...] = (person, key, row[2], unit, *row[4:], counts)
            posts.append(Held(*fields))
        return Staff(day, posts, self.positions, self.units, definition, self.begins)

    def _by_hand(self, day: date) -> dict[int, bool]:
        """Who is in or out by hand on a day: person → in."""
        return {
            choice.person.same_as_id or choice.person_id: choice.is_in
            for choice in self.choices
            if choice.since_on <= day and (choice.ended_on is None or choice.ended_on > day)
        }


def staff_on(institution: Institution, on: date, *, rule: Node | None = None) -> Staff:
    """Everybody on a day, and who counts: by `rule`, or by the definition of that day."""
    return Roll(institution).on(on, rule=rule)


def _stands_for(units: Mapping[int, Place], unit: int | None) -> int | None:
    return None if unit is None else units[unit].number


class Counting:
    """Whether a position in a unit counts by a rule; each pair is asked once. Without a rule nobody does."""

    def __init__(self, node: Node | None, positions: Mapping[int, Position], units: Mapping[int, Place]) -> None:
        self.node, self.positions, self.units = node, positions, units
        self.known: dict[tuple[int, int | None], bool] = {}

    def counts(self, position: int, unit: int | None) -> bool:
        if self.node is None:
            return False
        found = self.known.get((position, unit))
        if found is None:
            found = self.known[position, unit] = self.node.holds(self._row(position, unit))
        return found

    def _row(self, position: int, unit: int | None) -> dict[str, str]:
        said = self.positions[position]
        row = {field: folded(getattr(said, field)) for field in POSITION_FIELDS}
        path = self.units[unit].path if unit is not None else ()
        return row | {"unit": " › ".join(folded(name) for name in path)}


def places(institution: Institution) -> dict[int, Place]:
    """Every unit by its number, as it is shown: one that stands for another is that one."""
    units = {unit.pk: unit for unit in Unit.objects.filter(institution=institution)}
    shown: dict[int, Place] = {}

    def place(number: int, depth: int = 0) -> Place:
        unit = units[number]
        if unit.stands_for_id is not None and unit.stands_for_id in units and depth < 50:
            return place(unit.stands_for_id, depth + 1)
        above: tuple[str, ...] = ()
        parent = None
        if unit.parent_id is not None and depth < 50:
            over = place(unit.parent_id, depth + 1)
            above, parent = over.path, over.number
        return Place(number, unit.name, parent, (*above, unit.name))

    for number in units:
        shown[number] = place(number)
    return shown


def headcount(institution: Institution, on: date) -> Count | None:
    """How many technicians there were on a day: what a self-assessment shows with its day (F045, F049). None where
    nothing is known of that day, or nobody has said who counts."""
    roll = Roll(institution)
    if roll.begins is None or on < roll.begins or not roll.versions:
        return None
    return replace(roll.on(on).technicians, label=on.isoformat())
