"""How the steps of an action's history are told."""

import pytest

from plumbline.journey.plans.history import told
from plumbline.journey.plans.models import Step


@pytest.mark.parametrize(
    ("what", "before", "after", "title", "text"),
    [
        ("added", {}, {}, "Added", ""),
        ("moved", {"status": ""}, {"status": "ongoing", "note": "x"}, "Ongoing", "x"),
        ("moved", {"status": "ongoing"}, {"status": "stopped", "note": ""}, "Ongoing → Stopped", ""),
        ("noted", {}, {"note": "Half way."}, "Progress noted", "Half way."),
        ("rated", {}, {"rag": "red", "explanation": "Why."}, "Rated: Still to be carried out", "Why."),
        ("rated", {"rag": "red"}, {"rag": "", "explanation": ""}, "Rating taken back", ""),
        ("kept", {}, {}, "Kept when the acceptance was undone", ""),
    ],
)
def test_a_step_has_a_title_and_words(what, before, after, title, text):
    step = told([Step(what=what, before=before, after=after, by="user:1")], {"user:1": "Ada"})[0]
    assert (step["title"], step["text"], step["who"], step["changes"]) == (title, text, "Ada", [])


def test_a_change_tells_each_field_that_a_reader_would_see():
    before = {"themes": ["visibility"], "due_written": "", "due_on": None, "deadline_on": None, "owner": "HR"}
    after = {"themes": ["recognition"], "due_written": "May", "due_on": "2026-05-31", "deadline_on": "x", "owner": ""}
    step = told([Step(what="changed", before=before, after=after, by="public")], {"public": "Somebody"})[0]
    assert step["changes"] == [
        {"field": "themes", "before": "Visibility", "after": "Recognition"},
        {"field": "due date", "before": "", "after": "May"},
        {"field": "owner", "before": "HR", "after": ""},
    ]


def test_the_newest_step_is_where_we_are():
    steps = told([Step(what="noted", by="a"), Step(what="added", by="a")], {"a": "Ada"})
    assert [step["state"] for step in steps] == ["here", "done"]
