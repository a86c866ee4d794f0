"""What is laid over a page: links, and form fields with what was filled in."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import PDFStream, resolve1
from pdfminer.utils import Matrix, apply_matrix_pt

from .shapes import Box, Sheet

MOST = 5_000  # on one page


@dataclass(slots=True)
class Overlay:
    """Links as (box, address); tick boxes and radio buttons as (box, ticked); drawings of text fields as
    (appearance stream, rectangle in the page's own points)."""

    links: list[tuple[Box, str]] = field(default_factory=list)
    boxes: list[tuple[Box, bool]] = field(default_factory=list)
    fields: list[tuple[PDFStream, Box]] = field(default_factory=list)


def overlay_of(page: PDFPage, sheet: Sheet, matrix: Matrix) -> Overlay:
    """The overlay of a page; what makes no sense in it is passed over."""
    overlay = Overlay()
    found = resolve1(page.annots)
    for reference in (found if isinstance(found, list) else [])[:MOST]:
        annotation = resolve1(reference)
        if not isinstance(annotation, dict):
            continue
        box = _box(annotation.get("Rect"), sheet, matrix)
        kind = getattr(resolve1(annotation.get("Subtype")), "name", "")
        if box is None or _is_hidden(annotation):
            continue
        if kind == "Link":
            address = _address(annotation)
            if address:
                overlay.links += [(quad, address) for quad in _quads(annotation, sheet, matrix) or [box]]
        elif kind == "Widget":
            _widget(annotation, box, overlay)
    return overlay


def _is_hidden(annotation: dict[str, Any]) -> bool:
    flags = resolve1(annotation.get("F"))
    return isinstance(flags, int) and bool(flags & 2)


def _numbers(value: object, count: int) -> list[float] | None:
    values = resolve1(value)
    if not isinstance(values, list) or len(values) < count:
        return None
    numbers = [resolve1(part) for part in values]
    return [float(part) for part in numbers] if all(isinstance(part, int | float) for part in numbers) else None


def _box(value: object, sheet: Sheet, matrix: Matrix) -> Box | None:
    numbers = _numbers(value, 4)
    if numbers is None:
        return None
    corners = [apply_matrix_pt(matrix, (numbers[x], numbers[y])) for x in (0, 2) for y in (1, 3)]
    xs, ys = [x for x, _ in corners], [sheet.height - y for _, y in corners]
    return (min(xs), min(ys), max(xs), max(ys))


def _quads(annotation: dict[str, Any], sheet: Sheet, matrix: Matrix) -> list[Box]:
    numbers = _numbers(annotation.get("QuadPoints"), 8)
    if numbers is None:
        return []
    boxes = []
    for start in range(0, len(numbers) - 7, 8):
        part = numbers[start : start + 8]
        box = _box([min(part[::2]), min(part[1::2]), max(part[::2]), max(part[1::2])], sheet, matrix)
        if box is not None:
            boxes.append(box)
    return boxes


def _address(annotation: dict[str, Any]) -> str:
    action = resolve1(annotation.get("A"))
    value = resolve1(action.get("URI")) if isinstance(action, dict) else None
    return value.decode("utf-8", "replace").strip() if isinstance(value, bytes) else ""


def _inherited(annotation: dict[str, Any], key: str) -> Any:
    """A field's value, from its parents where it has none itself."""
    node: Any = annotation
    for _ in range(8):
        if not isinstance(node, dict):
            return None
        value = resolve1(node.get(key))
        if value is not None:
            return value
        node = resolve1(node.get("Parent"))
    return None


def _widget(annotation: dict[str, Any], box: Box, overlay: Overlay) -> None:
    kind = getattr(_inherited(annotation, "FT"), "name", "")
    if kind == "Btn":
        flags = _inherited(annotation, "Ff")
        if not (isinstance(flags, int) and flags & 1 << 16):  # a push button says nothing
            state = getattr(resolve1(annotation.get("AS")), "name", None)
            if state is None:
                state = getattr(_inherited(annotation, "V"), "name", "Off")
            overlay.boxes.append((box, state != "Off"))
    elif kind in ("Tx", "Ch"):
        appearance = resolve1(annotation.get("AP"))
        normal = resolve1(appearance.get("N")) if isinstance(appearance, dict) else None
        numbers = _numbers(annotation.get("Rect"), 4)
        if isinstance(normal, PDFStream) and numbers is not None:
            rectangle = (
                min(numbers[0], numbers[2]), min(numbers[1], numbers[3]),
                max(numbers[0], numbers[2]), max(numbers[1], numbers[3]),
            )  # fmt: skip
            overlay.fields.append((normal, rectangle))
