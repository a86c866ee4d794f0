"""A CSV file as rows of text: its encoding and separator found, streamed, never whole in memory."""

from __future__ import annotations

import codecs
import csv
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from plumbline.foundation.formats.problems import Code, Unreadable

Row = list[str]

SEPARATORS = (",", ";", "\t", "|")
HEAD = 64 * 1024
LONGEST_CELL = 100_000
MOST_COLUMNS = 16_384
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@dataclass(frozen=True, slots=True)
class Opened:
    """How a text file is read."""

    path: Path
    encoding: str
    separator: str

    def rows(self) -> Iterator[Row]:
        """Its rows from the top. Raises Unreadable where it is no table after all."""
        csv.field_size_limit(LONGEST_CELL)
        with self.path.open(encoding=self.encoding, errors="replace", newline="") as file:
            reader = csv.reader(_without_nul(file), delimiter=self.separator)
            try:
                yield from reader
            except csv.Error as problem:
                raise Unreadable(Code.DAMAGED, _broken(reader.line_num)) from problem


def open_csv(path: Path) -> Opened:
    """Find out how the file is written. Raises Unreadable where it is no text."""
    with path.open("rb") as file:
        head = file.read(HEAD)
    if not head.strip():
        raise Unreadable(Code.EMPTY)
    encoding = _encoding(path, head)
    text = head.decode(encoding, errors="replace")
    if text.count("\x00") > len(text) // 100 or text.startswith(("%PDF", "PK\x03\x04")):
        raise Unreadable(Code.WRONG_TYPE, "This is neither a CSV file nor an Excel workbook. Export it as one of them.")
    return Opened(path, encoding, _separator(text))


def _encoding(path: Path, head: bytes) -> str:
    for mark, name in MARKS:
        if head.startswith(mark):
            return name
    if b"\x00" in head[:2000]:
        even, odd = head[0:2000:2].count(0), head[1:2000:2].count(0)
        return "utf-16-le" if odd > even else "utf-16-be"
    return "utf-8" if _is_utf8(path) else "cp1252"


def _is_utf8(path: Path) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as file:
        try:
            while piece := file.read(1 << 20):
                decoder.decode(piece)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True


def _separator(text: str) -> str:
    """The mark that cuts most lines into the same number of pieces, the more pieces the better."""
    first = text.split("\n", 1)[0].strip().lower()
    if first.startswith("sep=") and len(first) == 5:
        return first[4]
    lines = text.splitlines()[:200]
    if len(text) >= HEAD // 4 and len(lines) > 1:
        lines = lines[:-1]  # the last one may be cut off
    return max(SEPARATORS, key=lambda mark: _regularity(lines, mark))


def _regularity(lines: list[str], mark: str) -> float:
    widths = Counter(len(row) for row in csv.reader(lines, delimiter=mark) if any(row))
    if not widths:
        return 0
    width, count = max(widths.items(), key=lambda pair: (pair[1] * min(pair[0] - 1, 50), pair[0]))
    return (width > 1) * count * min(width, 50) / sum(widths.values())


def _without_nul(lines: Iterator[str]) -> Iterator[str]:
    for line in lines:
        yield line.replace("\x00", "") if "\x00" in line else line


def _broken(line: int) -> str:
    return (
        f"From line {line} on the file cannot be read as a table: a quotation mark is opened and never closed, or a "
        "cell is longer than any HR system writes. Export it again."
    )
