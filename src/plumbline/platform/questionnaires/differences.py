"""What is different between two versions of a form, question by question. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _

from plumbline.platform.questionnaires.definition import Definition, Item, Kind, Place, Question


class Change(StrEnum):
    """What happened to a question. One question may have several."""

    ADDED = "added"
    REMOVED = "removed"
    REWORDED = "reworded"
    KIND = "kind"
    CHOICES = "choices"
    COLUMNS = "columns"
    LIMIT = "limit"
    REQUIRED = "required"
    NOT_APPLICABLE = "not_applicable"
    CONDITION = "condition"
    REPEATED = "repeated"
    GUIDANCE = "guidance"
    MOVED = "moved"
    PREFILL = "prefill"
    NUMBERED = "numbered"


SAME_FIELDS: dict[str, Change] = {
    "ask": Change.REWORDED,
    "kind": Change.KIND,
    "choices": Change.CHOICES,
    "columns": Change.COLUMNS,
    "part": Change.KIND,
    "limit_words": Change.LIMIT,
    "required": Change.REQUIRED,
    "not_applicable": Change.NOT_APPLICABLE,
    "when": Change.CONDITION,
    "repeat": Change.REPEATED,
    "help": Change.GUIDANCE,
    "guidance": Change.GUIDANCE,
    "prefill": Change.PREFILL,
    "number": Change.NUMBERED,
}
"""Which change a field's difference is. Notes and marks of wording are the keepers' own, and change nothing asked."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One question that is not as it was. `before` is None where it is new, `after` where it is asked no longer."""

    key: str
    changes: tuple[Change, ...]
    before: Question | None = None
    after: Question | None = None
    section_before: str = ""
    section_after: str = ""

    @property
    def question(self) -> Question:
        """The question as it is now, or was last."""
        question = self.after or self.before
        assert question is not None
        return question


@dataclass(frozen=True, slots=True)
class ItemDifference:
    """One item of a list that is not as it was. `list_title` is the newer one."""

    list_title: str
    before: Item | None = None
    after: Item | None = None


@dataclass(frozen=True, slots=True)
class Differences:
    """All of it. `others` are sentences about what is no question: titles, sections, introductions."""

    questions: tuple[Difference, ...] = ()
    items: tuple[ItemDifference, ...] = ()
    others: tuple[str, ...] = ()
    added: tuple[Place, ...] = ()
    removed: tuple[Place, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.questions or self.items or self.others)

    def with_change(self, *changes: Change) -> list[Difference]:
        """The questions that changed in one of these ways, in order."""
        return [one for one in self.questions if set(one.changes) & set(changes)]


def differences_of(before: Definition, after: Definition) -> Differences:
    """What a version asks otherwise than another, in the order of the newer one, what is asked no longer last.
    `added` and `removed` are the places of answers that only one of them has."""
    old, new = before.places, after.places
    return Differences(
        questions=tuple(_questions(before, after)),
        items=tuple(_items(before, after)),
        others=tuple(_others(before, after)),
        added=tuple(place for place in new if place not in old),
        removed=tuple(place for place in old if place not in new),
    )


def _questions(before: Definition, after: Definition) -> Iterator[Difference]:
    stayed = _out_of_order(before, after)
    for question in after.questions:
        old = before.question(question.key)
        here = _section(after, question.key)
        if old is None:
            yield Difference(question.key, (Change.ADDED,), after=question, section_after=here)
            continue
        was = _section(before, question.key)
        changes = dict.fromkeys(
            change for name, change in SAME_FIELDS.items() if getattr(old, name) != getattr(question, name)
        )
        if question.key in stayed:
            changes[Change.MOVED] = None
        if changes:
            yield Difference(question.key, tuple(changes), old, question, was, here)
    for question in before.questions:
        if after.question(question.key) is None:
            was = _section(before, question.key)
            yield Difference(question.key, (Change.REMOVED,), before=question, section_before=was)


def _out_of_order(before: Definition, after: Definition) -> set[str]:
    """Questions of both that stand elsewhere now: in another section, or out of the order that the rest kept."""
    old = [question.key for question in before.questions if after.question(question.key)]
    new = [question.key for question in after.questions if before.question(question.key)]
    moved = {key for key in new if _key_of_section(before, key) != _key_of_section(after, key)}
    kept = _longest_common([key for key in old if key not in moved], [key for key in new if key not in moved])
    return moved | (set(new) - set(kept) - moved)


def _longest_common(first: list[str], second: list[str]) -> list[str]:
    """The longest run of keys, gaps allowed, that both have in the same order: what did not move."""
    places = {key: place for place, key in enumerate(first)}
    best: list[list[str]] = []
    for key in second:
        shorter = (run for run in best if places[run[-1]] < places[key])
        best.append([*max(shorter, key=len, default=[]), key])
    return max(best, key=len, default=[])


def _items(before: Definition, after: Definition) -> Iterator[ItemDifference]:
    old = {one.key: one for one in before.lists}
    for one in after.lists:
        known = {item.key: item for item in old[one.key].items} if one.key in old else {}
        for item in one.items:
            if known.get(item.key) != item:
                yield ItemDifference(one.title, known.get(item.key), item)
        for item in known.values():
            if item.key not in {other.key for other in one.items}:
                yield ItemDifference(one.title, item, None)
    for key, one in old.items():
        if key not in {other.key for other in after.lists}:
            yield from (ItemDifference(one.title, item, None) for item in one.items)


def _others(before: Definition, after: Definition) -> Iterator[str]:
    if before.title != after.title:
        yield _("The form is called “%(after)s” now; it was “%(before)s”.") % {
            "after": after.title,
            "before": before.title,
        }
    if before.about != after.about:
        yield _("The introduction is different.")
    if before.wording != after.wording:
        official = _("The questions are in the official wording now.")
        yield official if after.wording == "official" else _("The questions are in our own words now.")
    if before.confirmed != after.confirmed:
        yield _("The form is confirmed now.") if after.confirmed else _("The form is not confirmed any more.")
    if before.facts != after.facts:
        yield _("What the form is for is recorded differently.")
    old, new = {one.key: one for one in before.sections}, {one.key: one for one in after.sections}
    for section in after.sections:
        was = old.get(section.key)
        if was is None:
            yield _("New section: “%(title)s”.") % {"title": section.title}
        elif was.title != section.title:
            told = _("The section “%(before)s” is called “%(after)s” now.")
            yield told % {"before": was.title, "after": section.title}
        elif was.help != section.help:
            yield _("The introduction of the section “%(title)s” is different.") % {"title": section.title}
    for section in before.sections:
        if section.key not in new:
            yield _("The section “%(title)s” is gone.") % {"title": section.title}
    if [key for key in old if key in new] != [key for key in new if key in old]:
        yield _("The sections stand in another order.")


def said(difference: Difference) -> list[str]:
    """Each change of a question as a sentence, for a list beside the words before and after."""
    return [_sentence(change, difference) for change in difference.changes]


def _sentence(change: Change, difference: Difference) -> str:
    old, new = difference.before, difference.after
    match change:
        case Change.ADDED:
            return _("New in “%(section)s”.") % {"section": difference.section_after}
        case Change.REMOVED:
            return _("No longer asked. It was in “%(section)s”.") % {"section": difference.section_before}
        case Change.MOVED if difference.section_before != difference.section_after:
            told = _("Moved from “%(before)s” to “%(after)s”.")
            return told % {"before": difference.section_before, "after": difference.section_after}
    assert old is not None
    assert new is not None
    match change:
        case Change.REWORDED:
            return _("Worded differently.")
        case Change.KIND:
            return _("Answered with %(after)s instead of %(before)s.") % {
                "after": kind_said(new.kind),
                "before": kind_said(old.kind),
            }
        case Change.LIMIT if new.limit_words is None:
            return _("There is no limit of words any more.")
        case Change.LIMIT if old.limit_words is None:
            return _("There is a limit now: %(after)s words.") % {"after": f"{new.limit_words:,}"}
        case Change.LIMIT:
            told = _("The limit is %(after)s words; it was %(before)s.")
            return told % {"after": f"{new.limit_words:,}", "before": f"{old.limit_words:,}"}
        case Change.REQUIRED:
            return _("It must be answered now.") if new.required else _("It need not be answered any more.")
        case Change.NOT_APPLICABLE if new.not_applicable:
            return _("“Not applicable” may be said now, with a reason.")
        case Change.NOT_APPLICABLE:
            return _("“Not applicable” may not be said any more.")
    return str(PLAIN[change]())


PLAIN = {
    Change.CHOICES: lambda: _("The choices are different."),
    Change.COLUMNS: lambda: _("The columns of the table are different."),
    Change.CONDITION: lambda: _("It is asked on another condition."),
    Change.REPEATED: lambda: _("It is asked for another list of things, so its answers have other places."),
    Change.GUIDANCE: lambda: _("The help beside it is different."),
    Change.MOVED: lambda: _("Moved within its section."),
    Change.PREFILL: lambda: _("Other facts are offered as its answer."),
    Change.NUMBERED: lambda: _("It has another number in print."),
}


def kind_said(kind: Kind) -> str:
    """A kind as people say it."""
    return {
        Kind.LINE: _("one line"),
        Kind.LONG: _("a text"),
        Kind.NUMBER: _("a number"),
        Kind.DATE: _("a day"),
        Kind.EMAIL: _("an e-mail address"),
        Kind.PHONE: _("a telephone number"),
        Kind.LINK: _("a web address"),
        Kind.CHOICE: _("one choice"),
        Kind.CHOICES: _("any of several choices"),
        Kind.YES_NO: _("yes or no"),
        Kind.TABLE: _("a table"),
        Kind.PART: _("a part that is kept elsewhere"),
    }[kind]


def _section(definition: Definition, key: str) -> str:
    section = definition.section_of(key)
    return section.title if section else ""


def _key_of_section(definition: Definition, key: str) -> str:
    section = definition.section_of(key)
    return section.key if section else ""
