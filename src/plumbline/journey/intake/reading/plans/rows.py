"""Rows: the body of a plan's table, row by row, into actions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from plumbline.foundation.formats.blocks import Cell
from plumbline.foundation.formats.ticks import tick_of

from .building import Builder, Draft, marker_ref
from .cells import as_written, chosen_line, entries, fill_place, is_definition, name_lines, years_by_fill
from .columns import Column, Role
from .grids import BodyRow, Layout, key_of
from .heads import is_new_head, is_repeated_head
from .layout import relaid
from .lines import Line, book_all, cell_lines, continues, plain
from .sections import Habit, is_guidance, is_total, legend_row, section_of
from .splitting import split
from .status import status_of
from .themes import Named, read_cell, read_heading
from .ticking import read_marks, read_years

_YES_NO = re.compile(r"^\W*(?:y|n|yes|no)\W*$", re.I)
_STEPS = re.compile(r"\bsteps?\b|\bmilestones?\b|\bhow\b|\bsupport", re.I)
"""Columns whose parts only tell how the action is done."""


def _is_answered(text: str) -> bool:
    return tick_of(text) is not None or bool(_YES_NO.match(text))


_OWN_ROLES = frozenset(
    {
        Role.OWNER,
        Role.DUE,
        Role.ENDS,
        Role.STARTS,
        Role.MEASURE,
        Role.STATUS,
        Role.RAG,
        Role.PROGRESS,
        Role.COMMENTS,
        Role.RESOURCE,
        Role.REF,
        Role.YEARS,
        Role.YEAR,
        Role.SUBACTION,
        Role.OTHER,
        Role.PRIORITY,
        Role.EXPLANATION,
        Role.EVIDENCE,
        Role.ACHIEVEMENT,
    }
)
_ALIGNED = _OWN_ROLES - {Role.YEAR}


@dataclass(slots=True)
class Standing:
    """What holds for the rows that follow: the section that was named last, the theme cell, the objective, and the
    fills and words of a key to colours."""

    named: Named = field(default_factory=Named)
    named_lines: list[Line] = field(default_factory=list)
    theme: Named | None = None
    theme_lines: list[Line] = field(default_factory=list)
    objective: list[Line] = field(default_factory=list)
    swatches: list[tuple[str | None, Cell]] = field(default_factory=list)

    status: str | None = None
    status_lines: list[Line] = field(default_factory=list)

    def section(self, named: Named, lines: list[Line]) -> None:
        """A new section begins."""
        self.named, self.named_lines = named, lines
        self.theme, self.theme_lines, self.objective = None, [], []
        self.status, self.status_lines = None, []


class Rows:
    """Reads the rows of one layout."""

    def __init__(self, builder: Builder, layout: Layout, standing: Standing, table: int) -> None:
        self.builder, self.layout, self.standing, self.table = builder, layout, standing, table
        self.drafts: list[Draft] = []
        self.last: list[Draft] = []
        self.last_lines: list[Line] = []
        self.action = next(column for column in layout.columns if column.role is Role.ACTION)
        self.habit = Habit(layout)
        self.shaded = years_by_fill(layout)

    def read(self) -> list[Draft]:
        """Every action of the rows, in order."""
        if self.layout.heading is not None:
            lines = cell_lines(self.layout.heading)
            self.standing.section(read_heading(self.layout.heading.text), lines)
        seen_action: Cell | None = None
        for row in self.layout.rows:
            if not row.filled():
                continue
            if self._is_apart(row):
                if is_new_head(row) and (again := relaid(self.layout, row)) is not None:
                    for head in row.filled():
                        book_all(self.builder.ledger, cell_lines(head), "column_heading")
                    rest = Rows(self.builder, again, self.standing, self.table)
                    return self.drafts + rest.read()
                continue
            cell = row.cells[self.action.index]
            self._stand(row)
            if row.named is not None:
                self.standing.section(read_heading(row.named.text), cell_lines(row.named))
            if cell is None or not cell.text.strip():
                self._more(row)
            elif (part := self._part(row, cell)) is not None:
                self._part_row(row, cell, part)
            elif cell is seen_action:
                self._more(row)
            else:
                self._row(row, cell)
            seen_action = cell if cell is not None and cell.text.strip() else seen_action
        return self.drafts

    def _is_apart(self, row: BodyRow) -> bool:
        """Rows that are no action: repeated headings, keys, guidance, totals, sections. Books their words."""
        ledger = self.builder.ledger
        if is_repeated_head(row, self.layout):
            for cell in row.filled():
                book_all(ledger, cell_lines(cell), "repeated_header_row")
            return True
        if is_new_head(row):
            return True
        if self._named_head(row):
            return True
        if (swatches := legend_row(row)) is not None:
            self.standing.swatches += swatches
            for cell in row.filled():
                book_all(ledger, cell_lines(cell), "legend")
            return True
        if is_guidance(row) or is_total(row):
            for cell in row.filled():
                book_all(ledger, cell_lines(cell), "form_guidance" if is_guidance(row) else "label")
            return True
        return self._section_row(row)

    def _named_head(self, row: BodyRow) -> bool:
        """A heading row again, with the next theme's name over the actions ("Recognition | Lead | Deadline")."""
        cell = row.cells[self.action.index]
        if self.layout.heading is None or cell is None:
            return False
        others = [each for each in row.filled() if each is not cell]
        known = {key_of(head.text) for head in self.layout.heads}
        named = read_heading(cell.text)
        if not named.is_certain or not others or not all(key_of(each.text) in known for each in others):
            return False
        self.standing.section(named, cell_lines(cell))
        book_all(self.builder.ledger, cell_lines(cell), "section")
        for each in others:
            book_all(self.builder.ledger, cell_lines(each), "repeated_header_row")
        self.last = []
        return True

    def _section_row(self, row: BodyRow) -> bool:
        found = section_of(row, self.layout, self.habit)
        if found is None or self._is_rest(row):
            return False
        named, lines, definition = found
        ledger = self.builder.ledger
        if re.match(r"\s*(?:objective|aim|goal)\b", lines[-1].text, re.I) and not named.is_certain:
            self.standing.objective = lines
            book_all(ledger, lines, "objective")
        else:
            self.standing.section(named, lines)
            book_all(ledger, lines, "section")
        book_all(ledger, definition, "label")
        self.last = []
        return True

    def _is_rest(self, row: BodyRow) -> bool:
        """Whether the row is the rest of the one above, broken by a page."""
        lines = [line for cell in row.filled() for line in cell_lines(cell)]
        cell = row.cells[self.action.index]
        return bool(lines and self.last_lines and cell is not None and cell.text.strip()) and continues(
            self.last_lines[-1], lines[0]
        )

    def _stand(self, row: BodyRow) -> None:
        """Take in the row's theme and objective cells; empty ones let the last hold on."""
        standing, ledger = self.standing, self.builder.ledger
        for column in self.layout.columns:
            if column.role not in (Role.THEME, Role.OBJECTIVE):
                continue
            cell = row.cells[column.index]
            lines = cell_lines(cell)
            if not lines or (column.role is Role.THEME and is_definition(lines, standing.theme)):
                book_all(ledger, lines, "label")
                continue
            if column.role is Role.OBJECTIVE:
                if standing.objective != lines:
                    standing.objective = lines
                continue
            name, rest = name_lines(lines, self.builder.legend)
            if standing.theme_lines != name:
                standing.theme, standing.theme_lines = read_cell(as_written(name), self.builder.legend), name
                if not any(c.role is Role.OBJECTIVE for c in self.layout.columns):
                    standing.objective = []
            book_all(ledger, rest, "label")

    def _row(self, row: BodyRow, cell: Cell) -> None:
        lines = cell_lines(cell)
        if self._append_rest(row, lines):
            return
        own = self._own(row)
        counts = frozenset(len(entries(each)) for _, each in own if len(each) > 1)
        refs = next((each for column, each in own if column.role is Role.REF), [])
        has_ticks = any(column.role is Role.YEAR for column in self.layout.columns)
        found = split(lines, is_shared=not own and not has_ticks, counts=counts, has_ref=len(refs) == 1)
        if found.heading is not None:
            named = read_heading(found.heading.text)
            self.standing.theme, self.standing.theme_lines = named, [found.heading]
        book_all(self.builder.ledger, found.labels, "label")
        if found.objective:
            self.standing.objective = found.objective
        drafts = [draft for group in found.actions if (draft := self.builder.start(group)) is not None]
        for at, draft in enumerate(drafts):
            self._dress(draft, row, own, at, len(drafts))
        self.drafts += drafts
        self.last = drafts
        self.last_lines = lines

    def _append_rest(self, row: BodyRow, lines: list[Line]) -> bool:
        """The rest of an action that a page broke: words without a beginning under words without an end."""
        if not self.last or not lines or not self.last_lines or not continues(self.last_lines[-1], lines[0]):
            return False
        others = [cell for cell in row.filled() if cell is not row.cells[self.action.index]]
        if any(re.match(r"[A-Z]?\d", cell.text) for cell in others) or (self.layout.is_headed and row.index == 0):
            return False
        draft = self.last[-1]
        words = plain(lines)
        draft.action.text += f" {words}"
        draft.action.sources += tuple(self.builder.ledger.source(line.piece, line.start, line.end) for line in lines)
        book_all(self.builder.ledger, lines, "action")
        self.last_lines = lines
        self._more(row)
        return True

    def _own(self, row: BodyRow) -> list[tuple[Column, list[Line]]]:
        """The row's other columns that hold words, years apart."""
        found = []
        roles = {column.role for column in self.layout.columns}
        alone = {Role.ACHIEVEMENT, Role.OTHER, Role.SUBACTION}
        is_apart = Role.THEME in roles and not roles & (_OWN_ROLES - alone)
        for column in self.layout.columns:
            if column.role not in _ALIGNED or (is_apart and column.role is Role.ACHIEVEMENT):
                continue
            cell = row.cells[column.index]
            if cell is not None and cell.text.strip() and cell is not row.cells[self.action.index]:
                found.append((column, cell_lines(cell)))
        return found

    def _dress(self, draft: Draft, row: BodyRow, own: Sequence[tuple[Column, list[Line]]], at: int, of: int) -> None:
        """Give an action its section, theme, objective, and what the row's columns say of it."""
        draft.table = self.table
        self._placed(draft)
        for column, lines in own:
            listed = entries(lines)
            mine = listed[at] if of > 1 and len(listed) == of else lines
            self._column(draft, column, mine)
        read_marks(self.builder, self.layout, draft, row)
        read_years(self.builder, self.layout, self.shaded, draft, row)
        if row.year is not None:
            draft.years.append(row.year)
        for column in self.layout.columns:
            cell = row.cells[column.index]
            where = fill_place(column)
            if cell is None or where is None:
                continue
            fill = cell.fill or next((piece.fill for piece in cell.pieces if piece.fill), None)
            if fill:
                source = self.builder.ledger.source(cell.pieces[0]) if cell.pieces else draft.action.sources[0]
                draft.fills[where] = (fill, source)

    def _placed(self, draft: Draft) -> None:
        standing, builder, action = self.standing, self.builder, draft.action
        if standing.named_lines:
            action.section = standing.named.section
            builder.themed(draft, Named(standing.named.themes, None, standing.named.is_certain), standing.named_lines)
        if standing.theme is not None:
            if standing.theme.themes and draft.action.themes == list(standing.named.themes):
                action.themes = []
            builder.themed(draft, standing.theme, standing.theme_lines)
        if standing.objective and standing.objective[0].text:
            named = read_heading(plain(standing.objective))
            if named.is_certain and named.themes and not action.themes and named.section is None:
                builder.themed(draft, named, standing.objective)
            else:
                builder.fill(draft, Column(-1, Role.OBJECTIVE), standing.objective)
                builder.theme_by_objective(draft, standing.objective)
        draft.group = action.section or ",".join(action.themes)

    def _column(self, draft: Draft, column: Column, lines: list[Line]) -> None:
        if column.role is Role.REF:
            marker = lines[0].marker
            self.builder.fill(draft, column, lines)
            if draft.action.ref is None and marker:
                draft.action.ref = marker_ref(marker)
        elif column.role is Role.ACHIEVEMENT and self.layout.column(Role.PROGRESS) is None:
            self.builder.fill(draft, replace(column, role=Role.PROGRESS), lines)
        elif column.role is Role.SUBACTION and self.layout.column(Role.COMMENTS) is None:
            self.builder.fill(draft, replace(column, role=Role.COMMENTS), lines)
        elif column.role in (Role.SUBACTION, Role.ACHIEVEMENT, Role.OTHER):
            self.builder.fill(draft, replace(column, role=Role.OTHER), lines)
        elif column.role in (Role.STATUS, Role.RAG) and (chosen := chosen_line(lines)) is not None:
            self.builder.fill(draft, column, chosen)
            book_all(self.builder.ledger, lines, "label")
        elif column.role is Role.STATUS and status_of(plain(lines)) is None and _is_answered(plain(lines)):
            self._done(draft, column, lines)
        else:
            self.builder.fill(draft, column, lines)

    def _done(self, draft: Draft, column: Column, lines: list[Line]) -> None:
        """A tick or a yes under "Completed?"."""
        is_yes = tick_of(plain(lines)) or plain(lines)[:1] in "yY"
        if is_yes and re.search(r"complet|done|achiev|deliver", column.label, re.I):
            draft.action.status = "completed"
            self.builder.note(draft, "status", lines, 0.8)
        book_all(self.builder.ledger, lines, "tick")

    def _more(self, row: BodyRow) -> None:
        """A row without an action of its own: more about the last."""
        own = [(column, lines) for column, lines in self._own(row) if lines]
        if not self.last:
            return
        for draft in self.last[-1:]:
            for column, lines in own:
                self._append(draft, column, lines)
            read_years(self.builder, self.layout, self.shaded, draft, row)

    def _append(self, draft: Draft, column: Column, lines: list[Line]) -> None:
        if column.role is Role.REF:
            return
        self._column(draft, column, lines)

    def _part(self, row: BodyRow, cell: Cell) -> Cell | None:
        """The sub-action of the row, where an action spans rows whose parts have owners or dates of their own."""
        column = self.layout.column(Role.SUBACTION)
        if column is None or cell.row_span < 2 or _STEPS.search(column.label):
            return None
        rows = [each for each in self.layout.rows if each.cells[self.action.index] is cell]
        parts = {id(part) for each in rows if (part := each.cells[column.index]) is not None and part.text.strip()}
        owns = [
            at.index
            for at in self.layout.columns
            if at.role in (Role.OWNER, Role.DUE, Role.ENDS, Role.STATUS, Role.RAG)
        ]
        own = {id(held) for each in rows for at in owns if (held := each.cells[at]) is not None and held.text.strip()}
        mine = row.cells[column.index]
        return mine if len(parts) > 1 and len(own) > 1 and mine is not None and mine.text.strip() else None

    def _part_row(self, row: BodyRow, cell: Cell, part: Cell) -> None:
        """A part as an action, the whole as its objective."""
        column = self.layout.column(Role.SUBACTION)
        self.standing.objective = cell_lines(cell)
        draft = self.builder.start(cell_lines(part))
        if draft is None:
            return
        own = [(each, lines) for each, lines in self._own(row) if each is not column]
        self._dress(draft, row, own, 0, 1)
        self.drafts.append(draft)
        self.last, self.last_lines = [draft], cell_lines(part)
        self.standing.objective = []
