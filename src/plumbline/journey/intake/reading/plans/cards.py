"""Cards: tables whose headings stand down the side, a card an action or a column an action."""

from __future__ import annotations

import re

from plumbline.foundation.formats.blocks import Cell, PieceKind

from .columns import Column, Role, heading_score, role_of
from .grids import BodyRow, Grid, Layout, key_of
from .years import year_heading

_CARD_TITLE = re.compile(r"^\s*(?:action|activity|objective)\s*\d", re.I)


def side_headed(grid: Grid) -> Layout | None:
    """Tables whose first column holds the headings: cards of one action each, or one action a column."""
    labels = [(row[0], role_of(row[0].text)) for row in grid if row and row[0] is not None and row[0].text.strip()]
    known = [
        found[0]
        for cell, found in labels
        if found and heading_score(cell.text) >= 0.6 and cell.pieces[0].kind is not PieceKind.ITEM
    ]
    if len(set(known)) < 2 or len(known) * 5 < len(labels) * 3:
        return None
    titled = any(_CARD_TITLE.match(cell.text) for cell, _ in labels)
    if Role.ACTION not in known and Role.OBJECTIVE not in known and not titled:
        return None
    if not set(known) & {
        Role.OWNER,
        Role.DUE,
        Role.MEASURE,
        Role.STATUS,
        Role.RAG,
        Role.ENDS,
        Role.STARTS,
        Role.PROGRESS,
    }:
        return None
    return _cards(grid)


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
        key = (role, key_of(label) if role is Role.OTHER else "")
        if key not in seats:
            seats[key] = len(columns)
            columns.append(
                Column(len(columns), role, label.rstrip(" :"), year_heading(label), found[1] if found else 0.5)
            )
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
        if len(distinct) == 1 or (
            not any(cell.text.strip() for cell in distinct[1:]) and _CARD_TITLE.match(distinct[0].text)
        ):
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
        if (
            len(distinct) >= 4
            and len(distinct) % 2 == 0
            and all(heading_score(distinct[at].text) >= 0.6 for at in range(0, len(distinct), 2))
        ):
            counted += 1
    return counted > 0
