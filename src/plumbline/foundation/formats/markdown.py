"""Markdown → blocks: made into a web page without running any of it, then read as one."""

from __future__ import annotations

import re
from dataclasses import replace

from markdown_it import MarkdownIt

from .blocks import Document
from .decoding import decode
from .html.reading import document_of_html
from .text.reading import document_of

LONGEST_PARAGRAPH = 100_000
"""Characters. Longer ones are nobody's prose, and Markdown's rules can take minutes over them: read as plain text."""

_FRONT = re.compile(r"\A---\n(.*?)\n---\n", re.S)
_FACT = re.compile(r"^(title|author|date|lang|language)\s*:\s*(.+?)\s*$", re.M | re.I)
_PLAIN = re.compile(r"^[ ]*(?:[•▪◦●‣]\s|[^|\n]*\S\t[^|\n]*\S)", re.M)
_MARKED = re.compile(r"^(?:#{1,6}\s|\|.*\|\s*$)", re.M)
_TASK = re.compile(r"(<(?:li|td|p)[^>]*>\s*(?:<p>)?)\[([ xX])\](?=\s|<)")
_LONE_TASK = re.compile(r"(<t[dh][^>]*>)\s*\[([ xX]?)\]\s*(?=</t[dh]>)")


def read_markdown(raw: bytes, name: str) -> Document:
    """The document that a Markdown file holds."""
    text = decode(raw)
    if _is_plain(text) or any(len(paragraph) > LONGEST_PARAGRAPH for paragraph in text.split("\n\n")):
        return replace(document_of(text, name), kind="markdown")
    facts: dict[str, str] = {}
    front = _FRONT.match(text)
    if front and _FACT.search(front[1]):
        facts = {_KEYS.get(key.lower(), key.lower()): value.strip("\"'") for key, value in _FACT.findall(front[1])}
        text = text[front.end() :]
    page = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render(text)
    page = _TASK.sub(_box, _LONE_TASK.sub(_box, page))
    document = document_of_html(f"<html><body>{page}</body></html>", name, "markdown")
    document.facts.update(facts)
    return document


def _is_plain(text: str) -> bool:
    """Whether this is plain text under a Markdown name: typed bullets or cells between tabs, and no heading and no
    table as Markdown writes them. Read as Markdown its lines would run into one another."""
    return len(_PLAIN.findall(text)) > 1 and not _MARKED.search(text)


_KEYS = {"lang": "language", "date": "created"}


def _box(match: re.Match[str]) -> str:
    checked = " checked" if match[2].strip() else ""
    return f'{match[1]}<input type="checkbox"{checked}>'
