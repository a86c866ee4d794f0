"""Tables of PDFs: grids, spans, colours, ticks, narrow columns, many pages."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

from .pdf_checks import left_out, letters_of, letters_of_pdfium, prose, read, tables, texts
from .pdf_makers import AMBER, AMBER_HEX, GREEN, GREEN_HEX, RED, RED_HEX, drawn, painted, ruled, thin, typeset, write

XS = [50.0, 150.0, 350.0, 400.0, 450.0, 545.0]
YS = [750.0, 720.0, 690.0, 660.0, 630.0]
Border = Callable[[Canvas, list[float], list[float]], None]


def year_grid(canvas: Canvas, border: Border) -> None:
    """A header and three actions; years ticked, RAG by cell fill twice and by row fill once."""
    painted(canvas, (450.5, 690.5, 94, 29), GREEN)
    painted(canvas, (450.5, 660.5, 94, 29), AMBER)
    painted(canvas, (50.5, 630.5, 494, 29), RED)
    border(canvas, XS, YS)
    for x, text in zip(XS, ["Theme", "Action", "2024", "2025", "RAG"], strict=False):
        write(canvas, x + 5, 735, text, "Helvetica-Bold")
    for number, y in enumerate((705, 675, 645)):
        write(canvas, 55, y, "Visibility")
        write(canvas, 155, y, f"Action {number} of the plan")
        mark, font = ("✔", "ZapfDingbats") if number else ("X", "Helvetica")
        write(canvas, 370 if number != 1 else 420, y, mark, font, 11)


@pytest.mark.parametrize("border", [ruled, thin])
def test_a_year_grid_gives_ticks_and_colours(tmp_path: Path, border: Border) -> None:
    path = drawn(tmp_path / "grid.pdf", lambda canvas: year_grid(canvas, border))
    document = read(path)
    (table,) = tables(document)
    assert texts(table) == [
        ["Theme", "Action", "2024", "2025", "RAG"],
        ["Visibility", "Action 0 of the plan", "X", "", ""],
        ["Visibility", "Action 1 of the plan", "", "✔", ""],
        ["Visibility", "Action 2 of the plan", "✔", "", ""],
    ]
    assert [[cell.tick for cell in row.cells] for row in table.rows[1:]] == [
        [None, None, True, None, None], [None, None, None, True, None], [None, None, True, None, None],
    ]  # fmt: skip
    assert [row.cells[4].fill for row in table.rows] == [None, GREEN_HEX, AMBER_HEX, RED_HEX]
    assert {cell.fill for cell in table.rows[3].cells} == {RED_HEX}
    assert {cell.fill for row in table.rows[:3] for cell in row.cells[:4]} == {None}
    assert letters_of(document) == letters_of_pdfium(path)


def test_colours_of_other_spaces_and_see_through_ones_are_seen(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFillColorCMYK(0, 0, 1, 0)
        canvas.rect(50, 690, 200, 30, stroke=0, fill=1)
        canvas.setFillGray(0.5)
        canvas.rect(50, 660, 200, 30, stroke=0, fill=1)
        canvas.setFillColorRGB(1, 0, 0)
        canvas.setFillAlpha(0.5)
        canvas.rect(50, 630, 200, 30, stroke=0, fill=1)
        canvas.setFillAlpha(1)
        ruled(canvas, [50, 150, 250], [720, 690, 660, 630])
        for y in (700, 670, 640):
            write(canvas, 55, y, "Action")
            write(canvas, 155, y, "Owner")

    (table,) = tables(read(drawn(tmp_path / "colours.pdf", draw)))
    assert [row.cells[0].fill for row in table.rows] == ["#ffff00", "#808080", "#ff8080"]


def test_colour_by_dots_by_highlights_and_by_half_a_cell_is_seen(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        painted(canvas, (302, 667, 60, 12), GREEN)
        painted(canvas, (300, 630, 35, 30), AMBER)
        ruled(canvas, [50, 300, 400], [720, 690, 660, 630, 600])
        for y in (700, 670, 640, 610):
            write(canvas, 55, y, "Action")
        canvas.setFillColorRGB(*RED)
        canvas.circle(350, 705, 6, stroke=0, fill=1)
        write(canvas, 304, 670, "Complete now")
        write(canvas, 304, 610, "Nothing")

    (table,) = tables(read(drawn(tmp_path / "dots.pdf", draw)))
    assert [row.cells[1].fill for row in table.rows] == [RED_HEX, GREEN_HEX, AMBER_HEX, None]


def test_drawn_ticks_and_boxes_count_as_ticks(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        ruled(canvas, [50, 300, 350, 400], [720, 690, 660])
        write(canvas, 55, 700, "Award scheme")
        write(canvas, 55, 670, "Network")
        tick = canvas.beginPath()
        tick.moveTo(318, 700)
        tick.lineTo(323, 695)
        tick.lineTo(333, 710)
        canvas.drawPath(tick)
        canvas.acroForm.checkbox(name="one", x=315, y=668, checked=True, size=14)
        canvas.acroForm.checkbox(name="two", x=365, y=668, checked=False, size=14)

    (table,) = tables(read(drawn(tmp_path / "ticks.pdf", draw)))
    assert [[cell.tick for cell in row.cells] for row in table.rows] == [[None, True, None], [None, True, False]]


def test_a_turned_theme_in_a_merged_cell_is_read_whole(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.rect(50, 600, 30, 120)
        ruled(canvas, [80, 350, 545], [720, 680, 640, 600])
        canvas.saveState()
        canvas.translate(68, 610)
        canvas.rotate(90)
        write(canvas, 0, 0, "Career Development")
        canvas.restoreState()
        for number in range(3):
            write(canvas, 85, 695 - 40 * number, f"Do thing {number}")
            write(canvas, 355, 695 - 40 * number, "People team")

    (table,) = tables(read(drawn(tmp_path / "turned.pdf", draw)))
    theme = table.rows[0].cells[0]
    assert (theme.text, theme.row_span) == ("Career Development", 3)
    assert texts(table)[1:] == [["Do thing 1", "People team"], ["Do thing 2", "People team"]]


def test_rows_between_lines_across_get_their_columns_from_the_white_between(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        for y in (750, 725, 685, 645, 605):
            canvas.line(50, y, 545, y)
        for number, y in enumerate((735, 710, 670, 630)):
            bold = "Helvetica-Bold" if not number else "Helvetica"
            for x, text in zip((50, 140, 330, 430), ("Theme", "Write a directory", "Lead", "May 2025"), strict=True):
                write(canvas, x, y, text, bold)
            if number:
                write(canvas, 140, y - 12, "and publish it")

    (table,) = tables(read(drawn(tmp_path / "across.pdf", draw)))
    assert texts(table)[0] == ["Theme", "Write a directory", "Lead", "May 2025"]
    assert texts(table)[1] == ["Theme", "Write a directory and publish it", "Lead", "May 2025"]
    assert table.columns == 4


def test_an_aligned_table_without_lines_is_a_table_and_prose_is_none(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        write(canvas, 50, 790, "The plan is below, and a sentence that runs over the whole width stands above it here.")
        for number in range(5):
            row = ("Visibility", f"Write part {number}", "Lead", "May 2025")
            for x, text in zip((50, 140, 330, 430), row, strict=True):
                write(canvas, x, 750 - 25 * number, text)
        write(canvas, 50, 600, "And below it the text goes on as running text does, line after line of it, on and on,")
        write(canvas, 50, 588, "without any gap that anybody could take for a column of a table in this document.")

    document = read(drawn(tmp_path / "aligned.pdf", draw))
    (table,) = tables(document)
    assert texts(table)[4] == ["Visibility", "Write part 4", "Lead", "May 2025"]
    assert len(prose(document)) == 2


def test_a_box_around_text_is_no_table(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        painted(canvas, (45, 690, 400, 40), (0.9, 0.9, 1))
        canvas.rect(45, 690, 400, 40)
        write(canvas, 50, 715, "A statement in a box of its own")
        write(canvas, 50, 700, "with a second line")

    assert tables(read(drawn(tmp_path / "box.pdf", draw))) == []


PLAN = [
    ("Visibility", "Name technicians as authors of every output that they made possible"),
    ("Recognition", "Pay for professional registration of all technicians who ask for it"),
    ("Career Development", "Publish career pathways for each family of technical jobs"),
    ("Sustainability", "Offer apprenticeships in each of the faculties every year"),
]


def long_plan(path: Path, rows: int = 60) -> Path:
    """Over several landscape pages: repeated header rows, merged narrow themes, RAG by fill, running feet."""
    normal = getSampleStyleSheet()["BodyText"]
    data = [[Paragraph(f"<b>{text}</b>", normal) for text in ("Theme", "Ref", "Action", "Owner", "RAG")]]
    style = [("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("VALIGN", (0, 0), (-1, -1), "TOP")]
    for number in range(rows):
        theme, action = PLAN[number * len(PLAN) // rows]
        data.append([Paragraph(text, normal) for text in (theme, f"{number + 1}", action, "Technical Manager", "")])
        colour = colors.Color(*(GREEN, RED)[number % 2])
        style.append(("BACKGROUND", (4, number + 1), (4, number + 1), colour))

    def foot(canvas: Canvas, document: SimpleDocTemplate) -> None:
        write(canvas, 60, 25, "University of Wexmouth", size=8)
        write(canvas, 700, 12, f"{document.page}", size=8)

    document = SimpleDocTemplate(str(path), pagesize=landscape(A4))
    table = Table(data, colWidths=[50, 30, 330, 100, 50], style=style, repeatRows=1)
    document.build([table], onFirstPage=foot, onLaterPages=foot)
    return path


def test_a_plan_over_many_pages_is_one_table(tmp_path: Path) -> None:
    path = long_plan(tmp_path / "long.pdf")
    document = read(path)
    (table,) = tables(document)
    assert document.pages is not None
    assert document.pages >= 4
    assert len(table.rows) == 61
    assert [row.cells[1].text for row in table.rows] == ["Ref", *(str(number) for number in range(1, 61))]
    assert [row.cells[2].text for row in table.rows[1:]] == [PLAN[number * 4 // 60][1] for number in range(60)]
    assert [row.cells[4].fill for row in table.rows[1:]] == [GREEN_HEX, RED_HEX] * 30
    repeated = [text for reason, text in left_out(document) if reason == "repeated_header_row"]
    assert repeated == ["Theme", "Ref", "Action", "Owner", "RAG"] * (document.pages - 1)
    assert {reason for reason, _ in left_out(document)} == {"repeated_header_row", "running_foot", "page_number"}
    assert letters_of(document) == letters_of_pdfium(path)


def test_narrow_columns_give_whole_words(tmp_path: Path) -> None:
    (table,) = tables(read(long_plan(tmp_path / "narrow.pdf")))
    assert {row.cells[0].text for row in table.rows[1:]} == {theme for theme, _ in PLAN}


def test_words_that_only_stand_under_each_other_stay_apart(tmp_path: Path) -> None:
    cells = ["Career\nplan", "Skills\naudit", "Staff\nforum", "Clear\nroles", "Annual\nprize", "Senior\nteam"]

    def draw(canvas: Canvas) -> None:
        for column, text in enumerate(cells):
            first, second = text.split("\n")
            wide = canvas.stringWidth(first, "Helvetica", 9)
            left, right = 50 + 80 * column, 50 + 80 * column + wide + 4.2
            ruled(canvas, [left, right], [720, 690, 660])
            for y in (690, 660):
                write(canvas, left + 2, y + 18, first)
                write(canvas, left + 2, y + 6, second)

    read_tables = tables(read(drawn(tmp_path / "apart.pdf", draw)))
    found = [cell.text for table in read_tables for row in table.rows for cell in row.cells]
    assert sorted(text.replace("\n", " ") for text in found) == sorted(text.replace("\n", " ") for text in cells * 2)


TYPESET = """
#set page(paper: "a4", flipped: true, margin: 1.5cm, footer: context [Page #counter(page).display() of 2])
#set text(lang: "en", size: 10pt)
#table(columns: (2cm, 1fr, 2cm, 1cm, 1cm, 2cm),
  table.header([*Theme*], [*Action*], [*Owner*], [*Y1*], [*Y2*], [*RAG*]),
  table.cell(rowspan: 3)[Recognition], [Launch an award], [HR], [✓], [], table.cell(fill: rgb("#92d050"))[],
  [Support registration], [Lead], [], [✓], table.cell(fill: rgb("#ff0000"))[],
  table.cell(colspan: 2)[An action and its owner in one], [], [], [],
  ..range(30).map(i => ([Visibility], [Action number #i with words that fill its cell so that it wraps on to the next
    line of the cell, as long actions do, again and again until no room is left], [Person], [✓], [], [])).flatten()
)
"""


@pytest.mark.parametrize("tagged", [True, False])
def test_spans_and_header_rows_are_the_same_with_tags_and_without(tmp_path: Path, tagged: bool) -> None:
    path = typeset(tmp_path / "set.pdf", TYPESET, tagged=tagged)
    document = read(path)
    (table,) = tables(document)
    assert len(table.rows) == 34
    assert [row.header for row in table.rows] == [tagged, *[False] * 33]
    assert (table.rows[1].cells[0].text, table.rows[1].cells[0].row_span) == ("Recognition", 3)
    assert (table.rows[3].cells[0].text, table.rows[3].cells[0].column_span) == ("An action and its owner in one", 2)
    assert [table.rows[number].cells[-1].fill for number in (1, 2, 3)] == ["#92d050", "#ff0000", None]
    assert all(piece.box for row in table.rows for cell in row.cells for piece in cell.pieces)
    assert letters_of(document) == letters_of_pdfium(path)


def test_a_table_that_only_tags_show_is_a_table(tmp_path: Path) -> None:
    cells = "[Lead], [Morwen Hale], [Leader], [], [Date], [1 May]"
    source = f'#set text(lang: "en")\n#table(columns: 2, stroke: none, {cells})'
    (table,) = tables(read(typeset(tmp_path / "only.pdf", source)))
    assert texts(table) == [["Lead", "Morwen Hale"], ["Leader", ""], ["Date", "1 May"]]


def test_a_row_that_a_page_cuts_is_one_row(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        xs = [50.0, 90.0, 300.0, 400.0]
        ruled(canvas, xs, [200, 170, 60])
        for x, text in zip(xs, ("Ref", "Action", "Owner"), strict=False):
            write(canvas, x + 4, 180, text, "Helvetica-Bold")
        write(canvas, 54, 155, "1.1")
        write(canvas, 94, 155, "Write a directory of technicians and of what each")
        write(canvas, 304, 155, "Technical lead")
        canvas.showPage()
        ruled(canvas, xs, [780, 740, 700])
        write(canvas, 94, 765, "of them can do for colleagues.")
        write(canvas, 54, 725, "1.2")
        write(canvas, 94, 725, "Set up a group")
        write(canvas, 304, 725, "Champion")

    (table,) = tables(read(drawn(tmp_path / "cut.pdf", draw)))
    assert texts(table) == [
        ["Ref", "Action", "Owner"],
        ["1.1", "Write a directory of technicians and of what each of them can do for colleagues.", "Technical lead"],
        ["1.2", "Set up a group", "Champion"],
    ]
    assert table.rows[1].cells[1].pieces[0].place.page == 1


def test_the_last_words_of_the_last_row_alone_on_a_page_belong_to_it(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        xs = [50.0, 90.0, 330.0, 400.0]
        ruled(canvas, xs, [200, 170, 60])
        for x, text in zip(xs, ("Ref", "Action", "Owner"), strict=False):
            write(canvas, x + 4, 180, text, "Helvetica-Bold")
        write(canvas, 54, 155, "1.1")
        write(canvas, 94, 155, "Write a directory of technicians in all the")
        write(canvas, 334, 155, "Lead")
        canvas.showPage()
        ruled(canvas, xs, [780, 760])
        write(canvas, 94, 765, "workshops")

    (table,) = tables(read(drawn(tmp_path / "scrap.pdf", draw)))
    assert texts(table)[1] == ["1.1", "Write a directory of technicians in all the workshops", "Lead"]


def test_a_ruled_row_with_words_in_one_cell_is_text_where_no_table_goes_on(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        write(canvas, 50, 700, "Before the box there is a sentence that ends here.")
        ruled(canvas, [50.0, 200.0, 400.0], [600, 580])
        write(canvas, 54, 585, "Only this")

    document = read(drawn(tmp_path / "lone.pdf", draw))
    assert tables(document) == []
    assert "Only this" in [piece.text for piece in document.pieces()]


def test_a_hyphen_that_begins_a_line_of_a_cell_does_not_part_a_name(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        ruled(canvas, [50.0, 200.0, 292.0], [700, 670, 640])
        for y, text in ((680, "Owner"), (655, "Dr Kerensa Abernethy"), (645, "-Voss")):
            write(canvas, 204, y, text, size=9)
        write(canvas, 54, 680, "Action")
        write(canvas, 54, 650, "Set up a group")

    (table,) = tables(read(drawn(tmp_path / "hyphen.pdf", draw)))
    assert texts(table)[1] == ["Set up a group", "Dr Kerensa Abernethy-Voss"]


def test_a_table_inside_a_cell_stays_inside(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        ruled(canvas, [50, 200, 500], [720, 600, 500])
        write(canvas, 55, 700, "Outer one")
        write(canvas, 55, 580, "Outer two")
        ruled(canvas, [220, 300, 400], [700, 670, 640])
        for x in (225, 305):
            for y in (680, 650):
                write(canvas, x, y, f"in {x} {y}")

    (table,) = tables(read(drawn(tmp_path / "inner.pdf", draw)))
    assert texts(table) == [["Outer one", ""], ["Outer two", ""]]
    (inner,) = table.rows[0].cells[1].tables
    assert texts(inner) == [["in 225 680", "in 305 680"], ["in 225 650", "in 305 650"]]


def test_a_word_broken_behind_another_in_a_narrow_column_is_whole(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        wide = canvas.stringWidth("Career Dev", "Helvetica", 9) + 6
        ruled(canvas, [50, 50 + wide, 300], [720, 690, 660])
        for y in (690, 660):
            write(canvas, 53, y + 18, "Career Dev")
            write(canvas, 53, y + 6, "elopment")
            write(canvas, 60 + wide, y + 18, "Publish career pathways")

    (table,) = tables(read(drawn(tmp_path / "broken.pdf", draw)))
    assert texts(table) == [["Career Development", "Publish career pathways"]] * 2


def test_a_letterhead_in_a_table_is_a_running_head_and_parts_no_table(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        for page in range(3):
            ruled(canvas, [50, 250, 545], [820, 790])
            write(canvas, 55, 800, "University of Wexmouth")
            write(canvas, 255, 800, "Technician plan")
            ruled(canvas, [50, 200, 545], [770, 730, 690])
            for row in range(2):
                write(canvas, 55, 750 - 40 * row, f"Action {page}.{row}")
                write(canvas, 205, 750 - 40 * row, "Technical lead")
            canvas.showPage()

    document = read(drawn(tmp_path / "letterhead.pdf", draw))
    (table,) = tables(document)
    actions = [f"Action {page}.{row}" for page in range(3) for row in range(2)]
    assert [row.cells[0].text for row in table.rows] == actions
    assert left_out(document) == [("running_head", "University of Wexmouth"), ("running_head", "Technician plan")] * 3
