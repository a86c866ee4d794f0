"""What an extract changes: its lines beside what is known of the same people. Pure: no database, no request."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import groupby
from typing import NamedTuple

POSITION = ("title", "family", "subfamily", "grade", "level", "soc", "activity")
DAY = timedelta(days=1)
FTE_WHOLE = 10_000
KIN = 0.3
"""An extract in which fewer people than this are known, and fewer units, is another institution's."""

Parts = tuple[str, ...]
"""What a position is made of, in the order of POSITION."""


class Facts(NamedTuple):
    """What is compared of a post. `unit` is a unit's number; days are dates; FTE in ten-thousandths."""

    parts: Parts
    unit: int | None
    campus: str
    fte: int | None
    contract: str
    mode: str
    ends_on: date | None
    started_on: date | None
    post_started_on: date | None
    born_on: date | None
    born_how: str
    funding: str
    registration: str
    apprentice: bool | None
    entry_route: str


class Left(NamedTuple):
    """What HR says of a leaver."""

    on: date | None
    why: str
    to: str


STAYS = Left(None, "", "")


class Line(NamedTuple):
    """One row of a file about one person. `key` is the pseudonym of HR's contract number, "" where there is none."""

    person: int
    key: str
    facts: Facts
    left: Left
    row: int


class Known(NamedTuple):
    """One post that is standing on the day of the extract, as the register has it."""

    key: str
    facts: Facts


class Change(NamedTuple):
    """One row to be written. `what`: "added", "changed", "learned" (only blanks were filled), "left" or
    "kept"; `fields`: what differs."""

    person: int
    key: str
    from_on: date
    is_gone: bool
    what: str
    fields: tuple[str, ...]
    facts: Facts
    left: Left


@dataclass(frozen=True, slots=True)
class Frame:
    """What a comparison is made in. `before`: the day of the extract before this one; `after`: the day of an accepted
    extract that is later; `has`: the keys of the columns that the file has."""

    as_at: date
    before: date | None
    after: date | None
    has: frozenset[str]
    is_whole: bool
    refused: frozenset[int] = frozenset()


@dataclass(slots=True)
class Tally:
    """What a comparison found, in people and in posts."""

    people_added: int = 0
    people_changed: int = 0
    people_left: int = 0
    people_same: int = 0
    posts_added: int = 0
    posts_changed: int = 0
    posts_left: int = 0
    posts_same: int = 0
    posts_learned: int = 0
    fields: Counter[str] = field(default_factory=Counter)


def compare(
    lines: Iterable[Line],
    known: Iterable[tuple[int, Known]],
    frame: Frame,
    tally: Tally,
    later: Mapping[int, tuple[Known, ...]] | None = None,
) -> Iterator[Change]:
    """Every row to be written, person after person. `lines` and `known` stand in the order of people's numbers; `known`
    is what stands on the day of the extract, `later` what stands on `frame.after`: what a later extract said still
    holds from its own day."""
    for person, of_person, posts in _aligned(lines, known):
        if of_person:
            changes = list(_of_person(of_person, posts, frame, tally))
        elif frame.is_whole and person not in frame.refused:
            tally.people_left += 1
            changes = [_gone(person, post, frame.as_at, STAYS, tally) for post in posts]
        else:
            continue
        yield from changes
        if frame.after and later is not None:
            yield from _kept(changes, posts, later.get(person, ()), frame)


def _aligned(
    lines: Iterable[Line], known: Iterable[tuple[int, Known]]
) -> Iterator[tuple[int, list[Line], tuple[Known, ...]]]:
    """Both, person by person, without either being in memory a second time."""
    left = groupby(lines, key=lambda line: line.person)
    right = groupby(known, key=lambda pair: pair[0])
    one, other = next(left, None), next(right, None)
    while one is not None or other is not None:
        if other is None or (one is not None and one[0] < other[0]):
            assert one is not None
            yield one[0], list(one[1]), ()
            one = next(left, None)
        elif one is None or other[0] < one[0]:
            yield other[0], [], tuple(post for _person, post in other[1])
            other = next(right, None)
        else:
            yield one[0], list(one[1]), tuple(post for _person, post in other[1])
            one, other = next(left, None), next(right, None)


def _of_person(lines: list[Line], posts: tuple[Known, ...], frame: Frame, tally: Tally) -> Iterator[Change]:
    pairs, over = _paired(lines, posts)
    before = (tally.posts_added, tally.posts_changed, tally.posts_left)
    keys = {post.key for post in posts}
    for line, post in pairs:
        if post is None:
            yield from _new(line, _free_key(line, keys), frame, tally)
        else:
            yield from _old(line, post, frame, tally)
    stays = any(line.left.on is None or line.left.on > frame.as_at for line in lines)
    if lines[0].person not in frame.refused and (frame.is_whole or stays is False):
        for post in over:
            left = max(
                (line.left for line in lines if line.left.on), default=STAYS, key=lambda each: each.on or date.min
            )
            yield _gone(lines[0].person, post, _day_after(left, frame), STAYS if stays else left, tally)
    _count_person(tally, before, was_here=bool(posts), is_here=stays)


def _count_person(tally: Tally, before: tuple[int, int, int], *, was_here: bool, is_here: bool) -> None:
    moved = before != (tally.posts_added, tally.posts_changed, tally.posts_left)
    if was_here and not is_here:
        tally.people_left += 1
    elif not was_here:
        tally.people_added += is_here and moved
    elif moved:
        tally.people_changed += 1
    else:
        tally.people_same += 1


def _paired(lines: list[Line], posts: tuple[Known, ...]) -> tuple[list[tuple[Line, Known | None]], list[Known]]:
    """Which line is which known post: by contract number, else by what and where, else by where, else in turn."""
    free = list(posts)
    found: dict[int, Known] = {}
    if len(lines) == 1 and len(posts) == 1:
        return [(lines[0], posts[0])], []
    tests = (
        lambda line, post: bool(line.key) and line.key == post.key,
        lambda line, post: line.facts.parts[0] == post.facts.parts[0] and line.facts.unit == post.facts.unit,
        lambda line, post: line.facts.unit == post.facts.unit,
        lambda _line, _post: True,
    )
    for test in tests:
        for at, line in enumerate(lines):
            if at in found or not free:
                continue
            post = next((each for each in free if test(line, each)), None)
            if post is not None:
                found[at] = post
                free.remove(post)
    return [(line, found.get(at)) for at, line in enumerate(lines)], free


def _free_key(line: Line, taken: set[str]) -> str:
    key = line.key or "1"
    number = 1
    while key in taken:
        number += 1
        key = f"{line.key[:12]}.{number}" if line.key else str(number)
    taken.add(key)
    return key


def _new(line: Line, key: str, frame: Frame, tally: Tally) -> Iterator[Change]:
    left = line.left
    if left.on and frame.before and left.on <= frame.before:
        return  # left before the last extract, which knew
    facts = _completed(line.facts, None, frame)
    start = _start(facts, frame)
    if left.on and left.on < start:
        start = left.on  # came and went between two extracts, or before the first
    tally.posts_added += 1
    yield Change(line.person, key, start, is_gone=False, what="added", fields=(), facts=facts, left=STAYS)
    if left.on:
        yield Change(line.person, key, left.on + DAY, is_gone=True, what="left", fields=(), facts=facts, left=left)


def _old(line: Line, post: Known, frame: Frame, tally: Tally) -> Iterator[Change]:
    facts = _completed(line.facts, post.facts, frame)
    fields = _differences(post.facts, facts)
    if fields:
        what = "learned" if _only_blanks(post.facts, fields) else "changed"
        tally.posts_learned += what == "learned"
        tally.posts_changed += what == "changed"
        tally.fields.update(fields if what == "changed" else ())
        start = _start(facts, frame)
        if line.left.on and line.left.on < start:
            start = line.left.on
        yield Change(line.person, post.key, start, is_gone=False, what=what, fields=fields, facts=facts, left=STAYS)
    if line.left.on:
        tally.posts_left += 1
        on = max(line.left.on + DAY, frame.before + DAY) if frame.before else line.left.on + DAY
        yield Change(line.person, post.key, on, is_gone=True, what="left", fields=(), facts=facts, left=line.left)
    elif not fields:
        tally.posts_same += 1


def _gone(person: int, post: Known, on: date, left: Left, tally: Tally) -> Change:
    tally.posts_left += 1
    return Change(person, post.key, on, is_gone=True, what="left", fields=(), facts=post.facts, left=left)


def _day_after(left: Left, frame: Frame) -> date:
    return left.on + DAY if left.on and left.on < frame.as_at else frame.as_at


def _start(facts: Facts, frame: Frame) -> date:
    """From when a new row is true: the start in the post where it lies after the last extract; else the day of this
    one, because nothing is known of the days before."""
    start = facts.post_started_on or facts.started_on
    if start and start > frame.as_at:
        return start
    if start and frame.before and frame.before < start:
        return start
    return frame.as_at


def _completed(new: Facts, old: Facts | None, frame: Frame) -> Facts:
    """The facts of a line with what the file does not say taken from before: columns that it lacks; of a person in
    the same title, grades and codes that were left blank."""
    if old is None:
        return new
    is_same = new.parts[0] == old.parts[0] or not new.parts[0]
    parts = tuple(
        said or (was if is_same or name not in frame.has else said)
        for name, said, was in zip(POSITION, new.parts, old.parts, strict=True)
    )
    kept = {
        name: getattr(old, name) for name in FROM_BEFORE if name not in frame.has and getattr(new, name) in (None, "")
    }
    if new.born_on is None or (new.born_how in ("age", "band") and old.born_on is not None):
        kept |= {"born_on": old.born_on, "born_how": old.born_how}  # an age is less than what is known
    for name in ("campus", "started_on", "fte"):
        if getattr(new, name) in (None, ""):
            kept[name] = getattr(old, name)
    if new.unit is None:
        kept["unit"] = old.unit
    return new._replace(parts=parts if parts != new.parts else new.parts, **kept)


FROM_BEFORE = (
    "campus", "fte", "contract", "mode", "ends_on", "started_on", "post_started_on", "funding", "registration",
    "apprentice", "entry_route",
)  # fmt: skip


def _differences(old: Facts, new: Facts) -> tuple[str, ...]:
    if old == new:
        return ()
    parts = tuple(name for name, was, now in zip(POSITION, old.parts, new.parts, strict=True) if was != now)
    rest = tuple(name for name in Facts._fields[1:] if getattr(old, name) != getattr(new, name) and name != "born_how")
    return parts + rest


def _only_blanks(old: Facts, fields: tuple[str, ...]) -> bool:
    """Whether nothing was said before of what differs: a column that is new in the extract changes nobody's post."""
    named = dict(zip(POSITION, old.parts, strict=True)) | old._asdict()
    return all(named[name] in (None, "") for name in fields)


def _kept(
    changes: Sequence[Change], posts: tuple[Known, ...], later: tuple[Known, ...], frame: Frame
) -> Iterator[Change]:
    """Rows that let a later extract say what it said, where an earlier one is taken in after it."""
    assert frame.after is not None
    stood = {post.key: post.facts for post in later}
    facts_of = {post.key: post.facts for post in posts}
    for change in changes:
        if change.from_on > frame.after:
            continue
        if change.key in stood:
            yield change._replace(
                from_on=frame.after, is_gone=False, what="kept", fields=(), facts=stood[change.key], left=STAYS
            )
        elif not change.is_gone and change.key in facts_of:
            continue  # it ended between the two by a row of its own, which still stands
        elif not change.is_gone:
            yield change._replace(from_on=frame.after, is_gone=True, what="kept", fields=(), left=STAYS)


@dataclass(frozen=True, slots=True)
class Conflict:
    """Rows of one person that cannot all be right: "birth" (two births under one number), "fte" (too much work) or
    "twice" (the same row again)."""

    kind: str
    person: int
    rows: tuple[int, ...]
    told: str = ""


def conflicts(lines: Sequence[Line], fte_limit: int = FTE_WHOLE) -> Iterator[Conflict]:
    """What is wrong between the rows of one person; `lines` in the order of people. FTE in ten-thousandths; a hundredth
    is forgiven, for thirds."""
    for person, group in groupby(lines, key=lambda line: line.person):
        rows = list(group)
        if len(rows) == 1:
            only = rows[0]
            if (only.facts.fte or 0) > fte_limit + 100:
                yield Conflict("fte", person, (only.row,), _share(only.facts.fte or 0))
            continue
        seen: dict[tuple[object, ...], Line] = {}
        repeated = [row for row in rows if seen.setdefault((row.key, row.facts, row.left), row) is not row]
        if repeated:
            yield Conflict("twice", person, tuple(row.row for row in repeated))
        births = {row.facts.born_on: row.row for row in rows if row.facts.born_on and row.facts.born_how == "day"}
        if len(births) > 1:
            told = ", ".join(f"{day.day} {day:%B %Y} (row {at})" for day, at in births.items() if day)
            yield Conflict("birth", person, tuple(row.row for row in rows), told)
            continue
        total = sum(row.facts.fte or 0 for row in seen.values() if row.left.on is None)
        if total > fte_limit + 100:
            yield Conflict("fte", person, tuple(row.row for row in rows), _share(total))


def _share(fte: int) -> str:
    return f"{fte / FTE_WHOLE:.4f}".rstrip("0").rstrip(".")


def is_kin(people: set[int], known_people: set[int], units: set[int], known_units: set[int]) -> tuple[bool, int, int]:
    """Whether an extract is this institution's: the share of its people and of its units that are known, in per cent,
    and False where both are small. Nothing known: it is."""
    if len(known_people) < 20 or not people:
        return True, 100, 100
    least = min(len(people), len(known_people))
    share = len(people & known_people) / least
    places = len(units & known_units) / min(len(units), len(known_units)) if units and known_units else share
    return share >= KIN or places >= KIN, round(100 * share), round(100 * places)
