"""Single facts: figures, names of institutions, publication, the lead, quotations."""

# A case is one line, however long.
# ruff: noqa: E501

from __future__ import annotations

from collections.abc import Callable

import pytest

from plumbline.foundation.formats.blocks import Document, Piece, Place
from plumbline.journey.intake.reading.contacts import EMAIL, PHONE
from plumbline.journey.intake.reading.figures import read_figures
from plumbline.journey.intake.reading.institution import names_in
from plumbline.journey.intake.reading.labels import label_kind, labels_in
from plumbline.journey.intake.reading.ledger import Ledger
from plumbline.journey.intake.reading.publication import state_of
from plumbline.journey.intake.reading.quotations import read_quotations
from plumbline.journey.intake.reading.understood import Understood


def figures_in(text: str, *, is_about_people: bool = False) -> list[tuple[str, float, str | None]]:
    piece = Piece(text, Place(None, 0))
    ledger = Ledger(Document("a.txt", "text", (piece,)))
    found = read_figures([(piece, 0, len(text))], ledger, is_about_people=is_about_people)
    return [(figure.name, figure.value, figure.as_at.on if figure.as_at else None) for figure in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Norhaven has 65 people in technical posts.", [("technicians", 65, None)]),
        ("Norhaven's technical workforce numbers about 65.", [("technicians", 65, None)]),
        ("Norhaven hosts approximately 300 technical staff in five units.", [("technicians", 300, None)]),
        (
            "Norhaven teaches 17,000 students (500 of them part time) and has 900 staff of whom 65 are ‘Technical’.",
            [("students", 17000, None), ("staff", 900, None), ("technicians", 65, None)],
        ),
        ("At 30 September 2023 we had 263 technicians.", [("technicians", 263, "2023-09-30")]),
        ("Our 48 technicians work in two schools (July 2021).", [("technicians", 48, "2021-07-31")]),
        ("We employ 120 academic staff.", [("academic_staff", 120, None)]),
        ("Number of technicians: 85", [("technicians", 85, None)]),
    ],
)
def test_counts_of_the_institutions_own_people(text: str, expected: list[tuple[str, float, str | None]]) -> None:
    assert sorted(figures_in(text)) == sorted(expected)


@pytest.mark.parametrize(
    "text",
    [
        "24 technicians have attended our management course.",
        "We have seen 12 technicians become registered.",
        "There are over 9,000 technicians in the sector.",
        "In 2019 staff moved; in 2020 students returned.",
        "We have 40% technical staff and £300 staff vouchers.",
        "The consortium has 2,100 technical staff.",
        "We aim to have 30 technicians by 2030.",
        "One of 200 staff of another university visited.",
        "The network has 3 new technicians.",
    ],
)
def test_other_numbers_are_no_figures(text: str) -> None:
    assert figures_in(text, is_about_people=True) == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Staff of the University of Norhaven met.", ["University of Norhaven"]),
        ("At Norhaven Technical University we met.", ["Norhaven Technical University"]),
        ("Prifysgol Glan-y-Môr", ["Prifysgol Glan-y-Môr"]),
        (
            "The Carrow Institute and the Institute of Soil Studies",
            ["Carrow Institute", "Institute of Soil Studies"],
        ),
        ("We thank the Science Council and Universities UK.", []),
        ("The university has a technical service.", []),
    ],
)
def test_names_of_institutions_in_running_text(text: str, names: list[str]) -> None:
    assert [name for name, _, _ in names_in(text)] == names


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Organisation:", "institution"),
        ("Name of institution", "institution"),
        ("Institution/organisation", "institution"),
        ("Name of nominated institutional lead", "lead"),
        ("Lead contact", "lead"),
        ("E-mail address of lead", "email"),
        ("Contact Number", "phone"),
        ("Tel.:", "phone"),
        ("Contact details", "both"),
        ("Deputy lead:", "other_person"),
        ("Visibility", None),
        ("How many technicians are there?", None),
    ],
)
def test_labels_are_known_under_many_names(text: str, kind: str | None) -> None:
    assert label_kind(text) == kind


def test_several_labels_may_share_a_line() -> None:
    text = "Name of lead: Dr Efa Example  E-mail: efa@norhaven.example  Tel: 01632 960 111"
    assert [(each.kind, text[each.value_start : each.end]) for each in labels_in(text)] == [
        ("lead", "Dr Efa Example"),
        ("email", "efa@norhaven.example"),
        ("phone", "01632 960 111"),
    ]


def test_an_address_of_somebody_else_is_not_the_leads(understood: Callable[..., Understood]) -> None:
    found = understood(
        "Institution: Norhaven University\n\nInstitutional lead: Efa Example\n\nDeputy lead: Olu Sample\n\n"
        "E-mail: olu@norhaven.example\n\nHow do you define technicians?\n\nBy grade.\n\nTechnician voice\n\nBy vote."
    )
    assert found.lead is not None
    assert (found.lead.name, found.lead.email) == ("Efa Example", None)


@pytest.mark.parametrize(
    ("text", "url", "state"),
    [
        ("In progress", None, "in_progress"),
        ("https://norhaven.example/tc", "https://norhaven.example/tc", "published"),
        ("It will be published at https://norhaven.example/tc", "https://norhaven.example/tc", "in_progress"),
        ("No", None, "not_published"),
        ("Not yet published", None, "not_published"),
        ("Yes", None, "published"),
        ("Please ask the lead", None, None),
    ],
)
def test_the_state_of_publication(text: str, url: str | None, state: str | None) -> None:
    assert state_of(text, url) == state


def test_addresses_and_numbers_are_recognised() -> None:
    assert EMAIL.findall("write to a.b-c@x.example.ac.uk, or") == ["a.b-c@x.example.ac.uk"]
    assert [match[0] for match in PHONE.finditer("+44 (0)1970 555 0123 or 0151 496 0123")] == [
        "+44 (0)1970 555 0123",
        "0151 496 0123",
    ]


@pytest.mark.parametrize(
    ("texts", "said_by"),
    [
        (["As Ada Reader of the panel wrote “This is a very good plan that could say more about outcomes.”"], ["Ada Reader of the panel"]),
        (["One of our tutors, Ida Voice, writes:", "“The new role has let me bring two jobs together into one.”"], ["Ida Voice"]),
        (["“I would never have said that a technician could do that.”", "Ida Voice, Technician, Norhaven"], ["Ida Voice, Technician, Norhaven"]),
        (["“I finally feel a part of the paper here,” said Ida Voice, senior technician."], ["Ida Voice, senior technician"]),
        (["We call it the “Technician of the Year” award."], []),
        (["“Submit the application for champion status after six registrations” – we took another way."], []),
    ],
)  # fmt: skip
def test_quotations_with_their_speakers(texts: list[str], said_by: list[str]) -> None:
    pieces = tuple(Piece(text, Place(None, at)) for at, text in enumerate(texts))
    ledger = Ledger(Document("a.txt", "text", pieces))
    assert [quotation.said_by for quotation in read_quotations(pieces, ledger)] == said_by
