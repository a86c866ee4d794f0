"""The ways to see a plan, and the sheet on which it is rated, as people get them."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plumbline.foundation.clock import today
from plumbline.journey.plans import operations, queries
from plumbline.journey.plans.drafts import MeasureDraft, OwnerDraft, Written
from plumbline.journey.plans.models import ReportingDate
from plumbline.journey.plans.operations import Given
from plumbline.journey.plans.tests.making import SYSTEM, draft, plan_with
from tests.cast import browser

PLAN = "/i/ashmere/plans/action-plan-2025-to-2027/"
WAYS = {
    "": (12, 13), "owners/": (11, 12), "timeline/": (10, 11), "board/": (10, 11), "years/": (11, 12),
    "ratings/": (13, 14), "going/": (15, 15),
}  # fmt: skip
"""Each way with the questions that it asks, without a filter and with one."""
EDITORS = {"lead", "working_lead", "group_chair"}
UPDATERS = EDITORS | {"champion", "group_member", "technical_manager"}
OUTSIDE = {"nobody", "neighbour", "secretariat", "board_member", "reviewer"}


@pytest.fixture
def lead(cast):
    return browser(cast.lead)


def body(response):
    assert response.status_code == 200
    return response.content.decode()


def due(day):
    return Written(day.isoformat(), day)


def a_plan(cast, count=3, **given):
    """A plan whose actions differ in all that the ways show."""
    drafts = [
        draft(
            number, due=due(date(2025, 1, 15) + timedelta(days=20 * number)), status="in_progress", years=(2026,),
            section=f"Section {number}", measures=(MeasureDraft(f"Measure {number}"),),
            owners=(OwnerDraft(f"Owner {number}", kind="team"),),
        )
        for number in range(1, count + 1)
    ]  # fmt: skip
    plan = plan_with(cast.institution, *drafts, **given)
    date_ = operations.add_reporting_date(actor=SYSTEM, plan=plan, label="End of stage 2", on=date(2025, 7, 31))
    rated = {action.key: Given("amber") for action in plan.actions.all()}
    operations.rate_many(actor=SYSTEM, reporting=date_, given=rated)
    return plan


@pytest.mark.parametrize("way", WAYS)
def test_a_way_asks_the_same_number_of_questions_however_many_actions(cast, lead, way):
    counts: list[tuple[str, int]] = []
    for count in (1, 3):
        plan = a_plan(cast, count, title=f"Plan of {count}", origin=f"of-{count}")
        address = f"/i/ashmere/plans/{plan.key}/{way}"
        for filters in ("", "?status=in_progress"):
            with CaptureQueriesContext(
                connection,
            ) as asked:
                body(lead.get(address + filters))
            counts.append((filters, len(asked)))
    assert (counts[:2] == counts[2:], counts[0][1], counts[1][1]) == (True, *WAYS[way])


@pytest.mark.parametrize("way", [*WAYS, "?print=1"])
def test_every_way_for_a_plan_without_actions(cast, lead, way):
    operations.create_plan(actor=SYSTEM, institution=cast.institution, title="Empty one")
    body(lead.get(f"/i/ashmere/plans/empty-one/{way}"))


@pytest.mark.parametrize("way", list(WAYS)[1:6])
def test_filters_that_nothing_fits_say_so_and_lead_back(cast, lead, way):
    a_plan(cast)
    page = body(lead.get(f"{PLAN}{way}?q=nothing-of-the-kind"))
    assert "No action fits" in page or "0 of 3 actions fit" in page
    assert "Show all" in page


def test_who_may_see_the_ways_and_who_may_rate(cast):
    plan = a_plan(cast)
    sheet = f"{PLAN}reporting/{plan.reporting_dates.get().pk}/"
    for name, user in cast.everybody().items():
        visitor = browser(user)
        for address, may in [(PLAN + way, None) for way in WAYS] + [
            (sheet, None), (f"{sheet}suggestions/", UPDATERS), (f"{PLAN}reporting/new/", EDITORS),
        ]:  # fmt: skip
            inside = 200 if may is None or name in may else 403
            expected = 302 if name == "public" else 404 if name in OUTSIDE else inside
            assert (name, address, visitor.get(address).status_code) == (name, address, expected)


def test_an_owner_page_begins_with_what_nobody_owns(cast, lead):
    plan_with(cast.institution, draft(1, owner="Zed"), draft(2, owners=(OwnerDraft("Ada", kind="team"),)), draft(3))
    groups = lead.get(f"{PLAN}owners/").context["groups"]
    assert [(group.title, [action.ref for action in group.actions]) for group in groups] == [
        ("Nobody yet", ["A3"]), ("Ada", ["A2"]), ("Zed", ["A1"]),
    ]  # fmt: skip


def test_the_months_stand_in_order_with_the_present_one_among_them(cast):
    plan = plan_with(
        cast.institution, draft(1, due=due(date(2027, 3, 1))), draft(2, due=due(date(2025, 3, 9))), draft(3)
    )
    months = queries.along_the_months(queries.every_action(plan, date(2026, 5, 5)), date(2026, 5, 5))
    assert [(month.title, month.state, [action.ref for action in month.actions]) for month in months] == [
        ("March 2025", "done", ["A2"]), ("May 2026", "here", []), ("March 2027", "ahead", ["A1"]),
        ("No day yet", "ahead", ["A3"]),
    ]  # fmt: skip


def test_a_card_is_moved_by_its_menu_and_leads_back_to_the_board(cast, lead):
    plan = a_plan(cast)
    board = body(lead.get(f"{PLAN}board/?status=in_progress"))
    assert (
        'action="/i/ashmere/plans/action-plan-2025-to-2027/actions/a1/status/?way=board&amp;back=status%3Din_progress"'
        in board
    )
    moved = lead.post(f"{PLAN}actions/a1/status/?way=board&back=status%3Din_progress", {"status": "completed"})
    assert moved.headers["Location"] == f"{PLAN}board/?status=in_progress#action-a1"
    assert plan.actions.get(key="a1").status == "completed"
    stopped = lead.post(f"{PLAN}actions/a2/status/?way=board&back=", {"status": "stopped"})
    assert list(stopped.context["form"].errors) == ["note"]


def test_a_sitting_saves_what_it_can_and_keeps_what_was_typed(cast, lead):
    plan = a_plan(cast)
    date_ = plan.reporting_dates.get()
    sheet = f"{PLAN}reporting/{date_.pk}/"
    seen = {row.action.key: row.rating_id for row in queries.standing_at(date_)}
    operations.rate(actor=SYSTEM, action=plan.actions.rated().get(key="a1"), rag="green", reporting=date_)
    typed = {f"seen-{key}": number for key, number in seen.items()}
    typed |= {"rag-a1": "red", "why-a1": "The lift broke.", "rag-a2": "green", "rag-a3": "amber"}
    page = body(lead.post(sheet, typed))
    assert "Somebody else rated this meanwhile." in page
    assert ">The lift broke.</textarea>" in page
    assert [row.rag for row in queries.standing_at(date_)] == ["green", "green", "amber"]


def test_a_suggestion_is_taken_alone_with_what_was_typed_elsewhere(cast, lead):
    plan = plan_with(cast.institution, draft(1, status="not_started"), draft(2))
    date_ = operations.add_reporting_date(actor=SYSTEM, plan=plan, label="End", on=date(2025, 7, 31))
    sheet = f"{PLAN}reporting/{date_.pk}/"
    typed = {"seen-a1": 0, "rag-a1": "", "seen-a2": 0, "rag-a2": "green", "accept": "a1"}
    assert lead.post(sheet, typed).headers["Location"] == f"{sheet}#action-a1"
    assert [row.rag for row in queries.standing_at(date_)] == ["red", "green"]


def test_all_suggestions_are_seen_before_those_that_fit_are_taken(cast, lead):
    plan = plan_with(cast.institution, draft(1, status="not_started"), draft(2, status="completed"), draft(3))
    date_ = operations.add_reporting_date(actor=SYSTEM, plan=plan, label="End", on=date(2025, 7, 31))
    address = f"{PLAN}reporting/{date_.pk}/suggestions/"
    page = body(lead.get(address))
    assert ("It is not started." in page, "Do thing number 3" in page) == (True, False)
    lead.post(address, {"action": ["a2", "a3"]})
    assert [row.rag for row in queries.standing_at(date_)] == ["", "green", ""]


def test_closing_says_what_is_missing_and_the_date_can_be_dropped_while_empty(cast, lead):
    plan = plan_with(cast.institution)
    lead.post(f"{PLAN}reporting/new/", {"label": "End", "on": "31/7/2025"})
    date_ = plan.reporting_dates.get()
    page = body(lead.post(f"{PLAN}reporting/{date_.pk}/close/", follow=True))
    assert "These actions have begun and are not rated yet: A1 Do thing number 1" in page
    assert "31 February" not in page
    refused = lead.post(f"{PLAN}reporting/new/", {"label": "End", "on": "31/2/2025"})
    assert refused.context["form"].errors == {"on": ["Enter a day, such as 31/7/2026."]}
    lead.post(f"{PLAN}reporting/{date_.pk}/drop/")
    assert not ReportingDate.objects.exists()


def test_a_neighbours_date_does_not_exist_under_ones_own_address(cast):
    plan = a_plan(cast)
    number = plan.reporting_dates.get().pk
    own = plan_with(cast.neighbour)
    neighbour = browser(cast.neighbour_lead)
    for rest in ("", "suggestions/"):
        assert neighbour.get(f"/i/borrowdale/plans/{own.key}/reporting/{number}/{rest}").status_code == 404
    assert neighbour.post(f"/i/borrowdale/plans/{own.key}/reporting/{number}/close/").status_code == 404


def test_how_it_is_going_says_what_is_late_red_and_without_an_owner(cast, lead):
    plan_with(
        cast.institution,
        draft(1, rag="red", explanation="No money.", owner="Dean"),
        draft(2, due=due(today() - timedelta(days=1)), owner="Dean"),
        draft(3, due=due(today() + timedelta(days=9)), ref="A1"),
        draft(4, status="embedded"),
    )
    going = lead.get(f"{PLAN}going/").context["going"]
    found = {
        name: [action.text for action in getattr(going, name)]
        for name in ("reds", "late", "soon", "finished", "without_owner")
    }
    assert found == {
        "reds": ["Do thing number 1"], "late": ["Do thing number 2"], "soon": ["Do thing number 3"],
        "finished": ["Do thing number 4"], "without_owner": ["Do thing number 3"],
    }  # fmt: skip
    assert going.doubled == ["A1"]


def test_what_counts_as_green_is_counted_and_found_as_such(cast, lead):
    plan_with(cast.institution, draft(1, status="ongoing"), draft(2, rag="amber", status="ongoing"), draft(3))
    page = lead.get(PLAN)
    assert (page.context["figures"].green, page.context["figures"].unrated) == (1, 1)
    assert [action.ref for action in lead.get(f"{PLAN}?rag=green").context["rows"]] == ["A1"]
    assert [action.ref for action in lead.get(f"{PLAN}?rag=none").context["rows"]] == ["A3"]


def test_ratings_over_time_count_each_date_by_itself(cast):
    plan = plan_with(cast.institution, draft(1), draft(2), draft(3, starts=due(date(2026, 1, 1))))
    first = operations.add_reporting_date(actor=SYSTEM, plan=plan, label="One", on=date(2025, 7, 31))
    second = operations.add_reporting_date(actor=SYSTEM, plan=plan, label="Two", on=date(2026, 7, 31))
    operations.rate_many(actor=SYSTEM, reporting=first, given={"a1": Given("red", "x")})
    operations.rate_many(actor=SYSTEM, reporting=second, given={"a1": Given("green"), "a3": Given("amber")})
    rows = queries.over_time(plan, queries.every_action(plan, today()), today())
    assert [(row.label, row.green, row.amber, row.red, row.unrated, row.ahead) for row in rows] == [
        ("One", 0, 0, 1, 1, 1), ("Two", 1, 1, 0, 1, 0), ("Now", 1, 1, 0, 1, 0),
    ]  # fmt: skip
