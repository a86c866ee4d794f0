"""What one cell says: a value, nothing, or why it cannot be taken. Each distinct text is read once."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from plumbline.workforce.register.extract.columns import Kind

YOUNGEST, OLDEST = 15, 90
FTE_PARTS = 10_000
"""An FTE is kept as a whole number of ten-thousandths, so that sums are exact."""
LONGEST = 200
REMEMBERED = 20_000


@dataclass(frozen=True, slots=True)
class Bad:
    """A cell that cannot be taken: why, in words that HR can act on."""

    why: str


@dataclass(frozen=True, slots=True)
class Born:
    """A birth: the day, and how exactly it is known: "day", "year", "age" or "band"."""

    on: date
    how: str


@dataclass(frozen=True, slots=True)
class Forms:
    """How a file writes things: found once, from all of a column, because one cell alone is ambiguous."""

    as_at: date
    months_first: bool = False
    from_1904: bool = False
    fte_unit: str = "part"
    full_hours: float = 35.0


Reader = Callable[[str], Any]

EMPTY = frozenset({"", "-", "–", "—", "n/a", "na", "#n/a", "null", "none", "nil", "(blank)", "blank", ".", "?", "nan"})
EMPTY_DAYS = EMPTY | {"00/00/0000", "0000-00-00", "0", "31/12/9999", "9999-12-31", "31.12.9999", "31/12/4712", "open"}
_FORMULA = re.compile(r"^(?:=|@\w|[+-](?=[A-Za-z=@(]))|^(?:cmd|powershell)\b.*[|!]", re.IGNORECASE)
_MARKUP = re.compile(r"<\s*[/!]?\s*[a-z]", re.IGNORECASE)
_ERRORS = frozenset({"#ref!", "#value!", "#name?", "#div/0!", "#null!", "#num!", "########"})
_NUMBER = re.compile(r"^-?\d+(?:[.,]\d+)?$")
_ISO = re.compile(r"^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]\d{1,2}:\d{2}.*)?$")
_PARTS = re.compile(r"^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})(?: \d{1,2}:\d{2}.*)?$")
_WORDS = re.compile(r"^(?:[a-z]+day,? )?(\d{1,2})(?:st|nd|rd|th)?[-/. ]+([a-z]{3,9})\.?,?[-/. ]+(\d{4}|\d{2})$")
_WORDS_US = re.compile(r"^(?:[a-z]+day,? )?([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})$")
_COMPACT = re.compile(r"^(?:19|20)\d{6}$")
_MONTHS = {
    name[:3]: number
    for number, name in enumerate(
        [
            "january",
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december",
        ],
        start=1,
    )
}
NOT_A_DAY = "This is not a day. A day such as 01/08/2024, 2024-08-01 or 1 August 2024 is accepted."
SERIALS = range(3_000, 80_000)
"""Excel's day numbers between 1908 and 2119."""


def reader_for(kind: Kind, forms: Forms) -> Reader:
    """How cells of a kind are read in a file with these forms: text in, and out a value, None (empty) or Bad."""
    plain: Reader = {
        Kind.CODE: _code,
        Kind.GRADE: grade,
        Kind.TEXT: _text,
        Kind.DATE: lambda cell: day(cell, forms),
        Kind.BIRTH: lambda cell: birth(cell, forms),
        Kind.AGE: lambda cell: age(cell, forms),
        Kind.FTE: lambda cell: fte(cell, forms),
        Kind.CONTRACT: lambda cell: _one_of(
            cell, CONTRACTS, "Permanent, open-ended, fixed-term, casual or hourly paid"
        ),
        Kind.MODE: mode,
        Kind.FLAG: lambda cell: _one_of(cell, FLAGS, "Yes or no"),
        Kind.SEX: sex,
    }[kind]
    return _remembering(plain)


def _remembering(plain: Reader) -> Reader:
    known: dict[str, Any] = {}

    def read(cell: str) -> Any:
        try:
            return known[cell]
        except KeyError:
            value = suspicious(cell) or plain(cell.strip())
            if len(known) < REMEMBERED:
                known[cell] = value
            return value

    return read


def suspicious(cell: str) -> Bad | None:
    """Formulas, markup and error values are no data, in whatever column."""
    plain = cell.strip()
    if _FORMULA.match(plain):
        return Bad("This is a formula. Only its result is accepted: paste values, then export again.")
    if _MARKUP.search(plain):
        return Bad("This holds markup or a script. Plain words are accepted.")
    if plain.casefold() in _ERRORS:
        return Bad("A formula failed here. Its result is accepted, or nothing.")
    return None


def _text(cell: str) -> str | Bad | None:
    if cell.casefold() in EMPTY:
        return None
    if len(cell) > LONGEST:
        return Bad(f"This is {len(cell):,} characters long. At most {LONGEST} are accepted.")
    plain = " ".join(cell.split())
    return plain if plain.isprintable() else "".join(each for each in plain if each.isprintable())


def _code(cell: str) -> str | Bad | None:
    """Numbers that went through a spreadsheet lose their tail: 104233.0 is 104233."""
    value = _text(cell)
    if isinstance(value, str):
        if re.fullmatch(r"\d+\.0+", value):
            return value.partition(".")[0]
        if re.fullmatch(r"\d(\.\d+)?E\+\d+", value, re.IGNORECASE):
            return Bad("The spreadsheet shortened this number. Format the column as text and export again.")
    return value


def grade(cell: str) -> str | Bad | None:
    """A grade. "6", "06", "Gr 6" and "Grade 6" are one: systems change how they write it, and nobody was promoted."""
    value = _code(cell)
    if isinstance(value, str) and (match := _GRADE.match(value)):
        return f"Grade {match.group(1).upper()}"
    return value


_GRADE = re.compile(r"^(?:grade|gr\.?|g)?\s*-?\s*0*(\d{1,2}[a-z]?)$", re.IGNORECASE)


def day(cell: str, forms: Forms) -> date | Bad | None:
    """A day, in whichever of the usual forms."""
    said = cell.casefold().strip("'")
    if said in EMPTY_DAYS:
        return None
    try:
        found = _day(said, forms)
    except (ValueError, OverflowError):
        return Bad("There is no such day. A day such as 01/08/2024 is accepted.")
    if found is None:
        return Bad(NOT_A_DAY)
    if not 1900 <= found.year <= 2100:
        return Bad(f"The year {found.year} cannot be right. A day between 1900 and 2100 is accepted.")
    return found


def _day(said: str, forms: Forms) -> date | None:
    if match := _ISO.match(said):
        year, month, number = map(int, match.groups())
        return date(year, month, number)
    if match := _PARTS.match(said):
        first, second, year = map(int, match.groups())
        number, month = (second, first) if forms.months_first and first <= 12 else (first, second)
        if month > 12 >= number and not forms.months_first:
            return None
        return date(_century(year, forms), month, number)
    if match := _WORDS.match(said):
        return _named(match.group(1), match.group(2), match.group(3), forms)
    if match := _WORDS_US.match(said):
        return _named(match.group(2), match.group(1), match.group(3), forms)
    if _COMPACT.match(said):
        return date(int(said[:4]), int(said[4:6]), int(said[6:]))
    if _NUMBER.match(said) and int(float(said.replace(",", "."))) in SERIALS:
        return serial(float(said.replace(",", ".")), from_1904=forms.from_1904)
    return None


def serial(number: float, *, from_1904: bool) -> date:
    """The day behind a spreadsheet's day number. Excel believes in 29 February 1900, so days count from 30 December
    1899; files from older Macs count from 1904."""
    return (date(1904, 1, 1) if from_1904 else date(1899, 12, 30)) + timedelta(days=int(number))


def _named(number: str, month: str, year: str, forms: Forms) -> date | None:
    known = _MONTHS.get(month[:3])
    return date(_century(int(year), forms), known, int(number)) if known else None


def _century(year: int, forms: Forms) -> int:
    """Two digits mean the last hundred years, as seen ten years after the day of the extract."""
    if year > 99:
        return year
    latest = forms.as_at.year + 10
    return latest - (latest - year) % 100


def birth(cell: str, forms: Forms) -> Born | Bad | None:
    """A day or a year of birth, of somebody of working age on the day of the extract."""
    if re.fullmatch(r"(?:19|20)\d\d", cell):
        return _aged(Born(date(int(cell), 7, 1), "year"), forms)
    found = day(cell, forms)
    if isinstance(found, date) and found > forms.as_at and re.search(r"\D\d\d$", cell.strip()):
        found = found.replace(year=found.year - 100)  # "17-Jul-29" of a birth is 1929
    return _aged(Born(found, "day"), forms) if isinstance(found, date) else found


def _aged(born: Born, forms: Forms) -> Born | Bad:
    if born.on > forms.as_at:
        return Bad("This birth is still to come. A day of birth of somebody aged 15 to 90 is accepted.")
    years = age_on(born.on, forms.as_at)
    if not YOUNGEST <= years <= OLDEST:
        return Bad(f"Somebody born then would be {years}. Ages from {YOUNGEST} to {OLDEST} are accepted.")
    return born


def age_on(born: date, on: date) -> int:
    """Full years between a birth and a day."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def age(cell: str, forms: Forms) -> Born | Bad | None:
    """An age, or a band, turned into a birth: half a year, or half the band, before the day on which it was so."""
    said = cell.casefold()
    if said in EMPTY:
        return None
    numbers = [int(number) for number in re.findall(r"\d+", said.partition(".")[0])]
    if not numbers or len(numbers) > 2:
        return Bad(f"This is not an age. An age from {YOUNGEST} to {OLDEST} or a band such as 50-54 is accepted.")
    low = numbers[0]
    high = numbers[1] if len(numbers) == 2 else low
    if len(numbers) == 1 and re.search(r"\+|over|and above|or more|plus|≥|>", said):
        high = low + 4
    elif len(numbers) == 1 and re.search(r"under|below|less|<", said):
        low, high = max(YOUNGEST, low - 5), low - 1
    if not YOUNGEST <= low <= high <= OLDEST + 9 or (low == high and high > OLDEST):
        return Bad(f"An age of {low}: ages from {YOUNGEST} to {OLDEST} are accepted.")
    months = (low + high + 1) * 6
    return Born(_months_before(forms.as_at, months), "age" if low == high else "band")


def _months_before(on: date, months: int) -> date:
    count = on.year * 12 + on.month - 1 - months
    return date(count // 12, count % 12 + 1, 1)


def fte(cell: str, forms: Forms) -> int | Bad | None:
    """A share of full time in ten-thousandths. The column's unit says whether 80 is 80% or a mistake."""
    said = cell.replace(" ", "").casefold()
    if said in EMPTY:
        return None
    is_percent = said.endswith("%")
    plain = said.rstrip("%").removesuffix("hours").removesuffix("hrs").removesuffix("fte").replace(",", ".")
    if match := re.fullmatch(r"(\d+):(\d\d)(?::00)?", plain):
        plain = str(int(match.group(1)) + int(match.group(2)) / 60)
    try:
        number = float(plain)
    except ValueError:
        return Bad(f"This is not an FTE. {ACCEPTED_FTE[forms.fte_unit]} is accepted.")
    if is_percent or forms.fte_unit == "percent":
        number = number / 100
    elif forms.fte_unit == "hours":
        number = number / forms.full_hours
    if not 0 <= number <= 3:
        return Bad(f"An FTE of {cell}: {ACCEPTED_FTE[forms.fte_unit].lower()} is accepted.")
    return round(number * FTE_PARTS)


ACCEPTED_FTE = {
    "part": "A share of full time from 0 to 1, such as 0.8,",
    "percent": "A percentage of full time from 0 to 100, such as 80,",
    "hours": "Weekly hours that are no more than full time, such as 28,",
}
CONTRACTS = {
    "permanent": "permanent perm p open openended open-ended indefinite ongoing substantive established pm "
    "permanent/open-ended continuing tenured tenure regular 1",
    "fixed": "fixed fixed-term fixedterm ft ftc f temporary temp t limited fixed-term/temporary secondment seconded "
    "maternity-cover training apprentice apprenticeship internship 2",
    "atypical": "atypical casual zero zero-hours hourly hourly-paid bank sessional worker as-required annualised "
    "variable claims agency honorary 3",
}
FLAGS = {True: "y yes true t 1 x ja disabled apprentice opted-out", False: "n no false f 0 none not"}
_FULL = re.compile(r"\bfull|^f/?t\b|^f$|^ft$")
_PART = re.compile(r"\bpart|^p/?t\b|^p$|^pt$|term.?time|job.?share|\bhourly|\bvariable")


def _one_of(cell: str, table: dict[Any, str], accepted: str) -> Any:
    """The meaning whose words the cell begins with, its longest words first."""
    said = re.sub(r"[^a-z0-9/]+", "-", cell.casefold()).strip("-")
    if said in EMPTY or not said or said in {"unknown", "not-known", "not-stated", "prefer-not-to-say"}:
        return None
    for value, spoken in table.items():
        if said in spoken.split():
            return value
    for value, spoken in table.items():
        if any(len(word) > 2 and re.search(rf"(^|-){re.escape(word)}", said) for word in spoken.split()):
            return value
    return Bad(f"This is not known here. {accepted} is accepted.")


def mode(cell: str) -> str | Bad | None:
    """Full-time or part-time."""
    said = cell.casefold()
    if said in EMPTY or said in {"unknown", "not known"}:
        return None
    if _FULL.search(said):
        return "full"
    if _PART.search(said):
        return "part"
    return {"1": "full", "2": "part", "y": "full", "n": "part", "yes": "full", "no": "part"}.get(said) or Bad(
        "This is not known here. Full-time or part-time is accepted."
    )


def sex(cell: str) -> str | Bad | None:
    """Female, male, or the word that was written; HESA's and HR systems' codes are turned into words."""
    said = cell.casefold()
    if said in EMPTY or said in {"not known", "unknown", "u", "9", "99", "prefer not to say", "not stated"}:
        return None
    known = {
        "f": "female", "female": "female", "woman": "female", "w": "female", "10": "female", "2": "female",
        "m": "male", "male": "male", "man": "male", "11": "male", "1": "male",
    }.get(said)  # fmt: skip
    return known or _text(cell)
