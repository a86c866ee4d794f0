"""A paper as a Word document: real headings, marked header rows, language, alternative text; opens clean elsewhere."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from docx import Document
from docx.document import Document as Word
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Emu, Pt, RGBColor
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph as Line

from plumbline.foundation.papers.paper import (
    Cell,
    Facts,
    Grid,
    Heading,
    Listing,
    PageBreak,
    Paper,
    Paragraph,
    Part,
    Picture,
    Run,
    Signature,
    Words,
    level_headings,
    with_words,
    words,
)
from plumbline.foundation.papers.pdf import signed
from plumbline.foundation.text import storable

FONT = "Arial"
"""On every machine. Ours is not, and Word would put something else in its place."""
INK, MUTED, TEAL = RGBColor(0x1B, 0x2A, 0x33), RGBColor(0x51, 0x62, 0x6C), RGBColor(0x0B, 0x5F, 0x63)
FILLS = {"green": "E3F1E8", "amber": "FFF1DA", "red": "FBE7E6", "unrated": "ECEDEA"}
LETTERS = {"green": "1B6E46", "amber": "8F4E00", "red": "A4262C", "unrated": "51626C"}
MANNERS = {
    "Lede": (12, "1B2A33", False, 0),
    "Quiet": (9.5, "51626C", False, 0),
    "Quoted": (10.5, "1B2A33", False, 0.8),
    "Cell": (9, "1B2A33", False, 0),
    **{f"Cell {rag}": (9, colour, True, 0) for rag, colour in LETTERS.items()},
}
"""Styles of our own, so that who edits the document changes a manner once: points, colour, bold, cm of indent."""
SIZES = {0: 20, 1: 15, 2: 12.5, 3: 11, 4: 10.5}
UPRIGHT, ON_ITS_SIDE = (Cm(21), Cm(29.7)), (Cm(29.7), Cm(21))
LINE_TO_WRITE_ON = "." * 48


def write_word(paper: Paper, *, at: datetime) -> bytes:
    """The file. `at` is the moment that its properties say it was made."""
    paper = with_words(paper, storable)
    word = Document()
    _set_up(word, paper, at)
    word.add_paragraph(paper.author).runs[0].font.color.rgb = MUTED
    word.add_heading(paper.title, 0)
    for part, level in level_headings(paper.parts):
        _part(word, word, part, level)
    file = io.BytesIO()
    word.save(file)
    return file.getvalue()


def _set_up(word: Word, paper: Paper, at: datetime) -> None:
    facts = word.core_properties
    facts.title, facts.author, facts.subject, facts.language = paper.title, paper.author, paper.subject, paper.language
    facts.created = facts.modified = at.replace(tzinfo=None)
    facts.last_modified_by, facts.comments = paper.author, ""
    normal = word.styles["Normal"]
    normal.font.name, normal.font.size, normal.font.color.rgb = FONT, Pt(10.5), INK
    fonts = normal.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), FONT)
    for level, size in SIZES.items():
        style = word.styles["Title" if level == 0 else f"Heading {level}"]
        style.font.name, style.font.size, style.font.bold, style.font.color.rgb = FONT, Pt(size), True, INK
        own = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            own.attrib.pop(qn(f"w:{theme}"), None)
        for border in style.element.iter(qn("w:pBdr")):
            border.getparent().remove(border)
    word.styles["Caption"].font.color.rgb, word.styles["Caption"].font.size = MUTED, Pt(9.5)
    for name, (size, colour, bold, indent) in MANNERS.items():
        made = word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        made.base_style, made.font.size, made.font.bold = normal, Pt(size), bold or None
        made.font.color.rgb = RGBColor.from_string(colour)
        made.paragraph_format.left_indent = Cm(indent) if indent else None
        made.paragraph_format.space_after = Pt(2 if name.startswith("Cell") else 6)
    _speak(word, paper.language)
    section = word.sections[0]
    section.page_width, section.page_height = UPRIGHT
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin = section.bottom_margin = Cm(2)
    _foot(section.footer.paragraphs[0], paper.foot)


def _speak(word: Word, language: str) -> None:
    """Say which language the words are in, so that they are read aloud and checked as such."""
    defaults = word.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    spoken = defaults.find(qn("w:lang"))
    if spoken is None:
        spoken = OxmlElement("w:lang")
        defaults.append(spoken)
    for attribute in ("w:val", "w:eastAsia"):
        spoken.set(qn(attribute), language)


def _foot(line: Line, said: str) -> None:
    line.add_run(f"{said}  ·  " if said else "")
    for instruction in ("PAGE", "NUMPAGES"):
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), instruction)
        drawn, text = OxmlElement("w:r"), OxmlElement("w:t")
        text.text = "1"
        drawn.append(text)
        field.append(drawn)
        line._p.append(field)
        if instruction == "PAGE":
            line.add_run(" / ")
    for run in line.runs:
        run.font.size, run.font.color.rgb = Pt(8.5), MUTED


def _part(word: Word, place: Any, part: Part, level: int = 0, depth: int = 0) -> None:
    """Draw a part into `place`: the document itself, or a cell of it."""
    match part:
        case Heading() if level:
            word.add_heading(part.text, min(level - 1, 9))
        case Heading():
            _runs(place.add_paragraph(), words(part.text, bold=True))
        case Paragraph():
            _paragraph(place, part)
        case Listing():
            _listing(word, place, part, depth)
        case Grid():
            _grid(word, place, part)
        case Facts():
            for label, value in part.pairs:
                _runs(place.add_paragraph(), (Run(f"{label}: ", bold=True), *value))
        case Picture():
            _picture(word, part)
        case Signature():
            _signature(place, part)
        case PageBreak():
            word.add_page_break()  # type: ignore[no-untyped-call]


def _paragraph(place: Any, part: Paragraph) -> None:
    line = place.add_paragraph()
    if part.manner:
        _in_manner(line, {"lede": "Lede", "quiet": "Quiet", "quote": "Quoted"}[part.manner])
    _runs(line, part.runs)


def _in_manner(line: Line, name: str) -> None:
    """Give a paragraph one of our styles, by its identity: looking it up by name would search all styles each time."""
    line._p.style = name.replace(" ", "")


def _runs(line: Line, runs: Words) -> None:
    for run in runs:
        made = line.add_run(run.text)  # python-docx makes a line break of "\n"
        if run.bold:
            made.bold = True
        if run.italic:
            made.italic = True
        if run.strike:
            made.font.strike = True
        if run.code:
            made.font.name = "Courier New"
        if run.url:
            made.font.color.rgb, made.font.underline = TEAL, True
            link = OxmlElement("w:hyperlink")
            link.set(qn("r:id"), line.part.relate_to(run.url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
            made._r.addprevious(link)
            link.append(made._r)


def _listing(word: Word, place: Any, listing: Listing, depth: int) -> None:
    """Word counts for itself, from `start`; each list has a count of its own."""
    number = _count(word, listing)
    for item in listing.items:
        first, *rest = item or (Paragraph(()),)
        line = place.add_paragraph()
        if isinstance(first, Paragraph | Heading):
            _runs(line, first.runs if isinstance(first, Paragraph) else words(first.text, bold=True))
        else:
            rest = [first, *rest]
        properties = line._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_ilvl().val = min(depth, 8)
        properties.get_or_add_numId().val = number
        for part in rest:
            _part(word, place, part, depth=depth + 1)


def _count(word: Word, listing: Listing) -> int:
    """A new numbering of the document, and its number."""
    numbering = word.part.numbering_part.element
    kinds = numbering.findall(qn("w:abstractNum"))
    kind = OxmlElement("w:abstractNum")
    identity = str(1 + max((int(one.get(qn("w:abstractNumId"))) for one in kinds), default=0))
    kind.set(qn("w:abstractNumId"), identity)
    for depth in range(9):
        kind.append(_counted(depth, listing))
    (kinds[-1].addnext if kinds else numbering.append)(kind)
    return int(numbering.add_num(int(identity)).numId)


def _counted(depth: int, listing: Listing) -> Any:
    level = OxmlElement("w:lvl")
    level.set(qn("w:ilvl"), str(depth))
    said = f"%{depth + 1}." if listing.ordered else "•"
    for name, value in (
        ("w:start", str(listing.start if depth == 0 else 1)),
        ("w:numFmt", "decimal" if listing.ordered else "bullet"),
        ("w:lvlText", said),
        ("w:lvlJc", "left"),
    ):
        one = OxmlElement(name)
        one.set(qn("w:val"), value)
        level.append(one)
    properties, indent = OxmlElement("w:pPr"), OxmlElement("w:ind")
    indent.set(qn("w:left"), str(400 * (depth + 1)))
    indent.set(qn("w:hanging"), "300")
    properties.append(indent)
    level.append(properties)
    return level


def _grid(word: Word, place: Any, grid: Grid) -> None:
    outermost = place is word
    if grid.wide and outermost:
        _turn(word, ON_ITS_SIDE)
    if grid.caption:
        line = place.add_paragraph(style="Caption") if outermost else place.add_paragraph()
        _runs(line, words(grid.caption))
        line.paragraph_format.keep_with_next = True
    table = place.add_table(rows=1 + len(grid.rows), cols=len(grid.head))
    table.style = word.styles["Table Grid"]
    _shape(word, table, grid)
    first, *others = table._tbl.tr_lst  # the rows' own way to their cells looks at the whole table each time
    for place_of, head in zip(first.tc_lst, grid.head, strict=True):
        cell = _Cell(place_of, table)
        _in_manner(cell.paragraphs[0], "Cell")
        _runs(cell.paragraphs[0], words(head, bold=True))
        _fill(cell, "F1EFE8")
    first.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for made, row in zip(others, grid.rows, strict=True):
        made.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for place_of, said in zip(made.tc_lst, row, strict=True):
            _cell(word, _Cell(place_of, table), said)
    if grid.wide and outermost:
        _turn(word, UPRIGHT)
    else:
        place.add_paragraph()


def _shape(word: Word, table: Table, grid: Grid) -> None:
    table.autofit = False
    section = word.sections[-1]
    width = section.page_width or UPRIGHT[0]
    whole = width - (section.left_margin or 0) - (section.right_margin or 0)
    parts = grid.widths or (1.0,) * len(grid.head)
    widths = [Emu(int(whole * part / sum(parts))) for part in parts]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for row in table._tbl.tr_lst:
        for cell, width in zip(row.tc_lst, widths, strict=True):
            cell.width = width


def _cell(word: Word, cell: _Cell, said: Cell) -> None:
    """The parts of a cell; Word wants a paragraph at the end of each, and there is one from the start."""
    for part in said.parts:
        _part(word, cell, part)
    if said.parts and not isinstance(said.parts[0], Grid):
        first = cell.paragraphs[0]._p
        first.getparent().remove(first)
    if said.rag:
        _fill(cell, FILLS[said.rag])
    for line in cell.paragraphs:
        if line._p.style is None:
            _in_manner(line, f"Cell {said.rag}".strip())


def _fill(cell: _Cell, colour: str) -> None:
    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", colour)):
        shade.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(shade)


def _turn(word: Word, size: Sequence[Any]) -> None:
    """What follows stands on paper of this size."""
    section = word.add_section(WD_SECTION.NEW_PAGE)
    section.page_width, section.page_height = size
    section.orientation = WD_ORIENT.LANDSCAPE if size is ON_ITS_SIDE else WD_ORIENT.PORTRAIT


def _picture(word: Word, picture: Picture) -> None:
    shape = word.add_picture(io.BytesIO(picture.content), width=Cm(17))
    named = shape._inline.docPr
    named.set("descr", picture.alternative)
    if picture.caption:
        _runs(word.add_paragraph(style="Caption"), words(picture.caption))


def _signature(place: Any, signature: Signature) -> None:
    for label, value in signed(signature):
        _runs(place.add_paragraph(), (Run(f"{label}: ", bold=True), Run(value or LINE_TO_WRITE_ON)))
    if signature.remark:
        _paragraph(place, Paragraph(words(signature.remark), "quiet"))
