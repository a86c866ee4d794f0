"""Writing the self-assessment together: two hundred edits by two people over its real answers, and none is lost."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, expect

from plumbline.institutions.access import Role
from plumbline.journey.assessments import queries
from plumbline.journey.assessments.models import Assessment
from plumbline.journey.assessments.tests.making import at, begun
from plumbline.platform.texts.models import Text
from tests.cast import Cast, make_cast
from tests.stories.conftest import check
from tests.stories.test_writing import enter, lost_in_two_hundred, state, type_at_end


@pytest.fixture
def ashmere(busy_server) -> Cast:
    """The standing cast, on a server for several browsers at once."""
    return make_cast()


@pytest.fixture
def assessment(ashmere: Cast) -> Assessment:
    return begun(ashmere.institution, "stage_1_short")


def answer(assessment: Assessment, question: str) -> Text:
    found = queries.answer_at(assessment, at(question))
    assert found is not None
    return found.text


def section(assessment: Assessment) -> str:
    return f"{assessment.get_absolute_url()}sections/comments/"


def test_two_hundred_edits_of_three_answers_and_every_sentence_is_in_the_history(
    ashmere: Cast, assessment: Assessment, new_context: Callable[..., BrowserContext]
):
    people = [ashmere.lead, ashmere.people[Role.WORKING_LEAD]]
    answers = [answer(assessment, question) for question in ("structures", "before", "since")]
    assert lost_in_two_hundred(people, new_context, section(assessment), answers) == []


def test_two_people_on_one_answer_both_keep_their_words(
    ashmere: Cast, assessment: Assessment, new_context: Callable[..., BrowserContext]
):
    text = answer(assessment, "before")
    lead = enter(new_context(), ashmere.lead, section(assessment))
    working = enter(new_context(), ashmere.people[Role.WORKING_LEAD], section(assessment))
    expect(working.get_by_text("Lead Person is here too.")).to_be_visible()
    type_at_end(lead, text, "We had a staff day.")
    type_at_end(working, text, "We had a survey.")
    expect(state(lead, text)).to_contain_text("Saved at")
    expect(state(working, text)).to_contain_text("Lead Person wrote here too. Yours is kept beside it")
    check(working)
    working.get_by_role("link", name="Compare and choose").click()
    expect(working.get_by_label("Both together")).to_have_value("We had a staff day. We had a survey.")
    check(working)
    working.get_by_role("button", name="Keep this").click()
    text.refresh_from_db()
    assert text.body == "We had a staff day. We had a survey."
