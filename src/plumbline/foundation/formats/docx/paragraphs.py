"""One paragraph of Word: its runs, fields, links, symbols, controls, tracked changes and what is anchored in it."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from plumbline.foundation.formats.blocks import LeftOutReason, Link, PieceKind
from plumbline.foundation.formats.colour import SIGNS, WORD_NAMES
from plumbline.foundation.formats.docx import names as n
from plumbline.foundation.formats.docx.drawings import graphic
from plumbline.foundation.formats.docx.fields import form_field, link_target
from plumbline.foundation.formats.docx.story import Field, Story, control_of, plain_text, symbol
from plumbline.foundation.formats.docx.styles import Said, is_on, outline_level
from plumbline.foundation.formats.drafts import Draft, Line, fold, whole_number
from plumbline.foundation.formats.marks import typed_lines
from plumbline.foundation.formats.ticks import font_signs, without_private

W = n.W
_B, _STRIKE, _DSTRIKE, _VANISH = f"{W}b", f"{W}strike", f"{W}dstrike", f"{W}vanish"
_HIGHLIGHT, _RSTYLE, _FONTS = f"{W}highlight", f"{W}rStyle", f"{W}rFonts"
_SYM, _FIELD, _INSTRUCTION = f"{W}sym", f"{W}fldChar", f"{W}instrText"
_HYPERLINK, _SIMPLE_FIELD = f"{W}hyperlink", f"{W}fldSimple"
_NOTE_KINDS = {f"{W}footnoteReference": "footnotes", f"{W}endnoteReference": "endnotes"}
_PAGE_BREAK = f"{W}lastRenderedPageBreak"
_GRAPHICS = frozenset({f"{W}drawing", f"{W}pict", f"{W}object", n.ALTERNATE})
_SKIPPED = frozenset({n.PPR, n.RPR, n.SDT_PR, f"{W}sdtEndPr", f"{W}smartTagPr", f"{W}customXmlPr", f"{W}rubyPr"})


@dataclass(slots=True)
class _Look:
    """How a run looks, where it matters."""

    bold: bool = False
    strike: bool = False
    hidden: bool = False
    fill: str | None = None
    font: str = ""
    colour: str | None = None


@dataclass(slots=True)
class _Sentence:
    """A paragraph being read."""

    said: Said
    plain: _Look
    parts: list[str] = field(default_factory=list)
    bold: bool = True
    strike: bool = True
    fills: set[str | None] = field(default_factory=set)
    has_text: bool = False
    page: int | None = None
    links: list[Link] = field(default_factory=list)
    after: list[Draft] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    looks: dict[str | None, _Look] = field(default_factory=dict)

    def say(self, text: str, look: _Look) -> None:
        """Adds words as they are shown."""
        self.parts.append(text)
        if text and not text.isspace():
            self.has_text = True
            self.bold = self.bold and look.bold
            self.strike = self.strike and look.strike
            is_sign = look.colour is not None and all(letter in SIGNS for letter in text if not letter.isspace())
            self.fills.add(look.colour if is_sign else look.fill)


def read_paragraph(paragraph: etree._Element, story: Story) -> list[Draft]:
    """The paragraph as a line (none where it has no words), then what is anchored in it."""
    story.paragraphs += 1
    story.fields = [open_field for open_field in story.fields if open_field.in_result]
    properties = paragraph[0] if len(paragraph) and paragraph[0].tag == n.PPR else paragraph.find(n.PPR)
    said, level, number, fill = _properties(properties, story)
    sentence = _Sentence(said, _Look(bool(said.bold), bool(said.strike), bool(said.hidden)), page=story.page)
    _inline(paragraph, sentence, story)
    if sentence.hidden:
        story.leave("".join(sentence.hidden), LeftOutReason.HIDDEN_TEXT)
    line = _line(sentence, level, fill)
    if number is not None:
        _number(line, number, story)
        return [line, *sentence.after]
    return [*(typed_lines(line) if line.kind is PieceKind.PARAGRAPH else [line]), *sentence.after]


def _properties(
    properties: etree._Element | None, story: Story
) -> tuple[Said, int, tuple[str, int] | None, str | None]:
    """What the paragraph's properties and style say: the style, heading level, list (numId, depth), fill."""
    if properties is None:
        said = story.styles.said(None)
        return said, said.level, _listed(None, None, said), said.fill
    style: str | None = None
    outline = shading = numbered = None
    for child in properties:
        tag = child.tag
        if tag == f"{W}pStyle":
            style = child.get(n.VAL)
        elif tag == f"{W}numPr":
            numbered = child
        elif tag == f"{W}outlineLvl":
            outline = child.get(n.VAL)
        elif tag == n.SHD:
            shading = child
    said = story.styles.said(style)
    level = said.level
    if outline:
        level = outline_level(outline)
    number = depth = None
    if numbered is not None:
        for child in numbered:
            if child.tag == f"{W}numId":
                number = child.get(n.VAL)
            elif child.tag == f"{W}ilvl":
                depth = child.get(n.VAL)
    fill = story.theme.fill(shading) if shading is not None else said.fill
    return said, level, _listed(number, depth, said), fill


def _listed(number: str | None, depth: str | None, said: Said) -> tuple[str, int] | None:
    number = number if number is not None else said.number[0]
    if number is None or number == "0":
        return None
    return number, whole_number(depth, said.number[1] or 0)


def _line(sentence: _Sentence, level: int, fill: str | None) -> Line:
    line = Line("".join(sentence.parts), page=sentence.page, links=tuple(sentence.links))
    if sentence.has_text:
        line.bold, line.strike = sentence.bold, sentence.strike
    own = sentence.fills.pop() if len(sentence.fills) == 1 else None
    line.fill = own or fill or None
    if level:
        line.kind, line.level = PieceKind.HEADING, level
    return line


def _number(line: Line, number: tuple[str, int], story: Story) -> None:
    """The marker that Word shows. An empty paragraph in a list is counted too: Word shows its number."""
    marker = story.numbering.marker(*number)
    if line.kind is PieceKind.PARAGRAPH:
        line.kind, line.level = PieceKind.ITEM, number[1]
    line.marker, line.counted = marker, marker is not None


def _inline(parent: etree._Element, sentence: _Sentence, story: Story) -> None:
    """Everything in a paragraph, or in something that wraps a part of it."""
    for child in parent:
        tag = child.tag
        if tag == n.RUN:
            _run(child, sentence, story)
        elif tag in _SKIPPED:
            continue
        elif tag == n.DEL:
            story.leave(plain_text(child), LeftOutReason.TRACKED_DELETION)
        elif tag == n.MOVE_FROM:
            story.leave(plain_text(child), LeftOutReason.MOVED_AWAY)
        elif tag == _HYPERLINK:
            _linked(child, _address(child, story), sentence, story)
        elif tag == _SIMPLE_FIELD:
            _linked(child, link_target(child.get(f"{W}instr") or ""), sentence, story)
        elif tag == n.SDT:
            _control(child, sentence, story)
        elif tag == n.M + "t":
            sentence.say(child.text or "", sentence.plain)
        elif tag in _GRAPHICS:
            _alternate_runs(child, sentence, story)
        elif len(child):
            _inline(child, sentence, story)


def _alternate_runs(element: etree._Element, sentence: _Sentence, story: Story) -> None:
    """An alternative around whole runs: one branch of it is read."""
    for branch in element:
        if branch.find(f".//{n.RUN}") is not None:
            _inline(branch, sentence, story)
            return
    sentence.after += graphic(element, story)


def _address(hyperlink: etree._Element, story: Story) -> str | None:
    key = hyperlink.get(f"{n.R}id")
    relation = story.package.related(story.part).get(key) if key else None
    return relation[1] if relation and relation[2] else None


def _linked(element: etree._Element, url: str | None, sentence: _Sentence, story: Story) -> None:
    start = len(sentence.parts)
    _inline(element, sentence, story)
    if url:
        _add_link(sentence, start, url)


def _add_link(sentence: _Sentence, start: int, url: str) -> None:
    text = fold("".join(sentence.parts[start:]))
    if text:
        sentence.links.append(Link(text, url))


def _control(sdt: etree._Element, sentence: _Sentence, story: Story) -> None:
    """A content control inside a paragraph: a tick box, a placeholder nobody replaced, or just words."""
    content = sdt.find(n.SDT_CONTENT)
    control = control_of(sdt)
    if control.placeholder:
        if content is not None:
            story.leave(plain_text(content), LeftOutReason.PLACEHOLDER)
        return
    before = len(sentence.parts)
    if content is not None:
        _inline(content, sentence, story)
    if control.checked is not None:
        story.ticks.append(control.checked)
        if not "".join(sentence.parts[before:]).strip():
            sentence.say(" ☒ " if control.checked else " ☐ ", sentence.plain)


def _run(run: etree._Element, sentence: _Sentence, story: Story) -> None:
    look = sentence.plain
    for child in run:
        tag = child.tag
        if tag == n.T:
            _say(child.text, look, sentence, story)
        elif tag == n.RPR:
            look = _look(child, sentence, story)
        elif tag == n.TAB or tag == f"{W}ptab":
            sentence.say("\t", look)
        elif tag == n.BR or tag == f"{W}cr":
            sentence.say("\n", look)
        elif tag == _PAGE_BREAK:
            if story.page is not None:
                story.page += 1
                if not sentence.has_text:
                    sentence.page = story.page
        elif tag == _SYM:
            _say(symbol(child), look, sentence, story)
        elif tag == _FIELD:
            _field(child, sentence, story)
        elif tag == _INSTRUCTION:
            if story.fields and not story.fields[-1].in_result:
                story.fields[-1].instruction += child.text or ""
        elif tag == f"{W}noBreakHyphen":
            _say("-", look, sentence, story)
        elif tag == n.DEL_TEXT:
            story.leave(child.text or "", LeftOutReason.TRACKED_DELETION)
        elif tag in _NOTE_KINDS:
            story.notes.append((_NOTE_KINDS[tag], child.get(f"{W}id") or ""))
        elif tag in _GRAPHICS:
            sentence.after += graphic(child, story)
        elif len(child):
            _inline(child, sentence, story)


def _say(text: str | None, look: _Look, sentence: _Sentence, story: Story) -> None:
    """Words of a run: shown, hidden, or the inside of a field's instruction."""
    if not text:
        return
    text = font_signs(text, look.font) if look.font else without_private(text)
    if story.fields and not all(open_field.in_result for open_field in story.fields):
        story.leave(text, LeftOutReason.MARKUP)
    elif look.hidden:
        sentence.hidden.append(text)
    else:
        if sentence.hidden and not sentence.hidden[-1].isspace():
            sentence.hidden.append(" ")
        sentence.say(text, look)


def _look(properties: etree._Element, sentence: _Sentence, story: Story) -> _Look:
    """A run's look: its own properties over its character style over the paragraph's style."""
    base = sentence.plain
    look = _Look(base.bold, base.strike, base.hidden)
    for child in properties:
        tag = child.tag
        if tag == _B:
            look.bold = bool(is_on(child))
        elif tag in (_STRIKE, _DSTRIKE):
            look.strike = bool(is_on(child))
        elif tag == _VANISH:
            look.hidden = bool(is_on(child))
        elif tag == _HIGHLIGHT:
            look.fill = WORD_NAMES.get(child.get(n.VAL) or "")
        elif tag == n.SHD:
            look.fill = look.fill or story.theme.fill(child) or None
        elif tag == n.W + "color":
            look.colour = story.theme.written(child)
        elif tag == _FONTS:
            font = child.get(f"{W}ascii") or child.get(f"{W}hAnsi") or ""
            look.font = font if font[:4] in ("Wing", "Webd") else ""
        elif tag == _RSTYLE:
            said = story.styles.said(child.get(n.VAL))
            look.bold = look.bold if said.bold is None else said.bold
            look.strike = look.strike if said.strike is None else said.strike
            look.hidden = look.hidden if said.hidden is None else said.hidden
    return look


def _field(mark: etree._Element, sentence: _Sentence, story: Story) -> None:
    """The beginning, middle or end of a field."""
    kind = mark.get(f"{W}fldCharType")
    if kind == "begin":
        story.fields.append(Field())
        shown, ticked = form_field(mark)
        if ticked is not None:
            story.ticks.append(ticked)
        if shown:
            sentence.say(shown, sentence.plain)
    elif kind == "separate" and story.fields:
        story.fields[-1].in_result = True
        story.fields[-1].link_from = len(sentence.parts)
        story.fields[-1].owner = story.paragraphs
    elif kind == "end" and story.fields:
        closed = story.fields.pop()
        url = link_target(closed.instruction)
        if url and closed.in_result and closed.owner == story.paragraphs:
            _add_link(sentence, closed.link_from, url)
