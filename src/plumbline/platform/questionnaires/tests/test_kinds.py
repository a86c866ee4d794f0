"""What people type, by kind of question."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plumbline.platform.questionnaires.definition import Question
from plumbline.platform.questionnaires.kinds import read, read_date, read_number, read_phone, read_rows, write_rows
from plumbline.platform.questionnaires.tests.making import bid

FORM = bid()
NO_LINK = "“%s” is not a web address. Copy it from the browser, with https:// at its beginning."


def asked(key: str) -> Question:
    question = FORM.question(key)
    assert question is not None
    return question


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("5,985", 5985), ("5985", 5985), ("17 335", 17335), ("12.5", Decimal("12.5")), ("-3", -3), ("−3", -3),
        ("1,234,567.50", Decimal("1234567.50")), ("0", 0), ("1,5", None), ("12,34", None), ("5.985,00", None),
        ("about 300", None), ("£300", None), ("1e9", None), ("٣", None), ("", None),
    ],
)  # fmt: skip
def test_numbers_as_people_write_them(typed: str, value: Decimal | int | None):
    assert read_number(typed) == value


@pytest.mark.parametrize(
    "typed",
    ["1 November 2026", "1 Nov 2026", "1/11/2026", "01/11/2026", "1.11.2026", "2026-11-01", "1 11 2026",
     "November 1, 2026", "1st November 2026", "1 november 2026"],
)  # fmt: skip
def test_days_as_people_write_them(typed: str):
    assert read_date(typed) == date(2026, 11, 1)


@pytest.mark.parametrize(
    "typed", ["31 November 2026", "11/31/2026", "soon", "2026", "1/11/26", "November 2026", "0/0/0"]
)
def test_what_is_no_day_is_none(typed: str):
    assert read_date(typed) is None


def test_september_has_two_short_forms():
    assert read_date("2 Sept 2025") == read_date("2 Sep 2025") == date(2025, 9, 2)


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("0151 496 0000", "01514960000"), ("(01632) 960 001", "01632960001"), ("+44 151 496 0000", "+441514960000"),
        ("+44 (0)151 496 0000", "+441514960000"), ("0044 151 496 0000", "00441514960000"),
        ("0151 496 0000 ext. 12", "01514960000 x12"), ("+353 1 555 0100", "+35315550100"),
        ("07700 900123", "07700900123"),
        ("0151", None), ("151 496 0000", None), ("+44 1", None), ("call me", None), ("0151 496 0000 ext. boss", None),
    ],
)  # fmt: skip
def test_telephone_numbers_as_people_write_them(typed: str, value: str | None):
    assert read_phone(typed) == value


@pytest.mark.parametrize(
    ("key", "typed", "told"),
    [
        ("sum", "lots", "“lots” is not a number. Write it like 5,985 or 12.5."),
        ("needed", "soon", "“soon” is not a day. Write it like 1 November 2026 or 1/11/2026."),
        ("mail", "ada at home", "“ada at home” is not an e-mail address. Write it like name@example.ac.uk."),
        ("phone", "12", "“12” is not a telephone number. Write it like 0151 496 0000 or +353 1 555 0100."),
        ("page", "www.a.example", NO_LINK % "www.a.example"),
        ("page", "http://a.example/", NO_LINK % "http://a.example/"),
        ("page", "javascript:alert(1)", NO_LINK % "javascript:alert(1)"),
        ("size", "medium", "“medium” is no longer one of the choices. Choose again."),
        ("kinds", "time\nfood", "No longer among the choices: food. Choose again."),
        ("partners", "perhaps", "“perhaps” is neither yes nor no. Choose one."),
        ("costs", "Glue | much", "Row 1, “Pounds”: “much” is not a number. Write it like 5,985."),
        ("costs", "Glue | \n | 3", "Row 2: “Thing” is empty."),
        ("costs", "a | 1 | 1/1/2026 | d", "A row has more cells than the table has columns: Thing, Pounds, Bought by."),
    ],
)  # fmt: skip
def test_what_cannot_be_read_says_what_would_be(key: str, typed: str, told: str):
    assert read(asked(key), typed).problem == told
    assert read(asked(key), typed).value is None


@pytest.mark.parametrize(
    ("key", "typed", "value"),
    [
        ("sum", " 5,985 ", 5985), ("needed", "1/11/2026", date(2026, 11, 1)),
        ("mail", "ada@a.example", "ada@a.example"),
        ("page", "https://a.example/b", "https://a.example/b"), ("size", "small", "small"),
        ("kinds", "time\nthings\ntime\n", ("time", "things")), ("partners", "yes", True), ("partners", "no", False),
        ("name", "A bid", "A bid"), ("costs", "Glue | 3 | 1/1/2026", (("Glue", "3", "1/1/2026"),)),
        ("sum", "  ", None),
    ],
)  # fmt: skip
def test_what_can_be_read_is_a_value_of_its_kind(key: str, typed: str, value: object):
    assert read(asked(key), typed).value == value
    assert read(asked(key), typed).problem == ""


cells = st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cc", "Zl", "Zp", "Zs")), max_size=8)


@settings(deadline=None)
@given(st.lists(st.lists(cells | st.sampled_from(["a|b", "\\", "\\|", "two\nlines", "\\n"]), min_size=2, max_size=4)))
def test_rows_come_back_as_they_were_written(rows: list[list[str]]):
    def bare(table: list[list[str]]) -> list[list[str]]:
        kept = [[cell.strip() for cell in row] for row in table]
        for row in kept:
            while row and not row[-1]:
                row.pop()
        return [row for row in kept if row]

    assert bare(read_rows(write_rows(rows))) == bare(rows)


def test_rows_copied_from_a_spreadsheet_are_rows():
    assert read_rows("Glue\t3\nPaper\t12\n") == [["Glue", "3"], ["Paper", "12"]]
