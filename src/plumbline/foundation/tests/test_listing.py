"""Lists whose choices live in the address."""

from django.http import QueryDict

from plumbline.foundation.listing import address_with, choice, choices, page_of


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
    assert choices(QueryDict("rag=red&rag=pink&rag=red&rag=green"), "rag", {"red", "green"}) == ["red", "green"]


def test_a_change_keeps_the_rest_of_the_address_and_goes_back_to_page_one():
    asked = QueryDict("rag=red&rag=green&page=3&q=a%26b")
    assert address_with(asked, sort="due") == "?rag=red&rag=green&q=a%26b&sort=due"
    assert address_with(asked, rag=None, page=4) == "?page=4&q=a%26b"
    assert address_with(asked, rag=["amber"]) == "?rag=amber&q=a%26b"
