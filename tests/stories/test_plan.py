"""The plan in a real browser: filters with and without scripts, an update by keyboard alone, paper, publication."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import combinations
from urllib.parse import urljoin

import pytest
from playwright.sync_api import BrowserContext, FloatRect, Page, expect

from plumbline.journey.plans import operations
from plumbline.journey.plans.drafts import Written
from plumbline.journey.plans.models import Plan
from plumbline.journey.plans.tests.making import SYSTEM, draft, plan_with
from tests.cast import Cast, browser, make_cast
from tests.stories.conftest import check

PLAN = "/i/ashmere/plans/action-plan-2025-to-2027/"


@pytest.fixture
def ashmere(transactional_db: None) -> Cast:
    """The standing cast, with a plan that fills every column."""
    made = make_cast()
    plan_with(
        made.institution,
        draft(
            1, rag="red", explanation="Two people left.", owner="Head of Workshops", years=(2025, 2026), measure="Ten"
        ),
        draft(2, themes=("recognition", "visibility"), status="in_progress", section="Well-being", rag="green"),
        draft(3, themes=("sustainability",), due=Written("May 2026", date(2026, 5, 31))),
    )
    return made


def signed_in(context: BrowserContext, cast: Cast) -> Page:
    """A page in which the lead is signed in, without the form."""
    session = browser(cast.lead).cookies["sessionid"].value
    page = context.new_page()
    page.goto("/accessibility/")
    context.add_cookies([{"name": "sessionid", "value": session, "url": urljoin(page.url, "/")}])
    page.goto("/i/ashmere/plans/")
    expect(page.get_by_role("heading", name="Action plans")).to_be_visible()
    return page


def test_filters_act_at_once_and_the_address_keeps_them(ashmere: Cast, new_context: Callable[..., BrowserContext]):
    page = signed_in(new_context(), ashmere)
    page.goto(PLAN)
    check(page)
    page.get_by_label("Rating", exact=True).select_option("red")
    expect(page.get_by_text("1 of 3 actions fits")).to_be_visible()
    page.reload()
    expect(page.get_by_text("1 of 3 actions fits")).to_be_visible()
    expect(page.get_by_text("Two people left.")).to_be_visible()
    page.get_by_label("Words").fill("no such words")
    expect(page.get_by_role("heading", name="No action fits")).to_be_visible()
    check(page)
    page.get_by_role("link", name="Show all actions").click()
    expect(page.get_by_role("heading", name="Sustainability")).to_be_visible()


def test_the_plan_works_without_scripts(ashmere: Cast, new_context: Callable[..., BrowserContext]):
    page = signed_in(new_context(java_script_enabled=False, viewport={"width": 375, "height": 800}), ashmere)
    page.goto(PLAN)
    page.get_by_label("Theme").select_option("visibility")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_text("2 of 3 actions fit")).to_be_visible()
    page.get_by_role("link", name="Update A2").click()
    page.get_by_label("Completed").check()
    page.get_by_label("What happened").fill("The last one is in post.")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("2 of 3 actions fit")).to_be_visible()
    assert Plan.objects.get().actions.get(key="a2").status == "completed"


def test_an_action_is_updated_by_keyboard_alone(ashmere: Cast, new_context: Callable[..., BrowserContext]):
    page = signed_in(new_context(), ashmere)
    page.goto(f"{PLAN}actions/a3/")
    check(page)
    page.get_by_role("link", name="Update progress").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/status/")
    check(page)
    page.get_by_label("Not started").focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.type("Begun in the workshop.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Begun in the workshop.")).to_be_visible()
    assert Plan.objects.get().actions.get(key="a3").status == "in_progress"


@pytest.mark.parametrize(
    "rest",
    ["?print=1", "?sort=section", "actions/new/", "actions/a1/change/", "actions/a1/rating/", "actions/a1/remove/"],
)
def test_every_page_of_a_plan_is_accessible(ashmere: Cast, new_context: Callable[..., BrowserContext], rest: str):
    page = signed_in(new_context(color_scheme="dark"), ashmere)
    page.goto(f"{PLAN}{rest}")
    check(page)


def test_on_a_rating_sheet_no_choice_lies_under_another(ashmere: Cast, new_context: Callable[..., BrowserContext]):
    plan = Plan.objects.get()
    sheet = operations.add_reporting_date(actor=SYSTEM, plan=plan, label="End of stage 2", on=date(2026, 7, 31))
    for width in (375, 1280):
        page = signed_in(new_context(viewport={"width": width, "height": 900}), ashmere)
        page.goto(f"{PLAN}reporting/{sheet.pk}/")
        choices = page.locator("#action-a1 .rate__choice")
        boxes = [one.bounding_box() for one in (*choices.locator("input").all(), *choices.locator("input + *").all())]
        assert len(boxes) == 8
        assert not [(a, b) for a, b in combinations(boxes, 2) if a and b and overlap(a, b)]
        check(page)


def overlap(one: FloatRect, other: FloatRect) -> bool:
    """Whether two rectangles of a page share some of it."""
    return (
        one["x"] < other["x"] + other["width"] and other["x"] < one["x"] + one["width"]
        and one["y"] < other["y"] + other["height"] and other["y"] < one["y"] + one["height"]
    )  # fmt: skip


def test_a_narrow_screen_still_shows_the_way_up(ashmere: Cast, new_context: Callable[..., BrowserContext]):
    page = signed_in(new_context(viewport={"width": 375, "height": 800}), ashmere)
    page.goto(f"{PLAN}actions/a1/")
    page.get_by_role("navigation", name="Breadcrumb").get_by_role("link", name="Action plan 2025 to 2027").click()
    page.wait_for_url(f"**{PLAN}")


def test_what_is_published_stands_still_and_what_is_withdrawn_says_why(
    ashmere: Cast, new_context: Callable[..., BrowserContext]
):
    page = signed_in(new_context(), ashmere)
    page.goto("/i/ashmere/publication/")
    check(page)
    page.get_by_role("button", name="Look at the preview").click()
    check(page)
    page.get_by_role("button", name="Publish this").click()
    page.wait_for_url("**/institutions/ashmere/plan/1/")
    visitor = new_context(viewport={"width": 768, "height": 900}).new_page()
    visitor.goto("/institutions/ashmere/plan/")
    check(visitor)
    visitor.get_by_role("link", name="Do thing number 1").click()
    expect(visitor.get_by_text("Two people left.")).to_be_visible()
    check(visitor)
    page.goto("/i/ashmere/publication/1/withdraw/")
    check(page)
    page.get_by_label("Reason").fill("The wrong file.")
    page.get_by_role("button", name="Withdraw it").click()
    visitor.reload()
    expect(visitor.get_by_text("The wrong file.")).to_be_visible()
    check(visitor)
