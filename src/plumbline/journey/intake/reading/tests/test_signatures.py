"""The two signatures, in running text and in tables of every layout."""

# A case is one line, however long.
# ruff: noqa: ISC004

from __future__ import annotations

from collections.abc import Callable

import pytest

from plumbline.journey.intake.reading.signing import split_name
from plumbline.journey.intake.reading.understood import Signature, Understood, When

FORM = (
    "Organisation: Norhaven University\n\nName of lead: Efa Example\n\n"
    "Say who counts as a technician with you:\n\nBy grade.\n\n"
    "Please evidence how the technician voice was present:\n\nBy vote.\n\n"
)
Read = Callable[..., Understood]


def said(signature: Signature) -> tuple[str, str | None, str | None, bool | None, str | None]:
    date = signature.date.on if signature.date else None
    return signature.role, signature.name, signature.office, signature.signed, date


@pytest.mark.parametrize(
    ("text", "lead", "leader"),
    [
        (  # the name behind the dots, the role in brackets under it
            "Signed..... Dr Efa Example, Head of Workshops\n\n(Nominated Institutional Lead)\n\nDate: 3 May 2020\n\n"
            "Signed..... Professor Olu Sample\n\n(Leader of Institution)\n\nDate: 4th May 2020",
            ("lead", "Dr Efa Example", "Head of Workshops", True, "2020-05-03"),
            ("leader", "Professor Olu Sample", None, True, "2020-05-04"),
        ),
        (  # a date beside an empty line: one cannot tell; neither: not signed
            "Signed..........(Nominated Institutional Lead)\n\nDate: 3 May 2020\n\n"
            "Signed..........(Leader of Institution)\n\nDate:",
            ("lead", None, None, None, "2020-05-03"),
            ("leader", None, None, False, None),
        ),
        (  # everything on one line
            "Signed: Efa Example (Institutional Lead)   Date: 03/05/2020\n\n"
            "Signed: ____________ (Vice-Chancellor)   Date: __________",
            ("lead", "Efa Example", None, True, "2020-05-03"),
            ("leader", None, "Vice-Chancellor", False, None),
        ),
        (  # the role before the name
            "Signed by the institutional lead: Efa Example MBE\n\nDate: 3.5.20\n\n"
            "Signed by the Principal: Olu Sample\n\nDate: 4.5.20",
            ("lead", "Efa Example MBE", None, True, "2020-05-03"),
            ("leader", "Olu Sample", "Principal", True, "2020-05-04"),
        ),
        (  # no line at all: a name, an office, a date
            "Signatures\n\nEfa Example\n\nInstitutional Lead\n\n03/05/2020\n\nOlu Sample\n\nPresident\n\n04/05/2020",
            ("lead", "Efa Example", None, True, "2020-05-03"),
            ("leader", "Olu Sample", "President", True, "2020-05-04"),
        ),
        (  # everybody in one sentence each
            "Sign-off\n\nDr Efa Example, Institutional Lead. Signed 3 May 2020\n\n"
            "Vice-Chancellor: Olu Sample, 4 May 2020",
            ("lead", "Dr Efa Example", None, True, "2020-05-03"),
            ("leader", "Olu Sample", "Vice-Chancellor", True, "2020-05-04"),
        ),
        (  # a mark that stands for the signature, a month that names no day
            "Signed\n\n[signature]\n\nNominated Institutional Lead\n\nDate\n\n3 May 2020\n\n"
            "Signed\n\n[signature]\n\nLeader of Institution\n\nDate\n\nMay 2020",
            ("lead", None, None, True, "2020-05-03"),
            ("leader", None, None, True, None),
        ),
    ],
)
def test_signatures_in_running_text(understood: Read, text: str, lead: object, leader: object) -> None:
    assert [said(signature) for signature in understood(FORM + text).signatures] == [lead, leader]


TABLE = "<p>Say who counts as a technician with you:</p><p>By grade.</p><p>Technician voice</p><p>A vote.</p>"


@pytest.mark.parametrize(
    ("rows", "lead", "leader"),
    [
        (
            "<tr><th>Role</th><th>Name</th><th>Signature</th><th>Date</th></tr>"
            "<tr><td>Institutional lead</td><td>Efa Example</td><td>E Example</td><td>3 May 2020</td></tr>"
            "<tr><td>Vice-Chancellor</td><td>Olu Sample</td><td></td><td></td></tr>",
            ("lead", "Efa Example", None, True, "2020-05-03"),
            ("leader", "Olu Sample", "Vice-Chancellor", False, None),
        ),
        (
            "<tr><td>Signed (Institutional Lead):</td><td>Signed (Leader of Institution):</td></tr>"
            "<tr><td>Efa Example</td><td></td></tr><tr><td>Date: 3 May 2020</td><td>Date: 5 May 2020</td></tr>",
            ("lead", "Efa Example", None, True, "2020-05-03"),
            ("leader", None, None, None, "2020-05-05"),
        ),
        (
            "<tr><td>Signature of lead</td><td>Efa Example, 3/5/2020</td></tr>"
            "<tr><td>Signature of Principal</td><td></td></tr>",
            ("lead", "Efa Example", None, True, "2020-05-03"),
            ("leader", None, "Principal", False, None),
        ),
    ],
)
def test_signatures_in_tables(understood: Read, rows: str, lead: object, leader: object) -> None:
    found = understood(f"{TABLE}<table>{rows}</table>", "form.html")
    assert [said(signature) for signature in found.signatures] == [lead, leader]


def test_a_date_keeps_its_words(understood: Read) -> None:
    found = understood(FORM + "Signed: Efa Example (Institutional Lead)\n\nDate: 3rd May 2020")
    assert found.signatures[0].date == When("3rd May 2020", "2020-05-03")


@pytest.mark.parametrize(
    ("text", "name", "office"),
    [
        ("Dr Efa Example", "Dr Efa Example", None),
        ("Efa Example MBE, CSci, FRSB", "Efa Example MBE, CSci, FRSB", None),
        ("Efa Example PhD, Head of Workshops, Norhaven", "Efa Example PhD", "Head of Workshops, Norhaven"),
        ("Efa Example – Director", "Efa Example", "Director"),
    ],
)
def test_a_name_keeps_its_titles_and_loses_its_office(text: str, name: str, office: str | None) -> None:
    assert split_name(text) == (name, office)
