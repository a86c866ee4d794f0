"""Which column of a file is which: by its name and by what stands under it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from rapidfuzz import fuzz, process

from plumbline.workforce.register.extract.columns import COLUMNS, NEVER, Kind, fold
from plumbline.workforce.register.extract.layout import Layout
from plumbline.workforce.register.extract.values import EMPTY, Bad, Born, Forms, reader_for

REMEMBERED, BY_NAME, ALIKE, BY_CONTENT = 1.0, 0.95, 0.75, 0.5
SAMPLE = 400
SURE = 0.9
"""From here on a match needs no second look."""
_BY_HEADING = {name: column.key for column in reversed(COLUMNS.values()) for name in column.names}
_NAMES = list(_BY_HEADING)


@dataclass(frozen=True, slots=True)
class Match:
    """A column that was recognised: its number from 0, how sure, and why: "remembered", "name", "alike" (a similar
    name) or "content"; `fits` is the share of its filled cells that can be read as what it is taken for."""

    column: int
    key: str
    sure: float
    why: str
    fits: float


def signature(layout: Layout, column: int) -> str:
    """How a column is remembered: its folded heading, with its group where the heading alone says little."""
    heading, group = fold(layout.headings[column]), fold(layout.groups[column])
    twice = sum(1 for each in layout.headings if fold(each) == heading) > 1
    return f"{group} {heading}".strip() if twice or not heading else heading


def propose(
    layout: Layout, rows: Sequence[Sequence[str]], forms: Forms, remembered: Mapping[str, str] | None = None
) -> dict[str, Match]:
    """The best column for each thing that is wanted, from a sample of the rows. `remembered`: signature → key, or ""
    for a column that the institution does not need."""
    samples = [_sample(rows, column) for column in range(layout.width)]
    found = [
        match
        for column in range(layout.width)
        for match in _candidates(layout, column, samples[column], forms, remembered or {})
    ]
    found.sort(key=lambda match: (-match.sure * (0.4 + 0.6 * match.fits), match.column))
    chosen: dict[str, Match] = {}
    taken: set[int] = set()
    for match in found:
        if match.key not in chosen and match.column not in taken:
            chosen[match.key] = match
            taken.add(match.column)
    return chosen


def _sample(rows: Sequence[Sequence[str]], column: int) -> list[str]:
    cells = (row[column].strip() for row in rows if column < len(row))
    return [cell for cell in cells if cell.casefold() not in EMPTY][:SAMPLE]


def _candidates(
    layout: Layout, column: int, cells: list[str], forms: Forms, remembered: Mapping[str, str]
) -> list[Match]:
    heading = fold(layout.headings[column])
    known = remembered.get(signature(layout, column))
    if known == "":
        return []
    if known in COLUMNS and (fit := _fit(known, cells, forms)) >= 0.5:
        return [Match(column, known, REMEMBERED, "remembered", fit)]  # the name may mean another thing by now
    if heading in NEVER:
        return []
    spoken = [*_spoken(layout, column)]
    for name, sure, why in spoken:
        keys = [key for key, each in COLUMNS.items() if name in each.names]
        if keys:
            fits = {key: _fit(key, cells, forms) for key in keys}
            return [Match(column, key, sure, why, fit) for key, fit in fits.items() if fit >= 0.5]
    close = (
        process.extractOne(heading, _NAMES, scorer=fuzz.token_sort_ratio, score_cutoff=86) if len(heading) > 3 else None
    )
    if close and (not cells or _fit(_BY_HEADING[close[0]], cells, forms) >= 0.6):
        key = _BY_HEADING[close[0]]
        return [Match(column, key, ALIKE, "alike", _fit(key, cells, forms))]
    return [Match(column, key, BY_CONTENT, "content", fit) for key, fit in _by_content(cells, forms)]


def by_name(layout: Layout) -> dict[str, int]:
    """The columns by their headings alone, whatever stands under them: key → column."""
    found: dict[str, int] = {}
    for column in range(layout.width):
        for name, _sure, _why in _spoken(layout, column):
            if name in _BY_HEADING and name not in NEVER:
                found.setdefault(_BY_HEADING[name], column)
                break
    return found


def _spoken(layout: Layout, column: int) -> list[tuple[str, float, str]]:
    """The names that a column answers to: its own, with its group, and without what stands in brackets."""
    own, group = layout.headings[column], layout.groups[column]
    both, alone = (fold(f"{group} {own}"), BY_NAME, "name"), (fold(own), BY_NAME - 0.01, "name")
    is_twice = sum(1 for each in layout.headings if fold(each) == fold(own)) > 1
    names = [both, alone] if is_twice else [alone, both]
    bare = fold(re.sub(r"\(.*?\)|\[.*?\]", " ", own))
    without_number = re.sub(r"\s*\b\d{1,2}$", "", bare)
    names += [(bare, BY_NAME - 0.05, "name"), (without_number, BY_NAME - 0.1, "name")]
    return [each for each in names if each[0]]


def _fit(key: str, cells: list[str], forms: Forms) -> float:
    """The share of cells that can be read as what the column would be."""
    if not cells:
        return 0.5
    if key == "staff":
        return _code_share(cells)
    kind = COLUMNS[key].kind
    if kind is Kind.TEXT and key not in ("grade", "level", "disability"):
        # Days and amounts under a heading of words are a shift, or another thing of the same name.
        return sum(1 for cell in cells if not _LOOKS_TYPED.match(cell)) / len(cells)
    if key in _PATTERNS:
        return sum(1 for cell in cells if _PATTERNS[key].match(cell)) / len(cells)
    read = reader_for(kind, forms)
    return sum(1 for cell in cells if not isinstance(read(cell), Bad)) / len(cells)


_LOOKS_TYPED = re.compile(r"^\d{1,4}[-/.]\d{1,2}[-/.]\d{2,4}$|^\d+[.,]\d+%?$")
_PATTERNS = {
    "contract_id": re.compile(r"^[\w/.-]*\d[\w/.-]*$"),
    "soc": re.compile(r"^\d{3,4}(?:\.0)?(?: .*|-.*)?$"),
    "ukprn": re.compile(r"^1\d{7}$"),
}


def _code_share(cells: list[str]) -> float:
    codes = [
        cell for cell in cells if re.match(r"^[A-Za-z]{0,4}[-/]?\d{1,12}(?:\.0)?[A-Za-z]?$|^[0-9a-fA-F-]{12,64}$", cell)
    ]
    if not codes:
        return 0.6 * (len(set(cells)) / len(cells)) if all(re.match(r"^[\w-]{4,40}$", cell) for cell in cells) else 0
    return len(codes) / len(cells) * (0.5 + 0.5 * len(set(codes)) / len(codes))


def _by_content(cells: list[str], forms: Forms) -> list[tuple[str, float]]:
    """What a column can be whose name says nothing, from its cells alone; only where they speak clearly."""
    if len(cells) < 3:
        return []
    tests: dict[str, Callable[[list[str]], bool]] = {
        "born_on": lambda given: _births(given, forms),
        "sex": lambda given: _within(given, {"f", "m", "female", "male"}, 0.85) and len(set(given)) <= 6,
        "mode": lambda given: _within(given, {"full-time", "part-time", "ft", "pt", "full time", "part time"}, 0.9),
        "contract": lambda given: _within(
            given, {"permanent", "fixed-term", "fixed term", "open-ended", "open ended", "casual", "temporary"}, 0.8
        ),
        "grade": lambda given: _share(given, r"^(?:grade|band|gr\.?)\s*\w{1,3}$") > 0.8,
        "title": lambda given: _share(given, r".*\b(?:technician|lecturer|manager|officer|assistant)\b") > 0.3,
        "fte": lambda given: _share(given, r"^(?:0?[.,]\d{1,4}|1(?:[.,]0+)?)$") > 0.95 and len(set(given)) > 1,
        "soc": lambda given: (
            _share(given, r"^[1-9]\d{3}$") > 0.95
            and 1 < len(set(given)) < 90
            and any(cell.startswith("31") for cell in given)
        ),
    }
    return [(key, 0.9) for key, test in tests.items() if test(cells)][:1]


def _births(cells: list[str], forms: Forms) -> bool:
    read = reader_for(Kind.BIRTH, forms)
    born = [value.on.year for cell in cells if isinstance(value := read(cell), Born)]
    if len(born) < 0.9 * len(cells):
        return False
    middle = sorted(born)[len(born) // 2]
    return 28 <= forms.as_at.year - middle <= 62 and len(set(cells)) > 0.5 * len(cells) and born[0] > 1900


def _within(cells: list[str], words: set[str], share: float) -> bool:
    return sum(1 for cell in cells if cell.casefold() in words) >= share * len(cells)


def _share(cells: list[str], pattern: str) -> float:
    form = re.compile(pattern, re.IGNORECASE)
    return sum(1 for cell in cells if form.match(cell)) / len(cells)


def forms_of(
    layout: Layout, rows: Sequence[Sequence[str]], keys: Mapping[str, int], as_at: date, *, from_1904: bool = False
) -> Forms:
    """How this file writes days and FTE, from the columns that were recognised (`keys`: key → column)."""
    days = [key for key in keys if COLUMNS[key].kind in (Kind.DATE, Kind.BIRTH)]
    cells = [cell for key in days for cell in _sample(rows, keys[key])]
    unit, hours = "part", 35.0
    if "fte" in keys:
        unit, hours = fte_unit(layout.headings[keys["fte"]], _sample(rows, keys["fte"]))
    return Forms(as_at, months_first(cells), from_1904, unit, hours)


def months_first(cells: Sequence[str]) -> bool:
    """Whether days are written month first: only where some can be nothing else and none is day first."""
    parts = [match for cell in cells if (match := re.match(r"^(\d{1,2})[-/.](\d{1,2})[-/.]\d{2,4}", cell))]
    day_first = sum(1 for match in parts if int(match.group(1)) > 12)
    month_first = sum(1 for match in parts if int(match.group(2)) > 12)
    return month_first > 0 and day_first * 20 < month_first


def fte_unit(heading: str, cells: Sequence[str]) -> tuple[str, float]:
    """What the column counts in ("part", "percent", "hours") and how many hours are full time."""
    numbers = [float(plain) for cell in cells if re.fullmatch(r"\d+(?:\.\d+)?", plain := cell.replace(",", "."))]
    common = Counter(number for number in numbers if 30 <= number <= 45).most_common(1)
    hours = common[0][0] if common else 35.0
    said = fold(heading)
    large = sum(1 for number in numbers if number > 1.5)
    if not numbers or large < 0.5 * len(numbers):
        return "part", hours
    if re.search(r"\b(?:hours|hrs|hour)\b", said):
        return "hours", hours
    if re.search(r"\b(?:percent|percentage|pct|fte|util|utilisation|utilization|capacity)\b", said):
        return "percent", hours
    return ("hours", hours) if max(numbers) <= 48 else ("percent", hours)


def shift_of(rows: Sequence[Sequence[str]], keys: Mapping[str, int], forms: Forms) -> int:
    """By how many columns the values stand to the right (or, negative, left) of their headings, where moving them
    makes nearly everything fit that does not now; 0 where they stand right."""
    scores = {move: _fits_at(rows, keys, forms, move) for move in (0, 1, -1)}
    best = max(scores, key=lambda move: scores[move])
    return best if scores[best] - scores[0] > 0.25 and scores[best] > 0.8 else 0


def _fits_at(rows: Sequence[Sequence[str]], keys: Mapping[str, int], forms: Forms, move: int) -> float:
    fits = []
    for key, column in keys.items():
        if column + move < 0:
            continue
        cells = _sample(rows, column + move)
        if cells:
            fits.append(_fit(key, cells, forms))
        elif COLUMNS[key].is_needed:
            fits.append(0.0)
    return sum(fits) / len(fits) if fits else 0.0
