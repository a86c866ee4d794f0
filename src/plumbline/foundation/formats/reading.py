"""The door: a file in, a Document out. Looks at what the file holds, and only then at its name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from plumbline.foundation.formats.blocks import Document
from plumbline.foundation.formats.docx import read_docx
from plumbline.foundation.formats.html import read_html
from plumbline.foundation.formats.markdown import read_markdown
from plumbline.foundation.formats.office import as_docx
from plumbline.foundation.formats.pdf import read_pdf
from plumbline.foundation.formats.problems import Code, Unreadable
from plumbline.foundation.formats.sniffing import Kind, sniff
from plumbline.foundation.formats.text import read_text

Progress = Callable[[int, int], None]
BIGGEST_FILE = 60 * 1024 * 1024

_OFFICE_SUFFIXES = (".doc", ".dot", ".odt", ".ott", ".rtf", ".fodt", ".xml")


def read(path: Path, name: str | None = None, *, progress: Progress | None = None) -> Document:
    """Reads a file. `name` is what its owner calls it. `progress(done, total)` is called page by page for a PDF, and
    once at the end for everything else. Raises Unreadable with a code and a sentence."""
    name = name or path.name
    if path.stat().st_size > BIGGEST_FILE:
        raise Unreadable(Code.TOO_BIG)
    raw = path.read_bytes()
    if not raw.strip(b" \t\r\n\x00\xef\xbb\xbf\xff\xfe"):
        raise Unreadable(Code.EMPTY)
    kind, warning = sniff(raw, name)
    if kind is Kind.PDF:
        document = read_pdf(path, name, progress)
    else:
        try:
            document = _READERS[kind](raw, name)
        except RecursionError as problem:
            raise Unreadable(Code.UNSAFE_XML) from problem
        if not any(piece.text for piece in document.pieces()):
            raise Unreadable(Code.NO_TEXT if b"word/media/" in raw else Code.EMPTY)
        if progress is not None:
            progress(1, 1)
    return replace(document, warnings=(*document.warnings, warning)) if warning else document


def _read_office(raw: bytes, name: str) -> Document:
    suffix = Path(name).suffix.lower()
    document = read_docx(as_docx(raw, suffix if suffix in _OFFICE_SUFFIXES else _suffix_of(raw)), name)
    told = "This file was converted to Word before it was read. Colours that come from a theme may be lost."
    return replace(document, warnings=(*document.warnings, told))


def _suffix_of(raw: bytes) -> str:
    if raw.startswith(b"PK"):
        return ".odt"
    return ".rtf" if raw.lstrip()[:5] == b"{\\rtf" else ".doc"


_READERS: dict[Kind, Callable[[bytes, str], Document]] = {
    Kind.DOCX: read_docx,
    Kind.HTML: read_html,
    Kind.MARKDOWN: read_markdown,
    Kind.TEXT: read_text,
    Kind.OFFICE: _read_office,
}
