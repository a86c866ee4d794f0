"""The retrospective that writes itself: what stood at the reporting date, whatever was done since."""

from datetime import UTC, date, datetime

import pytest
import time_machine

from plumbline.journey.plans import operations
from plumbline.journey.plans.drafts import Written
from plumbline.journey.plans.next_plan import Choice
from plumbline.journey.plans.queries import decided, retrospective
from plumbline.journey.plans.tests.making import SYSTEM, draft, plan_with

REPORTING = date(2026, 7, 31)


def at(day):
    return time_machine.travel(datetime.fromisoformat(f"{day}T12:00:00+00:00"), tick=False)


@pytest.fixture
def plan(cast):
    with at("2025-09-01"):
        return plan_with(cast.institution, *(draft(number) for number in range(1, 5)))


def rows(plan, on=REPORTING):
    return {row.ref: row for row in retrospective(plan, on)}


def test_the_rating_is_the_one_of_that_day_and_not_todays(plan):
    one = plan.actions.get(ref="A1")
    with at("2026-03-01"):
        operations.rate(actor=SYSTEM, action=one, rag="red", explanation="No money yet")
    with at("2026-09-10"):
        operations.rate(actor=SYSTEM, action=one, rag="green")
    assert (rows(plan)["A1"].rag, rows(plan)["A1"].explanation) == ("red", "No money yet")
    assert rows(plan)["A1"].rated_on == date(2026, 3, 1)
    assert rows(plan, date(2026, 9, 10))["A1"].rag == "green"
    assert rows(plan, date(2026, 2, 28))["A1"].rag == ""


def test_a_rating_written_later_for_an_earlier_day_counts_at_that_day(plan):
    one = plan.actions.get(ref="A1")
    with at("2026-09-10"):
        operations.rate(actor=SYSTEM, action=one, rag="amber", on=date(2026, 7, 30))
    assert rows(plan)["A1"].rag == "amber"


def test_a_rating_that_was_taken_back_is_none(plan):
    one = plan.actions.get(ref="A1")
    with at("2026-03-01"):
        operations.rate(actor=SYSTEM, action=one, rag="green")
        operations.rate(actor=SYSTEM, action=one, rag="")
    assert (rows(plan)["A1"].rag, rows(plan)["A1"].rated_on) == ("", None)


def test_the_status_is_the_one_of_that_day_and_says_green_where_nobody_rated(plan):
    one, two, three = (plan.actions.get(ref=ref) for ref in ("A1", "A2", "A3"))
    with at("2026-03-01"):
        operations.change_status(actor=SYSTEM, action=one, status="embedded")
        operations.change_status(actor=SYSTEM, action=two, status="in_progress", note="Begun")
    with at("2026-09-01"):
        operations.change_status(actor=SYSTEM, action=two, status="completed")
        operations.change_status(actor=SYSTEM, action=three, status="completed")
    found = rows(plan)
    assert (found["A1"].rag, found["A1"].is_from_status) == ("green", True)
    assert (found["A2"].status, found["A2"].rag, found["A2"].is_from_status) == ("in_progress", "", False)
    assert (found["A3"].status, found["A3"].rag) == ("", "")
    assert rows(plan, date(2026, 9, 1))["A3"].rag == "green"


def test_a_rating_counts_before_what_the_status_says(plan):
    one = plan.actions.get(ref="A1")
    with at("2026-03-01"):
        operations.change_status(actor=SYSTEM, action=one, status="ongoing")
        operations.rate(actor=SYSTEM, action=one, rag="amber")
    assert (rows(plan)["A1"].rag, rows(plan)["A1"].is_from_status) == ("amber", False)


def test_the_notes_of_the_period_are_the_raw_material(plan):
    one = plan.actions.get(ref="A1")
    for day, text in (("2024-12-31", "Before the plan"), ("2026-02-01", "Asked around"), ("2026-08-01", "Too late")):
        with at(day):
            operations.note_progress(actor=SYSTEM, action=one, text=text)
    assert [(note.text, note.on) for note in rows(plan)["A1"].notes] == [("Asked around", date(2026, 2, 1))]


def test_what_became_of_each_action_is_told(cast, plan):
    one, two, three, four = plan.actions.order_by("order")
    with at("2026-05-01"):
        operations.change_status(actor=SYSTEM, action=four, status="stopped", note="The building was sold")
    result = operations.carry_forward(
        actor=SYSTEM, plan=plan, seen=decided(plan).seen, title="Next",
        choices=[Choice(one.pk, "carry", "Goes on."), Choice(two.pk, "delegated", "Schools do it."),
                 Choice(three.pk, "dropped", "No interest.")],
    )  # fmt: skip
    made = result.plan.actions.get()
    told = {ref: [(one.what, one.reason, one.address) for one in row.became] for ref, row in rows(plan).items()}
    assert told == {
        "A1": [("carried", "Goes on.", made.get_absolute_url())],
        "A2": [("delegated", "Schools do it.", "")],
        "A3": [("dropped", "No interest.", "")],
        "A4": [("stopped", "The building was sold", "")],
    }


def test_what_was_removed_by_then_or_added_since_is_left_out(plan):
    with at("2026-06-01"):
        operations.remove_action(actor=SYSTEM, action=plan.actions.get(ref="A1"))
    with at("2026-08-15"):
        operations.remove_action(actor=SYSTEM, action=plan.actions.get(ref="A2"))
        operations.add_action(actor=SYSTEM, plan=plan, draft=draft(9))
    assert list(rows(plan)) == ["A2", "A3", "A4"]


def test_a_plan_that_was_read_looking_back_speaks_of_any_day(cast):
    read = draft(1, rag="red", rag_seen="Red", explanation="No interest")
    plan = plan_with(cast.institution, read, kind="previous", ends=Written("2020", date(2020, 12, 31)))
    (row,) = retrospective(plan, date(2020, 12, 31))
    assert (row.rag, row.explanation) == ("red", "No interest")


def test_the_end_of_a_day_is_the_end_where_the_programme_lives(plan):
    one = plan.actions.get(ref="A1")
    with time_machine.travel(datetime(2026, 7, 31, 22, 59, tzinfo=UTC), tick=False):
        operations.change_status(actor=SYSTEM, action=one, status="in_progress")
    with time_machine.travel(datetime(2026, 7, 31, 23, 1, tzinfo=UTC), tick=False):
        operations.change_status(actor=SYSTEM, action=one, status="completed")
    assert rows(plan)["A1"].status == "in_progress"


@pytest.mark.parametrize("count", [1, 3])
def test_it_asks_the_same_few_questions_for_any_number_of_actions(cast, count, django_assert_num_queries):
    plan = plan_with(cast.institution, *(draft(number, rag="green") for number in range(count)))
    with django_assert_num_queries(6):
        assert len(retrospective(plan, date(2027, 12, 31))) == count
