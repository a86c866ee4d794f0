"""A whole text file → a Document: lines into runs, runs into tables, lists and paragraphs."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from plumbline.foundation.formats.blocks import Block, Document, LeftOut, LeftOutReason, PieceKind, Place
from plumbline.foundation.formats.decoding import decode
from plumbline.foundation.formats.drafts import Draft, Line, settle
from plumbline.foundation.formats.html import drafts_of_html
from plumbline.foundation.formats.marks import mark_of

from .headings import mark_headings
from .inline import lines_of
from .tables import (
    Text,
    column_rows,
    grid_of,
    is_pipe_line,
    is_pipe_rule,
    join_broken_row,
    pipe_rows,
    tab_rows,
    tabs_in,
)

_TABLE_OPEN = re.compile(r"<table[\s>]", re.I)
_TABLE_CLOSE = re.compile(r"</table\s*>", re.I)
_RULE = re.compile(r"\s*([-=_*~–—])\s*(?:\1\s*){2,}")
_SENTENCE_END = (".", "!", "?", ":", ";", '."', ".”", ".’", ".)", "!”", "?”")
_ATX = re.compile(r"(#{1,6})[ \t]+(?=\S)(.*?)((?:[ \t]+#+)?)[ \t]*$")
WIDEST_WRAP = 120


@dataclass(slots=True)
class _Run:
    """Consecutive lines without a blank one between; `gap` is True where nothing but blanks parts it from the last."""

    lines: list[str]
    page: int | None


@dataclass(slots=True)
class _Making:
    """What has been made so far. `table` is the last table while nothing else has followed it."""

    drafts: list[Draft | Text] = field(default_factory=list)
    markup: list[tuple[int, list[str]]] = field(default_factory=list)
    wrap: int | None = None
    indents: list[int] = field(default_factory=list)

    def note(self, markup: list[str]) -> None:
        if markup:
            self.markup.append((len(self.drafts), markup))


def read_text(raw: bytes, name: str) -> Document:
    """The document that the bytes of a text file hold. Raises Unreadable where they are no text."""
    return document_of(decode(raw), name)


def document_of(text: str, name: str) -> Document:
    """The document that a text holds. Everything that is taken out of it as markup is in `left_out`."""
    making = _Making(wrap=_wrap_width(text))
    paged = "\x0c" in text
    for number, page in enumerate(text.split("\x0c"), 1):
        for run in _runs(page, number if paged else None):
            _take(run, making)
    drafts: list[Draft] = []
    repeated: list[tuple[int, str]] = []
    for number, draft in enumerate(making.drafts):
        if isinstance(draft, Text):
            grid, markup = grid_of(draft)
            making.markup.append((number, markup))
            repeated += [(number, row) for row in draft.repeated]
            drafts.append(grid)
        else:
            drafts.append(draft)
    mark_headings(drafts)
    blocks, numbers = _settled(drafts)
    left = [
        LeftOut(" ".join(markup), LeftOutReason.MARKUP, Place(None, numbers.get(at, 0)))
        for at, markup in making.markup
        if markup
    ]
    left += [LeftOut(row, LeftOutReason.REPEATED_HEADER_ROW, Place(None, numbers.get(at, 0))) for at, row in repeated]
    return Document(name, "text", blocks, tuple(left), pages=text.count("\x0c") + 1 if paged else None)


def _settled(drafts: list[Draft]) -> tuple[tuple[Block, ...], dict[int, int]]:
    """The blocks, and for each draft the number of its block."""
    blocks: list[Block] = []
    numbers: dict[int, int] = {}
    for number, draft in enumerate(drafts):
        numbers[number] = len(blocks)
        blocks.extend(settle([draft], first=len(blocks)))
    return tuple(blocks), numbers


def _wrap_width(text: str) -> int | None:
    """How wide the lines of a hard-wrapped file are, or None where every line is a paragraph of its own."""
    lengths = sorted(len(line) for line in text.split("\n") if line.strip() and "\t" not in line)
    if len(lengths) < 4 or lengths[-1] > WIDEST_WRAP or lengths[-1] < 40:
        return None
    full = sum(1 for length in lengths if length > 0.8 * lengths[-1])
    return lengths[-1] if full >= max(3, 0.3 * len(lengths)) else None


def _runs(text: str, page: int | None) -> list[_Run]:
    """Runs of lines; an HTML table is a run of its own, blank lines inside it or not."""
    runs: list[_Run] = []
    held: list[str] = []
    depth = 0
    for line in [*text.split("\n"), ""]:
        opened, closed = len(_TABLE_OPEN.findall(line)), len(_TABLE_CLOSE.findall(line))
        if opened and not depth and held:
            runs.append(_Run(held, page))
            held = []
        was_table = depth > 0 or opened > 0
        depth = max(0, depth + opened - closed)
        if line.strip() or depth:
            held.append(line)
        if held and ((was_table and not depth) or (not line.strip() and not depth)):
            runs.append(_Run(held, page))
            held = []
    if held:
        runs.append(_Run(held, page))
    return runs


def _take(run: _Run, making: _Making) -> None:
    lines = run.lines
    if _TABLE_OPEN.search(lines[0]):
        making.drafts.extend(drafts_of_html("\n".join(lines), page=run.page))
        return
    if _take_pipes(run, making) or _take_tabs(run, making):
        return
    if not any(mark_of(line.lstrip()) for line in lines):
        table = column_rows(lines)
        if table:
            table.page = run.page
            making.drafts.append(table)
            return
    _take_paragraphs(lines, run.page, making)


def _take_pipes(run: _Run, making: _Making) -> bool:
    """A run with at least two lines of pipes, or one with a rule under it."""
    piped = [at for at, line in enumerate(run.lines) if is_pipe_line(line) or is_pipe_rule(line)]
    after = _last_table(making)
    barred = [at for at in piped if run.lines[at].strip().startswith(("|", "+"))]
    if not piped or not (
        any(is_pipe_rule(run.lines[at]) for at in piped) or len(barred) >= 2 or (barred and after) or len(piped) >= 3
    ):
        return False
    first, last = piped[0], piped[-1]
    if first:
        _take_paragraphs(run.lines[:first], run.page, making)
    table = pipe_rows(run.lines[first : last + 1])
    table.page = run.page
    _add_table(table, making)
    if last + 1 < len(run.lines):
        _take(_Run(run.lines[last + 1 :], run.page), making)
    return True


def _take_tabs(run: _Run, making: _Making) -> bool:
    """A run with lines parted by tabs: at least two of them, or one with two tabs, or one that goes on with a table."""
    tabbed = [at for at, line in enumerate(run.lines) if tabs_in(line)]
    if not tabbed:
        return False
    most = max(tabs_in(run.lines[at]) for at in tabbed)
    after = _last_table(making)
    goes_on = after is not None and after.columns == most + 1 and tabbed[0] == 0
    inner = any(run.lines[at].strip().count("\t") for at in tabbed)
    if not goes_on and not (inner and (len(tabbed) >= 2 or most >= 2)):
        return False
    first, last = tabbed[0], tabbed[-1]
    if not goes_on and tabs_in(run.lines[first]) < most and first and len(tabbed) > 1:
        first = _row_start(run.lines, first, most)
    while last + 1 < len(run.lines) and _belongs(run.lines[last + 1]):
        last += 1
    if first:
        _take_paragraphs(run.lines[:first], run.page, making)
    table = tab_rows(run.lines[first : last + 1])
    table.page = run.page
    _add_table(table, making)
    if last + 1 < len(run.lines):
        _take_paragraphs(run.lines[last + 1 :], run.page, making)
    return True


def _row_start(lines: list[str], first: int, most: int) -> int:
    """Where the first row begins if its first cell breaks over lines; a line that ends a sentence is not its start."""
    following = tabs_in(lines[first])
    if following >= most or lines[first - 1].rstrip().endswith(_SENTENCE_END):
        return first
    return first - 1 if following and lines[first][:1].islower() else first


def _belongs(line: str) -> bool:
    """Whether a line without tabs right under a table goes on with its last cell."""
    text = line.strip()
    return text[:1].islower() or mark_of(text) is not None or text.startswith(("</", "<li"))


def _last_table(making: _Making) -> Text | None:
    last = making.drafts[-1] if making.drafts else None
    return last if isinstance(last, Text) else None


def _add_table(table: Text, making: _Making) -> None:
    """A new table, or the rest of the one before (cut by a page break): same width, nothing between them."""
    before = _last_table(making)
    if before is None or before.columns != table.columns or table.header or not table.rows or not before.rows:
        making.drafts.append(table)
        return
    before.markup += table.markup
    rows = table.rows
    if [cell.strip() for cell in rows[0]] == [cell.strip() for cell in before.rows[0]] and any(rows[0]):
        before.repeated.append(" ".join(" ".join(rows[0]).split()))
        rows = rows[1:]
    elif join_broken_row(before.rows[-1], rows[0]):
        rows = rows[1:]
    before.rows += rows


def _take_paragraphs(lines: list[str], page: int | None, making: _Making) -> None:
    """Lines that are no table: list items, headings marked as such, paragraphs put together again."""
    for number, text in enumerate(_paragraphs(lines, making.wrap)):
        if _RULE.fullmatch(text):
            making.note([text.strip()])
            continue
        indent = len(text.expandtabs(4)) - len(text.expandtabs(4).lstrip())
        bare = text.strip()
        atx = _ATX.fullmatch(bare)
        if atx:
            making.note([f"{atx[1]}{atx[3]}"])
            bare = atx[2]
        inline = lines_of(bare, page, plain=True)
        making.note(inline.markup)
        for line in inline.lines:
            if atx:
                line.kind, line.level = PieceKind.HEADING, len(atx[1])
            elif line.kind is PieceKind.ITEM:
                line.level = max(line.level, _depth(indent, making.indents))
            if not _goes_on_after_gap(making, line, first=number == 0):
                making.drafts.append(line)


def _depth(indent: int, indents: list[int]) -> int:
    while indents and indents[-1] > indent:
        indents.pop()
    if not indents or indents[-1] < indent:
        indents.append(indent)
    return len(indents) - 1


def _goes_on_after_gap(making: _Making, line: Line, *, first: bool) -> bool:
    """A sentence cut by a page break, put together: the last line ends nowhere, this one begins in lower case."""
    last = making.drafts[-1] if making.drafts else None
    if not first or not isinstance(last, Line) or line.kind is not PieceKind.PARAGRAPH:
        return False
    before, text = last.text.rstrip(), line.text.lstrip()
    if last.kind is PieceKind.HEADING or len(before) < 40 or before.endswith(_SENTENCE_END) or not text[:1].islower():
        return False
    if text.startswith(("http", "www.")) or "@" in text.split()[0]:
        return False
    last.text = f"{before} {text}"
    last.links += line.links
    return True


def _paragraphs(lines: list[str], wrap: int | None) -> list[str]:
    """Lines → paragraphs. A new list mark begins one; a full line of a wrapped file, a comma or a lower-case start
    goes on with it."""
    paragraphs: list[str] = []
    last = ""
    for line in lines:
        bare = line.strip()
        if not bare:
            continue
        if paragraphs and not mark_of(bare) and not _ATX.fullmatch(bare) and not _ATX.fullmatch(last.strip()):
            first_word = len(bare.split(None, 1)[0])
            if wrap and len(last.rstrip()) + 1 + first_word > wrap - 1:
                paragraphs[-1] += f" {bare}"
                last = line
                continue
            starts_low = bare[:1].islower() and not bare.startswith(("http", "www.")) and "@" not in bare.split()[0]
            if (starts_low and not last.rstrip().endswith(_SENTENCE_END)) or last.rstrip().endswith(
                (",", " and", " of", "&")
            ):
                paragraphs[-1] += f" {bare}" if wrap else f"\n{bare}"
                last = line
                continue
        paragraphs.append(line)
        last = line
    return paragraphs
