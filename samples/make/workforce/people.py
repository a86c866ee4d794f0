"""What the generator knows of a person: who, which posts from when to when, how they came and why they went."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date


@dataclass(slots=True)
class Spell:
    """One post as it stood from `from_on` up to and including `to_on` (None: still so)."""

    contract: str
    from_on: date
    unit: str  # a school or department, a key of `places.UNITS`
    family: str  # "technical" or one of `places.OTHER_FAMILIES`
    role: str  # of technicians: a key of `places.ROLES`; else ""
    grade: int
    title: str
    fte: float
    terms: str  # "permanent", "fixed-term"
    to_on: date | None = None

    def stands(self, on: date) -> bool:
        """Whether this post is held on that day."""
        return self.from_on <= on and (self.to_on is None or self.to_on >= on)


@dataclass(slots=True)
class Person:
    """Somebody who works or worked there. Every day is a true one, whatever an extract makes of it."""

    number: str
    surname: str
    forename: str
    born_on: date
    sex: str  # "F", "M", "X"
    ethnicity: str
    disabled: str  # "Y", "N", "" where not said
    joined_on: date
    route: str  # "external", "apprenticeship", "graduate", "internal", "returner"
    spells: list[Spell] = field(default_factory=list)
    left_on: date | None = None
    reason: str = ""
    former: str = ""  # the number of the same person in an earlier employment

    def age(self, on: date) -> int:
        """Whole years on that day."""
        return on.year - self.born_on.year - ((on.month, on.day) < (self.born_on.month, self.born_on.day))

    def posts(self, on: date) -> list[Spell]:
        """The posts held on that day, the largest first."""
        return sorted((spell for spell in self.spells if spell.stands(on)), key=lambda spell: -spell.fte)

    def is_technician(self, on: date) -> bool:
        """Whether any post of that day is in the technical job family."""
        return any(spell.family == "technical" for spell in self.posts(on))
