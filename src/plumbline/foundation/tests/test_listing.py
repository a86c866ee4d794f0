"""Lists whose choices live in the address."""

from plumbline.foundation.listing import choice, page_of


def test_a_page_that_does_not_exist_gives_the_nearest_that_does():
    rows = list(range(60))
    assert page_of(rows, {"page": "2"}).object_list == rows[25:50]
    assert page_of(rows, {"page": "99"}).number == 3
    assert page_of(rows, {"page": "x"}).number == 1
    assert page_of([], {}).object_list == []


def test_only_allowed_values_are_taken_from_the_address():
    assert choice({"sort": "owner"}, "sort", {"owner", "due"}, default="due") == "owner"
    assert choice({"sort": "password"}, "sort", {"owner", "due"}, default="due") == "due"
    assert choice({}, "sort", {"owner", "due"}) == ""
