"""What a document that goes out is made of: headings, paragraphs, lists, tables, pictures, places to sign."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, Literal, cast

RagWord = Literal["", "green", "amber", "red", "unrated"]


@dataclass(frozen=True, slots=True)
class Run:
    """Words in one manner. `url` is http, https or mailto, or "" where they lead nowhere."""

    text: str
    bold: bool = False
    italic: bool = False
    strike: bool = False
    code: bool = False
    url: str = ""


Words = tuple[Run, ...]


def words(text: str, *, bold: bool = False) -> Words:
    """Plain words as runs; no runs for no words."""
    return (Run(text, bold=bold),) if text else ()


@dataclass(frozen=True, slots=True)
class Heading:
    """`level` counts from 1 under the paper's title; one that skips a level is drawn without the gap."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`manner`: "" for text, "lede" for what comes first, "quiet" for remarks, "quote" for somebody's words."""

    runs: Words
    manner: Literal["", "lede", "quiet", "quote"] = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """Items, each of one or more parts; numbered from `start` where `ordered`."""

    items: tuple[tuple[Part, ...], ...]
    ordered: bool = False
    start: int = 1


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell. `rag` colours it: the word must stand in the parts as well, colour alone says nothing."""

    parts: tuple[Part, ...] = ()
    rag: RagWord = ""

    @classmethod
    def of(cls, text: str, *, rag: RagWord = "", bold: bool = False) -> Cell:
        """A cell of plain words, a paragraph for each line."""
        return cls(tuple(Paragraph(words(line, bold=bold)) for line in text.split("\n") if line.strip()), rag)


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with one row of column headings. `widths` are parts of the whole, one a column. `wide` asks for paper
    on its side. Row headings are not to be had in a tagged PDF (see docs/adr), so none are promised."""

    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    caption: str = ""
    widths: tuple[float, ...] = ()
    wide: bool = False

    def __post_init__(self) -> None:
        if any(len(row) != len(self.head) for row in self.rows) or len(self.widths) not in {0, len(self.head)}:
            raise ValueError("Every row of a table, and its widths, have as many cells as there are headings.")


@dataclass(frozen=True, slots=True)
class Facts:
    """Labelled values in order: ("Organisation", …)."""

    pairs: tuple[tuple[str, Words], ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG or JPEG with the words that stand for it, and its numbered caption."""

    content: bytes
    alternative: str
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Signature:
    """A place to sign, or what was signed: empty values are drawn as lines to write on."""

    office: str
    name: str = ""
    signed_on: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins on a new page."""


Part = Heading | Paragraph | Listing | Grid | Facts | Picture | Signature | PageBreak


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole document. `language` is a tag such as "en-GB"; `author` the institution; `foot` stands at the foot of
    every page beside the page's number."""

    title: str
    author: str
    parts: tuple[Part, ...]
    language: str = "en-GB"
    foot: str = ""
    subject: str = ""


NOT_SAID = {"url", "manner", "rag", "language"}
"""Fields of a paper that are no words of its."""


def with_words(paper: Paper, change: Callable[[str], str]) -> Paper:
    """The same paper with `change` done to everything that it says."""
    return cast(Paper, _changed(paper, change))


def all_words(paper: Paper) -> list[str]:
    """Everything that a paper says."""
    said: list[str] = []

    def heard(text: str) -> str:
        said.append(text)
        return text

    with_words(paper, heard)
    return said


def _changed(thing: Any, change: Callable[[str], str]) -> Any:
    if isinstance(thing, str):
        return change(thing)
    if isinstance(thing, tuple):
        return tuple(_changed(one, change) for one in thing)
    if is_dataclass(thing) and not isinstance(thing, type):
        names = [field.name for field in fields(thing) if field.name not in NOT_SAID]
        return replace(thing, **{name: _changed(getattr(thing, name), change) for name in names})
    return thing


def level_headings(parts: tuple[Part, ...]) -> Iterator[tuple[Part, int]]:
    """Each part with the level that its heading is drawn at (0 for other parts): from 2 under the title, never more
    than one deeper than the heading before it, as PDF/UA-1 and screen readers want."""
    last = 1
    for part in parts:
        if isinstance(part, Heading):
            last = min(part.level + 1, last + 1)
            yield part, last
        else:
            yield part, 0


def text_of(runs: Words) -> str:
    """The plain words of runs."""
    return "".join(run.text for run in runs)
