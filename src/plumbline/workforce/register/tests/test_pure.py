"""The pure parts: the rule, the cells, the columns, the counts, the suggestion of families."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plumbline.workforce.register.counting import Held, divided, total
from plumbline.workforce.register.definition import BadRule, folded, parse, sentence, written
from plumbline.workforce.register.extract.checking import Checker, Plan
from plumbline.workforce.register.extract.columns import Kind
from plumbline.workforce.register.extract.layout import find_layout
from plumbline.workforce.register.extract.looking import look
from plumbline.workforce.register.extract.mapping import fte_unit, months_first
from plumbline.workforce.register.extract.values import Bad, Forms, reader_for
from plumbline.workforce.register.families import model_of
from plumbline.workforce.register.sealing import pseudonym

FORMS = Forms(date(2025, 7, 31))
HEADS = ["Staff ID", "Job title", "Grade", "FTE", "Start date", "Date of birth"]


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("01/08/2024", date(2024, 8, 1)), ("1.8.24", date(2024, 8, 1)), ("2024-08-01", date(2024, 8, 1)),
        ("2024-08-01 00:00:00", date(2024, 8, 1)), ("1 August 2024", date(2024, 8, 1)), ("01-Aug-24", date(2024, 8, 1)),
        ("1st Aug 2024", date(2024, 8, 1)), ("Aug 1, 2024", date(2024, 8, 1)), ("45505", date(2024, 8, 1)),
        ("45505.0", date(2024, 8, 1)), ("20240801", date(2024, 8, 1)), ("", None), ("n/a", None), ("00/00/0000", None),
    ],
)  # fmt: skip
def test_days_are_read_in_the_forms_that_people_use(said, day):
    assert reader_for(Kind.DATE, FORMS)(said) == day


@pytest.mark.parametrize("said", ["yesterday", "31/02/2024", "13/13/2024", "1"])
def test_what_is_no_day_is_said_to_be_none(said):
    assert isinstance(reader_for(Kind.DATE, FORMS)(said), Bad)


def test_days_of_older_macs_and_of_american_files():
    assert reader_for(Kind.DATE, Forms(date(2025, 7, 31), from_1904=True))("44043") == date(2024, 8, 1)
    assert months_first(["12/31/2024", "01/15/2025"]) is True
    assert months_first(["31/12/2024", "01/02/2025"]) is False
    assert reader_for(Kind.DATE, Forms(date(2025, 7, 31), months_first=True))("08/01/2024") == date(2024, 8, 1)


@pytest.mark.parametrize(
    ("unit", "said", "fte"),
    [
        ("part", "0.8", 8000),
        ("part", "0,8", 8000),
        ("part", "80%", 8000),
        ("percent", "80", 8000),
        ("hours", "28", 8000),
    ],
)
def test_fte_is_read_in_the_unit_of_its_column(unit, said, fte):
    assert reader_for(Kind.FTE, Forms(date(2025, 7, 31), fte_unit=unit, full_hours=35))(said) == fte


def test_the_unit_of_fte_is_told_by_the_whole_column():
    assert fte_unit("FTE", ["1", "0.8", "0.5"])[0] == "part"
    assert fte_unit("FTE %", ["100", "80", "50"])[0] == "percent"
    assert fte_unit("Weekly hours", ["36.5", "36.5", "20"]) == ("hours", 36.5)


@pytest.mark.parametrize("said", ["=1+1", "+cmd|' /C calc'!A0", "@SUM(A1)", "<script>alert(1)</script>", "#REF!"])
def test_formulas_scripts_and_failed_formulas_are_no_data(said):
    assert isinstance(reader_for(Kind.TEXT, FORMS)(said), Bad)


@pytest.mark.parametrize("said", ["-", "+44 161", "R&D", "C++ developer", "O'Brien < 5"])
def test_plain_words_with_signs_are_data(said):
    assert not isinstance(reader_for(Kind.TEXT, FORMS)(said), Bad)


@pytest.mark.parametrize(("said", "kept"), [("6", "Grade 6"), ("06", "Grade 6"), ("Gr 6", "Grade 6"), ("Prof", "Prof")])
def test_a_grade_is_one_however_it_is_written(said, kept):
    assert reader_for(Kind.GRADE, FORMS)(said) == kept


@given(st.text(max_size=40), st.sampled_from(list(Kind)))
def test_no_cell_upsets_a_reader(said, kind):
    reader_for(kind, FORMS)(said)


def test_a_table_is_found_under_titles_and_merged_groups():
    rows = [
        ["Staff list"],
        ["As at 31 July 2025"],
        ["", "Post", "", "", "Dates", ""],
        HEADS,
        ["1", "Technician", "5", "1", "01/09/2010", "03/05/1970"],
    ]
    found = find_layout(rows)
    assert (found.headings, found.first, found.groups[4]) == (tuple(HEADS), 4, "Dates")
    assert look(rows, date(2025, 7, 31)).as_at == date(2025, 7, 31)


def test_rows_that_are_no_data_are_counted_by_kind():
    body = [
        ["1", "Technician", "5", "1", "01/09/2010", "03/05/1970"],
        ["", "", "", "", "", ""],
        HEADS,
        ["2", "Glassblower", "", "0.5", "01/09/2012", "03/05/1980"],
        ["Total", "", "", "1.5", "", ""],
        ["End of report", "", "", "", "", ""],
    ]
    found = look([HEADS, *body], date(2025, 7, 31))
    checker = Checker(Plan(found.layout, {key: match.column for key, match in found.matches.items()}, found.forms))
    good = [row.staff for _number, row in checker.rows([HEADS, *body])]
    assert (good, checker.findings.left_out.counts) == (
        ["1", "2"],
        {"blank": 1, "heading": 1, "total": 1, "note": 1},
    )


RULES = [
    "job family is Technical",
    "job family is Technical, Technical Services or title contains technician and not grade is Grade 9",
    'unit is "Estates and Facilities" or SOC starts with 311, 312',
    "(title contains lab or title contains workshop) and not (grade is Grade 9 or level is 5)",
]


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_written_again_is_the_same_rule(rule):
    assert parse(written(parse(rule))) == parse(rule)


def test_a_rule_decides_and_is_said_as_a_sentence():
    node = parse("job family is Technical or (title contains technician and not unit is Library)")
    technical = {"family": "technical", "title": "x", "unit": ""}
    library = {"family": "", "title": "av technician", "unit": folded("Services › Library › Media")}
    elsewhere = library | {"unit": "science"}
    assert [node.holds(row) for row in (technical, library, elsewhere)] == [True, False, True]
    assert sentence(node) == (
        "whose job family is “Technical”, or (whose job title contains “technician” and not who works in “Library”)"
    )


@pytest.mark.parametrize(
    ("rule", "why"),
    [
        ("", "The rule is empty"),
        ("colour is red", "is not known"),
        ("title has lab", "comes one of"),
        ("title is", "Words are missing"),
        ("(title is lab", "never closed|not closed"),
        ("title is lab grade is 5)", "is missing here|bracket too many"),
        ("title is lab\nand\nwhatever", "Line 3"),
    ],
)
def test_a_rule_that_cannot_be_read_says_where_and_why(rule, why):
    with pytest.raises(BadRule, match=why):
        parse(rule)


def held(person, key, fte, unit=1, counts=True):
    return Held(person, key, 1, unit, "", fte, "", "", counts=counts)


def test_headcount_fpe_and_fte_differ():
    posts = [held(1, "a", 6000, 1), held(1, "b", 4000, 2, counts=False), held(2, "a", 5000, 1), held(3, "a", None, 2)]
    count = total(posts)
    assert (count.headcount, count.fpe, count.fte) == (3, Fraction(26, 10), Fraction(11, 10))


def test_a_person_with_several_posts_is_counted_where_most_of_their_fte_is():
    posts = [held(1, "a", 4000, 1), held(1, "b", 6000, 2), held(2, "a", 10000, 1)]
    assert [(one.label, one.headcount) for one in divided(posts, lambda post: str(post.unit))] == [("1", 1), ("2", 1)]


def test_a_family_is_suggested_with_its_words_and_learns():
    assert model_of({}).suggest("Senior Microscopy Technician").family == "specialist"
    assert model_of({}).suggest("Scientific Glassblower").because == ("glassblower",)
    assert model_of({}).suggest("Technician") is None
    taught = model_of({"Aquarium Technician": "research"})
    assert taught.suggest("Senior Aquarium Technician").family == "research"


def test_a_pseudonym_is_the_same_for_one_and_differs_between_institutions():
    assert pseudonym(b"salt", "104233") == pseudonym(b"salt", "104233")
    assert pseudonym(b"salt", "104233") != pseudonym(b"other", "104233")


@pytest.mark.parametrize(
    "headings",
    [
        ("Rhif Staff", "Teitl Swydd", "Adran", "Gradd", "CALl", "Dyddiad Dechrau", "Dyddiad Geni"),
        ("Pers.No.", "Position", "Organizational Unit", "Pay Scale Group", "EmplPct", "Entry", "Birth date"),
        ("Banner ID", "Title", "Home Orgn Desc", "Pay Grade", "FTE", "Start date", "Birth date"),
    ],
)
def test_headings_of_other_systems_and_in_welsh_are_known(headings):
    rows = [
        list(headings),
        *[[f"01002{n}", "Technician", "Chemistry", "6", "0.8", f"0{n}/09/2001", f"0{n}/03/1968"] for n in range(1, 9)],
    ]
    matches = look(rows, date(2025, 7, 31)).matches
    keys = ("staff", "title", "department", "grade", "fte", "started_on", "born_on")
    assert {key: match.column for key, match in matches.items()} == {key: at for at, key in enumerate(keys)}
