"""The truth beside an extract: what each column means, what was done to which row, and the figures of that day."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

from samples.make.workforce.dressing import Dressed
from samples.make.workforce.layouts import Layout
from samples.make.workforce.people import Person
from samples.make.workforce.process import University


def truth(university: University, layout: Layout, dressed: Dressed) -> dict[str, Any]:
    """Rows and columns are counted from 0, as in the file. A technician has a post in the technical family on that day;
    unit, role and grade are those of the largest post; FTE is the sum of technical posts."""
    on, before = date(layout.year, 7, 31), date(layout.year - 1, 7, 31)
    staff, technicians = list(university.staff(on)), university.technicians(on)
    return {
        "as_at": on.isoformat(),
        "heading_row": dressed.first_row - 1,
        "first_row": dressed.first_row,
        "rows": len(dressed.grid.cells),
        "encoding": layout.encoding if layout.suffix == "csv" else None,
        "delimiter": layout.delimiter if layout.suffix == "csv" else None,
        "columns": {str(number): meaning for number, meaning in dressed.columns.items()},
        "done": dressed.done,
        "people": len(staff),
        "technicians": figures(technicians, on),
        "joined": sorted(one.number for one in staff if one.joined_on > before) if layout.year > 2018 else [],
        "left": sorted(one.number for one in university.people if one.left_on and before <= one.left_on < on),
        "same_person": sorted([one.former, one.number] for one in staff if one.former),
    }


def figures(technicians: list[Person], on: date) -> dict[str, Any]:
    """Headcount and FTE, and headcounts by unit, role and grade."""
    main = [next(spell for spell in one.posts(on) if spell.family == "technical") for one in technicians]
    fte = sum(spell.fte for one in technicians for spell in one.posts(on) if spell.family == "technical")
    return {
        "headcount": len(technicians),
        "fte": round(fte, 2),
        "aged_55_or_over": sum(one.age(on) >= 55 for one in technicians),
        "by_unit": dict(sorted(Counter(spell.unit for spell in main).items())),
        "by_role": dict(sorted(Counter(spell.role for spell in main).items())),
        "by_grade": {str(grade): count for grade, count in sorted(Counter(spell.grade for spell in main).items())},
    }
