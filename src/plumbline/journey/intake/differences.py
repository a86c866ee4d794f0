"""What differs between two readings of one document: what is the same, changed, new or gone."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz import fuzz

from plumbline.journey.intake.draft import Data, Draft, Thing, full_text

ALIKE = 80
"""From this likeness of their texts on (of 100), two things without a common passage are taken for one."""

# What a person would see as another value; notes on where and how sure are not.
_ASIDE = {"source", "confidence", "fields", "words", "key"}
_COMPARED = (
    "document", "lead", "publication", "signature", "answer", "figure", "plan", "action", "achievement", "leftover",
)  # fmt: skip


class Change(StrEnum):
    """How a thing differs."""

    CHANGED = "changed"
    NEW = "new"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is not the same in both. `fields` names those with another value, as (name, old, new)."""

    change: Change
    kind: str
    old: Thing | None
    new: Thing | None
    fields: tuple[tuple[str, object, object], ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """All differences, and how many things are the same in both."""

    differences: tuple[Difference, ...]
    same: int


def compare(old: Draft, new: Draft) -> Comparison:
    """Old against new. Things are matched by their whole content, then by the passage that they came from, then by
    likeness of their text, always within their kind."""
    found: list[Difference] = []
    same = 0
    for kind in _COMPARED:
        pairs, gone, fresh = _paired(_of(old, kind), _of(new, kind))
        for one, other in pairs:
            fields = _fields(one.data, other.data)
            if fields:
                found.append(Difference(Change.CHANGED, kind, one, other, fields))
            else:
                same += 1
        found += [Difference(Change.GONE, kind, thing, None) for thing in gone]
        found += [Difference(Change.NEW, kind, None, thing) for thing in fresh]
    return Comparison(tuple(found), same)


def _paired(old: list[Thing], new: list[Thing]) -> tuple[list[tuple[Thing, Thing]], list[Thing], list[Thing]]:
    pairs: list[tuple[Thing, Thing]] = []
    rest = list(new)
    for same in (_same_content, _same_passage, _alike):
        left: list[Thing] = []
        for thing in old:
            match = next((other for other in rest if same(thing, other)), None)
            if match is None:
                left.append(thing)
            else:
                pairs.append((thing, match))
                rest.remove(match)
        old = left
    return pairs, old, rest


def _same_content(one: Thing, other: Thing) -> bool:
    return _plain(one.data) == _plain(other.data)


def _same_passage(one: Thing, other: Thing) -> bool:
    source = one.data.get("source")
    return source is not None and _spot(source) == _spot(other.data.get("source") or {})


def _alike(one: Thing, other: Thing) -> bool:
    if one.kind in {"document", "lead", "publication"}:
        return True  # there is at most one
    a, b = full_text(one.kind, one.data), full_text(other.kind, other.data)
    return bool(a and b) and fuzz.ratio(a, b, score_cutoff=ALIKE) > 0


def _fields(old: Data, new: Data) -> tuple[tuple[str, object, object], ...]:
    a, b = _plain(old), _plain(new)
    return tuple((name, a.get(name), b.get(name)) for name in dict.fromkeys((*a, *b)) if a.get(name) != b.get(name))


def _plain(data: Data) -> Data:
    return {name: value for name, value in data.items() if name not in _ASIDE and value not in (None, "", [], {})}


def _spot(source: Data) -> tuple[object, ...]:
    cell = source.get("cell")
    return (source.get("block"), tuple(cell) if cell else None, source.get("line"), source.get("start"))


def _of(draft: Draft, kind: str) -> list[Thing]:
    order = {key: at for keys in draft.order.values() for at, key in enumerate(keys)}
    return sorted((thing for thing in draft.things.values() if thing.kind == kind), key=lambda thing: order[thing.id])
