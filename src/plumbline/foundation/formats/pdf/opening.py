"""Opens a PDF within limits and tells its facts."""

from __future__ import annotations

import logging
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pdfminer import pdftypes
from pdfminer.pdfdocument import PDFDocument, PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdfinterp import PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import PDFObjRef, resolve1
from pdfminer.utils import Matrix, decode_text

from plumbline.foundation.formats.problems import Code, Unreadable

from .shapes import Sheet

MOST_PAGES = 400
MOST_UNPACKED = 100_000_000  # bytes of one stream
_FACTS = (("Title", "title"), ("Author", "author"), ("CreationDate", "created"), ("ModDate", "modified"))
logging.getLogger("pdfminer").setLevel(logging.ERROR)


class _Unpacker:
    """One stream being unpacked, up to the limit."""

    def __init__(self) -> None:
        self.inner = zlib.decompressobj()
        self.left = MOST_UNPACKED

    def decompress(self, data: bytes) -> bytes:
        """The next part unpacked."""
        part = self.inner.decompress(data, max(1, self.left))
        self.left -= len(part)
        if self.inner.unconsumed_tail or self.left <= 0:
            raise Unreadable(Code.TOO_BIG, "This PDF unpacks to more than can be read. Save it anew and try again.")
        return part


class _Unpacking:
    """Stands in for zlib in pdfminer, which unpacks without any limit: a few kilobytes may hold gigabytes."""

    error = zlib.error
    decompressobj = _Unpacker

    @staticmethod
    def decompress(data: bytes) -> bytes:
        """`zlib.decompress` with a limit; a stream that is cut short gives what there is."""
        return _Unpacker().decompress(data)


setattr(pdftypes, "zlib", _Unpacking)  # noqa: B010 (a plain assignment is no module to mypy)


@dataclass(slots=True)
class Opened:
    """An open PDF and its pages."""

    document: PDFDocument
    pages: list[PDFPage]
    resources: PDFResourceManager

    def sheet(self, page: PDFPage, number: int) -> Sheet:
        """An empty sheet as large as what shows of the page."""
        x0, y0, x1, y1 = _shown(page)
        wide, high = x1 - x0, y1 - y0
        return Sheet(number, high, wide) if page.rotate in (90, 270) else Sheet(number, wide, high)

    def matrix(self, page: PDFPage) -> Matrix:
        """From the page's own points to those of what shows, turned as it shows, still counted from below."""
        x0, y0, x1, y1 = _shown(page)
        turned: dict[int, Matrix] = {
            90: (0, -1, 1, 0, -y0, x1),
            180: (-1, 0, 0, -1, x1, y1),
            270: (0, 1, -1, 0, y1, -x0),
        }
        return turned.get(page.rotate, (1, 0, 0, 1, -x0, -y0))

    def forget(self, page: PDFPage) -> None:
        """Let go of the page's streams, which pdfminer would keep decoded."""
        cached: dict[int, Any] = self.document._cached_objs
        for reference in _references(page.attrs.get("Contents")):
            cached.pop(reference, None)
        page.contents = []


def _references(value: object) -> list[int]:
    if isinstance(value, PDFObjRef):
        inner = resolve1(value)
        return [value.objid, *(_references(inner) if isinstance(inner, list) else [])]
    if isinstance(value, list):
        return [number for part in value for number in _references(part)]
    return []


def _shown(page: PDFPage) -> tuple[float, float, float, float]:
    """The crop box inside the media box, as viewers show it."""
    media, crop = _sorted(page.mediabox), _sorted(page.cropbox)
    cut = (max(media[0], crop[0]), max(media[1], crop[1]), min(media[2], crop[2]), min(media[3], crop[3]))
    shown = cut if cut[2] - cut[0] > 1 and cut[3] - cut[1] > 1 else media
    return shown if shown[2] - shown[0] > 1 and shown[3] - shown[1] > 1 else (0.0, 0.0, 595.0, 842.0)


def _sorted(box: Any) -> tuple[float, float, float, float]:
    x0, y0, x1, y1 = (float(part) for part in box)
    return (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


@contextmanager
def open_pdf(path: Path) -> Iterator[Opened]:
    """The PDF at `path`, closed at the end; an empty password is tried and nothing else."""
    if path.stat().st_size == 0:
        raise Unreadable(Code.EMPTY)
    with path.open("rb") as file:
        try:
            document = PDFDocument(PDFParser(file))
            pages = _pages(document)
        except (PDFPasswordIncorrect, PDFEncryptionError) as error:
            raise Unreadable(Code.PASSWORD_PROTECTED) from error
        except Unreadable:
            raise
        except (MemoryError, RecursionError) as error:
            raise Unreadable(Code.DAMAGED) from error
        except Exception as error:  # pdfminer raises whatever an odd file trips it over
            raise Unreadable(Code.DAMAGED) from error
        if not pages:
            raise Unreadable(Code.DAMAGED)
        yield Opened(document, pages, PDFResourceManager())


def _pages(document: PDFDocument) -> list[PDFPage]:
    pages: list[PDFPage] = []
    for page in PDFPage.create_pages(document):
        pages.append(page)
        if len(pages) > MOST_PAGES:
            raise Unreadable(
                Code.TOO_BIG, f"This PDF has more than {MOST_PAGES} pages. Split it and upload the part with the plan."
            )
    return pages


def facts_of(pdf: Opened) -> dict[str, str]:
    """Title, author, dates, language, and whether the file is tagged."""
    facts = {"tagged": "yes" if "StructTreeRoot" in pdf.document.catalog else "no"}
    for info in pdf.document.info:
        for key, name in _FACTS:
            value = resolve1(info.get(key))
            if isinstance(value, bytes) and value:
                facts[name] = decode_text(value).strip("\x00 ")
    language = resolve1(pdf.document.catalog.get("Lang"))
    if isinstance(language, bytes) and language:
        facts["language"] = decode_text(language)
    for name in ("created", "modified"):
        if facts.get(name, "").startswith("D:"):
            facts[name] = _moment(facts[name])
    return {name: value for name, value in facts.items() if value}


def _moment(written: str) -> str:
    """ "D:20240711093000+01'00'" as "2024-07-11T09:30:00"; what cannot be read stays as written."""
    digits = written[2:16]
    if not digits[:8].isdigit():
        return written
    day = f"{digits[:4]}-{digits[4:6]}-{digits[6:8]}"
    return f"{day}T{digits[8:10]}:{digits[10:12]}:{digits[12:14]}" if digits.isdigit() and len(digits) == 14 else day
