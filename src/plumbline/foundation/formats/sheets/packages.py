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
OVERLAP = 40_000  # longer than any cell that holds a formula: a formula has 8,192 letters at most
LOCAL_HEADER = struct.Struct("<4s22xHH")

# A cell that is not closed at once: it holds something.
FILLED = re.compile(rb"""\sr\s*=\s*["']([A-Z]{1,3})(\d{1,7})["'][^<>]*(?<!/)>""")
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
    members = zipfile.ZipFile(BytesIO(raw)).infolist()
    budget = MOST_UNPACKED
    found: dict[str, dict[tuple[int, int], str]] = {}
    for member in members:
        name = member.filename.replace("\\", "/").lower()
        scan = _Scan() if name in parts else None
        for chunk in unpacked(raw, member):
            budget -= len(chunk)
            if budget < 0:
                raise Unreadable(Code.TOO_BIG, TOO_BIG)
            if scan is not None:
                scan.take(chunk)
        if scan is not None:
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


class _Scan:
    """Goes through the bytes of one sheet."""

    def __init__(self) -> None:
        self.troubles: dict[tuple[int, int], str] = {}
        self._tail = b""
        self._columns: set[bytes] = set()
        self._first, self._last = 2**31, 0

    def take(self, chunk: bytes) -> None:
        text = self._tail + chunk
        found = FILLED.findall(text)
        if found:
            self._columns |= {letters for letters, _ in found}
            rows = {int(row) for _, row in found}
            self._first, self._last = min(self._first, *rows), max(self._last, *rows)
            self._judge()
        if b"<f" in text or b":f" in text or b't="e"' in text or b"t='e'" in text:
            self._formulas(text)
        self._tail = text[-OVERLAP:]

    def _judge(self) -> None:
        columns = [place(f"{letters.decode()}1")[1] for letters in self._columns]
        if (self._last - self._first + 1) * (max(columns) - min(columns) + 1) > MOST_CELLS or self._last > 2**20:
            raise Unreadable(Code.TOO_MANY_ROWS, TOO_MANY)

    def _formulas(self, text: bytes) -> None:
        for attributes, value in FORMULA.findall(text):
            where = WHERE.search(attributes)
            if where and not value and not TEXT_RESULT.search(attributes):
                self.troubles[place(where.group(1).decode())] = ""
        for attributes, sign in ERROR.findall(text):
            where = WHERE.search(attributes)
            if where:
                self.troubles[place(where.group(1).decode())] = unescape(sign.decode("utf-8", "replace"))
