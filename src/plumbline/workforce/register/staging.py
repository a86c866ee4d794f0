"""Many rows at once, in and out of the database: the ORM would take longer to make objects than the file takes to read.

Only rows that no page sees yet are written here; `operations` decides what becomes true."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import islice
from typing import Any

from django.db import connection, models

from plumbline.institutions.models import Institution
from plumbline.workforce.register.comparing import Change, Facts, Known, Parts
from plumbline.workforce.register.models import Equality, Person, Position, Post, Unit
from plumbline.workforce.register.models.posts import POSITION_FIELDS
from plumbline.workforce.register.sealing import pseudonym, seal, seal_day, unseal_day

CHUNK = 1_000
"""Rows written in one transaction: a tenth of a second on a slow disk, so that others keep saving."""
FETCH = 5_000

POST_COLUMNS = (
    "institution_id", "extract_id", "person_id", "key", "from_on", "is_gone", "what", "changed", "position_id",
    "unit_id", "campus", "fte", "contract", "mode", "ends_on", "started_on", "post_started_on", "born_on", "born_how",
    "funding", "registration", "apprentice", "entry_route", "left_on", "left_why", "left_to",
)  # fmt: skip
EQUALITY_COLUMNS = ("extract_id", "person_id", "sex", "ethnicity", "disability", "opted_out")
PERSON_COLUMNS = ("id", "institution_id", "ref")
KNOWN_COLUMNS = (
    "person_id", "key", "position_id", "unit_id", "campus", "fte", "contract", "mode", "ends_on", "started_on",
    "post_started_on", "born_on", "born_how", "funding", "registration", "apprentice", "entry_route",
)  # fmt: skip


BIRTH = KNOWN_COLUMNS.index("born_on") - 4


class Book:
    """The numbers of positions and units of one institution, made of what HR writes."""

    def __init__(self, institution: Institution, salt: bytes) -> None:
        self.institution = institution
        self.salt = salt
        self.positions: dict[Parts, int] = {}
        self.units: dict[tuple[str, ...], int] = {}
        self._new_positions: list[Position] = []
        self._new_units: list[Unit] = []

    def position(self, parts: Parts) -> int:
        """The number of a position; a new one is written with the next chunk."""
        number = self.positions.get(parts)
        if number is None:
            number = self.positions[parts] = pseudonym(self.salt, "position\x1f" + "\x1f".join(parts))
            self._new_positions.append(
                Position(id=number, institution=self.institution, **dict(zip(POSITION_FIELDS, parts, strict=True)))
            )
        return number

    def unit(self, path: tuple[str, ...]) -> int | None:
        """The number of a unit, by its path from the top; None for no path."""
        if not path:
            return None
        number = self.units.get(path)
        if number is None:
            number = self.units[path] = self._unit_number(path)
            parent = self.unit(path[:-1])
            self._new_units.append(
                Unit(
                    id=number,
                    institution=self.institution,
                    parent_id=parent,
                    name=path[-1][:200],
                    written=" › ".join(path)[:900],
                )
            )
        return number

    def _unit_number(self, path: tuple[str, ...]) -> int:
        return pseudonym(self.salt, "unit\x1f" + "\x1f".join(part.casefold() for part in path))

    def write_new(self) -> None:
        """Write the positions and units that are new, parents first. Those that are there already stay as they are."""
        Position.objects.bulk_create(self._new_positions, batch_size=500, ignore_conflicts=True)
        depth = sorted(self._new_units, key=lambda unit: unit.written.count(" › "))
        Unit.objects.bulk_create(depth, batch_size=500, ignore_conflicts=True)
        self._new_positions, self._new_units = [], []


def known_posts(institution: Institution, on: date) -> Iterator[tuple[int, Known]]:
    """What stands on a day, in the order of people's numbers, streamed: nothing may be written until it is read to its
    end. Texts that many rows share are kept once."""
    parts: dict[int, Parts] = {
        row[0]: tuple(row[1:])
        for row in Position.objects.filter(institution=institution).values_list("id", *POSITION_FIELDS).iterator(FETCH)
    }
    once: dict[Any, Any] = {}
    days: dict[str, date | None] = {}
    for person, key, position, unit, *said in _raw_rows(institution, on):
        rest: list[Any] = [once.setdefault(value, value) if value.__class__ is not bool else value for value in said]
        born = rest[BIRTH]
        if born is not None:
            if born not in days:
                days[born] = unseal_day(born)
            rest[BIRTH] = days[born]
        yield person, Known(key, Facts(parts[position], unit, *rest))


def by_person(known: Iterable[tuple[int, Known]]) -> dict[int, tuple[Known, ...]]:
    """The same, to look people up."""
    found: dict[int, tuple[Known, ...]] = {}
    for person, post in known:
        found[person] = (*found.get(person, ()), post)
    return found


def _raw_rows(institution: Institution, on: date) -> Iterator[tuple[Any, ...]]:
    """Rows of the posts that stand, the birth as it is stored: one text for many people is unsealed once."""
    rows = Post.objects.all().of(institution).standing(on).order_by("person_id", "key")
    stored = models.functions.Cast("born_on", models.CharField(max_length=100))
    columns = [name if name != "born_on" else "born_stored" for name in KNOWN_COLUMNS]
    yield from rows.annotate(born_stored=stored).values_list(*columns).iterator(FETCH)


def known_equality(institution: Institution) -> dict[int, tuple[str, str, str, bool]]:
    """What is known of what people declared, the newest accepted extract last."""
    rows = Equality.objects.filter(person__institution=institution, extract__state="accepted").order_by(
        "extract_id", "pk"
    )
    once: dict[Any, tuple[str, str, str, bool]] = {}
    return {
        row[0]: once.setdefault(row[1:], row[1:])
        for row in rows.values_list("person_id", "sex", "ethnicity", "disability", "opted_out").iterator(FETCH)
    }


def post_rows(
    changes: Iterable[Change], institution: Institution, extract_id: int, book: Book
) -> Iterator[tuple[Any, ...]]:
    """Changes as rows of POST_COLUMNS."""
    own = institution.pk
    birth: dict[date, str | None] = {}
    spelt: dict[date | None, str | None] = {None: None}  # both databases take a day as text, and text is quicker

    def day(value: date | None) -> str | None:
        said = spelt.get(value)
        if said is None and value is not None:
            said = spelt[value] = value.isoformat()
        return said

    for person, key, from_on, is_gone, what, fields, facts, left in changes:
        born = facts.born_on
        if born is not None:
            stored = birth.get(born)
            if stored is None:
                stored = birth[born] = seal_day(born)
        else:
            stored = None
        yield (
            own, extract_id, person, key, day(from_on), is_gone, what, ",".join(fields)[:200],
            book.position(facts.parts), facts.unit, facts.campus, facts.fte, facts.contract, facts.mode,
            day(facts.ends_on), day(facts.started_on), day(facts.post_started_on), stored, facts.born_how,
            facts.funding, facts.registration, facts.apprentice, facts.entry_route, day(left.on), left.why, left.to,
        )  # fmt: skip


def person_rows(people: Mapping[int, str], institution: Institution) -> Iterator[tuple[Any, ...]]:
    """People as rows of PERSON_COLUMNS: pseudonym → HR's number."""
    for number, ref in people.items():
        yield number, institution.pk, seal(ref)


def chunks(rows: Iterable[tuple[Any, ...]], size: int = CHUNK) -> Iterator[list[tuple[Any, ...]]]:
    """Rows in handfuls."""
    source = iter(rows)
    while handful := list(islice(source, size)):
        yield handful


def write(
    model: type[models.Model], columns: Sequence[str], rows: list[tuple[Any, ...]], *, ignore: bool = False
) -> None:
    """Insert rows as they are, in the caller's transaction. With `ignore`, rows that are there already stay."""
    names = [connection.ops.quote_name(name) for name in columns]
    table = connection.ops.quote_name(model._meta.db_table)
    if connection.vendor == "postgresql" and not ignore:
        with connection.cursor() as cursor, cursor.copy(f"COPY {table} ({', '.join(names)}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        return
    marks = ", ".join(["%s"] * len(names))
    tail = " ON CONFLICT DO NOTHING" if ignore else ""
    with connection.cursor() as cursor:
        # The words are ours alone (names of our own columns); every value goes as a parameter.
        cursor.executemany(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks}){tail}", rows)  # noqa: S608


def write_people(rows: list[tuple[Any, ...]]) -> None:
    """Insert people who are not there yet."""
    write(Person, PERSON_COLUMNS, rows, ignore=True)


def clear(extract_id: int) -> bool:
    """Delete one handful of an extract's rows, and of people of whom nothing is left. False when none was left."""
    for model in (Post, Equality):
        table = model._default_manager.filter(extract_id=extract_id)
        numbers = list(table.values_list("pk", "person_id")[: CHUNK // 2])
        if numbers:
            model._default_manager.filter(pk__in=[number for number, _person in numbers])._raw_delete(connection.alias)
            _forget({person for _number, person in numbers})
            return True
    return False


def _forget(people: set[int]) -> None:
    """People of whom no post and no choice is left are deleted: the register has no reason to know them."""
    held = set(Post.objects.filter(person__in=people).values_list("person_id", flat=True))
    bare = [number for number in people if number not in held]
    Person.objects.filter(pk__in=bare, hand_choices=None, others=None).delete()
