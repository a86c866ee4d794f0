"""styles.xml: what a paragraph, run or table style says, with what it is based on."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from plumbline.foundation.formats.docx.fills import Theme
from plumbline.foundation.formats.docx.names import OFF, PPR, RPR, SHD, VAL, W
from plumbline.foundation.formats.drafts import whole_number

# Heading styles by name, for files whose styles carry no outline level and whose names were translated.
_HEADING = re.compile(
    r"(?:heading|überschrift|titre|título|titolo|kop|rubrik|otsikko|overskrift|nagłówek|nadpis|pennawd|заголовок|標題|标题|見出し)"
    r"\s*([1-9])\b",
    re.I,
)
_TITLES = {"title": 1, "titel": 1, "teitl": 1, "subtitle": 2, "untertitel": 2}
_DEEPEST_CHAIN = 20


@dataclass(frozen=True, slots=True)
class Said:
    """What a style says, None where it is silent. `level` is a heading's; `number` a list's (numId, ilvl)."""

    level: int = 0
    bold: bool | None = None
    strike: bool | None = None
    hidden: bool | None = None
    number: tuple[str | None, int | None] = (None, None)
    fill: str | None = None


@dataclass(slots=True)
class TableStyle:
    """A table style's fills: "wholeTable", "firstRow", "band1Horz", …"""

    fills: dict[str, str] = field(default_factory=dict)
    row_band: int = 1
    column_band: int = 1


SILENT = Said()


def is_on(element: etree._Element | None) -> bool | None:
    """A toggle's value, None where it is not there."""
    return None if element is None else element.get(VAL) not in OFF


def outline_level(written: str | None) -> int:
    """Word's outline level (0 to 8; 9 is body text) as a heading level (1 to 9; 0 for none)."""
    level = whole_number(written, 9)
    return level + 1 if level < 9 else 0


class Styles:
    """A document's styles, resolved as they are asked for."""

    def __init__(self, tree: etree._Element | None, theme: Theme) -> None:
        self._theme = theme
        self._elements: dict[str, etree._Element] = {}
        self._said: dict[str | None, Said] = {None: SILENT}
        self._tables: dict[str | None, TableStyle | None] = {None: None}
        self.language: str | None = None
        default = None
        for style in tree.iter(f"{W}style") if tree is not None else ():
            self._elements[style.get(f"{W}styleId") or ""] = style
            if style.get(f"{W}default") in ("1", "true") and style.get(f"{W}type") == "paragraph":
                default = style.get(f"{W}styleId")
        if default:
            self._said[None] = self.said(default)
        language = tree.find(f"{W}docDefaults//{W}lang") if tree is not None else None
        if language is not None:
            self.language = language.get(VAL)

    def _chain(self, style: str) -> list[etree._Element]:
        """A style and those that it is based on, nearest first."""
        chain: list[etree._Element] = []
        name: str | None = style
        while name and len(chain) < _DEEPEST_CHAIN:
            element = self._elements.get(name)
            if element is None or element in chain:
                break
            chain.append(element)
            base = element.find(f"{W}basedOn")
            name = base.get(VAL) if base is not None else None
        return chain

    def said(self, style: str | None) -> Said:
        """What a paragraph or character style says."""
        if style not in self._said:
            self._said[style] = self._resolved(style or "")
        return self._said[style]

    def _resolved(self, style: str) -> Said:
        level = 0
        outlined = False
        bold = strike = hidden = None
        number, depth, fill = None, None, None
        for element in self._chain(style):
            outline = element.find(f"{PPR}/{W}outlineLvl")
            if not outlined:
                if outline is not None:
                    outlined = True
                    level = outline_level(outline.get(VAL))
                elif _level_by_name(element):
                    outlined, level = True, _level_by_name(element)
            run = element.find(RPR)
            if run is not None:
                bold = is_on(run.find(f"{W}b")) if bold is None else bold
                strike = is_on(run.find(f"{W}strike")) if strike is None else strike
                hidden = is_on(run.find(f"{W}vanish")) if hidden is None else hidden
            numbered = element.find(f"{PPR}/{W}numPr")
            if numbered is not None:
                number = _value(numbered, "numId") if number is None else number
                said = _value(numbered, "ilvl")
                depth = whole_number(said) if depth is None and said else depth
            fill = fill if fill is not None else self._theme.fill(element.find(f"{PPR}/{SHD}"))
        return Said(level, bold, strike, hidden, (number, depth), fill)

    def table(self, style: str | None) -> TableStyle | None:
        """What a table style fills, None where there is nothing."""
        if style not in self._tables:
            found = TableStyle()
            for element in reversed(self._chain(style or "")):
                self._add_fills(found, element)
            self._tables[style] = found if found.fills else None
        return self._tables[style]

    def _add_fills(self, found: TableStyle, element: etree._Element) -> None:
        whole = self._theme.fill(element.find(f"{W}tcPr/{SHD}")) or self._theme.fill(element.find(f"{W}tblPr/{SHD}"))
        if whole:
            found.fills["wholeTable"] = whole
        for part in element.iterchildren(f"{W}tblStylePr"):
            fill = self._theme.fill(part.find(f"{W}tcPr/{SHD}"))
            if fill:
                found.fills[part.get(f"{W}type") or ""] = fill
        rows = element.find(f"{W}tblPr/{W}tblStyleRowBandSize")
        columns = element.find(f"{W}tblPr/{W}tblStyleColBandSize")
        found.row_band = max(1, whole_number(rows.get(VAL), 1)) if rows is not None else found.row_band
        found.column_band = max(1, whole_number(columns.get(VAL), 1)) if columns is not None else found.column_band

    def number_of(self, style: str) -> str | None:
        """The numId of a numbering style."""
        element = self._elements.get(style)
        found = element.find(f"{PPR}/{W}numPr") if element is not None else None
        return _value(found, "numId") if found is not None else None


def _value(element: etree._Element, name: str) -> str | None:
    found = element.find(W + name)
    return found.get(VAL) if found is not None else None


def _level_by_name(style: etree._Element) -> int:
    name = style.find(f"{W}name")
    written = ((name.get(VAL) if name is not None else None) or "").strip()
    found = _HEADING.match(written)
    if found:
        return int(found[1])
    return _TITLES.get(written.lower(), 0)
