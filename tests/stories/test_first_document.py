"""A lead brings in the institution's document, checks it, accepts it, works on the plan and publishes it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from plumbline.institutions import operations as institutions
from plumbline.institutions.access import Role
from plumbline.institutions.actor import Actor
from plumbline.institutions.models import Institution
from plumbline.platform.accounts.operations import create_user
from plumbline.platform.jobs.operations import run_waiting
from tests.stories.conftest import check

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
PASSWORD = "three unusual words"


@pytest.fixture
def northmere(transactional_db: None) -> Institution:
    """An institution with a lead and nothing else yet."""
    system = Actor.system("stories")
    made = institutions.create_institution(
        actor=system, name="Northmere University", slug="northmere", contact_name="Ffion Aldridge",
        contact_email="technicians@northmere.example",
    )  # fmt: skip
    institutions.set_signatory(actor=system, institution=made)
    lead = create_user(email="ffion@northmere.example", name="Ffion Aldridge", password=PASSWORD)
    institutions.grant_membership(actor=system, institution=made, user=lead, role=Role.LEAD)
    return made


def sign_in(page: Page, email: str = "ffion@northmere.example") -> None:
    page.goto("/sign-in/")
    check(page)
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/home/")


def upload(page: Page, name: str) -> None:
    page.goto("/i/northmere/documents/")
    check(page)
    page.locator("input[type=file]").set_input_files(SAMPLES / name)
    page.get_by_role("button", name="Upload and read").click()
    expect(page.get_by_text(name).first).to_be_visible()
    run_waiting()
    page.wait_for_url("**/check/**")  # the progress goes on by itself


def test_from_a_word_document_to_a_public_plan(
    northmere: Institution, page: Page, new_context: Callable[..., BrowserContext]
):
    sign_in(page)
    check(page)

    # The document is read, and stands beside what was understood.
    upload(page, "northmere.docx")
    page.goto("/i/northmere/documents/")
    page.get_by_role("link", name="northmere.docx").first.click()
    expect(page.get_by_text(re.compile(r"30 actions in 2 plans")).first).to_be_visible()
    check(page)

    # Nothing is the institution's before it is accepted.
    address = page.url
    page.goto("/i/northmere/plans/")
    expect(page.get_by_text("Action plan 2024–2026")).to_have_count(0)
    check(page)
    page.goto(address)
    page.get_by_role("link", name="Go on to accept").click()
    check(page)
    page.get_by_role("button", name="Accept what was understood").click()

    # The plan is there, with its years and its own sections; a filter lives in the address.
    page.goto("/i/northmere/plans/")
    page.get_by_role("link", name="Action plan 2024–2026").click()
    check(page)
    expect(page.get_by_text("Train twelve people to mentor colleagues who apply for registration.")).to_be_visible()
    plan = page.url
    page.goto(f"{plan}?theme=sustainability")
    expect(page.get_by_text("Keep a register of single-holder skills and review it every January.")).to_be_visible()
    expect(page.get_by_text("Put technical services on the map that new students are given.")).to_have_count(0)

    # The public sees nothing of it until the lead publishes.
    visitor = new_context().new_page()
    visitor.goto("/institutions/northmere/")
    expect(visitor.get_by_text("Train twelve people to mentor")).to_have_count(0)
    check(visitor)
    page.goto("/i/northmere/publication/")
    check(page)
    page.get_by_role("button", name="Look at the preview").click()
    check(page)
    page.get_by_role("button", name=re.compile("^Publish")).click()
    visitor.goto("/institutions/northmere/plan/")
    expect(visitor.get_by_text("Train twelve people to mentor colleagues who apply for registration.")).to_be_visible()
    check(visitor)
    visitor.get_by_role("link", name="Train twelve people to mentor").click()
    expect(visitor).to_have_url(re.compile(r"/institutions/northmere/plan/1/actions/[\w-]+/$"))
    check(visitor)


def test_the_whole_job_without_a_script(northmere: Institution, new_context: Callable[..., BrowserContext]):
    page = new_context(java_script_enabled=False).new_page()
    page.goto("/sign-in/")
    page.get_by_label("E-mail address").fill("ffion@northmere.example")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.goto("/i/northmere/documents/")
    page.locator("input[type=file]").set_input_files(SAMPLES / "northmere.docx")
    page.get_by_role("button", name="Upload and read").click()
    run_waiting()
    page.wait_for_url("**/check/**")  # the page of its progress looks again by itself, and goes on when it is read
    page.get_by_role("link", name="Go on to accept").click()
    page.get_by_role("button", name="Accept what was understood").click()
    page.goto("/i/northmere/plans/")
    page.get_by_role("link", name="Action plan 2024–2026").click()
    expect(page.get_by_text("Train twelve people to mentor colleagues who apply for registration.")).to_be_visible()


def test_what_is_understood_lights_up_its_passage(northmere: Institution, page: Page):
    sign_in(page)
    upload(page, "northmere.docx")
    page.goto("/i/northmere/documents/")
    page.get_by_role("link", name="northmere.docx").first.click()
    page.goto(f"{page.url}?part=answers")
    page.get_by_role("link", name="Show in the document").first.click()
    lit = page.locator("[id]:target, .is-lit, [data-lit]").first
    expect(lit).to_be_visible()


def test_a_link_from_an_email_signs_in_by_a_button_only(northmere: Institution, page: Page, mailoutbox: list):
    page.goto("/sign-in/link/")
    check(page)
    page.get_by_label("E-mail address").fill("ffion@northmere.example")
    page.get_by_role("button").filter(has_text=re.compile("link", re.I)).click()
    run_waiting()
    address = re.search(r"/sign-in/link/[\w-]{20,}/", mailoutbox[-1].body).group()
    page.context.request.get(address)  # as a mail scanner does: this must not use the link up
    page.goto(address)
    check(page)
    page.get_by_role("button", name=re.compile("Sign in")).click()
    page.wait_for_url("**/home/")
    page.context.clear_cookies()
    page.goto(address)
    expect(page.get_by_role("button", name=re.compile("Sign in"))).to_have_count(0)


@pytest.mark.parametrize("address", ["/", "/signatories/", "/accessibility/", "/privacy/", "/institutions/northmere/"])
def test_public_pages_hold_in_both_lights(
    northmere: Institution, new_context: Callable[..., BrowserContext], address: str
):
    for light in ("light", "dark"):
        page = new_context(color_scheme=light).new_page()
        page.goto(address)
        check(page)
    forced = new_context(forced_colors="active", reduced_motion="reduce").new_page()
    forced.goto(address)
    expect(forced.get_by_role("heading", level=1)).to_be_visible()
