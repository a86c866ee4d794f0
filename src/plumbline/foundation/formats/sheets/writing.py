"""Columns and rows → an XLSX file that is pleasant to fill in: frozen heads, widths, lists to choose from."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from io import BytesIO
from typing import Any

import xlsxwriter

from plumbline.foundation.formats.sheets.cells import Value, address, column_letters, said

LONGEST_CELL = 32_767
"""Characters that fit into one cell of a spreadsheet."""
SPARE_ROWS = 500
"""How far below the last row a list to choose from still reaches, for rows that people add."""
INLINE_LIST = 255
FIRST_DAY = date(1900, 3, 1)  # before it, spreadsheets disagree by a day (they believe in 29 February 1900)
CREATED = datetime(2000, 1, 1)  # noqa: DTZ001 (not a moment: the same file for the same content)

REFUSED_BY_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

INK, HEAD, MARKED = "#1B2A33", "#E3EEEE", "#FFE9B3"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its title, its width in characters, the values to choose from (others may be typed too), the words
    that a spreadsheet shows when a cell of it is chosen."""

    title: str
    width: int = 20
    choices: tuple[str, ...] = ()
    help: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """A cell that stands out, and why; `row` counts the rows under the titles from 0."""

    row: int
    column: int
    words: str


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet with titles in its first row. No value is ever written as a formula."""

    name: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Value]]
    marks: Sequence[Mark] = ()
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class Notes:
    """A sheet to read: paragraphs one under another; those in `heads` stand out."""

    name: str
    lines: Sequence[str]
    heads: frozenset[str] = field(default_factory=frozenset)


def write_xlsx(sheets: Sequence[Table | Notes], *, title: str = "") -> bytes:
    """The file. Raises ValueError where a text is longer than a cell holds (`LONGEST_CELL`): cut or divide it first.
    Line ends become \\n, as spreadsheets keep them."""
    stream = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(stream, options)
    book.set_properties({"title": title, "created": CREATED})
    formats = _formats(book)
    lists: dict[tuple[str, ...], str] = {}
    for sheet in sheets:
        if isinstance(sheet, Notes):
            _notes(book, sheet, formats)
        else:
            _table(book, sheet, formats, lists)
    _lists(book, lists)
    book.close()
    return stream.getvalue()


def _formats(book: Any) -> dict[str, Any]:
    usual = {"text_wrap": True, "valign": "top", "font_color": INK}
    return {
        "text": book.add_format(usual),
        "date": book.add_format({**usual, "num_format": "d mmmm yyyy", "align": "left"}),
        "moment": book.add_format({**usual, "num_format": "d mmmm yyyy hh:mm", "align": "left"}),
        "head": book.add_format({**usual, "bold": True, "bg_color": HEAD, "bottom": 1}),
        "marked": book.add_format({**usual, "bg_color": MARKED, "border": 1}),
        "loud": book.add_format({**usual, "bold": True, "font_size": 13}),
    }


def _table(book: Any, table: Table, formats: Mapping[str, Any], lists: dict[tuple[str, ...], str]) -> None:
    sheet = book.add_worksheet(table.name)
    sheet.freeze_panes(1, 1)
    marks = {(mark.row, mark.column): mark.words for mark in table.marks}
    for number, column in enumerate(table.columns):
        sheet.set_column(number, number, column.width, formats["text"])
        sheet.write_string(0, number, column.title, formats["head"])
        if column.choices or column.help:
            sheet.data_validation(1, number, len(table.rows) + SPARE_ROWS, number, _validation(column, lists))
    for number, row in enumerate(table.rows):
        for place, value in enumerate(row):
            words = marks.get((number, place))
            _write(sheet, number + 1, place, value, formats, is_marked=words is not None)
            if words:
                sheet.write_comment(number + 1, place, plain(words), {"x_scale": 2, "y_scale": 1.5})
    if table.columns:
        sheet.autofilter(0, 0, max(1, len(table.rows)), len(table.columns) - 1)
    if table.is_hidden:
        sheet.hide()
    sheet.set_landscape()
    sheet.repeat_rows(0)
    sheet.fit_to_pages(1, 0)


def _write(sheet: Any, row: int, column: int, value: Value, formats: Mapping[str, Any], *, is_marked: bool) -> None:
    text = formats["marked"] if is_marked else formats["text"]
    if is_marked and isinstance(value, date):
        value = said(value)
    if value is None or value == "":
        sheet.write_blank(row, column, None, text) if is_marked else None
    elif isinstance(value, bool):
        sheet.write_boolean(row, column, value, text)
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value, text)
    elif isinstance(value, datetime):
        sheet.write_datetime(row, column, value, formats["moment"])
    elif isinstance(value, date) and value >= FIRST_DAY:
        sheet.write_datetime(row, column, value, formats["date"])
    else:
        words = plain(value if isinstance(value, str) else value.isoformat())
        if len(words) > LONGEST_CELL:
            raise ValueError(f"The text of {address(row, column)} is longer than a cell holds.")
        sheet.write_string(row, column, words, text)


def _validation(column: Column, lists: dict[tuple[str, ...], str]) -> dict[str, Any]:
    """A list to choose from that refuses nothing: what is typed is judged by the reader, in a sentence."""
    told: dict[str, Any] = {"ignore_blank": True, "show_error": False}
    if column.help:
        told |= {"input_title": column.title[:32], "input_message": column.help[:255]}
    if not column.choices:
        return {**told, "validate": "any"}
    if len(",".join(column.choices)) <= INLINE_LIST and not any("," in choice for choice in column.choices):
        return {**told, "validate": "list", "source": list(column.choices)}
    if column.choices not in lists:
        letters, last = column_letters(len(lists)), len(column.choices)
        lists[column.choices] = f"=Lists!${letters}$1:${letters}${last}"
    return {**told, "validate": "list", "source": lists[column.choices]}


def _lists(book: Any, lists: Mapping[tuple[str, ...], str]) -> None:
    """Lists that are too long for their cell stand on a hidden sheet."""
    if not lists:
        return
    sheet = book.add_worksheet("Lists")
    for column, choices in enumerate(lists):
        for row, choice in enumerate(choices):
            sheet.write_string(row, column, plain(choice))
    sheet.hide()


def _notes(book: Any, notes: Notes, formats: Mapping[str, Any]) -> None:
    sheet = book.add_worksheet(notes.name)
    sheet.set_column(0, 0, 100, formats["text"])
    sheet.hide_gridlines(2)
    for row, line in enumerate(notes.lines):
        sheet.write_string(row, 0, plain(line), formats["loud"] if line in notes.heads else formats["text"])


def plain(words: str) -> str:
    """Words as a cell can hold them: \\n for every line end, nothing that XML refuses."""
    return REFUSED_BY_XML.sub("", words.replace("\r\n", "\n").replace("\r", "\n"))
