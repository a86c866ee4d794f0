"""What HR knew on a day: one row a post, every value clean and typed. Leavers of the past year follow on request."""

from __future__ import annotations

from datetime import date

from samples.make.workforce import places
from samples.make.workforce.people import Person, Spell
from samples.make.workforce.process import University

Value = str | int | float | date | None
Row = dict[str, Value]  # by meaning, a key of `layouts.MEANINGS`


def rows(university: University, on: date, *, leavers: bool) -> list[Row]:
    """Everybody's posts on the day `on`, by staff number; with `leavers`, the last posts of who left in the year before."""
    made = [row(person, spell) for person in university.staff(on) for spell in person.posts(on)]
    if leavers:
        since = date(on.year - 1, on.month, on.day)
        gone = [person for person in university.people if person.left_on and since < person.left_on < on]
        made += [row(person, person.posts(person.left_on or on)[0], gone=True) for person in gone]
    return sorted(made, key=lambda one: (str(one["staff_id"]), str(one["contract_id"])))


def row(person: Person, spell: Spell, *, gone: bool = False) -> Row:
    """One post of one person."""
    faculty, campus, _ = places.UNITS[spell.unit]
    return {
        "staff_id": person.number,
        "contract_id": spell.contract,
        "surname": person.surname,
        "forename": person.forename,
        "born_on": person.born_on,
        "sex": person.sex,
        "ethnicity": person.ethnicity,
        "disabled": person.disabled,
        "faculty": faculty,
        "unit": spell.unit,
        "campus": campus,
        "title": spell.title,
        "family": "Technical" if spell.family == "technical" else spell.family.capitalize(),
        "role": spell.role,
        "grade": spell.grade,
        "fte": spell.fte,
        "terms": spell.terms,
        "mode": "Full-time" if spell.fte == 1 else "Part-time",
        "joined_on": person.joined_on,
        "post_from_on": spell.from_on,
        "soc": (places.SOC if spell.role else places.OTHER_SOC)[spell.role or spell.family],
        "route": person.route,
        "left_on": person.left_on if gone else None,
        "reason": person.reason if gone else None,
    }
