"""Achievements: what a document reports as done, by theme, from tables and from running text. Never actions."""

from __future__ import annotations

from collections.abc import Sequence

from plumbline.foundation.formats.blocks import Block, Cell, Piece, PieceKind, Table
from plumbline.journey.intake.reading.dates import parse_period
from plumbline.journey.intake.reading.ledger import Ledger
from plumbline.journey.intake.reading.understood import Achievement, Note, Source
from plumbline.journey.intake.reading.zones import Context, Zone

from .columns import Role, role_of
from .grids import BodyRow
from .grids import Layout as TableLayout
from .heads import is_repeated_head
from .lines import Line, book_all, cell_lines, continues, plain, sources
from .lists import ACHIEVED, PLANNED
from .passages import passages
from .splitting import grouped, is_lead_in, joined
from .themes import Named, read_cell, read_heading


def is_achievement_table(table: Table) -> bool:
    """Whether a table sets achievements beside themes and says nothing that only a plan says."""
    head = _head(table)
    if head is None:
        return False
    roles = [role for _, role in head]
    if Role.ACHIEVEMENT not in roles and not (len(head) == 2 and roles[1] is Role.PROGRESS and roles[0] is Role.THEME):
        return False
    if Role.ACTION in roles and (Role.THEME in roles or len(roles) > 2 or not _themed(table, roles.index(Role.ACTION))):
        return False
    return not set(roles) & {
        Role.OWNER,
        Role.DUE,
        Role.ENDS,
        Role.STARTS,
        Role.STATUS,
        Role.RAG,
        Role.YEAR,
        Role.YEARS,
        Role.MEASURE,
    }


def has_achievement_column(table: Table) -> bool:
    """Whether a plan by theme keeps what was achieved in a column beside what is planned, theme by theme."""
    head = _head(table)
    roles = [role for _, role in head] if head else []
    return Role.ACHIEVEMENT in roles and Role.THEME in roles and set(roles) <= {
        Role.THEME, Role.ACTION, Role.SUBACTION, Role.OBJECTIVE, Role.ACHIEVEMENT, Role.OTHER,
    }  # fmt: skip


def _themed(table: Table, at: int) -> bool:
    """Whether a column names themes rather than actions."""
    cells = {id(row[at]): row[at] for row in table.grid()[1:] if row[at] is not None}
    texts = [cell.text for cell in cells.values() if cell is not None and cell.text.strip()]
    named = sum(bool(read_cell(text.split("\n")[0]).themes) for text in texts)
    return bool(texts) and (named * 2 >= len(texts) or named >= 3)


def read_achievements(zone: Zone, ledger: Ledger, context: Context) -> list[Achievement]:
    """The achievements of a zone, their words booked; in a zone of plans only those that stand under a heading, or in
    a table, of achievements. `context` is not needed yet."""
    del context
    return _Reader(zone, ledger).read()


class _Reader:
    def __init__(self, zone: Zone, ledger: Ledger) -> None:
        self.zone, self.ledger = zone, ledger
        self.named = Named()
        self.named_lines: list[Line] = []
        self.period: str | None = None
        self.found: list[Achievement] = []
        self.is_open = zone.kind == "achievements"
        self.level = 0
        if zone.section is not None:
            self._section(zone.section.text, [Line(zone.section, 0, len(zone.section.text))])

    def read(self) -> list[Achievement]:
        self._blocks(self.zone.blocks)
        return self.found

    def _blocks(self, blocks: Sequence[Block]) -> None:
        run: list[Piece] = []
        for block in blocks:
            if isinstance(block, Piece):
                run.append(block)
                continue
            self._run(run)
            run = []
            if is_achievement_table(block) or has_achievement_column(block):
                self._table(block)
            elif self.zone.kind == "achievements":
                self._other_table(block)
        self._run(run)

    def _section(self, text: str, lines: list[Line]) -> None:
        self.named, self.named_lines = read_heading(text), lines

    def _run(self, pieces: Sequence[Piece]) -> None:
        if not pieces:
            return
        for passage in passages(pieces):
            if passage.heading is not None:
                self._head(passage.heading, passage.level, bool(passage.lines))
            if self.is_open:
                self._body(passage.lines, is_headed=passage.heading is not None)
            for line in passage.lines:
                self._mind_period(line)

    def _mind_period(self, line: Line) -> None:
        if ACHIEVED.search(line.text) and (found := parse_period(line.text)) is not None and found[0] and found[1]:
            self.period = f"{found[0].written}–{found[1].written}" if found[0] != found[1] else found[0].written

    def _head(self, line: Line, level: int, has_lines: bool) -> None:
        text = line.text
        named = read_heading(text)
        self._mind_period(line)
        if ACHIEVED.search(text):
            self.is_open, self.level = True, level
            book_all(self.ledger, [line], "label")
            if named.themes:
                self._section(text, [line])
            return
        if named.themes or named.is_certain:
            self._section(text, [line])
            if self.is_open and self.zone.kind == "achievements":
                book_all(self.ledger, [line], "section")
            if self.zone.kind != "achievements" and level <= self.level:
                self.is_open = False
            return
        if self.zone.kind != "achievements" and (PLANNED.search(text) or level <= self.level):
            self.is_open = False
        elif self.zone.kind == "achievements" and has_lines and line.piece.kind is PieceKind.HEADING:
            self.named, self.named_lines = Named(self.named.themes if level > 2 else (), named.section), [line]

    def _body(self, lines: Sequence[Line], *, is_headed: bool) -> None:
        free = [line for line in lines if self.ledger.is_free(line.piece, line.start, line.end)]
        items = any(line.is_item for line in free)
        if items:
            groups = [group for group in grouped(free) if group[0].is_item]
        else:
            groups = [group for group in joined(free) if not is_lead_in(group[0]) and len(group[0].text.split()) >= 4]
            if not is_headed or not (self.named.themes or self.named.is_certain):
                groups = []
        for group in groups:
            self._add(group)

    def _add(self, lines: Sequence[Line]) -> None:
        if len(lines) == 1 and (len(lines[0].text) < 4 or read_heading(lines[0].text).is_certain):
            return
        text = ""
        for at, line in enumerate(lines):
            glue = "" if not at else " " if continues(lines[at - 1], line) else "\n- " if line.is_item else "\n"
            text += glue + line.text
        theme = self.named.themes[0] if self.named.themes else None
        section = self.named.section
        made = Achievement(
            sources=sources(self.ledger, lines),
            confidence=0.9,
            theme=theme,
            text=text,
            section=section,
            period=self.period,
        )
        if self.named_lines:
            made.fields["theme"] = Note(sources(self.ledger, self.named_lines), 1.0 if self.named.is_certain else 0.8)
            book_all(self.ledger, self.named_lines, "section")
        book_all(self.ledger, lines, "achievement")
        self.found.append(made)

    def _table(self, table: Table) -> None:
        head = _head(table)
        assert head is not None
        roles = [role for _, role in head]
        value = roles.index(Role.ACHIEVEMENT) if Role.ACHIEVEMENT in roles else len(roles) - 1
        grid = table.grid()
        layout = TableLayout([], [], heads=[cell for cell, _ in head])
        for cell, _ in head:
            book_all(self.ledger, cell_lines(cell), "column_heading")
        last: Cell | None = None
        self.named, self.named_lines = Named(), []
        for row in grid[1:]:
            body = BodyRow(0, tuple(row))
            if is_repeated_head(body, layout):
                for cell in body.filled():
                    book_all(self.ledger, cell_lines(cell), "repeated_header_row")
                continue
            other = next(
                (cell for at, cell in enumerate(row) if at < max(value, 1) and cell is not None and cell.text.strip()),
                None,
            )
            goes_on = other is not None and self._goes_on(other, row[value])
            if other is not None and other is not last:
                self._theme_cell(other, goes_on=goes_on)
                last = other
            if row[value] is not None and row[value] is not other:
                self._cell(row[value], goes_on=goes_on)

    def _goes_on(self, other: Cell, value: Cell | None) -> bool:
        """Whether a page broke the row above: both its theme and its achievement go on in small letters."""
        text = other.text.strip()
        return bool(self.found) and text[:1].islower() and value is not None and value.text.strip()[:1].islower()

    def _theme_cell(self, cell: Cell, *, goes_on: bool) -> None:
        lines = cell_lines(cell)
        text = plain(lines)
        if not goes_on and not (text[:1].islower() and not read_heading(text).is_certain):
            named = read_cell(lines[0].text)
            self.named, self.named_lines = named, lines[:1]
        book_all(self.ledger, lines, "section" if not goes_on else "label")

    def _cell(self, cell: Cell | None, *, goes_on: bool) -> None:
        lines = cell_lines(cell)
        if not lines:
            return
        if goes_on and self.found:
            before = self.found[-1]
            before.text += f" {plain(lines)}"
            before.sources = (*before.sources, *sources(self.ledger, lines))
            book_all(self.ledger, lines, "achievement")
            return
        groups = grouped(lines) if any(line.is_item for line in lines) else joined(lines)
        for group in groups:
            if not is_lead_in(group[0]):
                self._add(group)

    def _other_table(self, table: Table) -> None:
        """A table without headings whose first column names themes."""
        for row in table.grid():
            cells = list({id(cell): cell for cell in row if cell is not None}.values())
            if len(cells) < 2 or not read_cell(cells[0].text.split("\n")[0]).themes:
                continue
            self._theme_cell(cells[0], goes_on=False)
            for cell in cells[1:]:
                self._cell(cell, goes_on=False)


def _head(table: Table) -> list[tuple[Cell, Role]] | None:
    """The cells of the first row with what they head, None where they head nothing."""
    if not table.rows or table.columns < 2:
        return None
    cells = [cell for cell in table.rows[0].cells if cell.text.strip()]
    found = [(cell, known[0] if (known := role_of(cell.text)) else Role.OTHER) for cell in cells]
    return found if len(found) >= 2 and any(role is not Role.OTHER for _, role in found) else None


def places(found: Sequence[Achievement]) -> list[Source]:
    """The first place of each achievement."""
    return [each.sources[0] for each in found if each.sources]
