"""The document as it is kept for the check page: its blocks as plain JSON, cut into sheets that load fast."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from plumbline.foundation.formats.blocks import Block, Cell, Document, Piece, Row, Table

Data = dict[str, Any]

SHEET = 9_000
"""About how many characters make a sheet: some four pages of a plan."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A stretch of the document. `first` and `last` are its blocks (a long table stands on several sheets),
    `pages` its first and last page or None, `blocks` the JSON that `facsimile` draws."""

    number: int
    first: int
    last: int
    pages: tuple[int, int] | None
    blocks: list[Data]


def sheets_of(document: Document) -> list[Sheet]:
    """All sheets of a document, in order; a document without a block has none."""
    sheets: list[Sheet] = []
    held: list[Data] = []
    size = 0
    for entry, weight in _entries(document.blocks):
        if held and size + weight > SHEET:
            sheets.append(_sheet(len(sheets) + 1, held))
            held, size = [], 0
        held.append(entry)
        size += weight
    if held:
        sheets.append(_sheet(len(sheets) + 1, held))
    return sheets


def anchor(source: Data) -> str:
    """The name of the piece that a source points at, as it stands in the page: "b12", or "b12-3-0-1" for the
    second line of the cell in row 3, column 0."""
    cell = source.get("cell")
    name = f"b{source['block']}"
    return f"{name}-{cell[0]}-{cell[1]}-{source.get('line') or 0}" if cell else name


def sheet_of(source: Data, outline: list[Data]) -> int | None:
    """The number of the sheet that a source stands on. `outline`: each sheet's number, first and last block, and the
    first and last row (`rows`) where it holds a part of one long table."""
    for entry in outline:
        if entry["first"] <= source["block"] <= entry["last"]:
            rows = (entry.get("rows") or {}).get(str(source["block"]))
            if not rows or not source.get("cell") or rows[0] <= source["cell"][0] <= rows[1]:
                return int(entry["number"])
    return None


def rows_of(sheet: Sheet) -> dict[str, list[int]]:
    """The first and last row that the sheet shows of each of its tables, by block."""
    shown: dict[str, list[int]] = {}
    for entry in sheet.blocks:
        if entry["k"] == "table" and entry["rows"]:
            rows = [row["r"] for row in entry["rows"]]
            shown[str(entry["b"])] = [min(rows), max(rows)]
    return shown


def _entries(blocks: tuple[Block, ...]) -> Iterator[tuple[Data, int]]:
    for block in blocks:
        if isinstance(block, Table):
            yield from _tables(block)
        else:
            yield _piece(block), len(block.text) + 20


def _tables(table: Table) -> Iterator[tuple[Data, int]]:
    """A table as one entry, or as several where it is long; the header row is shown again on each."""
    head = [_row(table, number) for number, row in enumerate(table.rows) if row.header and number < 3]
    rows: list[Data] = []
    size = 0
    for number, row in enumerate(table.rows):
        # A cell that spans rows must not be cut off from them: cut only where no span is open.
        if rows and size > SHEET and not _open(table, number):
            yield _table(table, rows), size
            rows, size = [{**entry, "again": True} for entry in head], 0
        rows.append(_row(table, number))
        size += sum(len(cell.text) + 20 for cell in row.cells)
    yield _table(table, rows), size


def _open(table: Table, number: int) -> bool:
    earlier = table.rows[max(0, number - 60) : number]
    return any(cell.row + cell.row_span > number for row in earlier for cell in row.cells)


def _table(table: Table, rows: list[Data]) -> Data:
    return {"k": "table", "b": table.place.block, "p": table.place.page, "columns": table.columns, "rows": rows}


def _row(table: Table, number: int) -> Data:
    row: Row = table.rows[number]
    return {"r": number, "head": row.header, "cells": [_cell(cell) for cell in row.cells]}


def _cell(cell: Cell) -> Data:
    entry: Data = {"c": cell.column, "pieces": [_piece(piece) for piece in cell.pieces]}
    if cell.row_span > 1:
        entry["rs"] = cell.row_span
    if cell.column_span > 1:
        entry["cs"] = cell.column_span
    if cell.fill:
        entry["fill"] = cell.fill
    if cell.tick is not None:
        entry["tick"] = cell.tick
    if cell.tables:
        entry["tables"] = [
            _table(inner, [_row(inner, number) for number in range(len(inner.rows))]) for inner in cell.tables
        ]
    return entry


def _piece(piece: Piece) -> Data:
    place = piece.place
    entry: Data = {"k": str(piece.kind), "t": piece.text, "b": place.block, "p": place.page}
    if place.cell is not None:
        entry["at"] = [*place.cell, place.line]
    for name, value in (("l", piece.level), ("m", piece.marker), ("bold", piece.bold), ("strike", piece.strike)):
        if value:
            entry[name] = value
    if piece.fill:
        entry["fill"] = piece.fill
    if piece.links:
        entry["links"] = [[link.text, link.url] for link in piece.links]
    return entry


def _sheet(number: int, blocks: list[Data]) -> Sheet:
    pages = [entry["p"] for entry in blocks if entry["p"] is not None] + list(_inner_pages(blocks))
    return Sheet(
        number=number,
        first=blocks[0]["b"],
        last=blocks[-1]["b"],
        pages=(min(pages), max(pages)) if pages else None,
        blocks=blocks,
    )


def _inner_pages(blocks: list[Data]) -> Iterator[int]:
    for entry in blocks:
        for row in entry.get("rows", []):
            for cell in row["cells"]:
                yield from (piece["p"] for piece in cell["pieces"] if piece["p"] is not None)
