"""What a program can decide of PDF/UA-1, after the Matterhorn Protocol. A strong filter, and no certificate."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf

HEADINGS = {f"/H{level}": level for level in range(1, 7)}
ROWS, CELLS = {"/TR"}, {"/TH", "/TD"}


def faults(content: bytes) -> list[str]:
    """What is wrong with a PDF, in words; an empty list where nothing was found."""
    with pikepdf.open(BytesIO(content)) as pdf:
        return [*_document(pdf), *_tree(pdf), *_marks(pdf), *_fonts(pdf)]


def _document(pdf: pikepdf.Pdf) -> Iterator[str]:
    root = pdf.Root
    if not root.get("/MarkInfo", {}).get("/Marked", False):
        yield "not marked as tagged"
    if not str(root.get("/Lang", "")):
        yield "no language"
    if not root.get("/ViewerPreferences", {}).get("/DisplayDocTitle", False):
        yield "the window does not show the title"
    with pdf.open_metadata() as facts:
        if facts.get("pdfuaid:part") != "1":
            yield "does not say that it is PDF/UA-1"
        if not facts.get("dc:title"):
            yield "no title"
    if "/StructTreeRoot" not in root:
        yield "no structure"


def _nodes(node: Any, above: tuple[str, ...] = ()) -> Iterator[tuple[Any, str, tuple[str, ...]]]:
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            kind = str(kid["/S"])
            yield kid, kind, above
            yield from _nodes(kid, (*above, kind))


def _tree(pdf: pikepdf.Pdf) -> Iterator[str]:
    root = pdf.Root.get("/StructTreeRoot")
    if root is None:
        return
    last = 0
    for node, kind, above in _nodes(root):
        if kind in HEADINGS:
            if HEADINGS[kind] > last + 1:
                yield f"heading {kind} after level {last}"
            last = HEADINGS[kind]
        if kind == "/Figure" and not str(node.get("/Alt", "")):
            yield "a figure without words"
        if kind in ROWS and above[-1] not in {"/Table", "/THead", "/TBody", "/TFoot"}:
            yield f"a row in {above[-1]}"
        if kind in CELLS and above[-1] not in ROWS:
            yield f"a cell in {above[-1]}"
        if kind == "/TH" and "/Scope" not in str(node.get("/A", "")) and not node.get("/ID"):
            yield "a heading cell without scope"
        if kind == "/LI" and above[-1] != "/L":
            yield "an item outside a list"


def _marks(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Everything drawn is in the tree or is said to be decoration; links say where they lead."""
    for number, page in enumerate(pdf.pages, 1):
        depth = 0
        for instruction in pikepdf.parse_content_stream(page):
            operator = str(instruction.operator)
            depth += operator in {"BDC", "BMC"}
            depth -= operator == "EMC"
            if depth == 0 and operator in {"Tj", "TJ", "S", "f", "B", "Do"}:
                yield f"page {number}: something is drawn outside the structure"
                break
        for annotation in page.get("/Annots", []):
            if annotation.get("/Subtype") == "/Link" and not str(annotation.get("/Contents", "")):
                yield f"page {number}: a link without words"


def _fonts(pdf: pikepdf.Pdf) -> Iterator[str]:
    for item in pdf.objects:
        if not isinstance(item, pikepdf.Dictionary) or item.get("/Type") != "/Font":
            continue
        if item.get("/Subtype") == "/Type0" and "/ToUnicode" not in item:
            yield f"{item.get('/BaseFont')} does not say its letters"
        described = item.get("/FontDescriptor")
        if described is not None and not {"/FontFile", "/FontFile2", "/FontFile3"} & set(described.keys()):
            yield f"{item.get('/BaseFont')} is not embedded"
