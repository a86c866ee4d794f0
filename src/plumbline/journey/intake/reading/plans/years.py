"""Years: columns and codes that name years, counted ("Y1–3") or by the calendar, and the plan's period behind them."""

from __future__ import annotations

import re
from dataclasses import dataclass

_YEAR4 = r"(?:19[89]\d|20\d\d)"
_ACADEMIC = re.compile(rf"(?<!\d)(?P<first>{_YEAR4}|\d\d)\s?[/–—-]\s?(?P<next>{_YEAR4}|\d\d)(?!\d)")
_CALENDAR = re.compile(rf"(?<![\d£]){_YEAR4}(?!\d)")
_ORDINAL = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "first": 1,
    "second": 2,
    "third": 3,
    "1st": 1,
    "2nd": 2,
    "3rd": 3,
}
_NUMBER = r"(?:[1-6]|one|two|three|four|five)"
_COUNTED = re.compile(
    rf"\b(?:years?|yrs?\.?|y)\s?(?P<first>{_NUMBER})(?P<more>(?:\s?(?:[,&+/–—-]|and|to)\s?(?:(?:years?|yrs?\.?|y)\s?)?{_NUMBER}(?!\w|\.\d))*)(?!\w|\.\d)",
    re.I,
)
_WORDED = re.compile(r"\b(?P<nth>first|second|third|1st|2nd|3rd)\s+year\b", re.I)
_AROUND = re.compile(
    r"\b(?:academic|calendar|financial|year|years|yr|ay|fy|in|focus|action|target|delivery|implementation|activity|planned|for|the|of|"
    r"q[1-4]|h[12]|quarter|term|semester|spring|summer|autumn|winter|[1-4]|first|second|third|"
    r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|to)\b|[^\w\s]",
    re.I,
)


@dataclass(frozen=True, slots=True)
class YearMark:
    """Years as written: by the calendar (an academic year counts by its first), or counted from the plan's start."""

    calendar: tuple[int, ...] = ()
    counted: tuple[int, ...] = ()

    def resolve(self, first_year: int | None) -> list[int]:
        """The calendar years; counted ones only where the plan's first year is known."""
        if self.calendar:
            return list(self.calendar)
        return [first_year + number - 1 for number in self.counted] if first_year is not None else []


def year_heading(text: str) -> YearMark | None:
    """The year that a column's heading names and nothing else: "2024", "2024/25", "Year 1", "Y2 (2025)", "Q1 2025"."""
    flat = " ".join(text.split())
    if not flat or len(flat) > 40:
        return None
    mark, rest = _read(flat)
    if mark is None:
        return None
    return mark if not _AROUND.sub(" ", rest).strip() else None


def year_code(text: str) -> YearMark | None:
    """The years that the whole of a short text names: "Y1–3", "Years 1 and 2", "2024-2026", "2024, 2025", "2024/25"."""
    flat = " ".join(text.split()).strip("()[] .;")
    if not flat or len(flat) > 60:
        return None
    mark, rest = _read(flat)
    if mark is None:
        return None
    left = re.sub(r"\b(?:academic|calendar|year|years|in|and|to|ay)\b|[^\w\s]", " ", rest, flags=re.I)
    return mark if not left.strip() else None


def _read(text: str) -> tuple[YearMark | None, str]:
    counted: list[int] = []
    rest = text
    for match in _COUNTED.finditer(text):
        counted += _expand(match["first"] + (match["more"] or ""))
    rest = _COUNTED.sub(" ", rest)
    for match in _WORDED.finditer(rest):
        counted.append(_ORDINAL[match["nth"].lower()])
    rest = _WORDED.sub(" ", rest)
    calendar: list[int] = []
    for match in _ACADEMIC.finditer(rest):
        calendar += _stretch(match["first"], match["next"])
    left = _ACADEMIC.sub(lambda m: " " if _stretch(m["first"], m["next"]) else m[0], rest)
    for match in _CALENDAR.finditer(left):
        calendar.append(int(match[0]))
    left = _CALENDAR.sub(" ", left)
    if re.search(r"\ball\s+years\b|\bevery\s+year\b", left, re.I):
        return None, text
    if not counted and not calendar:
        return None, text
    return YearMark(tuple(sorted(set(calendar))), tuple(sorted(set(counted)))), left


def _stretch(first: str, following: str) -> list[int]:
    """ "2024/25" → [2024]; "2024-2026" and "2024-26" → the years between, both ends included."""
    begins = int(first) if len(first) == 4 else 2000 + int(first)
    ends = int(following) if len(following) == 4 else begins - begins % 100 + int(following)
    if len(first) == 2 and (len(following) != 2 or ends != begins + 1):
        return []
    if not begins < ends <= begins + 6:
        return []
    return [begins] if ends == begins + 1 else list(range(begins, ends + 1))


def _expand(code: str) -> list[int]:
    """ "1–3" → [1, 2, 3]; "1, 2" → [1, 2]."""
    flat = re.sub(r"years?|yrs?\.?|y(?=\s?\d)", " ", code, flags=re.I)
    for word, number in _ORDINAL.items():
        flat = re.sub(rf"\b{word}\b", str(number), flat, flags=re.I)
    flat = re.sub(r"\s*(?:–|—|-|\bto\b)\s*", "-", flat)
    numbers: list[int] = []
    for part in re.split(r"[,&+/]|\band\b|\s+", flat):
        if match := re.fullmatch(r"(\d)-(\d)", part.strip()):
            numbers += range(int(match[1]), int(match[2]) + 1)
        elif part.strip().isdigit():
            numbers.append(int(part))
    return numbers
