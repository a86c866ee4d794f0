"""List marks at the start of a line of plain text: bullets, numbers, letters, task boxes."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from plumbline.foundation.formats.blocks import Link, PieceKind
from plumbline.foundation.formats.drafts import Line

BULLETS = "•●▪◦‣∙·○■□❖➢►▶✓✔➔→❑◆⁃\u2043\uf0b7\uf0a7\uf0d8\uf0fc\uf076\uf0e0"

_BULLET = re.compile(
    rf"(?P<marker>[{BULLETS}])(?:[ \t\u00a0]+|(?=\w))|(?P<dash>[-–—*+])[ \t\u00a0]+|(?P<o>o)(?:\t|[ \u00a0]{{2,}})"
)
_NUMBER = re.compile(
    r"(?P<marker>\(?\d{1,3}[.)]|\(\d{1,3}\)|\d{1,2}(?:\.\d{1,2}){1,3}[.)]?(?=[ \t\u00a0]+[^\W\d_a-z])"
    r"|\(?[a-z][.)]|\(?[A-Z]\)|\(?[ivx]{2,5}[.)]|\(?[IVX]{2,5}[.)])[ \t\u00a0]+(?=\S)"
)
_TASK = re.compile(r"\[(?P<state>[ xX✓])\][ \t]+")


@dataclass(frozen=True, slots=True)
class Mark:
    """A list mark and where the words begin after it. `task` is the state of a [ ] box after it."""

    marker: str
    rest: int
    task: bool | None = None
    numbered: bool = False


def mark_of(line: str) -> Mark | None:
    """The list mark that `line` (without leading blanks) begins with, if any."""
    bullet = _BULLET.match(line)
    number = None if bullet else _NUMBER.match(line)
    found = bullet or number
    if found is None:
        return None
    marker = next(group for group in found.groups() if group)
    rest = found.end()
    if (
        number
        and marker[:-1].isalpha()
        and len(marker) == 2
        and marker[0] in "eigv"
        and line[rest : rest + 1].islower()
    ):
        return None  # "e. g.", "i. e."
    task = _TASK.match(line, rest) if bullet else None
    if task:
        return Mark(marker, task.end(), task["state"] != " ", numbered=False)
    return Mark(marker, rest, None, number is not None)


def typed_lines(line: Line) -> list[Line]:
    """A paragraph as people type lists into one: a bullet or number that was typed becomes the marker, and line
    breaks before further ones part it into items. Lines without a mark stay with the one above."""
    bare = line.text.lstrip(" \t\u00a0")
    if not bare:
        return [line]
    parts = _parted(bare) if "\n" in bare else [bare]
    made: list[Line] = []
    for part in parts:
        item = replace(line, text=part, links=line.links if len(parts) == 1 else _links_in(part, line.links))
        mark = mark_of(part)
        if mark and mark.task is None and part[mark.rest :].strip():
            item.kind, item.marker, item.text = PieceKind.ITEM, mark.marker, part[mark.rest :]
        made.append(item)
    return made


def _parted(text: str) -> list[str]:
    parts: list[str] = []
    for line in text.split("\n"):
        bare = line.lstrip(" \t\u00a0")
        mark = mark_of(bare)
        if parts and not (mark and bare[mark.rest :].strip()):
            parts[-1] += f"\n{line}"
        else:
            parts.append(bare)
    return parts


def _links_in(text: str, links: tuple[Link, ...]) -> tuple[Link, ...]:
    folded = " ".join(text.split())
    return tuple(link for link in links if " ".join(link.text.split()) in folded)
