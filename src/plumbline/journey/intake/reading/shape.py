"""The published shape of a reading: what was understood as JSON (schema.json) and back."""

from __future__ import annotations

from dataclasses import fields
from typing import Any, TypeVar

from .understood import (
    SCHEMA,
    Achievement,
    Action,
    Answer,
    AnswerPart,
    Figure,
    Lead,
    Leftover,
    Note,
    Plan,
    Publication,
    Quotation,
    Sector,
    Signature,
    Source,
    Thing,
    Understood,
    When,
)

_T = TypeVar("_T", bound=Thing)

_ONE: dict[str, type[Thing]] = {"lead": Lead, "publication": Publication, "sector": Sector}
_MANY: dict[str, type[Thing]] = {
    "signatures": Signature,
    "answers": Answer,
    "parts": AnswerPart,
    "figures": Figure,
    "plans": Plan,
    "actions": Action,
    "achievements": Achievement,
    "quotations": Quotation,
    "not_placed": Leftover,
    "left_out": Leftover,
}
_WHENS = frozenset({"starts", "ends", "due", "date", "as_at", "announced"})
_OWN = frozenset({"sources", "confidence", "fields"})


def as_json(understood: Understood) -> dict[str, Any]:
    """The reading as plain JSON values, in the order of the schema."""
    return {"schema": SCHEMA, **_thing(understood)}


def from_json(data: dict[str, Any]) -> Understood:
    """A reading out of its JSON. Raises ValueError when the JSON is of another schema."""
    if data.get("schema") != SCHEMA:
        raise ValueError(f"This is not a reading of the schema {SCHEMA}.")
    return _made(Understood, data)


def source_json(sources: tuple[Source, ...]) -> dict[str, Any] | None:
    """Where a thing stands: the first passage, and further ones under `also`. None where it has none."""
    if not sources:
        return None
    return {**_passage(sources[0]), "also": [_passage(source) for source in sources[1:]]}


def source_from(data: dict[str, Any] | None) -> tuple[Source, ...]:
    """The passages of `source_json`."""
    return () if data is None else tuple(_source(each) for each in (data, *data.get("also", [])))


def _passage(source: Source) -> dict[str, Any]:
    return {
        "page": source.page,
        "block": source.block,
        "cell": list(source.cell) if source.cell else None,
        "line": source.line,
        "start": source.start,
        "end": source.end,
    }


def _source(data: dict[str, Any]) -> Source:
    cell = data.get("cell")
    place = (int(cell[0]), int(cell[1])) if cell else None
    return Source(data.get("page"), data["block"], place, data.get("line", 0), data.get("start", 0), data.get("end"))


def _thing(thing: Thing) -> dict[str, Any]:
    made = {each.name: _value(getattr(thing, each.name)) for each in fields(thing) if each.name not in _OWN}
    made["source"] = source_json(thing.sources)
    made["confidence"] = round(thing.confidence, 2)
    made["fields"] = {
        name: {"source": source_json(note.sources), "confidence": round(note.confidence, 2)}
        for name, note in thing.fields.items()
    }
    return made


def _value(value: Any) -> Any:
    if isinstance(value, Thing):
        return _thing(value)
    if isinstance(value, When):
        return {"written": value.written, "on": value.on}
    if isinstance(value, Source):
        return source_json((value,))
    if isinstance(value, list):
        return [_value(each) for each in value]
    if isinstance(value, dict):
        return {name: _value(each) for name, each in value.items()}
    return value


def _made(kind: type[_T], data: dict[str, Any]) -> _T:
    values: dict[str, Any] = {"sources": source_from(data.get("source")), "confidence": data.get("confidence", 1.0)}
    values["fields"] = {
        name: Note(source_from(note.get("source")), note.get("confidence", 1.0))
        for name, note in (data.get("fields") or {}).items()
    }
    for each in fields(kind):
        if each.name in _OWN or each.name not in data:
            continue
        values[each.name] = _part(each.name, data[each.name], is_sector=kind is Sector)
    return kind(**values)


def _part(name: str, value: Any, *, is_sector: bool) -> Any:
    if value is None:
        return None
    if is_sector:
        return [_entry(entry) for entry in value]
    if name in _ONE:
        return _made(_ONE[name], value)
    if name in _MANY:
        return [_made(_MANY[name], each) for each in value]
    if name in _WHENS:
        return When(value["written"], value["on"])
    return value


def _entry(entry: dict[str, Any]) -> dict[str, Any]:
    made = dict(entry)
    if made.get("source") is not None:
        made["source"] = source_from(made["source"])[0]
    if made.get("announced") is not None:
        made["announced"] = When(made["announced"]["written"], made["announced"]["on"])
    return made
