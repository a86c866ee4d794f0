"""The check page in a real browser: passages and cards light each other up, single keys, corrections in place."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from plumbline.institutions.models import Institution
from plumbline.journey.intake.models import Reading
from tests.stories.conftest import check
from tests.stories.test_first_document import northmere, sign_in, upload  # noqa: F401 (a fixture)


def plan_address() -> str:
    """The check page at the plan that the document looks back on."""
    reading = Reading.objects.latest("pk")
    return f"{reading.check_address}?part={reading.draft['order']['plans'][0]}"


@pytest.fixture
def checking(northmere: Institution, page: Page) -> Page:  # noqa: F811
    """The lead, on the check page of a plan of sixteen actions."""
    sign_in(page)
    upload(page, "northmere.docx")
    page.goto(plan_address())
    return page


def action(page: Page, number: int):
    """A card, counted from 1."""
    return page.locator("#understood .thing--action").nth(number - 1)


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.id"))


def test_single_keys_walk_light_up_drop_and_undo(checking: Page):
    page = checking
    third = action(page, 3).get_attribute("id")
    action(page, 1).focus()
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert focused(page) == third
    expect(page.locator("#sheets .is-lit").first).to_be_visible()
    expect(page.locator(f"#{third}.is-lit")).to_be_visible()
    check(page)
    page.keyboard.press("x")
    expect(page.locator("#gist")).to_contain_text("29 actions")
    expect(page.locator(f"#{third}")).to_have_count(0)
    page.keyboard.press("u")
    expect(page.locator("#gist")).to_contain_text("30 actions")
    expect(page.locator(f"#{third}")).to_be_focused()


def test_keys_do_nothing_while_typing_or_when_switched_off(checking: Page):
    page = checking
    action(page, 1).focus()
    page.keyboard.press("e")
    owner = page.locator(".thing__form [name=owner]")
    owner.fill("")
    owner.press_sequentially("x j")
    expect(owner).to_have_value("x j")
    page.get_by_role("link", name="Cancel").click()
    expect(page.locator(".thing__form form")).to_have_count(0)
    page.locator("#keys summary").click()
    check(page)
    page.get_by_label("Single keys are on").uncheck()
    action(page, 1).focus()
    page.keyboard.press("x")
    page.wait_for_timeout(500)
    expect(page.locator("#gist")).to_contain_text("30 actions")


def test_a_passage_leads_to_what_was_understood_of_it(checking: Page):
    page = checking
    words = action(page, 5).locator(".thing__text").inner_text()
    page.locator("#sheets .src", has_text=words).first.click(position={"x": 120, "y": 8})
    expect(action(page, 5)).to_be_focused()
    expect(action(page, 5)).to_have_class(re.compile("is-lit"))


def test_an_edit_in_place_with_its_errors_keeps_what_was_typed(checking: Page):
    page = checking
    action(page, 2).get_by_role("link", name="Edit").click()
    page.locator(".thing__form [name=owner]").fill("Head of Technical Services")
    page.locator(".thing__form [name=years]").fill("soon")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".thing__form")).to_contain_text(["Write calendar years"])
    expect(page.locator(".thing__form [name=owner]")).to_have_value("Head of Technical Services")
    check(page)
    page.locator(".thing__form [name=years]").fill("2021")
    page.get_by_role("button", name="Save").click()
    expect(action(page, 2)).to_contain_text("Head of Technical Services")
    expect(action(page, 2)).to_contain_text("checked by a person")
    expect(action(page, 2)).to_be_focused()


def test_two_people_at_one_action_see_both_versions(checking: Page, new_context: Callable[..., BrowserContext]):
    page = checking
    other = new_context().new_page()
    sign_in(other)
    other.goto(plan_address())
    for one in (page, other):
        action(one, 1).get_by_role("link", name="Edit").click()
    for one, owner in ((other, "Their words"), (page, "My words")):
        one.locator(".thing__form [name=owner]").fill(owner)
        one.get_by_role("button", name="Save").click()
        if one is other:
            expect(action(other, 1)).to_contain_text("Their words")
    form = page.locator(".thing__form")
    expect(form.get_by_text("Somebody else changed this since you opened it").first).to_be_visible()
    expect(form.get_by_text("Their words")).to_be_visible()
    expect(page.locator(".thing__form [name=owner]")).to_have_value("My words")


def test_on_a_narrow_screen_the_two_sides_stand_one_under_the_other(
    checking: Page, new_context: Callable[..., BrowserContext]
):
    page = checking
    page.set_viewport_size({"width": 375, "height": 800})
    page.reload()
    page.get_by_role("link", name="Document", exact=True).click()
    expect(page.get_by_role("heading", name="The document")).to_be_in_viewport()
    page.get_by_role("link", name="Understood", exact=True).click()
    expect(page.get_by_role("heading", name="What was understood")).to_be_in_viewport()
    check(page)


def test_pages_of_a_document_hold_in_the_dark(checking: Page):
    page = checking
    page.emulate_media(color_scheme="dark")
    address = Reading.objects.latest("pk").get_absolute_url()
    for rest in ("check/?part=overview", "check/?part=left-out", "accept/", "history/", "document/", "drop/"):
        page.goto(address + rest)
        check(page)
