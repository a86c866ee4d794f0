"""The walk over a Word file's body, notes, headers and comments."""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from plumbline.foundation.formats.blocks import Block, LeftOut, LeftOutReason, Place
from plumbline.foundation.formats.decoding import decode
from plumbline.foundation.formats.docx import names as n
from plumbline.foundation.formats.docx.paragraphs import read_paragraph
from plumbline.foundation.formats.docx.story import Story, chosen, control_of, drafted_text, plain_text
from plumbline.foundation.formats.docx.tables import read_table
from plumbline.foundation.formats.drafts import Draft, Line, settle
from plumbline.foundation.formats.html import drafts_of_html

W = n.W
_PROPERTIES = frozenset({f"{W}sectPr", n.TC_PR, n.SDT_PR, f"{W}sdtEndPr", n.PPR})
_NOT_NOTES = frozenset({"separator", "continuationSeparator", "continuationNotice"})


def read_blocks(parent: Iterable[etree._Element], story: Story) -> list[Draft]:
    """The blocks in a body, cell, text box, note or header."""
    drafts: list[Draft] = []
    for child in parent:
        tag = child.tag
        if tag == n.P:
            drafts += read_paragraph(child, story)
        elif tag == n.TBL:
            drafts += read_table(child, story)
        elif tag in _PROPERTIES or not isinstance(tag, str):
            continue
        elif tag == n.SDT:
            drafts += _control(child, story)
        elif tag == n.ALTERNATE:
            branch = chosen(child)
            drafts += read_blocks(branch, story) if branch is not None else []
        elif tag in (n.DEL, n.MOVE_FROM):
            story.leave(plain_text(child), LeftOutReason.TRACKED_DELETION)
        elif tag == f"{W}altChunk":
            drafts += _chunk(child, story)
        elif tag == n.RUN or tag.startswith(n.M):
            drafts.append(Line(plain_text(child), page=story.page))
        elif len(child):
            drafts += read_blocks(child, story)
    return drafts


def _control(sdt: etree._Element, story: Story) -> list[Draft]:
    """A content control around whole blocks."""
    content = sdt.find(n.SDT_CONTENT)
    control = control_of(sdt)
    if content is None:
        return []
    if control.placeholder:
        story.leave(plain_text(content), LeftOutReason.PLACEHOLDER)
        return []
    drafts = read_blocks(content, story)
    if control.checked is not None:
        story.ticks.append(control.checked)
        if not drafted_text(drafts):
            drafts = [Line("☒" if control.checked else "☐", page=story.page)]
    return drafts


def _chunk(element: etree._Element, story: Story) -> list[Draft]:
    """Another file put into this one: a web page or plain text is read, anything else is told of."""
    relation = story.package.related(story.part).get(element.get(f"{n.R}id") or "")
    name = relation[1] if relation and not relation[2] else ""
    content = story.package.bytes_of(name) if name else b""
    if content and name.lower().endswith((".htm", ".html", ".xhtml")):
        return drafts_of_html(decode(content), page=story.page)
    if content and name.lower().endswith(".txt"):
        return [Line(line, page=story.page) for line in decode(content).split("\n")]
    story.warnings.append("A file inside this document was not read. Copy its text into the document.")
    return []


def read_body(body: etree._Element, story: Story) -> tuple[list[Block], list[LeftOut]]:
    """All blocks in reading order, with footnotes after the block that refers to them, and what was left out."""
    blocks: list[Block] = []
    left: list[LeftOut] = []
    notes = _Notes(story)
    for child in body:
        if child.tag in _PROPERTIES:
            continue
        drafts = read_blocks((child,), story)
        if story.notes:
            drafts += notes.taken()
        made = settle(drafts, first=len(blocks))
        if story.left:
            at = Place(story.page, len(blocks) if made else max(0, len(blocks) - 1))
            left += [LeftOut(text, reason, at) for text, reason in story.left]
            story.left.clear()
        blocks += made
    notes.leave_unused()
    _leave_heads(story)
    _leave_comments(story)
    left += [LeftOut(text, reason) for text, reason in story.left]
    return blocks, left


class _Notes:
    """Footnotes and endnotes, read where they are referred to."""

    def __init__(self, story: Story) -> None:
        self._story = story
        self._parts: dict[str, tuple[str, dict[str, etree._Element]]] = {}
        for kind in ("footnotes", "endnotes"):
            for part in story.package.of_type(story.part, kind)[:1]:
                tree = story.package.xml(part)
                self._parts[kind] = (part, _notes_in(tree) if tree is not None else {})

    def taken(self) -> list[Draft]:
        """The notes that were referred to since the last time."""
        drafts: list[Draft] = []
        while self._story.notes:
            kind, key = self._story.notes.pop(0)
            part, notes = self._parts.get(kind, ("", {}))
            note = notes.pop(key, None)
            if note is not None:
                drafts += _read_part(note, part, self._story)
        return drafts

    def leave_unused(self) -> None:
        """Notes that nothing shown refers to."""
        for part, notes in self._parts.values():
            for note in notes.values():
                self._story.leave(drafted_text(_read_part(note, part, self._story)), LeftOutReason.HIDDEN_TEXT)


def _notes_in(tree: etree._Element) -> dict[str, etree._Element]:
    return {note.get(f"{W}id") or "": note for note in tree if note.get(f"{W}type") not in _NOT_NOTES}


def _read_part(element: etree._Element, part: str, story: Story) -> list[Draft]:
    """Blocks of another part, with that part's own links."""
    home, story.part = story.part, part
    page, fields, story.fields = story.page, story.fields, []
    drafts = read_blocks(element, story)
    story.part, story.page, story.fields = home, page, fields
    return drafts


def _leave_heads(story: Story) -> None:
    for kind, reason in (("header", LeftOutReason.RUNNING_HEAD), ("footer", LeftOutReason.RUNNING_FOOT)):
        for part in story.package.of_type(story.part, kind):
            tree = story.package.xml(part)
            if tree is not None:
                story.leave(drafted_text(_read_part(tree, part, story)), reason)


def _leave_comments(story: Story) -> None:
    for part in story.package.of_type(story.part, "comments"):
        tree = story.package.xml(part)
        for comment in tree.iterchildren(f"{W}comment") if tree is not None else ():
            story.leave(plain_text(comment), LeftOutReason.COMMENT)
