"""CSV: read whatever program wrote it; written so that spreadsheets open it rightly and run nothing in it."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Sequence

from plumbline.foundation.formats.decoding import decode
from plumbline.foundation.formats.problems import Code, Unreadable
from plumbline.foundation.formats.sheets.cells import Sheet, Value, said
from plumbline.foundation.formats.sheets.limits import MOST_CELLS, TOO_MANY

DELIMITERS = (",", ";", "\t", "|")
SNIFFED_ROWS = 60
LONGEST_CELL = 1_000_000

# What makes a spreadsheet take text for a formula (OWASP), full-width forms included. An apostrophe before it keeps
# it text. Text that begins with apostrophes and then such a sign gets one more, so that taking one away is exact.
NEEDS_GUARD = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
QUOTED_TWICE = re.compile(r'"(?:[^"]|"")*+"([,;\t|])"')
IS_GUARDED = re.compile(r"'+[=+\-@\t\r\n＝＋－＠]")


def guarded(text: str) -> str:
    """Text that no spreadsheet takes for a formula."""
    return f"'{text}" if NEEDS_GUARD.match(text) else text


def unguarded(text: str) -> str:
    """The exact reverse of `guarded`."""
    return text[1:] if IS_GUARDED.match(text) else text


def write_csv(titles: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    """Titles and rows with commas, every value in quotation marks, every line ended by CR LF, as UTF-8 with a mark at
    the start (RFC 4180; the mark is what makes Excel read ŵ and ŷ). Text that looks like a formula is guarded; numbers
    and dates are plain."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    for row in (titles, *rows):
        writer.writerow([guarded(value) if isinstance(value, str) else said(value) for value in row])
    return stream.getvalue().encode("utf-8-sig")


def read_csv(raw: bytes, name: str) -> Sheet:
    """The one sheet of a CSV file. Encoding and delimiter are found out; our guard against formulas is taken off.
    Every value is text. Raises Unreadable."""
    text = decode(raw)
    text, delimiter = _told(text)
    delimiter = delimiter or sniff_delimiter(text)
    rows: list[list[Value]] = []
    cells = 0
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=False):
            cells += len(row)
            if cells > MOST_CELLS or any(len(value) > LONGEST_CELL for value in row):
                raise Unreadable(Code.TOO_MANY_ROWS, TOO_MANY)
            rows.append([unguarded(value) or None for value in row])
    except csv.Error as problem:  # a cell longer than the library takes: an open quotation mark, most often
        told = "A quotation mark in this file is opened and never closed. Save the file again from your spreadsheet."
        raise Unreadable(Code.DAMAGED, told) from problem
    return Sheet(name, rows)


def sniff_delimiter(text: str) -> str:
    """The delimiter under which most rows have the same number of cells, more than one; a comma where none is."""
    best, most = ",", 0.0
    for delimiter in DELIMITERS:
        widths = Counter[int]()
        reader = csv.reader(io.StringIO(text[:200_000], newline=""), delimiter=delimiter)
        try:
            for row in reader:
                if row:
                    widths[len(row)] += 1
                if widths.total() >= SNIFFED_ROWS:
                    break
        except csv.Error:
            continue
        width, rows = max(widths.items(), key=lambda pair: (pair[1] * (pair[0] > 1), pair[0]), default=(1, 0))
        agreement = rows / max(1, widths.total()) if width > 1 else 0.0
        if agreement > most:
            best, most = delimiter, agreement
    return best


def _told(text: str) -> tuple[str, str]:
    """Excel's own first line "sep=;" names the delimiter; and where a file begins with two values in quotation marks,
    as ours do, what stands between them is the delimiter whatever the rows below look like."""
    first, _, rest = text.partition("\n")
    match = re.fullmatch(r'"?sep=(.)"?[ ,;|\t]*', first)
    if match and match.group(1) in DELIMITERS:
        return rest, match.group(1)
    quoted = QUOTED_TWICE.match(text)
    return text, quoted.group(1) if quoted else ""
