"""Corrections of a draft, each from draft to draft: nothing that the document says is ever lost by one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from plumbline.journey.intake.draft import (
    DOCUMENT,
    PREFIX,
    TEXTS,
    WORDED,
    Data,
    Draft,
    Thing,
    actions_of,
    full_text,
    renew,
)
from plumbline.journey.intake.draft import (
    LISTS as KINDS_BY_LIST,
)

LIST_OF = {kind: name for name, kind in KINDS_BY_LIST.items()} | {"lead": "lead", "publication": "publication"}
NOT_PLACED = LIST_OF["leftover"]

# Fields that the two halves of a split action share: one cell of the table spoke for both.
SHARED = (
    "themes", "section", "objective", "owner", "starts", "ends", "due", "years", "measure", "progress", "comments",
    "resource", "priority", "status", "rag", "rag_seen", "explanation", "other", "theme", "period",
)  # fmt: skip
CLASSING = ("themes", "section", "theme")
"""Of these, the ones that say where a thing belongs and carry no words of their own."""
DROPPABLE = ("action", "answer", "achievement", "figure", "signature", "quotation", "lead", "publication", "plan")
PLACES = ("action", "answer", "achievement", "publication")
"""What a passage that was not placed can become."""


class EditError(Exception):
    """The correction makes no sense for this draft; `code` names why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Cut:
    """A place where a text could be split: the character, and what comes before and after it."""

    at: int
    before: str
    after: str


def cuts(text: str) -> list[Cut]:
    """Where a text may well be split: at line ends, after sentences and semicolons, before bullets and numbers."""
    found = {
        match.end() for match in re.finditer(r"\n+|(?<=[.;:!?])\s+(?=\S)|\s+(?=(?:[•▪‣–]|\(?\d{1,2}[.)])\s)", text)
    }
    places = sorted(at for at in found if text[:at].strip() and text[at:].strip())
    return [Cut(at, text[:at].rstrip(), text[at:].lstrip()) for at in places]


def split(draft: Draft, key: str, at: int, *, share: bool = True) -> Draft:
    """Cut a thing's text at character `at`; the rest becomes a new thing right after it. With `share`, both keep
    the owner, dates, years and so on; without, only the first does. Section and theme are always kept by both."""
    thing = draft.things[key]
    if thing.kind not in TEXTS:
        raise EditError("not_text")
    first, second = thing.text[:at].rstrip(), thing.text[at:].lstrip()
    if not first.strip() or not second.strip():
        raise EditError("empty_half")
    before, after = _split_sources(thing.data, thing.text, at)
    kept = {name: thing.data[name] for name in (SHARED if share else CLASSING) if name in thing.data}
    renewed = replace(
        thing, data={**thing.data, "text": first, "source": before}, checked=True, was=_halved(thing, first)
    )
    new = Thing(
        id=_new_key(draft, thing.kind),
        kind=thing.kind,
        data={"text": second, "source": after, "confidence": thing.data.get("confidence", 1.0), "fields": {}, **kept},
        checked=True,
    )
    name = draft.place_of(key)
    return renew(
        draft,
        things={key: renewed, new.id: new},
        order=_order(draft, {name: _with(draft.order[name], new.id, after=key)}),
        following=draft.following + 1,
    )


def merge(draft: Draft, key: str, other: str) -> Draft:
    """Join `other` to the end of `key`. Fields that only one has are kept; where both have words they stand on two
    lines; where both have a value that cannot be two (a status, a date) the first is kept and the second goes to
    `other`, under the field's name."""
    first, second = draft.things[key], draft.things[other]
    if key == other:
        raise EditError("itself")
    if first.kind != second.kind or first.kind not in TEXTS:
        raise EditError("not_alike")
    merged = replace(first, data=_merged(first, second), checked=True, was=None)
    name = draft.place_of(other)
    order = _order(draft, {name: tuple(entry for entry in draft.order[name] if entry != other)})
    return renew(draft, things={key: merged, other: None}, order=order)


def change(draft: Draft, key: str, values: Data) -> Draft:
    """Put new values into a thing's fields. What was there before is in the record of the correction."""
    thing = draft.things[key]
    return renew(draft, things={key: replace(thing, data={**thing.data, **values}, checked=True)})


def confirm(draft: Draft, keys: Iterable[str]) -> Draft:
    """A person has looked at these things and finds them right."""
    return renew(draft, things={key: replace(draft.things[key], checked=True) for key in keys})


def move(draft: Draft, key: str, *, values: Data, plan: str | None = None) -> Draft:
    """Give a thing another theme or section (`values`), and an action another plan, where it comes last."""
    moved = change(draft, key, values)
    here = moved.place_of(key)
    there = actions_of(plan) if plan else here
    if there == here:
        return moved
    if moved.things[key].kind != "action" or plan not in moved.order.get(LIST_OF["plan"], ()):
        raise EditError("no_such_plan")
    left = tuple(entry for entry in moved.order[here] if entry != key)
    return renew(moved, order=_order(moved, {here: left, there: (*moved.order.get(there, ()), key)}))


def shift(draft: Draft, key: str, steps: int) -> Draft:
    """Move a thing up (negative) or down its list."""
    name = draft.place_of(key)
    keys = [entry for entry in draft.order[name] if entry != key]
    to = max(0, min(len(keys), draft.order[name].index(key) + steps))
    return renew(draft, order=_order(draft, {name: (*keys[:to], key, *keys[to:])}))


def drop(draft: Draft, key: str) -> Draft:
    """Take a thing out of what was understood: its words go to "not placed", from where it can be put back whole.
    A plan takes its actions with it."""
    thing = draft.things[key]
    if thing.kind not in DROPPABLE:
        raise EditError("not_droppable")
    if thing.kind == "plan":
        for action in draft.actions(key):
            draft = drop(draft, action.id)
    name = draft.place_of(key)
    order = {name: tuple(entry for entry in draft.order[name] if entry != key)}
    if not full_text(thing.kind, thing.data).strip():
        return renew(draft, things={key: None}, order=_order(draft, order))
    new = Thing(
        id=_new_key(draft, "leftover"),
        kind="leftover",
        data={
            "text": thing.text or full_text(thing.kind, thing.data),
            "source": thing.data.get("source"),
            "confidence": 1.0,
            "fields": {},
        },
        checked=True,
        was={"kind": thing.kind, "list": name, "data": thing.data},
    )
    order[NOT_PLACED] = (*draft.order.get(NOT_PLACED, ()), new.id)
    return renew(draft, things={key: None, new.id: new}, order=_order(draft, order), following=draft.following + 1)


def place(draft: Draft, key: str, kind: str, *, plan: str | None = None, values: Data | None = None) -> Draft:
    """Make a passage that was not placed an action of `plan`, an answer or an achievement. If it was dropped from
    being one, it comes back with everything that it had."""
    thing = draft.things[key]
    if thing.kind not in {"leftover", "left_out"}:
        raise EditError("already_placed")
    if kind not in PLACES:
        raise EditError("no_such_kind")
    if kind == "action" and plan not in draft.order.get(LIST_OF["plan"], ()):
        raise EditError("no_such_plan")
    if kind == "publication" and draft.order.get(kind):
        raise EditError("taken")
    into = actions_of(plan) if plan and kind == "action" else LIST_OF[kind]
    return _put(draft, thing, kind, into, _data_for(thing, kind) | (values or {}))


def attach(draft: Draft, key: str, to: str) -> Draft:
    """Make a passage that was not placed the end of the text of an action, an answer or an achievement."""
    thing, target = draft.things[key], draft.things[to]
    if thing.kind not in {"leftover", "left_out"}:
        raise EditError("already_placed")
    if target.kind not in {"action", "answer", "achievement"}:
        raise EditError("not_text")
    words = full_text(str(thing.was["kind"]), thing.was["data"]) if thing.was else thing.text
    data = {
        **target.data,
        "text": _one_after_other(target.text, words),
        "source": _join_sources(target.data.get("source"), thing.data.get("source")),
    }
    here = draft.place_of(key)
    order = _order(draft, {here: tuple(entry for entry in draft.order[here] if entry != key)})
    return renew(draft, things={key: None, to: replace(target, data=data, checked=True)}, order=order)


def put_back(draft: Draft, key: str) -> Draft:
    """Make a dropped thing again what it was, at the end of the list where it stood."""
    thing = draft.things[key]
    if thing.was is None:
        raise EditError("never_dropped")
    into = str(thing.was["list"])
    plan = into.partition(":")[2]
    if plan and plan not in draft.things:
        raise EditError("no_such_plan")
    if into in {"lead", "publication"} and draft.order.get(into):
        raise EditError("taken")
    return _put(draft, thing, str(thing.was["kind"]), into, thing.was["data"])


def add_plan(draft: Draft, values: Data) -> Draft:
    """A plan that the reader did not see, at first without actions."""
    return _added(draft, "plan", LIST_OF["plan"], values)


def add(draft: Draft, kind: str, values: Data) -> Draft:
    """A lead, signature, figure or publication answer that the reader did not see."""
    if kind not in {"lead", "publication", "signature", "figure"}:
        raise EditError("no_such_kind")
    if kind in {"lead", "publication"} and draft.order.get(kind):
        raise EditError("taken")
    return _added(draft, kind, LIST_OF[kind], values)


def document_of(draft: Draft) -> Thing:
    """The thing that holds what the document says of itself: institution, stage, form, kind."""
    return draft.things[draft.order[DOCUMENT][0]]


def _added(draft: Draft, kind: str, name: str, values: Data) -> Draft:
    new = Thing(_new_key(draft, kind), kind, {"source": None, "confidence": 1.0, "fields": {}, **values}, checked=True)
    order = _order(draft, {name: (*draft.order.get(name, ()), new.id)})
    return renew(draft, things={new.id: new}, order=order, following=draft.following + 1)


def _put(draft: Draft, thing: Thing, kind: str, into: str, data: Data) -> Draft:
    here = draft.place_of(thing.id)
    new = Thing(id=_new_key(draft, kind), kind=kind, data=data, checked=True)
    changed = {here: tuple(entry for entry in draft.order[here] if entry != thing.id)}
    changed[into] = (*changed.get(into, draft.order.get(into, ())), new.id)
    order = _order(draft, changed)
    return renew(draft, things={thing.id: None, new.id: new}, order=order, following=draft.following + 1)


def _data_for(thing: Thing, kind: str) -> Data:
    """A leftover's data as a thing of `kind`. Words of fields that this kind does not have go into its text."""
    if thing.was is None:
        return {"text": thing.text, "source": thing.data.get("source"), "confidence": 1.0, "fields": {}}
    was_kind, data = str(thing.was["kind"]), thing.was["data"]
    if was_kind == kind:
        return dict(data)
    lost = [name for name in WORDED[was_kind] if name not in WORDED[kind]]
    kept = {name: value for name, value in data.items() if name not in lost}
    rest = full_text(was_kind, {name: data.get(name) for name in lost})
    return {**kept, "text": "\n".join(filter(None, (str(data.get("text") or ""), rest)))}


def _merged(first: Thing, second: Thing) -> Data:
    a, b = first.data, second.data
    data = dict(a)
    for name in dict.fromkeys((*a, *b)):
        if name in {"text", "source", "confidence", "fields", "other", "key", "words", "limit"}:
            continue
        data[name] = _joined(name, a.get(name), b.get(name), data)
    data["other"] = _joined_other(data.get("other"), b.get("other"))
    if not data["other"]:
        data.pop("other")
    data["text"] = _join_texts(first, second)
    data["source"] = _join_sources(a.get("source"), b.get("source"))
    data["confidence"] = min(a.get("confidence", 1.0), b.get("confidence", 1.0))
    data["fields"] = {**(b.get("fields") or {}), **(a.get("fields") or {})}
    return data


def _join_texts(first: Thing, second: Thing) -> str:
    """A sentence that was cut in two becomes one line again; two sentences stay two lines."""
    if first.was or second.was:
        return "\n".join(
            full_text(*((t.was["kind"], t.was["data"]) if t.was else (t.kind, t.data))) for t in (first, second)
        )
    return _one_after_other(first.text, second.text)


def _one_after_other(first: str, second: str) -> str:
    whole = first.rstrip()
    return whole + ("\n" if whole.endswith((".", ";", ":", "!", "?")) else " ") + second.lstrip()


def _joined(name: str, a: Any, b: Any, data: Data) -> Any:
    if b in (None, "", [], {}) or a == b:
        return a
    if a in (None, "", [], {}):
        return b
    if isinstance(a, list):
        return list(dict.fromkeys([*a, *b]))
    if name in {"starts", "ends", "due", "status", "rag", "rag_seen", "priority", "ref", "date", "as_at"}:
        written = b["written"] if isinstance(b, dict) else str(b)
        data["other"] = _joined_other(data.get("other"), {name: written})
        return a
    return f"{a}\n{b}"


def _joined_other(a: Data | None, b: Data | None) -> Data:
    joined = dict(a or {})
    for name, value in (b or {}).items():
        if joined.get(name) not in (None, value):
            joined[name] = f"{joined[name]}\n{value}"
        else:
            joined[name] = value
    return joined


def _join_sources(a: Data | None, b: Data | None) -> Data | None:
    if not a or not b:
        return a or b
    plain = [{name: value for name, value in source.items() if name != "also"} for source in _all(a) + _all(b)]
    unique = [source for at, source in enumerate(plain) if source not in plain[:at]]
    return {**unique[0], "also": unique[1:]}


def _split_sources(data: Data, text: str, at: int) -> tuple[Data | None, Data | None]:
    """The passages of both halves: exactly cut where that can be told, else both halves point at all of them."""
    source = data.get("source")
    if not source:
        return None, None
    every = _all(source)
    lines = text.split("\n")
    line_ends = [sum(len(line) + 1 for line in lines[: n + 1]) for n in range(len(lines))]
    if len(every) > 1 and len(every) == len(lines) and at in line_ends[:-1]:
        n = line_ends.index(at) + 1
        return _bundle(every[:n]), _bundle(every[n:])
    start, end = source.get("start", 0), source.get("end")
    if len(every) == 1 and end is not None and end - start == len(text):
        return {**source, "end": start + at}, {**source, "start": start + at}
    return source, source


def _halved(thing: Thing, first: str) -> Data | None:
    """What a dropped thing was, with only the first half of its text, so that no word stands twice."""
    if thing.was is None:
        return None
    main = WORDED[str(thing.was["kind"])][0]
    if thing.was["data"].get(main) != thing.text:
        return None  # the text holds all of its fields already
    return {**thing.was, "data": {**thing.was["data"], main: first}}


def _all(source: Data) -> list[Data]:
    return [source, *(source.get("also") or [])]


def _bundle(sources: list[Data]) -> Data:
    return {**sources[0], "also": [dict(source) for source in sources[1:]]}


def _new_key(draft: Draft, kind: str) -> str:
    return f"{PREFIX[kind]}{draft.following}"


def _with(keys: tuple[str, ...], new: str, *, after: str) -> tuple[str, ...]:
    at = keys.index(after) + 1
    return (*keys[:at], new, *keys[at:])


def _order(draft: Draft, changed: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    return {**draft.order, **changed}
