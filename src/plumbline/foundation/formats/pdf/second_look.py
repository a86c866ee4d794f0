"""Letters that pdfminer could not name, looked up in pdfium, which guesses by other means."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
from pdfminer.utils import Matrix

from .shapes import Sheet, Word

UNKNOWN = "\ufffd"


def look_again(path: Path, sheet: Sheet, matrix: Matrix) -> int:
    """Replace unknown letters on a sheet; what pdfium cannot name either goes. How many words still miss letters."""
    unknown = [word for word in sheet.words if word.unknown]
    if not unknown:
        return 0
    try:
        document = pypdfium2.PdfDocument(path)
        try:
            page = document[sheet.number - 1]
            text = page.get_textpage()
            for word in unknown:
                _name(word, text, sheet, matrix)
            text.close()
            page.close()
        finally:
            document.close()
    except pypdfium2.PdfiumError:
        pass
    missing = 0
    for word in unknown:
        if UNKNOWN in word.text:
            missing += 1
            word.text = word.text.replace(UNKNOWN, "")
    sheet.words = [word for word in sheet.words if word.text]
    return missing


def _name(word: Word, text: object, sheet: Sheet, matrix: Matrix) -> None:
    inset = min(0.12 * word.size, 0.2 * (word.x1 - word.x0), 0.2 * (word.bottom - word.top))
    end = max(word.x1, word.x0 + 0.35 * word.size)  # a letter without a name often has no width either
    corners = [
        _back(matrix, (x, sheet.height - y))
        for x in (word.x0 + inset, end - inset)
        for y in (word.top + inset, word.bottom - inset)
    ]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    found = text.get_text_bounded(min(xs), min(ys), max(xs), max(ys))  # type: ignore[attr-defined]
    letters = "".join(letter for letter in found if not letter.isspace() and letter.isprintable())
    if letters and len(letters) <= 2 * len(word.text) + 2:
        word.text = letters


def _back(matrix: Matrix, point: tuple[float, float]) -> tuple[float, float]:
    """Where a point of the shown page is in the page's own points."""
    a, b, c, d, e, f = matrix
    whole = a * d - b * c or 1.0
    x, y = point[0] - e, point[1] - f
    return ((d * x - c * y) / whole, (a * y - b * x) / whole)
