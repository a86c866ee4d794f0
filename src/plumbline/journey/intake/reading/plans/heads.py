"""Heads: which rows of a table are its headings, in one tier or two, at its top or again further down."""

from __future__ import annotations

import re
from collections.abc import Sequence

from plumbline.foundation.formats.blocks import Cell, PieceKind, Table

from .columns import Column, Role, heading_score, role_of
from .grids import PERSON, BodyRow, Grid, Layout, body_rows, filled, key_of
from .rag import rag_word
from .status import status_of
from .themes import read_cell, read_heading
from .years import YearMark, year_heading

_LEADS = frozenset(
    {
        Role.ACTION,
        Role.OBJECTIVE,
        Role.SUBACTION,
        Role.MEASURE,
        Role.OWNER,
        Role.DUE,
        Role.YEARS,
        Role.STATUS,
        Role.RAG,
        Role.PROGRESS,
        Role.YEAR,
    }
)


def is_repeated_head(row: BodyRow, layout: Layout) -> bool:
    """Whether the row says the headings again."""
    cells = row.filled()
    if not cells or not layout.heads:
        return False
    known = {key_of(cell.text) for cell in layout.heads if cell.text.strip()}
    return all(key_of(cell.text) in known for cell in cells) and (len(cells) > 1 or len(known) == 1)


_MAY_HEAD = re.compile(
    r"\baction|\bactivit|\binitiative|\bcommitment|\bwhat\b|\byear|\b20\d\d|\by\d|\bproject|\bpledge|\btask", re.I
)


def is_new_head(row: BodyRow) -> bool:
    """Whether the row is a heading row of other words in the middle of a table."""
    cells = row.filled()
    if not any(_MAY_HEAD.search(cell.text) for cell in cells):
        return False
    scores = [heading_score(cell.text) for cell in cells]
    strong = sum(1 for score in scores if score >= 0.6)
    if len(cells) < 2 or strong < 2 or strong * 3 < len(cells) * 2 or any(len(cell.text.split()) > 9 for cell in cells):
        return False
    roles = {found[0] for cell in cells if (found := role_of(cell.text))}
    years = sum(1 for cell in cells if year_heading(cell.text))
    return (Role.ACTION in roles and len(roles) >= 2) or (years >= 2 and years >= len(cells) - 1)


def find_head(grid: Grid, table: Table) -> tuple[int, int] | None:
    """The first and last heading row."""
    for at in range(min(len(grid), 10)):
        if not _is_head(grid, at, table):
            continue
        first = at
        while first > 0 and _is_upper_tier(grid[first - 1]):
            first -= 1
        last = at
        while last + 1 < len(grid) and _is_lower_tier(grid, last + 1, table):
            last += 1
        return first, last
    return None


def _is_head(grid: Grid, at: int, table: Table) -> bool:
    cells = filled(grid[at])
    too_long = any(len(cell.text.split()) > 16 and heading_score(cell.text) < 0.9 for cell in cells)
    if too_long or any(cell.pieces[0].kind is PieceKind.ITEM for cell in cells):
        return False
    if len(cells) == 1:
        return (
            table.columns == 1
            and heading_score(cells[0].text) >= 0.8
            and at == 0
            and len(grid) > 1
            and len(cells[0].text.split()) < 4
        )
    years = [cell for cell in cells if year_heading(cell.text)]
    if (
        len(years) >= 2
        and len(years) >= len(cells) - 2
        and not any(PERSON.search(c.text) for c in cells if c not in years)
    ):
        return len({cell.text.strip() for cell in years}) == len(years)
    roles = [role for cell in cells if (role := _heading_role(cell)) is not None]
    marked = at < len(table.rows) and table.rows[at].header
    if Role.ACTION in roles and sum(mark_of(cell.text) is not None for cell in cells) >= 2:
        return (len(roles) + sum(mark_of(cell.text) is not None for cell in cells)) * 2 >= len(cells)
    if (
        len(roles) < 2
        and not (marked and roles)
        and not (len(cells) == 2 and roles and roles[0] is not Role.THEME and _other_names(cells))
    ):
        return False
    if len(roles) * 2 < len(cells) or not set(roles) & _LEADS:
        return False
    return len(set(roles)) >= 2 or marked or _other_names(cells)


def mark_of(label: str) -> tuple[str, str] | None:
    """What a tick means under a heading that is a theme, a status or a RAG colour."""
    named = read_cell(label)
    if named.is_certain and len(named.themes) == 1:
        return "theme", named.themes[0]
    if (status := status_of(label)) is not None:
        return "status", status
    if len(label.strip()) > 2 and (rag := rag_word(label)) is not None:
        return "rag", rag[0]
    return None


def _heading_role(cell: Cell) -> Role | None:
    """What a cell heads; a status or a month ("Done", "Sept 2025") is a value far more often than a heading."""
    if heading_score(cell.text) < 0.6 or status_of(cell.text) is not None:
        return None
    found = role_of(cell.text)
    if found is None or (
        found[0] is Role.YEAR and not re.fullmatch(r"\W*(?:year|yr|y)?\W*\d[\d/–-]*\W*", cell.text, re.I)
    ):
        return None
    return found[0]


def is_sure_head(grid: Grid) -> bool:
    """Whether every cell of the first row is a heading."""
    cells = filled(grid[0])
    return len(cells) > 1 and all(heading_score(cell.text) >= 0.6 for cell in cells)


def _other_names(cells: Sequence[Cell]) -> bool:
    """Whether a cell that is no known heading is a theme or a section standing over its actions."""
    return any(read_heading(cell.text).is_certain and heading_score(cell.text) < 0.6 for cell in cells)


def _is_upper_tier(row: list[Cell | None]) -> bool:
    cells = filled(row)
    if len(cells) == 1 and cells[0].column_span >= len(row):
        return False
    return (
        bool(cells)
        and all(heading_score(cell.text) >= 0.6 and len(cell.text.split()) <= 6 for cell in cells)
        and any(cell.column_span > 1 or ((found := role_of(cell.text)) and found[0] is Role.YEARS) for cell in cells)
    )


def _is_lower_tier(grid: Grid, at: int, table: Table) -> bool:
    cells = [cell for cell in filled(grid[at]) if cell.row == at]
    if not cells or any(len(cell.text.split()) > 6 for cell in cells):
        return False
    if all(year_heading(cell.text) for cell in cells) and len(cells) >= 2:
        return True
    own = {id(cell) for cell in cells}
    above = [over for cell, over in zip(grid[at], grid[at - 1], strict=True) if cell is not None and id(cell) in own]
    spanned = [cell is not None and cell.row < at and bool(cell.text.strip()) for cell in grid[at]]
    if any(spanned) and len(own) >= 2 and all(over is not None and over.column_span > 1 for over in above):
        return True
    spans_down = any(cell is not None and cell.row < at for cell in grid[at])
    above_spans = any(cell is not None and cell.column_span > 1 for cell in grid[at - 1])
    marked = at < len(table.rows) and table.rows[at].header
    return (spans_down or above_spans or marked) and all(heading_score(cell.text) >= 0.6 for cell in cells)


def headed(grid: Grid, head: tuple[int, int]) -> Layout:
    first, last = head
    width = len(grid[0])
    stacks: list[list[Cell]] = []
    for at in range(width):
        stack = [cell for row in grid[first : last + 1] if (cell := row[at]) is not None]
        stacks.append(list({id(cell): cell for cell in stack}.values()))
    columns = [column_of(at, stack) for at, stack in enumerate(stacks)]
    heads = list({id(cell): cell for stack in stacks for cell in stack}.values())
    bottom = [stack[-1] if stack else None for stack in stacks]
    tops = [stack[0] if stack else None for stack in stacks]
    heading = named_head(columns, tops) or named_head(columns, bottom)
    above = [BodyRow(at, tuple(grid[at])) for at in range(first)]
    return Layout(columns, body_rows(grid, last + 1), heads, above, heading)


def column_of(at: int, stack: list[Cell]) -> Column:
    texts = [cell.text.strip() for cell in stack if cell.text.strip()]
    label = " ".join(" ".join(texts).split())
    if not texts:
        return Column(at, Role.OTHER, "")
    bottom = role_of(texts[-1])
    top = role_of(texts[0]) if len(texts) > 1 else None
    if bottom and bottom[0] is Role.YEAR:
        if top and top[0] in (Role.PROGRESS, Role.STATUS, Role.RAG, Role.MEASURE, Role.COMMENTS):
            return Column(at, top[0], label, None, top[1])
        return Column(at, Role.YEAR, texts[-1], _merged_year(texts), 1.0)
    if len(texts) > 1 and (year := year_heading(label)) is not None:
        return Column(at, Role.YEAR, label, year, 1.0)
    least = 0.5 if bottom and bottom[0] in (Role.OWNER, Role.THEME, Role.ACTION, Role.PROGRESS, Role.STATUS) else 0.7
    if bottom and (bottom[1] >= least or heading_score(texts[-1])):
        return Column(at, bottom[0], " ".join(texts[-1].split()), None, bottom[1])
    if top and top[0] is Role.YEAR:
        return Column(at, Role.YEAR, label, year_heading(texts[0]), 0.9)
    if top and top[1] >= 0.5 and top[0] is not Role.YEARS:
        return Column(at, top[0], label, None, top[1])
    return Column(at, Role.OTHER, label, None, 0.5)


def _merged_year(texts: list[str]) -> YearMark | None:
    own = year_heading(texts[-1])
    if own is not None and not own.calendar and len(texts) > 1:
        above = year_heading(texts[0])
        return above if above is not None and above.calendar else own
    return own


def named_head(columns: Sequence[Column], cells: Sequence[Cell | None]) -> Cell | None:
    """The heading cell that names a theme or section over its own actions ("Visibility", "Ongoing Actions")."""
    known = {column.role for column in columns}
    if Role.THEME in known:
        return None
    for column, cell in zip(columns, cells, strict=False):
        if cell is None or not cell.text.strip() or column.role not in (Role.OTHER, Role.ACTION, Role.OBJECTIVE):
            continue
        named = read_heading(cell.text)
        if named.is_certain and (named.themes or re.search(r"[a-z]", named.section or "", re.I)):
            return cell
    return None
