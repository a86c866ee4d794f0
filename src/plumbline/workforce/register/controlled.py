"""Counts made safe to show: rounded, and suppressed where somebody could be worked out. Pure but for words."""

from __future__ import annotations

from typing import Any

from plumbline.foundation.disclosure.figures import Grouping, Population, Published, Release, Table
from plumbline.foundation.disclosure.protecting import release
from plumbline.foundation.disclosure.rounding import beside
from plumbline.workforce.register.counting import mains
from plumbline.workforce.register.dividing import RELEASED, counts_by, way
from plumbline.workforce.register.families import Families
from plumbline.workforce.register.queries.counts import Staff

DRIFTING = ("age",)


def released(
    before: Published, staff: Staff, families: Families, *, is_total_exact: bool
) -> tuple[Published, dict[str, Any]]:
    """What everybody may see of the technicians of a day, beside everything released `before`; and the new whole.

    The second is JSON: "total", "fpe", "fte", and "ways": way → [[label, headcount, fpe, fte]], None for suppressed."""
    ways = {name: way(name, staff, families) for name in RELEASED}
    main = mains(staff.posts)
    atoms = [tuple(divide(post) for divide in ways.values()) for post in main.values()]
    population = Population.counted(staff.on.isoformat(), RELEASED, atoms, drifting=DRIFTING)
    tables = [
        Table((Grouping.each(name, sorted({atom[place] for atom in atoms})),), is_total_exact=is_total_exact)
        for place, name in enumerate(RELEASED)
    ]
    after, made = release(before, population, tables)
    return after, _shown(made, staff, families)


def _shown(made: Release, staff: Staff, families: Families) -> dict[str, Any]:
    total = made.count()
    everybody = staff.technicians
    shown: dict[str, Any] = {
        "total": total,
        "fpe": beside(everybody.fpe, total),
        "fte": beside(everybody.fte, total),
        "ways": {},
    }
    for name in RELEASED:
        rows = []
        for count in counts_by(name, staff, families):
            if count.headcount:
                heads = made.count(**{name: count.label})
                rows.append([count.label, heads, beside(count.fpe, heads), beside(count.fte, heads)])
        shown["ways"][name] = rows
    return shown
