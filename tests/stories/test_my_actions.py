"""From the e-mail's link to "completed", on a phone: how many presses, without scripts too, and nothing in the way."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from urllib.parse import urljoin

import pytest
from django.core import mail
from playwright.sync_api import BrowserContext, Page, expect

from plumbline.foundation.acting import Machine
from plumbline.foundation.clock import today
from plumbline.journey.plans import operations
from plumbline.journey.plans.drafts import OwnerDraft, Written
from plumbline.journey.plans.models import Plan
from plumbline.journey.plans.tests.making import draft, plan_with
from plumbline.platform.accounts.models import Pass
from plumbline.platform.accounts.operations import renew_pass
from tests.cast import Cast, browser, make_cast
from tests.stories.conftest import check

PHONE = {"width": 375, "height": 720}


@pytest.fixture
def ashmere(transactional_db: None) -> Cast:
    """The cast, and a plan of which two actions are the lead's and somebody's without an account."""
    made = make_cast()
    owners = (
        OwnerDraft(made.lead.name, user=made.lead.pk),
        OwnerDraft("Olu Adeyemi", kind="outside", email="olu@elsewhere.example"),
    )
    due = Written("soon", today() + timedelta(days=6))
    plan_with(made.institution, *(draft(number, due=due, owners=owners) for number in (1, 2)))
    operations.remind()
    mail.outbox.clear()
    return made


class Presses:
    """A page on which presses are counted."""

    def __init__(self, page: Page) -> None:
        self.page, self.count = page, 0

    def press(self, name: str) -> None:
        """One press of the first button of that name."""
        self.page.get_by_role("button", name=name).first.click()
        self.count += 1


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_an_owner_without_an_account_needs_two_presses(
    ashmere: Cast, new_context: Callable[..., BrowserContext], scripts: bool
):
    token = renew_pass(actor=Machine("tests"), held=Pass.objects.get())
    page = new_context(viewport=PHONE, java_script_enabled=scripts).new_page()
    hand = Presses(page)
    page.goto(f"/pass/{token}/")  # the link in the e-mail
    if scripts:
        check(page)
    hand.press("Open")
    hand.press("Completed")
    expect(page.get_by_text("Saved: A1 is “completed”.")).to_be_visible()
    if scripts:
        check(page)
    assert hand.count == 2
    assert [action.status for action in Plan.objects.get().actions.order_by("ref")] == ["completed", ""]
    page.goto(f"/pass/{token}/")  # the same link again, in the same browser
    expect(page.get_by_role("heading", name="Your actions at Ashmere University")).to_be_visible()


def test_a_member_who_is_signed_in_needs_one_press_and_can_say_more(
    ashmere: Cast, new_context: Callable[..., BrowserContext]
):
    context = new_context(viewport=PHONE)
    page = context.new_page()
    page.goto("/accessibility/")
    session = browser(ashmere.lead).cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": urljoin(page.url, "/")}])
    hand = Presses(page)
    page.goto("/i/ashmere/my-actions/")  # the link in the e-mail
    check(page)
    hand.press("In progress")
    expect(page.get_by_text("Saved: A1 is “in progress”.")).to_be_visible()
    assert hand.count == 1
    page.get_by_role("link", name="Say more of A2").click()
    check(page)
    page.get_by_label("What happened").fill("Two teams are done.")
    page.get_by_role("button", name="Stopped").click()
    expect(page.get_by_text("Saved: A2 is “stopped”.")).to_be_visible()
    page.goto("/inbox/")
    expect(page.get_by_role("heading", name="Inbox")).to_be_visible()
    check(page)
    page.goto("/account/messages/")
    check(page)


def test_a_member_who_is_not_signed_in_comes_back_to_the_action(
    ashmere: Cast, new_context: Callable[..., BrowserContext]
):
    page = new_context(viewport=PHONE).new_page()
    action = Plan.objects.get().actions.get(ref="A1")
    page.goto(f"/i/ashmere/my-actions/{action.pk}/")
    page.get_by_label("E-mail address").fill("lead@ashmere.example")
    page.get_by_label("Password", exact=True).fill("brass kettle 42 lamps")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="A1 Do thing number 1")).to_be_visible()
