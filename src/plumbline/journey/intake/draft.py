"""The working copy of a reading: every thing understood under a name of its own, in lists that keep its order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

SCHEMA = "plumbline/draft/1"

Data = dict[str, Any]

# The lists of a reading's JSON that hold things, and the kind of thing in each.
LISTS = {
    "signatures": "signature",
    "answers": "answer",
    "figures": "figure",
    "plans": "plan",
    "achievements": "achievement",
    "quotations": "quotation",
    "not_placed": "leftover",
    "left_out": "left_out",
}
SINGLES = ("lead", "publication", "sector")
DOCUMENT = "document"
DOCUMENT_FIELDS = ("institution", "stage", "form", "kind")
PREFIX = {
    "document": "d", "lead": "l", "publication": "u", "sector": "r", "signature": "s", "answer": "q", "figure": "f",
    "plan": "p", "action": "a", "achievement": "h", "quotation": "w", "leftover": "n", "left_out": "x",
}  # fmt: skip

# The fields of each kind that hold words of the document; the first is the thing's main text.
WORDED: dict[str, tuple[str, ...]] = {
    "document": ("institution",),
    "lead": ("name", "email", "phone"),
    "publication": ("text", "url"),
    "sector": ("of",),
    "signature": ("name", "office", "date"),
    "answer": ("text", "question"),
    "figure": ("name", "as_at"),
    "plan": ("title", "starts", "ends"),
    "action": (
        "text", "ref", "objective", "owner", "starts", "ends", "due", "measure", "progress", "comments", "resource",
        "priority", "explanation", "other",
    ),
    "achievement": ("text", "period"),
    "quotation": ("text", "said_by"),
    "leftover": ("text",),
    "left_out": ("text",),
}  # fmt: skip
TEXTS = ("action", "answer", "achievement", "quotation", "leftover")
"""Kinds whose main text can be split, and merged with the next of its list."""

PLEASE_CHECK = 0.75
SURE = 0.9


@dataclass(frozen=True, slots=True)
class Thing:
    """One understood thing. `data` is its JSON as in the published schema (a plan's without its actions).
    `rev` is the draft's revision at its last change; `checked`: a person has looked at it or changed it;
    `was` is what a leftover was before it was dropped: its kind and data."""

    id: str
    kind: str
    data: Data
    rev: int = 0
    checked: bool = False
    was: Data | None = None

    @property
    def text(self) -> str:
        """The main text, or an empty string."""
        return _words_of(self.data.get(WORDED[self.kind][0]))

    @property
    def confidence(self) -> float:
        """The lowest confidence of the thing and of its fields: one doubtful field makes the thing doubtful."""
        notes = self.data.get("fields") or {}
        named = [note.get("confidence", 1.0) for note in notes.values()]
        return float(min([self.data.get("confidence", 1.0), *named]))

    @property
    def needs_a_look(self) -> bool:
        """True while the reader was unsure and nobody has looked."""
        return not self.checked and self.kind not in {"leftover", "left_out"} and self.confidence < PLEASE_CHECK


@dataclass(frozen=True, slots=True)
class Draft:
    """All things by name and the order of each list. A plan's actions are the list "actions:<plan's name>"."""

    things: Mapping[str, Thing] = field(default_factory=dict)
    order: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    following: int = 1
    """The number that the next new thing will carry."""

    def listed(self, name: str) -> list[Thing]:
        """The things of a list, in its order."""
        return [self.things[key] for key in self.order.get(name, ())]

    def actions(self, plan: str) -> list[Thing]:
        """The actions of a plan, in order."""
        return self.listed(actions_of(plan))

    def place_of(self, key: str) -> str:
        """The name of the list that holds a thing."""
        for name, keys in self.order.items():
            if key in keys:
                return name
        raise KeyError(key)

    def plan_of(self, key: str) -> str | None:
        """The name of the plan that an action stands in; None for any other thing."""
        name = self.place_of(key)
        return name.partition(":")[2] or None


@dataclass(frozen=True, slots=True)
class Counts:
    """How much a draft holds, for the line on top of the page."""

    actions: int
    plans: int
    answers: int
    achievements: int
    figures: int
    to_check: int
    not_placed: int
    left_out: int


def actions_of(plan: str) -> str:
    """The name of the list that holds a plan's actions."""
    return f"actions:{plan}"


def from_result(result: Data) -> Draft:
    """The draft that a reading begins with. `result`: the published JSON of `reading.as_json`."""
    builder = _Builder()
    document: Data = {name: result.get(name) for name in DOCUMENT_FIELDS}
    document["fields"] = result.get("fields") or {}
    document["confidence"] = _lowest(document["fields"])
    builder.add("document", DOCUMENT, document)
    for single in SINGLES:
        if result.get(single):
            builder.add(single, single, result[single])
    for name, kind in LISTS.items():
        for entry in result.get(name) or []:
            data = entry if isinstance(entry, dict) else {"text": entry}
            key = builder.add(name, kind, {part: value for part, value in data.items() if part != "actions"})
            for action in data.get("actions", []) if kind == "plan" else []:
                builder.add(actions_of(key), "action", action)
    return builder.draft()


def to_result(draft: Draft, result: Data) -> Data:
    """The published JSON again, as corrected. What a draft does not hold is taken from `result`."""
    document = draft.things[draft.order[DOCUMENT][0]].data
    corrected = {**result, **{name: document.get(name) for name in (*DOCUMENT_FIELDS, "fields")}}
    for single in SINGLES:
        found = draft.listed(single)
        corrected[single] = found[0].data if found else None
    for name, kind in LISTS.items():
        if name in result or draft.order.get(name):
            corrected[name] = [
                _full(draft, thing) if kind == "plan" else _counted(thing) for thing in draft.listed(name)
            ]
    return corrected


def to_json(draft: Draft) -> Data:
    """The draft as it is stored."""
    return {
        "schema": SCHEMA,
        "following": draft.following,
        "order": {name: list(keys) for name, keys in draft.order.items() if keys},
        "things": {key: thing_json(thing) for key, thing in draft.things.items()},
    }


def from_json(stored: Data) -> Draft:
    """The draft again, from what `to_json` stored."""
    return Draft(
        things={key: thing_from_json(key, entry) for key, entry in stored["things"].items()},
        order={name: tuple(keys) for name, keys in stored["order"].items()},
        following=stored["following"],
    )


def thing_json(thing: Thing) -> Data:
    """One thing as it is stored; what has its usual value is left out."""
    entry: Data = {"kind": thing.kind, "data": thing.data}
    if thing.rev:
        entry["rev"] = thing.rev
    if thing.checked:
        entry["checked"] = True
    if thing.was:
        entry["was"] = thing.was
    return entry


def thing_from_json(key: str, entry: Data) -> Thing:
    """One thing again."""
    return Thing(
        id=key,
        kind=entry["kind"],
        data=entry["data"],
        rev=entry.get("rev", 0),
        checked=entry.get("checked", False),
        was=entry.get("was"),
    )


def counts(draft: Draft) -> Counts:
    """How much the draft holds."""
    kinds = [thing.kind for thing in draft.things.values()]
    return Counts(
        actions=kinds.count("action"),
        plans=kinds.count("plan"),
        answers=kinds.count("answer"),
        achievements=kinds.count("achievement"),
        figures=kinds.count("figure"),
        to_check=sum(thing.needs_a_look for thing in draft.things.values()),
        not_placed=kinds.count("leftover"),
        left_out=kinds.count("left_out"),
    )


def words_of(thing: Thing) -> list[str]:
    """Every word of a thing, those that it had before it was dropped included."""
    kind, data = (thing.was["kind"], thing.was["data"]) if thing.was else (thing.kind, thing.data)
    found: list[str] = []
    for name in WORDED[kind]:
        found += _words_of(data.get(name)).split()
    return found


def full_text(kind: str, data: Data) -> str:
    """All the words of a thing, a line a field, the main text first."""
    return "\n".join(filter(None, (_words_of(data.get(name)) for name in WORDED[kind])))


def sources_of(data: Data) -> Iterator[Data]:
    """Every passage that a thing or one of its fields came from."""
    for note in (data, *(data.get("fields") or {}).values()):
        source = note.get("source")
        if source:
            yield source
            yield from source.get("also") or []


def renew(draft: Draft, *, things: Mapping[str, Thing | None] | None = None, **changes: Any) -> Draft:
    """The draft with some things put in (or taken out, where None) and other parts replaced."""
    kept = dict(draft.things)
    for key, thing in (things or {}).items():
        if thing is None:
            kept.pop(key, None)
        else:
            kept[key] = thing
    return replace(draft, things=kept, **changes)


def _full(draft: Draft, plan: Thing) -> Data:
    return {**plan.data, "actions": [action.data for action in draft.actions(plan.id)]}


def _counted(thing: Thing) -> Data:
    """An answer that was split or changed has another number of words than the reader counted."""
    return {**thing.data, "words": len(thing.text.split())} if thing.kind == "answer" and thing.checked else thing.data


def _words_of(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, dict):
        # A date is {written, on}: only `written` stands in the document; `other` is headings with their cells.
        return str(value["written"]) if "written" in value else "\n".join(str(part) for part in value.values() if part)
    return str(value)


def _lowest(notes: Data) -> float:
    return float(min([1.0, *(note.get("confidence", 1.0) for note in notes.values())]))


class _Builder:
    """Gives names while a draft is put together."""

    def __init__(self) -> None:
        self.things: dict[str, Thing] = {}
        self.order: dict[str, list[str]] = {}
        self.following = 1

    def add(self, name: str, kind: str, data: Data) -> str:
        key = f"{PREFIX[kind]}{self.following}"
        self.following += 1
        self.things[key] = Thing(id=key, kind=kind, data=data)
        self.order.setdefault(name, []).append(key)
        return key

    def draft(self) -> Draft:
        order = {name: tuple(keys) for name, keys in self.order.items()}
        return Draft(things=self.things, order=order, following=self.following)
