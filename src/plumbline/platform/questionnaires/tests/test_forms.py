"""Forms from draft to superseded."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction

from plumbline.foundation.acting import Machine
from plumbline.foundation.problems import Overtaken, Refused
from plumbline.platform.questionnaires import operations, queries
from plumbline.platform.questionnaires.definition import Definition
from plumbline.platform.questionnaires.faults import Faulty
from plumbline.platform.questionnaires.models import Form
from plumbline.platform.questionnaires.states import MOVES, FormState
from plumbline.platform.questionnaires.tests.making import bid
from tests.cast import at_once

ME = Machine("tests")
OWNED = {"owner": "bids", "scope": "fund"}


def seeded(definition: Definition | None = None) -> Form:
    return operations.seed_form(actor=ME, **OWNED, definition=definition or bid())


def renamed(form: Form, title: str) -> Form:
    operations.change_form(actor=ME, form=form, definition=replace(form.asks, title=title))
    return form


def test_a_form_that_comes_along_is_seeded_once(db):
    first = seeded()
    again = seeded(bid(("Bid for a small sum", "Another title")))
    assert again == first
    assert [(form.version, form.state, form.title) for form in queries.forms_of(**OWNED)] == [
        (1, "published", "Bid for a small sum")
    ]


def test_a_published_form_is_copied_changed_and_published_and_the_old_one_superseded(db):
    first = seeded()
    draft = operations.copy_form(actor=ME, form=first)
    assert (draft.version, draft.state, draft.asks) == (2, "draft", first.asks)
    operations.publish_form(actor=ME, form=renamed(draft, "Bid, again"))
    assert [(form.version, form.state) for form in queries.forms_of(**OWNED)] == [(2, "published"), (1, "superseded")]
    assert queries.form_of(**OWNED, key="small_bid") == draft
    assert queries.form_of(**OWNED, key="small_bid", version=1) == first


def test_a_copy_under_another_key_is_a_form_of_its_own(db):
    copied = operations.copy_form(actor=ME, form=seeded(), key="large_bid", title="Bid for a large sum")
    assert (copied.key, copied.version, copied.asks.key, copied.title) == (
        "large_bid",
        1,
        "large_bid",
        "Bid for a large sum",
    )
    with pytest.raises(Refused, match="There is a form with the key “large_bid” already"):
        operations.copy_form(actor=ME, form=seeded(), key="large_bid")
    with pytest.raises(Faulty, match="is a key"):
        operations.copy_form(actor=ME, form=seeded(), key="Large bid")


def test_a_form_has_one_draft(db):
    draft = operations.copy_form(actor=ME, form=seeded())
    for act in (
        lambda: operations.copy_form(actor=ME, form=seeded()),
        lambda: operations.take_in_form(actor=ME, **OWNED, definition=bid()),
    ):
        with pytest.raises(Refused, match="Version 2 of this form is being drafted"):
            act()
    operations.discard_form(actor=ME, form=draft)
    assert operations.take_in_form(actor=ME, **OWNED, definition=bid()).version == 2


def test_a_published_form_is_refused_every_change_by_operation_and_by_database(db):
    form = seeded()
    changed = replace(form.asks, title="Sly")
    for act in (
        lambda: operations.change_form(actor=ME, form=form, definition=changed),
        lambda: operations.publish_form(actor=ME, form=form),
        lambda: operations.discard_form(actor=ME, form=form),
    ):
        with pytest.raises(Refused, match="This version is published, so it stays as it is"):
            act()
    for values in (
        {"title": "Sly"},
        {"definition": {}},
        {"version": 7},
        {"key": "sly"},
        {"wording": "official"},
        {"confirmed": False},
        {"state": "draft"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Form.objects.filter(pk=form.pk).update(**values)
    form.refresh_from_db()
    assert (form.title, form.state, form.asks) == ("Bid for a small sum", "published", bid())


def test_nobody_overwrites_a_draft_that_they_have_not_read(db):
    draft = operations.copy_form(actor=ME, form=seeded())
    seen = draft.changed_at
    renamed(draft, "Theirs")
    with pytest.raises(Overtaken, match="Somebody changed this form while you were writing"):
        operations.change_form(actor=ME, form=draft, definition=replace(draft.asks, title="Mine"), seen=seen)
    with pytest.raises(Overtaken, match="Somebody changed this form after you looked at it"):
        operations.publish_form(actor=ME, form=draft, seen=seen)
    assert Form.objects.get(pk=draft.pk).title == "Theirs"


def test_a_key_stays_and_a_faulty_definition_is_refused(db):
    draft = operations.copy_form(actor=ME, form=seeded())
    with pytest.raises(Refused, match="The key of this form is “small_bid” and stays"):
        operations.change_form(actor=ME, form=draft, definition=replace(draft.asks, key="other"))
    with pytest.raises(Faulty, match="A form has at least one section"):
        operations.change_form(actor=ME, form=draft, definition=replace(draft.asks, sections=()))


def test_a_version_that_changes_nothing_or_asks_nothing_is_not_published(db):
    draft = operations.copy_form(actor=ME, form=seeded())
    with pytest.raises(Refused, match="Nothing is different from version 1"):
        operations.publish_form(actor=ME, form=draft)
    empty = replace(draft.asks, sections=(replace(draft.asks.sections[1], questions=()),))
    operations.change_form(actor=ME, form=draft, definition=empty)
    with pytest.raises(Refused, match="The section “The money” asks nothing"):
        operations.publish_form(actor=ME, form=draft)


@pytest.mark.parametrize("state", FormState.values)
@pytest.mark.parametrize("move", ["publish", "supersede"])
def test_each_move_is_legal_from_one_state_only(db, state: str, move: str):
    form = Form(state=state)
    legal = {("publish", "draft"), ("supersede", "published")}
    assert bool(MOVES.verdict(move, form)) == ((move, state) in legal)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_begin_a_version_at_once_one_is_told():
    form = seeded()
    results = at_once(
        lambda: operations.copy_form(actor=ME, form=form), lambda: operations.copy_form(actor=ME, form=form)
    )
    assert sorted(type(one).__name__ for one in results) == ["Form", "Refused"]
    assert Form.objects.filter(state="draft").count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_who_begin_a_form_at_once_one_is_told():
    def begin() -> Form:
        return operations.take_in_form(actor=ME, **OWNED, definition=bid())

    assert sorted(type(one).__name__ for one in at_once(begin, begin)) == ["Form", "Refused"]


@pytest.mark.django_db(transaction=True)
def test_of_two_who_publish_at_once_one_is_told():
    draft = renamed(operations.copy_form(actor=ME, form=seeded()), "New")
    results = at_once(
        lambda: operations.publish_form(actor=ME, form=Form.objects.get(pk=draft.pk)),
        lambda: operations.publish_form(actor=ME, form=Form.objects.get(pk=draft.pk)),
    )
    assert sorted(type(one).__name__ for one in results) == ["Form", "Refused"]
    assert list(Form.objects.order_by("version").values_list("state", flat=True)) == ["superseded", "published"]
