"""The technical staff at yearly intervals, from the first accepted extract to the newest, as a forecast wants them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from plumbline.institutions.models import Institution
from plumbline.workforce.register.counting import Held, mains
from plumbline.workforce.register.dividing import way
from plumbline.workforce.register.forecast.history import History, Member, between
from plumbline.workforce.register.models import Extract, Post
from plumbline.workforce.register.queries.counts import Roll, Staff
from plumbline.workforce.register.queries.people import families_said

MOST_YEARS = 12
YEAR, SLACK = timedelta(days=365), timedelta(days=120)
DAYS_IN_YEAR = 365.25
MIDDLE_AGE = 45.0  # of somebody whose birth is not known
UNSAID = "not said"
RETIRED = re.compile(r"retire|pension|superannuat", re.I)


@dataclass(frozen=True, slots=True)
class Move:
    """Somebody at the end of a year: how they came, where they were and are. "" for outside the technical staff;
    `is_employed`: still or already employed in another job family."""

    on: date
    family: tuple[str, str]
    grade: tuple[str, str]
    unit: tuple[str, str]
    is_employed: bool
    route: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Past:
    """The history for the forecast; what else the register knows of the same years."""

    history: History
    titles: dict[str, str]  # of who is there now
    moves: tuple[Move, ...]
    grades: tuple[str, ...]


def yearly(days: list[date]) -> list[date]:
    """The newest day, and before it those nearest to a year apart; days that are further off leave a gap there."""
    left = sorted(set(days))
    if not left:
        return []
    chosen = [left[-1]]
    while len(chosen) < MOST_YEARS:
        wanted = chosen[0] - YEAR
        near = [day for day in left if abs(day - wanted) <= SLACK]
        if not near:
            break
        chosen.insert(0, min(near, key=lambda day: abs(day - wanted)))
    return chosen


def past(institution: Institution) -> Past | None:
    """Everything that the accepted extracts tell of the technical staff, year by year; None where nobody counts."""
    days = yearly(list(Extract.objects.filter(institution=institution).accepted().values_list("as_at", flat=True)))
    roll = Roll(institution)
    if not days or not roll.versions:
        return None
    families = families_said(institution)
    states = [roll.on(day) for day in days]
    grades = tuple(
        sorted({grade_of(state, post) for state in states for post in mains(state.posts).values()} - {""}, key=natural)
    )
    told = [
        {
            f"{person:016x}": member(state, post, grades, way("family", state, families)(post))
            for person, post in mains(state.posts).items()
        }
        for state in states
    ]
    ends, routes = endings(institution)
    reasons = {ref: "retired" if RETIRED.search(why) else "left" for ref, why in ends.items() if why}
    steps = tuple(
        between(day, tuple(before.values()), tuple(after.values()), reasons)
        for day, before, after in zip(days, told, told[1:], strict=False)
    )
    moves = tuple(
        move
        for place in range(1, len(days))
        for move in moved(days[place], told[place - 1 : place + 1], states[place - 1 : place + 1], grades, ends, routes)
    )
    now = told[-1]
    last = mains(states[-1].posts)
    titles = {f"{person:016x}": states[-1].positions[post.position].title or UNSAID for person, post in last.items()}
    return Past(History(steps, tuple(now.values()), days[-1], grades), titles, moves, grades) if now else None


def grade_of(state: Staff, post: Held) -> str:
    """The grade of a post, "" where none is said."""
    return state.positions[post.position].grade


def member(state: Staff, post: Held, grades: tuple[str, ...], family: str) -> Member:
    """Somebody as the forecast knows them."""
    grade = grade_of(state, post)
    born, joined = post.born_on, post.started_on or post.post_started_on
    return Member(
        f"{post.person:016x}",
        (state.on - born).days / DAYS_IN_YEAR if born else MIDDLE_AGE,
        state.units[post.unit].name if post.unit is not None else UNSAID,
        family,
        grades.index(grade) if grade else -1,
        max(0.0, (state.on - joined).days / DAYS_IN_YEAR) if joined else 5.0,
    )


def natural(label: str) -> list[tuple[int, str]]:
    """Grade 10 after Grade 9."""
    return [(int(part), "") if part.isdigit() else (-1, part) for part in re.split(r"(\d+)", label) if part]


def endings(institution: Institution) -> tuple[dict[str, str], dict[str, str]]:
    """Why people left, and by which route they came, by pseudonym, as the newest row of each says."""
    rows = Post.objects.all().of(institution).true().order_by("from_on", "extract_id")
    ends: dict[str, str] = {}
    routes: dict[str, str] = {}
    for person, same_as, is_gone, why, route in rows.values_list(
        "person_id", "person__same_as_id", "is_gone", "left_why", "entry_route"
    ).iterator(5_000):
        ref = f"{same_as or person:016x}"
        if is_gone:
            ends[ref] = why
        if route:
            routes[ref] = route
    return ends, routes


def moved(
    on: date,
    told: list[dict[str, Member]],
    states: list[Staff],
    grades: tuple[str, ...],
    ends: dict[str, str],
    routes: dict[str, str],
) -> list[Move]:
    """Everybody who came, went, or changed family, grade or unit in a year."""
    before, after = told
    employed = [{f"{post.person:016x}" for post in state.posts} for state in states]
    found = []
    for ref in sorted(before.keys() | after.keys()):
        was, now = before.get(ref), after.get(ref)
        family, grade, unit = (
            (said(was, field, grades), said(now, field, grades)) for field in ("family", "grade", "unit")
        )
        if (family[0], grade[0], unit[0]) == (family[1], grade[1], unit[1]):
            continue
        stays = ref in employed[1] if now is None else ref in employed[0]
        gone = now is None and not stays
        found.append(
            Move(
                on,
                family,
                grade,
                unit,
                stays,
                routes.get(ref, "") if was is None else "",
                ends.get(ref, "") if gone else "",
            )
        )
    return found


def said(one: Member | None, field: str, grades: tuple[str, ...]) -> str:
    """A field in words; "" for somebody who is not among the technical staff."""
    if one is None:
        return ""
    if field == "grade":
        return grades[one.grade] if one.grade >= 0 else UNSAID
    return str(getattr(one, field))
