"""Numbers for figures, tables and appendices over the whole document, in reading order (F033): a pure calculation.

Pictures are figures and files are appendices; a table that is typed into an answer is numbered where a line
"Table: what it shows" stands above it, which may name a mark of its own: "Table: Staff by place {#staff}". A text means
any of them by its mark in braces, {#evidence-12} or {#staff}, which is drawn as the number that it has now. What was
taken off, or never was, is said, never numbered.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from plumbline.platform.questionnaires.definition import Place

MARK = re.compile(r"\{#([a-z0-9][a-z0-9-]{0,59})\}")
TABLE_LINE = re.compile(r"^[ \t]*Table:[ \t]*(.*?)[ \t]*(?:\{#([a-z0-9][a-z0-9-]{0,59})\})?[ \t]*$", re.M)
FIGURE, TABLE, APPENDIX, EVIDENCE = "figure", "table", "appendix", "evidence"
LETTERS = 26


@dataclass(frozen=True, slots=True)
class Attached:
    """A piece attached to an answer: its mark, which kind of number it gets (figure, appendix, or none: evidence), and
    what it is called. `is_gone`: it was taken off, removed, or may not be shown any more."""

    mark: str
    kind: str
    said: str
    is_gone: bool = False


@dataclass(frozen=True, slots=True)
class Numbered:
    """What every mark is called now, and which marks are gone."""

    labels: Mapping[str, str] = field(default_factory=dict)
    gone: frozenset[str] = frozenset()

    def label(self, mark: str) -> str:
        """ "Figure 2", or "" for what has no number."""
        return self.labels.get(mark, "")


def mark_of(number: int) -> str:
    """The mark of evidence by its number in the institution."""
    return f"evidence-{number}"


def numbered(parts: Iterable[tuple[Place, str, list[Attached]]]) -> Numbered:
    """Number everything. `parts`: the answers in reading order, each with its text and what is attached to it, in
    order. Tables of a text come before what is attached to it. A piece attached twice keeps its first number."""
    labels: dict[str, str] = {}
    gone: set[str] = set()
    counts = {FIGURE: 0, TABLE: 0, APPENDIX: 0}
    for place, body, attached in parts:
        for at, found in enumerate(TABLE_LINE.finditer(body)):
            counts[TABLE] += 1
            labels.setdefault(found[2] or _hidden(place, at), _("Table %(n)s") % {"n": counts[TABLE]})
        for one in attached:
            if one.is_gone:
                gone.add(one.mark)
            elif one.mark not in labels:
                labels[one.mark] = _counted(one, counts)
    return Numbered(labels, frozenset(gone - set(labels)))


def drawn(place: Place, body: str, numbers: Numbered) -> str:
    """The text with its table lines and marks as the numbers that they have now; still Markdown."""
    at = -1

    def table(found: re.Match[str]) -> str:
        nonlocal at
        at += 1
        label = numbers.label(found[2] or _hidden(place, at))
        return f"**{label}.** {found[1]}\n"

    return MARK.sub(lambda found: _meant(found[1], numbers), TABLE_LINE.sub(table, body))


def _meant(mark: str, numbers: Numbered) -> str:
    if label := numbers.label(mark):
        return label
    if mark in numbers.gone:
        return _("**[what was meant here was taken off: %(mark)s]**") % {"mark": mark}
    return _("**[nothing here is called %(mark)s]**") % {"mark": mark}


def _counted(one: Attached, counts: dict[str, int]) -> str:
    if one.kind not in counts:
        return f"“{one.said}”"
    counts[one.kind] += 1
    if one.kind == APPENDIX:
        return _("Appendix %(letter)s") % {"letter": letter(counts[APPENDIX])}
    return _("Figure %(n)s") % {"n": counts[one.kind]}


def letter(number: int) -> str:
    """1 is A, 26 is Z, 27 is AA."""
    said = ""
    while number:
        number, rest = divmod(number - 1, LETTERS)
        said = chr(ord("A") + rest) + said
    return said


def _hidden(place: Place, at: int) -> str:
    """The mark of a table that has none of its own: nobody can type it."""
    return f"{place.question}:{place.item}:{at}"
