"""The document drawn again from its blocks, as neutral HTML: every piece has a name, every passage that something
was understood of is marked, fills and ticks are there in words too."""

from __future__ import annotations

import colorsys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from plumbline.journey.intake.sheets import anchor

Data = dict[str, Any]
NOTHING = SafeString("")


@dataclass(frozen=True, slots=True)
class Pin:
    """A link from a passage to what was understood of it."""

    href: str
    label: str
    short: str


@dataclass(slots=True)
class Marks:
    """What to mark in the pieces. `spans`: by piece, the (start, end) of each source, end None for the piece's end;
    `aside`: by passage name, "left" for what was not placed, "out" for what was left out on purpose; `pins`: links
    by passage name."""

    spans: dict[str, set[tuple[int, int | None]]] = field(default_factory=dict)
    aside: dict[str, str] = field(default_factory=dict)
    pins: dict[str, list[Pin]] = field(default_factory=dict)

    def add(self, source: Data, *, aside: str = "", pin: Pin | None = None) -> None:
        """Mark the passage of a source."""
        name = passage_name(source)
        if name != anchor(source):
            self.spans.setdefault(anchor(source), set()).add((source.get("start") or 0, source.get("end")))
        if aside:
            self.aside[name] = aside
        if pin:
            self.pins.setdefault(name, []).append(pin)


def passage_name(source: Data) -> str:
    """The name of a passage in the page: the piece and the characters; the piece alone where it is a place without
    characters, such as the sign of a list item."""
    start, end = source.get("start") or 0, source.get("end")
    if end is not None and end <= start:
        return anchor(source)
    return f"{anchor(source)}_{start}_{'z' if end is None else end}"


def drawn(blocks: Sequence[Data], marks: Marks) -> SafeString:
    """A sheet as HTML."""
    return _Drawing(marks).blocks(blocks)


def fill_name(colour: str) -> str:
    """A colour's everyday name: red, amber, green, blue, grey or other. Also the class that tints the cell."""
    try:
        r, g, b = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    except (ValueError, IndexError):
        return "other"
    hue, light, strength = colorsys.rgb_to_hls(r, g, b)
    if strength < 0.15 or light > 0.97 or light < 0.06:
        return "grey"
    degrees = hue * 360
    bands = ((18, "red"), (68, "amber"), (170, "green"), (262, "blue"), (330, "other"))
    return next((name for limit, name in bands if degrees < limit), "red")


class _Drawing:
    """One sheet being drawn: remembers which names were given, for a name stands once in a page."""

    def __init__(self, marks: Marks) -> None:
        self.marks = marks
        self.given: set[str] = set()
        self.open_levels: list[int] = []  # the document's own, of the headings that stand above this place

    def blocks(self, blocks: Sequence[Data]) -> SafeString:
        parts: list[SafeString] = []
        items: list[SafeString] = []
        for block in blocks:
            if block["k"] == "item":
                items.append(self.item(block))
                continue
            if items:
                parts.append(_list(items))
                items = []
            parts.append(self.table(block) if block["k"] == "table" else self.piece(block))
        if items:
            parts.append(_list(items))
        return _joined(parts)

    def piece(self, piece: Data) -> SafeString:
        name = self.name(piece)
        if piece["k"] == "heading":
            tag = SafeString(f"h{self.level(int(piece.get('l') or 1))}")
            return format_html('<{} class="fx-heading"{}>{}</{}>', tag, name, self.text(piece), tag)
        return format_html("<p{}{}>{}</p>", name, _weight(piece), self.text(piece))

    def level(self, written: int) -> int:
        """The level on the page of a heading of the level `written` in the document: under the page's second, and
        none is skipped, though a document may begin with its third."""
        while self.open_levels and self.open_levels[-1] >= written:
            self.open_levels.pop()
        self.open_levels.append(written)
        return min(6, 2 + len(self.open_levels))

    def item(self, piece: Data) -> SafeString:
        depth = min(4, int(piece.get("l") or 0))
        return format_html(
            '<li{} class="fx-item fx-item--{}"><span class="fx-marker">{}</span> {}</li>',
            self.name(piece),
            depth,
            piece.get("m") or "•",
            self.text(piece),
        )

    def table(self, table: Data) -> SafeString:
        rows = _joined([self.row(row) for row in table["rows"]])
        return format_html(
            '<div class="fx-scroll" role="group" tabindex="0" aria-label="{}"><table class="fx-table">{}</table></div>',
            _("Table of the document"),
            rows,
        )

    def row(self, row: Data) -> SafeString:
        cells = _joined([self.cell(cell, head=row.get("head", False)) for cell in row["cells"]])
        css = SafeString(' class="fx-again"') if row.get("again") else NOTHING
        return format_html("<tr{}>{}</tr>", css, cells)

    def cell(self, cell: Data, *, head: bool) -> SafeString:
        head = head and any(piece["t"].strip() for piece in cell["pieces"])  # an empty one is the head of nothing
        tag = SafeString("th") if head else SafeString("td")
        spans = format_html_join(
            "",
            ' {}="{}"',
            [(SafeString(name), cell[key]) for key, name in (("rs", "rowspan"), ("cs", "colspan")) if key in cell],
        )
        scope = SafeString(' scope="col"') if head else NOTHING
        inner = [self.piece_in_cell(piece) for piece in cell["pieces"]]
        inner += [self.table(table) for table in cell.get("tables", [])]
        colour = cell.get("fill") or next((piece["fill"] for piece in cell["pieces"] if piece.get("fill")), None)
        css = format_html(' class="fx-fill fx-fill--{}"', fill_name(colour)) if colour else NOTHING
        return format_html(
            "<{}{}{}{}>{}{}{}</{}>", tag, scope, spans, css, _swatch(colour), _tick(cell), _joined(inner), tag
        )

    def piece_in_cell(self, piece: Data) -> SafeString:
        marker = format_html('<span class="fx-marker">{}</span> ', piece["m"]) if piece.get("m") else NOTHING
        return format_html("<div{}{}>{}{}</div>", self.name(piece), _weight(piece), marker, self.text(piece))

    def name(self, piece: Data) -> SafeString:
        return self.once(_anchor(piece))

    def once(self, name: str) -> SafeString:
        if name in self.given:
            return NOTHING
        self.given.add(name)
        return format_html(' id="{}"', name)

    def text(self, piece: Data) -> SafeString:
        """The words of a piece, with its passages marked: inner ones inside outer ones."""
        text, place = piece["t"], _anchor(piece)
        spans = [
            (start, len(text) if end is None else min(end, len(text)), end)
            for start, end in self.marks.spans.get(place, ())
            if start <= len(text)
        ]
        spans.sort(key=lambda span: (span[0], -span[1]))
        return self.marked(text, 0, len(text), spans, place)

    def marked(
        self, text: str, start: int, end: int, spans: list[tuple[int, int, int | None]], place: str
    ) -> SafeString:
        parts: list[SafeString] = []
        at = start
        while spans:
            first, last, written = spans[0]
            inside = [span for span in spans[1:] if span[0] < last]
            spans = [span for span in spans[1:] if span[0] >= last]
            parts.append(_plain(text[at:first]))
            name = f"{place}_{first}_{'z' if written is None else written}"
            clipped = [(a, min(b, last), w) for a, b, w in inside]
            parts.append(self.passage(name, self.marked(text, first, last, clipped, place)))
            at = max(at, last)
        parts.append(_plain(text[at:end]))
        return _joined(parts)

    def passage(self, name: str, inner: SafeString) -> SafeString:
        css = f"src src--{self.marks.aside[name]}" if name in self.marks.aside else "src"
        pins = format_html_join(
            "",
            '<a class="pin" href="{}"><span class="govuk-visually-hidden">{}: </span>{}</a>',
            [(pin.href, pin.label, pin.short) for pin in self.marks.pins.get(name, ())],
        )
        return format_html('<span class="{}"{} data-passage="{}">{}{}</span>', css, self.once(name), name, pins, inner)


def _anchor(piece: Data) -> str:
    at = piece.get("at")
    return f"b{piece['b']}-{at[0]}-{at[1]}-{at[2]}" if at else f"b{piece['b']}"


def _plain(text: str) -> SafeString:
    return format_html_join(SafeString("<br>"), "{}", ((line,) for line in text.split("\n"))) if text else NOTHING


def _weight(piece: Data) -> SafeString:
    classes = [name for name in ("bold", "strike") if piece.get(name)]
    return SafeString(f' class="{" ".join("fx-" + name for name in classes)}"') if classes else NOTHING


def _swatch(colour: str | None) -> SafeString:
    """The colour itself, small, and its name for who cannot see it. SVG, because a page may not carry styles."""
    if not colour:
        return NOTHING
    return format_html(
        '<svg class="fx-swatch" viewBox="0 0 10 10" role="img" aria-label="{}">'
        '<rect width="10" height="10" fill="{}"/></svg>',
        _("filled %(colour)s (%(code)s)") % {"colour": _colour(fill_name(colour)), "code": colour},
        colour,
    )


def _colour(name: str) -> str:
    said: Mapping[str, str] = {
        "red": _("red"),
        "amber": _("amber"),
        "green": _("green"),
        "blue": _("blue"),
        "grey": _("grey"),
        "other": _("in another colour"),
    }
    return said[name]


def _tick(cell: Data) -> SafeString:
    tick = cell.get("tick")
    if tick is None:
        return NOTHING
    said = _("ticked") if tick else _("not ticked")
    return format_html('<span class="govuk-visually-hidden">{} </span>', said)


def _list(items: list[SafeString]) -> SafeString:
    return format_html('<ul class="fx-list" role="list">{}</ul>', _joined(items))


def _joined(parts: Sequence[SafeString]) -> SafeString:
    return mark_safe("".join(parts))  # noqa: S308 (every part is made by format_html)
