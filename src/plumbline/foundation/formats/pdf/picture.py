"""Pictures of pages, for the page that shows where things were read."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pypdfium2

from plumbline.foundation.formats.problems import Code, Unreadable

WIDEST = 2400  # pixels
MOST_PIXELS = 12_000_000


@contextmanager
def _page(path: Path, number: int) -> Iterator[Any]:
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        raise Unreadable(Code.DAMAGED) from error
    try:
        if not 1 <= number <= len(document):
            raise Unreadable(Code.DAMAGED, f"This PDF has no page {number}.")
        try:
            page = document[number - 1]
        except pypdfium2.PdfiumError as error:
            raise Unreadable(Code.DAMAGED) from error
        try:
            yield page
        finally:
            page.close()
    finally:
        document.close()


def page_size(path: Path, page: int) -> tuple[float, float]:
    """Width and height of a page as it shows, in points; pages count from 1."""
    with _page(path, page) as opened:
        width, height = opened.get_size()
        return float(width), float(height)


def render_page(path: Path, page: int, *, width: int) -> bytes:
    """A page as PNG, `width` pixels wide (less where that would be too large a picture); pages count from 1."""
    with _page(path, page) as opened:
        wide, high = opened.get_size()
        scale = max(1, min(width, WIDEST)) / max(wide, 1)
        if wide * high * scale * scale > MOST_PIXELS:
            scale = (MOST_PIXELS / (wide * high)) ** 0.5
        picture = opened.render(scale=scale, may_draw_forms=True).to_pil()
        out = io.BytesIO()
        picture.convert("RGB").quantize(128).save(out, "PNG", optimize=False)
        return out.getvalue()
