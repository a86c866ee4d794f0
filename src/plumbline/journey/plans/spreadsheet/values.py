"""How each kind of value stands in a cell, and how a cell is read: both ways side by side, so that they agree.

A plain value is what JSON holds: words, a list of words, or for a date as people write it [words, ISO day or None].
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from plumbline.foundation.formats.sheets import Cell, Kind, Value
from plumbline.foundation.text import clean
from plumbline.journey.plans.content import figure
from plumbline.journey.plans.days import written

BRACKET = re.compile(r"(?s)(?P<words>.*?)\s*\[(?P<day>\d{4}-\d{2}-\d{2})?\]\Z")
ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
YES = {"yes", "y", "true", "x", "1", "✓", "✔", "done", "ie", "ydy"}
NO = {"", "no", "n", "false", "0", "-", "–", "na", "nac ydy"}


class Unfit(Exception):  # noqa: N818 (it says what would fit)
    """A cell that does not fit its column. `wanted` says what would be accepted."""

    def __init__(self, wanted: str) -> None:
        self.wanted = wanted
        super().__init__(wanted)


@dataclass(frozen=True, slots=True)
class Way:
    """How one kind of value is written into a cell, read from one (raising Unfit), and said to people."""

    write: Callable[[Any], Value]
    read: Callable[[Cell], Any]
    say: Callable[[Any], str]
    empty: Any = ""


def lines(text: str) -> str:
    """Text with one kind of line end, as comparing needs it."""
    return clean(text.replace("\r\n", "\n").replace("\r", "\n"))


def _no_error(cell: Cell) -> Cell:
    if cell.kind is Kind.ERROR:
        raise Unfit(_("Correct the formula, or type the value itself."))
    if cell.kind is Kind.UNCALCULATED:
        told = _("This formula was never calculated. Open the file in a spreadsheet program, save it, and try again.")
        raise Unfit(told)
    return cell


def _text(cell: Cell) -> str:
    value = _no_error(cell).value
    if isinstance(value, date) and not isinstance(value, datetime):
        return date_format(value, "j F Y")
    return lines(cell.seen)


TEXT = Way(lambda value: value or None, _text, str)


def _read_when(cell: Cell, *, is_start: bool) -> list[Any]:
    value = _no_error(cell).value
    if isinstance(value, datetime):
        return ["", value.date().isoformat()]
    if isinstance(value, date):
        return ["", value.isoformat()]
    typed = lines(cell.seen)
    bracketed = BRACKET.fullmatch(typed)
    if bracketed:
        return [bracketed["words"], _real_day(bracketed["day"]) if bracketed["day"] else None]
    if ISO.fullmatch(typed):
        return ["", _real_day(typed)]
    found = written(typed, is_start=is_start) if typed else None
    return settled([typed, found.on.isoformat() if found and found.on else None])


def settled(value: Sequence[Any]) -> list[Any]:
    """A date as it is compared: words that only repeat the day are no words."""
    words, day = lines(value[0] or ""), value[1]
    if day:
        on = date.fromisoformat(day)
        if words in {day, date_format(on, "j F Y"), f"{on.day} {on:%B} {on.year}"}:
            words = ""
    return [words, day]


def _write_when(value: Sequence[Any], *, is_start: bool) -> Value:
    words, day = settled(value)
    if not words:
        return date.fromisoformat(day) if day else None
    found = written(words, is_start=is_start)
    same_words = settled([words, found.on.isoformat() if found.on else None]) == [words, day]
    is_plain = same_words and not BRACKET.fullmatch(words) and not ISO.fullmatch(words)
    return words if is_plain else f"{words} [{day or ''}]"


def _say_when(value: Sequence[Any]) -> str:
    words, day = value
    return str(words or (date_format(date.fromisoformat(day), "j F Y") if day else ""))


def when(*, is_start: bool) -> Way:
    """A date as people write it. Where its day is not the one that the words name, it stands in brackets."""
    return Way(
        lambda value: _write_when(value, is_start=is_start),
        lambda cell: _read_when(cell, is_start=is_start),
        _say_when,
        ["", None],
    )


def _real_day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise Unfit(_("There is no such day. Write it like 31 July 2026.")) from None


def _read_day(cell: Cell) -> str | None:
    words, day = _read_when(cell, is_start=True)
    if words and not day:
        raise Unfit(_("Write a day, like 31 July 2026."))
    return str(day) if day else None


DAY = Way(
    lambda value: date.fromisoformat(value) if value else None,
    _read_day,
    lambda value: date_format(date.fromisoformat(value), "j F Y") if value else "",
    None,
)


MOST_DIGITS = 15
"""Before or after the point of a figure; nothing that a plan counts has more."""


def _read_figure(cell: Cell) -> str | None:
    typed = _text(cell).replace("£", "").replace("€", "").replace(" ", "").replace("\xa0", "")
    if not typed:
        return None
    if re.fullmatch(r"-?\d{1,3}(,\d{3})+(\.\d+)?", typed):
        typed = typed.replace(",", "")
    try:
        number = Decimal(repr(cell.value) if isinstance(cell.value, float) else typed)
    except InvalidOperation:
        raise Unfit(_("Write a number in figures, such as 1200 or 12.5.")) from None
    if not number.is_finite() or abs(number.adjusted()) > MOST_DIGITS:  # "1e999999999" would be written out in full
        raise Unfit(_("Write a number in figures, such as 1200 or 12.5."))
    return figure(number)


def _write_figure(value: str | None) -> Value:
    if value is None:
        return None
    number = float(value)
    return number if figure(Decimal(repr(number))) == value else value  # more digits than a spreadsheet keeps: as text


FIGURE = Way(_write_figure, _read_figure, lambda value: value or "", None)


def _read_year(cell: Cell) -> int | None:
    typed = _text(cell)
    if not typed:
        return None
    if not re.fullmatch(r"(19|20|21)\d\d", typed):
        raise Unfit(_("Write a year in four figures, such as 2026."))
    return int(typed)


YEAR = Way(lambda value: value, _read_year, lambda value: str(value) if value else "", None)


def _read_years(cell: Cell) -> list[int]:
    pieces = [piece for piece in re.split(r"[;,\s]+", _text(cell)) if piece]
    if not all(re.fullmatch(r"(19|20|21)\d\d", piece) for piece in pieces):
        raise Unfit(_("Write years in four figures with semicolons between, such as 2026; 2027."))
    return sorted({int(piece) for piece in pieces})


YEARS = Way(lambda value: "; ".join(map(str, value)) or None, _read_years, lambda value: ", ".join(map(str, value)), [])


def _read_yes(cell: Cell) -> bool:
    typed = _text(cell).casefold()
    if typed in YES or typed == str(_("Yes")).casefold():
        return True
    if typed in NO or typed == str(_("No")).casefold():
        return False
    raise Unfit(_("Write “Yes”, or leave the cell empty."))


YES_NO = Way(lambda value: _("Yes") if value else None, _read_yes, lambda value: _("Yes") if value else _("No"), False)


def _read_lines(cell: Cell) -> list[str]:
    return [line.strip() for line in _text(cell).split("\n") if line.strip()]


LINES = Way(lambda value: "\n".join(value) or None, _read_lines, "\n".join, [])


def one_of(labels: Mapping[str, Any]) -> Way:
    """One of a few values, each with its words; either is understood."""
    return Way(
        lambda value: str(labels[value]) if value else None,
        lambda cell: _known(_text(cell), labels) if _text(cell) else "",
        lambda value: str(labels[value]) if value else "",
    )


def some_of(labels: Mapping[str, Any]) -> Way:
    """Several of a few values, with semicolons between."""
    return Way(
        lambda value: "; ".join(str(labels[one]) for one in value) or None,
        lambda cell: _some(cell, labels),
        lambda value: "; ".join(str(labels[one]) for one in value),
        [],
    )


def _some(cell: Cell, labels: Mapping[str, Any]) -> list[str]:
    pieces = [piece.strip() for piece in re.split(r"[;\n]", _text(cell)) if piece.strip()]
    return list(dict.fromkeys(_known(piece, labels) for piece in pieces))


def _known(typed: str, labels: Mapping[str, Any]) -> str:
    wanted = " ".join(typed.split()).casefold()
    for value, label in labels.items():
        if wanted in {value.casefold(), str(label).casefold(), value.replace("_", " ").casefold()}:
            return value
    raise Unfit(_("Accepted: %(values)s.") % {"values": "; ".join(str(label) for label in labels.values())})
