"""The same invented plans written as web pages and Word documents, read through the house's own readers of files."""

import html
from pathlib import Path
from tempfile import TemporaryDirectory

from docx import Document as Word
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from hypothesis import HealthCheck, given, settings

from plumbline.foundation.formats.blocks import Piece, PieceKind
from plumbline.foundation.formats.reading import read as read_file
from plumbline.journey.intake.reading.ledger import Ledger
from plumbline.journey.intake.reading.plans import read_plan
from plumbline.journey.intake.reading.zones import Context, Zone

from .blocks import C, Reading, T
from .test_plans_generated import check, listed, tables

SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]


def _read(name: str, write) -> Reading:
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        write(path)
        made = read_file(path)
    ledger = Ledger(made)
    return Reading(read_plan(Zone("plan", made.blocks), ledger, Context(made)), [], ledger)


def _page(blocks) -> str:
    parts = []
    for block in blocks:
        if isinstance(block, T):
            parts.append(f"<table>{''.join(_row(row) for row in block.rows)}</table>")
        elif isinstance(block, Piece):
            tag = f"h{block.level}" if block.kind is PieceKind.HEADING else "p"
            parts.append(f"<{tag}>{html.escape(block.text)}</{tag}>")
        elif block.startswith("• "):
            parts.append(f"<ul><li>{html.escape(block[2:])}</li></ul>")
        elif block.startswith("**"):
            parts.append(f"<p><b>{html.escape(block[2:])}</b></p>")
        else:
            parts.append(f"<p>{html.escape(block)}</p>")
    return f"<!doctype html><html><body>{''.join(parts)}</body></html>"


def _row(row) -> str:
    cells = []
    for cell in row:
        if cell is None:
            continue
        made = C(cell) if isinstance(cell, str) else cell
        lines = made.text.split("\n")
        items = all(line.startswith("• ") for line in lines)
        inside = "".join(f"<li>{html.escape(line[2:])}</li>" for line in lines) if items else ""
        words = f"<ul>{inside}</ul>" if items else "".join(f"<p>{html.escape(line)}</p>" for line in lines if line)
        style = f' style="background-color: {made.fill}"' if made.fill else ""
        cells.append(f'<td rowspan="{made.down}" colspan="{made.across}"{style}>{words}</td>')
    return f"<tr>{''.join(cells)}</tr>"


def _word(blocks, path: Path) -> None:
    made = Word()
    for block in blocks:
        if isinstance(block, T):
            _word_table(made, block)
        elif isinstance(block, Piece):
            made.add_heading(block.text, block.level)
        elif block.startswith("• "):
            made.add_paragraph(block[2:], style="List Bullet")
        elif block.startswith("**"):
            made.add_paragraph().add_run(block[2:]).bold = True
        else:
            made.add_paragraph(block)
    made.save(path)


def _word_table(made, given_table: T) -> None:
    rows = [[C(cell) if isinstance(cell, str) else cell for cell in row] for row in given_table.rows]
    width = max(sum(cell.across if cell else 1 for cell in row) for row in rows)
    table = made.add_table(len(rows), width)
    for down, row in enumerate(rows):
        column = 0
        for cell in row:
            if cell is None:
                column += 1
                continue
            place = table.cell(down, column)
            if cell.down > 1 or cell.across > 1:
                place = place.merge(table.cell(down + cell.down - 1, column + cell.across - 1))
            _fill_in(place, cell)
            column += cell.across
    made.add_paragraph("")


def _fill_in(place, cell: C) -> None:
    for at, line in enumerate(cell.text.split("\n")):
        paragraph = place.paragraphs[0] if not at else place.add_paragraph()
        paragraph.add_run(line.removeprefix("• "))
        if line.startswith("• "):
            paragraph.style = place.part.document.styles["List Bullet"]
    if cell.fill:
        shade = OxmlElement("w:shd")
        shade.set(qn("w:val"), "clear")
        shade.set(qn("w:fill"), cell.fill.lstrip("#"))
        place._tc.get_or_add_tcPr().append(shade)


@settings(max_examples=60, deadline=None, suppress_health_check=SLOW)
@given(tables())
def test_tables_of_web_pages_read_back(drawn):
    blocks, acts, fields = drawn
    check(_read("plan.html", lambda path: path.write_text(_page(blocks), encoding="utf-8")), acts, fields)


@settings(max_examples=30, deadline=None, suppress_health_check=SLOW)
@given(listed())
def test_lists_of_web_pages_read_back(drawn):
    blocks, acts, fields = drawn
    check(_read("plan.html", lambda path: path.write_text(_page(blocks), encoding="utf-8")), acts, fields)


@settings(max_examples=15, deadline=None, suppress_health_check=SLOW)
@given(tables())
def test_tables_of_word_documents_read_back(drawn):
    blocks, acts, fields = drawn
    check(_read("plan.docx", lambda path: _word(blocks, path)), acts, fields)


@settings(max_examples=15, deadline=None, suppress_health_check=SLOW)
@given(listed())
def test_lists_of_word_documents_read_back(drawn):
    blocks, acts, fields = drawn
    check(_read("plan.docx", lambda path: _word(blocks, path)), acts, fields)
