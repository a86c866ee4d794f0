"""YAML → form. What is wrong is said with its line, all at once. A file that is made to do harm is refused early."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml
from django.utils.translation import gettext as _

from plumbline.platform.questionnaires.definition import Definition
from plumbline.platform.questionnaires.faults import Fault, Faulty, Path, checked

LARGEST = 400_000
"""Bytes: some ten times the longest form known."""
DEEPEST = 12
"""Levels of nesting; a form has nine."""

LOADER: Any = getattr(
    yaml, "CBaseLoader", yaml.BaseLoader
)  # the base loader makes text of everything, and runs nothing


def read_form(content: bytes | str) -> Definition:
    """The form that a YAML file describes. Every value is read as text first, so `yes` and `2024` need no quotes.

    Raises Faulty with every fault, each with its line.
    """
    text = _text_of(content)
    _refuse_tricks(text)
    node = _composed(text)
    lines: dict[Path, int] = {}
    twice: list[Fault] = []
    value = _value(node, (), lines, twice)
    try:
        definition = checked(value)
    except Faulty as faulty:
        found = [Fault(fault.path, fault.message, _line(fault.path, lines)) for fault in faulty.faults]
        raise Faulty(sorted([*found, *twice], key=lambda fault: fault.line or 0)) from None
    if twice:
        raise Faulty(twice)
    return definition


def _text_of(content: bytes | str) -> str:
    if len(content) > LARGEST:
        raise Faulty([Fault((), _("This file is larger than %(most)s kB. No form is.") % {"most": LARGEST // 1000}, 1)])
    if isinstance(content, str):
        return content.removeprefix("\ufeff")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = content[: problem.start].count(b"\n") + 1
        raise Faulty([Fault((), _("This line is not in UTF-8. Save the file as UTF-8 text."), line)]) from None


def _refuse_tricks(text: str) -> None:
    """Aliases, tags of one's own, several documents and deep nesting: no form needs them, attacks do. Looked for in
    the stream of events, before anything is built."""
    faults: list[Fault] = []
    depth = documents = 0
    try:
        for event in yaml.parse(text, Loader=LOADER):
            line = event.start_mark.line + 1 if event.start_mark else 1
            if isinstance(event, yaml.AliasEvent):
                faults.append(Fault((), _("Aliases (*name) are not taken. Write the words out."), line))
            elif getattr(event, "anchor", None):
                faults.append(Fault((), _("Anchors (&name) are not taken. Write the words out."), line))
            elif (getattr(event, "tag", None) or "!") != "!":
                faults.append(Fault((), _("Tags (!name) are not taken. Leave it out."), line))
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            documents += isinstance(event, yaml.DocumentStartEvent)
            if depth > DEEPEST:
                raise Faulty([Fault((), _("This is nested too deeply. Look at how far the lines are indented."), line)])
            if documents > 1:
                raise Faulty([Fault((), _("A file holds one form. Remove the line “---” and what follows."), line)])
    except yaml.YAMLError as problem:
        raise Faulty([*faults, _unreadable(problem, text)]) from None
    if faults:
        raise Faulty(faults)


def _composed(text: str) -> yaml.Node:
    node = yaml.compose(text, Loader=LOADER)
    if not isinstance(node, yaml.MappingNode):
        raise Faulty([Fault((), _("A form begins with lines such as “key: name” and “title: Name of the form”."), 1)])
    return node


def _unreadable(problem: yaml.YAMLError, text: str) -> Fault:
    """Where the file stops being YAML, and what it usually is."""
    mark = getattr(problem, "problem_mark", None)
    if mark is None:  # a character that YAML does not allow; PyYAML gives its place only
        place = getattr(problem, "position", 0) or 0
        return Fault((), _("There is a character here that is not text. Remove it."), text[:place].count("\n") + 1)
    last = text.count("\n") + 1
    told = _(
        "The file cannot be read from here on. Check that lines are indented by spaces, evenly, and that words with a "
        "colon, a # or quotation marks in them stand in quotes or under a “|”."
    )
    return Fault((), told, min(mark.line + 1, last))


def _value(node: yaml.Node, path: Path, lines: dict[Path, int], twice: list[Fault]) -> Any:
    """Plain values of a node, with the line of each path noted in `lines` and doubled names in `twice`."""
    lines.setdefault(path, node.start_mark.line + 1)
    if isinstance(node, yaml.ScalarNode):
        return node.value
    if isinstance(node, yaml.SequenceNode):
        return [_value(one, (*path, place), lines, twice) for place, one in enumerate(node.value)]
    assert isinstance(node, yaml.MappingNode)
    made: dict[str, Any] = {}
    for name, line, inner in _entries(node):
        if name in made:
            twice.append(Fault((*path, name), _("“%(name)s” is there twice. Keep one.") % {"name": name}, line))
            continue
        lines[(*path, name)] = line
        made[name] = _value(inner, (*path, name), lines, twice)
    return made


def _entries(node: yaml.MappingNode) -> Iterator[tuple[str, int, yaml.Node]]:
    for name, inner in node.value:
        yield str(name.value) if isinstance(name, yaml.ScalarNode) else "…", name.start_mark.line + 1, inner


def _line(path: Path, lines: dict[Path, int]) -> int:
    """The line of a path, or of the nearest thing around it."""
    while path and path not in lines:
        path = path[:-1]
    return lines.get(path, 1)
