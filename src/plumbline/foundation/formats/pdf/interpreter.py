"""pdfminer's interpreter with what it leaves out and a plan's colours need: transparency, clips, named marks."""

from __future__ import annotations

from typing import Any

from pdfminer.pdfinterp import PDFPageInterpreter
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import PDFStream, resolve1
from pdfminer.psparser import PSLiteral
from pdfminer.utils import MATRIX_IDENTITY, Matrix, apply_matrix_rect, mult_matrix

from .device import Device
from .paths import outline
from .shapes import Box, Sheet
from .spots import spot_of

DEEPEST = 12  # forms within forms


class Interpreter(PDFPageInterpreter):
    """Runs the operators of a page for a `Device`."""

    device: Device

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self.kept: list[tuple[float, Box | None]] = []
        self.depth = 0
        self.resources: dict[Any, Any] = {}

    def subinterp(self) -> Interpreter:
        """The interpreter of a form inside the page."""
        inner = super().subinterp()
        assert isinstance(inner, Interpreter)
        inner.depth = self.depth + 1
        return inner

    def init_resources(self, resources: dict[Any, Any]) -> None:
        """Take a page's resources; of the colour spaces the inks too, which pdfminer knows by kind only."""
        super().init_resources(resources)
        spaces = resolve1(resources.get("ColorSpace")) if isinstance(resources, dict) else None
        for name, value in spaces.items() if isinstance(spaces, dict) else ():
            spot = spot_of(value)
            if spot is not None:
                self.csmap[name] = spot

    def do_q(self) -> None:
        """Keep the state."""
        super().do_q()
        self.device.watch()
        self.kept.append((self.device.alpha, self.device.clip))

    def do_Q(self) -> None:  # noqa: N802
        """Take the kept state again."""
        super().do_Q()
        if self.kept:
            self.device.alpha, self.device.clip = self.kept.pop()

    def do_gs(self, name: object) -> None:
        """A named state: of it, how see-through fills are."""
        states = resolve1(self.resources.get("ExtGState")) if isinstance(self.resources, dict) else None
        state = resolve1(states.get(getattr(name, "name", ""))) if isinstance(states, dict) else None
        if isinstance(state, dict):
            alpha = resolve1(state.get("ca"))
            if isinstance(alpha, int | float):
                self.device.alpha = min(1.0, max(0.0, float(alpha)))

    def do_W(self) -> None:  # noqa: N802
        """What follows shows inside the current path only."""
        box = outline(self.curpath, self.ctm, self.device.sheet.height)
        if box is not None:
            now = self.device.clip
            self.device.clip = box if now is None else (
                max(box[0], now[0]), max(box[1], now[1]), min(box[2], now[2]), min(box[3], now[3])
            )  # fmt: skip

    def do_W_a(self) -> None:  # noqa: N802
        """The same with the even-odd rule."""
        self.do_W()

    def do_BDC(self, tag: Any, props: Any) -> None:  # noqa: N802
        """Marked content, its properties written here or named in the resources."""
        if isinstance(props, PSLiteral):
            named = resolve1(self.resources.get("Properties")) if isinstance(self.resources, dict) else None
            props = resolve1(named.get(props.name)) if isinstance(named, dict) else None
        self.device.begin_tag(tag, props)

    def do_BMC(self, tag: Any) -> None:  # noqa: N802
        """Marked content without properties."""
        self.device.begin_tag(tag)

    def do_Do(self, xobjid_arg: Any) -> None:  # noqa: N802
        """A form or a picture, not deeper than is sane."""
        if self.depth < DEEPEST:
            alpha, clip, tags = self.device.alpha, self.device.clip, len(self.device.tags)
            super().do_Do(xobjid_arg)
            self.device.alpha, self.device.clip = alpha, clip
            self.device.set_ctm(self.ctm)
            self.device.open = None
            del self.device.tags[tags:]

    def draw(self, page: PDFPage, sheet: Sheet, matrix: Matrix) -> None:
        """Run the page's operators; `matrix` leads from the page's own points to those of the sheet."""
        self.device.start(sheet)
        self.device.alpha = 1.0
        self.kept = []
        self.render_contents(page.resources, page.contents, ctm=matrix)

    def draw_field(self, stream: PDFStream, rectangle: Box, matrix: Matrix) -> None:
        """Run the drawing of a form field, put into its rectangle as the file format says."""
        box = resolve1(stream.attrs.get("BBox"))
        numbers = [resolve1(part) for part in box] if isinstance(box, list) and len(box) == 4 else []
        if not all(isinstance(part, int | float) for part in numbers) or not numbers:
            return
        own = resolve1(stream.attrs.get("Matrix"))
        inner = _matrix(own)
        x0, y0, x1, y1 = apply_matrix_rect(inner, (numbers[0], numbers[1], numbers[2], numbers[3]))
        across = (rectangle[2] - rectangle[0]) / (x1 - x0) if x1 > x0 else 1.0
        up = (rectangle[3] - rectangle[1]) / (y1 - y0) if y1 > y0 else 1.0
        fitted = (across, 0.0, 0.0, up, rectangle[0] - across * x0, rectangle[1] - up * y0)
        self.device.clip = None
        self.device.open = None
        self.device.tags = []
        found = resolve1(stream.attrs.get("Resources"))
        resources = found if isinstance(found, dict) else {}
        self.render_contents(resources, [stream], ctm=mult_matrix(mult_matrix(inner, fitted), matrix))


def _matrix(value: object) -> Matrix:
    numbers = [resolve1(part) for part in value] if isinstance(value, list) else []
    if len(numbers) != 6 or not all(isinstance(part, int | float) for part in numbers):
        return MATRIX_IDENTITY
    a, b, c, d, e, f = (float(part) for part in numbers)
    return (a, b, c, d, e, f)
