"""Running text of PDFs: paragraphs, items, headings, columns, furniture, and what does not show."""

from __future__ import annotations

from pathlib import Path

import pikepdf
from reportlab.pdfgen.canvas import Canvas

from plumbline.foundation.formats.blocks import Document, Link, PieceKind
from plumbline.foundation.formats.pdf import page_size, read_pdf, render_page

from .pdf_checks import left_out, letters_of, letters_of_pdfium, prose, read
from .pdf_makers import drawn, typeset, write

LETTER = """
#set document(title: "A plan", author: "Morwen Hale")
#set page(paper: "a4", margin: 2cm)
#set text(lang: "en", size: 10pt)
= Plan of the University of Penhallow
== Introduction
{words}

- Name every technician in outputs
- Write a directory of technical staff that lists what each of them can do for others, where they work \
  and how they can be found by anybody in the university
+ Set up a group
+ Meet each term

*A bold line that is a heading*

See #link("https://example.org/plan")[our web page] for more.
""".replace("{words}", "The technicians of this university support teaching and research in every faculty. " * 6)


def letter(tmp_path: Path, *, tagged: bool) -> Document:
    return read(typeset(tmp_path / "letter.pdf", LETTER, tagged=tagged))


def test_wrapped_lines_are_one_paragraph_and_items_keep_their_markers(tmp_path: Path) -> None:
    for tagged in (True, False):
        pieces = prose(letter(tmp_path, tagged=tagged))
        assert [(piece.kind, piece.marker) for piece in pieces] == [
            (PieceKind.HEADING, None), (PieceKind.HEADING, None), (PieceKind.PARAGRAPH, None),
            (PieceKind.ITEM, "•"), (PieceKind.ITEM, "•"), (PieceKind.ITEM, "1."), (PieceKind.ITEM, "2."),
            (pieces[7].kind, None), (PieceKind.PARAGRAPH, None),
        ]  # fmt: skip
        assert [piece.level for piece in pieces[:2]] == [1, 2]
        assert pieces[2].text.count("technicians of this university") == 6
        assert pieces[4].text.endswith("found by anybody in the university")
        assert pieces[7].bold


def test_a_link_keeps_its_words_and_its_address(tmp_path: Path) -> None:
    assert prose(letter(tmp_path, tagged=False))[-1].links == (Link("our web page", "https://example.org/plan"),)


def test_the_files_own_facts_are_told(tmp_path: Path) -> None:
    facts = letter(tmp_path, tagged=True).facts
    assert [facts[name] for name in ("title", "author", "language", "tagged")] == ["A plan", "Morwen Hale", "en", "yes"]
    assert letter(tmp_path, tagged=False).facts["tagged"] == "no"


def test_a_hyphen_at_a_line_end_goes_or_stays_as_the_word_needs(tmp_path: Path) -> None:
    lines = [
        "This paragraph has a word that the end of its line broke: pro-",
        "fessional. There is a compound that keeps its own: well-",
        "being. And there are years: 2024-",
        "25, and they stay together.",
    ]

    def draw(canvas: Canvas) -> None:
        for number, line in enumerate(lines):
            write(canvas, 50, 700 - 12 * number, line)

    (piece,) = prose(read(drawn(tmp_path / "hyphens.pdf", draw)))
    assert piece.text == (
        "This paragraph has a word that the end of its line broke: professional. "
        "There is a compound that keeps its own: well-being. And there are years: 2024-25, and they stay together."
    )


def test_words_without_blanks_in_the_file_are_told_apart_by_distance(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        x = 50.0
        canvas.setFont("Times-Roman", 10)
        for word in ["Every", "technician", "has", "a", "mentor"]:
            for letter_ in word:
                canvas.drawString(x, 700, letter_)
                x += canvas.stringWidth(letter_, "Times-Roman", 10)
            x += 2.6

    assert prose(read(drawn(tmp_path / "spaced.pdf", draw)))[0].text == "Every technician has a mentor"


def test_letters_set_wide_are_still_words(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        text = canvas.beginText(50, 700)
        text.setFont("Helvetica-Bold", 14)
        text.setCharSpace(3)
        text.textLine("VISIBILITY AND RECOGNITION")
        canvas.drawText(text)

    assert prose(read(drawn(tmp_path / "wide.pdf", draw)))[0].text == "VISIBILITY AND RECOGNITION"


def test_two_columns_are_read_one_after_the_other(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        write(canvas, 50, 790, "A heading over both columns", "Helvetica-Bold", 16)
        for number in range(12):
            write(canvas, 50, 760 - 13 * number, f"left {number} technicians of the university at heart")
            write(canvas, 310, 760 - 13 * number, f"right {number} support of research in each faculty is")

    text = " ".join(piece.text for piece in prose(read(drawn(tmp_path / "columns.pdf", draw))))
    assert text.index("left 11") < text.index("right 0")


def test_running_heads_feet_and_page_numbers_are_left_out_with_their_reason(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        for page in range(1, 5):
            write(canvas, 50, 815, "University of Wexmouth self-assessment")
            write(canvas, 270, 40, "Confidential")
            write(canvas, 300, 25, f"Page {page} of 4")
            write(canvas, 50, 770, f"Section {page}", "Helvetica-Bold", 14)
            for number in range(30):
                write(
                    canvas,
                    50,
                    740 - 15 * number,
                    f"Line {number} of sheet {page} goes on for about the width of a page.",
                )
            canvas.showPage()

    document = read(drawn(tmp_path / "heads.pdf", draw))
    assert left_out(document) == [
        entry
        for page in range(1, 5)
        for entry in (
            ("running_head", "University of Wexmouth self-assessment"),
            ("running_foot", "Confidential"),
            ("page_number", f"Page {page} of 4"),
        )
    ]
    assert [piece.text for piece in prose(document) if piece.kind is PieceKind.HEADING] == [
        f"Section {page}" for page in range(1, 5)
    ]


def test_one_page_has_no_furniture_unless_it_is_tagged_so(tmp_path: Path) -> None:
    source = '#set page(header: [A running head], footer: [1])\n#set text(lang: "en")\nThe only words.'
    assert left_out(read(typeset(tmp_path / "one.pdf", source, tagged=False))) == []
    assert left_out(read(typeset(tmp_path / "one.pdf", source, tagged=True))) == [
        ("running_head", "A running head"), ("page_number", "1"),
    ]  # fmt: skip


def test_text_that_nobody_sees_is_kept_or_left_out_by_why(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        write(canvas, 50, 700, "Plain words")
        layer = canvas.beginText(50, 600)
        layer.setTextRenderMode(3)
        layer.setFont("Helvetica", 9)
        layer.textLine("Words of a recognised scan")
        canvas.drawText(layer)
        canvas.setFillColorRGB(1, 1, 1)
        canvas.drawString(50, 500, "White words")
        write(canvas, 50, -40, "Words off the page")

    document = read(drawn(tmp_path / "hidden.pdf", draw))
    assert [piece.text for piece in prose(document)] == ["Plain words", "Words of a recognised scan", "White words"]
    assert left_out(document) == [("hidden_text", "Words off the page")]


def test_a_turned_page_is_read_as_it_shows(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.translate(595, 0)
        canvas.rotate(90)
        write(canvas, 60, 500, "The first line of a turned page")
        write(canvas, 60, 400, "The second line")

    path = tmp_path / "turned.pdf"
    with pikepdf.open(drawn(tmp_path / "upright.pdf", draw)) as pdf:
        pdf.pages[0].rotate(90, relative=False)
        pdf.save(path)
    document = read(path)
    assert [piece.text for piece in prose(document)] == ["The first line of a turned page", "The second line"]
    width, height = page_size(path, 1)
    box = prose(document)[0].box
    assert width > height
    assert box is not None
    assert (round(box[0]), round(height - box[3]) // 10) == (60, 49)


def test_a_piece_stands_where_its_words_are(tmp_path: Path) -> None:
    path = drawn(tmp_path / "place.pdf", lambda canvas: write(canvas, 100, 642, "Here", size=10))
    (piece,) = prose(read(path))
    assert piece.place.page == 1
    assert piece.box is not None
    assert (piece.box[0], round(piece.box[3])) == (100.0, 202)


def test_a_page_gives_a_picture(tmp_path: Path) -> None:
    path = drawn(tmp_path / "picture.pdf", lambda canvas: write(canvas, 100, 642, "Here"))
    picture = render_page(path, 1, width=300)
    assert picture.startswith(b"\x89PNG")
    assert int.from_bytes(picture[16:20], "big") == 300


def test_progress_is_told_page_by_page(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        for number in range(3):
            write(canvas, 50, 700, f"Page {number}")
            canvas.showPage()

    told: list[tuple[int, int]] = []
    read_pdf(drawn(tmp_path / "pages.pdf", draw), "pages.pdf", lambda done, pages: told.append((done, pages)))
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_struck_words_are_told(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        write(canvas, 50, 700, "Dropped action")
        canvas.line(50, 702.7, 115, 702.7)
        write(canvas, 50, 650, "Underlined action")
        canvas.line(50, 648.5, 125, 648.5)

    assert [piece.strike for piece in prose(read(drawn(tmp_path / "struck.pdf", draw)))] == [True, False]


def test_a_filled_in_form_is_read(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        write(canvas, 50, 700, "Name of lead:")
        canvas.acroForm.textfield(name="lead", x=150, y=690, width=200, height=20, value="Morwen Hale")
        write(canvas, 170, 660, "Published")
        canvas.acroForm.checkbox(name="published", x=150, y=655, checked=True, size=14)

    pieces = prose(read(drawn(tmp_path / "form.pdf", draw)))
    assert [(piece.marker, piece.text) for piece in pieces] == [(None, "Name of lead: Morwen Hale"), ("☒", "Published")]


def test_no_letter_of_running_text_is_lost_or_invented(tmp_path: Path) -> None:
    path = typeset(tmp_path / "letter.pdf", LETTER)
    assert letters_of(read(path)) == letters_of_pdfium(path)


def test_labels_and_values_stay_on_their_own_lines(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        rows = (("Name:", "Morwen Hale"), ("E-mail:", "m@example.org"), ("Phone:", "0123"))
        for number, (label, value) in enumerate(rows):
            write(canvas, 50, 700 - 13 * number, label)
            write(canvas, 150, 700 - 13 * number, value)

    texts = [piece.text for piece in prose(read(drawn(tmp_path / "labels.pdf", draw)))]
    assert texts == ["Name: Morwen Hale", "E-mail: m@example.org", "Phone: 0123"]


def test_a_list_of_contents_is_no_table(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        for number in range(6):
            write(canvas, 50, 700 - 16 * number, f"{number + 1}.")
            write(canvas, 80, 700 - 16 * number, f"Part {number} of the plan " + "." * 60)
            write(canvas, 520, 700 - 16 * number, f"{number + 2}")

    pieces = prose(read(drawn(tmp_path / "contents.pdf", draw)))
    assert [piece.marker for piece in pieces] == ["1.", "2.", "3.", "4.", "5.", "6."]


def test_labels_that_come_again_begin_a_line_however_full_the_last_one_is(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        wide = "Write down for every workshop what its people can do and whom to ask, and keep that"
        for number, y in enumerate((700, 640), 1):
            write(canvas, 50, y, f"Step {number}: {wide}")
            write(canvas, 50, y - 12, f"Owner: the head of the workshop number {number}")

    texts = [piece.text for piece in read(drawn(tmp_path / "labels.pdf", draw)).pieces()]
    assert [text.split(":")[0] for text in texts[:4]] == ["Step 1", "Owner", "Step 2", "Owner"]


def test_numbers_that_fill_their_room_are_taken_off_the_words_behind(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        for y, text in ((700, "9. Set up a group"), (686, "10.Meet each term"), (672, "11.Report each year")):
            write(canvas, 50, y, text)
        write(canvas, 50, 600, "Version 12.Final is the one to read.")

    pieces = prose(read(drawn(tmp_path / "numbers.pdf", draw)))
    assert [(piece.marker, piece.text) for piece in pieces] == [
        ("9.", "Set up a group"),
        ("10.", "Meet each term"),
        ("11.", "Report each year"),
        (None, "Version 12.Final is the one to read."),
    ]
