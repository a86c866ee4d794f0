"""Spreadsheets: what is written comes back, what people send is read, and what would do harm is refused."""

import io
import re
import zipfile
from datetime import date, datetime, time

import pytest
import xlsxwriter
from hypothesis import example, given, settings
from hypothesis import strategies as st

from plumbline.foundation.formats.problems import Code, Unreadable
from plumbline.foundation.formats.sheets import (
    Column,
    Kind,
    Mark,
    Notes,
    Table,
    address,
    read_sheets,
    said,
    write_csv,
    write_xlsx,
)
from plumbline.foundation.formats.sheets.cells import place
from plumbline.foundation.formats.sheets.csvs import guarded, unguarded

LETTERS = st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff") | st.sampled_from(
    "\n\tŵŷâ'=+-@"
)
WORDS = st.text(LETTERS, max_size=40)
DAYS = st.dates(date(1900, 3, 1), date(9999, 12, 31))
VALUES = st.none() | WORDS.filter(bool) | DAYS | st.integers(-(2**50), 2**50) | st.booleans()


def workbook(fill, **options):
    """An XLSX made by hand: `fill(book, sheet)`."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, options)
    fill(book, book.add_worksheet("Plan"))
    book.close()
    return stream.getvalue()


def repacked(raw, change):
    """The same zip with `change(name, content)` for each member."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return stream.getvalue()


def rows_of(sheet):
    return [list(row) for row in sheet.rows]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(VALUES, min_size=3, max_size=3), max_size=5))
def test_what_is_written_to_a_workbook_comes_back(rows):
    raw = write_xlsx([Table("Plan", [Column("One"), Column("Two"), Column("Three")], rows)])
    head, *back = rows_of(read_sheets(raw, "plan.xlsx").sheets[0])
    assert head == ["One", "Two", "Three"]
    full = [[*row, None, None, None][:3] for row in back] + [[None] * 3] * (len(rows) - len(back))
    assert full == rows


@settings(max_examples=200, deadline=None)
@given(st.lists(st.lists(WORDS, min_size=2, max_size=4), max_size=5))
@example([["", "", "", "|"], ["", "", ""]])
def test_what_is_written_to_a_csv_comes_back(rows):
    back = read_sheets(write_csv(["First", "Second"], rows), "plan.csv").sheets[0]
    assert rows_of(back) == [["First", "Second"], *([value or None for value in row] for row in rows)]


@given(st.text())
def test_taking_the_guard_off_is_exact(text):
    assert unguarded(guarded(text)) == text
    assert not re.match(r"[=+\-@\t\r\n＝＋－＠]", guarded(text))


@pytest.mark.parametrize(
    "text", ["=1+1", "+44 161", "-5", "@SUM(A1)", "\tx", "＝A1", "'=1", "''=1", "'quoted'", "it's"]
)
def test_no_text_of_ours_is_a_formula(text):
    raw = write_csv(["Head"], [[text]])
    assert not re.search(r'(?m)^"?[=+\-@]', raw.decode("utf-8-sig"))
    assert read_sheets(raw, "a.csv").sheets[0].rows[1][0] == text
    packed = write_xlsx([Table("Plan", [Column("Head")], [[text]])])
    assert b"<f>" not in zipfile.ZipFile(io.BytesIO(packed)).read("xl/worksheets/sheet1.xml")
    assert read_sheets(packed, "a.xlsx").sheets[0].rows[1][0] == text


def test_a_csv_begins_with_the_mark_that_excel_looks_for():
    assert write_csv(["Ŵ"], []) == b'\xef\xbb\xbf"\xc5\xb4"\r\n'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_a_csv_is_read_whatever_wrote_it(encoding, delimiter, ending):
    text = ending.join(
        [
            delimiter.join(["Theme", "Action", "Due"]),
            delimiter.join(["Visibility", f'"Café, ""open""{ending}twice; a|week"', "1/9/2026"]),
            delimiter.join(["", "Plain words", ""]),
        ]
    )
    sheet = read_sheets(text.encode(encoding), "plan.csv").sheets[0]
    assert rows_of(sheet) == [
        ["Theme", "Action", "Due"],
        ["Visibility", 'Café, "open"\ntwice; a|week', "1/9/2026"],
        [None, "Plain words", None],
    ]


def test_excels_own_line_names_the_delimiter():
    assert rows_of(read_sheets(b"sep=|\na,b|c\n", "x.csv").sheets[0]) == [["a,b", "c"]]


def test_one_column_is_a_csv_too():
    assert rows_of(read_sheets(b"Action\nDo this, then that\n", "x.csv").sheets[0])[0] == ["Action"]


def test_an_open_quotation_mark_is_said():
    with pytest.raises(Unreadable) as told:
        read_sheets(b'a,b\n"' + b"x" * 200_000, "x.csv")
    assert "quotation mark" in told.value.message


def test_cells_know_where_they_are_and_what_they_are():
    def fill(book, sheet):
        sheet.write_string(1, 1, "text")
        sheet.write_number(1, 2, 5)
        sheet.write_number(1, 3, 5.5)
        sheet.write_datetime(1, 4, date(2026, 11, 1), book.add_format({"num_format": "dd/mm/yyyy"}))
        moment = datetime.fromisoformat("2026-11-01T14:02")
        sheet.write_datetime(1, 5, moment, book.add_format({"num_format": "dd/mm/yyyy hh:mm"}))
        sheet.write_boolean(1, 6, True)
        sheet.write_formula(1, 7, "=1+1", None, 2)
        sheet.write_formula(1, 8, "=A99/0", None, "#DIV/0!")
        sheet.write_datetime(1, 9, time(9, 30), book.add_format({"num_format": "hh:mm"}))
        sheet.write_formula(1, 10, '=""', None, "")

    sheet = read_sheets(workbook(fill), "x.xlsx").sheets[0]
    seen = [(cell.address, cell.kind, cell.seen) for cell in (sheet.cell(1, column) for column in range(1, 10))]
    assert seen == [
        ("Plan!B2", Kind.TEXT, "text"), ("Plan!C2", Kind.NUMBER, "5"), ("Plan!D2", Kind.NUMBER, "5.5"),
        ("Plan!E2", Kind.DATE, "2026-11-01"), ("Plan!F2", Kind.MOMENT, "2026-11-01 14:02"),
        ("Plan!G2", Kind.YES_NO, "TRUE"), ("Plan!H2", Kind.NUMBER, "2"), ("Plan!I2", Kind.ERROR, "#DIV/0!"),
        ("Plan!J2", Kind.TIME, "09:30"),
    ]  # fmt: skip
    assert sheet.cell(90, 90).kind is Kind.EMPTY
    assert sheet.rows[0] == []


def test_a_formula_that_was_never_calculated_is_known():
    raw = workbook(lambda book, sheet: (sheet.write_string(0, 0, "x"), sheet.write_formula(0, 1, "=1+1", None, 2)))
    raw = repacked(raw, lambda name, content: content.replace(b"<v>2</v>", b"") if "sheet1" in name else content)
    assert read_sheets(raw, "x.xlsx").sheets[0].cell(0, 1).kind is Kind.UNCALCULATED


def test_merged_cells_are_known():
    def fill(book, sheet):
        sheet.merge_range(0, 0, 0, 3, "Plan of the institution")
        sheet.write_string(1, 0, "Action")

    sheet = read_sheets(workbook(fill), "x.xlsx").sheets[0]
    span = sheet.span(0, 2)
    assert (span.top, span.left, span.bottom, span.right) == (0, 0, 0, 3)
    assert sheet.span(1, 0) is None


def test_days_of_both_calendars_are_the_same_day():
    def fill(book, sheet):
        sheet.write_datetime(0, 0, date(2026, 3, 29), book.add_format({"num_format": "d mmm yyyy"}))

    for options in ({}, {"date_1904": True}):
        assert read_sheets(workbook(fill, **options), "x.xlsx").sheets[0].rows == [[date(2026, 3, 29)]]


def test_a_table_can_be_filled_in_with_pleasure():
    themes = tuple(f"A long name of a theme, number {number}" for number in range(20))
    columns = [Column("Action", 60), Column("Status", choices=("Not started", "Completed"), help="Choose one."),
               Column("Theme", choices=themes)]  # fmt: skip
    raw = write_xlsx(
        [
            Notes("How to fill this in", ["Heads", "Words"], frozenset({"Heads"})),
            Table("Actions", columns, [["a", "Completed", None]], [Mark(0, 2, "Choose a theme.")]),
        ],
        title="Plan",
    )
    packed = zipfile.ZipFile(io.BytesIO(raw))
    sheet = packed.read("xl/worksheets/sheet2.xml").decode()
    assert 'state="frozen"' in sheet
    assert 'sqref="B2:B502"' in sheet
    assert "Lists!$A$1:$A$20" in sheet
    assert "sheetProtection" not in sheet
    assert "Choose a theme." in packed.read("xl/comments1.xml").decode()
    book = read_sheets(raw, "x.xlsx")
    assert [(one.name, one.is_hidden) for one in book.sheets] == [
        ("How to fill this in", False), ("Actions", False), ("Lists", True),
    ]  # fmt: skip
    assert book.sheet("actions").rows[1] == ["a", "Completed"]


def test_a_text_that_no_cell_holds_is_refused_and_not_cut():
    with pytest.raises(ValueError, match="A2"):
        write_xlsx([Table("Plan", [Column("Text")], [["x" * 32_768]])])
    raw = write_xlsx([Table("Plan", [Column("Text")], [["x" * 32_767]])])
    assert len(read_sheets(raw, "x.xlsx").sheets[0].rows[1][0]) == 32_767


def test_the_same_content_is_the_same_file():
    tables = [Table("Plan", [Column("Text")], [["a"]])]
    assert write_xlsx(tables) == write_xlsx(tables)


def wide_apart(name, content):
    """One cell at each corner of the largest sheet."""
    if "sheet1" not in name:
        return content
    rows = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    return content.replace(b"</sheetData>", rows)


def test_a_small_file_does_not_become_a_large_one():
    raw = repacked(workbook(lambda book, sheet: sheet.write_number(0, 0, 1)), wide_apart)
    with pytest.raises(Unreadable) as told:
        read_sheets(raw, "x.xlsx")
    assert told.value.code is Code.TOO_MANY_ROWS
    assert "6 million" in told.value.message


@pytest.mark.parametrize(
    "far",
    [
        b'<row r="1048576"><c r="xfd1048576"><v>1</v></c></row>',
        b'<row r="1048576"><c r="XFD01048576"><v>1</v></c></row>',
        b'<row r="1048576"><c s=">" r="XFD1048576"><v>1</v></c></row>',
        b"""<row r="1048576"><c s=" r='A1'" r="XFD1048576"><v>1</v></c></row>""",
        b'<row r="1048576">' + b"<c><v>1</v></c>" * 300 + b"</row>",
        b'<row r="2"><c r="XFD2"><v>1</v></c></row><row r="9999"><c r="XFD9999"><v>1</v></c></row>',
    ],
)
def test_however_a_cell_says_where_it_stands_its_sheet_is_measured(far):
    raw = workbook(lambda book, sheet: sheet.write_number(0, 0, 1))
    far += b"</sheetData>"
    raw = repacked(raw, lambda name, text: text.replace(b"</sheetData>", far) if "sheet1" in name else text)
    with pytest.raises(Unreadable) as told:
        read_sheets(raw, "x.xlsx")
    assert told.value.code is Code.TOO_MANY_ROWS


def test_cells_without_an_address_are_read_one_beside_the_other():
    raw = workbook(lambda book, sheet: sheet.write_number(0, 0, 1))
    more = b'<row r="3"><c><v>2</v></c><c><v>3</v></c></row><row><c><v>4</v></c></row></sheetData>'
    raw = repacked(raw, lambda name, text: text.replace(b"</sheetData>", more) if "sheet1" in name else text)
    assert read_sheets(raw, "x.xlsx").sheets[0].rows == [[1], [], [2, 3], [4]]


def test_another_kind_of_spreadsheet_inside_a_workbook_is_refused():
    raw = workbook(lambda book, sheet: sheet.write_number(0, 0, 1))
    stream = io.BytesIO(raw)
    with zipfile.ZipFile(stream, "a") as both:
        both.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        both.writestr("content.xml", "<x/>")
    with pytest.raises(Unreadable) as told:
        read_sheets(stream.getvalue(), "x.xlsx")
    assert told.value.code is Code.WRONG_TYPE


def test_empty_cells_with_a_format_far_below_do_no_harm():
    raw = workbook(lambda book, sheet: sheet.write_number(0, 0, 1))
    far = b'<row r="1048576"><c r="XFD1048576" s="1"/></row></sheetData>'
    raw = repacked(raw, lambda name, text: text.replace(b"</sheetData>", far) if "sheet1" in name else text)
    assert read_sheets(raw, "x.xlsx").sheets[0].rows == [[1]]


def test_a_zip_that_unpacks_to_gigabytes_is_refused():
    raw = workbook(lambda book, sheet: sheet.write_number(0, 0, 1))
    bomb = repacked(raw, lambda name, text: b" " * 50_000_000 + text if "styles" in name else text)
    with pytest.raises(Unreadable) as told:
        read_sheets(bomb, "x.xlsx")
    assert told.value.code is Code.TOO_BIG


def test_a_zip_that_lies_about_its_size_is_refused():
    raw = bytearray(workbook(lambda book, sheet: sheet.write_string(0, 0, "x" * 5000)))
    at = raw.find(b"PK\x01\x02")
    while b"sharedStrings" not in raw[at : at + 80]:
        at = raw.find(b"PK\x01\x02", at + 4)
    raw[at + 24 : at + 28] = (10).to_bytes(4, "little")
    with pytest.raises(Unreadable) as told:
        read_sheets(bytes(raw), "x.xlsx")
    assert told.value.code is Code.DAMAGED


@pytest.mark.parametrize(
    ("raw", "name", "code"),
    [
        (b"", "x.xlsx", Code.EMPTY),
        (b" \r\n ", "x.csv", Code.EMPTY),
        (b",,,\n,,\n", "x.csv", Code.EMPTY),
        (b"PK\x03\x04 no more", "x.xlsx", Code.DAMAGED),
        (b"\xd0\xcf\x11\xe0" + b"\x00" * 600, "x.xls", Code.UNSUPPORTED),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "x.xlsx", Code.PASSWORD_PROTECTED),
        (b"%PDF-1.7 and so on", "x.csv", Code.WRONG_TYPE),
        (b"\x01\x02\x03\x04\x05\x06\x07\x08\x0e\x0f" * 50, "x.csv", Code.WRONG_TYPE),
    ],
)
def test_what_is_no_spreadsheet_is_refused_with_what_to_do(raw, name, code):
    with pytest.raises(Unreadable) as told:
        read_sheets(raw, name)
    assert told.value.code is code
    assert told.value.message.endswith((".", "chose the right one."))


def other_zip(names):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as file:
        for name, content in names.items():
            file.writestr(name, content)
    return stream.getvalue()


def test_other_things_in_a_zip_are_refused():
    refused = {
        "word": other_zip({"word/document.xml": "<a/>"}),
        "odt": other_zip({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<a/>"}),
        "macros": repacked(workbook(lambda book, sheet: sheet.write_number(0, 0, 1)), lambda name, text: text),
    }
    stream = io.BytesIO(refused["macros"])
    with zipfile.ZipFile(stream, "a") as file:
        file.writestr("xl/vbaProject.bin", b"x")
    refused["macros"] = stream.getvalue()
    codes = {}
    for name, raw in refused.items():
        with pytest.raises(Unreadable) as told:
            read_sheets(raw, "x.xlsx")
        codes[name] = told.value.code
    assert codes == {"word": Code.WRONG_TYPE, "odt": Code.UNSUPPORTED, "macros": Code.MACROS}


def test_xml_that_defines_itself_is_not_followed():
    raw = workbook(lambda book, sheet: sheet.write_number(0, 0, 1))
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
    raw = repacked(raw, lambda name, text: text.replace(b"?>", b"?>" + bomb, 1) if "workbook.xml" in name else text)
    with pytest.raises(Unreadable):
        read_sheets(raw, "x.xlsx")


@pytest.mark.parametrize(
    ("row", "column", "written"),
    [(0, 0, "A1"), (6, 2, "C7"), (0, 25, "Z1"), (9, 26, "AA10"), (1048575, 16383, "XFD1048576")],
)
def test_addresses_are_as_people_say_them(row, column, written):
    assert address(row, column) == written
    assert place(written) == (row, column)


@pytest.mark.parametrize(
    ("value", "words"),
    [(None, ""), (5.0, "5"), (0.25, "0.25"), (True, "TRUE"), (date(2026, 1, 2), "2026-01-02"), (time(9), "09:00")],
)
def test_values_are_said_the_same_everywhere(value, words):
    assert said(value) == words
