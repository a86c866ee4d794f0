"""Headings that a narrow column of a PDF broke in the middle of a word."""

import pytest

from plumbline.journey.intake.reading.plans.columns import Role, role_of


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("Accou ntable", Role.OWNER),
        ("Responsibi lity", Role.OWNER),
        ("Dead line", Role.DUE),
        ("Success meas ure", Role.MEASURE),
        ("Start date", Role.STARTS),
        ("Action owner", Role.OWNER),
    ],
)
def test_a_broken_heading_is_known_and_a_whole_one_stays(heading: str, role: Role):
    found = role_of(heading)
    assert found is not None
    assert found[0] is role
