"""The document as one stream of units: pieces, and tables that stand for themselves. Tables that only lay out a form
(question | answer, boxes, label | value) are opened, and their cells stream like the rest."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from plumbline.foundation.formats.blocks import Block, Cell, Document, Piece, Table

from .labels import label_kind
from .questions import asked
from .wording import fold, mended, words_in

_ACHIEVED = re.compile(
    r"\bachiev|\boutcomes?\b|what (?:we|was|has been|have we) (?:did|done|achieved)|\baccomplish|\bdelivered\b|\bdone\b"
)
_PLANNED = re.compile(
    r"\bowners?\b|\bresponsib|\blead\b|\bwho\b|\bdeadline|\btime ?(?:scale|line|frame)|\bdue\b|"
    r"\bstatus\b|\brag\b|\bmeasure|"
    r"\bsuccess|\bkpi|\btarget|\bstart|\bend\b|\bprogress\b|\bnext steps|\bpriority|\bwhen\b|"
    r"\b20\d\d\b|\byear \d|\bby\b|\brating\b"
)
_SIGNING = re.compile(r"^(?:signed|signature|signatures)\b")


_LOOKED_AT = 60
"""Rows of a table that are looked at to tell what it is: no form has more."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One step of the stream. `cell` is (table's block, row, column) for a piece out of an opened table, and
    `is_left` marks the pieces of a cell that has a neighbour on its right in that row."""

    block: Block
    cell: tuple[int, int, int] | None = None
    is_left: bool = False

    @property
    def piece(self) -> Piece | None:
        """The unit as a piece, None for a table."""
        return self.block if isinstance(self.block, Piece) else None


def units(document: Document, plan_likeness: Callable[[Table], float]) -> list[Unit]:
    """The stream of a document. `plan_likeness` says from 0 to 1 how much a table looks like a plan."""
    stream: list[Unit] = []
    for block in document.blocks:
        if isinstance(block, Piece):
            stream.append(Unit(block))
        else:
            stream += _table_units(block, plan_likeness)
    return stream


def is_achievements(table: Table) -> bool:
    """Whether the table reports what was done (Action | Achievements) and plans nothing."""
    if table.columns < 2 or len(table.rows) < 2:
        return False
    heads = [mended(cell.text) for cell in table.rows[0].cells]
    if any(words_in(head) > 8 for head in heads):
        return False
    return any(_ACHIEVED.search(head) for head in heads) and not any(_PLANNED.search(head) for head in heads)


def is_signature_table(table: Table) -> bool:
    """Whether the table holds the two signatures."""
    if len(table.rows) > 12:
        return False
    pieces = [piece for row in table.rows for cell in row.cells for piece in cell.pieces if piece.text.strip()]
    if not any(_SIGNING.match(fold(piece.text)) for piece in pieces):
        return False
    if any(words_in(piece.text) > 25 for piece in pieces) or any(
        cell.tables for row in table.rows for cell in row.cells
    ):
        return False
    kinds = {label_kind(piece.text.split(":")[0]) for piece in pieces}
    return not kinds & {"institution", "email", "phone"} and not any(_is_asked(piece) for piece in pieces)


def _bands(table: Table) -> list[Table]:
    """The table cut where rows of one cell across its whole width, a form's questions and answers, meet rows of
    several cells, a plan drawn into the same frame; the table itself where it is no such form."""
    across = [len(row.cells) == 1 and row.cells[0].column_span >= table.columns for row in table.rows]
    first = next((at for at, is_across in enumerate(across) if not is_across), len(across))
    asked_above = sum(_is_question(row.cells[0]) or _is_field(row.cells[0]) for row in table.rows[:first])
    if table.columns < 2 or first < 4 or first == len(across) or asked_above < 2:
        return [table]
    return [_part(table, 0, first), *_bands(_part(table, first, len(across)))]


def _part(table: Table, start: int, end: int) -> Table:
    """Some rows of a table as a table."""
    rows = tuple(
        replace(row, cells=tuple(replace(cell, row=cell.row - start) for cell in row.cells))
        for row in table.rows[start:end]
    )
    return replace(table, rows=rows)


def _table_units(table: Table, plan_likeness: Callable[[Table], float]) -> Iterator[Unit]:
    if len(bands := _bands(table)) > 1:
        for band in bands:
            yield from _table_units(band, plan_likeness)
        return
    if not _is_form(table, plan_likeness):
        yield Unit(table)
        return
    for row in table.rows:
        for at, cell in enumerate(row.cells):
            is_left = at < len(row.cells) - 1
            place = (table.place.block, cell.row, cell.column)
            for piece in cell.pieces:
                yield Unit(piece, place, is_left)
            for inner in cell.tables:
                yield from _table_units(inner, plan_likeness)


def _is_form(table: Table, plan_likeness: Callable[[Table], float]) -> bool:
    cells = [cell for row in table.rows[:_LOOKED_AT] for cell in row.cells]
    filled = [cell for cell in cells if cell.text.strip() or cell.tables]
    if is_achievements(table) or is_signature_table(table):
        return False
    fields = sum(_is_field(cell) for cell in filled)
    questions = sum(_is_question(cell) for cell in filled)
    if questions + fields >= 2 and fields + questions * 2 >= len(filled) / 3:
        return True
    if table.columns >= 2 and plan_likeness(table) >= 0.5:
        return False
    if any(cell.tables for cell in filled):
        return True
    return len(filled) <= 1 or table.columns == 1 or (questions + fields >= 1 and len(filled) <= 4)


def _is_field(cell: Cell) -> bool:
    kinds = {label_kind(piece.text.split(":")[0]) for piece in cell.pieces[:3] if words_in(piece.text) < 25}
    if cell.column > 0 and cell.row > 0 and not any(":" in piece.text for piece in cell.pieces):
        kinds -= {"other_person"}  # "Head of Estates" in an owner's column labels nothing
    return bool(kinds - {None})


def _is_question(cell: Cell) -> bool:
    return any(_is_asked(piece) for piece in cell.pieces[:3])


def _is_asked(piece: Piece) -> bool:
    found = asked(piece)
    return found is not None and found.score >= 0.6
