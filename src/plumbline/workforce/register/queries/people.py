"""Single people: found by the number that HR gives, with all that is held about them; who may be the same."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from plumbline.institutions.models import Institution
from plumbline.workforce.register.extract.checking import canonical
from plumbline.workforce.register.families import Families, model_of
from plumbline.workforce.register.models import (
    Definition,
    Equality,
    Figures,
    HandChoice,
    Look,
    Person,
    Post,
    RoleFamily,
    Salt,
)
from plumbline.workforce.register.sealing import pseudonym

NEAR_DAYS = 92
"""So many days lie at most between the end of one number and the beginning of the other."""


@dataclass(frozen=True, slots=True)
class Alike:
    """Two numbers that may be one person: the second began when the first ended, with the same birth and start."""

    gone: Post
    come: Post


def person_by_key(institution: Institution, key: str) -> Person | None:
    """One person of the institution, by the name in addresses."""
    try:
        number = int(key, 16)
    except ValueError:
        return None
    if number >= 2**63:
        return None
    return Person.objects.filter(institution=institution, pk=number).select_related("institution", "same_as").first()


def person_by_ref(institution: Institution, ref: str) -> Person | None:
    """One person, by the number that HR gives them."""
    salt = Salt.objects.filter(institution=institution).first()
    if salt is None or not ref.strip():
        return None
    number = pseudonym(bytes.fromhex(salt.secret), canonical(ref))
    return Person.objects.filter(institution=institution, pk=number).select_related("institution", "same_as").first()


def posts_of(person: Person) -> QuerySet[Post]:
    """Everything that accepted extracts say of somebody's posts, newest first."""
    rows = Post.objects.filter(person=person).true().select_related("position", "unit", "extract")
    return rows.order_by("-from_on", "key", "-extract_id")


def equality_of(person: Person) -> QuerySet[Equality]:
    """What somebody declared, newest first."""
    return Equality.objects.filter(person=person, extract__state="accepted").order_by("-extract_id")


def choices_of(person: Person) -> QuerySet[HandChoice]:
    """Choices by hand about somebody, newest first."""
    return HandChoice.objects.filter(person=person)


def open_choices(institution: Institution) -> QuerySet[HandChoice]:
    """Everybody who is in or out by hand now."""
    return HandChoice.objects.filter(institution=institution, ended_on=None).select_related("person")


def looks_at(institution: Institution, person: Person | None = None) -> QuerySet[Look]:
    """Who looked at personal rows, newest first."""
    looks = Look.objects.filter(institution=institution)
    return looks.filter(person=person.key) if person else looks


def alike(institution: Institution, on: date) -> list[Alike]:
    """Numbers that may belong to one person: one ended and another began, with the same birth and the same start."""
    newest = Post.objects.all().of(institution).newest(on).filter(person__same_as=None, person__erased_at=None)
    rows = newest.exclude(born_on=None).exclude(started_on=None).select_related("person", "position", "unit")
    found: dict[tuple[date | None, date | None], list[Post]] = defaultdict(list)
    for post in rows.iterator(2_000):
        found[post.born_on, post.started_on].append(post)
    pairs = []
    for posts in found.values():
        gone = {post.person_id: post for post in posts if post.is_gone}
        here = {post.person_id: post for post in posts if not post.is_gone}
        pairs += [Alike(one, other) for one in gone.values() for other in here.values() if _follows(one, other, here)]
    return pairs


def _follows(gone: Post, come: Post, here: dict[int, Post]) -> bool:
    is_another = gone.person_id not in here and gone.person_id != come.person_id
    return is_another and abs((come.from_on - gone.from_on).days) <= NEAR_DAYS


def families_said(institution: Institution) -> Families:
    """What families titles are of, as people corrected them, and what the rest is likely of."""
    said = dict(RoleFamily.objects.filter(institution=institution).values_list("title", "family"))
    return Families(said, model_of(said))


def definitions(institution: Institution) -> QuerySet[Definition]:
    """Every version of who counts, the newest first."""
    return Definition.objects.filter(institution=institution)


def figures(institution: Institution) -> QuerySet[Figures]:
    """Everything that was released, the newest day first."""
    return Figures.objects.filter(institution=institution).select_related("definition")
