"""Word tables: the grid with what is merged, nested, wrapped in controls, tracked, shaded and ticked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from plumbline.foundation.formats.blocks import LeftOutReason
from plumbline.foundation.formats.docx import names as n
from plumbline.foundation.formats.docx.story import (
    DEEPEST_TABLE,
    NO_CONTROL,
    Control,
    Story,
    chosen,
    control_of,
    drafted_text,
    plain_text,
)
from plumbline.foundation.formats.docx.styles import TableStyle, is_on
from plumbline.foundation.formats.drafts import Box, Draft, Grid, whole_number, without_repeated_headers

W = n.W
_NO_ROWS = frozenset({n.TBL_PR, f"{W}tblGrid", n.TR_PR, f"{W}tblPrEx", n.SDT_PR})
WIDEST_SPAN = 1000


@dataclass(slots=True)
class _Shape:
    """What a table's own properties say."""

    fill: str | None = None
    style: TableStyle | None = None
    look: dict[str, bool] = field(default_factory=dict)
    rows: int = 0
    columns: int = 0


@dataclass(slots=True)
class _CellSays:
    """A cell's own properties."""

    span: int = 1
    merge: str | None = None
    across: str | None = None
    fill: str | None = None
    gone: bool = False


def read_table(table: etree._Element, story: Story) -> list[Draft]:
    """The table as one grid; one nested absurdly deep gives only its words."""
    rows = list(_through(table, n.TR, story))
    shape = _shape(table.find(n.TBL_PR), story)
    shape.rows = len(rows)
    grid = Grid(page=story.page)
    story.table_depth += 1
    above: dict[int, Box] = {}
    for row, _ in rows:
        above = _row(row, grid, above, shape, story)
    story.table_depth -= 1
    _style_fills(grid, shape)
    for text in without_repeated_headers(grid):
        story.leave(text, LeftOutReason.REPEATED_HEADER_ROW)
    if story.table_depth >= DEEPEST_TABLE:
        return [item for row_boxes in grid.rows for box in row_boxes for item in box.content]
    return [grid] if grid.rows else []


def _through(
    parent: etree._Element, wanted: str, story: Story, control: Control = NO_CONTROL
) -> Iterator[tuple[etree._Element, Control]]:
    """Rows of a table or cells of a row, looked for through content controls and other wrappers."""
    for child in parent:
        tag = child.tag
        if tag == wanted:
            yield child, control
        elif tag in _NO_ROWS or not isinstance(tag, str):
            continue
        elif tag == n.SDT:
            content = child.find(n.SDT_CONTENT)
            if content is not None:
                yield from _through(content, wanted, story, control_of(child))
        elif tag == n.ALTERNATE:
            branch = chosen(child)
            if branch is not None:
                yield from _through(branch, wanted, story, control)
        elif tag in (n.DEL, n.MOVE_FROM):
            story.leave(plain_text(child), LeftOutReason.TRACKED_DELETION)
        elif len(child):
            yield from _through(child, wanted, story, control)


def _shape(properties: etree._Element | None, story: Story) -> _Shape:
    shape = _Shape()
    if properties is None:
        return shape
    for child in properties:
        if child.tag == f"{W}tblStyle":
            shape.style = story.styles.table(child.get(n.VAL))
        elif child.tag == n.SHD:
            shape.fill = story.theme.fill(child)
        elif child.tag == f"{W}tblLook":
            shape.look = _look(child)
    return shape


_LOOK_BITS = {
    "firstRow": 0x20, "lastRow": 0x40, "firstColumn": 0x80, "lastColumn": 0x100, "noHBand": 0x200, "noVBand": 0x400,
}  # fmt: skip


def _look(element: etree._Element) -> dict[str, bool]:
    """Which parts of its style a table uses: by attribute, or by the bits of older files."""
    try:
        bits = int(element.get(n.VAL) or "0", 16)
    except ValueError:
        bits = 0
    look: dict[str, bool] = {}
    for name, bit in _LOOK_BITS.items():
        written = element.get(W + name)
        look[name] = bool(bits & bit) if written is None else written not in n.OFF
    return look


def _row(row: etree._Element, grid: Grid, above: dict[int, Box], shape: _Shape, story: Story) -> dict[int, Box]:
    """Adds a row; gives back which boxes may go on downwards, by column."""
    column, header, gone = 0, False, False
    row_fill: str | None = None
    for child in row:
        if child.tag == n.TR_PR:
            for said in child:
                if said.tag == f"{W}gridBefore":
                    column = _count(said)
                elif said.tag == f"{W}tblHeader":
                    header = bool(is_on(said))
                elif said.tag == n.DEL:
                    gone = True
        elif child.tag == f"{W}tblPrEx":
            row_fill = story.theme.fill(child.find(n.SHD))
    if gone:
        story.leave(plain_text(row), LeftOutReason.TRACKED_DELETION)
        shape.rows -= 1
        return above
    number = len(grid.rows)
    boxes: list[Box] = []
    below: dict[int, Box] = {}
    grid.rows.append(boxes)
    if header:
        grid.headers.add(number)
    start_page = end_page = story.page
    for cell, control in _through(row, n.TC, story):
        story.page = start_page
        says = _says(cell, story)
        box = _placed(cell, control, says, Box(number, column, column_span=says.span), above, boxes, story)
        if box is not None and box.row == number and not (says.across == "continue" and box is not boxes[-1]):
            box.fill = _own_fill(says.fill, row_fill, shape.fill)
        if box is not None and says.merge is not None:
            below[column] = box
        column += says.span
        end_page = max(end_page or 0, story.page or 0) or None
    story.page = end_page
    shape.columns = max(shape.columns, column)
    return below


def _own_fill(cell: str | None, row: str | None, table: str | None) -> str | None:
    """The first of a cell's, row's and table's own shading that says something; "" says that there is none."""
    return next((fill for fill in (cell, row, table) if fill is not None), None)


def _says(cell: etree._Element, story: Story) -> _CellSays:
    says = _CellSays()
    properties = cell[0] if len(cell) and cell[0].tag == n.TC_PR else cell.find(n.TC_PR)
    for child in properties if properties is not None else ():
        tag = child.tag
        if tag == f"{W}gridSpan":
            says.span = max(1, _count(child))
        elif tag == f"{W}vMerge":
            says.merge = child.get(n.VAL) or "continue"
        elif tag == f"{W}hMerge":
            says.across = child.get(n.VAL) or "continue"
        elif tag == n.SHD:
            says.fill = story.theme.fill(child)
        elif tag == f"{W}cellDel":
            says.gone = True
    return says


def _placed(
    cell: etree._Element,
    control: Control,
    says: _CellSays,
    box: Box,
    above: dict[int, Box],
    boxes: list[Box],
    story: Story,
) -> Box | None:
    """The box that a cell is a part of: its own, or the one that it is merged into (its words are then not shown)."""
    if says.gone:
        story.leave(plain_text(cell), LeftOutReason.TRACKED_DELETION)
        boxes.append(box)
        return box
    merged = above.get(box.column) if says.merge == "continue" else None
    if merged is not None and merged.column_span == box.column_span:
        merged.row_span = box.row - merged.row + 1
        story.leave(drafted_text(story.read_blocks(cell, story)), LeftOutReason.HIDDEN_TEXT)
        return merged
    if says.across == "continue" and boxes:
        boxes[-1].column_span += says.span
        story.leave(drafted_text(story.read_blocks(cell, story)), LeftOutReason.HIDDEN_TEXT)
        return boxes[-1]
    _fill_box(cell, control, box, story)
    boxes.append(box)
    return box


def _fill_box(cell: etree._Element, control: Control, box: Box, story: Story) -> None:
    """Reads a cell's blocks; tick boxes among them say whether the cell is ticked."""
    outer, story.ticks = story.ticks, []
    if control.placeholder:
        story.leave(plain_text(cell), LeftOutReason.PLACEHOLDER)
    else:
        box.content = story.read_blocks(cell, story)
    if control.checked is not None:
        story.ticks.append(control.checked)
    if story.ticks and all(tick == story.ticks[0] for tick in story.ticks):
        box.tick = story.ticks[0]
    story.ticks = outer


def _style_fills(grid: Grid, shape: _Shape) -> None:
    """Fills from the table's style where a cell has none of its own, and "" made None."""
    last_row, last_column = len(grid.rows) - 1, shape.columns
    for row in grid.rows:
        for box in row:
            if box.fill is None and shape.style is not None:
                box.fill = _styled(box, shape, shape.style, last_row, last_column)
            box.fill = box.fill or None


def _styled(box: Box, shape: _Shape, style: TableStyle, last_row: int, columns: int) -> str | None:
    """The nearest of the parts of a table style that a cell belongs to, corners aside."""
    fills, look = style.fills, shape.look
    first_row, first_column = look.get("firstRow", False), look.get("firstColumn", False)
    parts: list[str] = []
    if first_row and box.row == 0:
        parts.append("firstRow")
    if look.get("lastRow") and box.row == last_row:
        parts.append("lastRow")
    if first_column and box.column == 0:
        parts.append("firstCol")
    if look.get("lastColumn") and box.column + box.column_span >= columns:
        parts.append("lastCol")
    if not look.get("noHBand") and parts[:1] != ["firstRow"]:
        band = (box.row - first_row) // style.row_band
        parts.append("band2Horz" if band % 2 else "band1Horz")
    if not look.get("noVBand"):
        band = (box.column - first_column) // style.column_band
        parts.append("band2Vert" if band % 2 else "band1Vert")
    parts.append("wholeTable")
    return next((fills[part] for part in parts if part in fills), None)


def _count(element: etree._Element) -> int:
    return min(WIDEST_SPAN, whole_number(element.get(n.VAL)))
