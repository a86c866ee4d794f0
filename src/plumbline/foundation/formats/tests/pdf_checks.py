"""What the tests ask of a document that was read from a PDF."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from pathlib import Path

import pypdfium2

from plumbline.foundation.formats.blocks import Document, Piece, Table
from plumbline.foundation.formats.pdf import read_pdf


def read(path: Path) -> Document:
    """The document."""
    return read_pdf(path, path.name)


def tables(document: Document) -> list[Table]:
    """Its tables, in order."""
    return [block for block in document.blocks if isinstance(block, Table)]


def prose(document: Document) -> list[Piece]:
    """Its pieces outside tables, in order."""
    return [block for block in document.blocks if isinstance(block, Piece)]


def texts(table: Table) -> list[list[str]]:
    """What a table says, row by row, as it was written (a spanning cell once)."""
    return [[cell.text for cell in row.cells] for row in table.rows]


def left_out(document: Document) -> list[tuple[str, str]]:
    """What was left out: (reason, text)."""
    return [(str(left.reason), left.text) for left in document.left_out]


def letters_of_pdfium(path: Path) -> Counter[str]:
    """Every letter of pdfium's own text of a file, without white space and hyphens at line ends."""
    pdf = pypdfium2.PdfDocument(path)
    text = "\n".join(page.get_textpage().get_text_range() for page in pdf)
    pdf.close()
    return _letters(re.sub("[-\u2010]\\s", "", text))


def letters_of(document: Document) -> Counter[str]:
    """Every letter of a document: in blocks, in markers and left out."""
    return _letters(" ".join(document.words()))


def _letters(text: str) -> Counter[str]:
    """Hyphens do not count: at a line end nobody can tell which of them were written. Nor do tick boxes: one that is
    drawn stands as ☐ or ☒ in the document and is no letter of the file."""
    plain = unicodedata.normalize("NFKC", text)
    shown = (letter for letter in plain if letter.isprintable() and not letter.isspace())
    return Counter(letter for letter in shown if letter not in "-\u2010☐☒")
