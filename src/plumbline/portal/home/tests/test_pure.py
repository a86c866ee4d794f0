"""The order of the list, and what an address asks for."""

import pytest

from plumbline.portal.home.initials import by_initial, initial, sort_words
from plumbline.portal.home.wanted import Wanted, wanted


@pytest.mark.parametrize(
    ("name", "letter"),
    [
        ("University of Glanmor", "G"), ("The University of Eastwold", "E"), ("Prifysgol Glanmor", "G"),
        ("Éirne University", "E"), ("Institute for Soil Science", "S"), ("42 Laboratories", "#"), ("The", "T"),
    ],
)  # fmt: skip
def test_a_name_stands_under_the_word_that_tells_it_apart(name, letter):
    assert initial(name) == letter


def test_letters_come_in_order_with_their_members_in_order():
    names = ["Northmere University", "University of Abbeyfield", "The Abbey Institute", "University of Northam"]
    letters = by_initial((name, name) for name in names)
    assert [(letter.initial, letter.members) for letter in letters] == [
        ("A", ["The Abbey Institute", "University of Abbeyfield"]),
        ("N", ["University of Northam", "Northmere University"]),
    ]
    assert sort_words("University of Abbeyfield") == "abbeyfield"


@pytest.mark.parametrize(
    ("query", "asked"),
    [
        ({}, Wanted()),
        ({"q": "  north   mere "}, Wanted(words="north mere")),
        ({"phase": "2", "nation": "wales", "plan": "yes"}, Wanted(phase="2", nation="wales", plan=True)),
        ({"phase": "unknown", "nation": "abroad"}, Wanted(phase="unknown", nation="abroad")),
        ({"phase": "²", "nation": "mars", "plan": "1"}, Wanted()),
        ({"phase": "1; drop table"}, Wanted()),
    ],
)
def test_what_makes_no_sense_counts_as_not_asked(query, asked):
    assert wanted(query) == asked
    assert asked.is_anything is (asked != Wanted())
