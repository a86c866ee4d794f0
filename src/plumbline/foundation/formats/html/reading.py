"""A web page, or a fragment of one inside a text, → a Document or drafts of blocks."""

from __future__ import annotations

import re

from lxml import etree
from lxml import html as lxml_html

from plumbline.foundation.formats.blocks import Document
from plumbline.foundation.formats.decoding import decode
from plumbline.foundation.formats.drafts import Draft, settle
from plumbline.foundation.formats.problems import Code, Unreadable

from .styles import Sheet, texts_of
from .walk import Walk

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.I)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")


def read_html(raw: bytes, name: str) -> Document:
    """The document that the bytes of a web page hold."""
    return document_of_html(_decoded(raw), name)


def document_of_html(text: str, name: str, kind: str = "html") -> Document:
    """The document that a page's text holds."""
    root = _parsed(text)
    if root is None:
        return Document(name, kind, ())
    walk = _walked(root)
    return Document(name, kind, settle(walk.drafts), tuple(walk.left_out), facts=_facts(root))


def drafts_of_html(text: str, page: int | None = None) -> list[Draft]:
    """The drafts of a fragment."""
    root = _parsed(text)
    if root is None:
        return []
    walk = _walked(root)
    for draft in walk.drafts:
        draft.page = page
    return walk.drafts


def _walked(root: etree._Element) -> Walk:
    sheet = Sheet(["".join(texts_of(style)) for style in root.iter("style")])
    walk = Walk(sheet)
    walk.over(root)
    return walk


def _decoded(raw: bytes) -> str:
    """The page's text: by its byte-order mark, its own word for it in the head, else as any text."""
    found = _CHARSET.search(raw[:4096])
    if found and not raw.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        charset = found[1].decode("ascii")
        try:
            return raw.decode("cp1252" if charset.lower() in ("iso-8859-1", "latin-1", "latin1") else charset)
        except (LookupError, UnicodeDecodeError):
            pass
    return decode(raw)


def _parsed(text: str) -> etree._Element | None:
    """The page as a tree. What the parser cannot hold (absurd depth) is refused, so that no word is lost."""
    parser = lxml_html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        root = lxml_html.document_fromstring(_DECLARATION.sub("", text), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        if text.strip() and "Excessive depth" not in str(parser.error_log):
            return None
        raise Unreadable(Code.UNSAFE_XML) from None
    if any("Excessive depth" in entry.message for entry in parser.error_log):
        raise Unreadable(Code.UNSAFE_XML)
    return root


def _facts(root: etree._Element) -> dict[str, str]:
    facts: dict[str, str] = {}
    title = root.findtext(".//head/title")
    if title and title.strip():
        facts["title"] = " ".join(title.split())
    language = root.get("lang")
    if language:
        facts["language"] = language
    for meta in root.iter("meta"):
        name = (meta.get("name") or "").lower()
        if name in ("author", "created", "modified") and meta.get("content"):
            facts[name] = str(meta.get("content"))
    return facts
