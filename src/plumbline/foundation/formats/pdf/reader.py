"""Reads a PDF, page by page, into neutral blocks."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from pdfminer.pdfpage import PDFPage

from plumbline.foundation.formats.blocks import Document
from plumbline.foundation.formats.problems import Code, Unreadable

from .annotations import Overlay, overlay_of
from .assembly import assemble
from .device import Device
from .interpreter import Interpreter
from .layout import Leaf, lay_out
from .lines import put_in_lines
from .opening import Opened, facts_of, open_pdf
from .second_look import look_again
from .shapes import Sheet, Word
from .signs import add_tick_boxes, strike_words
from .tree import Tree, read_tree

LONGEST = 300.0  # seconds for one file; 84 dense pages take about ten


def read_pdf(path: Path, name: str, progress: Callable[[int, int], None] | None = None) -> Document:
    """The document in a PDF. Calls `progress(pages done, pages)` after each page; raises `Unreadable`."""
    with open_pdf(path) as pdf:
        try:
            leaves, tree = _leaves(pdf, path, progress)
            facts = facts_of(pdf)
        except Unreadable:
            raise
        except Exception as error:  # pdfminer raises whatever an odd file trips it over, RecursionError too
            raise Unreadable(Code.DAMAGED) from error
    if not any(leaf.words for leaf in leaves):
        raise Unreadable(Code.NO_TEXT if any(leaf.images for leaf in leaves) else Code.EMPTY)
    return assemble(leaves, name, facts, tree)


def _leaves(pdf: Opened, path: Path, progress: Callable[[int, int], None] | None) -> tuple[list[Leaf], Tree]:
    tree = read_tree(pdf.document.catalog)
    device = Device(pdf.resources, time.monotonic() + LONGEST)
    interpreter = Interpreter(pdf.resources, device)
    leaves: list[Leaf] = []
    for number, page in enumerate(pdf.pages, 1):
        sheet = pdf.sheet(page, number)
        matrix = pdf.matrix(page)
        interpreter.draw(page, sheet, matrix)
        overlay = overlay_of(page, sheet, matrix)
        for stream, rectangle in overlay.fields:
            interpreter.draw_field(stream, rectangle, matrix)
        missing = look_again(path, sheet, matrix)
        _mark(sheet, overlay, tree, page)
        add_tick_boxes(sheet)
        strike_words(sheet)
        leaf = _leaf(sheet, tree)
        leaf.missing = missing
        leaves.append(leaf)
        pdf.forget(page)
        if progress is not None:
            progress(number, len(pdf.pages))
    return leaves, tree


def _mark(sheet: Sheet, overlay: Overlay, tree: Tree, page: PDFPage) -> None:
    """Tell each word its link, its block and its cell, and the sheet its tick boxes."""
    sheet.boxes = overlay.boxes
    if tree.content and isinstance(page.pageid, int):
        for word in sheet.words:
            word.block, word.cell = tree.of(page.pageid, word.tag)
    for box, url in overlay.links:
        for word in sheet.words:
            x, y = word.middle
            if box[0] - 1 <= x <= box[2] + 1 and box[1] - 1 <= y <= box[3] + 1:
                word.url = url


def _leaf(sheet: Sheet, tree: Tree) -> Leaf:
    leaf = Leaf(sheet.number, sheet.width, sheet.height, images=sheet.images, words=len(sheet.words))
    read: list[Word] = []
    outside: list[Word] = []
    for word in sheet.words:
        x, y = word.middle
        if not (-1 <= x <= sheet.width + 1 and -1 <= y <= sheet.height + 1):
            outside.append(word)
        else:
            read.append(word)
    if outside:
        leaf.aside.append((put_in_lines(outside), "hidden_text"))
    leaf.items, artifacts = lay_out(sheet, read, tree)
    if artifacts:
        leaf.aside.append((put_in_lines(artifacts), "artifact"))
    return leaf
