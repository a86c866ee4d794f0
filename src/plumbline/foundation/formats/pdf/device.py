"""Takes down what a page draws, straight from pdfminer's interpreter: words as they come, no object a character."""

from __future__ import annotations

import math
import time
from collections.abc import Iterable, Sequence
from typing import Any

from pdfminer.pdfcolor import PDFColorSpace
from pdfminer.pdfdevice import PDFTextDevice
from pdfminer.pdffont import PDFCIDFont, PDFFont, PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFGraphicState, PDFResourceManager, PDFTextState
from pdfminer.pdftypes import PDFStream, resolve1
from pdfminer.psparser import PSLiteral
from pdfminer.utils import MATRIX_IDENTITY, Matrix, mult_matrix

from plumbline.foundation.formats.problems import Code, Unreadable

from .colours import as_hex
from .paths import take_path
from .shapes import Box, Face, Sheet, Word
from .spots import Spot

MOST_CHARACTERS = 200_000  # on one page; a dense page has 8,000
MOST_SHAPES = 60_000  # on one page
MOST_IN_ALL = 6_000_000  # characters of one file
GAP = 0.17  # of the font's size: a wider gap between two letters is a blank
TOUCH = 0.06  # a piece of a word that starts this near to the end of the last goes on with it
BOLD = ("bold", "black", "heavy", "semibold", "demi")
DINGBATS = ("wingding", "dingbat", "webding", "zapf", "symbolmt", "opensymbol", "marlett")


class Device(PDFTextDevice):
    """Collects one `Sheet`. `deadline` is a moment of `time.monotonic()`."""

    def __init__(self, resources: PDFResourceManager, deadline: float) -> None:
        super().__init__(resources)
        self.deadline = deadline
        self.faces: dict[int, Face] = {}
        self.alpha = 1.0
        self.letters = 0
        self.before = 0  # letters of the pages before

    def start(self, sheet: Sheet) -> None:
        """Begin a page: what follows goes to `sheet`."""
        self.sheet = sheet
        self.before += self.letters
        self.letters = 0
        self.shapes = 0
        self.tags: list[tuple[int | None, str | None]] = []
        self.clip: Box | None = None
        self.open: Word | None = None
        self.end = (0.0, 0.0)

    def watch(self) -> None:
        """Give up when it takes too long."""
        if time.monotonic() > self.deadline:
            raise Unreadable(Code.TOO_BIG, "This PDF takes too long to read. Split it and try again.")

    # marked content

    def begin_tag(self, tag: PSLiteral, props: object = None) -> None:
        """Marked content starts: its number, and whether it is an artifact (furniture)."""
        number, artifact = self.tags[-1] if self.tags else (None, None)
        values = resolve1(props)
        if isinstance(values, dict):
            found = resolve1(values.get("MCID"))
            number = found if isinstance(found, int) else number
        if getattr(tag, "name", None) in ("Artifact", b"Artifact"):
            kind = resolve1(values.get("Subtype")) if isinstance(values, dict) else None
            artifact = str(getattr(kind, "name", "")) or "Artifact"
            number = None
        self.tags.append((number, artifact))
        self.open = None if artifact else self.open

    def end_tag(self) -> None:
        """Marked content ends."""
        if self.tags:
            self.tags.pop()

    # text

    def render_string(
        self, textstate: PDFTextState, seq: Any, ncs: PDFColorSpace, graphicstate: PDFGraphicState
    ) -> None:
        """One text operator."""
        font = textstate.font
        if font is None or font.is_vertical():
            super().render_string(textstate, seq, ncs, graphicstate)
            return
        self.watch()
        self._string(textstate, font, seq, graphicstate)

    def render_char(
        self,
        matrix: Matrix,
        font: PDFFont,
        fontsize: float,
        scaling: float,
        rise: float,
        cid: int,
        ncs: PDFColorSpace,  # noqa: ARG002
        graphicstate: PDFGraphicState,
    ) -> float:
        """One character of vertical writing: each is a word of its own."""
        width = float(font.char_width(cid)) * fontsize * scaling
        text, unknown = _character(font, cid)
        run = _Run(self, matrix, font, fontsize, rise, graphicstate, 0)
        run.add(text, 0.0, 0.0, fontsize, unknown)
        run.close(blank=False)
        self.open = None
        return width

    def _string(self, state: PDFTextState, font: PDFFont, seq: Iterable[Any], graphics: PDFGraphicState) -> None:
        size = state.fontsize
        scaling = state.scaling * 0.01
        charspace, wordspace = state.charspace * scaling, state.wordspace * scaling
        multibyte = font.is_multibyte()
        step = 0.001 * size * scaling
        matrix = mult_matrix(state.matrix, self.ctm or MATRIX_IDENTITY)
        run = _Run(self, matrix, font, size, state.rise, graphics, state.render)
        x, y = state.linematrix
        limit = GAP * abs(size * scaling)
        first = True
        for part in seq:
            if isinstance(part, int | float):
                x -= part * step
                first = False
                continue
            if not isinstance(part, bytes):
                continue
            for cid in font.decode(part):
                if not first:
                    x += charspace
                first = False
                text, unknown = _character(font, cid)
                width = float(font.char_width(cid)) * size * scaling
                if text.isspace() or not text:
                    run.close(blank=bool(text))
                else:
                    if run.text and abs(x - run.end - charspace) > limit and x - run.end != charspace:
                        run.close(blank=False, gap=True)
                    run.add(text, x, y, x + width, unknown)
                x += width
                if cid == 32 and wordspace and not multibyte:
                    x += wordspace
                self.letters += 1
        if self.letters > MOST_CHARACTERS or self.before + self.letters > MOST_IN_ALL:
            raise Unreadable(
                Code.TOO_BIG, "A page of this PDF holds more text than can be read. Split it and try again."
            )
        run.close(blank=False)
        state.linematrix = (x, y)

    def face(self, font: PDFFont) -> Face:
        """What the font tells, looked up once."""
        known = self.faces.get(id(font))
        if known is None:
            name = font.fontname if isinstance(font.fontname, str) else repr(font.fontname)
            low = name.lower()
            weight = resolve1(font.descriptor.get("FontWeight")) if hasattr(font, "descriptor") else None
            bold = any(part in low for part in BOLD) or (isinstance(weight, int | float) and weight >= 600)
            bold = bold or bool(font.flags & 1 << 18)
            dingbat = any(part in low for part in DINGBATS)
            descent = float(font.get_descent() or -0.2)
            known = Face(name, bold, dingbat, descent if -0.5 < descent < 0 else -0.2)
            self.faces[id(font)] = known
            self._kept = [*getattr(self, "_kept", []), font]  # an id is only good while its font lives
        return known

    # paths and pictures

    def paint_path(
        self,
        graphicstate: PDFGraphicState,
        stroke: bool,
        fill: bool,
        evenodd: bool,  # noqa: ARG002
        path: Sequence[Any],
    ) -> None:
        """One path operator."""
        self.shapes += 1
        if self.shapes > MOST_SHAPES or not path:
            return
        if not self.shapes % 256:
            self.watch()
        colour = _colour(graphicstate, self.alpha) if fill else None
        artifact = bool(self.tags and self.tags[-1][1])
        take_path(
            self.sheet, path, self.ctm or MATRIX_IDENTITY, self.clip, colour,
            fill=fill, stroke=stroke, width=graphicstate.linewidth, artifact=artifact,
        )  # fmt: skip

    def begin_figure(self, name: str, bbox: object, matrix: Matrix) -> None:
        """A form or a picture starts."""

    def end_figure(self, name: str) -> None:
        """A form or a picture ends."""

    def render_image(self, name: str, stream: PDFStream) -> None:  # noqa: ARG002
        """A picture: counted, never opened."""
        self.sheet.images += 1


def _colour(state: PDFGraphicState, alpha: float) -> str | None:
    if isinstance(state.ncs, Spot):
        return as_hex(state.ncs.mixed(state.ncolor), state.ncs.space, alpha)
    return as_hex(state.ncolor, state.ncs.name, alpha)


def _character(font: PDFFont, cid: int) -> tuple[str, bool]:
    try:
        text = font.to_unichr(cid)
    except (PDFUnicodeNotDefined, KeyError, ValueError, TypeError):
        text = ""
    if not isinstance(text, str):
        text = ""
    if not text:
        return ("" if isinstance(font, PDFCIDFont) and cid == 0 else "\ufffd"), True
    # pdfminer takes the letters of the standard dingbat font for letters
    picture = not text.isspace() and "ZapfDingbats" in str(font.fontname) and getattr(font, "unicode_map", None) is None
    # a hyphen that shows is a hyphen, whatever the font's table calls the glyph
    return text.replace("\x00", "").replace("\u00ad", "-"), picture


class _Run:
    """The word that grows while a text operator is followed."""

    def __init__(
        self,
        device: Device,
        matrix: Matrix,
        font: PDFFont,
        size: float,
        rise: float,
        graphics: PDFGraphicState,
        render: int,
    ) -> None:
        self.device = device
        self.matrix = matrix
        self.face = device.face(font)
        self.size = size
        self.rise = rise
        self.graphics = graphics
        self.render = render
        self.text = ""
        self.start = self.end = self.y = 0.0
        self.unknown = False
        a, b, c, d = matrix[:4]
        self.height = math.hypot(c, d) * abs(size)
        self.turn = round(math.atan2(b, a) / (math.pi / 2)) % 4

    def add(self, text: str, start: float, y: float, end: float, unknown: bool) -> None:
        """One more character, from `start` to `end` along the line."""
        if not self.text:
            self.start, self.y = start, y
        self.text += text
        self.end = end
        self.unknown = self.unknown or unknown

    def close(self, *, blank: bool, gap: bool = False) -> None:
        """The word is done; `blank`: a blank follows in the file."""
        device = self.device
        if not self.text:
            if blank and device.open is not None:
                device.open.blank_after = True
                device.open = None
            return
        word = self._word()
        word.blank_after = blank
        before = device.open
        if before is not None and _goes_on(before, word, device.end):
            _append(before, word)
            word = before
        else:
            device.sheet.words.append(word)
        device.open = None if blank or gap else word
        device.end = self._point(self.end, self.y)
        self.text = ""
        self.unknown = False

    def _point(self, x: float, y: float) -> tuple[float, float]:
        a, b, c, d, e, f = self.matrix
        return (a * x + c * y + e, self.device.sheet.height - (b * x + d * y + f))

    def _word(self) -> Word:
        low = self.y + self.rise + self.face.descent * self.size
        corners = [self._point(x, y) for x in (self.start, self.end) for y in (low, low + self.size)]
        xs, ys = [p[0] for p in corners], [p[1] for p in corners]
        base = self._point(self.start, self.y)
        number, artifact = self.device.tags[-1] if self.device.tags else (None, None)
        word = Word(
            self.text, min(xs), min(ys), max(xs), max(ys), self.height, self.face, self.turn, number, artifact,
            unknown=self.unknown,
        )  # fmt: skip
        word.base = (base[1], base[0], -base[1], -base[0])[self.turn]
        if self.render != 3:
            word.colour = _colour(self.graphics, 1.0)
        return word


def _goes_on(before: Word, word: Word, end: tuple[float, float]) -> bool:
    """Whether `word` starts where the last one ended, on the same line."""
    if before.turn != word.turn or before.blank_after or before.artifact != word.artifact:
        return False
    old, new = before.frame(), word.frame()
    size = min(before.size, word.size)
    if abs(before.base - word.base) > 0.4 * max(before.size, word.size):
        return False
    return -0.3 * size <= new[0] - old[2] <= max(TOUCH * size, 0.2) and end is not None


def _append(before: Word, word: Word) -> None:
    before.text += word.text
    before.x0, before.x1 = min(before.x0, word.x0), max(before.x1, word.x1)
    before.top, before.bottom = min(before.top, word.top), max(before.bottom, word.bottom)
    before.blank_after = word.blank_after
    before.unknown = before.unknown or word.unknown
    if word.size > before.size:
        before.size, before.face = word.size, word.face
