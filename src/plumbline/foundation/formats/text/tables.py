"""Tables in plain text: cells parted by tabs, by pipes, or set out in columns with blanks.

A row whose first cell is empty keeps that cell, empty: whether it goes on with the row above is for whoever reads
the table to say. Only a row cut in two (by a page break in the copy) is put together again.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from plumbline.foundation.formats.drafts import Box, Grid
from plumbline.foundation.formats.marks import mark_of

from .inline import TAG, lines_of

RULE_CELL = re.compile(r"\s*:?[-=–—_]{2,}:?\s*")
_PIPE_RULE = re.compile(r"\s*\|?\s*:?-{1,}:?\s*(\|\s*:?-{1,}:?\s*)*\|?\s*")
_GRID_RULE = re.compile(r"\s*\+(?:[-=:]+\+)+\s*")
_PIPE = re.compile(r"(?<!\\)\|")
_ENDS = (".", "!", "?", ":", ";", '."', ".”", ".)", "!”")


@dataclass(slots=True)
class Text:
    """A table in the making as rows of cell texts; `header` counts its marked header rows."""

    rows: list[list[str]] = field(default_factory=list)
    header: int = 0
    columns: int = 0
    markup: list[str] = field(default_factory=list)
    page: int | None = None
    repeated: list[str] = field(default_factory=list)


def tabs_in(line: str) -> int:
    """Tabs that part cells: those after a list mark do not, nor does indentation before one."""
    bare = line.rstrip(" ")
    mark = mark_of(bare.lstrip())
    if mark:
        lead = len(bare) - len(bare.lstrip())
        rest = bare[lead + mark.rest :]
        if not bare[:lead].count("\t"):
            return rest.count("\t")
        return (
            bare[:lead].count("\t") + rest.count("\t")
            if "\t" not in bare[lead : lead + mark.rest]
            else rest.count("\t")
        )
    return bare.count("\t")


def split_tabs(line: str) -> list[str]:
    """The cells of a line; a tab that only follows a list mark parts nothing."""
    lead = len(line) - len(line.lstrip(" "))
    mark = mark_of(line[lead:])
    if mark and "\t" in line[lead : lead + mark.rest]:
        head = line[: lead + mark.rest].replace("\t", " ")
        cells = line[lead + mark.rest :].split("\t")
        return [head + cells[0], *cells[1:]]
    return line.split("\t")


def tab_rows(lines: list[str]) -> Text:
    """Lines of one run → rows. Cells that break over lines are put together by counting tabs."""
    counts = Counter(tabs_in(line) for line in lines if tabs_in(line))
    columns = max(counts, key=lambda count: (counts[count], count)) + 1
    columns = max([columns, *(count + 1 for count in counts if count + 1 > columns and counts[count] > 1)])
    table = Text(columns=columns)
    open_row: list[str] = []
    for line in lines:
        cells = split_tabs(line)
        if _is_rule(cells):
            table.markup.append(line.strip())
            table.header = table.header or len(table.rows)
            continue
        joins = (
            bool(open_row)
            and len(open_row) + len(cells) - 1 <= columns
            and (len(open_row) > 1 or len(cells) < columns or cells[0].lstrip()[:1].islower())
        )
        if joins or (table.rows and len(cells) == 1 and _goes_on(table.rows[-1][-1], cells[0])):
            row = open_row if joins else table.rows[-1]
            row[-1] = f"{row[-1]}\n{cells[0]}"
            row.extend(cells[1:])
        else:
            row = cells
            table.rows.append(row)
        open_row = row if len(row) < columns else []
    table.columns = max(columns, *(len(row) for row in table.rows)) if table.rows else columns
    return table


def _is_rule(cells: list[str]) -> bool:
    filled = [cell for cell in cells if cell.strip()]
    return bool(filled) and all(RULE_CELL.fullmatch(cell) for cell in filled)


def _goes_on(before: str, line: str) -> bool:
    """Whether a line without tabs after a full row belongs to that row's last cell."""
    text = line.strip()
    if not text:
        return False
    if mark_of(text) or text[:1].islower() or TAG.match(text):
        return True
    before = before.rstrip()
    return (bool(before) and before[-1] in ",–—-(&/") or _open_tags(before) > 0


def _open_tags(text: str) -> int:
    """Lists and paragraphs that a cell leaves open, and that an item or a closing tag goes on with."""
    depth = 0
    for tag in TAG.finditer(text):
        if tag["name"].lower() in ("li", "td", "p"):
            depth += -1 if tag[0].startswith("</") else 1
    return depth


def join_broken_row(last: list[str], row: list[str]) -> bool:
    """Whether `row`, first after a gap, is the rest of `last`; if so it is put together with it, in place."""
    filled = [(at, cell.strip()) for at, cell in enumerate(row) if cell.strip()]
    if not filled or len(row) > len(last):
        return False
    for at, cell in filled:
        before = last[at].rstrip()
        if not cell[:1].islower() or len(cell) < 2 or not before or before.endswith(_ENDS):
            return False
    for at, cell in filled:
        last[at] = f"{last[at].rstrip()} {cell}"
    return True


def pipe_rows(lines: list[str]) -> Text:
    """Lines parted by pipes → rows; a rule under the first row marks it as a header."""
    table = Text()
    ruled = any(_GRID_RULE.fullmatch(line) for line in lines)
    fresh = True
    for line in lines:
        if _GRID_RULE.fullmatch(line) or (_PIPE_RULE.fullmatch(line) and "-" in line):
            table.markup.append(line.strip())
            if table.rows and not table.header and ("=" in line or not ruled):
                table.header = len(table.rows)
            fresh = True
            continue
        inner = line.strip()
        inner = inner[1:] if inner.startswith("|") else inner
        inner = inner[:-1] if inner.endswith("|") and not inner.endswith("\\|") else inner
        cells = [cell.replace("\\|", "|").strip() for cell in _PIPE.split(inner)]
        if ruled and not fresh and table.rows and len(cells) == len(table.rows[-1]):
            table.rows[-1] = [_under(old, new) for old, new in zip(table.rows[-1], cells, strict=True)]
        else:
            table.rows.append(cells)
        fresh = False
        table.markup.append("|" * len(_PIPE.findall(line)))
    table.columns = max((len(row) for row in table.rows), default=0)
    return table


def _under(old: str, new: str) -> str:
    if not new:
        return old
    return f"{old}\n{new}" if mark_of(new) else f"{old} {new}".strip()


def is_pipe_line(line: str) -> bool:
    """Whether a line reads as a row of a pipe table."""
    bare = line.strip()
    return (
        (bare.startswith("|") and bare.count("|") >= 2)
        or bool(_GRID_RULE.fullmatch(line))
        or len(_PIPE.findall(bare)) >= 2
    )


def is_pipe_rule(line: str) -> bool:
    """Whether a line is the rule of a pipe table."""
    return ("|" in line and "-" in line and bool(_PIPE_RULE.fullmatch(line))) or bool(_GRID_RULE.fullmatch(line))


def column_rows(lines: list[str]) -> Text | None:
    """Lines set out in columns by runs of blanks → rows, or None where no clear gutter runs down all of them."""
    words = [line.expandtabs(8) for line in lines if not _is_rule(line.split())]
    if len(words) < 3:
        return None
    starts = _column_starts(words)
    if len(starts) < 2:
        return None
    table = Text(columns=len(starts))
    ends = [*starts[1:], None]
    for line in lines:
        if _is_rule(line.split()):
            table.markup.append(line.strip())
            table.header = table.header or len(table.rows)
            continue
        line = line.expandtabs(8)
        cells = [line[start:end].strip() for start, end in zip(starts, ends, strict=True)]
        if table.rows and not cells[0] and _wraps(table.rows[-1], cells):
            table.rows[-1] = [_under(old, new) for old, new in zip(table.rows[-1], cells, strict=True)]
        else:
            table.rows.append(cells)
    return table


def _column_starts(lines: list[str]) -> list[int]:
    width = max(len(line) for line in lines)
    blank = [all(at >= len(line) or line[at] == " " for line in lines) for at in range(width)]
    starts, at = [0], 0
    while at < width:
        if not blank[at]:
            at += 1
            continue
        end = at
        while end < width and blank[end]:
            end += 1
        begun = sum(1 for line in lines if end < len(line) and line[end] != " " and line[:at].strip())
        if end - at >= 2 and at > 0 and begun >= max(2, 0.5 * len(lines)):
            starts.append(end)
        at = end
    return starts


def _wraps(above: list[str], cells: list[str]) -> bool:
    """Whether a row with an empty first cell is a wrapped line of the row above."""
    filled = [(old, new) for old, new in zip(above, cells, strict=True) if new]
    return all(old and not old.endswith(_ENDS) and (new[:1].islower() or old[-1] in ",–—-&/(") for old, new in filled)


def grid_of(table: Text) -> tuple[Grid, list[str]]:
    """The grid of a table of texts, and the markup that its cells held."""
    grid = Grid(page=table.page, headers=set(range(table.header)))
    markup = list(table.markup)
    for number, row in enumerate(table.rows):
        boxes: list[Box] = []
        for column in range(table.columns):
            box = Box(number, column)
            text = row[column] if column < len(row) else ""
            if text.strip():
                for part in _cell_parts(text):
                    inline = lines_of(part)
                    box.content.extend(inline.lines)
                    markup += inline.markup
            boxes.append(box)
        grid.rows.append(boxes)
    return grid, markup


def _cell_parts(text: str) -> list[str]:
    """The lines of a cell: its own line breaks part pieces, but a lower-case start goes on with the line before."""
    if "\n" not in text or TAG.search(text):
        return [text]
    parts: list[str] = []
    for line in text.split("\n"):
        if parts and line.strip()[:1].islower() and not mark_of(line.strip()):
            parts[-1] = f"{parts[-1]} {line.strip()}"
        elif line.strip():
            parts.append(line)
    return parts
