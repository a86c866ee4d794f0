"""What is wrong with a form that somebody wrote: every fault at once, each with its place, in words to act on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from difflib import get_close_matches
from typing import Any, get_args

from django.utils.translation import gettext as _
from pydantic import ValidationError

from plumbline.foundation.problems import Refused
from plumbline.platform.questionnaires.definition import (
    SHAPE,
    Choice,
    Column,
    Definition,
    Item,
    ItemList,
    Kind,
    Question,
    Section,
    When,
    Wording,
)

Path = tuple[str | int, ...]

PARTS: dict[str, type] = {
    "sections": Section,
    "questions": Question,
    "choices": Choice,
    "columns": Column,
    "lists": ItemList,
    "items": Item,
    "when": When,
}
KINDS = ", ".join(Kind)
WORDINGS = ", ".join(get_args(Wording))
NEEDED: dict[str, tuple[Kind, ...]] = {
    "choices": (Kind.CHOICE, Kind.CHOICES),
    "columns": (Kind.TABLE,),
    "part": (Kind.PART,),
}
"""What only these kinds have, and must have."""
ONLY: dict[str, tuple[Kind, ...]] = {"limit_words": (Kind.LINE, Kind.LONG)}
ASKABLE = (Kind.CHOICE, Kind.CHOICES, Kind.YES_NO)
"""Kinds that a condition can ask about."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong. `path` leads to it: ("sections", 0, "questions", 2, "kind"); `line` is the line of the
    file that it was read from, None where there was no file."""

    path: Path
    message: str
    line: int | None = None


class Faulty(Refused):
    """A form that cannot be taken as it is, with everything that is wrong with it."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = faults
        super().__init__(" ".join(fault.message for fault in faults))


def checked(value: Any) -> Definition:
    """The definition that plain values (of a file, of the database, of a page) make. Raises Faulty with every fault."""
    faults: list[Fault] = []
    definition = None
    try:
        definition = SHAPE.validate_python(value)
    except ValidationError as problem:
        faults = [_said(error) for error in problem.errors(include_url=False)]
    faults += [fault for fault in _meant(value) if all(fault.path != other.path for other in faults)]
    if faults or definition is None:
        raise Faulty(faults)
    return definition


def _said(error: Any) -> Fault:
    """A fault of shape in our words."""
    path: Path = tuple(part for part in error["loc"] if part != "[key]")
    name, context = path[-1] if path else "", error.get("ctx") or {}
    match error["type"]:
        case "missing":
            told = _("“%(name)s” is missing here.")
        case "unexpected_keyword_argument":
            return Fault(path, _unknown(str(name), _owner(path)))
        case "string_pattern_mismatch":
            told = _(
                "“%(name)s” is a key: lower-case letters, numbers and _, beginning with a letter. Not “%(value)s”."
            )
        case "string_too_long":
            told = _("“%(name)s” is too long: at most %(most)s characters.")
        case "too_long":
            told = _("There are too many under “%(name)s”: at most %(most)s.")
        case "int_parsing" | "int_type" | "int_from_float":
            told = _("“%(name)s” is a whole number, such as 250. Not “%(value)s”.")
        case "greater_than_equal" | "less_than_equal":
            told = _("“%(name)s” is a number from 1 to 100,000. Not “%(value)s”.")
        case "bool_parsing" | "bool_type":
            told = _("“%(name)s” is true or false. Not “%(value)s”.")
        case "enum":
            told = _("“%(value)s” is no kind. Use one of: %(kinds)s.")
        case "literal_error":
            told = _("“%(name)s” cannot be “%(value)s”. Use one of: %(expected)s.")
        case "tuple_type":
            told = _("“%(name)s” is a list: one entry a line, each beginning with a dash.")
        case "dataclass_type" | "dict_type":
            told = _("This must be made of names with values, such as “key: something”.")
        case _:
            told = _("“%(name)s” must be text.")
    words = {
        "name": name if isinstance(name, str) else (path[-2] if len(path) > 1 else ""),
        "value": _short(error.get("input")),
        "most": f"{context.get('max_length', 0):,}",
        "kinds": KINDS,
        "expected": str(context.get("expected", "")).replace("'", "").replace(" or ", ", "),
    }
    return Fault(path, told % words)


def _meant(value: Any) -> Iterator[Fault]:
    """Faults of meaning: what is there twice, what names something that is not there. `value` may be of any shape."""
    sections, lists = _rows(value, "sections"), _rows(value, "lists")
    if isinstance(value, Mapping) and "sections" in value and not sections:
        yield Fault(("sections",), _("A form has at least one section."))
    yield from _twice(sections)
    yield from _twice(lists)
    for path, one in lists:
        items = _rows(one, "items", path)
        if not items and "items" in one:
            yield Fault((*path, "items"), _("A list has at least one item."))
        yield from _twice(items)
        yield from _empty([(path, one), *items])
    questions = [row for path, section in sections for row in _rows(section, "questions", path)]
    yield from _empty([((), value), *sections, *questions])
    yield from _twice(questions)
    earlier: dict[str, Mapping[str, Any]] = {}
    for path, question in questions:
        yield from _of_kind(path, question)
        yield from _repeated(path, question, {str(one.get("key")): one for _path, one in lists})
        yield from _conditional(path, question, earlier, {str(one.get("key")) for _path, one in questions})
        for name in ("choices", "columns"):
            rows = _rows(question, name, path)
            yield from _twice(rows)
            yield from _empty(rows)
        earlier[str(question.get("key"))] = question


def _of_kind(path: Path, question: Mapping[str, Any]) -> Iterator[Fault]:
    kind = question.get("kind")
    if kind not in list(Kind):
        return
    for name, kinds in NEEDED.items():
        if kind in kinds and not question.get(name):
            yield Fault(
                (*path, "kind"), _("A question of kind %(kind)s needs “%(name)s”.") % {"kind": kind, "name": name}
            )
    for name, kinds in (NEEDED | ONLY).items():
        if kind not in kinds and question.get(name):
            told = _("“%(name)s” is only for kinds %(kinds)s. This question is of kind %(kind)s.")
            yield Fault((*path, name), told % {"name": name, "kinds": ", ".join(kinds), "kind": kind})
    if kind == Kind.PART and question.get("repeat"):
        yield Fault((*path, "repeat"), _("A part stands once: it is not repeated."))


def _repeated(path: Path, question: Mapping[str, Any], lists: Mapping[str, Any]) -> Iterator[Fault]:
    name = question.get("repeat")
    if name and name not in lists:
        told = _("There is no list “%(name)s” in this form.") % {"name": name}
        yield Fault((*path, "repeat"), f"{told} {_instead(str(name), lists)}".strip())


def _conditional(
    path: Path, question: Mapping[str, Any], earlier: Mapping[str, Mapping[str, Any]], every: set[str]
) -> Iterator[Fault]:
    when = question.get("when")
    if not isinstance(when, Mapping):
        return
    name, at = str(when.get("question")), (*path, "when", "question")
    other = earlier.get(name)
    if other is None:
        known = {key: one for key, one in earlier.items() if one.get("kind") in list(ASKABLE)}
        told = _("“%(name)s” is asked later. A condition asks about an earlier question.") if name in every else ""
        told = told or _("There is no question “%(name)s” in this form.")
        yield Fault(at, f"{told % {'name': name}} {_instead(name, known)}".strip())
        return
    if other.get("kind") not in list(ASKABLE):
        told = _("“%(name)s” has no choices, so it cannot be a condition. It must be of kind %(kinds)s.")
        yield Fault(at, told % {"name": name, "kinds": ", ".join(ASKABLE)})
        return
    if other.get("repeat") and other.get("repeat") != question.get("repeat"):
        yield Fault(at, _("“%(name)s” is repeated, and this question is not repeated likewise.") % {"name": name})
    given = when.get("answers")
    answers = [given] if isinstance(given, str) else list(given or [])
    if not answers:
        yield Fault((*path, "when", "answers"), _("A condition needs at least one answer."))
    is_plain = other.get("kind") == Kind.YES_NO
    known_answers = ["yes", "no"] if is_plain else [str(one.get("key")) for _path, one in _rows(other, "choices")]
    for answer in answers:
        if answer not in known_answers:
            told = _("“%(answer)s” is no answer to “%(name)s”. Use one of: %(known)s.")
            words = {"answer": _short(answer), "name": name, "known": ", ".join(known_answers)}
            yield Fault((*path, "when", "answers"), told % words)


def _rows(value: Any, name: str, before: Path = ()) -> list[tuple[Path, Mapping[str, Any]]]:
    """The entries of a list within plain values, those that have the shape of one, each with its path."""
    entries = value.get(name) if isinstance(value, Mapping) else None
    if not isinstance(entries, list | tuple):
        return []
    return [((*before, name, place), one) for place, one in enumerate(entries) if isinstance(one, Mapping)]


def _twice(rows: list[tuple[Path, Mapping[str, Any]]]) -> Iterator[Fault]:
    """Keys that somebody else has already."""
    seen: set[str] = set()
    for path, one in rows:
        key = str(one.get("key"))
        if key in seen and "key" in one:
            yield Fault((*path, "key"), _("The key “%(key)s” is there twice. Give this one another.") % {"key": key})
        seen.add(key)


def _empty(rows: list[tuple[Path, Any]]) -> Iterator[Fault]:
    """Words that must say something."""
    for path, one in rows:
        for name in ("title", "ask"):
            if isinstance(one, Mapping) and isinstance(one.get(name), str) and not one[name].strip():
                yield Fault((*path, name), _("“%(name)s” must not be empty.") % {"name": name})


def _owner(path: Path) -> type:
    """What the last name of a path is a part of."""
    names = [part for part in path[:-1] if isinstance(part, str)]
    return PARTS.get(names[-1], Definition) if names else Definition


def _unknown(name: str, owner: type) -> str:
    known = [one.name for one in fields(owner)]
    told = _("“%(name)s” means nothing here.") % {"name": name}
    close = get_close_matches(name, known, n=1)
    if close:
        return told + " " + _("Did you mean “%(close)s”?") % {"close": close[0]}
    return told + " " + _("Known names are: %(known)s.") % {"known": ", ".join(known)}


def _instead(name: str, known: Mapping[str, Any]) -> str:
    close = get_close_matches(name, list(known), n=1)
    if close:
        return _("Did you mean “%(close)s”?") % {"close": close[0]}
    return _("Known are: %(known)s.") % {"known": ", ".join(known)} if known else ""


def _short(value: Any) -> str:
    text = " ".join(str(value).split()) if not isinstance(value, list | tuple | Mapping) else "…"
    return text if len(text) <= 60 else text[:59] + "…"
