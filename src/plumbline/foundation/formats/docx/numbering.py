"""numbering.xml: which bullet or number Word shows before a paragraph, counted as Word counts."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from plumbline.foundation.formats.docx.names import OFF, VAL, W
from plumbline.foundation.formats.docx.styles import Styles
from plumbline.foundation.formats.drafts import whole_number
from plumbline.foundation.formats.ticks import sign, without_private

_PLACE = re.compile(r"%([1-9])")
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


@dataclass(slots=True)
class _Depth:
    """One level of a list."""

    form: str = "decimal"
    text: str = ""
    start: int = 1
    font: str = ""
    legal: bool = False


class Numbering:
    """The lists of a document and how far each has counted."""

    def __init__(self, tree: etree._Element | None, styles: Styles) -> None:
        self._abstract: dict[str, dict[int, _Depth]] = {}
        self._lists: dict[str, tuple[str, dict[int, _Depth], dict[int, int]]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[str] = set()
        if tree is None:
            return
        linked: dict[str, str] = {}
        for item in tree.iterchildren(f"{W}abstractNum"):
            key = item.get(f"{W}abstractNumId") or ""
            self._abstract[key] = _depths(item)
            link = item.find(f"{W}numStyleLink")
            if link is not None:
                linked[key] = link.get(VAL) or ""
        for item in tree.iterchildren(f"{W}num"):
            pointed = item.find(f"{W}abstractNumId")
            key = (pointed.get(VAL) if pointed is not None else None) or ""
            own, starts = _overrides(item)
            self._lists[item.get(f"{W}numId") or ""] = (key, own, starts)
        for key, style in linked.items():
            number = styles.number_of(style)
            if number in self._lists and self._lists[number][0] != key:
                self._abstract[key] = self._abstract.get(self._lists[number][0], {})

    def marker(self, number: str, depth: int) -> str | None:
        """The marker of the next paragraph in this list at this depth, None where the list is not known."""
        if number not in self._lists:
            return None
        key, own, starts = self._lists[number]
        depths = {**self._abstract.get(key, {}), **own} if own else self._abstract.get(key, {})
        level = depths.get(depth)
        if level is None:
            return None
        counts = self._counts.setdefault(key, {})
        if number not in self._begun:
            self._begun.add(number)
            for restarted in starts:
                counts.pop(restarted, None)
        counts[depth] = counts.get(depth, starts.get(depth, level.start) - 1) + 1
        for deeper in [other for other in counts if other > depth]:
            del counts[deeper]
        if level.form == "bullet":
            return _bullet(level)
        if level.form == "none" and not _PLACE.search(level.text):
            return level.text.strip() or None
        return (
            _PLACE.sub(lambda match: _shown(int(match[1]) - 1, depths, counts, legal=level.legal), level.text).strip()
            or None
        )


def _shown(depth: int, depths: dict[int, _Depth], counts: dict[int, int], *, legal: bool) -> str:
    level = depths.get(depth, _Depth())
    return _formed(counts.setdefault(depth, level.start), "decimal" if legal else level.form)


def _formed(value: int, form: str) -> str:
    if form in ("lowerLetter", "upperLetter") and value > 0:
        letters = chr(97 + (value - 1) % 26) * (1 + (value - 1) // 26)
        return letters if form == "lowerLetter" else letters.upper()
    if form in ("lowerRoman", "upperRoman") and value > 0:
        roman, rest = "", value
        for worth, sign_of in _ROMAN:
            roman += sign_of * (rest // worth)
            rest %= worth
        return roman if form == "lowerRoman" else roman.upper()
    if form == "decimalZero":
        return f"{value:02d}"
    return "" if form == "none" else str(value)


def _bullet(level: _Depth) -> str:
    text = level.text.strip()
    if not text:
        return "•"
    font = level.font.lower()
    if len(text) == 1 and (font.startswith(("symbol", "wingdings")) or "\uf000" <= text <= "\uf0ff"):
        return sign(ord(text), level.font if font.startswith(("symbol", "wingdings")) else "symbol")
    return without_private(text)


def _depths(item: etree._Element) -> dict[int, _Depth]:
    return {whole_number(level.get(f"{W}ilvl")): _depth(level) for level in item.iterchildren(f"{W}lvl")}


def _depth(level: etree._Element) -> _Depth:
    made = _Depth()
    for child in level:
        if child.tag == f"{W}numFmt":
            made.form = child.get(VAL) or "decimal"
        elif child.tag == f"{W}lvlText":
            made.text = child.get(VAL) or ""
        elif child.tag == f"{W}start":
            made.start = whole_number(child.get(VAL), 1)
        elif child.tag == f"{W}isLgl":
            made.legal = child.get(VAL) not in OFF
        elif child.tag == f"{W}rPr":
            fonts = child.find(f"{W}rFonts")
            made.font = (fonts.get(f"{W}ascii") or fonts.get(f"{W}hAnsi") or "") if fonts is not None else ""
    return made


def _overrides(item: etree._Element) -> tuple[dict[int, _Depth], dict[int, int]]:
    own: dict[int, _Depth] = {}
    starts: dict[int, int] = {}
    for override in item.iterchildren(f"{W}lvlOverride"):
        depth = whole_number(override.get(f"{W}ilvl"), 0)
        level = override.find(f"{W}lvl")
        if level is not None:
            own[depth] = _depth(level)
        start = override.find(f"{W}startOverride")
        if start is not None:
            starts[depth] = whole_number(start.get(VAL), 1)
    return own, starts
