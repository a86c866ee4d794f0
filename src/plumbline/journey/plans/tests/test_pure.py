"""Keys, days, deadlines, content, filters of words: calculations that need no database."""

from datetime import date

import pytest

from plumbline.foundation.text import clean
from plumbline.journey.plans.content import believed, columns, section_title
from plumbline.journey.plans.days import written
from plumbline.journey.plans.deadlines import deadline, year_span
from plumbline.journey.plans.drafts import ActionDraft, Written
from plumbline.journey.plans.keys import LENGTH, free_key
from plumbline.journey.plans.showing import time_gone
from plumbline.journey.plans.themes import in_order, place


@pytest.mark.parametrize(
    ("wanted", "taken", "key"),
    [
        ("V1", set(), "v1"),
        ("V1", {"v1"}, "v1-2"),
        ("V1", {"v1", "v1-2"}, "v1-3"),
        ("", set(), "action-4"),
        ("★★★", set(), "action-4"),
        ("New", set(), "new-2"),
        ("Plan 2024–2027", set(), "plan-2024-2027"),
        ("Plan " * 40, set(), "plan-plan-plan-plan-plan-plan-plan-plan-plan"),
        ("x" * 90, set(), "x" * LENGTH),
    ],
)
def test_a_key_is_short_and_free(wanted, taken, key):
    assert free_key(wanted, taken, fallback="action-4") == key


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("31 March 2026", date(2026, 3, 31), date(2026, 3, 31)),
        ("1st Sept 2026", date(2026, 9, 1), date(2026, 9, 1)),
        ("31/3/2026", date(2026, 3, 31), date(2026, 3, 31)),
        ("2026-03-31", date(2026, 3, 31), date(2026, 3, 31)),
        ("2026-03", date(2026, 3, 1), date(2026, 3, 31)),
        ("February 2028", date(2028, 2, 1), date(2028, 2, 29)),
        ("2026", date(2026, 1, 1), date(2026, 12, 31)),
        ("31 February 2026", None, None),
        ("13/13/2026", None, None),
        ("Spring 2026", None, None),
        ("March 0026", None, None),
        ("ongoing", None, None),
    ],
)
def test_a_typed_date_keeps_its_words_and_has_a_day_where_it_names_one(typed, first, last):
    assert written(typed, is_start=True) == Written(typed, first)
    assert written(typed, is_start=False) == Written(typed, last)


def test_the_deadline_is_due_then_end_then_the_last_ticked_year():
    due, end = date(2026, 3, 1), date(2026, 9, 1)
    assert deadline(due, end, [2024]) == due
    assert deadline(None, end, [2024]) == end
    assert deadline(None, None, [2024, 2025]) == date(2025, 12, 31)
    assert deadline(None, None, []) is None


def test_a_year_grid_spans_the_plan_but_not_a_mistyped_century():
    assert year_span(date(2024, 9, 1), date(2027, 8, 31), [2025]) == [2024, 2025, 2026, 2027]
    assert year_span(None, None, [2021, 2023]) == [2021, 2022, 2023]
    assert year_span(date(1024, 1, 1), date(2027, 1, 1), [2026]) == [1024, 2026, 2027]
    assert year_span(None, None, []) == []


def test_time_gone_stays_within_the_plan():
    starts, ends = date(2025, 1, 1), date(2027, 1, 1)
    assert time_gone(starts, ends, date(2026, 1, 1)) == 50
    assert time_gone(starts, ends, date(2024, 1, 1)) == 0
    assert time_gone(starts, ends, date(2030, 1, 1)) == 100
    assert time_gone(None, ends, date(2026, 1, 1)) is None
    assert time_gone(ends, ends, date(2026, 1, 1)) is None


def test_themes_are_known_once_and_in_the_order_given():
    assert in_order(["recognition", "pottery", "visibility", "recognition"]) == ["recognition", "visibility"]
    assert place(["recognition", "visibility"]) == 1
    assert place([]) == 5


def test_columns_drop_what_no_database_stores_and_keep_the_words():
    given = columns(ActionDraft(text=" a\x00b\ud800 ", ref="x" * 61, links=("", " https://a.example ")))
    assert given["ref"] == ""
    assert given["text"] == "x" * 61 + "\nab"
    assert given["links"] == ["https://a.example"]
    assert clean("a\nb\tc\x0b") == "a\nb\tc"
    assert section_title("Well-\nbeing  day") == "Well- being day"
    assert len(section_title("word " * 100)) <= 300


def test_a_document_that_contradicts_itself_keeps_its_words_and_loses_the_day():
    read = columns(ActionDraft(text="x", starts=Written("2026", date(2026, 1, 1)), ends=Written("", date(2025, 1, 1))))
    kept = believed(read)
    assert (kept["ends_written"], kept["ends_on"], kept["deadline_on"]) == ("2025-01-01", None, None)
    assert kept["starts_on"] == date(2026, 1, 1)
