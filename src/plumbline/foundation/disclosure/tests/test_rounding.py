"""HESA's rules for one figure."""

from __future__ import annotations

import pytest

from plumbline.foundation.disclosure.rounding import average, beside, percentage, rounded, shown


@pytest.mark.parametrize(
    ("number", "reads"),
    [
        (0, 0), (1, 0), (2, 0), (3, 5), (7, 5), (8, 10), (22, 20), (23, 25), (3286, 3285), (3288, 3290),
        (2.4, 0), (2.5, 5), (7.5, 10), (7.4, 5), (0.1 + 0.2 + 2.2, 5), (12.499999999999998, 15),
    ],
)  # fmt: skip
def test_a_number_is_rounded_to_the_nearest_five_halves_up(number, reads):
    assert rounded(number) == reads


def test_totals_are_rounded_after_they_are_added_up():
    rows = [3, 3, 3]
    assert (rounded(sum(rows)), sum(rounded(row) for row in rows)) == (10, 15)


def test_there_are_no_negative_people():
    with pytest.raises(ValueError, match="negative"):
        rounded(-1)


@pytest.mark.parametrize(
    ("part", "whole", "reads"),
    [
        (11, 22, ".."),
        (11, 23, "48"),
        (11.25, 22.5, "50"),
        (11, 22.4, ".."),
        (1, 200, "1"),
        (0, 40, "0"),
        (40, 40, "100"),
    ],
)
def test_a_percentage_of_fewer_than_twenty_two_and_a_half_is_suppressed(part, whole, reads):
    assert shown(percentage(part, whole)) == reads


def test_percentages_come_from_unrounded_numbers():
    assert percentage(12, 33) == 36  # of 10 and 35 it would be 29


@pytest.mark.parametrize(("total", "number", "reads"), [(315, 7, ".."), (360, 8, "45"), (364, 8, "46"), (0, 0, "..")])
def test_an_average_of_seven_or_fewer_is_suppressed(total, number, reads):
    assert shown(average(total, number)) == reads


@pytest.mark.parametrize(
    ("fte", "headcount", "reads"), [(2.8, 0, "0"), (6.3, 10, "5"), (9.9, None, ".."), (12.6, 15, "15")]
)
def test_fte_stands_beside_a_headcount_and_never_above_it(fte, headcount, reads):
    assert shown(beside(fte, headcount)) == reads


def test_thousands_are_parted():
    assert shown(3285) == "3,285"
