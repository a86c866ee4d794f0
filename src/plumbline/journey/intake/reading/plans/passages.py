"""Passages: running text cut at its headings, whether they are styled or only typed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from plumbline.foundation.formats.blocks import Piece, PieceKind

from .coded import has_codes
from .columns import Role
from .lines import Line, lines_of
from .splitting import is_lead_in
from .tails import label_of
from .themes import read_heading

OBJECTIVE = re.compile(
    r"^\s*(?:strategic |key )?(?:objective|aim|goal|priority|commitment)\s*(?:[A-Z]?\d{1,2}(?:\.\d)?)?\s*[:.–—-]", re.I
)


_IN_FRONT = re.compile(
    r"^\s*(?P<name>(?:(?:theme|pillar)\s*\d?\s*[:.–-]?\s*)?[A-Z][\w &,/-]{4,50}?)\s*(?::|\s[–—-])\s+(?=\S)"
)


@dataclass(slots=True)
class Passage:
    """A heading and the lines under it, up to the next heading."""

    heading: Line | None
    level: int
    lines: list[Line] = field(default_factory=list)


def passages(pieces: Sequence[Piece]) -> list[Passage]:
    """Pieces cut at their headings, typed or styled."""
    lines = lines_of(pieces)
    found = [Passage(None, 0)]
    for at, line in enumerate(lines):
        if (cut := _named_in_front(line, lines[at + 1] if at + 1 < len(lines) else None)) is not None:
            found.append(Passage(cut[0], 13, [cut[1]]))
            continue
        after = lines[at + 1] if at + 1 < len(lines) else None
        level = 0 if _is_field(line, lines[at - 1] if at else None, after) else heading_level(line, after)
        if level:
            found.append(Passage(line, level))
        else:
            found[-1].lines.append(line)
    return found


def _is_field(line: Line, before: Line | None, after: Line | None) -> bool:
    """Whether "Theme: Visibility" is a field of an action among its others, not a heading."""
    mark = label_of(line) if line.piece.kind is not PieceKind.HEADING else None
    if mark is None or mark.role is not Role.THEME:
        return False
    beside = [label_of(other) for other in (before, after) if other is not None and other.piece is not line.piece]
    return any(other is not None and other.role is not Role.THEME for other in beside)


def _named_in_front(line: Line, after: Line | None) -> tuple[Line, Line] | None:
    """A paragraph or item that a theme's name opens ("Visibility: publish profiles"), cut behind the name. With items
    below it, what follows the name is its definition and the whole is a heading."""
    if line.piece.kind is PieceKind.HEADING or (after is not None and after.is_item and not line.is_item):
        return None
    match = _IN_FRONT.match(line.raw)
    if match is None or len(line.raw) - match.end() < 12:
        return None
    named = read_heading(match["name"])
    if not named.is_certain or not named.themes:
        return None
    rest = line.cut(match.end(), len(line.raw))
    return line.cut(match.start("name"), match.end("name")), rest


def heading_level(line: Line, after: Line | None) -> int:
    """How deep a heading the line is (1 to 9 as styled, 10 and more as typed), 0 where it is none."""
    piece, words = line.piece, len(line.text.split())
    if piece.kind is PieceKind.HEADING:
        return max(piece.level, 1)
    if label_of(line) is not None and not read_heading(line.text).is_certain:
        return 0
    named = read_heading(line.text)
    is_name = named.is_certain and words <= 9 and not line.text.endswith(".")
    if line.is_item:
        numbered = bool(line.marker and re.match(r"\(?\d", line.marker))
        more = (
            after is not None
            and after.is_item
            and (
                after.level > line.level
                or (numbered and not re.match(r"\(?\d", after.marker or ""))
                or not read_heading(after.text).is_certain
            )
        )
        return 10 if is_name and named.themes and words <= 6 and (more or line.bold) else 0
    whole = line.start == 0 and line.end >= len(piece.text.rstrip())
    if not whole:
        return 0
    if is_name:
        return 10
    if piece.bold and words <= 14 and not line.text.endswith("."):
        return 11
    if (
        OBJECTIVE.match(line.text)
        and words <= 40
        and after is not None
        and (after.is_item or not has_codes(line))
        and not has_codes(line)
    ):
        return 12
    if line.text.endswith(":") and words <= 7 and not is_lead_in(line) and after is not None and after.is_item:
        return 11
    return 0
