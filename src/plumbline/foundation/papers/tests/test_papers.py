"""A paper as Word and as PDF: every word is in both, structure is real, no letter is a blank box."""

from __future__ import annotations

import io
import re
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import docx
import pypdfium2
import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from plumbline.foundation.formats.blocks import PieceKind, Table
from plumbline.foundation.formats.office import office_program
from plumbline.foundation.formats.reading import read
from plumbline.foundation.papers import letters
from plumbline.foundation.papers.markdown import parts_of
from plumbline.foundation.papers.paper import (
    Cell,
    Facts,
    Grid,
    Heading,
    Listing,
    Paper,
    Paragraph,
    Picture,
    Run,
    Signature,
    words,
)
from plumbline.foundation.papers.pdf import write_pdf
from plumbline.foundation.papers.tests.pdf_checks import faults
from plumbline.foundation.papers.word import write_word

AT = datetime(2026, 11, 1, 9, 30, tzinfo=UTC)
LONG = """# Since signing
Ŵyn **met *every* team** and ~~once~~ twice, see [the page](https://example.org/a_(b)) and [a trap](javascript:a(1)).
A line that was broken here.

3. Third thing
4. Fourth thing
   - inside #panic $x$ @ref

   and more of the fourth

| Year | Starts |
|---|---|
| 2024 | five \\| six |
| 2025 | **seven** |

> Somebody said this.

### A level that is skipped
<b>not bold</b> `code`
"""


@pytest.fixture(scope="module", autouse=True)
def fonts() -> None:
    """The fonts, made where set-up has not made them."""
    letters.build()


def everything() -> Paper:
    """A paper with one of each part."""
    picture = io.BytesIO()
    Image.new("RGB", (60, 20), "teal").save(picture, "PNG")
    row = (Cell.of("A1"), Cell.of("Put names on doors\nand on pages"), Cell.of("In progress", rag="amber"))
    return Paper(
        "Plan of Łódź and Ŷr Wyddfa",
        "Ashmere University",
        (
            Paragraph(words("What comes first."), "lede"),
            Facts((("Organisation", words("Ashmere")), ("Lead", (Run("Ada Quill", bold=True),)))),
            *parts_of(LONG),
            Grid(("No.", "Action", "Rating"), (row,) * 45, caption="Table 1: actions", widths=(1, 5, 2), wide=True),
            Picture(picture.getvalue(), "A teal rectangle", "Figure 1: a rectangle"),
            Signature("Leader of the institution"),
            Signature("Institutional lead", "Ada Quill", "8 July 2026", "Signed as deputy"),
        ),
        foot="Ashmere University",
    )


def read_back(content: bytes, name: str, folder: Path) -> str:
    """All words of a file, as our own reader has them."""
    path = folder / name
    path.write_bytes(content)
    return " ".join(read(path).words())


SAID = ("Plan of Łódź and Ŷr Wyddfa", "Organisation: Ashmere", "Ada Quill", "Since signing", "Ŵyn met every team",
        "once twice", "A line that was broken here.", "Third thing", "Fourth thing", "inside #panic $x$ @ref",
        "and more of the fourth", "five | six", "seven", "Somebody said this.", "A level that is skipped",
        "<b>not bold</b> code", "Table 1: actions", "and on pages", "In progress", "Figure 1: a rectangle",
        "Leader of the institution", "8 July 2026", "Signed as deputy")  # fmt: skip


@pytest.mark.parametrize("name", ["paper.pdf", "paper.docx"])
def test_every_word_of_the_paper_is_read_back(tmp_path: Path, name: str):
    write = write_pdf if name.endswith("pdf") else write_word
    told = read_back(write(everything(), at=AT), name, tmp_path)
    assert [one for one in SAID if one not in told] == []
    assert told.count("Put names on doors") == 45


def test_the_pdf_holds_what_a_program_can_check_of_pdf_ua():
    assert faults(write_pdf(everything(), at=AT)) == []


def test_the_check_finds_faults():
    untagged = io.BytesIO()
    canvas = Canvas(untagged)
    canvas.drawString(50, 50, "no structure")
    canvas.save()
    assert {"not marked as tagged", "no language", "no structure"} < set(faults(untagged.getvalue()))


def test_the_same_paper_on_the_same_day_is_the_same_file():
    assert write_pdf(everything(), at=AT) == write_pdf(everything(), at=AT)


def test_no_letter_is_a_blank_box_and_none_is_lost():
    names = "Ŵŷ Łukasz Ångström Ελλάδα Привет Nguyễn हिन्दी 中文 עברית اللغة ✓ → µ 😀 👩‍🔬"
    pdf = pypdfium2.PdfDocument(write_pdf(Paper(names, names, (Paragraph(words(names)), Heading(names))), at=AT))
    told = pdf[0].get_textpage().get_text_range()
    pdf.close()
    for name in (
        "Łukasz",
        "Ångström",
        "Ελλάδα",
        "Привет",
        "Nguyễn",
        "中文",
        "[grinning face]",
        "[woman]",
        "[microscope]",
    ):
        assert name in told


def test_control_characters_stop_neither_writer():
    paper = Paper("A\x00B", "C\x0b", (Paragraph(words("one\x1ftwo \ud800")), Cell.of("x") and Heading("h\x08")))
    assert write_pdf(paper, at=AT).startswith(b"%PDF")
    assert write_word(paper, at=AT).startswith(b"PK")


def test_word_has_real_structure(tmp_path: Path):
    content = write_word(everything(), at=AT)
    word = docx.Document(io.BytesIO(content))
    assert word.core_properties.title == "Plan of Łódź and Ŷr Wyddfa"
    assert word.core_properties.language == "en-GB"
    levels = [line.style.name for line in word.paragraphs if line.style.name.startswith(("Title", "Heading"))]
    assert levels == ["Title", "Heading 1", "Heading 2"]
    assert all(table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None for table in word.tables)
    assert [one._inline.docPr.get("descr") for one in word.inline_shapes] == ["A teal rectangle"]
    (tmp_path / "a.docx").write_bytes(content)
    read_document = read(tmp_path / "a.docx")
    items = [piece for piece in read_document.pieces() if piece.kind == PieceKind.ITEM]
    assert [(item.marker, item.level, item.text) for item in items] == [
        ("3.", 0, "Third thing"), ("4.", 0, "Fourth thing"), ("•", 1, "inside #panic $x$ @ref"),
    ]  # fmt: skip
    links = [link.url for piece in read_document.pieces() for link in piece.links]
    assert links == ["https://example.org/a_(b)"]
    assert [block.rows[0].header for block in read_document.blocks if isinstance(block, Table)] == [True, True]


@pytest.mark.office
def test_word_opens_clean_elsewhere(tmp_path: Path):
    office = office_program()
    if office is None:
        pytest.skip("LibreOffice is missing.")
    path = tmp_path / "paper.docx"
    path.write_bytes(write_word(everything(), at=AT))
    words_of = [
        str(office),
        f"-env:UserInstallation=file://{tmp_path}/home",
        "--headless",
        "--convert-to",
        "txt:Text (encoded):UTF8",
    ]
    subprocess.run([*words_of, "--outdir", str(tmp_path), str(path)], check=True, timeout=120, capture_output=True)
    told = " ".join((tmp_path / "paper.txt").read_text().split())
    assert [one for one in SAID if one not in told and one != "Organisation: Ashmere"] == []


def test_a_table_with_a_cell_too_few_is_refused():
    with pytest.raises(ValueError, match="as many cells"):
        Grid(("A", "B"), ((Cell.of("1"),),))


WORDS = st.text(st.characters(categories=("L", "N"), max_codepoint=0x17F), min_size=1, max_size=8)


@settings(max_examples=60)
@given(st.lists(st.tuples(st.sampled_from(["", "# ", "- ", "1. ", "> ", "    ", "**", "| "]), WORDS), max_size=12))
def test_no_word_of_markdown_is_dropped(lines: list[tuple[str, str]]):
    parts = parts_of("\n".join(mark + word for mark, word in lines))
    said = " ".join(_words(parts))
    assert [word for _mark, word in lines if word not in said] == []


def _words(parts: tuple[object, ...]) -> list[str]:
    found: list[str] = []
    for part in parts:
        match part:
            case Heading():
                found.append(part.text)
            case Paragraph():
                found += [run.text for run in part.runs]
            case Listing():
                found += [one for item in part.items for one in _words(item)]
            case Grid():
                found += [*part.head, *(one for row in part.rows for cell in row for one in _words(cell.parts))]
    return re.split(r"\s+", " ".join(found))
