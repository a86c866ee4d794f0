"""What is drawn into a Word text: text boxes (one branch of each alternative), SmartArt, charts, alternative text."""

from __future__ import annotations

from lxml import etree

from plumbline.foundation.formats.blocks import LeftOutReason
from plumbline.foundation.formats.docx import names as n
from plumbline.foundation.formats.docx.story import Story, chosen
from plumbline.foundation.formats.drafts import Draft, Line

_ALTERNATIVES = ("descr", "title", "alt")


def graphic(element: etree._Element, story: Story) -> list[Draft]:
    """The words that a drawing shows, as blocks; its alternative text goes to what is left out."""
    branch = chosen(element)
    if branch is None:
        return []
    drafts: list[Draft] = []
    stack = [branch]
    while stack:
        item = stack.pop()
        tag = item.tag
        if tag == n.TEXT_BOX:
            drafts += _boxed(item, story)
            continue
        if tag == n.ALTERNATE and item is not branch:
            inner = chosen(item)
            if inner is not None:
                stack.append(inner)
            continue
        if tag == f"{n.WP}docPr" or (isinstance(tag, str) and tag.startswith(n.V)):
            _alternative(item, story)
        if tag == f"{n.V}textpath" and item.get("string"):
            drafts.append(Line(item.get("string") or "", page=story.page))
        elif tag == f"{n.C}chart":
            drafts += _part_lines(item.get(f"{n.R}id"), story, (f"{n.A}t", f"{n.C}v"))
        elif tag == f"{n.DGM}relIds":
            drafts += _part_lines(item.get(f"{n.R}dm"), story, (f"{n.A}t",))
        stack.extend(reversed(item))
    return drafts


def _boxed(box: etree._Element, story: Story) -> list[Draft]:
    """A text box's blocks. It has a life of its own: fields open around it do not reach into it."""
    fields, story.fields = story.fields, []
    drafts = story.read_blocks(box, story)
    story.fields = fields
    return drafts


def _alternative(item: etree._Element, story: Story) -> None:
    for name in _ALTERNATIVES:
        written = item.get(name)
        if written:
            story.leave(written, LeftOutReason.ALTERNATIVE_TEXT)


def _part_lines(key: str | None, story: Story, tags: tuple[str, ...]) -> list[Draft]:
    """The words of a diagram's or chart's own part, a line for each paragraph or label."""
    relation = story.package.related(story.part).get(key or "")
    if relation is None or relation[2]:
        return []
    tree = story.package.xml(relation[1])
    if tree is None:
        return []
    texts: list[str] = []
    for item in tree.iter(*tags, f"{n.A}p"):
        if item.tag == f"{n.A}p":
            texts.append("")
        elif item.tag == f"{n.C}v":
            texts += [item.text or "", ""] if next(item.iterancestors(f"{n.C}strCache"), None) is not None else []
        else:
            texts[-1:] = [(texts[-1] if texts else "") + (item.text or "")]
    return [Line(text, page=story.page) for text in dict.fromkeys(texts) if text.strip()]
