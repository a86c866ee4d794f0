"""The process in which a workbook is read: nothing of the web, limits on time and memory, CSV out.

    python -m plumbline.workforce.register.child PATH NAME SHEET MOST OUT MEGABYTES SECONDS

Standard output carries the progress, a line of JSON each, and last the sheets or what is wrong. No Django here."""

from __future__ import annotations

import contextlib
import json
import os
import resource
import sys
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from plumbline.foundation.formats.problems import Code, Unreadable
from plumbline.workforce.register.extract import workbook
from plumbline.workforce.register.extract.columns import fold
from plumbline.workforce.register.extract.layout import LOOKED_AT, find_layout
from plumbline.workforce.register.opening import CRASHED, written_rows

OLD = (".xls", ".xlsb", ".ods")
CUT = (
    "{count} sheets of this workbook hold the same table: {names}. Only one sheet is read, so nothing was taken. Put "
    "all rows under each other on one sheet, or hide the sheets that do not belong to this extract."
)


def main(argv: list[str]) -> int:
    """Turn one sheet of a workbook into CSV."""
    path, name, sheet, most, out, megabytes, seconds = argv
    _limit(int(megabytes), int(seconds))
    parent = os.getppid()

    def tell(rows: int) -> None:
        if os.getppid() != parent:
            raise SystemExit(3)  # the worker was killed: nobody waits for this any more
        _say({"rows": rows})

    try:
        sheets, from_1904, rows = _old(Path(path), sheet) if name.lower().endswith(OLD) else _new(Path(path), sheet)
        written_rows(rows, Path(out), int(most), tell)
    except Unreadable as problem:
        _say({"code": problem.code, "message": problem.message})
        return 0
    except MemoryError:
        _say({"code": "too_big", "message": CRASHED})
        return 0
    _say({"sheets": sheets, "from_1904": from_1904})
    return 0


def _new(path: Path, sheet: str) -> tuple[list[str], bool, Iterator[list[str]]]:
    book = workbook.open_book(path)
    names = [name for name, _part in book.sheets]
    part = dict(book.sheets).get(sheet) or book.sheets[_fullest(book)][1]
    if not sheet:
        _only_table(book, part)
    # Days are turned into ISO already, so nothing is left that counts from 1904 but numbers without a format.
    return names, book.from_1904, workbook.rows_of(book, part)


def _only_table(book: workbook.Book, part: str) -> None:
    """Refuse a list that is cut into sheets: whoever stands on another one would be taken for a leaver."""
    if len(book.sheets) == 1 or not (wanted := _headings(book, part)):
        return
    alike = [name for name, other in book.sheets if other == part or _headings(book, other) == wanted]
    if len(alike) > 1:
        raise Unreadable(
            Code.WRONG_TYPE, CUT.format(count=len(alike), names=", ".join(f"“{each}”" for each in alike[:6]))
        )


def _headings(book: workbook.Book, part: str) -> frozenset[str]:
    layout = find_layout(workbook.head_of(book, part, LOOKED_AT))
    return frozenset(fold(each) for each in layout.headings if each) if layout else frozenset()


def _fullest(book: workbook.Book) -> int:
    """The sheet with the most to read, when nobody has chosen one: cover sheets and notes are short."""
    sizes = [book.archive.getinfo(part).file_size for _name, part in book.sheets]
    return sizes.index(max(sizes))


def _old(path: Path, sheet: str) -> tuple[list[str], bool, Iterator[list[str]]]:
    """Older and other workbooks, by the library that knows them."""
    from python_calamine import CalamineError, CalamineWorkbook  # noqa: PLC0415 (loaded only where it is needed)

    try:
        book = CalamineWorkbook.from_path(path)
        names = list(book.sheet_names)
        chosen = sheet if sheet in names else names[0]
        return names, False, ([_text(cell) for cell in row] for row in book.get_sheet_by_name(chosen).iter_rows())
    except (CalamineError, IndexError) as problem:
        raise Unreadable("damaged") from problem


def _text(cell: Any) -> str:
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(round(cell, 10))
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, time | timedelta):
        return str(cell)
    return str(cell)


def _say(told: dict[str, Any]) -> None:
    print(json.dumps(told), flush=True)  # noqa: T201


def _limit(megabytes: int, seconds: int) -> None:
    """The most memory and processor time that this process may take; a machine that sets less keeps its own."""
    for kind, most in ((resource.RLIMIT_AS, megabytes * 1024 * 1024), (resource.RLIMIT_CPU, seconds)):
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (most, most))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
