"""What happens to the staff of the invented university, year by year from 1 August, seeded.

The hazards differ by unit, and each year has a mood of its own (a freeze, a severance scheme, a good labour market).
A forecast that is judged on these histories is told of neither.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import TypeVar

from samples.make.workforce import places
from samples.make.workforce.people import Person, Spell

T = TypeVar("T")
FIRST = 2018  # the first extract is as at 31 July of this year
RETIREMENT = {55: 0.02, 58: 0.04, 60: 0.09, 62: 0.13, 64: 0.19, 65: 0.28, 66: 0.42, 67: 0.48, 70: 0.6}
FREEZE, SEVERANCE = 0.1, 0.12  # chance of each in a year


@dataclass(frozen=True, slots=True)
class Mood:
    """What a year does to everybody: factors on retiring, on leaving otherwise, on filling posts, on promotion."""

    retiring: float = 1.0
    leaving: float = 1.0
    filling: float = 0.95
    rising: float = 1.0


@dataclass(slots=True)
class University:
    """The staff so far. `people` holds leavers too; `effects` is each unit's own factor on leaving and on filling."""

    random: Random
    shocks: bool
    people: list[Person] = field(default_factory=list)
    effects: dict[str, tuple[float, float]] = field(default_factory=dict)
    establishment: dict[tuple[str, str], float] = field(default_factory=dict)
    moods: dict[int, Mood] = field(default_factory=dict)
    serial: int = 10_000

    def staff(self, on: date) -> Iterator[Person]:
        """Everybody employed on that day, in the order in which they came."""
        return (
            person for person in self.people if person.joined_on <= on and (not person.left_on or person.left_on >= on)
        )

    def technicians(self, on: date) -> list[Person]:
        """Everybody with a post in the technical family on that day."""
        return [person for person in self.staff(on) if person.is_technician(on)]


def simulate(
    seed: int, technicians: int = 650, others: int = 150, years: int = 8, *, shocks: bool = True
) -> University:
    """A university with `years` yearly states from 31 July of `FIRST` on. The same seed makes the same history."""
    university = University(Random(seed), shocks)
    for unit in places.UNITS:
        effect = (math.exp(university.random.gauss(0, 0.35)), math.exp(university.random.gauss(0, 0.12)))
        university.effects[unit] = effect if shocks else (1.0, 1.0)
    found(university, technicians, others)
    for year in range(FIRST, FIRST + years - 1):
        university.moods[year] = mood(university.random) if shocks else Mood()
        pass_year(university, year, university.moods[year])
    return university


def mood(random: Random) -> Mood:
    """A year drawn at random: mostly ordinary, sometimes a freeze or a severance scheme."""
    retiring, leaving, rising = (math.exp(random.gauss(0, spread)) for spread in (0.2, 0.28, 0.25))
    filling = 0.95 * math.exp(random.gauss(0, 0.12))
    if random.random() < FREEZE:
        filling, rising = 0.35, rising * 0.5
    if random.random() < SEVERANCE:
        retiring, leaving = retiring * 1.7, leaving * 1.6
    return Mood(retiring, leaving, filling, rising)


def found(university: University, technicians: int, others: int) -> None:
    """Fill the university as it stands at the first extract."""
    random, start = university.random, date(FIRST, 7, 31)
    for family, count in (("technical", technicians), ("other", others)):
        for _ in range(count):
            unit = pick(random, {name: place[2] for name, place in places.UNITS.items()})
            age = (
                min(69, max(18, round(random.triangular(19, 68, 50))))
                if family == "technical"
                else random.randint(23, 66)
            )
            served = min(age - 17, int(random.expovariate(1 / 9)))
            joined = start - timedelta(days=365 * served + random.randrange(1, 330))
            add(university, joined, start, age, unit, family, places.GRADES)
            key = (unit, family)
            university.establishment[key] = university.establishment.get(key, 0) + 1


def add(
    university: University, joined: date, aged_on: date, age: int, unit: str, family: str, grades: dict[int, int]
) -> Person:
    """Somebody new from `joined` on, of `age` on `aged_on`, with one post (one in ten technicians has two)."""
    random = university.random
    if family == "other":
        family = pick(random, places.OTHER_FAMILIES)
    born = date(aged_on.year - age, 1, 1) + timedelta(days=random.randrange(200))
    grade = pick(random, grades)
    person = Person(
        number(university), surname(random), random.choice(places.FORENAMES), born,
        pick(random, {"F": 42, "M": 56, "X": 2}), pick(random, places.ETHNICITIES),
        pick(random, {"N": 80, "Y": 8, "": 12}), joined, pick(random, places.ROUTES),
    )  # fmt: skip
    role = role_of(random, unit) if family == "technical" else ""
    title = places.title(role, grade, random.randrange(9)) if role else random.choice(places.OTHER_TITLES[family])
    terms = pick(random, {"permanent": 84, "fixed-term": 16})
    fte = pick(random, {1.0: 80, 0.8: 7, 0.6: 6, 0.5: 7})
    person.spells.append(Spell(f"{person.number}-1", joined, unit, family, role, grade, title, fte, terms))
    if fte <= 0.5 and role and random.random() < 0.8:
        person.spells.append(Spell(f"{person.number}-2", joined, unit, family, role, grade, title, 0.4, terms))
    university.people.append(person)
    return person


def pass_year(university: University, year: int, mood: Mood) -> None:
    """From 1 August of `year` to 31 July of the next: leave, rise, move, come."""
    start = date(year, 8, 1)
    for person in list(university.staff(start)):
        if not (leaves(university, person, start, mood) or rises(university, person, start, mood)):
            moves(university, person, start)
    comes(university, start, mood)


def leaves(university: University, person: Person, start: date, mood: Mood) -> bool:
    """Whether they go in this year; if so, their posts end and the reason is set."""
    random, age, unit = university.random, person.age(start), person.posts(start)[0].unit
    effect = university.effects[unit][0]
    retire = next((rate for floor, rate in sorted(RETIREMENT.items(), reverse=True) if age >= floor), 0.0)
    other = 0.1 if age < 30 else 0.075 if age < 45 else 0.045 if age < 55 else 0.02
    other *= 1.6 if (start - person.joined_on).days < 730 else 1.0
    chance = random.random()
    if chance < min(0.95, retire * mood.retiring * math.sqrt(effect)):
        reason = "retirement"
    elif random.random() < min(0.9, other * mood.leaving * effect):
        reason = pick(random, places.REASONS)
    else:
        return False
    end(person, start + timedelta(days=random.randrange(364)), reason)
    return True


def end(person: Person, on: date, reason: str) -> None:
    """Their last day is `on`."""
    person.left_on, person.reason = on, reason
    for spell in person.spells:
        if spell.to_on is None:
            spell.to_on = on


def rises(university: University, person: Person, start: date, mood: Mood) -> bool:
    """Whether a technician goes up a grade in this year, with a new title and post."""
    random, held = university.random, person.posts(start)[0]
    rate = {3: 0.11, 4: 0.07, 5: 0.045, 6: 0.03, 7: 0.015, 8: 0.0}[held.grade]
    if held.family != "technical" or random.random() >= rate * mood.rising * (1.2 if person.age(start) < 45 else 0.5):
        return False
    succeed(person, start + timedelta(days=random.randrange(364)), held, grade=held.grade + 1)
    return True


def moves(university: University, person: Person, start: date) -> None:
    """Sometimes to another unit, role family or out of the technical family; sometimes to other hours."""
    random, held, dice = university.random, person.posts(start)[0], university.random.random()
    on = start + timedelta(days=random.randrange(364))
    if held.family != "technical":
        if dice < 0.004:
            succeed(person, on, held, family="technical", role=role_of(random, held.unit))
    elif dice < 0.015:
        succeed(person, on, held, unit=pick(random, {name: place[2] for name, place in places.UNITS.items()}))
    elif dice < 0.025:
        succeed(person, on, held, role=pick(random, places.ROLES))
    elif dice < 0.031:
        succeed(person, on, held, family=pick(random, places.OTHER_FAMILIES), role="")
    elif dice < 0.05:
        succeed(person, on, held, fte=0.6 if held.fte == 1.0 else 1.0)


def succeed(
    person: Person, on: date, held: Spell, *, unit: str = "", role: str | None = None, family: str = "",
    grade: int = 0, fte: float = 0.0,
) -> None:  # fmt: skip
    """End every post the day before and begin one that differs as told."""
    for spell in person.posts(on):
        spell.to_on = on - timedelta(days=1)
    family, role, grade = family or held.family, held.role if role is None else role, grade or held.grade
    title = places.title(role, grade, len(person.spells)) if role else places.OTHER_TITLES.get(family, (held.title,))[0]
    contract = f"{person.number}-{len(person.spells) + 1}"
    person.spells.append(
        Spell(contract, on, unit or held.unit, family, role, grade, title, fte or held.fte, held.terms)
    )


def comes(university: University, start: date, mood: Mood) -> None:
    """Fill what is vacant as far as the year and the unit allow; a few apprentices; now and then a returner."""
    random, end_of_year = university.random, date(start.year + 1, 7, 31)
    held: dict[tuple[str, str], int] = {}
    for person in university.staff(end_of_year):
        post = person.posts(end_of_year)[0]
        key = (post.unit, "technical" if post.family == "technical" else "other")
        held[key] = held.get(key, 0) + 1
    young = {3: 40, 4: 34, 5: 18, 6: 8}
    for key, wanted in university.establishment.items():
        vacant = wanted - held.get(key, 0)
        posts = sum(random.random() < mood.filling * university.effects[key[0]][1] * 0.8 for _ in range(round(vacant)))
        for _ in range(posts):
            age = round(random.triangular(20, 60, 29))
            joined = start + timedelta(days=random.randrange(364))
            add(university, joined, start, age, key[0], key[1], young if key[1] == "technical" else places.GRADES)
    for _ in range(sum(random.random() < 0.5 for _ in range(round(len(university.establishment) / 9)))):
        unit = pick(random, {name: place[2] for name, place in places.UNITS.items()})
        apprentice = add(
            university, start + timedelta(days=40), start, random.randint(17, 21), unit, "technical", {3: 1}
        )
        apprentice.route = "apprenticeship"
    returns(university, start)


def returns(university: University, start: date) -> None:
    """One former technician a year comes back under a new number: the same person twice in HR's system."""
    random = university.random
    gone = [
        one
        for one in university.people
        if one.left_on and one.left_on < start and one.reason == "resigned" and not one.former
    ]
    taken = {one.former for one in university.people}
    gone = [one for one in gone if one.number not in taken and one.spells[-1].family == "technical"]
    if not gone or random.random() > 0.7:
        return
    old = random.choice(gone)
    held = old.spells[-1]
    person = add(university, start + timedelta(days=90), start, old.age(start), held.unit, "technical", {held.grade: 1})
    person.born_on, person.surname, person.forename, person.sex = old.born_on, old.surname, old.forename, old.sex
    person.ethnicity, person.disabled, person.route, person.former = old.ethnicity, old.disabled, "returner", old.number


def pick(random: Random, weights: dict[T, int]) -> T:
    """One key, by weight."""
    return random.choices(list(weights), weights=list(weights.values()))[0]


def role_of(random: Random, unit: str) -> str:
    """The role family of a technical post in that unit."""
    return places.OF_UNIT[unit] if unit in places.OF_UNIT and random.random() < 0.8 else pick(random, places.ROLES)


def surname(random: Random) -> str:
    """An invented surname."""
    return random.choice(places.SURNAME_HEADS) + random.choice(places.SURNAME_TAILS)


def number(university: University) -> str:
    """The next staff number: six digits with a leading nought, as HR systems have."""
    university.serial += university.random.randint(1, 7)
    return f"{university.serial:06d}"
