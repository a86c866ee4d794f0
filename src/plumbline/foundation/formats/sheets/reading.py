"""The door for spreadsheets: bytes in, a Workbook out. Looks at what the file holds, and only then at its name."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from io import BytesIO
from pathlib import PurePath
from typing import Any

import python_calamine

from plumbline.foundation.formats.problems import Code, Unreadable
from plumbline.foundation.formats.sheets.cells import Sheet, Span, Value, Workbook
from plumbline.foundation.formats.sheets.csvs import read_csv
from plumbline.foundation.formats.sheets.limits import EMPTY, MOST_BYTES, NOT_A_SHEET, OLD_KIND, TOO_BIG
from plumbline.foundation.formats.sheets.packages import measure

OLD_OFFICE = b"\xd0\xcf\x11\xe0"  # .xls, and what a password wraps around an .xlsx
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
NOT_TEXT = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"{\\rtf", b"<!DOCTYPE", b"<html", b"<?xml")


def read_sheets(raw: bytes, name: str) -> Workbook:
    """The sheets of an XLSX or CSV file; `name` is what its owner calls it. Formulas give the value that the program
    which saved them had calculated. Raises Unreadable with a code and a sentence."""
    if len(raw) > MOST_BYTES:
        raise Unreadable(Code.TOO_BIG, TOO_BIG)
    if not raw.strip(b" \t\r\n\x00\xef\xbb\xbf\xff\xfe"):
        raise Unreadable(Code.EMPTY, EMPTY)
    if raw.startswith(OLD_OFFICE):
        raise Unreadable(Code.PASSWORD_PROTECTED) if ENCRYPTED in raw else Unreadable(Code.UNSUPPORTED, OLD_KIND)
    book = _read_xlsx(raw) if raw.startswith(b"PK") else _read_text(raw, name)
    if not any(sheet.troubles or any(filled(row) for row in sheet.rows) for sheet in book.sheets):
        raise Unreadable(Code.EMPTY, EMPTY)
    return book


def _read_text(raw: bytes, name: str) -> Workbook:
    if raw.lstrip()[:16].startswith(NOT_TEXT):
        raise Unreadable(Code.WRONG_TYPE, NOT_A_SHEET)
    return Workbook((read_csv(raw, PurePath(name).stem[:60] or "CSV"),))


def _read_xlsx(raw: bytes) -> Workbook:
    if b"mimetypeapplication/vnd.oasis.opendocument" in raw[:120]:
        raise Unreadable(Code.UNSUPPORTED, OLD_KIND)
    try:
        measured = measure(raw)
    except Unreadable as problem:
        if problem.code is Code.WRONG_TYPE:
            raise Unreadable(Code.WRONG_TYPE, NOT_A_SHEET) from problem
        raise
    try:
        with python_calamine.load_workbook(BytesIO(raw)) as book:
            sheets = [
                _sheet(book, place, meta, measured.troubles[place] if place < len(measured.troubles) else {})
                for place, meta in enumerate(book.sheets_metadata)
                if meta.typ == python_calamine.SheetTypeEnum.WorkSheet
            ]
    except python_calamine.PasswordError as problem:
        raise Unreadable(Code.PASSWORD_PROTECTED) from problem
    except (python_calamine.CalamineError, ValueError, OSError) as problem:
        raise Unreadable(Code.DAMAGED) from problem
    return Workbook(tuple(sheets))


def _sheet(book: Any, place: int, meta: Any, troubles: dict[tuple[int, int], str]) -> Sheet:
    sheet = book.get_sheet_by_index(place)
    rows = [] if sheet.end is None else _from_a1(sheet)
    merged = tuple(Span(top, left, bottom, right) for (top, left), (bottom, right) in sheet.merged_cell_ranges or ())
    hidden = meta.visible != python_calamine.SheetVisibleEnum.Visible
    return Sheet(meta.name, rows, merged, troubles, hidden)


def _from_a1(sheet: Any) -> list[list[Value]]:
    """The rows beginning at A1, cut behind the last value of each."""
    above: list[list[Value]] = [[] for _ in range(sheet.start[0])]
    before: list[Value] = [None] * sheet.start[1]
    values = sheet.to_python(skip_empty_area=True)
    return above + [_cut([*before, *(_value(value) for value in row)]) for row in values]


def _cut(values: list[Value]) -> list[Value]:
    while values and values[-1] is None:
        values.pop()
    return values


def _value(value: Any) -> Value:
    if isinstance(value, str):
        return value or None
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return int(value)
    if isinstance(value, timedelta):
        return str(value)
    if isinstance(value, bool | int | float | date | datetime | time) or value is None:
        return value
    return str(value)


def filled(row: Sequence[Value]) -> bool:
    """Whether a row holds anything but white space."""
    return any(value is not None and (not isinstance(value, str) or value.strip()) for value in row)
