"""List marks at the start of a line of plain text: bullets, numbers, letters, task boxes."""

from __future__ import annotations

import re
from dataclasses import dataclass

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
