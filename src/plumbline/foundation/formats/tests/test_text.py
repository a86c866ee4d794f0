"""Plain text: encodings, paragraphs, lists, headings, and tables parted by tabs, pipes or blanks, HTML in them or not."""  # noqa: E501

from __future__ import annotations

import pytest

from plumbline.foundation.formats.blocks import Document, Piece, PieceKind, Table
from plumbline.foundation.formats.text import read_text


def read(text: str) -> Document:
    return read_text(text.encode(), "a.txt")


def pieces(text: str) -> list[str]:
    return [block.text for block in read(text).blocks if isinstance(block, Piece)]


def rows(text: str, number: int = 0) -> list[list[str]]:
    table = [block for block in read(text).blocks if isinstance(block, Table)][number]
    return [[cell.text for cell in row.cells] for row in table.rows]


def kinds(text: str) -> list[tuple[PieceKind, str | None, int]]:
    return [(block.kind, block.marker, block.level) for block in read(text).blocks if isinstance(block, Piece)]


@pytest.mark.parametrize(
    "raw",
    [
        "café – “ŵyl”".encode(),
        "café – “ŵyl”".encode("utf-8-sig"),
        "café – “ŵyl”".encode("utf-16"),
        "café – “ŵyl”".encode("utf-16-le"),
        "café – “ŵyl”".encode("utf-16-be"),
    ],
)
def test_unicode_in_any_dress(raw: bytes) -> None:
    assert [piece.text for piece in read_text(raw, "a.txt").pieces()] == ["café – “ŵyl”"]


def test_windows_1252() -> None:
    assert [piece.text for piece in read_text("café – “x”\r\n".encode("cp1252"), "a.txt").pieces()] == ["café – “x”"]


def test_lines_of_an_unwrapped_file_are_pieces_of_their_own() -> None:
    long = "word " * 60
    assert pieces(f"Name: A\nE-mail: b@c.example\n\n{long}") == ["Name: A", "E-mail: b@c.example", long.strip()]


def test_a_line_that_ends_in_a_comma_goes_on() -> None:
    long = "word " * 60
    assert pieces(f"{long}\n\nSigned A. Person, Head of\nLeadership") == [
        long.strip(),
        "Signed A. Person, Head of\nLeadership",
    ]


def test_hard_wrapped_paragraphs_are_put_together() -> None:
    text = (
        "This is a paragraph that somebody wrapped at about seventy characters, as\n"
        "old mail programs do; its lines belong together until one of them is\n"
        "short.\n"
        "Another one begins here because the line above was not full, and it goes\n"
        "on as well.\n"
    )
    assert len(pieces(text)) == 2


def test_a_sentence_cut_by_a_gap_is_put_together() -> None:
    assert pieces("The people who have been here for a very long time and the\n\nnew ones met.") == [
        "The people who have been here for a very long time and the new ones met."
    ]
    assert len(pieces("The people who have been here for a very long time.\n\nnew ones met.")) == 2


def test_list_marks_are_taken_off_and_kept() -> None:
    assert kinds("• a\n- b\n1. c\n(b) d\n  - e\n2.1 Far\no\tf") == [
        (PieceKind.ITEM, marker, level)
        for marker, level in [("•", 0), ("-", 0), ("1.", 0), ("(b)", 0), ("-", 1), ("2.1", 0), ("o", 0)]
    ]


@pytest.mark.parametrize(
    "text", ["A. Smith wrote", "24 people came", "2.5 million", "e.g. this", "-5 degrees", "i. e. so"]
)
def test_what_only_looks_like_a_list_mark_is_left(text: str) -> None:
    assert kinds(text) == [(PieceKind.PARAGRAPH, None, 0)]
    assert pieces(text) == [text]


def test_headings_are_told_by_their_shape_and_what_follows() -> None:
    body = "A proper sentence that goes on for long enough to be a paragraph of its own, as this one does."
    for heading in ("GOING FORWARD", "Career Development", "Visibility:", "Appendix B: what we do next", "## Marked"):
        assert kinds(f"{heading}\n\n{body}")[0][0] is PieceKind.HEADING, heading
    for plain in (
        "In progress",
        "Date:",
        "Signed",
        "See Appendix B",
        "Name of lead: A. Person",
        "a@b.example",
        "Really?!",
    ):
        assert kinds(f"{plain}\n\n{body}")[0][0] is PieceKind.PARAGRAPH, plain
    assert kinds("“We did it.”\n\nA. Person, Head of Skills\n\n" + body)[1][0] is PieceKind.PARAGRAPH


def test_a_tab_table_with_fragments_of_html() -> None:
    text = (
        "Theme\tActions\n"
        "<p>Seen</p> <p>Be known</p>\t<ul style='x'> • Count us – all - done • Name us\n"
        "\n"
        '\t<ul style="x"> • Swap (under way)\n'
        "<p>Kept</p>\tPlain & simple <b>bold</b><br/>next\n"
    )
    assert rows(text) == [
        ["Theme", "Actions"],
        ["Seen\nBe known", "Count us – all - done\nName us"],
        ["", "Swap (under way)"],
        ["Kept", "Plain & simple bold\nnext"],
    ]
    assert [cell.pieces[0].marker for cell in read(text).blocks[0].rows[2].cells if cell.pieces] == ["•"]  # type: ignore[union-attr]


def test_ticks_in_a_tab_table() -> None:
    box, empty = '<input checked="" disabled="" type="checkbox"/>', '<input type="checkbox"/>'
    table = read(f"Action\t2024\t2025\n• Do a\t{box}\t{empty}\n• Do b\tX\t\n").blocks[0]
    assert isinstance(table, Table)
    assert [[cell.tick for cell in row.cells] for row in table.rows] == [
        [None, None, None],
        [None, True, False],
        [None, True, None],
    ]


def test_a_rule_under_a_row_marks_a_header_and_a_table_of_another_width_is_another() -> None:
    document = read("\tDone\t\tRed\n--\t---\t--\t---\n\nAction\t2024\na\tX\n")
    first, second = document.blocks
    assert isinstance(first, Table)
    assert isinstance(second, Table)
    assert (first.columns, first.rows[0].header, second.columns, second.rows[0].header) == (4, True, 2, False)
    assert [item.text for item in document.left_out] == ["--\t---\t--\t---"]


def test_a_row_cut_by_a_page_is_put_together_and_a_repeated_header_left_out() -> None:
    text = "Action\tDone\nBuild career\tMade a statement and\n\npaths for all\tpublished it.\nAction\tDone\nx\ty\n\nAction\tDone\nNext\tz\n"  # noqa: E501
    document = read(text)
    table = document.blocks[0]
    assert isinstance(table, Table)
    assert [cell.text for cell in table.rows[1].cells] == [
        "Build career paths for all",
        "Made a statement and published it.",
    ]
    assert [item.reason for item in document.left_out] == ["repeated_header_row"]


def test_cells_that_break_over_lines() -> None:
    text = "Action\tOwner\tDue\nFirst thing\tA\tMay\nSecond\nthing\tB\tJune\nThird\tC and\nD\tJuly\n"
    assert rows(text) == [
        ["Action", "Owner", "Due"],
        ["First thing", "A", "May"],
        ["Second thing", "B", "June"],
        ["Third", "C and\nD", "July"],
    ]


def test_a_lone_line_with_a_tab_is_no_table() -> None:
    assert pieces("Name\tA. Person") == ["Name A. Person"]
    assert kinds("1.\tDo it\n2.\tDo that") == [(PieceKind.ITEM, "1.", 0), (PieceKind.ITEM, "2.", 0)]


def test_pipe_tables() -> None:
    table = "| Action | 2024 |\n|---|:---:|\n| **Do** a \\| b | [x] |\n| Do c | [ ] |\n"
    document = read("Before\n" + table + "After that")
    found = document.blocks[1]
    assert isinstance(found, Table)
    assert [[cell.text for cell in row.cells] for row in found.rows] == [
        ["Action", "2024"],
        ["Do a | b", "[x]"],
        ["Do c", "[ ]"],
    ]
    assert [row.cells[1].tick for row in found.rows] == [None, True, False]
    assert found.rows[0].header
    assert len(document.blocks) == 3


def test_boxed_tables_with_cells_of_several_lines() -> None:
    text = "+------+-------+\n| Act  | Owner |\n+======+=======+\n| Do a | A     |\n| and  |       |\n+------+-------+\n| Do b | B     |\n+------+-------+"  # noqa: E501
    assert rows(text) == [["Act", "Owner"], ["Do a and", "A"], ["Do b", "B"]]


def test_columns_set_out_with_blanks() -> None:
    text = (
        "Action                     Owner        Due\n"
        "-------------------------  -----------  ---------\n"
        "Begin a network of people  A. Person    May 2026\n"
        "across the institute\n"
        "Write it down              B. Person    June 2026\n"
    )
    found = rows(text)
    assert found[0] == ["Action", "Owner", "Due"]
    assert found[-1] == ["Write it down", "B. Person", "June 2026"]


def test_an_html_table_in_a_text_is_a_table() -> None:
    text = "Before\n\n<table><tr><td rowspan=2>a</td><td>b</td></tr>\n\n<tr><td>c</td></tr></table>\n\nAfter"
    document = read(text)
    table = document.blocks[1]
    assert isinstance(table, Table)
    assert [[cell.text for cell in row if cell] for row in table.grid()] == [["a", "b"], ["a", "c"]]


def test_emphasis_and_links_are_taken_off_and_links_kept() -> None:
    document = read("**Bold one**\n\nSee *this* [page](https://a.example/x) or <https://b.example> or www.c.example/d.")
    bold, linked = document.blocks
    assert isinstance(bold, Piece)
    assert isinstance(linked, Piece)
    assert (bold.text, bold.bold) == ("Bold one", True)
    assert linked.text == "See this page or https://b.example or www.c.example/d."
    assert [(link.text, link.url) for link in linked.links] == [
        ("page", "https://a.example/x"),
        ("https://b.example", "https://b.example"),
        ("www.c.example/d", "https://www.c.example/d"),
    ]


def test_task_boxes_and_less_than_signs() -> None:
    assert pieces("- [x] done\n- [ ] open\n\n5 < 6 and <not a tag> & so") == [
        "☒ done",
        "☐ open",
        "5 < 6 and <not a tag> & so",
    ]


def test_form_feeds_part_pages() -> None:
    document = read("one\n\x0c\ntwo")
    assert [piece.place.page for piece in document.pieces()] == [1, 2]
    assert document.pages == 2
