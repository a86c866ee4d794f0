"""The walk over a web page's tree: elements in, drafts of blocks out, without recursion however deep the page is."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from plumbline.foundation.formats.blocks import LeftOut, LeftOutReason, Link, PieceKind
from plumbline.foundation.formats.drafts import (
    MOST_CELLS,
    Box,
    Draft,
    Grid,
    Line,
    fold,
    whole_number,
    without_repeated_headers,
)
from plumbline.foundation.formats.marks import typed_lines
from plumbline.foundation.formats.problems import Code, Unreadable
from plumbline.foundation.formats.ticks import without_private

from .styles import Sheet, Style, fill_of, is_bold, is_hidden, is_struck, texts_of

_BLOCKS = frozenset({
    "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "table", "thead", "tbody",
    "tfoot", "tr", "td", "th", "caption", "blockquote", "section", "article", "header", "footer", "main", "aside",
    "nav", "figure", "figcaption", "pre", "address", "form", "fieldset", "legend", "details", "summary", "hr",
    "body", "html", "center", "option", "textarea", "title", "button", "menu", "dir",
})  # fmt: skip
_SILENT = frozenset(
    {"script", "style", "head", "template", "noframes", "object", "applet", "colgroup", "datalist", "meta", "link"}
)
_SPACES = re.compile(r"[ \t\n\r\f]+")
WIDEST_SPAN = 1000
DEEPEST_TABLE = 20


@dataclass(slots=True)
class _Level:
    """What one open element changed, to be put back at its end."""

    tag: str
    bold: bool
    strike: bool
    link_from: int = -1


@dataclass(slots=True)
class _Open:
    """A table being read."""

    grid: Grid
    taken: dict[int, set[int]] = field(default_factory=dict)
    covered: int = 0
    in_head: bool = False
    fill: str | None = None
    row_fill: str | None = None
    box: Box | None = None
    lists: list[list[int | None]] = field(default_factory=list)


class Walk:
    """Reads a tree into `drafts` and `left_out`."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.drafts: list[Draft] = []
        self.left_out: list[LeftOut] = []
        self._levels: list[_Level] = []
        self._tables: list[_Open] = []
        self._targets: list[list[Line | Grid]] = [self.drafts]
        self._lists: list[list[int | None]] = []
        self._marker: str | None = None
        self._item = False
        self._heading = 0
        self._fill: str | None = None
        self._bold = self._strike = False
        self._held: list[str] = []
        self._weights: list[tuple[bool, bool]] = []
        self._links: list[Link] = []

    def over(self, root: etree._Element) -> None:
        """Walks the whole tree."""
        walk = etree.iterwalk(root, events=("start", "end"))
        skipped: etree._Element | None = None
        for event, element in walk:
            if event == "start":
                if skipped is None:
                    if self._skips(element):
                        walk.skip_subtree()
                        skipped = element
                    else:
                        self._start(element)
                        self._say(element.text)
            else:
                if element is skipped:
                    skipped = None
                elif skipped is None:
                    self._end(element)
                if element is not root:
                    self._say(element.tail)
        self._flush()

    def _skips(self, element: etree._Element) -> bool:
        """Whether an element is passed over; the words of hidden ones are kept as left out."""
        tag = element.tag
        if not isinstance(tag, str) or tag in _SILENT:
            return True
        style = self.sheet.of(element)
        if tag not in ("html", "body") and is_hidden(element, style):
            self._leave("".join(texts_of(element)), LeftOutReason.HIDDEN_TEXT)
            return True
        if tag == "nav":
            self._leave(" ".join(texts_of(element)), LeftOutReason.RUNNING_HEAD)
            return True
        if tag == "footer" and not any(
            ancestor.tag in ("article", "main", "section") for ancestor in element.iterancestors()
        ):
            self._leave(" ".join(texts_of(element)), LeftOutReason.RUNNING_FOOT)
            return True
        if tag == "svg":
            self._leave(" ".join(texts_of(element)), LeftOutReason.ALTERNATIVE_TEXT)
            return True
        return False

    def _leave(self, text: str, reason: LeftOutReason) -> None:
        if text.strip():
            self.left_out.append(LeftOut(fold(text).replace("\n", " "), reason))

    def _start(self, element: etree._Element) -> None:
        tag = str(element.tag)
        style = self.sheet.of(element)
        if tag in _BLOCKS:
            self._flush()
        level = _Level(tag, self._bold, self._strike)
        bold = is_bold(tag, style)
        self._bold = self._bold if bold is None else bold
        self._strike = self._strike or is_struck(tag, style)
        self._levels.append(level)
        if tag == "table":
            self._open_table(element, style)
        elif tag in ("thead", "tbody", "tfoot", "tr", "td", "th") and self._tables:
            self._in_table(tag, element, style)
        elif tag in ("ul", "ol", "menu", "dir"):
            start = element.get("start") or "1"
            self._lists.append([whole_number(start, 1) if tag == "ol" else None])
        elif tag == "li":
            self._open_item(element)
        elif len(tag) == 2 and tag[0] == "h" and tag[1].isdecimal():
            self._heading = int(tag[1])
        elif tag == "br":
            self._hold("\n")
        elif tag == "a" and element.get("href"):
            level.link_from = len(self._held)
        elif tag == "img":
            self._leave(element.get("alt") or "", LeftOutReason.ALTERNATIVE_TEXT)
        elif tag == "input":
            self._input(element)
        if tag in ("p", "div", "li") or tag[0] == "h":
            self._fill = fill_of(element, style)

    def _end(self, element: etree._Element) -> None:
        tag = str(element.tag)
        level = self._levels.pop()
        if level.link_from >= 0:
            text = fold("".join(self._held[level.link_from :]))
            if text:
                self._links.append(Link(text, str(element.get("href"))))
        if tag in _BLOCKS:
            self._flush()
        self._bold, self._strike = level.bold, level.strike
        if tag == "table" and self._tables:
            self._close_table()
        elif tag in ("td", "th") and self._tables and self._tables[-1].box is not None:
            self._close_cell()
        elif tag == "thead" and self._tables:
            self._tables[-1].in_head = False
        elif tag in ("ul", "ol", "menu", "dir") and self._lists:
            self._lists.pop()
        elif tag == "li":
            self._item, self._marker = bool(self._lists) and any(a.tag == "li" for a in element.iterancestors()), None
        elif len(tag) == 2 and tag[0] == "h" and tag[1].isdecimal():
            self._heading = 0
        if tag in ("p", "div", "li"):
            self._fill = None

    def _open_item(self, element: etree._Element) -> None:
        self._item = True
        if not self._lists:
            self._marker = "•"
            return
        count = self._lists[-1]
        if count[0] is None:
            self._marker = "•"
            return
        value = element.get("value")
        if value:
            count[0] = whole_number(value, count[0])
        self._marker = f"{count[0]}."
        count[0] += 1

    def _input(self, element: etree._Element) -> None:
        kind = (element.get("type") or "text").lower()
        if kind in ("checkbox", "radio"):
            self._hold(" ☒ " if element.get("checked") is not None else " ☐ ")
        elif kind in ("text", "email", "tel", "url", "date", "number", "month") and element.get("value"):
            self._hold(f" {element.get('value')} ")

    def _hold(self, text: str) -> None:
        self._held.append(text)
        if text.strip():
            self._weights.append((self._bold, self._strike))

    def _say(self, text: str | None) -> None:
        if text:
            self._hold(_SPACES.sub(" ", text) if not self._in_pre() else text)

    def _in_pre(self) -> bool:
        return any(level.tag in ("pre", "textarea") for level in self._levels)

    def _flush(self) -> None:
        """What has been held becomes a line of the present cell or of the page."""
        text = "".join(self._held)
        links, weights = tuple(self._links), self._weights
        self._held, self._links, self._weights = [], [], []
        if not text.strip():
            return
        line = Line(without_private(text), links=links, fill=self._fill)
        line.bold = all(bold for bold, _ in weights)
        line.strike = all(strike for _, strike in weights)
        if self._heading:
            line.kind, line.level = PieceKind.HEADING, self._heading
        elif self._item:
            line.kind, line.level = PieceKind.ITEM, max(0, len(self._lists) - 1)
            line.marker, line.counted = self._marker, self._marker is not None
            self._marker = None
        else:
            self._targets[-1].extend(typed_lines(line))
            return
        self._targets[-1].append(line)

    def _open_table(self, element: etree._Element, style: Style) -> None:
        opened = _Open(Grid(), fill=fill_of(element, style), lists=self._lists)
        self._lists, self._item, self._marker = [], False, None
        self._tables.append(opened)

    def _close_table(self) -> None:
        opened = self._tables.pop()
        if opened.box is not None:
            self._targets.pop()
        self._lists = opened.lists
        for text in without_repeated_headers(opened.grid):
            self.left_out.append(LeftOut(text, LeftOutReason.REPEATED_HEADER_ROW))
        if not opened.grid.rows:
            return
        if len(self._tables) >= DEEPEST_TABLE:
            for row in opened.grid.rows:
                for box in row:
                    self._targets[-1].extend(box.content)
        else:
            self._targets[-1].append(opened.grid)

    def _in_table(self, tag: str, element: etree._Element, style: Style) -> None:
        opened = self._tables[-1]
        if tag == "tr":
            opened.row_fill = fill_of(element, style)
            opened.grid.rows.append([])
            cells = [child for child in element if child.tag in ("td", "th")]
            if cells and (opened.in_head or all(cell.tag == "th" for cell in cells)):
                opened.grid.headers.add(len(opened.grid.rows) - 1)
        elif tag in ("td", "th"):
            self._open_cell(opened, element, style)
        else:
            opened.in_head = tag == "thead"

    def _open_cell(self, opened: _Open, element: etree._Element, style: Style) -> None:
        if not opened.grid.rows:
            opened.grid.rows.append([])
        row = len(opened.grid.rows) - 1
        taken = opened.taken.setdefault(row, set())
        column = 0
        while column in taken:
            column += 1
        down, across = _span(element, "rowspan"), _span(element, "colspan")
        opened.covered += down * across
        if opened.covered > MOST_CELLS:  # a few cells that claim a thousand rows and columns each
            raise Unreadable(Code.TOO_MANY_ROWS)
        box = Box(row, column, row_span=down, column_span=across)
        box.fill = fill_of(element, style) or opened.row_fill or opened.fill
        for line in range(row, row + down):
            opened.taken.setdefault(line, set()).update(range(column, column + across))
        opened.grid.rows[row].append(box)
        if opened.box is not None:
            self._targets.pop()
        opened.box = box
        self._targets.append(box.content)

    def _close_cell(self) -> None:
        self._tables[-1].box = None
        self._targets.pop()
        self._item = False


def _span(element: etree._Element, name: str) -> int:
    written = (element.get(name) or "1").strip()
    if not written.isdecimal():
        return 1
    return min(WIDEST_SPAN, whole_number(written, WIDEST_SPAN)) or (WIDEST_SPAN if name == "rowspan" else 1)
