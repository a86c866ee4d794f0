"""What people type, understood by the kind of the question: as a value, or as a sentence about what is wrong. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.utils.translation import gettext as _

from plumbline.platform.questionnaires.definition import Choice, Column, Kind, Question

YES, NO = "yes", "no"
DATES = ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y", "%d %m %Y", "%d %B %Y", "%d %b %Y", "%B %d %Y", "%b %d %Y")
NUMBER = re.compile(r"[-+]?(\d{1,3}(,\d{3})+|\d{1,3}( \d{3})+|\d+)(\.\d+)?", re.ASCII)
WEB = URLValidator(schemes=["https"])
LONGEST_ADDRESS = 2_000


@dataclass(frozen=True, slots=True)
class Read:
    """A value of the kind (None where nothing was typed or it could not be read), and what is wrong ("": nothing).
    Values: str, Decimal, date, bool (yes_no), a key (choice), keys (choices), rows of cells (table)."""

    value: Any = None
    problem: str = ""


def read(question: Question, body: str) -> Read:
    """What was typed as the answer to `question`. White space alone is nothing."""
    typed = body.strip()
    if not typed:
        return Read()
    return READERS.get(question.kind, _text)(question, typed)


def read_number(typed: str) -> Decimal | None:
    """5,985, 5 985, 5985 or 12.5; None for anything else. 1,5 is nobody's number: it may be 1.5 or 15."""
    plain = " ".join(typed.replace("\N{NO-BREAK SPACE}", " ").replace("\N{MINUS SIGN}", "-").split())
    if not NUMBER.fullmatch(plain):
        return None
    return Decimal(plain.replace(",", "").replace(" ", ""))


def read_date(typed: str) -> date | None:
    """A day as people write it, in British order; None for anything else, and for days that are not there."""
    plain = re.sub(r"(?<=\d)(st|nd|rd|th)\b", "", " ".join(typed.replace(",", " ").split()), flags=re.I)
    plain = re.sub(r"\bsept\b", "Sep", plain, flags=re.I)
    for written in DATES:
        try:
            day = datetime.strptime(plain, written).date()  # noqa: DTZ007 (a day has no zone)
        except ValueError:
            continue
        return day if 1000 <= day.year <= 9999 else None
    return None


def read_phone(typed: str) -> str | None:
    """The digits of a telephone number, with + where there is a country's code and with its extension; None for
    anything else. British numbers have ten or eleven figures with the 0 (Ofcom's numbering plan)."""
    body, _found, extension = re.sub(r"\b(?:extension|ext|x)\b\.?", "x", typed, flags=re.I).partition("x")
    figures = re.sub(r"[\s().\-/]|(?<=\d)\(0\)", "", body.replace("(0)", ""))
    if not re.fullmatch(r"\+?[0-9]+", figures) or (extension and not re.fullmatch(r"\s*[0-9]{1,6}\s*", extension)):
        return None
    local = re.sub(r"^(\+44|0044)", "0", figures)
    is_british = local.startswith("0") and not local.startswith("00") and len(local) in {10, 11}
    is_foreign = re.fullmatch(r"(\+|00)[1-9]\d{6,14}", figures) and not re.match(r"(\+|00)44", figures)
    if not is_british and not is_foreign:
        return None
    return figures + (f" x{extension.strip()}" if extension else "")


def read_rows(body: str) -> list[list[str]]:
    """The rows of a table as it is stored: one a line, cells parted by |; rows without any word are left out. Cells
    parted by tabs are taken too, as spreadsheets copy them."""
    rows = [_cells(line) for line in body.splitlines()]
    return [row for row in rows if any(row)]


def write_rows(rows: Sequence[Sequence[str]]) -> str:
    """Rows of cells as they are stored."""
    lines = (" | ".join(_escaped(cell) for cell in row).rstrip() for row in rows if any(cell.strip() for cell in row))
    return "\n".join(lines)


def _escaped(cell: str) -> str:
    plain = cell.strip().replace("\\", "\\\\").replace("|", "\\|")
    return re.sub(r"\r\n|\r|\n", r"\\n", plain).replace("\t", " ")


def _cells(line: str) -> list[str]:
    if "\t" in line and "|" not in line:
        return [cell.strip() for cell in line.split("\t")]
    cells, cell, position = [], "", 0
    while position < len(line):
        letter = line[position]
        if letter == "\\" and position + 1 < len(line):
            position += 1
            cell += {"n": "\n"}.get(line[position], line[position])
        elif letter == "|":
            cells.append(cell.strip())
            cell = ""
        else:
            cell += letter
        position += 1
    return [*cells, cell.strip()]


def _text(_question: Question, typed: str) -> Read:
    return Read(typed)


def _number(_question: Question, typed: str) -> Read:
    value = read_number(typed)
    if value is None:
        return Read(problem=_("“%(typed)s” is not a number. Write it like 5,985 or 12.5.") % {"typed": _short(typed)})
    return Read(value)


def _date(_question: Question, typed: str) -> Read:
    value = read_date(typed)
    if value is None:
        told = _("“%(typed)s” is not a day. Write it like 1 November 2026 or 1/11/2026.")
        return Read(problem=told % {"typed": _short(typed)})
    return Read(value)


def _email(_question: Question, typed: str) -> Read:
    try:
        validate_email(typed)
    except ValidationError:
        told = _("“%(typed)s” is not an e-mail address. Write it like name@example.ac.uk.")
        return Read(problem=told % {"typed": _short(typed)})
    return Read(typed)


def _phone(_question: Question, typed: str) -> Read:
    value = read_phone(typed)
    if value is None:
        told = _("“%(typed)s” is not a telephone number. Write it like 0151 496 0000 or +353 1 555 0100.")
        return Read(problem=told % {"typed": _short(typed)})
    return Read(value)


def _link(_question: Question, typed: str) -> Read:
    try:
        WEB(typed if len(typed) <= LONGEST_ADDRESS else "")
    except ValidationError:
        told = _("“%(typed)s” is not a web address. Copy it from the browser, with https:// at its beginning.")
        return Read(problem=told % {"typed": _short(typed)})
    return Read(typed)


def _choice(question: Question, typed: str) -> Read:
    if typed not in {one.key for one in question.choices}:
        return Read(problem=_("“%(typed)s” is no longer one of the choices. Choose again.") % {"typed": _short(typed)})
    return Read(typed)


def _choices(question: Question, typed: str) -> Read:
    keys = tuple(dict.fromkeys(line.strip() for line in typed.splitlines() if line.strip()))
    gone = [key for key in keys if key not in {one.key for one in question.choices}]
    if gone:
        told = _("No longer among the choices: %(gone)s. Choose again.")
        return Read(problem=told % {"gone": ", ".join(_short(key) for key in gone)})
    return Read(keys)


def _yes_no(_question: Question, typed: str) -> Read:
    if typed not in {YES, NO}:
        return Read(problem=_("“%(typed)s” is neither yes nor no. Choose one.") % {"typed": _short(typed)})
    return Read(typed == YES)


def _table(question: Question, typed: str) -> Read:
    rows = read_rows(typed)
    problems = [
        told
        for place, row in enumerate(rows, 1)
        for column, cell in zip(question.columns, [*row, *[""] * len(question.columns)], strict=False)
        if (told := _cell(place, column, cell))
    ]
    if any(len(row) > len(question.columns) for row in rows):
        problems.append(
            _("A row has more cells than the table has columns: %(columns)s.")
            % {"columns": ", ".join(column.title for column in question.columns)}
        )
    return Read(problem=" ".join(problems)) if problems else Read(tuple(tuple(row) for row in rows))


def _cell(place: int, column: Column, cell: str) -> str:
    """What is wrong with one cell, with the row and the column that it is in."""
    where = {"row": place, "column": column.title, "typed": _short(cell)}
    if not cell:
        return _("Row %(row)s: “%(column)s” is empty.") % where if column.required else ""
    if column.kind == "number" and read_number(cell) is None:
        return _("Row %(row)s, “%(column)s”: “%(typed)s” is not a number. Write it like 5,985.") % where
    if column.kind == "date" and read_date(cell) is None:
        return _("Row %(row)s, “%(column)s”: “%(typed)s” is not a day. Write it like 1 November 2026.") % where
    return ""


READERS: dict[Kind, Callable[[Question, str], Read]] = {
    Kind.NUMBER: _number,
    Kind.DATE: _date,
    Kind.EMAIL: _email,
    Kind.PHONE: _phone,
    Kind.LINK: _link,
    Kind.CHOICE: _choice,
    Kind.CHOICES: _choices,
    Kind.YES_NO: _yes_no,
    Kind.TABLE: _table,
}


def offered(question: Question) -> tuple[Choice, ...]:
    """What a question of kind choice, choices or yes_no offers."""
    if question.kind == Kind.YES_NO:
        return (Choice(key=YES, title=_("Yes")), Choice(key=NO, title=_("No")))
    return question.choices


def _short(typed: str) -> str:
    plain = " ".join(typed.split())
    return plain if len(plain) <= 60 else plain[:59] + "…"
