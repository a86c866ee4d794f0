"""Sheets, the document drawn again, names of institutions, differences, cards: calculations without a database."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from plumbline.foundation.formats.blocks import Cell, Document, Link, Piece, PieceKind, Place, Row, Table
from plumbline.journey.intake import cards, check, edits, facsimile, sheets
from plumbline.journey.intake import draft as drafts
from plumbline.journey.intake.differences import Change, compare
from plumbline.journey.intake.naming import is_same_institution
from plumbline.journey.intake.tests.test_edits import RESULT, source


def piece(text, block, *, cell=None, line=0, page=None, **more):
    return Piece(text, Place(page, block, cell, line), **more)


def table(rows, *, block=1, header=True, page=None):
    made = tuple(
        Row(
            tuple(Cell(r, c, (piece(text, block, cell=(r, c), page=page),)) for c, text in enumerate(row)),
            header=header and r == 0,
        )
        for r, row in enumerate(rows)
    )
    return Table(made, len(rows[0]), Place(page, block))


def document(*blocks):
    return Document("a.docx", "docx", blocks)


def drawn(*blocks, marks=None):
    made = sheets.sheets_of(document(*blocks))
    return facsimile.drawn(made[0].blocks, marks or facsimile.Marks())


class TestSheets:
    def test_a_short_document_is_one_sheet_that_knows_its_blocks(self):
        (sheet,) = sheets.sheets_of(document(piece("Title", 0, kind=PieceKind.HEADING, level=2), piece("Words", 1)))
        assert (sheet.number, sheet.first, sheet.last, sheet.pages) == (1, 0, 1, None)

    def test_a_document_without_blocks_has_no_sheet(self):
        assert sheets.sheets_of(document()) == []

    def test_pages_of_cells_count_too(self):
        (sheet,) = sheets.sheets_of(document(piece("a", 0, page=2), table([["b"]], page=5)))
        assert sheet.pages == (2, 5)

    def test_a_long_table_stands_on_several_sheets_with_its_header_on_each(self):
        made = sheets.sheets_of(document(table([["Action"], *([f"{n} " + "word " * 60] for n in range(200))])))
        assert len(made) > 3
        rows = [row for sheet in made for row in sheet.blocks[0]["rows"] if not row.get("again")]
        assert [row["r"] for row in rows] == list(range(201))
        assert made[1].blocks[0]["rows"][0] == {**made[0].blocks[0]["rows"][0], "again": True}

    def test_a_cell_over_several_rows_is_not_cut_off_from_them(self):
        long = "word " * 3000
        rows = (
            Row(
                (Cell(0, 0, (piece("Theme", 0, cell=(0, 0)),), row_span=3), Cell(0, 1, (piece(long, 0, cell=(0, 1)),)))
            ),
            Row((Cell(1, 1, (piece("second", 0, cell=(1, 1)),)),)),
            Row((Cell(2, 1, (piece("third", 0, cell=(2, 1)),)),)),
            Row((Cell(3, 0, (piece("fourth", 0, cell=(3, 0)),)),)),
        )
        made = sheets.sheets_of(document(Table(rows, 2, Place(None, 0))))
        assert [[row["r"] for row in sheet.blocks[0]["rows"]] for sheet in made] == [[0, 1, 2], [3]]

    def test_a_source_is_found_on_its_sheet_and_row(self):
        made = sheets.sheets_of(document(table([["Action"], *([f"{n} " + "word " * 60] for n in range(200))])))
        outline = [
            {"number": sheet.number, "first": sheet.first, "last": sheet.last, "rows": sheets.rows_of(sheet)}
            for sheet in made
        ]
        found = {sheets.sheet_of({"block": 1, "cell": [row, 0]}, outline) for row in (150, 199)}
        assert len(found) == 2
        assert sheets.sheet_of({"block": 1, "cell": [1, 0]}, outline) == 1
        assert sheets.sheet_of({"block": 99, "cell": None}, outline) is None


class TestFacsimile:
    def test_a_piece_keeps_its_kind_and_has_a_name(self):
        html = drawn(piece("A title", 0, kind=PieceKind.HEADING, level=2), piece("Words", 1))
        assert html == '<h3 class="fx-heading" id="b0">A title</h3><p id="b1">Words</p>'

    def test_headings_never_skip_a_level(self):
        levels = [piece("Deep", at, kind=PieceKind.HEADING, level=level) for at, level in enumerate((3, 3, 1, 4, 2, 4))]
        assert re.findall(r"<h(\d)", drawn(*levels)) == ["3", "3", "3", "4", "4", "5"]

    def test_what_a_document_says_stays_text(self):
        html = drawn(piece("<script>alert(1)</script> & more", 0))
        assert html == '<p id="b0">&lt;script&gt;alert(1)&lt;/script&gt; &amp; more</p>'

    def test_items_make_a_list_with_their_markers(self):
        html = drawn(piece("one", 0, kind=PieceKind.ITEM, marker="a)"), piece("two", 1, kind=PieceKind.ITEM, level=1))
        assert html.count("<ul") == 1
        assert '<span class="fx-marker">a)</span> one' in html
        assert 'fx-item--1"><span class="fx-marker">•</span> two' in html

    def test_cells_show_spans_fill_and_tick_in_words_too(self):
        cell = Cell(0, 0, (piece("X", 0, cell=(0, 0)),), column_span=2, fill="#ff0000", tick=True)
        html = drawn(Table((Row((cell,)),), 2, Place(None, 0)))
        assert '<td colspan="2" class="fx-fill fx-fill--red">' in html
        assert 'aria-label="filled red (#ff0000)"' in html
        assert '<span class="govuk-visually-hidden">ticked </span>' in html
        assert '<div id="b0-0-0-0">X</div>' in html

    def test_header_cells_are_headers(self):
        assert '<th scope="col">' in drawn(table([["Action"], ["x"]]))

    def test_tables_in_cells_are_drawn_and_a_name_stands_once(self):
        inner = Table((Row((Cell(0, 0, (piece("in", 0, cell=(0, 0)),)),)),), 1, Place(None, 0))
        outer = Cell(0, 0, (piece("out", 0, cell=(0, 0)),), tables=(inner,))
        html = drawn(Table((Row((outer,)),), 1, Place(None, 0)))
        assert html.count("<table") == 2
        assert html.count('id="b0-0-0-0"') == 1

    def test_weights_breaks_and_links_of_the_file_do_no_harm(self):
        html = drawn(piece("one\ntwo", 0, bold=True, strike=True, links=(Link("one", "javascript:alert(1)"),)))
        assert html == '<p id="b0" class="fx-bold fx-strike">one<br>two</p>'

    def test_passages_are_marked_inner_ones_inside_outer_ones(self):
        marks = facsimile.Marks()
        marks.add(source(0, start=0, end=11), pin=facsimile.Pin("#a1", "Understood as", "Action 1"))
        marks.add(source(0, start=6, end=11), aside="left")
        html = drawn(piece("Hello there friend", 0), marks=marks)
        assert html == (
            '<p id="b0"><span class="src" id="b0_0_11" data-passage="b0_0_11">'
            '<a class="pin" href="#a1"><span class="govuk-visually-hidden">Understood as: </span>Action 1</a>Hello '
            '<span class="src src--left" id="b0_6_11" data-passage="b0_6_11">there</span></span> friend</p>'
        )

    @pytest.mark.parametrize(("start", "end"), [(0, 99), (3, None), (50, 60), (4, 2)])
    def test_a_source_beyond_the_text_loses_no_word(self, start, end):
        marks = facsimile.Marks()
        marks.add(source(0, start=start, end=end))
        marks.add(source(0, start=2, end=5))
        html = drawn(piece("Hello", 0), marks=marks)
        assert "".join(part.split(">")[-1] for part in html.split("<")) == "Hello"

    @pytest.mark.parametrize(
        ("colour", "name"),
        [
            ("#c00000", "red"),
            ("#ffc000", "amber"),
            ("#92d050", "green"),
            ("#4472c4", "blue"),
            ("#d9d9d9", "grey"),
            ("#7030a0", "other"),
            ("#e6007e", "other"),
            ("#ffffff", "grey"),
            ("nonsense", "other"),
        ],
    )
    def test_colours_have_names(self, colour, name):
        assert facsimile.fill_name(colour) == name


class TestNaming:
    KNOWN = ("University of Ashmere", "Ashmere Uni")

    @pytest.mark.parametrize(
        "named",
        [
            "University of Ashmere",
            "The University of Ashmere",
            "ASHMERE UNIVERSITY",
            "Ashmere",
            "Ashmere Univ.",
            "University of Ashmère",
            "University of Ashmeer",
            "The University",
            "University of Ashmere at Netherby Campus",
        ],
    )
    def test_the_same_institution_under_another_spelling_is_not_warned_of(self, named):
        assert is_same_institution(named, self.KNOWN)

    @pytest.mark.parametrize(
        "named", ["Borrowdale University", "Ashmere Beckett University", "Institute of Borrowdale"]
    )
    def test_another_institution_is(self, named):
        assert not is_same_institution(named, self.KNOWN)

    def test_initials_are_a_name(self):
        assert is_same_institution("UCA", ["University College Ashmere"])
        assert is_same_institution("University College Ashmere", ["UCA", ""])


class TestDifferences:
    def compared(self, change):
        old = drafts.from_result(RESULT)
        return compare(old, change(old))

    def test_the_same_reading_differs_in_nothing(self):
        found = self.compared(lambda draft: draft)
        assert found.differences == ()
        assert found.same == 10

    def test_a_changed_field_is_told_with_both_values(self):
        key = drafts.from_result(RESULT).actions("p4")[0].id
        (one,) = self.compared(lambda draft: edits.change(draft, key, {"owner": "Dean"})).differences
        assert (one.change, one.kind, one.fields) == (Change.CHANGED, "action", (("owner", "Registrar", "Dean"),))

    def test_things_of_one_passage_are_one_thing_however_much_the_words_changed(self):
        answer = drafts.from_result(RESULT).listed("answers")[0].id
        (one,) = self.compared(lambda draft: edits.change(draft, answer, {"text": "Quite other words"})).differences
        assert (one.change, one.kind) == (Change.CHANGED, "answer")

    def test_a_thing_elsewhere_with_like_words_is_the_same_thing(self):
        key = drafts.from_result(RESULT).actions("p4")[0].id
        moved = {"source": source(40), "text": "Name every post! Count them."}
        (one,) = self.compared(lambda draft: edits.change(draft, key, moved)).differences
        assert (one.change, one.old.id, one.new.id) == (Change.CHANGED, key, key)

    def test_new_and_gone_things_are_told(self):
        def change(draft):
            left = draft.listed("not_placed")[0].id
            return edits.place(draft, left, "achievement")

        found = [(one.change, one.kind) for one in self.compared(change).differences]
        assert found == [(Change.NEW, "achievement"), (Change.GONE, "leftover")]

    def test_what_there_is_at_most_one_of_is_always_compared_with_itself(self):
        lead = drafts.from_result(RESULT).listed("lead")[0].id
        (one,) = self.compared(lambda draft: edits.change(draft, lead, {"name": "Bo", "source": None})).differences
        assert (one.change, one.fields) == (Change.CHANGED, (("name", "Ada Pell", "Bo"),))


class TestCards:
    def card(self, kind, data):
        return cards.card(drafts.Thing("a1", kind, data), 4, lambda source: f"#{source['block']}")

    def test_a_doubtful_theme_is_named_beside_its_tag(self):
        doubt = {"themes": {"source": source(7), "confidence": 0.5}, "rag": {"source": source(7), "confidence": 0.9}}
        data = {"text": "Do it", "themes": ["visibility"], "rag": "red", "source": source(3), "fields": doubt}
        assert self.card("action", data).doubtful_tags == ("Themes",)
        assert cards.card(drafts.Thing("a1", "action", data, checked=True), 1, str).doubtful_tags == ()

    def test_an_action_says_what_its_row_said(self):
        note = {"source": source(7), "confidence": 0.5}
        card = self.card(
            "action",
            {
                "text": "Do it",
                "ref": "V1",
                "owner": "Dean",
                "due": {"written": "May 2026", "on": "2026-05-31"},
                "years": [2025, 2026],
                "other": {"Cost": "£5", "status": "ongoing"},
                "rag": "amber",
                "rag_seen": "#ffc000",
                "themes": ["visibility"],
                "source": source(3),
                "confidence": 0.95,
                "fields": {"owner": note},
            },
        )
        assert (card.title, card.text, card.themes, card.rag, card.seen_fill) == (
            "Action V1",
            "Do it",
            ("visibility",),
            "amber",
            "#ffc000",
        )
        assert card.doubtful_tags == ()
        assert [(row.label, row.value, row.sure, row.href) for row in card.rows] == [
            ("Owner", "Dean", "please check", "#7"),
            ("Due", "May 2026 (31 May 2026)", "", ""),
            ("Years", "2025, 2026", "", ""),
            ("Cost", "£5", "", ""),
            ("Status", "ongoing", "", ""),
        ]
        assert (card.sure, card.percent, card.doubtful) == ("please check", 50, True)
        assert card.passages == "b3_0_z b7_0_z"

    def test_an_answer_over_its_limit_says_so(self):
        card = self.card("answer", {"question": "Who?", "text": "one two three", "limit": 2})
        assert (card.title, card.words, card.over) == ("Who?", 3, True)
        assert not self.card("answer", {"text": "one"}).over

    def test_a_signature_that_one_cannot_tell_says_that(self):
        rows = {row.label: row.value for row in self.card("signature", {"role": "leader", "signed": None}).rows}
        assert rows == {"Name": "", "Office": "", "Signed": "one cannot tell", "Date": ""}

    def test_a_publication_answer_that_is_only_its_address_is_said_once(self):
        rows = [
            row.label
            for row in self.card("publication", {"url": "https://a.example", "text": "https://a.example"}).rows
        ]
        assert rows == ["State", "Address"]

    @pytest.mark.parametrize(
        ("name", "value", "said"),
        [
            ("value", 5985.0, "5,985"),
            ("value", 2.5, "2.5"),
            ("signed", True, "signed"),
            ("themes", ["recognition"], "Recognition"),
            ("date", {"written": "", "on": "2024-07-05"}, "5 July 2024"),
            ("date", {"written": "soon", "on": None}, "soon"),
            ("rag", "red", "Red: still to be carried out"),
            ("owner", None, ""),
        ],
    )
    def test_values_are_said_in_words(self, name, value, said):
        assert cards.said(name, value) == said

    def test_facts_of_an_accepted_document_are_rows_of_words(self):
        facts = {
            "institution": "Ashmere",
            "stage": 3,
            "form": "stage_3",
            "publication": {"state": "in_progress", "url": None},
            "signatures": [
                {"role": "lead", "name": "Ada", "signed": True, "date": {"written": "May 2024", "on": None}}
            ],
        }
        assert cards.said_facts(facts) == [
            ("Institution", "Ashmere"),
            ("Stage", "3"),
            ("Form", "Stage 3 form"),
            ("Signature of the institutional lead", "Ada, signed, May 2024"),
            ("Publication", "in progress"),
        ]

    @pytest.mark.parametrize(
        ("kind", "data", "title"),
        [
            ("plan", {}, "Plan without a title"),
            ("figure", {"name": "staff"}, "staff"),
            ("lead", {}, "Institutional lead"),
            ("left_out", {"reason": "page_number"}, "Page numbers"),
            ("left_out", {"reason": "odd_thing"}, "Odd thing"),
            ("left_out", {}, "For another reason"),
            ("answer", {}, "Answer without a question"),
            ("leftover", {}, "Not placed 4"),
        ],
    )
    def test_everything_has_a_title(self, kind, data, title):
        assert self.card(kind, data).title == title


class TestCheck:
    OUTLINE = [{"number": n, "first": n * 10, "last": n * 10 + 9, "pages": None, "rows": {}} for n in range(1, 13)]

    def shown(self, draft=None, **asked):
        return check.shown(draft or drafts.from_result(RESULT), self.OUTLINE, asked, path="/here/")

    def test_parts_are_tabs_with_counts_and_what_needs_a_look(self):
        assert [(part.id, part.count, part.doubtful) for part in self.shown().parts] == [
            ("look", 2, 2),
            ("overview", 2, 1),
            ("answers", 1, 0),
            ("p4", 3, 0),
            ("p8", 0, 1),
            ("achievements", 1, 0),
            ("unplaced", 1, 0),
            ("left-out", 1, 0),
        ]

    def test_a_part_that_is_not_there_gives_the_overview(self):
        assert self.shown(part="p999").part == "overview"
        assert self.shown(part="p4", page="999").page == 1
        assert self.shown(part="p4", page="x").page == 1

    def test_a_plan_has_its_own_card_on_top(self):
        shown = self.shown(part="p4")
        assert (shown.head.id, [card.id for card in shown.cards]) == ("p4", ["a5", "a6", "a7"])

    def test_the_look_part_goes_when_everything_is_checked(self):
        draft = drafts.from_result(RESULT)
        done = edits.confirm(draft, [thing.id for thing in check.things_of(draft, "look")])
        assert "look" not in {part.id for part in self.shown(done).parts}

    def test_sheets_are_those_of_the_passages_and_gaps_lead_to_the_others(self):
        draft = drafts.from_result(RESULT)
        for key, block in (("a5", 25), ("a6", 62)):
            draft = edits.change(draft, key, {"source": source(block)})
        shown = self.shown(draft, part="p4")
        assert shown.sheets == [2, 6]
        gaps = check.gaps(shown.sheets, self.OUTLINE, shown.query)
        assert {number: (gap.href, gap.sheets) for number, gap in gaps.items()} == {
            2: ("?part=p4&sheet=1", 1),
            6: ("?part=p4&sheet=3", 3),
            0: ("?part=p4&sheet=7", 6),
        }
        assert shown.cards[0].where[0].href == "#b25_0_z"

    def test_a_sheet_that_is_asked_for_is_shown_with_its_neighbours(self):
        assert self.shown(part="answers", sheet="9").sheets == [8, 9, 10]
        assert self.shown(part="answers", sheet="99").sheets == [1, 2]

    def test_a_passage_on_a_sheet_that_is_not_shown_is_a_link_that_shows_it(self):
        draft = drafts.from_result(RESULT)
        note = {"owner": {"source": source(95), "confidence": 1.0}}
        draft = edits.change(draft, "a5", {"source": source(25), "fields": note})
        row = self.shown(draft, part="p4").cards[0].rows[0]
        assert (row.label, row.href) == ("Owner", "/here/?part=p4&sheet=9#b95_0_z")

    def test_every_thing_has_an_address_on_the_page_that_shows_it(self):
        draft = drafts.from_result(
            {**RESULT, "plans": [{"title": "x", "actions": [{"text": str(n)} for n in range(120)]}]}
        )
        actions = draft.actions("p4")
        assert check.address_in(draft, actions[0].id) == f"?part=p4#{actions[0].id}"
        assert check.address_in(draft, actions[119].id) == f"?part=p4&page=3#{actions[119].id}"
        assert check.address_in(draft, "p4") == "?part=p4#p4"
        assert check.address_in(draft, draft.listed("lead")[0].id).startswith("?part=overview#l")
        shown = self.shown(draft, part="p4", page="3")
        assert (shown.cards[0].number, shown.pages, shown.query) == (101, 3, "part=p4&page=3")

    def test_the_marks_of_a_long_plan_walk_through_it_a_few_times_and_not_once_for_each_action(self):
        class Counted(dict):
            asked = 0

            def __getitem__(self, key):
                self.asked += 1
                return super().__getitem__(key)

        def walks(actions):
            long = [{"text": str(n), "source": source(n)} for n in range(actions)]
            draft = drafts.from_result({**RESULT, "plans": [{"title": "x", "actions": long}]})
            counted = Counted(draft.things)
            check.marks(replace(draft, things=counted), here=set(), path="/check/")
            return counted.asked / actions

        assert walks(400) < 2 * walks(100)

    def test_marks_tell_what_is_understood_from_what_is_not(self):
        marks = check.marks(drafts.from_result(RESULT), here={"a5"}, path="/check/")
        assert marks.aside == {"b10_0_z": "left", "b11_0_z": "out"}
        assert marks.pins["b3_0_z"][1].href == "#a5"
        assert marks.pins["b2_0_31"][0].href.startswith("/check/?part=answers#q")


def test_what_is_said_of_the_sector_is_counted_and_named():
    data = {
        "signatories": [{"name": "Ashmere"}, {"title": "Borrowdale"}],
        "phases": [],
        "board": [],
        "case_studies": [],
    }
    card = cards.card(drafts.Thing("r1", "sector", data), 1, lambda _source: "")
    assert [(row.label, row.value) for row in card.rows] == [("Signatories", "2: Ashmere, Borrowdale")]
    assert not card.can_edit


def test_items_before_a_paragraph_make_a_list_of_their_own():
    html = drawn(
        piece("one", 0, kind=PieceKind.ITEM), piece("after", 1), piece("two", 2, kind=PieceKind.ITEM, fill="#fff")
    )
    assert html.count("<ul") == 2
