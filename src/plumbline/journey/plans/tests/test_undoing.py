"""Undo: what comes back, and what is refused because somebody changed it since."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from plumbline.foundation.problems import Refused
from plumbline.journey.plans import operations
from plumbline.journey.plans.drafts import MeasureDraft, OwnerDraft, SubActionDraft, Written
from plumbline.journey.plans.models import BulkChange
from plumbline.journey.plans.operations import Given
from plumbline.journey.plans.queries import draft_of, standing_at
from plumbline.journey.plans.tests.making import SYSTEM, draft, plan_with, rated


@pytest.fixture
def plan(cast):
    return plan_with(
        cast.institution, draft(1, owner="Dean", section="Ours", due=Written("July 2026", date(2026, 7, 31))), draft(2)
    )


def change(plan, **given):
    action = rated(plan, "a1")
    return operations.change_action(actor=SYSTEM, action=action, draft=replace(draft_of(action), **given))


def newest(plan):
    return rated(plan, "a1").steps.order_by("-pk").first()


EVERYTHING = {
    "text": "Another thing", "section": "Theirs", "themes": ("recognition",),
    "due": Written("2027", date(2027, 12, 31)),
    "cost": Decimal("12.50"), "owners": (OwnerDraft("Ada", kind="team"),), "is_ongoing": True,
    "measures": (MeasureDraft("x", target=Decimal(3)),), "sub_actions": (SubActionDraft("y", is_done=True),),
    "sources": (("group", "May"),), "years": (2026,), "links": ("https://example.org",),
}  # fmt: skip


def test_an_undone_change_leaves_nothing_behind_and_can_be_done_again(plan):
    before = draft_of(rated(plan, "a1"))
    step = change(plan, **EVERYTHING)
    after = draft_of(rated(plan, "a1"))
    undone = operations.undo(actor=SYSTEM, step=step)
    assert draft_of(rated(plan, "a1")) == before
    with pytest.raises(Refused, match="undone already"):
        operations.undo(actor=SYSTEM, step=type(step).objects.get(pk=step.pk))
    operations.undo(actor=SYSTEM, step=undone)
    assert draft_of(rated(plan, "a1")) == after


def test_what_somebody_changed_since_is_refused_and_said(plan):
    step = change(plan, text="Mine")
    change(plan, text="Theirs")
    with pytest.raises(Refused, match=r"Plumbline \(tests\) changed this again on .* Undo that first"):
        operations.undo(actor=SYSTEM, step=step)
    assert rated(plan, "a1").text == "Theirs"


def test_a_change_of_something_else_since_does_not_stand_in_the_way(plan):
    step = change(plan, text="Mine")
    change(plan, priority="high")
    operations.undo(actor=SYSTEM, step=step)
    action = rated(plan, "a1")
    assert (action.text, action.priority) == ("Do thing number 1", "high")


def test_a_status_goes_back_even_to_not_said(plan):
    operations.change_status(actor=SYSTEM, action=rated(plan, "a1"), status="completed", note="Done.")
    operations.undo(actor=SYSTEM, step=newest(plan))
    assert rated(plan, "a1").status == ""
    assert rated(plan, "a1").notes.count() == 1, "what was said stays"


def test_a_rating_is_undone_by_another_that_says_what_stood_before(plan):
    date_ = operations.add_reporting_date(actor=SYSTEM, plan=plan, label="End", on=date(2025, 7, 31))
    operations.rate(actor=SYSTEM, action=rated(plan, "a1"), rag="green")
    operations.rate(actor=SYSTEM, action=rated(plan, "a1"), rag="red", explanation="Why", reporting=date_)
    operations.undo(actor=SYSTEM, step=newest(plan))
    assert [row.rag for row in standing_at(date_)] == ["", ""]
    operations.rate(actor=SYSTEM, action=rated(plan, "a1"), rag="amber")
    operations.undo(actor=SYSTEM, step=newest(plan))
    assert (rated(plan, "a1").rag, rated(plan, "a1").ratings.count()) == ("green", 5)


def test_removing_and_ticking_are_undone(plan):
    change(plan, sub_actions=(SubActionDraft("y"),))
    operations.tick_sub_action(actor=SYSTEM, action=rated(plan, "a1"), key="s1", done=True)
    operations.undo(actor=SYSTEM, step=newest(plan))
    assert not rated(plan, "a1").sub_actions.get().is_done
    operations.remove_action(actor=SYSTEM, action=rated(plan, "a1"))
    operations.undo(actor=SYSTEM, step=newest(plan))
    assert not rated(plan, "a1").is_removed


def test_a_sitting_is_undone_as_one_or_as_far_as_it_can(plan):
    date_ = operations.add_reporting_date(actor=SYSTEM, plan=plan, label="End", on=date(2025, 7, 31))
    operations.rate_many(actor=SYSTEM, reporting=date_, given={"a1": Given("red"), "a2": Given("green")})
    operations.rate(actor=SYSTEM, action=rated(plan, "a1"), rag="amber", reporting=date_)
    bulk = BulkChange.objects.get()
    with pytest.raises(Refused, match="A1 Do thing number 1: Plumbline"):
        operations.undo_many(actor=SYSTEM, bulk=bulk)
    assert [row.rag for row in standing_at(date_)] == ["amber", "green"]
    done, refused = operations.undo_many(actor=SYSTEM, bulk=bulk, rest=True)
    assert (done, len(refused)) == (1, 1)
    assert [row.rag for row in standing_at(date_)] == ["amber", ""]


def test_measurements_stay_and_notes_are_not_undone(plan):
    change(plan, measures=(MeasureDraft("x", "people", target=Decimal(3)),))
    measure = rated(plan, "a1").measures.get()
    operations.write_measurement(actor=SYSTEM, measure=measure, value=Decimal("2.50"), note="Counted.")
    with pytest.raises(Refused, match="cannot be undone"):
        operations.undo(actor=SYSTEM, step=newest(plan))
    with pytest.raises(Refused) as refused:
        operations.write_measurement(actor=SYSTEM, measure=measure, value=Decimal(2), on=date(2999, 1, 1))
    assert refused.value.field == "on"
    assert [str(one.value) for one in measure.measurements.all()] == ["2.5000"]
