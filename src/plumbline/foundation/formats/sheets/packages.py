"""An XLSX file before it is opened: its real size measured, its sheets' extent and its formulas' troubles found.

The library that reads the cells allots every cell between the first and the last one, and believes the sizes that a
zip states. So both are measured here first, on the bytes themselves: a small file must not become a large one.
"""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from xml.sax.saxutils import unescape

from plumbline.foundation.formats.docx.container import Package
from plumbline.foundation.formats.problems import Code, Unreadable
from plumbline.foundation.formats.sheets.cells import place
from plumbline.foundation.formats.sheets.limits import MACROS, MOST_CELLS, MOST_UNPACKED, TOO_BIG, TOO_MANY

CHUNK = 1024 * 1024
OTHERS = frozenset({"mimetype", "content.xml", "xl/workbook.bin"})  # what marks other kinds of spreadsheets
OVERLAP = 40_000  # longer than any cell that holds a formula: a formula has 8,192 letters at most
LOCAL_HEADER = struct.Struct("<4s22xHH")

# The tags of rows and cells: where most say that they stand, then all attributes, in which a ">" may stand in quotation
# marks.
TAG = re.compile(
    rb"""<(?:[\w.-]+:)?(row|c)(?=[\s/>])(?: r="([A-Z]{0,3})([1-9]\d{0,6})")?((?:[^<>"']+|"[^"]*"|'[^']*')*+)>"""
)
# Where the others say it. Found inside another attribute it makes the sheet seem larger, never smaller.
SAID = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]{0,3})0*(\d{1,9})["']""")
SAYS = re.compile(rb"""\sr\s*=""")
FORMULA = re.compile(
    rb"<(?:\w+:)?c\s([^<>]*)>\s*<(?:\w+:)?f(?:\s[^<>]*)?(?:/>|>[^<]*</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>([^<]{0,40})</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
ERROR = re.compile(
    rb"""<(?:\w+:)?c\s([^<>]*\bt=["']e["'][^<>]*)>[^v]{0,2}(?:<(?:\w+:)?f(?:\s[^<>]*)?(?:/>|>[^<]*</(?:\w+:)?f>))?\s*"""
    rb"<(?:\w+:)?v>([^<]{1,40})</(?:\w+:)?v>"
)
WHERE = re.compile(rb"""\br\s*=\s*["']([A-Z]{1,3}\d{1,7})["']""")
TEXT_RESULT = re.compile(rb"""\bt\s*=\s*["']str["']""")


@dataclass(frozen=True, slots=True)
class Measured:
    """What was found in a workbook: for each sheet, in order, the troubles of its formulas by row and column."""

    troubles: list[dict[tuple[int, int], str]]


def measure(raw: bytes) -> Measured:
    """Look through an XLSX file. Raises Unreadable where it is damaged, protected, too large or holds macros."""
    try:
        package = Package(raw)
        parts = _sheet_parts(package)
    except Unreadable as problem:
        sentences = {Code.MACROS: MACROS, Code.TOO_BIG: TOO_BIG}
        raise Unreadable(problem.code, sentences.get(problem.code, problem.message)) from problem
    if not OTHERS.isdisjoint(package.names):  # the reader of cells would take it for what it is not
        raise Unreadable(Code.WRONG_TYPE)
    members = zipfile.ZipFile(BytesIO(raw)).infolist()
    budget = MOST_UNPACKED
    found: dict[str, dict[tuple[int, int], str]] = {}
    for member in members:
        name = member.filename.replace("\\", "/").lower()
        scan, extent = _Scan(), Extent()
        for chunk in unpacked(raw, member):
            budget -= len(chunk)
            if budget < 0:
                raise Unreadable(Code.TOO_BIG, TOO_BIG)
            extent.take(chunk)  # of every member: which of them is a sheet, the reader of cells may see otherwise
            if name in parts:
                scan.take(chunk)
        if name in parts:
            found[name] = scan.troubles
    return Measured([found.get(part, {}) for part in parts])


def unpacked(raw: bytes, member: zipfile.ZipInfo) -> Iterator[bytes]:
    """A member's bytes, as far as they really go and not as far as the zip says. Raises Unreadable where the two
    differ: the reader of cells goes on to the real end."""
    start = member.header_offset
    try:
        magic, name, extra = LOCAL_HEADER.unpack_from(raw, start)
    except struct.error as problem:
        raise Unreadable(Code.DAMAGED) from problem
    begin = start + 30 + name + extra
    packed = raw[begin : begin + member.compress_size]
    if magic != b"PK\x03\x04" or member.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise Unreadable(Code.DAMAGED)
    total = 0
    for chunk in _chunks(packed, member.compress_type):
        total += len(chunk)
        if total > member.file_size:
            raise Unreadable(Code.DAMAGED)
        yield chunk
    if total != member.file_size:
        raise Unreadable(Code.DAMAGED)


def _chunks(packed: bytes, method: int) -> Iterator[bytes]:
    if method == zipfile.ZIP_STORED:
        yield from (packed[at : at + CHUNK] for at in range(0, len(packed), CHUNK))
        return
    stream = zlib.decompressobj(-15)
    try:
        chunk = stream.decompress(packed, CHUNK)
        while chunk:
            yield chunk
            chunk = stream.decompress(stream.unconsumed_tail, CHUNK)
    except zlib.error as problem:
        raise Unreadable(Code.DAMAGED) from problem
    if not stream.eof:
        raise Unreadable(Code.DAMAGED)


def _sheet_parts(package: Package) -> list[str]:
    """The parts of the sheets, in lower case, in the order of the workbook."""
    tree = package.xml(package.main) if package.main else None
    if tree is None or not tree.tag.endswith("}workbook"):
        raise Unreadable(Code.WRONG_TYPE)
    related = package.related(package.main)
    parts = []
    for item in tree.iter("{*}sheet"):
        relation = next((value for name, value in item.attrib.items() if str(name).endswith("}id")), "")
        parts.append(related.get(str(relation), ("", "", False))[1].lower())
    return parts


class Extent:
    """How far the filled cells of a sheet reach, as the reader of cells counts: a row without a number stands under the
    last one, a cell without an address beside the last one, and letters may be small."""

    def __init__(self) -> None:
        self._rest = b""
        self._row = self._column = 0  # of the last tag, from 1
        self._first, self._last, self._widest = 2**31, 0, 0
        self._columns: dict[bytes, int] = {}

    def take(self, chunk: bytes) -> None:
        """Go on with the next bytes. Raises Unreadable as soon as they reach too far."""
        text = self._rest + chunk
        end = 0
        for tag in TAG.finditer(text):
            end = tag.end()
            what, letters, digits, more = tag.groups()
            number, column = int(digits or 0), self._number(letters) if letters else 0
            if SAYS.search(more):
                number, column = self._said(more, number, column)
            if what == b"row":
                self._row, self._column = number or self._row + 1, 0
                continue
            self._column = column or self._column + 1
            if not more.endswith(b"/"):  # one that is closed at once holds nothing
                self._reach(max(number, self._row, 1))
        self._rest = text[end:][-OVERLAP:]

    def _said(self, attributes: bytes, number: int, column: int) -> tuple[int, int]:
        said = SAID.findall(attributes)
        if not said:
            raise Unreadable(Code.DAMAGED)
        return (
            max(number, *(int(digits) for _letters, digits in said)),
            max(column, *(self._number(letters) if letters else 0 for letters, _digits in said)),
        )

    def _reach(self, row: int) -> None:
        if self._first <= row <= self._last and self._column <= self._widest:
            return
        self._first, self._last = min(self._first, row), max(self._last, row)
        self._widest = max(self._widest, self._column)
        if (self._last - self._first + 1) * self._widest > MOST_CELLS or self._last > 2**20:
            raise Unreadable(Code.TOO_MANY_ROWS, TOO_MANY)

    def _number(self, letters: bytes) -> int:
        if letters not in self._columns:
            self._columns[letters] = place(f"{letters.decode().upper()}1")[1] + 1
        return self._columns[letters]


class _Scan:
    """Goes through the bytes of one sheet for the troubles of its formulas."""

    def __init__(self) -> None:
        self.troubles: dict[tuple[int, int], str] = {}
        self._tail = b""

    def take(self, chunk: bytes) -> None:
        text = self._tail + chunk
        if b"<f" in text or b":f" in text or b't="e"' in text or b"t='e'" in text:
            self._formulas(text)
        self._tail = text[-OVERLAP:]

    def _formulas(self, text: bytes) -> None:
        for attributes, value in FORMULA.findall(text):
            where = WHERE.search(attributes)
            if where and not value and not TEXT_RESULT.search(attributes):
                self.troubles[place(where.group(1).decode())] = ""
        for attributes, sign in ERROR.findall(text):
            where = WHERE.search(attributes)
            if where:
                self.troubles[place(where.group(1).decode())] = unescape(sign.decode("utf-8", "replace"))
