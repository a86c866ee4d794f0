"""Moves between states."""

from types import SimpleNamespace

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from plumbline.foundation.problems import Refused
from plumbline.foundation.states import Move, StateTable

TABLE = StateTable(Move("open", {"new", "shut"}, "open"), Move("shut", {"open"}, "shut"))


def test_a_move_is_allowed_from_its_sources_only():
    assert TABLE.verdict("open", SimpleNamespace(state="new"))
    assert TABLE.verdict("open", SimpleNamespace(state="shut"))
    refused = TABLE.verdict("shut", SimpleNamespace(state="new"))
    assert not refused
    assert "“new”" in refused.reason


def test_the_reason_uses_the_words_for_the_state():
    thing = SimpleNamespace(state="new", get_state_display=lambda: "brand new")
    assert "“brand new”" in TABLE.verdict("shut", thing).reason


def test_two_moves_of_one_name_are_a_mistake():
    with pytest.raises(ValueError, match="same name"):
        StateTable(Move("open", {"new"}, "open"), Move("open", {"shut"}, "open"))


@pytest.mark.django_db
def test_of_two_who_move_at_once_the_second_is_refused():
    """Any model with a text column will do: here the session table."""
    table = StateTable(Move("open", {"new"}, "open"), Move("drop", {"new"}, "dropped"), field="session_data")
    moment = timezone.now()
    Session.objects.create(session_key="k", session_data="new", expire_date=moment)
    mine, theirs = Session.objects.get(pk="k"), Session.objects.get(pk="k")

    table.apply("open", mine, expire_date=moment)
    with pytest.raises(Refused, match="Somebody else"):
        table.apply("drop", theirs)

    assert mine.session_data == "open"
    assert theirs.session_data == "new"
    assert Session.objects.get(pk="k").session_data == "open"


@pytest.mark.django_db
def test_an_illegal_move_changes_nothing():
    table = StateTable(Move("open", {"new"}, "open"), field="session_data")
    row = Session.objects.create(session_key="k", session_data="shut", expire_date=timezone.now())
    with pytest.raises(Refused):
        table.apply("open", row)
    assert Session.objects.get(pk="k").session_data == "shut"
