"""Neutral sheets: what every kind of spreadsheet is read into."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum

Value = str | int | float | bool | date | datetime | time | None
"""What a cell holds; None where it is empty."""


class Kind(StrEnum):
    """What sort of value a cell holds."""

    EMPTY = "empty"
    TEXT = "text"
    NUMBER = "number"
    YES_NO = "yes_no"
    DATE = "date"
    MOMENT = "moment"
    TIME = "time"
    ERROR = "error"
    UNCALCULATED = "uncalculated"


@dataclass(frozen=True, slots=True)
class Span:
    """Merged cells: rows and columns from 0, the last ones included. Only the first cell holds a value."""

    top: int
    left: int
    bottom: int
    right: int

    def holds(self, row: int, column: int) -> bool:
        """Whether the cell lies inside."""
        return self.top <= row <= self.bottom and self.left <= column <= self.right


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell. `row` and `column` count from 0; `address` is as people say it ("Plan!C7"). `seen` is what a person
    sees there: for an error such as "#REF!" its sign."""

    row: int
    column: int
    address: str
    value: Value
    kind: Kind
    seen: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet. `rows` begin at A1 and may differ in length. `troubles` are the cells whose formula gives an error
    ("#REF!") or was never calculated (""), by row and column."""

    name: str
    rows: Sequence[Sequence[Value]]
    merged: tuple[Span, ...] = ()
    troubles: Mapping[tuple[int, int], str] = field(default_factory=dict)
    is_hidden: bool = False

    def cell(self, row: int, column: int) -> Cell:
        """Any cell, also one outside what is filled."""
        values = self.rows[row] if row < len(self.rows) else ()
        value = values[column] if column < len(values) else None
        kind, seen = kind_of(value), said(value)
        trouble = self.troubles.get((row, column))
        if trouble is not None:
            kind, seen = (Kind.ERROR, trouble) if trouble else (Kind.UNCALCULATED, "")
        return Cell(row, column, f"{self.name}!{address(row, column)}", value, kind, seen)

    def cells(self, row: int) -> Iterator[Cell]:
        """The cells of a row, from A to the last that is filled."""
        return (self.cell(row, column) for column in range(len(self.rows[row])))

    def span(self, row: int, column: int) -> Span | None:
        """The merged cells that this one belongs to, if any."""
        return next((one for one in self.merged if one.holds(row, column)), None)


@dataclass(frozen=True, slots=True)
class Workbook:
    """A file of sheets, in their order."""

    sheets: tuple[Sheet, ...]
    warnings: tuple[str, ...] = ()

    def sheet(self, name: str) -> Sheet | None:
        """The sheet of this name, whatever its case; None where there is none."""
        return next((one for one in self.sheets if one.name.strip().casefold() == name.casefold()), None)


def column_letters(column: int) -> str:
    """0 → A, 25 → Z, 26 → AA."""
    letters, number = "", column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def address(row: int, column: int) -> str:
    """Row and column from 0 as spreadsheets write them: (6, 2) → C7."""
    return f"{column_letters(column)}{row + 1}"


def place(written: str) -> tuple[int, int]:
    """C7 → (6, 2)."""
    letters = written.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return int(written[len(letters) :]) - 1, column - 1


def kind_of(value: Value) -> Kind:
    """The kind of a plain value."""
    if value is None or value == "":
        return Kind.EMPTY
    for types, kind in (
        (str, Kind.TEXT), (bool, Kind.YES_NO), ((int, float), Kind.NUMBER),
        (datetime, Kind.MOMENT), (date, Kind.DATE), (time, Kind.TIME),
    ):  # fmt: skip
        if isinstance(value, types):
            return kind
    raise TypeError(f"No cell holds a {type(value).__name__}.")


def said(value: Value) -> str:
    """A value in words, the same in every language: 2026-11-01, 14:02, TRUE, 5 (never 5.0)."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="seconds" if value.second else "minutes")
    if isinstance(value, time):
        return value.isoformat(timespec="seconds" if value.second else "minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return str(int(value))
    return str(value)
