"""Who would enter and leave as the rule is edited: positions, with how many people hold them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from plumbline.workforce.register.counting import Count, Held, mains, total
from plumbline.workforce.register.queries.counts import Staff


@dataclass(frozen=True, slots=True)
class Moved:
    """A position whose holders enter or leave: its words, and how many people."""

    title: str
    family: str
    grade: str
    unit: str
    people: int


@dataclass(frozen=True, slots=True)
class Difference:
    """A rule beside another: how many count now and would then, who enters, who leaves, and people only by hand."""

    now: Count
    then: Count
    enter: list[Moved]
    leave: list[Moved]
    entering: int
    leaving: int


def difference(before: Staff, after: Staff) -> Difference:
    """What another rule changes on the same day."""
    now, then = mains(before.posts), mains(after.posts)
    come = [post for person, post in then.items() if person not in now]
    gone = [post for person, post in now.items() if person not in then]
    return Difference(
        total(before.posts), total(after.posts), _moved(come, after), _moved(gone, before), len(come), len(gone)
    )


def _moved(posts: list[Held], staff: Staff) -> list[Moved]:
    counts = Counter((post.position, post.unit) for post in posts)
    rows = []
    for (number, unit), people in counts.items():
        position = staff.positions[number]
        place = staff.units[unit].name if unit is not None else ""
        rows.append(Moved(position.title, position.family, position.grade, place, people))
    return sorted(rows, key=lambda row: (-row.people, row.title, row.unit))
