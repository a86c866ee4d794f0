"""Reads a PDF, page by page, into neutral blocks."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from plumbline.foundation.formats.blocks import Document
from plumbline.foundation.formats.problems import Code, Unreadable

from .assembly import assemble
from .device import Device
from .interpreter import Interpreter
from .layout import Leaf, lay_out
from .lines import put_in_lines
from .opening import facts_of, open_pdf
from .shapes import Sheet, Word

LONGEST = 300.0  # seconds for one file; 84 dense pages take about ten


def read_pdf(path: Path, name: str, progress: Callable[[int, int], None] | None = None) -> Document:
    """The document in a PDF. Calls `progress(pages done, pages)` after each page; raises `Unreadable`."""
    with open_pdf(path) as pdf:
        device = Device(pdf.resources, time.monotonic() + LONGEST)
        interpreter = Interpreter(pdf.resources, device)
        leaves: list[Leaf] = []
        for number, page in enumerate(pdf.pages, 1):
            sheet = pdf.sheet(page, number)
            try:
                interpreter.draw(page, sheet, pdf.origin(page))
            except Unreadable:
                raise
            except (MemoryError, RecursionError) as error:
                raise Unreadable(Code.DAMAGED) from error
            except Exception as error:  # pdfminer raises whatever an odd file trips it over
                raise Unreadable(Code.DAMAGED) from error
            leaves.append(_leaf(sheet))
            pdf.forget(page)
            if progress is not None:
                progress(number, len(pdf.pages))
        facts = facts_of(pdf)
    if not any(leaf.words for leaf in leaves):
        raise Unreadable(Code.NO_TEXT if any(leaf.images for leaf in leaves) else Code.EMPTY)
    return assemble(leaves, name, facts)


def _leaf(sheet: Sheet) -> Leaf:
    leaf = Leaf(sheet.number, sheet.width, sheet.height, images=sheet.images, words=len(sheet.words))
    read: list[Word] = []
    outside: list[Word] = []
    artifacts: list[Word] = []
    for word in sheet.words:
        x, y = word.middle
        if not (-1 <= x <= sheet.width + 1 and -1 <= y <= sheet.height + 1):
            outside.append(word)
        elif word.artifact:
            artifacts.append(word)
        else:
            read.append(word)
    if outside:
        leaf.aside.append((put_in_lines(outside), "hidden_text"))
    if artifacts:
        leaf.aside.append((put_in_lines(artifacts), "artifact"))
    leaf.items = lay_out(sheet, read)
    return leaf
