"""Every letter that pdfium finds in a PDF is in the document or left out, and no letter more."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import docx
import pytest
import typst
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.table import _Cell
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from .pdf_checks import left_out, letters_of, letters_of_pdfium, read, tables, texts
from .pdf_makers import drawn, printed, ruled, write

LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.,;:!?()/&%£–’“”éŵŷ✓•"
words = st.text(alphabet=LETTERS, min_size=1, max_size=14)
phrases = st.lists(words, min_size=1, max_size=25).map(" ".join)
cells = st.one_of(st.just(""), words, phrases)


@st.composite
def documents(draw: st.DrawFn) -> list[dict[str, object]]:
    """Paragraphs, items, headings and tables in any order."""
    blocks: list[dict[str, object]] = []
    for _ in range(draw(st.integers(1, 7))):
        kind = draw(st.sampled_from(["p", "p", "li", "h", "table", "columns"]))
        if kind == "table":
            columns = draw(st.integers(1, 6))
            rows = draw(st.integers(1, 9))
            content = draw(st.lists(cells, min_size=columns * rows, max_size=columns * rows))
            strokes = draw(st.sampled_from(["all", "none", "across", "fills"]))
            blocks.append({"kind": kind, "columns": columns, "cells": content, "stroke": strokes})
        else:
            blocks.append({"kind": kind, "text": draw(phrases)})
    return blocks


SOURCE = """
#set page(paper: "a4", margin: 1.6cm, header: [Running head of the plan], footer: context [#counter(page).display()])
#set text(lang: "en", size: 9pt, hyphenate: true)
#set par(justify: true)
#let blocks = json(bytes(sys.inputs.blocks))
#for block in blocks {
  if block.kind == "p" [#par(block.text)] else if block.kind == "li" [#list(block.text)] else if block.kind == "h" {
    heading(block.text)
  } else if block.kind == "columns" [#columns(2)[#block.text #block.text #block.text]] else {
    table(
      columns: (1fr,) * block.columns,
      stroke: if block.stroke == "all" { 0.5pt } else if block.stroke == "across" { (y: 0.5pt) } else { none },
      fill: if block.stroke == "fills" { (x, y) => if calc.odd(x + y) { rgb("#92d050") } else { rgb("#ffc000") } },
      ..block.cells.map(text => [#text])
    )
  }
}
"""


@settings(max_examples=40, deadline=None)
@given(blocks=documents(), tagged=st.booleans())
def test_no_letter_of_any_set_document_is_lost_or_invented(blocks: list[dict[str, object]], tagged: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "any.pdf"
        typst.compile(SOURCE.encode(), output=str(path), sys_inputs={"blocks": json.dumps(blocks)}, pdf_tags=tagged)
        assert letters_of(read(path)) == letters_of_pdfium(path)


@settings(max_examples=25, deadline=None)
@given(
    spots=st.lists(
        st.tuples(st.integers(20, 560), st.integers(20, 820), words.filter(str.isascii), st.sampled_from((6, 9, 14))),
        min_size=1, max_size=40, unique_by=lambda spot: (spot[0] // 120, spot[1] // 20),
    ),
    lines=st.lists(st.tuples(st.integers(20, 560), st.integers(20, 820)), max_size=12),
)  # fmt: skip
def test_no_letter_of_words_strewn_over_a_page_is_lost(
    spots: list[tuple[int, int, str, int]], lines: list[tuple[int, int]]
) -> None:
    def draw(canvas: Canvas) -> None:
        for x, y, word, size in spots:
            write(canvas, x, y, word, size=size)
        xs, ys = sorted({x for x, _ in lines}), sorted({y for _, y in lines}, reverse=True)
        ruled(canvas, [float(x) for x in xs], [float(y) for y in ys])

    with tempfile.TemporaryDirectory() as folder:
        path = drawn(Path(folder) / "strewn.pdf", draw)
        assert letters_of(read(path)) == letters_of_pdfium(path)


def shade(cell: _Cell, colour: str) -> None:
    shading = OxmlElement("w:shd")
    shading.set(qn("w:val"), "clear")
    shading.set(qn("w:fill"), colour)
    cell._tc.get_or_add_tcPr().append(shading)


def written(path: Path) -> Path:
    """A Word plan: running head, bullets, narrow columns, merged themes, shaded cells, rows that pages cut."""
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "University of Penhallow: technician plan"
    document.add_heading("Technician plan", 1)
    document.add_paragraph("Technicians support teaching and research in each of our faculties. " * 5)
    document.add_paragraph("Name technicians in outputs", style="List Bullet")
    table = document.add_table(rows=1, cols=5)
    table.style = "Table Grid"
    for cell, text in zip(table.rows[0].cells, ["Theme", "Action", "Responsible", "Y1", "RAG"], strict=True):
        cell.text = text
        shade(cell, "D9D9D9")
    repeat = OxmlElement("w:tblHeader")
    repeat.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(repeat)
    for theme in ("Visibility", "Recognition"):
        first = None
        for number in range(6):
            row = table.add_row().cells
            row[1].text = f"Action {number}: pay for professional registration, and tell each department about it; " * 3
            row[2].text = "Technical manager"
            row[3].text = "✓"
            shade(row[4], ("92D050", "FFC000", "FF0000")[number % 3])
            first = first or row[0]
        assert first is not None
        first.text = theme
        first.merge(row[0])
    document.add_paragraph("The plan will be published.")
    document.save(str(path))
    return path


@pytest.mark.office
@pytest.mark.parametrize("tagged", [True, False])
def test_a_plan_printed_from_word_is_whole(tmp_path: Path, tagged: bool) -> None:
    path = printed(written(tmp_path / "plan.docx"), tagged=tagged)
    document = read(path)
    assert letters_of(document) == letters_of_pdfium(path)
    (table,) = tables(document)
    assert len(table.rows) == 13
    assert texts(table)[0] == ["Theme", "Action", "Responsible", "Y1", "RAG"]
    action = "Action 0: pay for professional registration, and tell each department about it; " * 3
    assert table.rows[1].cells[1].text == action.strip()
    assert [cell.text for row in table.rows for cell in row.cells if cell.row_span > 1] == ["Visibility", "Recognition"]
    assert [row.cells[-1].fill for row in table.rows[1:]] == ["#92d050", "#ffc000", "#ff0000"] * 4
    assert [row.cells[-2].tick for row in table.rows[1:]] == [True] * 12
    assert {reason for reason, _ in left_out(document)} == {"running_head", "repeated_header_row"}
