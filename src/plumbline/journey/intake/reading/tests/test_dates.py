"""Written dates and what they mean."""

from __future__ import annotations

import pytest

from plumbline.journey.intake.reading.dates import find_written, parse_period, parse_when
from plumbline.journey.intake.reading.understood import When


@pytest.mark.parametrize(
    ("text", "role", "on"),
    [
        ("8th July 2024", "signed", "2024-07-08"),
        ("31/10/2018", "signed", "2018-10-31"),
        ("3.4.19", "signed", "2019-04-03"),
        ("2024-07-08", "signed", "2024-07-08"),
        ("Monday, 8 July 2024", "signed", "2024-07-08"),
        ("July 8, 2024", "signed", "2024-07-08"),
        ("10/31/2018", "signed", "2018-10-31"),
        ("31/02/2024", "signed", None),
        ("July 2024", "signed", None),
        ("July 2024", "start", "2024-07-01"),
        ("July 2024", "due", "2024-07-31"),
        ("Feb 2024", "as_at", "2024-02-29"),
        ("Sep-24", "due", "2024-09-30"),
        ("Sept ’25", "start", "2025-09-01"),
        ("07/2025", "due", "2025-07-31"),
        ("End of November 2020", "due", "2020-11-30"),
        ("End of November 2020", "start", "2020-11-30"),
        ("start of March 2025", "due", "2025-03-01"),
        ("by Q3 2025", "due", "2025-09-30"),
        ("2025 Q1", "start", "2025-01-01"),
        ("third quarter of 2025", "end", "2025-09-30"),
        ("2026", "start", "2026-01-01"),
        ("2026", "due", "2026-12-31"),
        ("Medi 2026", "due", "2026-09-30"),
        ("2024-2027", "start", "2024-01-01"),
        ("2024-2027", "end", "2027-12-31"),
        ("July 2025 (first cohort)", "due", "2025-07-31"),
        ("From September 2024", "start", "2024-09-01"),
        ("From September 2024", "due", None),
        ("By September 2024", "start", None),
        ("Spring 2026", "due", None),
        ("Autumn term", "due", None),
        ("Early 2025", "due", None),
        ("2024/25", "due", None),
        ("ongoing", "due", None),
        ("Ongoing, reviewed July 2025", "due", None),
        ("July 2024 and July 2025", "due", None),
        ("31 July", "due", None),
        ("Year 2", "due", None),
        ("As needed", "due", None),
    ],
)
def test_a_written_date_means_a_day_or_nothing(text: str, role: str, on: str | None) -> None:
    assert parse_when(text, role) == When(text, on)


@pytest.mark.parametrize("text", ["", "  ", "-", "n/a", "………"])
def test_what_says_nothing_is_no_date(text: str) -> None:
    assert parse_when(text, "due") is None


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024–2027 Action plan", "2024-01-01", "2027-12-31"),
        ("2021-23", "2021-01-01", "2023-12-31"),
        ("Sept 2019 – Aug 2021", "2019-09-01", "2021-08-31"),
        ("from 1 January 2024 to 31 December 2026", "2024-01-01", "2026-12-31"),
        ("January to March 2025", "2025-01-01", "2025-03-31"),
        ("2024/25", None, None),
    ],
)
def test_a_stretch_of_time_has_two_ends(text: str, first: str | None, last: str | None) -> None:
    period = parse_period(text)
    assert period is not None
    assert [when.on if when else None for when in period] == [first, last]


@pytest.mark.parametrize("text", ["2024", "about 1200 people", "0151 496 0123", "Room 2012a"])
def test_what_is_no_stretch_is_none(text: str) -> None:
    assert parse_period(text) is None


def test_running_text_yields_its_dates_in_order() -> None:
    text = "We had 24 technicians in May 2019 (as at 31/08/2018), and 2,019 students; it may 20 times rain."
    assert [each.text for each in find_written(text)] == ["May 2019", "31/08/2018"]
