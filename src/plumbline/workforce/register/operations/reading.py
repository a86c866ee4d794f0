"""What the worker does with an extract: a first look, and the check that writes its rows where nobody sees them yet."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, replace
from itertools import islice
from typing import Any

from django.db import transaction

from plumbline.foundation.acting import Acting
from plumbline.foundation.formats.problems import Unreadable
from plumbline.institutions.models import Institution
from plumbline.platform.audit import operations as audit
from plumbline.platform.files import operations as files
from plumbline.workforce.register import queries, staging
from plumbline.workforce.register.comparing import Frame, Line, Tally, compare
from plumbline.workforce.register.extract import mapping
from plumbline.workforce.register.extract.checking import Checker, Plan, letters
from plumbline.workforce.register.extract.looking import HEAD_ROWS, Looked
from plumbline.workforce.register.extract.looking import look as look_at
from plumbline.workforce.register.gathering import Gathered, gather, judge
from plumbline.workforce.register.models import Equality, Extract, Fault, Post, Salt
from plumbline.workforce.register.opening import Source, opened
from plumbline.workforce.register.queries.extracts import neighbours
from plumbline.workforce.register.states import MOVES

Step = Callable[[int, int, str], None]
"""Says how far the work is: done, in all, a note. Raises where the work is another worker's by now."""
MOST_FAULTS = 5_000
SHOWN_COLUMNS = 400
EVERY_SECONDS = 0.5


def salt_of(institution: Institution) -> bytes:
    """What the institution's pseudonyms are made with; made when first asked."""
    found, _new = Salt.objects.get_or_create(institution=institution, defaults={"secret": secrets.token_hex(32)})
    return bytes.fromhex(found.secret)


def look(*, actor: Acting, extract: Extract, mine: Callable[[], None] = lambda: None) -> None:
    """Look at the head of the file and propose which column is which. `mine` raises within the last transaction where
    another worker has the job."""
    try:
        with _opened(extract, most=HEAD_ROWS) as source:
            head = list(islice(source.rows(), HEAD_ROWS))
            known = queries.remembered(extract.institution)
            looked = _told(look_at(head, extract.as_at, known, from_1904=source.from_1904), source)
    except Unreadable as problem:
        with transaction.atomic():
            mine()
            fail(actor=actor, extract=extract, problem=problem.message)
        return
    with transaction.atomic():
        mine()
        MOVES.apply("look_done", extract, looked=looked)


def _opened(extract: Extract, *, most: int = 0, progress: Callable[[int], None] | None = None) -> Any:
    if extract.file is None:
        raise Unreadable("empty", "The file of this extract is erased. Upload it again.")
    return opened(extract.file.path, extract.name, most=most, progress=progress)


def _told(found: Looked, source: Source) -> dict[str, Any]:
    layout = found.layout
    shown = {match.column for match in found.matches.values()}
    columns = sorted(shown | set(range(min(layout.width, SHOWN_COLUMNS))))
    return {
        "sheets": list(source.sheets),
        "signatures": [mapping.signature(layout, column) for column in range(layout.width)],
        "matches": {key: asdict(match) for key, match in found.matches.items()},
        "examples": {str(column): found.examples[column] for column in columns},
        "as_at": found.as_at.isoformat() if found.as_at else "",
        "fte_unit": found.forms.fte_unit,
        "full_hours": found.forms.full_hours,
        "names": [_name(layout.groups[at], heading, at) for at, heading in enumerate(layout.headings)],
    }


def _name(group: str, heading: str, column: int) -> str:
    """What people call a column: its heading, its group, its letters."""
    said = f"{group}: {heading}" if group and heading else heading or group or "–"
    return f"{said} ({letters(column)})"


@transaction.atomic
def fail(*, actor: Acting, extract: Extract, problem: str) -> None:
    """Refuse a file that cannot be an extract of this institution, and erase it."""
    MOVES.apply("refuse", extract, problem=problem, looked={})
    if extract.file is not None:
        files.erase(actor=actor, file=extract.file, scope=extract.audit_scope)
    audit.record(actor, "extract.unreadable", extract)


def check(*, actor: Acting, extract: Extract, step: Step, mine: Callable[[], None]) -> None:
    """Read and check every row, compare it with what is known, and write what differs. `mine` is called first in each
    transaction and raises where another worker has the job: then nothing of this attempt becomes true."""
    _begin_again(extract, mine)
    salt = salt_of(extract.institution)
    book = staging.Book(extract.institution, salt)
    try:
        gathered = _gathered(extract, book, salt, step)
        judge(gathered, extract, _known(extract, "person_id"), _known(extract, "unit_id"))
    except Unreadable as problem:
        with transaction.atomic():
            mine()
            fail(actor=actor, extract=extract, problem=problem.message)
        return
    tally = _staged(extract, book, gathered, step, mine)
    with transaction.atomic():
        mine()
        Fault.objects.bulk_create(
            [Fault(extract=extract, **fault) for fault in gathered.faults[:MOST_FAULTS]], batch_size=500
        )
        newest = queries.newest_accepted(extract.institution)
        MOVES.apply("check_done", extract, summary=gathered.summary(tally), compared_with=newest)
        audit.record(actor, "extract.checked", extract, rows=gathered.findings.rows, refused=gathered.findings.refused)


def _begin_again(extract: Extract, mine: Callable[[], None]) -> None:
    """Rows of an attempt that was killed, or of an earlier check, go first."""
    is_more = True
    while is_more:
        with transaction.atomic():
            mine()
            is_more = staging.clear(extract.pk)
    with transaction.atomic():
        mine()
        Fault.objects.filter(extract=extract).delete()


def _gathered(extract: Extract, book: staging.Book, salt: bytes, step: Step) -> Gathered:
    tell = _seldom(step)
    with _opened(extract, progress=lambda rows: tell(rows % 40, 100, "opening")) as source:
        head = list(islice(source.rows(), HEAD_ROWS))
        known = queries.remembered(extract.institution)
        layout = look_at(head, extract.as_at, known, from_1904=source.from_1904).layout
        columns = extract.columns
        forms = mapping.forms_of(layout, head[layout.first :], columns, extract.as_at, from_1904=source.from_1904)
        forms = replace(
            forms,
            fte_unit=extract.choices.get("fte_unit") or forms.fte_unit,
            full_hours=float(extract.choices.get("full_hours") or forms.full_hours),
        )
        checker = Checker(Plan(layout, columns, forms))
        return gather(checker, _counted(source, tell), extract, book, salt)


def _counted(source: Source, tell: Step) -> Iterator[list[str]]:
    """The rows, saying now and then how much of the file is read."""
    size, seen = max(1, source.path.stat().st_size), 0
    for number, row in enumerate(source.rows()):
        if not number % 1_000:
            seen += 1_000 * (sum(map(len, row)) + len(row))  # near enough for a bar
            tell(min(55, seen * 55 // size), 100, "reading")
        yield row


def _known(extract: Extract, column: str) -> set[int]:
    """The numbers of all people, or units, that accepted extracts know."""
    rows = Post.objects.all().of(extract.institution).true().values_list(column, flat=True).distinct()
    return {number for number in rows.iterator(staging.FETCH) if number is not None}


def _staged(extract: Extract, book: staging.Book, gathered: Gathered, step: Step, mine: Callable[[], None]) -> Tally:
    """Write people, posts and what they declared in small transactions."""
    institution, tally = extract.institution, Tally()
    before, after = neighbours(extract)
    frame = Frame(
        extract.as_at, before, after, frozenset(gathered.has), extract.is_whole, frozenset(gathered.refused_people)
    )
    later = staging.by_person(staging.known_posts(institution, after)) if after else None
    step(60, 100, "comparing")
    for rows in staging.chunks(staging.person_rows(gathered.people, institution)):
        with transaction.atomic():
            mine()
            staging.write_people(rows)
    gathered.people.clear()
    # Compared to the end before anything is written: a stream that is open would hold what others wrote meanwhile.
    changes = list(
        compare(_drained(gathered.lines), staging.known_posts(institution, extract.as_at), frame, tally, later)
    )
    for done, rows in enumerate(staging.chunks(staging.post_rows(changes, institution, extract.pk, book))):
        book.write_new()
        with transaction.atomic():
            mine()
            staging.write(Post, staging.POST_COLUMNS, rows)
        step(65 + min(30, done), 100, "storing")
    told = staging.known_equality(institution) if gathered.declared else {}
    declared = sorted(gathered.declared.items(), key=lambda pair: pair[0])
    apart = ((extract.pk, person, *said) for person, said in declared if told.get(person) != said)
    for rows in staging.chunks(apart):
        with transaction.atomic():
            mine()
            staging.write(Equality, staging.EQUALITY_COLUMNS, rows)
    return tally


def _drained(lines: list[Line]) -> Iterator[Line]:
    """The lines in the order of people, each let go of when it is taken."""
    lines.reverse()
    while lines:
        yield lines.pop()


def _seldom(step: Step) -> Step:
    """Progress for the page, not written for every handful of rows."""
    last = 0.0

    def tell(done: int, total: int, note: str) -> None:
        nonlocal last
        if time.monotonic() - last >= EVERY_SECONDS:
            last = time.monotonic()
            step(done, total, note)

    return tell
