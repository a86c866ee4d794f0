"""Makes the PDFs that the tests read: drawn with reportlab, set with typst, printed by LibreOffice."""

from __future__ import annotations

import itertools
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

import typst
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

GREEN, AMBER, RED = (0.57, 0.82, 0.31), (1.0, 0.75, 0.0), (1.0, 0.0, 0.0)
GREEN_HEX, AMBER_HEX, RED_HEX = "#91d14f", "#ffbf00", "#ff0000"


def drawn(path: Path, draw: Callable[[Canvas], None], size: tuple[float, float] = A4) -> Path:
    """A PDF that a function draws."""
    canvas = Canvas(str(path), pagesize=size)
    draw(canvas)
    canvas.save()
    return path


def write(canvas: Canvas, x: float, y: float, text: str, font: str = "Helvetica", size: float = 9) -> None:
    """One line of black text."""
    canvas.setFillGray(0)
    canvas.setFont(font, size)
    canvas.drawString(x, y, text)


def ruled(canvas: Canvas, xs: Sequence[float], ys: Sequence[float]) -> None:
    """A grid of stroked rectangles; `ys` from the top."""
    for left, right in itertools.pairwise(xs):
        for top, bottom in itertools.pairwise(ys):
            canvas.rect(left, bottom, right - left, top - bottom, stroke=1, fill=0)


def thin(canvas: Canvas, xs: Sequence[float], ys: Sequence[float]) -> None:
    """The same as word processors draw it: each border a filled rectangle half a point wide."""
    canvas.setFillGray(0)
    for y in ys:
        for left, right in itertools.pairwise(xs):
            canvas.rect(left + 0.24, y - 0.24, right - left - 0.48, 0.48, stroke=0, fill=1)
    for x in xs:
        for top, bottom in itertools.pairwise(ys):
            canvas.rect(x - 0.24, bottom + 0.24, 0.48, top - bottom - 0.48, stroke=0, fill=1)


def painted(canvas: Canvas, box: tuple[float, float, float, float], colour: tuple[float, float, float]) -> None:
    """A filled rectangle: (x, y, width, height)."""
    canvas.setFillColorRGB(*colour)
    canvas.rect(*box, stroke=0, fill=1)


def typeset(path: Path, source: str, *, tagged: bool = True) -> Path:
    """A PDF that typst sets."""
    typst.compile(source.encode(), output=str(path), pdf_tags=tagged)
    return path


def printed(document: Path, *, tagged: bool) -> Path:
    """A document as LibreOffice prints it, beside the document."""
    options = '{"UseTaggedPDF":{"type":"boolean","value":"%s"}}' % ("true" if tagged else "false")
    profile = f"-env:UserInstallation=file://{document.parent}/office"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", f"pdf:writer_pdf_Export:{options}", "--outdir",
         str(document.parent), str(document)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    return document.with_suffix(".pdf")
