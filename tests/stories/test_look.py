"""The look in a real browser: pages for everybody, the gallery, light and dark, by keyboard and without a script."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from plumbline.journey.plans.tests.making import SYSTEM, draft, plan_with
from plumbline.sharing.library import operations as library
from tests.cast import PASSWORD, Cast, make_cast
from tests.stories.conftest import check

New = Callable[..., BrowserContext]


@pytest.fixture
def sector(transactional_db: None) -> Cast:
    """The cast, with one published plan."""
    cast = make_cast()
    plan = plan_with(cast.institution, draft(1, rag="green"), draft(2, rag="red", explanation="Not yet."), draft(3))
    library.publish(actor=SYSTEM, plan=plan)
    return cast


def sign_in(page: Page, email: str) -> None:
    """By password, as people do."""
    page.goto("/sign-in/")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="What needs you")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_for_everybody_can_be_read_by_everybody(sector: Cast, new_context: New, scheme: str) -> None:
    page = new_context(color_scheme=scheme).new_page()
    for address in (
        "/", "/signatories/", "/signatories/?q=nobody", "/institutions/ashmere/", "/institutions/borrowdale/",
        "/accessibility/", "/privacy/", "/sign-in/", "/there-is-no-such-page/",
    ):  # fmt: skip
        page.goto(address)
        check(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_component_can_be_read_by_everybody(sector: Cast, new_context: New, scheme: str) -> None:
    page = new_context(color_scheme=scheme).new_page()
    sign_in(page, sector.secretariat.email)
    for address in ("/gallery/", "/gallery/?errors=yes", "/sector/", "/home/"):
        page.goto(address)
        check(page)


def test_light_and_dark_are_chosen_with_and_without_a_script(sector: Cast, new_context: New) -> None:
    for scripts in (True, False):
        page = new_context(java_script_enabled=scripts).new_page()
        page.goto("/privacy/")
        page.get_by_role("button", name="Dark").click()
        expect(page.locator("html")).to_have_class("govuk-template appearance-dark")
        page.goto("/")
        expect(page.locator("html")).to_have_class("govuk-template appearance-dark")
        expect(page.get_by_role("button", name="Dark")).to_have_attribute("aria-pressed", "true")
        page.get_by_role("button", name="As my device").click()
        expect(page.locator("html")).to_have_class("govuk-template")


def test_the_keyboard_comes_first_to_the_content_and_always_shows_where_it_is(sector: Cast, page: Page) -> None:
    page.goto("/signatories/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to main content")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    field = page.get_by_label("Name or region")
    expect(field).to_be_focused()
    assert field.evaluate("e => getComputedStyle(e).outlineWidth") == "3px"
    assert "6px" in field.evaluate("e => getComputedStyle(e).boxShadow")
    page.keyboard.type("borrowdale")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("1 of 2 shown")
    assert "/signatories/?q=borrowdale&" in page.url


def test_a_narrow_screen_has_its_menu_without_a_script(sector: Cast, new_context: New) -> None:
    page = new_context(java_script_enabled=False, viewport={"width": 375, "height": 700}).new_page()
    page.goto("/sign-in/")
    page.get_by_label("E-mail address").fill(sector.lead.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    page.get_by_text("Menu", exact=True).click()
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Ashmere University").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ashmere University")
    page.get_by_text("Menu", exact=True).click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("banner").get_by_role("link", name="Sign in")).to_be_visible()


def test_paper_and_forced_colours_keep_the_words(sector: Cast, new_context: New) -> None:
    page = new_context(forced_colors="active").new_page()
    page.goto("/institutions/ashmere/plan/1/")
    expect(page.get_by_role("main").get_by_text("Still to be carried out").last).to_be_visible()
    page.emulate_media(media="print", forced_colors="none")
    expect(page.get_by_role("main").get_by_text("Still to be carried out").last).to_be_visible()
    expect(page.get_by_role("contentinfo")).to_be_hidden()
