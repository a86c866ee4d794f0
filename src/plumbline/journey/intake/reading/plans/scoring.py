"""Scoring: how much some blocks look like a plan, without reading or booking anything."""

from __future__ import annotations

from collections.abc import Sequence

from plumbline.foundation.formats.blocks import Block, Piece, PieceKind, Table
from plumbline.journey.intake.reading.zones import Context

from .achievements import is_achievement_table
from .columns import Role
from .grids import Layout, average
from .layout import lay_out
from .lists import ACHIEVED
from .plan import TITLE
from .sections import is_legend_table
from .themes import read_heading

_TELLING = frozenset(
    {
        Role.OWNER,
        Role.DUE,
        Role.ENDS,
        Role.STARTS,
        Role.MEASURE,
        Role.STATUS,
        Role.RAG,
        Role.PROGRESS,
        Role.YEARS,
        Role.RESOURCE,
    }
)


def looks_like_plan(blocks: Sequence[Block], context: Context) -> float:
    """From 0 (no plan at all) to 1 (a table of actions with owners and dates, a year grid). Under 0.5 is no plan."""
    del context
    titled = False
    best = 0.0
    pieces: list[Piece] = []
    before: Layout | None = None
    for block in blocks:
        if isinstance(block, Piece):
            pieces.append(block)
            short = len(block.text.split()) <= 18
            titled = titled or (
                short and bool(TITLE.search(block.text)) and not block.text.rstrip().endswith((".", "?"))
            )
            continue
        score, before = _table_score(block, before)
        best = max(best, score)
    best = max(best, _list_score(pieces, titled=titled))
    return min(1.0, best + (0.1 if titled and best >= 0.3 else 0.0))


def _table_score(table: Table, before: Layout | None) -> tuple[float, Layout | None]:
    inner = [each for row in table.rows for cell in row.cells for each in cell.tables]
    if inner:
        scores = [_table_score(each, None)[0] for each in inner]
        return max(scores), before
    if is_achievement_table(table) or is_legend_table(table) is not None:
        return 0.0, before
    layout = lay_out(table, before)
    if layout is None or not layout.rows:
        return 0.0, before
    roles = {column.role for column in layout.columns}
    filled = sum(1 for row in layout.rows if row.filled())
    if filled == 0:
        return 0.2, layout
    if not layout.is_headed and before is None:
        action = layout.column(Role.ACTION)
        if action is not None and telling_prose(layout, action.index):
            return 0.3, layout
        return (0.6 if Role.THEME in roles else 0.35), layout
    if len(layout.year_columns()) >= 2:
        return 0.95, layout
    telling = len(roles & _TELLING)
    if telling >= 2:
        return 0.9, layout
    if telling == 1:
        return 0.75, layout
    return (0.8 if Role.THEME in roles or layout.heading is not None else 0.5), layout


def telling_prose(layout: Layout, at: int) -> bool:
    """Whether the cells of a column hold long prose, as an answer by theme does."""
    cells = [cell for row in layout.rows if (cell := row.cells[at]) is not None and cell.text.strip()]
    items = any(piece.kind is PieceKind.ITEM for cell in cells for piece in cell.pieces)
    return not items and average(layout.rows, at) > 45


def _list_score(pieces: Sequence[Piece], *, titled: bool) -> float:
    themes: set[str] = set()
    items = listed = 0
    past = False
    current: tuple[str, ...] = ()
    for piece in pieces:
        named = read_heading(piece.text) if len(piece.text.split()) <= 12 else None
        past = past or (piece.kind is PieceKind.HEADING and bool(ACHIEVED.search(piece.text)))
        listed += piece.kind is PieceKind.ITEM
        if named is not None and named.themes and piece.kind is not PieceKind.ITEM:
            current = named.themes
        elif piece.kind is PieceKind.ITEM and current:
            themes.update(current)
            items += 1
    if past and not titled:
        return 0.1
    if len(themes) >= 2 and items >= 3:
        return 0.75 if titled else 0.45
    if titled and (listed >= 2 or current):
        return 0.55
    return 0.2 if titled else 0.0
