"""The columns that a register can use. The headings under which HR systems send them stand in headings.yaml."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import yaml


class Kind(StrEnum):
    """How the cells of a column are read."""

    CODE = "code"
    TEXT = "text"
    GRADE = "grade"
    DATE = "date"
    BIRTH = "birth"
    AGE = "age"
    FTE = "fte"
    CONTRACT = "contract"
    MODE = "mode"
    FLAG = "flag"
    SEX = "sex"


@dataclass(frozen=True, slots=True)
class Column:
    """One thing that is wanted. `names`: headings, folded; `is_apart`: stored away from the rest (DPA 2018 Sch. 1
    para 8); `is_needed`: nothing can be read without it."""

    key: str
    label: str
    kind: Kind
    names: tuple[str, ...]
    accepted: str
    is_needed: bool = False
    is_apart: bool = False


def fold(heading: str) -> str:
    """A heading without what does not matter: case, accents, punctuation, joined words."""
    plain = unicodedata.normalize("NFKD", heading)
    plain = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", "".join(each for each in plain if not unicodedata.combining(each)))
    return " ".join(re.findall(r"[a-z0-9]+", plain.casefold()))


_SAID: dict[str, str] = yaml.safe_load(Path(__file__).with_name("headings.yaml").read_text(encoding="utf-8"))
_TEXT = "Words, as HR writes them; empty where it is not known."
_DAY = "A day such as 01/08/2024, 2024-08-01 or 1 August 2024; empty where it is not known."


def _names(key: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(fold(name) for name in _SAID[key].split(",")))


def _column(
    key: str, label: str, kind: Kind, accepted: str = _TEXT, *, needed: bool = False, apart: bool = False
) -> Column:
    return Column(key, label, kind, _names(key), accepted, needed, apart)


_ALL = (
    _column(
        "staff",
        "Staff number",
        Kind.CODE,
        "A number or code that stays with one person, such as 104233. Every row needs one.",
        needed=True,
    ),
    _column(
        "contract_id",
        "Contract number",
        Kind.CODE,
        "A number or code of one contract or post; empty where HR has none.",
    ),
    _column("faculty", "Faculty or college", Kind.TEXT),
    _column("school", "School or institute", Kind.TEXT),
    _column("department", "Department", Kind.TEXT),
    _column("team", "Team", Kind.TEXT),
    _column("path", "Unit, as one path", Kind.TEXT),
    _column("campus", "Campus", Kind.TEXT),
    _column("title", "Job title", Kind.TEXT),
    _column("family", "Job family", Kind.TEXT),
    _column("subfamily", "Sub-family", Kind.TEXT),
    _column("grade", "Grade", Kind.GRADE),
    _column("level", "Career level", Kind.TEXT),
    _column(
        "fte",
        "FTE",
        Kind.FTE,
        "A share of full time from 0 to 1, such as 0.8; or percent or weekly hours if the whole column is.",
    ),
    _column(
        "contract",
        "Contract type",
        Kind.CONTRACT,
        "Permanent, open-ended, fixed-term, temporary, casual or hourly paid; empty where it is not known.",
    ),
    _column("mode", "Mode", Kind.MODE, "Full-time or part-time; empty where it is not known."),
    _column("ends_on", "Contract ends on", Kind.DATE, _DAY),
    _column("started_on", "Started at the institution on", Kind.DATE, _DAY),
    _column("post_started_on", "Started in this post on", Kind.DATE, _DAY),
    _column(
        "born_on",
        "Date of birth",
        Kind.BIRTH,
        "A day of birth such as 03/05/1971, or a year; of somebody aged 15 to 90.",
    ),
    _column("age", "Age or age band", Kind.AGE, "An age from 15 to 90, or a band such as 50-54."),
    _column("soc", "SOC code", Kind.CODE, "Three or four digits, such as 311 or 3111; empty where it is not known."),
    _column(
        "activity",
        "HESA activity",
        Kind.CODE,
        "The code that the institution sends to HESA; empty where there is none.",
    ),
    _column("funding", "Funding source", Kind.TEXT),
    _column("registration", "Professional registration", Kind.TEXT),
    _column("apprentice", "Apprentice", Kind.FLAG, "Yes or no; empty where it is not known."),
    _column("entry_route", "Entry route", Kind.TEXT),
    _column("left_on", "Left on", Kind.DATE, _DAY),
    _column("left_why", "Reason for leaving", Kind.TEXT),
    _column("left_to", "Where leavers went", Kind.TEXT),
    _column("sex", "Sex or gender", Kind.SEX, "Female, male or another word; empty where it is not known.", apart=True),
    _column("ethnicity", "Ethnicity", Kind.TEXT, apart=True),
    _column("disability", "Disability", Kind.TEXT, apart=True),
    _column("opted_out", "Opted out of equality figures", Kind.FLAG, "Yes or no; empty means no.", apart=True),
    _column("as_at", "As at", Kind.DATE, _DAY),
    _column("ukprn", "UKPRN", Kind.CODE, "The institution's own eight digits."),
)
COLUMNS: dict[str, Column] = {column.key: column for column in _ALL}
"""Every column that is wanted, by key, in the order in which people are shown them."""

UNIT_LEVELS = ("faculty", "school", "department", "team")
"""Columns that make the path of a unit, from the top."""

NEVER = frozenset(_names("never"))
"""Headings that are never stored, whatever stands under them: the register has no need of them."""
