"""Reporting dates, the ratings for them, and what dates and status suggest."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from plumbline.foundation.clock import today
from plumbline.foundation.problems import Refused
from plumbline.journey.plans import operations
from plumbline.journey.plans.drafts import SubActionDraft, Written
from plumbline.journey.plans.models import BulkChange, PlannedAction, ReportingDate
from plumbline.journey.plans.operations import Given
from plumbline.journey.plans.queries import draft_of, standing_at
from plumbline.journey.plans.suggesting import LastRating, counted, suggested_rating
from plumbline.journey.plans.tests.making import SYSTEM, draft, plan_with, rated

FIRST, SECOND = date(2025, 7, 31), date(2026, 7, 31)


@pytest.fixture
def plan(cast):
    return plan_with(cast.institution)


def reporting(plan, on=FIRST, label="End of stage 2"):
    return operations.add_reporting_date(actor=SYSTEM, plan=plan, label=label, on=on)


def given(**ratings):
    return {key: Given(*(value if isinstance(value, tuple) else (value,))) for key, value in ratings.items()}


def at(date_):
    return {row.action.key: row.rag for row in standing_at(date_)}


def test_the_next_dates_rating_never_rewrites_the_last(plan):
    first, second = reporting(plan), reporting(plan, SECOND, "End of stage 3")
    operations.rate_many(actor=SYSTEM, reporting=first, given=given(a1="red", a2="amber"))
    operations.rate_many(actor=SYSTEM, reporting=second, given=given(a1="green"))
    assert at(first) == {"a1": "red", "a2": "amber", "a3": ""}
    assert at(second) == {"a1": "green", "a2": "", "a3": ""}
    operations.rate_many(
        actor=SYSTEM, reporting=first, given={"a1": Given("amber", seen=standing_at(first)[0].rating_id)}
    )
    assert (at(first)["a1"], at(second)["a1"], rated(plan, "a1").rag) == ("amber", "green", "green")


def test_a_date_is_closed_only_once_reds_are_explained_and_what_has_begun_is_rated(cast):
    plan = plan_with(
        cast.institution,
        draft(1), draft(2, status="ongoing"), draft(3, status="embedded"), draft(4, starts=Written("", SECOND)),
    )  # fmt: skip
    date_ = reporting(plan)
    with pytest.raises(Refused, match="have begun and are not rated yet: A1 Do thing number 1"):
        operations.close_reporting_date(actor=SYSTEM, reporting=date_)
    operations.rate_many(actor=SYSTEM, reporting=date_, given=given(a1="red"))
    with pytest.raises(Refused, match="no explanation yet: A1"):
        operations.close_reporting_date(actor=SYSTEM, reporting=date_)
    seen = standing_at(date_)[0].rating_id
    operations.rate_many(actor=SYSTEM, reporting=date_, given={"a1": Given("red", "Nobody came.", seen)})
    operations.close_reporting_date(actor=SYSTEM, reporting=date_)
    with pytest.raises(Refused, match="is closed"):
        operations.rate(actor=SYSTEM, action=rated(plan, "a1"), rag="green", reporting=date_)
    operations.reopen_reporting_date(actor=SYSTEM, reporting=date_)
    operations.rate(actor=SYSTEM, action=rated(plan, "a1"), rag="green", reporting=date_)
    assert at(date_)["a1"] == "green"


def test_a_closed_date_keeps_its_ratings_from_an_old_page_and_from_undo(cast):
    plan = plan_with(cast.institution, draft(1))
    date_ = reporting(plan)
    operations.rate_many(actor=SYSTEM, reporting=date_, given=given(a1="green"))
    old_page, row = ReportingDate.objects.select_related("plan__institution").get(pk=date_.pk), standing_at(date_)[0]
    operations.close_reporting_date(actor=SYSTEM, reporting=date_)
    late = operations.rate_many(actor=SYSTEM, reporting=old_page, given={"a1": Given("red", "Late.", row.rating_id)})
    assert (late.stored, "is closed" in late.refused["a1"], at(date_)) == (0, True, {"a1": "green"})
    step = rated(plan, "a1").steps.filter(what="rated").get()
    with pytest.raises(Refused, match="is closed"):
        operations.undo(actor=SYSTEM, step=step)
    with pytest.raises(Refused, match="is closed"):
        operations.undo_many(actor=SYSTEM, bulk=step.bulk, rest=True)
    assert at(date_) == {"a1": "green"}
    operations.reopen_reporting_date(actor=SYSTEM, reporting=date_)
    operations.undo(actor=SYSTEM, step=step)
    assert at(date_) == {"a1": ""}


def test_a_date_to_come_is_rated_as_at_today_and_not_closed(plan):
    date_ = reporting(plan, today() + timedelta(days=30))
    rating = operations.rate(actor=SYSTEM, action=rated(plan, "a1"), rag="amber", reporting=date_)
    assert rating.rated_on == today()
    with pytest.raises(Refused, match="The day is still to come"):
        operations.close_reporting_date(actor=SYSTEM, reporting=date_)


def test_one_doubtful_row_keeps_nobody_from_saving_the_others(plan):
    date_ = reporting(plan)
    operations.rate(actor=SYSTEM, action=rated(plan, "a1"), rag="green", reporting=date_)
    operations.remove_action(actor=SYSTEM, action=rated(plan, "a3"))
    done = operations.rate_many(actor=SYSTEM, reporting=date_, given=given(a1="red", a2="amber", a3="green"))
    assert (done.stored, set(done.refused)) == (1, {"a1", "a3"})
    assert at(date_) == {"a1": "green", "a2": "amber"}
    assert BulkChange.objects.get().count == 1


def test_a_sitting_that_changes_nothing_leaves_no_trace(plan):
    date_ = reporting(plan)
    assert operations.rate_many(actor=SYSTEM, reporting=date_, given=given(a1="")).stored == 0
    assert not BulkChange.objects.exists()


def test_a_day_is_a_reporting_date_once_and_stays_once_something_was_rated_for_it(plan):
    date_ = reporting(plan)
    with pytest.raises(Refused) as refused:
        reporting(plan)
    assert refused.value.field == "on"
    operations.rate(actor=SYSTEM, action=rated(plan, "a1"), rag="amber", reporting=date_)
    with pytest.raises(Refused, match="stays as history"):
        operations.drop_reporting_date(actor=SYSTEM, reporting=date_)
    operations.drop_reporting_date(actor=SYSTEM, reporting=reporting(plan, SECOND))
    assert [one.on for one in plan.reporting_dates.all()] == [FIRST]


def test_it_is_asked_in_the_same_number_of_questions_however_many_actions(cast, django_assert_num_queries):
    for count, origin in ((1, "a"), (30, "b")):
        plan = plan_with(cast.institution, *(draft(n) for n in range(count)), origin=origin, title=origin)
        date_ = reporting(plan)
        with django_assert_num_queries(3):
            assert len(standing_at(date_)) == count


@pytest.mark.parametrize(
    ("columns", "ticks", "rag", "reason"),
    [
        ({"starts_on": SECOND, "status": "in_progress"}, (0, 0), "",
         "It starts on 31 July 2026, so it is not rated yet."),
        ({"status": "completed"}, (0, 0), "green", "Its status is “Completed”."),
        ({"status": "ongoing"}, (0, 0), "green", "Its status is “Ongoing”."),
        ({"status": "embedded"}, (0, 0), "green", "Its status is “Embedded”."),
        ({"status": "stopped"}, (0, 0), "red", "It was stopped before it was carried out."),
        ({"status": "in_progress"}, (2, 2), "green", "All of its sub-actions are done."),
        ({"status": "in_progress"}, (0, 0), "amber", "It is under way."),
        ({"status": "in_progress"}, (1, 3), "amber", "1 of 3 sub-actions are done."),
        ({"status": "in_progress", "deadline_on": date(2025, 1, 1)}, (0, 0), "amber",
         "It is under way and was due on 1 January 2025."),
        ({}, (1, 2), "amber", "1 of 2 sub-actions are done."),
        ({"status": "not_started"}, (0, 0), "red", "It is not started."),
        ({"status": "not_started", "starts_on": date(2025, 2, 1)}, (0, 0), "red",
         "It was to start on 1 February 2025 and is not started."),
        ({"status": "not_started", "deadline_on": date(2025, 1, 1)}, (0, 0), "red",
         "It is not started and was due on 1 January 2025."),
        ({"deadline_on": date(2025, 1, 1)}, (0, 0), "red",
         "It was due on 1 January 2025, and nobody has said that anything was done."),
        ({"deadline_on": FIRST}, (0, 0), "", "Nobody has said yet how it stands."),
        ({}, (0, 0), "", "Nobody has said yet how it stands."),
    ],
)  # fmt: skip
def test_dates_and_status_suggest_a_rating_and_say_why(columns, ticks, rag, reason):
    suggestion = suggested_rating(PlannedAction(text="x", **columns), FIRST, done=ticks[0], total=ticks[1])
    assert (suggestion.rag, suggestion.reason) == (rag, reason)


@pytest.mark.parametrize(
    ("last", "due", "rag", "reason"),
    [
        (LastRating("green", date(2024, 7, 31)), date(2025, 1, 1), "green",
         "It was last rated “Completed” as at 31 July 2024."),
        (LastRating("amber", date(2024, 7, 31)), None, "amber", "It was last rated “In progress” as at 31 July 2024."),
        (LastRating("amber", FIRST), date(2025, 1, 1), "amber",
         "It was last rated “In progress” as at 31 July 2025, and was due on 1 January 2025."),
        (LastRating("red", FIRST), date(2025, 1, 1), "red",
         "It was last rated “Still to be carried out” as at 31 July 2025, and was due on 1 January 2025."),
        (LastRating("green"), date(2025, 1, 1), "green", "It was last rated “Completed”."),
        (LastRating("green", SECOND), date(2025, 1, 1), "",
         "It was rated “Completed” as at 31 July 2026, after this day."),
    ],
)  # fmt: skip
def test_without_a_status_the_last_rating_stands_and_nobody_is_said_to_have_been_silent(last, due, rag, reason):
    suggestion = suggested_rating(PlannedAction(text="x", deadline_on=due), FIRST, last=last)
    assert (suggestion.rag, suggestion.reason) == (rag, reason)


def test_what_was_completed_at_one_date_is_not_suggested_as_red_at_the_next(cast):
    plan = plan_with(cast.institution, draft(1, due=Written("", date(2025, 12, 31))))
    operations.rate_many(actor=SYSTEM, reporting=reporting(plan), given=given(a1="green"))
    assert standing_at(reporting(plan, SECOND, "End of stage 3"))[0].suggestion.rag == "green"


def test_sub_actions_that_are_ticked_count_in_the_suggestion(plan):
    action = rated(plan, "a1")
    change = {"sub_actions": (SubActionDraft("One"), SubActionDraft("Two"))}
    operations.change_action(actor=SYSTEM, action=action, draft=replace(draft_of(action), **change))
    operations.tick_sub_action(actor=SYSTEM, action=action, key="s1", done=True)
    row = standing_at(reporting(plan))[0]
    assert (row.suggestion.rag, row.suggestion.reason) == ("amber", "1 of 2 sub-actions are done.")


def test_ongoing_and_embedded_count_as_green_where_nobody_rated():
    assert [counted("", status) for status in ("ongoing", "embedded", "in_progress", "")] == ["green", "green", "", ""]
    assert counted("amber", "ongoing") == "amber"
