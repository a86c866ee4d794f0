"""Web pages and Markdown: tables with spans, colours and boxes, lists, headings, links, what is hidden."""

from __future__ import annotations

import pytest

from plumbline.foundation.formats.blocks import Document, Piece, PieceKind, Table
from plumbline.foundation.formats.html import read_html
from plumbline.foundation.formats.markdown import read_markdown


def page(body: str, head: str = "") -> Document:
    return read_html(f"<html><head>{head}</head><body>{body}</body></html>".encode(), "a.html")


def table_of(document: Document) -> Table:
    return next(block for block in document.blocks if isinstance(block, Table))


def test_a_table_with_spans_headers_and_boxes() -> None:
    table = table_of(
        page(
            "<table><thead><tr><th>Theme<th colspan=2>Years</thead><tr><td rowspan=2>Seen<td>2024"
            "<td><input type=checkbox checked><tr><td>2025<td><input type='checkbox'></table>"
        )
    )
    assert [[cell.text if cell else None for cell in row] for row in table.grid()] == [
        ["Theme", "Years", "Years"],
        ["Seen", "2024", "☒"],
        ["Seen", "2025", "☐"],
    ]
    assert [row.header for row in table.rows] == [True, False, False]
    assert [row.cells[-1].tick for row in table.rows] == [None, True, False]


@pytest.mark.parametrize(
    ("cell", "fill"),
    [
        ("<td bgcolor=red>", "#ff0000"),
        ("<td bgcolor='#00B050'>", "#00b050"),
        ("<td style='background-color: rgb(255, 192, 0)'>", "#ffc000"),
        ("<td style='background:orange none'>", "#ffa500"),
        ("<td style='background-color:hsl(120, 100%, 25%)'>", "#008000"),
        ("<td class='R'>", "#c00000"),
        ("<td class='g'>", "#00ff00"),
        ("<td style='background-color:transparent'>", None),
        ("<td style='background:rgba(1,2,3,0)'>", None),
        ("<td>", None),
    ],
)
def test_the_colour_behind_a_cell(cell: str, fill: str | None) -> None:
    style = "<style>.r, td.x { background-color: #c00000 } .g{background:#0f0} td > b {background: blue}</style>"
    assert table_of(page(f"<table><tr>{cell}a</table>", style)).rows[0].cells[0].fill == fill


def test_a_rows_colour_is_inherited() -> None:
    table = table_of(page("<table><tr style='background:lime'><td>a<td bgcolor=red>b</table>"))
    assert [cell.fill for cell in table.rows[0].cells] == ["#00ff00", "#ff0000"]


def test_lists_nest_and_count() -> None:
    document = page("<ol start=3><li>c<ul><li>inner</ul></li><li><p>d</p><p>more of d</p></li></ol><p>out</p>")
    assert [(b.marker, b.level, b.kind, b.text) for b in document.blocks if isinstance(b, Piece)] == [
        ("3.", 0, PieceKind.ITEM, "c"),
        ("•", 1, PieceKind.ITEM, "inner"),
        ("4.", 0, PieceKind.ITEM, "d"),
        (None, 0, PieceKind.ITEM, "more of d"),
        (None, 0, PieceKind.PARAGRAPH, "out"),
    ]
    assert document.words() == ["c", "inner", "d", "more", "of", "d", "out"]


def test_headings_bold_struck_links_and_facts() -> None:
    document = page(
        "<h2>Head</h2><p><b>all bold</b></p><p><b>part</b> bold</p><p><s>gone</s></p><p>See <a href='https://a.example'>it</a>.",
        "<title>My plan</title>",
    )
    head, bold, part, struck, linked = (block for block in document.blocks if isinstance(block, Piece))
    assert (head.kind, head.level) == (PieceKind.HEADING, 2)
    assert (bold.bold, part.bold, struck.strike) == (True, False, True)
    assert [(link.text, link.url) for link in linked.links] == [("it", "https://a.example")]
    assert document.facts == {"title": "My plan"}


def test_what_is_not_shown_is_left_out_and_scripts_are_no_words() -> None:
    document = page(
        "<nav>Home About</nav><script>alert('x')</script><p hidden>not seen</p><p style='display:none'>nor this</p>"
        "<img alt='A chart'><p>shown</p><footer>Contact us</footer>"
    )
    assert [piece.text for piece in document.pieces()] == ["shown"]
    assert sorted((item.reason, item.text) for item in document.left_out) == [
        ("alternative_text", "A chart"),
        ("hidden_text", "nor this"),
        ("hidden_text", "not seen"),
        ("running_foot", "Contact us"),
        ("running_head", "Home About"),
    ]


def test_a_header_row_repeated_for_printing_is_left_out() -> None:
    row = "<tr><th>Action<th>Owner</tr>"
    document = page(f"<table>{row}<tr><td>a<td>b</tr>{row}<tr><td>c<td>d</tr></table>")
    assert len(table_of(document).rows) == 3
    assert [item.reason for item in document.left_out] == ["repeated_header_row"]


def test_tables_inside_cells_and_breaks() -> None:
    table = table_of(page("<table><tr><td>before<table><tr><td>inner</table>after<br>next<td>z</table>"))
    cell = table.rows[0].cells[0]
    assert [piece.text for piece in cell.pieces] == ["before", "after\nnext"]
    assert cell.tables[0].rows[0].cells[0].text == "inner"


def test_charsets_of_pages() -> None:
    raw = "<html><head><meta charset=iso-8859-1></head><body>caf\xe9 \x96 x</body></html>".encode("latin-1")
    assert [piece.text for piece in read_html(raw, "a.html").pieces()] == ["café – x"]


def test_markdown_tables_lists_and_tasks() -> None:
    text = (
        "---\ntitle: A plan\n---\n# Plan\n\n- one\n  - two\n\n1. first\n\n| Action | 2024 | Done |\n|---|---|---|\n"
        "| **Do** it | ✓ | [x] |\n| Stop | | [ ] |\n\n- [x] done\n- [ ] open\n\n~~old~~ [link](https://a.example)\n"
    )
    document = read_markdown(text.encode(), "a.md")
    table = table_of(document)
    assert document.kind == "markdown"
    assert document.facts["title"] == "A plan"
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Action", "2024", "Done"],
        ["Do it", "✓", "☒"],
        ["Stop", "", "☐"],
    ]
    assert [[cell.tick for cell in row.cells] for row in table.rows[1:]] == [[None, True, True], [None, None, False]]
    found = [(b.kind.value, b.marker, b.level, b.text) for b in document.blocks if isinstance(b, Piece)]
    assert found == [
        ("heading", None, 1, "Plan"),
        ("item", "•", 0, "one"),
        ("item", "•", 1, "two"),
        ("item", "1.", 0, "first"),
        ("item", "•", 0, "☒ done"),
        ("item", "•", 0, "☐ open"),
        ("paragraph", None, 0, "old link"),
    ]


def test_bullets_typed_with_line_breaks_are_items() -> None:
    table = table_of(
        page("<table><tr><td>Steps<br>• one<br>&nbsp;• two <a href='https://a.example'>here</a><td>x</table>")
    )
    found = [(piece.marker, piece.text, len(piece.links)) for piece in table.rows[0].cells[0].pieces]
    assert found == [(None, "Steps", 0), ("•", "one", 0), ("•", "two here", 1)]
