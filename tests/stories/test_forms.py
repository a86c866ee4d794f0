"""The secretariat's desk of forms and the lead's way to a new version, in a real browser; a table as a grid."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from urllib.parse import urljoin

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from plumbline.institutions.actor import Actor
from plumbline.journey.assessments import operations
from plumbline.journey.assessments.models import Assessment
from plumbline.journey.assessments.operations import desk
from plumbline.journey.assessments.tests.making import at, begun, said, write
from plumbline.platform.accounts.models import User
from plumbline.platform.questionnaires import editing
from plumbline.platform.questionnaires.definition import Choice, Column, Kind, Question
from plumbline.platform.questionnaires.kinds import read_rows, write_rows
from plumbline.platform.questionnaires.models import Form
from tests.cast import Cast, browser, make_cast
from tests.stories.conftest import check

SYSTEM = Actor.system("tests")
FORMS = "/sector/forms/"


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    made = make_cast()
    operations.seed_forms(actor=SYSTEM)
    return made


def signed_in(context: BrowserContext, user: User, path: str) -> Page:
    """A page in which somebody is signed in, without the form."""
    session = browser(user).cookies["sessionid"].value
    page = context.new_page()
    page.on("pageerror", lambda error: pytest.fail(f"A script failed: {error}"))
    page.goto("/accessibility/")
    context.add_cookies([{"name": "sessionid", "value": session, "url": urljoin(page.url, "/")}])
    page.goto(path)
    return page


def next_version(form: Form) -> Form:
    """The next version of the form of stage 1, with a table and a choice that are new, and the profile shorter."""
    draft = desk.copy_form(actor=SYSTEM, form=form)
    asks, profile = draft.asks, draft.asks.question("profile")
    assert profile is not None
    sites = Question(
        key="sites", ask="Which sites have technicians?", kind=Kind.TABLE,
        columns=(Column(key="site", title="Site"), Column(key="count", title="People", kind="number")),
    )  # fmt: skip
    terms = Question(
        key="terms", ask="On which terms?", kind=Kind.CHOICES,
        choices=(Choice(key="open", title="Permanent"), Choice(key="fixed", title="Fixed-term")),
    )  # fmt: skip
    asks = editing.with_question(asks, replace(profile, ask="Who are you?", limit_words=3), "about")
    for question in (sites, terms):
        asks = editing.with_question(asks, question, "about")
    asks = editing.without_question(asks, "definition")
    desk.change_form(actor=SYSTEM, form=draft, definition=asks)
    return desk.publish_form(actor=SYSTEM, form=draft)


def test_the_secretariat_drafts_changes_previews_and_publishes(cast: Cast, new_context: Callable[..., BrowserContext]):
    page = signed_in(new_context(), cast.secretariat, FORMS)
    check(page)
    expect(page.get_by_text("Not confirmed")).to_be_visible()
    page.get_by_role("link", name="Version 1 of Stage 1 self-assessment, full form").click()
    check(page)
    page.get_by_role("button", name="Begin the next version").click()
    check(page)
    page.locator("#question-profile").get_by_role("link", name="Change").click()
    check(page)
    page.get_by_label("The question", exact=True).fill("Who are you, to somebody who has never been there?")
    page.get_by_label("Most words").fill("many")
    page.get_by_role("button", name="Save in the draft").click()
    expect(page.get_by_text("Enter a whole number of words, such as 250.").first).to_be_visible()
    check(page)
    page.get_by_label("Most words").fill("200")
    page.get_by_role("button", name="Save in the draft").click()
    page.get_by_role("button", name="Preview as a lead sees it").click()
    check(page)
    page.get_by_role("link", name="The organisation and its technicians").click()
    check(page)
    expect(page.get_by_label("Who are you, to somebody who has never been there?", exact=True)).to_be_visible()
    page.goto(f"{FORMS}stage_1_full/2/publish/")
    check(page)
    expect(page.get_by_text("The limit is 200 words; it was 250.")).to_be_visible()
    page.get_by_role("button", name="Publish version 2").click()
    expect(page.get_by_text("Version 2 is published.")).to_be_visible()
    assert list(Form.objects.filter(key="stage_1_full").values_list("version", "state")) == [
        (2, "published"),
        (1, "superseded"),
    ]


def test_a_file_with_faults_is_mended_in_the_page(cast: Cast, new_context: Callable[..., BrowserContext]):
    page = signed_in(new_context(java_script_enabled=False), cast.secretariat, f"{FORMS}add/")
    page.get_by_label("Or the text itself").fill("key: bid\ntitle: A bid\nsections:\n  - key: one\n    titel: One\n")
    page.get_by_role("button", name="Take it in as a draft").click()
    expect(page.get_by_role("cell", name="“titel” means nothing here. Did you mean “title”?")).to_be_visible()
    area = page.get_by_label("Or the text itself")
    area.fill(area.input_value().replace("titel", "title"))
    page.get_by_role("button", name="Take it in as a draft").click()
    expect(page.get_by_role("heading", name="A bid")).to_be_visible()


PAGES = (
    "add/", "stage_3/2/change/", "stage_3/2/file/", "stage_3/2/copy/", "stage_3/2/discard/", "stage_3/2/lists/themes/",
    "stage_3/2/new-question/", "stage_3/2/new-section/",
)  # fmt: skip


@pytest.mark.parametrize("rest", PAGES)
def test_every_page_of_the_desk_is_accessible(cast: Cast, new_context: Callable[..., BrowserContext], rest: str):
    desk.copy_form(actor=SYSTEM, form=Form.objects.get(key="stage_3"))
    page = signed_in(new_context(color_scheme="dark"), cast.secretariat, f"{FORMS}{rest}")
    check(page)


def test_a_lead_sees_what_changed_moves_and_keeps_every_answer(cast: Cast, new_context: Callable[..., BrowserContext]):
    assessment = filled(cast)
    next_version(Form.objects.get(key="stage_1_full"))
    page = signed_in(new_context(), cast.lead, f"{assessment.get_absolute_url()}form/")
    check(page)
    expect(page.get_by_text("This answer is 5 words long, 2 over the limit of 3.")).to_be_visible()
    page.get_by_role("button", name="Move to version 2 and keep every answer").click()
    expect(page.get_by_role("heading", name="No longer asked")).to_be_visible()
    check(page)
    page.get_by_label("Add these words to the end of").select_option(label="Who are you?")
    page.get_by_role("button", name="Add them there").click()
    expect(page.get_by_text("Added to the end of the other answer.")).to_be_visible()
    assert said(assessment, at("profile")) == "A university on a lake.\n\nWhoever keeps the workshops."


def test_rows_are_read_and_written_alike_by_script_and_server(cast: Cast, new_context: Callable[..., BrowserContext]):
    bodies = ["Glue | 3\nPaper | 12", "a\\|b | \\\\ | c\\nd", "Glue\t3\nPaper\t12", " | \n", "", "x | | y", "a | b | "]
    page = signed_in(new_context(), cast.lead, "/home/")
    found = page.evaluate(
        "async (bodies) => { const { readRows, writeRows } = await import('/static/questionnaires/tables.js');"
        " return bodies.map((body) => [readRows(body), writeRows(readRows(body))]); }",
        bodies,
    )
    assert found == json.loads(json.dumps([[read_rows(body), write_rows(read_rows(body))] for body in bodies]))


def filled(cast: Cast) -> Assessment:
    """A self-assessment with two answers."""
    assessment = begun(cast.institution)
    write(assessment, at("profile"), "A university on a lake.")
    write(assessment, at("definition"), "Whoever keeps the workshops.")
    return assessment
