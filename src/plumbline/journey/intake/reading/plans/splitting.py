"""Splitting: whether the lines of a cell are one action, an action with its parts, or several actions."""

# ruff: noqa: E501 (patterns are easier to read unbroken)
from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from .lines import Line, continues
from .tails import label_of
from .themes import read_heading

_LEAD_IN = re.compile(
    r"^(?:(?:[\w'’&-]+ ){1,5}(?:will|shall|commits? to|pledges? to|promises? to|intends? to|plans? to|aims? to)(?=\W*$)|(?:to (?:do|achieve|support) this,? )?(?:we|the (?:university|institution|institute|team)) (?:will|shall|plan to|aim to|intend to)"
    r"|(?:key |planned |proposed |our |the |these |this |specific )*(?:actions?|activities|initiatives|steps|commitments?|objectives?)"
    r"(?: (?:include|are|will be|for|to|planned|under).*)?|this (?:includes|will include|means)|including|including the following|in particular|namely|by)\W*$",
    re.I,
)


@dataclass(slots=True)
class Split:
    """What a cell's lines are: `actions`, each with its lines; `labels` that word none; a bold `objective` over them."""

    actions: list[list[Line]] = field(default_factory=list)
    labels: list[Line] = field(default_factory=list)
    objective: list[Line] = field(default_factory=list)
    heading: Line | None = None


def split(
    lines: Sequence[Line], *, is_shared: bool, counts: frozenset[int] = frozenset(), has_ref: bool = False
) -> Split:
    """`is_shared`: the row holds nothing of its own but a theme, so each bullet or paragraph is an action. `counts`:
    how many lines the row's other cells hold; as many here means one for each. `has_ref`: one reference names the row."""
    lines = [line for line in lines if line.text]
    found = Split()
    if lines and (named := _own_heading(lines)) is not None:
        found.heading = named
        lines = lines[1:]
    if not any(line.is_item for line in lines):
        _paragraphs(list(lines), found, is_shared=is_shared, counts=counts)
        return found
    first = next(at for at, line in enumerate(lines) if line.is_item)
    intro, items = list(lines[:first]), grouped(lines[first:])
    if not intro:
        found.actions = items if not has_ref or len(items) in counts else [[line for item in items for line in item]]
        return found
    tops = [item for item in items if item[0].is_item]
    if is_lead_in(intro[-1]):
        found.labels, found.actions = intro, items
    elif not is_shared and len(tops) not in counts:
        found.actions = [[*intro, *(line for item in items for line in item)]]
    elif intro[-1].bold and not tops[0][0].bold and is_shared:
        found.objective, found.actions = intro, items
    elif intro[-1].text.endswith(":"):
        found.actions = [[*intro, *(line for item in items for line in item)]]
    else:
        _paragraphs(intro, found, is_shared=is_shared, counts=counts)
        found.actions += items
    return found


def grouped(lines: Sequence[Line]) -> list[list[Line]]:
    """Items with what belongs to each: deeper items, broken sentences; a paragraph after them stands alone."""
    groups: list[list[Line]] = []
    top = min((line.level for line in lines if line.is_item), default=0)
    for line in lines:
        if not groups or (line.is_item and line.level <= top):
            groups.append([line])
        elif line.is_item or continues(groups[-1][-1], line) or label_of(line) is not None:
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def joined(lines: Sequence[Line]) -> list[list[Line]]:
    """Paragraphs, each with the rest of its broken sentence and its labelled lines."""
    groups: list[list[Line]] = []
    for line in lines:
        if groups and (continues(groups[-1][-1], line) or label_of(line) is not None):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def is_lead_in(line: Line) -> bool:
    """Whether a line only opens a list ("We will:")."""
    text = line.text
    return len(text.split()) <= 8 and bool(_LEAD_IN.match(text))


def _own_heading(lines: Sequence[Line]) -> Line | None:
    """A theme's name that stands alone over the cell's actions."""
    first = lines[0]
    if len(lines) < 2 or first.is_item or len(first.text.split()) > 5:
        return None
    named = read_heading(first.text)
    return first if named.is_certain and (named.themes or first.bold) else None


def _paragraphs(lines: list[Line], found: Split, *, is_shared: bool, counts: frozenset[int]) -> None:
    groups = joined(lines)
    if len(groups) < 2:
        found.actions += [group for group in groups if group]
        return
    numbered = all(
        re.match(r"\s*(?:[A-Z]{0,3}\d{1,2}(?:\.\d{1,2})*[.):]|\d{1,2}\.\d{1,2})\s", group[0].raw) for group in groups
    )
    if numbered or is_shared or len(groups) in counts:
        found.actions += groups
    else:
        found.actions.append([line for group in groups for line in group])
