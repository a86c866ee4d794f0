"""An Excel workbook as rows of text, streamed from its XML: days as ISO, formulas as their last result."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import islice
from pathlib import Path
from typing import IO, Any

from lxml import etree

from plumbline.foundation.formats.problems import Code, Unreadable
from plumbline.workforce.register.extract.values import serial

Row = list[str]

MOST_UNPACKED = 2 * 1024 * 1024 * 1024
BOMB_RATIO, BOMB_SIZE = 200, 64 * 1024 * 1024
MOST_STRINGS = 120 * 1024 * 1024
LONGEST_CELL = 32_768
MOST_COLUMNS = 16_384
MOST_ROWS = 1_048_576
UNPACKS = (
    "This workbook unpacks to far more than any extract needs, so it was not opened. Copy the sheet into a new "
    "workbook, or export it as CSV."
)
_NS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/spreadsheetml/main}"
_REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_REL_STRICT = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
_DATE_FORMATS = frozenset({14, 15, 16, 17, 22, 27, 30, 36, 50, 57})
_COLUMN = re.compile(r"^([A-Z]{1,3})(\d{1,7})$")


@dataclass(frozen=True, slots=True)
class Book:
    """An opened workbook: its sheets (name, part), which styles show days, and from which year its days count."""

    archive: zipfile.ZipFile
    sheets: tuple[tuple[str, str], ...]
    day_styles: frozenset[int]
    from_1904: bool
    strings: list[str] = field(default_factory=list)


def open_book(path: Path) -> Book:
    """Open and check a workbook. Raises Unreadable where it is damaged, locked or a bomb."""
    try:
        archive = zipfile.ZipFile(path)
        infos = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as problem:
        raise Unreadable(Code.DAMAGED) from problem
    if any(info.flag_bits & 1 for info in infos):
        raise Unreadable(Code.PASSWORD_PROTECTED)
    _check_sizes(infos)
    names = set(archive.namelist())
    if "xl/workbook.xml" not in names:
        raise Unreadable(Code.WRONG_TYPE, "This is no Excel workbook. Export the list as XLSX or CSV.")
    root = _tree(archive, "xl/workbook.xml")
    links = _links(archive)
    sheets = tuple(
        (str(each.get("name", "")), links.get(str(each.get(_REL) or each.get(_REL_STRICT)), ""))
        for each in root.iter(f"{_NS}sheet", f"{_STRICT}sheet")
        if each.get("state", "visible") == "visible"
    )
    properties = next(root.iter(f"{_NS}workbookPr", f"{_STRICT}workbookPr"), None)
    from_1904 = properties is not None and properties.get("date1904") in ("1", "true")
    known = tuple(sheet for sheet in sheets if sheet[1] in names)
    if not known:
        raise Unreadable(Code.EMPTY, "This workbook has no sheet that shows. Unhide the sheet with the list.")
    styles = _day_styles(archive) if "xl/styles.xml" in names else frozenset()
    strings = list(_strings(archive)) if "xl/sharedStrings.xml" in names else []
    return Book(archive, known, styles, from_1904, strings)


def _check_sizes(infos: list[zipfile.ZipInfo]) -> None:
    packed, unpacked = sum(info.compress_size for info in infos), sum(info.file_size for info in infos)
    if len(infos) > 10_000 or unpacked > MOST_UNPACKED:
        raise Unreadable(Code.TOO_BIG, UNPACKS)
    if unpacked > BOMB_SIZE and unpacked > BOMB_RATIO * max(1, packed):
        raise Unreadable(Code.TOO_BIG, UNPACKS)


def head_of(book: Book, part: str, most: int) -> list[Row]:
    """The first filled rows of a sheet, merges left as they are: enough to know its headings."""
    return [cells for _number, cells in islice(_cells(book, part), most)]


def rows_of(book: Book, part: str) -> Iterator[Row]:
    """The rows of a sheet from the top, empty ones too, cells as text. A vertical merge repeats its cell."""
    wanted = 1
    merged = _merges(book, part)
    above: dict[int, str] = {}
    for number, cells in _cells(book, part):
        if number > MOST_ROWS or number - wanted > 100_000:
            raise Unreadable(Code.TOO_MANY_ROWS)
        while wanted < number:
            yield []
            wanted += 1
        if merged:
            _fill(cells, number, merged, above)
        yield cells
        wanted = number + 1


def _fill(cells: Row, number: int, merged: dict[int, list[tuple[int, int]]], above: dict[int, str]) -> None:
    for column, spans in merged.items():
        span = next((each for each in spans if each[0] <= number <= each[1]), None)
        if span is None:
            continue
        if number == span[0]:
            above[column] = cells[column] if column < len(cells) else ""
            continue
        cells.extend([""] * (column + 1 - len(cells)))
        cells[column] = above.get(column, "")


def _cells(book: Book, part: str) -> Iterator[tuple[int, Row]]:
    """Row number from 1 and its cells. Only one row is in memory at a time."""
    last = 0
    try:
        with book.archive.open(part) as stream:
            for _event, element in _events(stream, "row"):
                number = int(element.get("r") or last + 1)
                if number <= last:
                    raise Unreadable(Code.DAMAGED)
                last = number
                yield number, _row(book, element)
                element.clear()
                parent = element.getparent()
                if parent is not None:
                    del parent[:-1]
    except (etree.XMLSyntaxError, zipfile.BadZipFile, zlib.error, EOFError, ValueError) as problem:
        raise Unreadable(Code.DAMAGED) from problem


def _row(book: Book, element: Any) -> Row:
    cells: Row = []
    for cell in element:
        if not cell.tag.endswith("}c"):
            continue
        reference = cell.get("r")
        column = _column_of(reference) if reference else len(cells)
        if column >= MOST_COLUMNS or column < len(cells):
            raise Unreadable(Code.DAMAGED)
        if column > len(cells):
            cells.extend([""] * (column - len(cells)))
        cells.append(_value(book, cell))
    return cells


_columns: dict[str, int] = {}


def _column_of(reference: str) -> int:
    """The number, from 0, of the column in "BC17"."""
    name = reference.rstrip("0123456789")
    known = _columns.get(name)
    if known is None:
        if not _COLUMN.match(reference):
            raise Unreadable(Code.DAMAGED)
        known = 0
        for letter in name:
            known = known * 26 + ord(letter) - 64
        _columns[name] = known = known - 1
    return known


def _value(book: Book, cell: Any) -> str:
    kind = cell.get("t", "n")
    value = formula = None
    text = ""
    for part in cell:
        tag = part.tag
        if tag.endswith("}v"):
            value = part.text
        elif tag.endswith("}f"):
            formula = part.text or ""
        elif tag.endswith("}is"):
            text = "".join(part.itertext())
    if kind == "inlineStr":
        return text[:LONGEST_CELL]
    if value is None:
        return f"={formula}"[:LONGEST_CELL] if formula is not None else ""
    if kind == "s":
        at = int(value)
        return book.strings[at] if 0 <= at < len(book.strings) else ""
    if kind == "b":
        return "yes" if value == "1" else "no"
    if kind == "n" and int(cell.get("s") or 0) in book.day_styles:
        return _day(value, book)
    return _number(value) if kind == "n" else value[:LONGEST_CELL]


def _day(value: str, book: Book) -> str:
    try:
        number = float(value)
        if 0 < number < 1:  # a time of day, as hours in an FTE column
            return str(timedelta(days=number)).partition(".")[0]
        return serial(number, from_1904=book.from_1904).isoformat()
    except (ValueError, OverflowError):
        return value


def _number(value: str) -> str:
    """As a person would type it: 0.8 and not 0.80000000000000004, 104233 and not 104233.0 or 1.04233E5."""
    try:
        number = float(value)
    except ValueError:
        return value[:LONGEST_CELL]
    if number.is_integer() and abs(number) < 1e15:
        return str(int(number))
    return repr(round(number, 10))


def _strings(archive: zipfile.ZipFile) -> Iterator[str]:
    size = 0
    try:
        with archive.open("xl/sharedStrings.xml") as stream:
            for _event, element in _events(stream, "si"):
                text = "".join(
                    part.text or ""
                    for part in element.iter(f"{_NS}t", f"{_STRICT}t")
                    if not part.getparent().tag.endswith("}rPh")
                )
                size += len(text)
                if size > MOST_STRINGS:
                    raise Unreadable(Code.TOO_BIG, UNPACKS)
                yield text[:LONGEST_CELL]
                element.clear()
                parent = element.getparent()
                if parent is not None:
                    del parent[:-1]
    except (etree.XMLSyntaxError, zipfile.BadZipFile, zlib.error, EOFError) as problem:
        raise Unreadable(Code.DAMAGED) from problem


def _events(stream: IO[bytes], name: str) -> Iterator[tuple[str, Any]]:
    return iter(
        etree.iterparse(
            stream,
            events=("end",),
            tag=(f"{_NS}{name}", f"{_STRICT}{name}"),
            resolve_entities=False,
            no_network=True,
            huge_tree=False,
            load_dtd=False,
        )
    )


def _merges(book: Book, part: str) -> dict[int, list[tuple[int, int]]]:
    """Vertical merges by column: (first row, last row). Merges stand behind the rows, so the sheet is read twice;
    most sheets have none and say so in their last kilobytes."""
    with book.archive.open(part) as stream:
        tail = b""
        while piece := stream.read(1 << 20):
            tail = (tail + piece)[-(1 << 20) :]
    merged: dict[int, list[tuple[int, int]]] = {}
    for first, last in re.findall(rb'mergeCell ref="([A-Z]+\d+):([A-Z]+\d+)"', tail)[:50_000]:
        one, other = _COLUMN.match(first.decode()), _COLUMN.match(last.decode())
        if one and other and one.group(1) == other.group(1) and one.group(2) != other.group(2):
            merged.setdefault(_column_of(first.decode()), []).append((int(one.group(2)), int(other.group(2))))
    return merged


def _tree(archive: zipfile.ZipFile, part: str) -> Any:
    with archive.open(part) as stream:
        content = stream.read(16 * 1024 * 1024 + 1)
    if len(content) > 16 * 1024 * 1024:
        raise Unreadable(Code.TOO_BIG, UNPACKS)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as problem:
        raise Unreadable(Code.DAMAGED) from problem
    if b"<!DOCTYPE" in content[:4096]:
        raise Unreadable(Code.UNSAFE_XML)
    return root


def _links(archive: zipfile.ZipFile) -> dict[str, str]:
    try:
        root = _tree(archive, "xl/_rels/workbook.xml.rels")
    except KeyError:
        return {}
    return {str(each.get("Id")): _inside(str(each.get("Target", ""))) for each in root}


def _inside(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _day_styles(archive: zipfile.ZipFile) -> frozenset[int]:
    """Which cell styles show a number as a day."""
    root = _tree(archive, "xl/styles.xml")
    own = {
        int(each.get("numFmtId", "0"))
        for each in root.iter(f"{_NS}numFmt", f"{_STRICT}numFmt")
        if _shows_days(each.get("formatCode", ""))
    }
    found = next(root.iter(f"{_NS}cellXfs", f"{_STRICT}cellXfs"), None)
    styles = [] if found is None else list(found)
    wanted = own | _DATE_FORMATS
    return frozenset(at for at, style in enumerate(styles) if int(style.get("numFmtId") or 0) in wanted)


def _shows_days(code: str) -> bool:
    bare = re.sub(r'"[^"]*"|\\.|\[[^\]]*\]|_.', "", code).lower()
    return bool(re.search(r"d|y", bare)) and "general" not in bare
