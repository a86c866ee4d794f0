"""How HR's systems dressed the extract, year by year: headings, dates, encodings and every kind of disorder."""

from __future__ import annotations

from dataclasses import dataclass

MEANINGS = (
    "staff_id", "contract_id", "surname", "forename", "born_on", "sex", "ethnicity", "disabled", "faculty", "unit",
    "campus", "title", "family", "role", "grade", "fte", "terms", "mode", "joined_on", "post_from_on", "soc", "route",
    "left_on", "reason",
)  # fmt: skip
FIRST_SYSTEM = dict(
    zip(
        MEANINGS,
        (
            "Staff Number", "Contract", "Surname", "Forename", "Date of Birth", "Sex", "Ethnic Origin", "Disability",
            "Faculty", "School/Department", "Campus", "Job Title", "Job Family", "Sub-family", "Grade", "FTE",
            "Contract Type", "Mode", "Start Date", "Post Start", "SOC", "Source of Recruitment", "Leaving Date",
            "Leaving Reason",
        ),
        strict=True,
    )
)  # fmt: skip
SECOND_SYSTEM = dict(
    zip(
        MEANINGS,
        (
            "Pers.No.", "Assignment ID", "Last name", "First name", "Birth date", "Gender Key", "Ethnicity (HESA)",
            "Disability status", "Org Unit L2", "Org Unit L3", "Pers. Area", "Position", "Employee Group",
            "Employee Subgroup", "Pay Scale Group", "Cap.Util.Lvl", "Contract", "Full or part-time", "Entry", "Position since",
            "SOC2020", "Entry route", "Leaving", "Reason for action",
        ),
        strict=True,
    )
)  # fmt: skip
GROUPS = {"Person": 6, "Where": 3, "Post": 11, "Leaving": 2}  # the merged upper row of a two-row heading, after the ids


@dataclass(frozen=True, slots=True)
class Layout:
    """One year's way of writing the extract.

    `dates`: "uk" 31/07/2018, "short" 31-Jul-18, "iso", "serial" (days since 30 December 1899 as a number), "excel"
    (true dates), "mixed" (uk, iso, long and serial by turns). `fte`: "decimal", "percent" (80), "hours" (28 of 35).
    `unneeded` is how many columns stand there that nobody asks for; `apart` repeats the heading every so many rows.
    """

    year: int
    suffix: str
    headings: dict[str, str]
    dates: str = "uk"
    fte: str = "decimal"
    encoding: str = "utf-8-sig"
    delimiter: str = ","
    title_rows: int = 0
    grouped: bool = False
    totals: bool = False
    unneeded: int = 0
    apart: int = 0
    blank_grades: float = 0.0
    leavers: bool = False
    unpadded: bool = False  # staff numbers as numbers, the leading nought lost
    shifted: int = 0  # rows that begin one column too far to the right
    twice: int = 0  # rows written twice
    borrowed: int = 0  # rows that carry the number of somebody else
    date1904: bool = False
    without: tuple[str, ...] = ()  # meanings that this year's extract lacks


LAYOUTS = (
    Layout(2018, "csv", FIRST_SYSTEM, encoding="cp1252", delimiter=";", title_rows=3, totals=True, blank_grades=0.02,
           without=("soc", "route")),
    Layout(2019, "csv", FIRST_SYSTEM, dates="short", blank_grades=0.05, leavers=True, twice=3, without=("soc",)),
    Layout(2020, "xlsx", FIRST_SYSTEM, dates="excel", grouped=True, title_rows=2, totals=True, leavers=True),
    Layout(2021, "xlsx", SECOND_SYSTEM, dates="serial", unpadded=True, blank_grades=0.03, unneeded=24),
    Layout(2022, "csv", SECOND_SYSTEM, encoding="utf-16", delimiter="\t", fte="percent", leavers=True, apart=250),
    Layout(2023, "xlsx", SECOND_SYSTEM, dates="excel", date1904=True, unneeded=260, title_rows=1, leavers=True,
           fte="percent"),
    Layout(2024, "csv", SECOND_SYSTEM, dates="mixed", delimiter=";", shifted=4, borrowed=1, leavers=True,
           blank_grades=0.02, totals=True),
    Layout(2025, "csv", {**SECOND_SYSTEM, "fte": "Weekly hours"}, dates="mixed", fte="hours", unneeded=12, leavers=True, twice=2),
)  # fmt: skip
