"""What Word files hold comes out as blocks: grids, ticks, fills, lists, tracked changes, boxes, notes, links."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from plumbline.foundation.formats.blocks import LeftOut, Piece, PieceKind, Table
from plumbline.foundation.formats.tests.word import (
    OFFICE,
    p,
    package,
    part,
    r,
    read_bytes,
    table_of,
    tbl,
    tc,
    tr,
    words_of,
    words_of_package,
)

SHADE = '<w:shd w:val="clear" w:color="auto" w:fill="{}"/>'


def texts(pieces: object) -> list[str]:
    return [piece.text for piece in pieces]  # type: ignore[attr-defined]


def left(document: object) -> list[tuple[str, str]]:
    return [(item.reason, item.text) for item in document.left_out]  # type: ignore[attr-defined]


def grid_texts(table: Table) -> list[list[str | None]]:
    return [[cell.text if cell else None for cell in row] for row in table.grid()]


def ticks(table: Table) -> list[bool | None]:
    return [cell.tick for cell in table.rows[0].cells]


def test_merged_cells_stand_in_every_place_that_they_cover(tmp_path: Path) -> None:
    body = tbl(
        tr(tc("Theme", properties='<w:gridSpan w:val="2"/>'), tc("Year")),
        tr(tc("Seen", properties='<w:vMerge w:val="restart"/>'), tc("one"), tc("2024")),
        tr(tc(properties="<w:vMerge/>"), tc("two"), tc("2025")),
        tr(tc("three"), tc("2026"), properties='<w:gridBefore w:val="1"/>'),
    )
    table = table_of(read_bytes(tmp_path, package(body)))
    assert grid_texts(table) == [
        ["Theme", "Theme", "Year"],
        ["Seen", "one", "2024"],
        ["Seen", "two", "2025"],
        [None, "three", "2026"],
    ]
    assert (table.rows[1].cells[0].row_span, table.rows[0].cells[0].column_span, table.columns) == (2, 2, 3)


def test_a_horizontal_merge_of_old_files_is_one_cell(tmp_path: Path) -> None:
    body = tbl(tr(tc("wide", properties='<w:hMerge w:val="restart"/>'), tc(properties="<w:hMerge/>"), tc("end")))
    assert grid_texts(table_of(read_bytes(tmp_path, package(body)))) == [["wide", "wide", "end"]]


def test_words_in_a_cell_that_is_merged_away_are_left_out_as_hidden(tmp_path: Path) -> None:
    body = tbl(tr(tc("top", properties='<w:vMerge w:val="restart"/>')), tr(tc("under", properties="<w:vMerge/>")))
    document = read_bytes(tmp_path, package(body))
    assert left(document) == [("hidden_text", "under")]


def test_a_table_inside_a_cell_is_a_table_of_that_cell_with_its_own_places(tmp_path: Path) -> None:
    body = tbl(tr(tc("before", tbl(tr(tc("in a"), tc("in b"))), "after"), tc("next")))
    table = table_of(read_bytes(tmp_path, package(body)))
    cell = table.rows[0].cells[0]
    assert texts(cell.pieces) == ["before", "after"]
    assert grid_texts(cell.tables[0]) == [["in a", "in b"]]
    places = [(piece.place.cell, piece.place.line) for piece in cell.pieces]
    places += [
        (piece.place.cell, piece.place.line) for row in cell.tables[0].rows for c in row.cells for piece in c.pieces
    ]
    assert places == [((0, 0), 0), ((0, 0), 1), ((0, 0), 2), ((0, 0), 3)]


@pytest.mark.parametrize("level", ["block", "row", "cell", "run"])
def test_content_controls_are_looked_through_at_every_level(tmp_path: Path, level: str) -> None:
    wrap = "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>".format
    cell = tc(p(wrap(r("held")) if level == "run" else r("held")))
    row = tr(wrap(cell) if level == "cell" else cell)
    table = tbl(wrap(row) if level == "row" else row)
    document = read_bytes(tmp_path, package(wrap(table) if level == "block" else table))
    assert grid_texts(table_of(document)) == [["held"]]


BOX = (
    '<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val="{}"/></w14:checkbox></w:sdtPr>'
    "<w:sdtContent>{}</w:sdtContent></w:sdt>"
)
LEGACY = '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:sizeAuto/>{}</w:checkBox></w:ffData></w:fldChar></w:r>'  # noqa: E501


@pytest.mark.parametrize(
    ("cell", "tick"),
    [
        (p("✓"), True),
        (p("✔"), True),
        (p("X"), True),
        (p("x"), True),
        (p("☒"), True),
        (p("☑"), True),
        (p("✅"), True),
        (p("☐"), False),
        (p("□"), False),
        (p(""), None),
        (p("Yes"), None),
        (p("XML"), None),
        (p("✓ in spring"), True),
        (p("✓ a tick that begins a long sentence in a cell is only its bullet"), None),
        (p("☒ Yes ☐ No"), None),
        (p('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>'), True),
        (p('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>'), True),
        (p('<w:r><w:sym w:font="Wingdings" w:char="F0A8"/></w:r>'), False),
        (p('<w:r><w:sym w:font="Wingdings 2" w:char="F050"/></w:r>'), True),
        (p("\uf0fc"), True),
        (p("\uf0fe"), True),
        (p("\uf06f"), False),
        (p(r("ü", '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>')), True),
        (p(BOX.format(1, r("☒"))), True),
        (p(BOX.format(0, r("☐"))), False),
        (p(BOX.format(1, "<w:r/>")), True),
        (p(BOX.format(1, r("R", '<w:rFonts w:ascii="Webdings"/>'))), True),
        (BOX.format(1, p("☒")), True),
        (p(LEGACY.format("<w:checked/>"), '<w:r><w:fldChar w:fldCharType="end"/></w:r>'), True),
        (p(LEGACY.format('<w:checked w:val="0"/>'), '<w:r><w:fldChar w:fldCharType="end"/></w:r>'), False),
        (p(LEGACY.format('<w:default w:val="1"/>'), '<w:r><w:fldChar w:fldCharType="end"/></w:r>'), True),
    ],
)
def test_every_way_of_ticking_a_cell_is_seen(tmp_path: Path, cell: str, tick: bool | None) -> None:
    document = read_bytes(tmp_path, package(tbl(tr(tc(cell), tc("other")))))
    assert ticks(table_of(document)) == [tick, None]


def test_a_tick_box_around_a_whole_cell_ticks_it(tmp_path: Path) -> None:
    body = tbl(tr(BOX.format(1, tc("☒")), BOX.format(0, tc("☐")), tc("a")))
    assert ticks(table_of(read_bytes(tmp_path, package(body)))) == [True, False, None]


def test_a_cross_says_no_only_beside_ticks(tmp_path: Path) -> None:
    both = table_of(read_bytes(tmp_path, package(tbl(tr(tc("✓"), tc("✗"), tc("a"))))))
    alone = table_of(read_bytes(tmp_path, package(tbl(tr(tc("✗"), tc(""), tc("a"))))))
    assert (ticks(both), ticks(alone)) == ([True, False, None], [True, None, None])


def test_a_box_without_a_character_is_written_into_the_text(tmp_path: Path) -> None:
    document = read_bytes(tmp_path, package(p(BOX.format(1, "<w:r/>"), "agreed")))
    assert texts(document.blocks) == ["☒ agreed"]


def test_insertions_are_kept_and_deletions_and_moves_are_left_out(tmp_path: Path) -> None:
    body = p(
        "The ",
        "<w:ins>" + r("new ") + "</w:ins>",
        "<w:del><w:r><w:delText>old </w:delText></w:r></w:del>",
        "<w:moveTo>" + r("here ") + "</w:moveTo>",
        "<w:moveFrom>" + r("there ") + "</w:moveFrom>",
        "end",
    )
    document = read_bytes(tmp_path, package(body))
    assert texts(document.blocks) == ["The new here end"]
    assert left(document) == [("tracked_deletion", "old"), ("moved_away", "there")]


def test_a_tracked_deletion_of_a_row_takes_the_row_away(tmp_path: Path) -> None:
    body = tbl(tr(tc("kept")), tr(tc("gone"), properties="<w:del/>"), tr(tc("new"), properties="<w:ins/>"))
    document = read_bytes(tmp_path, package(body))
    assert grid_texts(table_of(document)) == [["kept"], ["new"]]
    assert left(document) == [("tracked_deletion", "gone")]


def test_only_one_branch_of_a_text_box_is_read_after_its_paragraph(tmp_path: Path) -> None:
    box = f"<w:txbxContent>{p('boxed words')}</w:txbxContent>"
    anchor = (
        "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:inline><wp:docPr id='1' descr='a frame'/>"
        f"<a:graphic><wps:txbx>{box}</wps:txbx></a:graphic></wp:inline></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    document = read_bytes(tmp_path, package(p("before", anchor, " after") + p("next")))
    assert texts(document.blocks) == ["before after", "boxed words", "next"]
    assert left(document) == [("alternative_text", "a frame")]


def test_the_fallback_is_read_where_the_choice_holds_nothing(tmp_path: Path) -> None:
    anchor = (
        "<w:r><mc:AlternateContent><mc:Choice Requires='wps'/><mc:Fallback><w:pict><v:textbox><w:txbxContent>"
        f"{p('boxed')}</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert texts(read_bytes(tmp_path, package(p(anchor))).blocks) == ["boxed"]


THEME = (
    '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:themeElements><a:clrScheme name="x">'
    '<a:lt1><a:sysClr val="window" lastClr="FFFFFF"/></a:lt1><a:accent2><a:srgbClr val="C00000"/></a:accent2>'
    '<a:accent6><a:srgbClr val="70AD47"/></a:accent6></a:clrScheme></a:themeElements></a:theme>'
)


@pytest.mark.parametrize(
    ("shading", "fill"),
    [
        (SHADE.format("FF0000"), "#ff0000"),
        (SHADE.format("auto"), None),
        ('<w:shd w:val="clear" w:fill="FFFFFF" w:themeFill="accent6"/>', "#70ad47"),
        ('<w:shd w:val="clear" w:fill="E2EFD9" w:themeFill="accent6" w:themeFillTint="33"/>', "#e2efd9"),
        ('<w:shd w:val="clear" w:fill="538135" w:themeFill="accent6" w:themeFillShade="BF"/>', "#538135"),
        ('<w:shd w:val="solid" w:color="00B050" w:fill="auto"/>', "#00b050"),
        ('<w:shd w:val="pct50" w:color="FF0000" w:fill="FFFFFF"/>', "#ff8080"),
        ('<w:shd w:val="clear" w:fill="D9D9D9" w:themeFill="unheard-of"/>', "#d9d9d9"),
    ],
)
def test_a_cells_shading_is_resolved(tmp_path: Path, shading: str, fill: str | None) -> None:
    raw = package(tbl(tr(tc("a", properties=shading))), parts={"theme1": THEME})
    found = table_of(read_bytes(tmp_path, raw)).rows[0].cells[0].fill
    if fill is None or found is None:
        assert found is fill
    else:  # Word rounds its own copy of a tinted colour differently by a step or two
        assert all(abs(int(found[at : at + 2], 16) - int(fill[at : at + 2], 16)) <= 2 for at in (1, 3, 5))


TABLE_STYLE = part(
    "styles",
    '<w:style w:type="table" w:styleId="Grid"><w:name w:val="Grid"/><w:tblPr><w:tblStyleRowBandSize w:val="1"/></w:tblPr>'  # noqa: E501
    f"<w:tcPr>{SHADE.format('EEEEEE')}</w:tcPr>"
    f'<w:tblStylePr w:type="firstRow"><w:tcPr>{SHADE.format("112233")}</w:tcPr></w:tblStylePr>'
    f'<w:tblStylePr w:type="band1Horz"><w:tcPr>{SHADE.format("AABBCC")}</w:tcPr></w:tblStylePr></w:style>'
    '<w:style w:type="table" w:styleId="Child"><w:basedOn w:val="Grid"/></w:style>',
)


def test_a_table_styles_fills_stand_where_a_cell_has_none_and_none_means_none(tmp_path: Path) -> None:
    body = tbl(
        tr(tc("head"), tc("head")),
        tr(tc("a"), tc("b", properties=SHADE.format("FF0000"))),
        tr(tc("c"), tc("d", properties=SHADE.format("auto"))),
        properties='<w:tblStyle w:val="Child"/><w:tblLook w:firstRow="1" w:noVBand="1"/>',
    )
    table = table_of(read_bytes(tmp_path, package(body, parts={"styles": TABLE_STYLE})))
    assert [[cell.fill for cell in row.cells] for row in table.rows] == [
        ["#112233", "#112233"],
        ["#aabbcc", "#ff0000"],
        ["#eeeeee", None],
    ]


def test_a_rows_own_shading_is_inherited_by_its_cells(tmp_path: Path) -> None:
    row = f"<w:tr><w:tblPrEx>{SHADE.format('00B050')}</w:tblPrEx>{tc('a')}{tc('b', properties=SHADE.format('FF0000'))}</w:tr>"  # noqa: E501
    table = table_of(read_bytes(tmp_path, package(tbl(row))))
    assert [cell.fill for cell in table.rows[0].cells] == ["#00b050", "#ff0000"]


def test_marked_header_rows_are_marked_and_repeated_ones_left_out(tmp_path: Path) -> None:
    head = (tc("Action"), tc("Owner"))
    body = tbl(tr(*head, properties="<w:tblHeader/>"), tr(tc("a"), tc("b")), tr(*head), tr(tc("c"), tc("d")))
    document = read_bytes(tmp_path, package(body))
    table = table_of(document)
    assert [row.header for row in table.rows] == [True, False, False]
    assert [[cell.row for cell in row.cells] for row in table.rows] == [[0, 0], [1, 1], [2, 2]]
    assert left(document) == [("repeated_header_row", "Action Owner")]


STYLES = part(
    "styles",
    '<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr>'
    "<w:rPr><w:b/></w:rPr></w:style>"
    '<w:style w:type="paragraph" w:styleId="Own"><w:name w:val="Our heading"/><w:basedOn w:val="H1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Pennawd2"><w:name w:val="Pennawd 2"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Body"><w:name w:val="Body"/><w:basedOn w:val="H1"/>'
    '<w:pPr><w:outlineLvl w:val="9"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Bullets"><w:name w:val="List Bullet"/><w:pPr><w:numPr><w:numId w:val="2"/>'
    "</w:numPr></w:pPr></w:style>"
    '<w:style w:type="character" w:styleId="Strong"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>',
)


def test_headings_are_known_by_outline_by_what_they_are_based_on_and_by_name(tmp_path: Path) -> None:
    body = (
        p("one", style="H1")
        + p("two", style="Own")
        + p("tri", style="Pennawd2")
        + p("text", style="Body")
        + p("five", properties='<w:outlineLvl w:val="2"/>')
    )
    blocks = read_bytes(tmp_path, package(body, parts={"styles": STYLES})).blocks
    assert [(block.kind, block.level, block.bold) for block in blocks if isinstance(block, Piece)] == [
        (PieceKind.HEADING, 1, True),
        (PieceKind.HEADING, 1, True),
        (PieceKind.HEADING, 2, False),
        (PieceKind.PARAGRAPH, 0, True),
        (PieceKind.HEADING, 3, False),
    ]


NUMBERING = part(
    "numbering",
    '<w:abstractNum w:abstractNumId="0">'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/></w:lvl>'
    '<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%3)"/></w:lvl></w:abstractNum>'  # noqa: E501
    '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="&#xF0B7;"/>'
    '<w:rPr><w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/></w:rPr></w:lvl></w:abstractNum>'
    '<w:abstractNum w:abstractNumId="2"><w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="upperRoman"/>'
    '<w:lvlText w:val="(%1)"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="2"/></w:num>'
    '<w:num w:numId="4"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>',  # noqa: E501
)


def numbered(text: str, number: int, depth: int = 0) -> str:
    return p(text, properties=f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>')


def test_lists_are_counted_as_word_counts_them(tmp_path: Path) -> None:
    body = (
        numbered("a", 1) + numbered("b", 1, 1) + numbered("c", 1, 1) + numbered("d", 1, 2) + numbered("e", 1)
        + numbered("f", 1, 1) + numbered("g", 2) + numbered("h", 3) + numbered("i", 3) + numbered("j", 4)
        + p("k", style="Bullets") + p("l", properties='<w:numPr><w:numId w:val="0"/></w:numPr>')
    )  # fmt: skip
    document = read_bytes(tmp_path, package(body, parts={"numbering": NUMBERING, "styles": STYLES}))
    found = [(block.marker, block.level, block.kind) for block in document.blocks if isinstance(block, Piece)]
    item = PieceKind.ITEM
    assert found == [
        ("1.", 0, item), ("1.1", 1, item), ("1.2", 1, item), ("a)", 2, item), ("2.", 0, item), ("2.1", 1, item),
        ("•", 0, item), ("(III)", 0, item), ("(IV)", 0, item), ("1.", 0, item), ("•", 0, item),
        (None, 0, PieceKind.PARAGRAPH),
    ]  # fmt: skip
    assert document.words() == list("abcdefghijkl")


def test_typed_bullets_and_numbers_are_markers_that_count_as_words(tmp_path: Path) -> None:
    document = read_bytes(tmp_path, package(p("•\tfirst") + p("1. second") + p("a) third") + p("A. Smith wrote")))
    assert [(b.marker, b.text) for b in document.blocks if isinstance(b, Piece)] == [
        ("•", "first"),
        ("1.", "second"),
        ("a)", "third"),
        (None, "A. Smith wrote"),
    ]
    assert Counter(document.words()) == Counter(["•", "first", "1.", "second", "a)", "third", "A.", "Smith", "wrote"])


def test_bold_and_strike_hold_for_whole_pieces_only(tmp_path: Path) -> None:
    body = (
        p(r("all", "<w:b/>"), r(" of it", "<w:b/>"))
        + p(r("some", "<w:b/>"), " of it")
        + p(r("by style", '<w:rStyle w:val="Strong"/>'))
        + p(r("not", '<w:b w:val="0"/>'), style="H1")
        + p(r("gone", "<w:strike/>"))
    )
    blocks = read_bytes(tmp_path, package(body, parts={"styles": STYLES})).blocks
    assert [(b.bold, b.strike) for b in blocks if isinstance(b, Piece)] == [
        (True, False),
        (False, False),
        (True, False),
        (False, False),
        (False, True),
    ]


def test_a_pieces_fill_is_its_shading_or_the_highlight_of_all_its_words(tmp_path: Path) -> None:
    body = (
        p("shaded", properties=SHADE.format("00B050"))
        + p(r("lit", '<w:highlight w:val="yellow"/>'))
        + p(r("half", '<w:highlight w:val="yellow"/>'), " lit")
        + p(r("run", SHADE.format("FF0000")))
    )
    blocks = read_bytes(tmp_path, package(body)).blocks
    assert [block.fill for block in blocks if isinstance(block, Piece)] == ["#00b050", "#ffff00", None, "#ff0000"]


def test_hidden_text_placeholders_comments_and_heads_are_left_out_with_their_reasons(tmp_path: Path) -> None:
    placeholder = f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{r('Click here to enter text.')}</w:sdtContent></w:sdt>"  # noqa: E501
    body = p("Shown ", r("secret words", "<w:vanish/>"), placeholder) + p("More")
    parts = {
        "comments": part("comments", f"<w:comment w:id='0'>{p('Who said so?')}</w:comment>"),
        "header1": part("hdr", p("Running institute")),
        "footer1": part("ftr", p("Page 1 of 9")),
    }
    document = read_bytes(tmp_path, package(body, parts=parts))
    assert texts(document.blocks) == ["Shown", "More"]
    assert sorted(left(document)) == [
        ("comment", "Who said so?"),
        ("hidden_text", "secret words"),
        ("placeholder", "Click here to enter text."),
        ("running_foot", "Page 1 of 9"),
        ("running_head", "Running institute"),
    ]


def test_what_is_left_out_says_near_which_block_it_stood(tmp_path: Path) -> None:
    gone = "<w:del><w:r><w:delText>gone</w:delText></w:r></w:del>"
    document = read_bytes(tmp_path, package(p("zero") + p("one ", gone) + p("two")))
    place = document.left_out[0].place
    assert place is not None
    assert place.block == 1


def test_footnotes_follow_the_block_that_refers_to_them(tmp_path: Path) -> None:
    notes = part(
        "footnotes",
        f"<w:footnote w:type='separator' w:id='0'>{p('')}</w:footnote><w:footnote w:id='2'>{p('The note.')}</w:footnote>"  # noqa: E501
        f"<w:footnote w:id='3'>{p('Unused.')}</w:footnote>",
    )
    body = p("Claim", "<w:r><w:footnoteReference w:id='2'/></w:r>", ".") + p("Next")
    document = read_bytes(tmp_path, package(body, parts={"footnotes": notes}))
    assert texts(document.blocks) == ["Claim.", "The note.", "Next"]
    assert left(document) == [("hidden_text", "Unused.")]


def test_links_keep_their_addresses_and_instructions_are_no_words(tmp_path: Path) -> None:
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        '<w:r><w:instrText xml:space="preserve"> HYPERLINK "https://b.example/x" </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + r("there") + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    body = p("See ", f'<w:hyperlink r:id="h1">{r("here")}</w:hyperlink>', " or ", field, ".")
    rels = f'<Relationship Id="h1" Type="{OFFICE}/hyperlink" Target="https://a.example/" TargetMode="External"/>'
    piece = read_bytes(tmp_path, package(body, parts={"rels": rels})).blocks[0]
    assert isinstance(piece, Piece)
    assert piece.text == "See here or there."
    assert [(link.text, link.url) for link in piece.links] == [
        ("here", "https://a.example/"),
        ("there", "https://b.example/x"),
    ]


def test_blanks_breaks_and_hyphens_are_put_in_order(tmp_path: Path) -> None:
    body = p(
        "a\u00a0b", "<w:r><w:tab/></w:r>", "c", "<w:r><w:br/></w:r>", "d\u00ade", "<w:r><w:softHyphen/></w:r>", "f",
        "<w:r><w:noBreakHyphen/></w:r>", "g",
    )  # fmt: skip
    assert texts(read_bytes(tmp_path, package(body)).blocks) == ["a b c\ndef-g"]


def test_pages_come_from_words_own_page_breaks(tmp_path: Path) -> None:
    broken = "<w:r><w:lastRenderedPageBreak/><w:t>second</w:t></w:r>"
    document = read_bytes(tmp_path, package(p("first") + p(broken) + p("third")))
    assert [piece.place.page for piece in document.pieces()] == [1, 2, 2]
    assert document.pages == 2
    unbroken = read_bytes(tmp_path, package(p("first")))
    assert (unbroken.pages, [piece.place.page for piece in unbroken.pieces()]) == (None, [None])


def test_strict_files_read_like_others(tmp_path: Path) -> None:
    raw = package(tbl(tr(tc("a", properties='<w:gridSpan w:val="2"/>'), tc("b"))))
    usual = read_bytes(tmp_path, raw)
    import io
    import zipfile

    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(held, "w") as new:
        for name in old.namelist():
            content = old.read(name).replace(
                b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                b"http://purl.oclc.org/ooxml/wordprocessingml/main",
            )
            content = content.replace(
                b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
                b"http://purl.oclc.org/ooxml/officeDocument/relationships",
            )
            new.writestr(name, content)
    assert read_bytes(tmp_path, held.getvalue()).blocks == usual.blocks


def test_a_web_page_put_into_the_file_is_read(tmp_path: Path) -> None:
    rels = f'<Relationship Id="c1" Type="{OFFICE}/aFChunk" Target="chunk.html"/>'
    raw = package(p("a") + '<w:altChunk r:id="c1"/>', parts={"rels": rels, "word/chunk.html": "<p>from the page</p>"})
    assert texts(read_bytes(tmp_path, raw).blocks) == ["a", "from the page"]


def test_smartart_and_chart_words_are_read(tmp_path: Path) -> None:
    space = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    diagram = f"<d {space}><a:p><a:r><a:t>Head of</a:t></a:r><a:r><a:t> Skills</a:t></a:r></a:p></d>"
    drawing = '<w:r><w:drawing><wp:inline><a:graphic><a:graphicData><dgm:relIds r:dm="d1"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'  # noqa: E501
    rels = f'<Relationship Id="d1" Type="{OFFICE}/diagramData" Target="diagrams/data1.xml"/>'
    raw = package(p("Chart:", drawing), parts={"rels": rels, "word/diagrams/data1.xml": diagram})
    assert texts(read_bytes(tmp_path, raw).blocks) == ["Chart:", "Head of Skills"]


def test_the_files_own_properties_are_facts(tmp_path: Path) -> None:
    core = (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Our plan</dc:title><dc:creator>A. Person</dc:creator>'
        "</cp:coreProperties>"
    )
    document = read_bytes(tmp_path, package(p("a"), parts={"docProps/core.xml": core}))
    assert document.facts == {"title": "Our plan", "author": "A. Person"}


def test_every_place_is_unique_and_blocks_count_from_nought(tmp_path: Path) -> None:
    body = p("a") + p("") + tbl(tr(tc("b", "c", tbl(tr(tc("d"), tc("e", "f")))), tc("g"))) + p("h")
    document = read_bytes(tmp_path, package(body))
    places = [piece.place for piece in document.pieces()]
    assert len(set(places)) == len(places) == 8
    assert [block.place.block for block in document.blocks] == [0, 1, 2]


def test_no_word_of_a_file_with_everything_in_it_is_lost(tmp_path: Path) -> None:
    box = f"<w:r><w:pict><v:textbox><w:txbxContent>{p('in the box')}</w:txbxContent></v:textbox></w:pict></w:r>"
    body = (
        p("Intro ", box, r("hid den", "<w:vanish/>"), "<w:ins>" + r("added") + "</w:ins>")
        + tbl(
            tr(tc("a b", properties='<w:vMerge w:val="restart"/>'), tc("c", tbl(tr(tc("deep er"))))),
            tr(tc("away", properties="<w:vMerge/>"), tc("d\uf0fc")),
            tr(tc("a b"), tc("x"), properties="<w:del/>"),
        )
        + p("<w:del><w:r><w:delText>struck out</w:delText></w:r></w:del>", "• kept 1. two")
    )
    raw = package(
        body,
        parts={
            "header1": part("hdr", p("top")),
            "comments": part("comments", f"<w:comment w:id='1'>{p('oh')}</w:comment>"),
        },
    )
    document = read_bytes(tmp_path, raw)
    assert words_of(document) == words_of_package(raw)
    assert all(isinstance(item, LeftOut) for item in document.left_out)


def test_lists_typed_into_one_paragraph_with_line_breaks_are_parted(tmp_path: Path) -> None:
    broken = "<w:r><w:br/></w:r>"
    body = tbl(tr(tc(p("Steps:", broken, "• one", broken, "still one", broken, "• two")))) + p("a", broken, "b")
    document = read_bytes(tmp_path, package(body))
    found = [(piece.marker, piece.text) for piece in document.pieces()]
    assert found == [(None, "Steps:"), ("•", "one\nstill one"), ("•", "two"), (None, "a\nb")]
