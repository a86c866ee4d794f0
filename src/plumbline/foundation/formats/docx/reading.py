"""A Word file → a Document."""

from __future__ import annotations

from lxml import etree

from plumbline.foundation.formats.blocks import Document
from plumbline.foundation.formats.docx.container import Package
from plumbline.foundation.formats.docx.fills import Theme
from plumbline.foundation.formats.docx.names import W
from plumbline.foundation.formats.docx.numbering import Numbering
from plumbline.foundation.formats.docx.story import Story
from plumbline.foundation.formats.docx.styles import Styles
from plumbline.foundation.formats.docx.walk import read_blocks, read_body
from plumbline.foundation.formats.problems import Code, Unreadable

_FACTS = {"title": "title", "creator": "author", "created": "created", "modified": "modified", "language": "language"}


def read_docx(raw: bytes, name: str) -> Document:
    """The document that the bytes of a Word file hold. Raises Unreadable."""
    package = Package(raw)
    if not package.main or "macroenabled" in _content_type(package).lower():
        raise Unreadable(Code.MACROS if package.main else Code.WRONG_TYPE)
    content = package.bytes_of(package.main)
    root = package.xml(package.main)
    body = root.find(f"{W}body") if root is not None else None
    if body is None:
        raise Unreadable(Code.WRONG_TYPE if root is not None and not root.tag.startswith(W) else Code.DAMAGED)
    theme = Theme(_first(package, "theme"))
    styles = Styles(_first(package, "styles"), theme)
    story = Story(package, package.main, theme, styles, Numbering(_first(package, "numbering"), styles), read_blocks)
    story.page = 1 if b"lastRenderedPageBreak" in content else None
    blocks, left = read_body(body, story)
    facts = _facts(package)
    if styles.language:
        facts.setdefault("language", styles.language)
    return Document(
        name,
        "docx",
        tuple(blocks),
        tuple(left),
        pages=story.page,
        facts=facts,
        warnings=tuple(dict.fromkeys(story.warnings)),
    )


def _first(package: Package, kind: str) -> etree._Element | None:
    parts = package.of_type(package.main, kind)
    return package.xml(parts[0]) if parts else None


def _content_type(package: Package) -> str:
    """What the package says its main part is."""
    tree = package.xml("[Content_Types].xml")
    for item in tree if tree is not None else ():
        if (item.get("PartName") or "").lstrip("/").lower() == package.main.lower():
            return item.get("ContentType") or ""
    return ""


def _facts(package: Package) -> dict[str, str]:
    """The file's own properties, as it states them."""
    facts: dict[str, str] = {}
    tree = package.xml("docProps/core.xml")
    for item in tree if tree is not None else ():
        key = _FACTS.get(etree.QName(item).localname)
        if key and item.text and item.text.strip():
            facts[key] = " ".join(item.text.split())
    return facts
