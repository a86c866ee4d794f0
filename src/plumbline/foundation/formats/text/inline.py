"""What stands inside a line of plain text: fragments of HTML, emphasis, links, boxes, bullets in a row."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field

from plumbline.foundation.formats.blocks import Link, PieceKind
from plumbline.foundation.formats.drafts import Line
from plumbline.foundation.formats.marks import BULLETS, mark_of
from plumbline.foundation.formats.ticks import without_private

_NAMES = (
    "p|ul|ol|li|br|input|b|i|em|strong|u|s|strike|del|ins|mark|span|div|a|sup|sub|h[1-6]|hr|img|font|small|big|label|"
    "center|blockquote|table|thead|tbody|tfoot|tr|td|th|caption|colgroup|col|section|article|header|footer|figure|"
    "figcaption|code|pre|tt|dl|dt|dd|abbr|cite|q|nobr|wbr|button|form|details|summary|body|html|main|nav|time|style|page"
)
TAG = re.compile(rf"</?(?P<name>{_NAMES})(?P<rest>\s[^<>]*)?/?>", re.I)
_COMMENT = re.compile(r"<!--(?:(?!<!--).)*?-->", re.S)
_HREF = re.compile(r"href\s*=\s*[\"']?([^\"'\s>]+)", re.I)
_CHECKED = re.compile(r"\bchecked\b(?!\s*=\s*[\"']?false)", re.I)
_BOX = re.compile(r"type\s*=\s*[\"']?(?:checkbox|radio)", re.I)
_BREAKING = re.compile(
    r"p|ul|ol|li|div|h[1-6]|hr|table|tr|td|th|t(?:head|body|foot)|blockquote|section|article|d[ltd]|caption|pre", re.I
)
_LINKED = re.compile(
    r"!?\[(?P<label>[^\[\]\n]*)\]\((?P<to>[^()\s]*(?:\([^()\s]*\)[^()\s]*)*)(?:\s+\"[^\"]*\")?\)"
    r"|<(?P<auto>(?:https?://|mailto:|www\.)[^<>\s]+|[^<>\s@]+@[^<>\s@]+\.[^<>\s@]+)>"
    r"|(?P<bare>https?://[^\s<>\"]+|www\.[^\s<>\"]+\.[^\s<>\"]+)"
)
_STRONG = re.compile(r"(?<!\w)(\*\*|__)(?=\S)(?P<words>.{1,600}?)(?<=\S)\1(?!\w)", re.S)
_EMPHASIS = re.compile(r"(?<![\w*])(\*)(?=[^\s*])(?P<words>[^*]+?)(?<=\S)\*(?![\w*])", re.S)
_STRUCK = re.compile(r"(?<!\w)(~~)(?=\S)(?P<words>.{1,600}?)(?<=\S)~~(?!\w)", re.S)
_INNER_BULLET = re.compile(rf"(?:(?<=\s)|^)(?=[{BULLETS}][ \t\u00a0])", re.M)
_LINK_END = ".,;:!?)'\"’”]"


@dataclass(slots=True)
class Inline:
    """What became of a stretch of text: its lines, and the markup that was taken out of it."""

    lines: list[Line] = field(default_factory=list)
    markup: list[str] = field(default_factory=list)


def lines_of(text: str, page: int | None = None, *, plain: bool = False) -> Inline:
    """`text` as lines. HTML fragments, emphasis and link marks are taken out and kept in `markup`.
    With `plain`, bullets inside the text stay where they are (running text, not a cell)."""
    found = Inline()
    text = without_private(text)
    if "<" in text and (TAG.search(text) or "<!--" in text):
        _fragments(text, found, page, plain=plain)
    else:
        _stretch(text, found, page, plain=plain)
    return found


class _State:
    """Where the walk through a fragment stands."""

    def __init__(self) -> None:
        self.depth = 0
        self.heading = 0
        self.href: str | None = None


def _fragments(text: str, found: Inline, page: int | None, *, plain: bool) -> None:
    state = _State()
    held: list[str] = []
    links: list[Link] = []

    def flush() -> None:
        words = "".join(held)
        held.clear()
        if words.strip():
            before = len(found.lines)
            _stretch(words, found, page, plain=plain and not state.depth, listed=state.depth, heading=state.heading)
            for line in found.lines[before:]:
                line.links += tuple(link for link in links if link.text and link.text in line.text)
        links.clear()

    text = _COMMENT.sub(lambda match: _noted(found, match[0]), text)
    at, opened = 0, 0
    for tag in TAG.finditer(text):
        held.append(_unescaped(text[at : tag.start()]))
        at = tag.end()
        found.markup.append(tag[0])
        name, closing = tag["name"].lower(), tag[0].startswith("</")
        if _BREAKING.fullmatch(name):
            flush()
            _step(state, name, closing=closing)
        elif name == "br":
            held.append("\n")
        elif name == "input" and _BOX.search(tag[0]):
            held.append(" ☒ " if _CHECKED.search(tag[0]) else " ☐ ")
        elif name == "a" and not closing:
            href = _HREF.search(tag[0])
            state.href, opened = (href[1] if href else None), len(held)
        elif name == "a" and state.href:
            links.append(Link(" ".join("".join(held[opened:]).split()), html.unescape(state.href)))
            state.href = None
    held.append(_unescaped(text[at:]))
    flush()


def _step(state: _State, name: str, *, closing: bool) -> None:
    if name in ("ul", "ol"):
        state.depth = max(0, state.depth - 1) if closing else state.depth + 1
    elif name.startswith("h") and name != "hr":
        state.heading = 0 if closing else int(name[1])


def _noted(found: Inline, markup: str) -> str:
    found.markup.append(markup)
    return ""


def _unescaped(text: str) -> str:
    return html.unescape(text) if "&" in text else text


def _stretch(text: str, found: Inline, page: int | None, *, plain: bool, listed: int = 0, heading: int = 0) -> None:
    """Text without tags as lines: split at bullets in a row where it is a cell's or begins with one."""
    parts = [text]
    if not plain or (mark_of(text.lstrip()) and text.lstrip()[:1] in BULLETS):
        parts = [part for part in _INNER_BULLET.split(text) if part.strip()]
    for part in parts:
        line = _line(part.strip(), found, page)
        if heading:
            line.kind, line.level = PieceKind.HEADING, heading
        elif listed:
            line.kind, line.level = PieceKind.ITEM, max(line.level, listed - 1)
        found.lines.append(line)


def _line(text: str, found: Inline, page: int | None) -> Line:
    line = Line("", page=page)
    mark = mark_of(text)
    if mark:
        line.kind, line.marker = PieceKind.ITEM, mark.marker
        text = text[mark.rest :]
        if mark.task is not None:
            text = ("☒ " if mark.task else "☐ ") + text
            found.markup.append("[x]" if mark.task else "[ ]")
    line.text, line.links, line.bold, line.strike = dressed(text, found.markup)
    return line


def dressed(text: str, markup: list[str]) -> tuple[str, tuple[Link, ...], bool, bool]:
    """The words of `text` without its emphasis and link marks (added to `markup`), its links, bold, struck."""
    links: list[Link] = []
    if "[" in text or "://" in text or "www." in text or "@" in text:
        text = _LINKED.sub(lambda match: _linked(match, links, markup), text)
    bold = strike = False
    if "*" in text or "__" in text or "~~" in text:
        whole = text.strip()
        strong = _STRONG.fullmatch(whole)
        bold = strong is not None and strong[1] not in strong["words"]
        struck = _STRUCK.fullmatch(whole)
        strike = struck is not None and "~~" not in struck["words"]
        for pattern in (_STRONG, _STRUCK, _EMPHASIS):
            text = pattern.sub(lambda match: _bare(match, markup), text)
        links = [Link(link.text.strip("*_~") if link.text not in text else link.text, link.url) for link in links]
    return text, tuple(links), bold, strike


def _bare(match: re.Match[str], markup: list[str]) -> str:
    markup.extend((match[1], match[1]))
    return match["words"]


def _linked(match: re.Match[str], links: list[Link], markup: list[str]) -> str:
    if match["to"] is not None:
        label = " ".join(match["label"].split())
        markup.append(f"[]({match['to']})")
        links.append(Link(label, match["to"]))
        return match["label"]
    if match["auto"] is not None:
        markup.append("<>")
        url = match["auto"]
        links.append(Link(url, f"mailto:{url}" if "@" in url and ":" not in url else url))
        return url
    shown = match["bare"]
    url = shown.rstrip(_LINK_END)
    links.append(Link(url, url if "://" in url else f"https://{url}"))
    return shown
