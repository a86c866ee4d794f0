"""Layout: a table seen as headed columns and body rows, however the file drew it: side-heads, cards, no head at all."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from plumbline.foundation.formats.blocks import Cell, PieceKind, Table

from ..dates import parse_when
from .columns import Column, Role, heading_score, role_of
from .rag import rag_word
from .status import status_of
from .themes import read_cell, read_heading
from .years import year_code, year_heading

Grid = list[list[Cell | None]]

_LEADS = frozenset({Role.ACTION, Role.OBJECTIVE, Role.SUBACTION, Role.MEASURE, Role.OWNER, Role.DUE, Role.YEARS, Role.STATUS, Role.RAG, Role.PROGRESS, Role.YEAR})
_PRIORITY = re.compile(r"^\W*(?:high|medium|med|low|h|m|l|urgent|essential|desirable|must|should|could|short|long|[1-5]|[a-d])(?:\s*(?:priority|term))?\W*$", re.I)
_PERSON = re.compile(r"\b(?:head|director|manager|lead|officer|dean|professor|prof|dr|team|group|committee|hr|human resources|technical services|board|chair|vice|pvc|dvc|champion|coordinator|department|faculty|school|all|estates|communications|marketing)\b", re.I)


@dataclass(frozen=True, slots=True)
class BodyRow:
    """One row under the headings: the cell in each column, and whether the cell begins here or was begun above."""

    index: int
    cells: tuple[Cell | None, ...]

    def distinct(self) -> list[Cell]:
        """The cells of the row, each once, empty ones too."""
        return list({id(cell): cell for cell in self.cells if cell is not None}.values())

    def filled(self) -> list[Cell]:
        """The cells that hold text, each once."""
        return [cell for cell in self.distinct() if cell.text.strip()]


@dataclass(slots=True)
class Layout:
    """A table as columns and rows. `heads` are the cells of its heading rows and side heads, `above` the cells of the
    rows over them (titles, legends), `heading` the name of a theme or section that stood as a column's heading."""

    columns: list[Column]
    rows: list[BodyRow]
    heads: list[Cell] = field(default_factory=list)
    above: list[BodyRow] = field(default_factory=list)
    heading: Cell | None = None
    is_headed: bool = True
    is_card: bool = False

    def column(self, role: Role) -> Column | None:
        """The column of a role."""
        return next((column for column in self.columns if column.role is role), None)

    def year_columns(self) -> list[Column]:
        """The columns that each stand for a year."""
        return [column for column in self.columns if column.role is Role.YEAR]


def lay_out(table: Table, before: Layout | None = None) -> Layout | None:
    """The table's layout; `before` is the layout of the table above, which a table without headings goes on with.

    None where the table has no column that could hold actions."""
    grid: Grid = table.grid()
    if not grid or not table.columns:
        return None
    head = _find_head(grid, table)
    card = _side_headed(grid) if head is None or table.columns == 2 or head[0] > 0 or not _is_sure_head(grid) else None
    if card is not None:
        return _settled(card)
    if head is not None:
        return _settled(_headed(grid, head))
    if before is not None and not before.is_card and len(before.columns) == table.columns:
        return Layout(before.columns, _rows(grid, 0), is_headed=False)
    return _guessed(grid, table.columns)


def is_repeated_head(row: BodyRow, layout: Layout) -> bool:
    """Whether the row says the headings again."""
    filled = row.filled()
    if not filled or not layout.heads:
        return False
    known = {_key(cell.text) for cell in layout.heads if cell.text.strip()}
    return all(_key(cell.text) in known for cell in filled) and (len(filled) > 1 or len(known) == 1)


def is_new_head(row: BodyRow, layout: Layout) -> bool:
    """Whether the row is a heading row of other words in the middle of a table."""
    filled = row.filled()
    scores = [heading_score(cell.text) for cell in filled]
    strong = sum(1 for score in scores if score >= 0.6)
    if len(filled) < 2 or strong < 2 or strong * 3 < len(filled) * 2 or any(len(cell.text.split()) > 9 for cell in filled):
        return False
    roles = {found[0] for cell in filled if (found := role_of(cell.text))}
    years = sum(1 for cell in filled if year_heading(cell.text))
    return (Role.ACTION in roles and len(roles) >= 2) or (years >= 2 and years >= len(filled) - 1)


def relaid(layout: Layout, row: BodyRow) -> Layout:
    """The layout that a heading row in the middle of the table begins."""
    columns = [_column(at, [cell] if cell else []) for at, cell in enumerate(row.cells)]
    rows = [each for each in layout.rows if each.index > row.index]
    return _settled(Layout(columns, rows, heads=row.distinct(), heading=_named_head(columns, row.cells)))


def _find_head(grid: Grid, table: Table) -> tuple[int, int] | None:
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
    cells = _filled(grid[at])
    if any(len(cell.text.split()) > 16 or cell.pieces[0].kind is PieceKind.ITEM for cell in cells):
        return False
    if len(cells) == 1:
        return table.columns == 1 and heading_score(cells[0].text) >= 0.8 and at == 0 and len(grid) > 1 and len(cells[0].text.split()) < 4
    years = [cell for cell in cells if year_heading(cell.text)]
    if len(years) >= 2 and len(years) >= len(cells) - 2 and not any(_PERSON.search(c.text) for c in cells if c not in years):
        return len({cell.text.strip() for cell in years}) == len(years)
    roles = [role for cell in cells if (role := _heading_role(cell)) is not None]
    marked = at < len(table.rows) and table.rows[at].header
    if len(roles) < 2 and not (marked and roles) and not (
        len(cells) == 2 and roles and roles[0] is not Role.THEME and _other_names(cells)
    ):
        return False
    if len(roles) * 2 < len(cells) or not set(roles) & _LEADS:
        return False
    return len(set(roles)) >= 2 or marked or _other_names(cells)


def _heading_role(cell: Cell) -> Role | None:
    """What a cell heads; a status or a month ("Done", "Sept 2025") is a value far more often than a heading."""
    if heading_score(cell.text) < 0.6 or status_of(cell.text) is not None:
        return None
    found = role_of(cell.text)
    if found is None or (found[0] is Role.YEAR and not re.fullmatch(r"\W*(?:year|yr|y)?\W*\d[\d/–-]*\W*", cell.text, re.I)):
        return None
    return found[0]


def _is_sure_head(grid: Grid) -> bool:
    """Whether every cell of the first row is a heading."""
    cells = _filled(grid[0])
    return len(cells) > 1 and all(heading_score(cell.text) >= 0.6 for cell in cells)


def _other_names(cells: Sequence[Cell]) -> bool:
    """Whether a cell that is no known heading is a theme or a section standing over its actions."""
    return any(read_heading(cell.text).is_certain and heading_score(cell.text) < 0.6 for cell in cells)


def _is_upper_tier(row: list[Cell | None]) -> bool:
    cells = _filled(row)
    return bool(cells) and all(heading_score(cell.text) >= 0.6 and len(cell.text.split()) <= 6 for cell in cells) and any(
        cell.column_span > 1 or (found := role_of(cell.text)) and found[0] is Role.YEARS for cell in cells
    )


def _is_lower_tier(grid: Grid, at: int, table: Table) -> bool:
    cells = [cell for cell in _filled(grid[at]) if cell.row == at]
    if not cells or any(len(cell.text.split()) > 6 for cell in cells):
        return False
    if all(year_heading(cell.text) for cell in cells) and len(cells) >= 2:
        return True
    spans_down = any(cell is not None and cell.row < at for cell in grid[at])
    above_spans = any(cell is not None and cell.column_span > 1 for cell in grid[at - 1])
    marked = at < len(table.rows) and table.rows[at].header
    return (spans_down or above_spans or marked) and all(heading_score(cell.text) >= 0.6 for cell in cells)


def _headed(grid: Grid, head: tuple[int, int]) -> Layout:
    first, last = head
    width = len(grid[0])
    stacks: list[list[Cell]] = []
    for at in range(width):
        stack = [cell for row in grid[first : last + 1] if (cell := row[at]) is not None]
        stacks.append(list({id(cell): cell for cell in stack}.values()))
    columns = [_column(at, stack) for at, stack in enumerate(stacks)]
    heads = list({id(cell): cell for stack in stacks for cell in stack}.values())
    bottom = [stack[-1] if stack else None for stack in stacks]
    tops = [stack[0] if stack else None for stack in stacks]
    heading = _named_head(columns, tops) or _named_head(columns, bottom)
    above = [BodyRow(at, tuple(grid[at])) for at in range(first)]
    return Layout(columns, _rows(grid, last + 1), heads, above, heading)


def _column(at: int, stack: list[Cell]) -> Column:
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
    if bottom and bottom[1] >= 0.5:
        return Column(at, bottom[0], " ".join(texts[-1].split()), None, bottom[1])
    if top and top[1] >= 0.5 and top[0] is not Role.YEARS:
        return Column(at, top[0], label, None, top[1])
    return Column(at, Role.OTHER, label, None, 0.5)


def _merged_year(texts: list[str]):  # type: ignore[no-untyped-def]
    own = year_heading(texts[-1])
    if own is not None and not own.calendar and len(texts) > 1:
        above = year_heading(texts[0])
        return above if above is not None and above.calendar else own
    return own


def _named_head(columns: Sequence[Column], cells: Sequence[Cell | None]) -> Cell | None:
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


def _side_headed(grid: Grid) -> Layout | None:
    """Tables whose first column holds the headings: cards of one action each, or one action a column."""
    labels = [(row[0], role_of(row[0].text)) for row in grid if row and row[0] is not None and row[0].text.strip()]
    known = [found[0] for _, found in labels if found and found[1] >= 0.6]
    if len(set(known)) < 2 or len(known) * 5 < len(labels) * 3:
        return None
    titled = any(_CARD_TITLE.match(cell.text) for cell, _ in labels)
    if Role.ACTION not in known and Role.OBJECTIVE not in known and not titled:
        return None
    if not set(known) & {Role.OWNER, Role.DUE, Role.MEASURE, Role.STATUS, Role.RAG, Role.ENDS, Role.STARTS, Role.PROGRESS}:
        return None
    return _cards(grid)


_CARD_TITLE = re.compile(r"^\s*(?:action|activity|objective)\s*\d", re.I)


def _cards(grid: Grid) -> Layout:
    """Each card as a row: label cells become columns; a label seen again, or a title row, begins the next card."""
    columns: list[Column] = []
    rows: list[list[dict[int, Cell]]] = []
    heads: list[Cell] = []
    seats: dict[tuple[Role, str], int] = {}
    groups: list[dict[int, Cell]] = []
    across = max(len({id(c) for c in row[1:] if c is not None}) for row in grid)
    pairs = _is_paired(grid)
    lanes: list[dict[int, Cell]] = []

    def seat(cell: Cell) -> int | None:
        found = role_of(cell.text)
        label = " ".join(cell.text.split())
        role = found[0] if found and found[1] >= 0.6 else Role.OTHER
        key = (role, _key(label) if role is Role.OTHER else "")
        if key not in seats:
            seats[key] = len(columns)
            columns.append(Column(len(columns), role, label.rstrip(" :"), year_heading(label), found[1] if found else 0.5))
        return seats[key]

    def put(lane: int, at: int, cell: Cell) -> None:
        while len(lanes) <= lane:
            lanes.append({})
        if at in lanes[lane]:
            groups.extend(each for each in lanes if each)
            lanes[:] = [{} for _ in range(lane + 1)]
        lanes[lane][at] = cell

    for row in grid:
        distinct = list({id(cell): cell for cell in row if cell is not None}.values())
        if not [cell for cell in distinct if cell.text.strip()]:
            continue
        if len(distinct) == 1 or not any(cell.text.strip() for cell in distinct[1:]) and _CARD_TITLE.match(distinct[0].text):
            if _CARD_TITLE.match(distinct[0].text):
                groups.extend(each for each in lanes if each)
                lanes[:] = [{}]
                key = (Role.ACTION, "")
                if key not in seats:
                    seats[key] = len(columns)
                    columns.append(Column(len(columns), Role.ACTION, "Action"))
                put(0, seats[key], distinct[0])
            else:
                groups.extend(each for each in lanes if each)
                lanes[:] = [{}]
                groups.append({-1: distinct[0]})
            continue
        if pairs:
            for at in range(0, len(distinct) - 1, 2):
                heads.append(distinct[at])
                if (place := seat(distinct[at])) is not None:
                    put(0, place, distinct[at + 1])
        else:
            heads.append(distinct[0])
            place = seat(distinct[0])
            for lane, cell in enumerate(distinct[1:]):
                if place is not None:
                    put(lane if across > 1 else 0, place, cell)
    groups.extend(each for each in lanes if each)
    width = len(columns)
    body = [
        BodyRow(at, tuple([group[-1]] * width) if -1 in group else tuple(group.get(place) for place in range(width)))
        for at, group in enumerate(groups)
    ]
    del rows
    return Layout(columns, body, heads, is_card=True)


def _is_paired(grid: Grid) -> bool:
    """Whether rows hold label, value, label, value."""
    counted = 0
    for row in grid:
        distinct = list({id(cell): cell for cell in row if cell is not None}.values())
        if len(distinct) >= 4 and len(distinct) % 2 == 0 and all(heading_score(distinct[at].text) >= 0.6 for at in range(0, len(distinct), 2)):
            counted += 1
    return counted > 0


def _guessed(grid: Grid, width: int) -> Layout | None:
    """Columns known by what stands in them, for a table without headings."""
    kinds = [_guess(grid, at, width) for at in range(width)]
    texts = [at for at, kind in enumerate(kinds) if kind is Role.ACTION]
    if not texts:
        return None
    longest = max(texts, key=lambda at: _mean_words(grid, at))
    columns = []
    for at, kind in enumerate(kinds):
        role = kind if kind is not Role.ACTION or at == longest else Role.OTHER
        columns.append(Column(at, role, "", None, 0.6))
    others = {column.role for column in columns} - {Role.ACTION, Role.OTHER}
    if not others:
        return None
    return Layout(columns, _rows(grid, 0), is_headed=False)


def _guess(grid: Grid, at: int, width: int) -> Role:
    cells = {id(row[at]): row[at] for row in grid if row[at] is not None and row[at].column_span < max(width, 2)}  # type: ignore[union-attr]
    values = [cell.text.strip() for cell in cells.values() if cell is not None and cell.text.strip()]
    if not values:
        return Role.OTHER
    share = 1 / len(values)

    def most(test) -> bool:  # type: ignore[no-untyped-def]
        return sum(share for value in values if test(value)) >= 0.7

    if most(lambda value: bool(read_cell(value).themes) and read_cell(value).is_certain):
        return Role.THEME
    if most(lambda value: rag_word(value) is not None):
        return Role.RAG
    if most(lambda value: status_of(value) is not None):
        return Role.STATUS
    if most(lambda value: bool(re.fullmatch(r"[A-Z]{0,3}\d{1,2}(?:\.\d{1,2})*\.?", value))):
        return Role.REF
    if most(lambda value: bool(year_code(value)) and not re.fullmatch(r"(?:19|20)\d\d", value)):
        return Role.YEARS
    if most(lambda value: len(value.split()) <= 6 and (when := parse_when(value)) is not None and when.on is not None):
        return Role.DUE
    if most(lambda value: len(value.split()) <= 7 and bool(_PERSON.search(value))):
        return Role.OWNER
    return Role.ACTION if _mean_words(grid, at) >= 3 else Role.OTHER


def _settled(layout: Layout) -> Layout | None:
    """Columns made sure by what they hold: one action column, priorities told from objectives, doubles set aside."""
    rows = layout.rows
    columns = list(layout.columns)
    for at, column in enumerate(columns):
        values = _values(rows, at)
        if column.role is Role.OBJECTIVE and "priorit" in column.label.lower() and values and all(_PRIORITY.match(v) for v in values):
            columns[at] = replace(column, role=Role.PRIORITY)
        elif column.role is Role.STATUS and values and "rag" not in column.label.lower() and all(rag_word(v) and len(v) < 8 for v in values):
            columns[at] = replace(column, role=Role.RAG)
        elif column.role is Role.DUE and values and all((m := year_code(v)) and m.counted and not m.calendar for v in values):
            columns[at] = replace(column, role=Role.YEARS)
        elif column.role is Role.REF and values and sum(len(v.split()) for v in values) / len(values) > 4:
            columns[at] = replace(column, role=Role.ACTION)
    columns = _one_action(columns, rows, layout)
    if not any(column.role is Role.ACTION for column in columns):
        return None
    layout.columns = _without_doubles(columns, rows)
    return layout


def _one_action(columns: list[Column], rows: list[BodyRow], layout: Layout) -> list[Column]:
    actions = [at for at, column in enumerate(columns) if column.role is Role.ACTION]
    if len(actions) > 1:
        best = max(actions, key=lambda at: (bool(re.search(r"\bactions?\b|activit", columns[at].label, re.I)), -at))
        for at in actions:
            if at != best:
                taken = any(column.role is Role.OBJECTIVE for column in columns)
                role = Role.OBJECTIVE if at < best and not taken else Role.SUBACTION if at > best else Role.OTHER
                columns[at] = replace(columns[at], role=role)
        return columns
    if actions:
        return columns
    named = [at for at, column in enumerate(columns) if layout.heading is not None and column.role is Role.OTHER and layout.heading.text.strip() and _key(column.label) == _key(layout.heading.text)]
    blank = [at for at, column in enumerate(columns) if column.role is Role.OTHER and _average(rows, at) >= 3]
    if named:
        return _as_action(columns, named[0])
    for role in (Role.SUBACTION, Role.OBJECTIVE):
        found = [at for at, column in enumerate(columns) if column.role is role]
        if found and not (role is Role.SUBACTION and not _average(rows, found[0])):
            return _as_action(columns, found[0])
    if blank:
        return _as_action(columns, max(blank, key=lambda at: _average(rows, at)))
    wordy = [at for at, column in enumerate(columns) if column.role is Role.THEME and _average(rows, at) >= 5]
    return _as_action(columns, wordy[0]) if wordy and len(columns) > 1 else columns


def _as_action(columns: list[Column], at: int) -> list[Column]:
    columns[at] = replace(columns[at], role=Role.ACTION)
    return columns


def _without_doubles(columns: list[Column], rows: list[BodyRow]) -> list[Column]:
    """Only one column of each role; the others keep their words under their own heading. Years may be many."""
    counted = Counter(column.role for column in columns)
    if counted[Role.MEASURE] and counted[Role.EVIDENCE]:
        columns = [replace(c, role=Role.OTHER) if c.role is Role.EVIDENCE else c for c in columns]
    else:
        columns = [replace(c, role=Role.MEASURE) if c.role is Role.EVIDENCE else c for c in columns]
    if counted[Role.STARTS] and not counted[Role.ENDS]:
        ending = [at for at, c in enumerate(columns) if c.role is Role.DUE and re.search(r"complet|^to$|end", c.label, re.I)]
        if ending:
            columns[ending[0]] = replace(columns[ending[0]], role=Role.ENDS)
    seen: dict[Role, int] = {}
    for at, column in enumerate(columns):
        if column.role in (Role.YEAR, Role.OTHER):
            continue
        if column.role not in seen:
            seen[column.role] = at
            continue
        first = seen[column.role]
        if column.role is Role.THEME and _themes_share(rows, at) > _themes_share(rows, first):
            columns[first] = replace(columns[first], role=Role.OTHER)
            seen[column.role] = at
        elif column.role in (Role.DUE, Role.OWNER, Role.MEASURE) and not _values(rows, first):
            columns[first] = replace(columns[first], role=Role.OTHER)
            seen[column.role] = at
        else:
            columns[at] = replace(column, role=Role.OTHER)
    return columns


def _themes_share(rows: list[BodyRow], at: int) -> float:
    values = _values(rows, at)
    return sum(1 for value in values if read_cell(value).themes) / len(values) if values else 0.0


def _values(rows: Sequence[BodyRow], at: int, most: int = 200) -> list[str]:
    """What stands in a column, each cell once; rows that one cell fills are no part of it."""
    found: dict[int, str] = {}
    for row in rows[:most]:
        cell = row.cells[at] if at < len(row.cells) else None
        if cell is not None and cell.text.strip() and len(row.distinct()) > 1:
            found[id(cell)] = cell.text.strip()
    return list(found.values())


def _average(rows: Sequence[BodyRow], at: int) -> float:
    values = _values(rows, at)
    return sum(len(value.split()) for value in values) / len(values) if values else 0.0


def _mean_words(grid: Grid, at: int) -> float:
    return _average([BodyRow(index, tuple(row)) for index, row in enumerate(grid[:200])], at)


def _rows(grid: Grid, first: int) -> list[BodyRow]:
    return [BodyRow(at, tuple(grid[at])) for at in range(first, len(grid))]


def _filled(row: Sequence[Cell | None]) -> list[Cell]:
    return [cell for cell in {id(cell): cell for cell in row if cell is not None}.values() if cell.text.strip()]


def _key(text: str) -> str:
    return re.sub(r"\W+", "", text.lower())
