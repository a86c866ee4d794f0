"""Equality tables, and the packs of units, made safe to show beside everything released before. Pure but for words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from plumbline.foundation.disclosure.figures import Grouping, Population, Published, Release, Table
from plumbline.foundation.disclosure.protecting import release
from plumbline.workforce.register.controlled import DRIFTING
from plumbline.workforce.register.counting import mains
from plumbline.workforce.register.dividing import RELEASED, way
from plumbline.workforce.register.families import Families
from plumbline.workforce.register.queries.counts import Staff

DECLARED = ("sex", "ethnicity", "disability")
OPTED_OUT = "\x00opted out"
BESIDE = ("grade", "family", "contract", "age")
"""Ways by which what people declared is divided."""
IN_PACK = ("grade", "family", "age", "contract")
Declared = Mapping[int, tuple[str, str, str] | None]
"""What people declared (sex, ethnicity, disability) by person; None for whoever opted out."""


def youngest_first(label: str) -> tuple[bool, str]:
    """The order of labels: "under 25" before "25–34"; other labels by themselves."""
    return not label.startswith("under "), label


def tabled(before: Published, staff: Staff, families: Families, declared: Declared) -> tuple[Published, dict[str, Any]]:
    """All that has been published with these, and the tables as JSON: "equality" is way → rows, "packs" is unit →
    way → rows; a row is a label with counts, None for a suppressed one."""
    ways = {name: way(name, staff, families) for name in RELEASED}
    unsaid = _("not said")
    atoms = []
    for person, post in mains(staff.posts).items():
        said = declared.get(person, ("", "", ""))
        own = (OPTED_OUT,) * 3 if said is None else tuple(value or unsaid for value in said)
        atoms.append((*(divide(post) for divide in ways.values()), *own))
    dimensions = (*RELEASED, *DECLARED)
    population = Population.counted(staff.on.isoformat(), dimensions, atoms, drifting=DRIFTING)
    by = {
        name: Grouping.each(
            name,
            sorted({atom[place] for atom in atoms} - {OPTED_OUT}, key=youngest_first),
            without=[OPTED_OUT] if name in DECLARED else [],
        )
        for place, name in enumerate(dimensions)
    }
    equality = [Table((by[own],), shares=own) for own in DECLARED]
    equality += [Table((by[name], by[own]), shares=own) for own in DECLARED for name in BESIDE]
    packs = [Table((by["unit"], by[name])) for name in IN_PACK]
    after, made = release(before, population, [*equality, *packs])
    return after, {
        "people": made.counts.get(()),
        "equality": {
            own: {"all": row(made, by[own], {}), **{n: rows(made, by[n], by[own]) for n in BESIDE}} for own in DECLARED
        },
        "labels": {own: list(by[own].shows) for own in DECLARED},
        "packs": {
            unit: {
                "all": made.count(unit=unit),
                **{
                    name: [[label, made.count(unit=unit, **{name: label})] for label in by[name].shows]
                    for name in IN_PACK
                },
            }
            for unit in by["unit"].shows
        },
    }


def row(made: Release, own: Grouping, held: dict[str, str]) -> list[list[int | None]]:
    """For each label of what was declared: how many, and their share of the row."""
    return [
        [made.count(**held, **{own.name: label}), made.share(own.name, **held, **{own.name: label})]
        for label in own.shows
    ]


def rows(made: Release, name: Grouping, own: Grouping) -> list[list[Any]]:
    """For each label of the way: how many declared each."""
    return [[label, row(made, own, {name.name: label})] for label in name.shows]
