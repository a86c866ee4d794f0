"""Writes the Word documents: real headings, merged cells, fills by hex and by theme, content controls, tracked changes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from docx import Document
from docx.document import Document as Word
from docx.enum.section import WD_ORIENT
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.table import Table, _Cell, _Row

from samples.make import carrick, kurrawong, northmere, thornleigh
from samples.make.model import Act, Paper

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
W14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
MADE = datetime(2026, 1, 1, tzinfo=UTC)


def new(paper: Paper) -> Word:
    """An empty document with the institution as its author."""
    word = Document()
    word.core_properties.title = paper.schemes[0].title
    word.core_properties.author = paper.institution
    word.core_properties.created = word.core_properties.modified = MADE
    word.styles["Normal"].font.size = Pt(11)
    return word


def fill(cell: _Cell, colour: str | None = None, theme: tuple[str, str] | None = None) -> None:
    """Colour a cell by hex, or by a theme colour and its tint."""
    extra = f'w:themeFill="{theme[0]}" w:themeFillTint="{theme[1]}"' if theme else ""
    properties = cell._tc.get_or_add_tcPr()
    properties.append(parse_xml(f'<w:shd {W} w:val="clear" w:color="auto" w:fill="{colour or "auto"}" {extra}/>'))


def tick_box(cell: _Cell, ticked: bool) -> None:
    """A content control of Word's own in a cell: a tick box, ticked or not."""
    sign = "☒" if ticked else "☐"
    cell.paragraphs[0]._p.append(
        parse_xml(
            f'<w:sdt {W} {W14}><w:sdtPr><w14:checkbox><w14:checked w14:val="{int(ticked)}"/></w14:checkbox></w:sdtPr>'
            f"<w:sdtContent><w:r><w:t>{sign}</w:t></w:r></w:sdtContent></w:sdt>"
        )
    )


def header(row: _Row) -> None:
    """Mark a row as one that is repeated at the top of each page."""
    row._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {W}/>"))


def table(word: Word, heads: Iterable[str]) -> Table:
    """A ruled table with its heading row."""
    heads = list(heads)
    made = word.add_table(rows=1, cols=len(heads), style="Table Grid")
    for cell, head in zip(made.rows[0].cells, heads, strict=True):
        cell.text = ""
        cell.paragraphs[0].add_run(head).bold = True
    header(made.rows[0])
    return made


def asked_and_answered(word: Word, paper: Paper, keys: Iterable[str]) -> None:
    """Questions in bold, each with its answer under it."""
    for key in keys:
        question, answer = paper.answers[key]
        word.add_paragraph().add_run(question).bold = True
        for paragraph in answer.split("\n\n"):
            word.add_paragraph().add_run(paragraph).bold = paragraph.endswith(":")


def signatures(word: Word, paper: Paper) -> None:
    """The two signature blocks; a dotted line where nobody has signed."""
    for block, office in zip(
        paper.facts["signatures"],
        ("Nominated institutional lead", "Leader of the institution"),
        strict=True,
    ):
        word.add_paragraph(f"Signed: {block['name'] or '.' * 40}")
        word.add_paragraph(f"({office})")
        word.add_paragraph(f"Date: {block['date']['written'] if block['date'] else ''}")


def year_grid(word: Word, acts: tuple[Act, ...], years: tuple[int, ...], boxes: bool) -> None:
    """Actions down, years across, a row a section; ticks as content controls, or as X; RAG as the action's fill."""
    grid = word.add_table(rows=2, cols=1 + len(years), style="Table Grid")
    top = grid.rows[0].cells
    top[0].merge(grid.rows[1].cells[0]).text = "Action"
    top[1].merge(top[-1]).text = "Year of work"
    for cell, year in zip(grid.rows[1].cells[1:], years, strict=True):
        cell.text = str(year)
    header(grid.rows[0])
    header(grid.rows[1])
    section = None
    fills: dict[str, tuple[str | None, tuple[str, str] | None]] = {
        "green": (None, ("accent3", "66")),
        "amber": ("FFC000", None),
        "red": ("FF7C80", None),
    }
    for act in acts:
        if act.section != section:
            section = act.section
            cells = grid.add_row().cells
            merged = cells[0].merge(cells[-1])
            merged.text = ""
            merged.paragraphs[0].add_run(section or "").bold = True
            fill(merged, "E7E6E6")
        row = grid.add_row().cells
        row[0].text = act.text
        if act.rag:
            fill(row[0], *fills[act.rag])
        for cell, year in zip(row[1:], years, strict=True):
            if boxes:
                tick_box(cell, year in act.years)
            elif year in act.years:
                cell.text = "X"


def write_northmere(place: Path) -> Path:
    """Stage 3: running form, explanations of three reds, two appendices whose labels do not agree."""
    paper = northmere.PAPER
    word = new(paper)
    word.add_heading("Technician Commitment: self-assessment and action plan, stage 3", 1)
    name, email, _ = paper.lead
    word.add_paragraph(f"Organisation: {paper.institution}")
    word.add_paragraph(f"Name of the institutional lead: {name}")
    word.add_paragraph(f"E-mail: {email}")
    asked_and_answered(word, paper, ("structures", "governance", "rag"))
    asked_and_answered(word, paper, ("impact", "talent"))
    word.add_paragraph().add_run(
        "Set out a 36-month action plan, with how impact will be shown and how the work is paid for (an appendix will do)."
    ).bold = True
    word.add_paragraph("Our plan is Appendix B.")
    asked_and_answered(word, paper, ("voice",))
    word.add_paragraph().add_run(
        "Confirm that your status and plan can be found on your website, and give the address."
    ).bold = True
    word.add_paragraph(str(paper.url))
    signatures(word, paper)
    word.add_page_break()
    word.add_heading("Appendix 1: Action plan 2021–2023", 2)
    year_grid(word, northmere.PREVIOUS, (2021, 2022, 2023), boxes=True)
    word.add_page_break()
    word.add_heading("Appendix B: Action plan 2024–2026", 2)
    year_grid(word, northmere.FORWARD, (2024, 2025, 2026), boxes=False)
    return save(word, place / "northmere.docx")


def write_carrick(place: Path) -> Path:
    """Stage 1, full: each question in a box of its own with the answer below; the plan in running text."""
    paper = carrick.PAPER
    word = new(paper)
    word.sections[0].header.paragraphs[0].text = "Carrick Institute for Soil Science: stage 1"
    word.add_heading("Self-assessment and action plan", 1)
    fields = word.add_table(rows=0, cols=2, style="Table Grid")
    name, email, phone = paper.lead
    for label, value in (
        ("Organisation", paper.institution),
        ("Institutional lead", name),
        ("E-mail address", email),
        ("Telephone", phone),
    ):
        cells = fields.add_row().cells
        cells[0].text, cells[1].text = label, value or ""
    for question, answer in paper.answers.values():
        word.add_paragraph()
        box = word.add_table(rows=2, cols=1, style="Table Grid")
        box.rows[0].cells[0].paragraphs[0].add_run(question).bold = True
        fill(box.rows[0].cells[0], "D9E2F3")
        box.rows[1].cells[0].text = answer
    word.add_paragraph()
    box = word.add_table(rows=2, cols=1, style="Table Grid")
    box.rows[0].cells[0].paragraphs[0].add_run(
        "Confirm that your status and action plan are published, with the web address."
    ).bold = True
    box.rows[1].cells[0].text = "In progress"
    word.add_heading("Action plan 2022–2023", 2)
    for number, title, _, actions in carrick.OBJECTIVES:
        word.add_heading(f"Objective {number}: {title}", 3)
        for ref, text, code in actions:
            word.add_paragraph(f"{ref} {text} ({code})")
    signatures(word, paper)
    return save(word, place / "carrick-institute.docx")


def write_thornleigh(place: Path) -> Path:
    """A landscape plan: objectives merged downwards, tracked changes in an owner, several themes in one cell."""
    paper = thornleigh.PAPER
    word = new(paper)
    page = word.sections[0]
    page.orientation, page.page_width, page.page_height = WD_ORIENT.LANDSCAPE, page.page_height, page.page_width
    page.left_margin = page.right_margin = Cm(1.5)
    word.add_heading(f"{paper.institution}: {paper.schemes[0].title}", 1)
    word.add_paragraph(paper.facts["note"])
    names = {
        "visibility": "Visibility",
        "recognition": "Recognition",
        "career_development": "Career development",
        "sustainability": "Sustainability",
        "evaluating_impact": "Evaluating impact",
    }
    plan = table(word, ("Planned objective", "Action", "Supporting steps", "Theme(s)", "Deadline", "Owner"))
    first: dict[str, _Cell] = {}
    for act in thornleigh.ACTS:
        cells = plan.add_row().cells
        if act.objective in first:
            first[act.objective].merge(cells[0])
        else:
            cells[0].text = act.objective or ""
            first[act.objective or ""] = cells[0]
        cells[1].text = act.text
        cells[2].text = act.comments or ""
        cells[3].text = "\n".join(names[theme] for theme in act.theme.split())
        cells[4].text = act.due or ""
        cells[5].text = act.owner or ""
        if act.owner == "Technical Managers":
            cells[5].text = ""
            tracked(cells[5], paper.facts["deleted"], act.owner)
    return save(word, place / "thornleigh.docx")


def tracked(cell: _Cell, deleted: str, inserted: str) -> None:
    """A deletion and an insertion that nobody has accepted yet."""
    who = 'w:author="Technicians\' Forum" w:date="2025-03-12T10:00:00Z"'
    paragraph = cell.paragraphs[0]._p
    paragraph.append(parse_xml(f'<w:del {W} w:id="1" {who}><w:r><w:delText>{deleted}</w:delText></w:r></w:del>'))
    paragraph.append(parse_xml(f'<w:ins {W} w:id="2" {who}><w:r><w:t>{inserted}</w:t></w:r></w:ins>'))


def write_kurrawong(place: Path) -> Path:
    """Stage 1, short: no contact fields; bullets under themes in two columns, status in the wording."""
    paper = kurrawong.PAPER
    word = new(paper)
    word.add_heading("Evaluating impact: self-assessment", 1)
    word.add_paragraph(f"Organisation: {paper.institution}")
    asked_and_answered(word, paper, ("structures", "before", "since"))
    word.add_paragraph().add_run("Give your 24-month action plan (below, or as an appendix):").bold = True
    word.add_paragraph("It is in the appendix.")
    asked_and_answered(word, paper, ("voice",))
    word.add_paragraph().add_run("Is your plan on your website? Give the address:").bold = True
    word.add_paragraph("In progress")
    signatures(word, paper)
    word.add_heading("Appendix: 24-month action plan", 2)
    plan = table(word, ("Theme", "Activities"))
    for theme, (title, definition) in kurrawong.DEFINITIONS.items():
        cells = plan.add_row().cells
        cells[0].text = title
        cells[0].add_paragraph(definition)
        for number, act in enumerate(act for act in kurrawong.ACTS if act.theme == theme):
            paragraph = cells[1].paragraphs[0] if number == 0 else cells[1].add_paragraph()
            paragraph.style = "List Bullet"
            word_for = kurrawong.WORDS.get(act.status or "")
            ending = f" ({act.progress})" if act.progress else f" – {word_for}" if word_for else ""
            paragraph.add_run(act.text + ending)
    return save(word, place / "kurrawong.docx")


def save(word: Word, path: Path) -> Path:
    """Write the file; gives its path."""
    for element in word.element.body.iter(qn("w:proofErr")):
        element.getparent().remove(element)
    word.save(str(path))
    return path
