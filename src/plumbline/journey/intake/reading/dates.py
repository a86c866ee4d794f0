"""Written dates: the one place that turns "End of November 2020" into a day, or leaves it as it is written.

The rules. A day is a day. A month or a quarter as a start is its first day, as an end, a due date or an as-at date
its last; a bare year likewise is 1 January or 31 December. Numbers are read day first, as in the United Kingdom.
Seasons, terms, academic years, "ongoing", "annually", "early 2025", a day without a year and anything that names
more than one date keep their words and have no day: a date is never guessed.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from .understood import When

_MONTHS = (
    ("january", "jan", "ionawr"),
    ("february", "feb", "febuary", "chwefror"),
    ("march", "mar", "mawrth"),
    ("april", "apr", "ebrill"),
    ("may", "mai"),
    ("june", "jun", "mehefin"),
    ("july", "jul", "gorffennaf"),
    ("august", "aug", "awst"),
    ("september", "sept", "sep", "medi"),
    ("october", "oct", "hydref"),
    ("november", "nov", "tachwedd"),
    ("december", "dec", "rhagfyr"),
)
_MONTH_NUMBER = {name: number for number, names in enumerate(_MONTHS, 1) for name in names}
_MONTH = r"(?P<month>" + "|".join(sorted(_MONTH_NUMBER, key=len, reverse=True)) + r")\b\.?"
_YEAR4 = r"(?:19[5-9]\d|20\d\d)"
_ORDINAL = r"(?:\s?(?:st|nd|rd|th))?"
_ORDER_WORD = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}

_PATTERNS = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        ("day", rf"(?<!\d)(?P<year>{_YEAR4})-(?P<number>\d\d)-(?P<day>\d\d)(?:T[\d:.+]+Z?)?(?!\d)"),
        (
            "day",
            r"(?<![\d/.])(?P<day>\d{1,2})\s?(?P<sep>[/.-])\s?(?P<number>\d{1,2})\s?(?P=sep)\s?(?P<year>\d{4}|\d\d)(?![\d/])",
        ),
        (
            "day",
            rf"(?<!\d)(?P<day>\d{{1,2}}){_ORDINAL}[\s-]*(?:of\s+)?{_MONTH},?[\s-]*(?P<year>{_YEAR4}|['’]\d\d)(?!\d)",
        ),
        ("day", rf"\b{_MONTH}\s+(?P<day>\d{{1,2}}){_ORDINAL},?\s+(?P<year>{_YEAR4})(?!\d)"),
        ("month", rf"\b{_MONTH}[\s,/-]*(?:of\s+)?(?P<year>{_YEAR4}|['’]\d\d)(?!\d)"),
        ("short_month", rf"\b{_MONTH}[\s/-]?(?P<year>(?:1[5-9]|2\d|3\d))(?![\d:%])"),
        ("month", rf"(?<![\d/])(?P<number>0?[1-9]|1[0-2])/(?P<year>{_YEAR4})(?![\d/])"),
        ("quarter", rf"\bQ(?:uarter\s?)?(?P<quarter>[1-4])(?:\s+of)?[\s,/-]*(?P<year>{_YEAR4})(?![\d/])"),
        ("quarter", rf"(?<!\d)(?P<year>{_YEAR4})[\s,/-]*Q(?P<quarter>[1-4])\b"),
        (
            "quarter",
            rf"\b(?P<order>first|second|third|fourth|1st|2nd|3rd|4th)\s+quarter\s+(?:of\s+)?(?P<year>{_YEAR4})(?![\d/])",
        ),
        ("academic", rf"(?<!\d)(?P<year>{_YEAR4})\s?[/–—-]\s?(?P<next>\d{{4}}|\d\d)(?![\d/])"),
        ("year", rf"(?<![\d/£$€,.])(?P<year>{_YEAR4})(?![\d/%]|,\d|\.\d|\s?[-–]\s?\d{{3,}}\b)"),
    )
)

_VAGUE = re.compile(
    r"\b(early|mid|late|spring|summer|autumn|fall|winter|term|semester|trimester|michaelmas|hilary|trinity|lent|easter|"
    r"christmas|ongoing|on-going|continuous|continual\w*|annual\w*|yearly|monthly|quarterly|termly|each|every|recurring|"
    r"regular\w*|rolling|onwards?|tbc|tbd|circa|approx\w*|around|about|academic|before|prior|review\w*|then)\b|\?|~",
    re.IGNORECASE,
)
_FROM = re.compile(
    r"\b(from|after|since|starting|start(?:s|ed)?(?! of)|begin(?:s|ning)?(?! of)|commenc\w+)\b", re.IGNORECASE
)
_UNTIL = re.compile(r"\b(by|until|till|no later than|deadline|due|complet\w+|finish\w*|ends?(?! of))\b", re.IGNORECASE)
_OPENING = re.compile(r"\b(?:start|beginning|first day)\s+of\s+(?:the\s+)?$", re.IGNORECASE)
_CLOSING = re.compile(r"\b(?:end|close|last day)\s+(?:of\s+)?(?:the\s+)?$", re.IGNORECASE)
_NOTHING = re.compile(r"^[\s\-–—./_…]*$|^(n/?a|none|not applicable)$", re.IGNORECASE)

_BETWEEN = re.compile(r"^\s*(?:-|–|—|to|until|till|through|up to)\s*(?:the\s+)?(?:end\s+of\s+)?$", re.IGNORECASE)
_MONTH_RANGE = re.compile(
    rf"\b{_MONTH.replace('?P<month>', '?P<first>')}\s*(?:-|–|—|/|to)\s*{_MONTH.replace('?P<month>', '?P<last>')}"
    rf"\s*(?P<year>{_YEAR4})",
    re.IGNORECASE,
)
_YEARS = re.compile(
    rf"(?<![\d/])(?P<first>{_YEAR4})\s?(?:[/–—-]|to|until)\s?(?P<last>{_YEAR4}|\d\d)(?![\d/])", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Written:
    """A date expression found in a text: its characters, and the first and the last day that it can mean."""

    start: int
    end: int
    text: str
    precision: str
    first: date | None
    last: date | None


def parse_when(text: str, role: str = "due") -> When | None:
    """The date that the whole of `text` names. `role` is "start", "end", "due", "as_at" or "signed".

    None where the text says nothing at all; otherwise the words, with a day only where they name one."""
    written = " ".join(text.split())
    if _NOTHING.match(written):
        return None
    found = list(find_written(written, short=True))
    is_stretch = len(found) == 2 or (len(found) == 1 and found[0].precision == "academic")
    if is_stretch and (period := parse_period(written)) is not None:
        chosen = period[0] if role == "start" else period[1]
        return When(written, chosen.on if chosen else None)
    if len(found) != 1 or _is_vague(written, found[0], role):
        return When(written, None)
    return When(written, _day(found[0], role, written))


def parse_period(text: str) -> tuple[When | None, When | None] | None:
    """The stretch of time that the text names ("2024–2027", "Sept 2019 to Aug 2021"), or None where it names none.

    Two neighbouring years ("2024/25") are an academic year as often as two calendar years, so they have no days."""
    folded = " ".join(text.split())
    if not any(ch.isdigit() for ch in folded):
        return None
    if (months := _MONTH_RANGE.search(folded)) is not None:
        first = _named_month(months["first"], int(months["year"]))
        last = _named_month(months["last"], int(months["year"]))
        if first <= last:
            ends = last.replace(day=monthrange(last.year, last.month)[1])
            return When(months["first"], first.isoformat()), When(months[0], ends.isoformat())
    found = [each for each in find_written(folded, short=True) if each.precision != "academic"]
    for one, other in pairwise(found):
        if _joins(folded, one, other) and one.first and other.last and one.first <= other.last:
            return When(one.text, _day(one, "start", folded)), When(other.text, _day(other, "end", folded))
    for years in _YEARS.finditer(folded):
        if (period := _span_of_years(years)) is not None:
            return period
    return None


def find_written(text: str, *, short: bool = False) -> Iterator[Written]:
    """Every date expression in the text, left to right. `short` also takes "Sep 24" as a month of 2024, which
    running text too often means otherwise."""
    found: list[Written] = []
    if not any(ch.isdigit() for ch in text):
        return
    for kind, pattern in _PATTERNS:
        if kind == "short_month" and not short:
            continue
        for match in pattern.finditer(text):
            if any(match.start() < other.end and other.start < match.end() for other in found):
                continue
            if (written := _written(kind, match)) is not None:
                found.append(written)
    yield from sorted(found, key=lambda each: each.start)


def as_when(written: Written, role: str) -> When:
    """The When of an expression found in running text."""
    return When(written.text, _day(written, role, written.text))


def _written(kind: str, match: re.Match[str]) -> Written | None:
    parts = match.groupdict()
    year = _full_year(parts["year"])
    if kind == "academic":
        following = int(parts["next"]) if len(parts["next"]) == 4 else year - year % 100 + int(parts["next"])
        if not year < following <= year + 10 or following > 2099:
            return None
        return Written(match.start(), match.end(), match[0], kind, None, None)
    first, last = _bounds(kind, year, parts)
    precision = "month" if kind == "short_month" else kind
    return Written(match.start(), match.end(), match[0].rstrip(), precision, first, last)


def _bounds(kind: str, year: int, parts: dict[str, str]) -> tuple[date | None, date | None]:
    """The first and last day of an expression; None twice where the calendar has no such day."""
    try:
        if kind == "year":
            return date(year, 1, 1), date(year, 12, 31)
        if kind == "quarter":
            quarter = int(parts.get("quarter") or _ORDER_WORD[parts["order"].lower()])
            return date(year, quarter * 3 - 2, 1), date(year, quarter * 3, monthrange(year, quarter * 3)[1])
        month = int(parts["number"]) if parts.get("number") else _MONTH_NUMBER[parts["month"].lower()]
        if kind == "day":
            day = int(parts["day"])
            if month > 12 >= day and parts.get("sep"):
                day, month = month, day
            return date(year, month, day), date(year, month, day)
        return date(year, month, 1), date(year, month, monthrange(year, month)[1])
    except ValueError:
        return None, None


def _day(written: Written, role: str, text: str) -> str | None:
    """The ISO day that the expression means in its role, None where it names none."""
    if written.first is None or written.last is None:
        return None
    before = text[: written.start]
    if written.precision == "day":
        chosen = written.first
    elif role == "signed":
        return None
    elif _OPENING.search(before):
        chosen = written.first
    elif _CLOSING.search(before):
        chosen = written.last
    else:
        chosen = written.first if role == "start" else written.last
    return chosen.isoformat()


def _is_vague(text: str, found: Written, role: str) -> bool:
    around = text[: found.start] + " " + text[found.end :]
    around = re.sub(r"\b(?:start|beginning|end|close)\s+of\b", " ", around, flags=re.IGNORECASE)
    if _VAGUE.search(around):
        return True
    if role == "start":
        return bool(_UNTIL.search(around)) and not _FROM.search(around)
    return role in ("due", "end") and bool(_FROM.search(around)) and not _UNTIL.search(around)


def _span_of_years(years: re.Match[str]) -> tuple[When, When] | None:
    first = int(years["first"])
    last = int(years["last"]) if len(years["last"]) == 4 else first - first % 100 + int(years["last"])
    if not first < last <= first + 10:
        return None
    if last == first + 1:
        return When(years[0], None), When(years[0], None)
    return When(years["first"], date(first, 1, 1).isoformat()), When(years["last"], date(last, 12, 31).isoformat())


def _joins(text: str, one: Written, other: Written) -> bool:
    middle = text[one.end : other.start]
    if middle.strip().lower() == "and":
        return text[: one.start].rstrip().lower().endswith("between")
    return bool(_BETWEEN.match(middle))


def _named_month(name: str, year: int) -> date:
    return date(year, _MONTH_NUMBER[name.lower()], 1)


def _full_year(text: str) -> int:
    digits = text.lstrip("'’")
    return int(digits) if len(digits) == 4 else 2000 + int(digits)
