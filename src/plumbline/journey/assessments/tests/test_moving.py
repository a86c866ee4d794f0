"""A self-assessment follows its form to the next version, and nothing that was answered is lost."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.http import HttpResponse
from django.urls import reverse

from plumbline.foundation.problems import Refused
from plumbline.institutions.access import Role
from plumbline.journey.assessments.models import Assessment
from plumbline.journey.assessments.operations import desk
from plumbline.journey.assessments.operations.moving import carry_answer, move_assessment
from plumbline.journey.assessments.queries import answer_at
from plumbline.journey.assessments.tests.making import RUNNERS, SYSTEM, WRITERS, at, begun, reloaded, said, write
from plumbline.platform.questionnaires import editing
from plumbline.platform.questionnaires.definition import Kind, Question
from plumbline.platform.questionnaires.models import Form
from tests.cast import Cast, browser


def next_version(assessment: Assessment, limit: int = 3) -> Form:
    """The next version of the form of stage 1: the profile reworded and shorter, one question new, one gone."""
    assert assessment.response is not None
    draft = desk.copy_form(actor=SYSTEM, form=assessment.response.form)
    asks = draft.asks
    profile = asks.question("profile")
    assert profile is not None
    asks = editing.with_question(asks, replace(profile, ask="Who are you?", limit_words=limit), "about")
    asks = editing.without_question(asks, "definition")
    asks = editing.with_question(asks, Question(key="sites", ask="Which sites?", kind=Kind.LINE), "about")
    desk.change_form(actor=SYSTEM, form=draft, definition=asks)
    return desk.publish_form(actor=SYSTEM, form=draft)


def filled(cast: Cast) -> Assessment:
    assessment = begun(cast.institution)
    write(assessment, at("profile"), "A university on a lake.")
    write(assessment, at("definition"), "Whoever keeps the workshops.")
    return assessment


def words(response: HttpResponse) -> str:
    return " ".join(response.content.decode().split())


def test_the_page_says_what_changed_question_by_question_and_then_moves(cast: Cast):
    assessment = filled(cast)
    newer = next_version(assessment)
    client = browser(cast.lead)
    address = f"{assessment.get_absolute_url()}form/"
    page = words(client.get(address))
    for told in (
        "Worded differently.", "The limit is 3 words; it was 250.",
        "This answer is 5 words long, 2 over the limit of 3.", "New in “", "No longer asked. It was in “",
        "What was answered is kept under “No longer asked”.", "A university on a lake.", "Whoever keeps the workshops.",
    ):  # fmt: skip
        assert told in page, told
    moved = client.post(address, {"version": newer.version})
    assert moved.headers["Location"] == f"{assessment.get_absolute_url()}no-longer-asked/"
    assert reloaded(assessment).response.form == newer  # type: ignore[union-attr]
    assert said(assessment, at("profile")) == "A university on a lake."
    assert said(assessment, at("definition")) == "Whoever keeps the workshops."


def test_what_is_asked_no_longer_is_shown_and_added_to_another_answer(cast: Cast):
    assessment = filled(cast)
    move_assessment(actor=SYSTEM, assessment=assessment, form=next_version(assessment))
    client = browser(cast.lead)
    address = f"{assessment.get_absolute_url()}no-longer-asked/"
    page = client.get(address)
    ((kept, form),) = page.context["rows"]
    assert kept.answer.text.body == "Whoever keeps the workshops."
    assert "Choose where to add them." in words(client.post(address, {form.add_prefix("of"): "definition:"}))
    client.post(address, {form.add_prefix("of"): "definition:", form.add_prefix("to"): "profile:"})
    assert said(assessment, at("profile")) == "A university on a lake.\n\nWhoever keeps the workshops."
    assert said(assessment, at("definition")) == "Whoever keeps the workshops."


def test_nothing_to_move_says_so(cast: Cast):
    assessment = filled(cast)
    client = browser(cast.lead)
    page = client.get(f"{assessment.get_absolute_url()}form/")
    assert page.headers["Location"] == assessment.get_absolute_url()
    assert "Everything is asked" in words(client.get(f"{assessment.get_absolute_url()}no-longer-asked/"))


def test_a_version_that_was_published_meanwhile_is_shown_before_anything_moves(cast: Cast):
    assessment = filled(cast)
    seen = next_version(assessment)
    draft = desk.copy_form(actor=SYSTEM, form=seen)
    desk.change_form(actor=SYSTEM, form=draft, definition=replace(draft.asks, title="A third"))
    desk.publish_form(actor=SYSTEM, form=draft)
    page = browser(cast.lead).post(f"{assessment.get_absolute_url()}form/", {"version": seen.version})
    assert "A newer version was published meanwhile" in words(page)
    assert reloaded(assessment).response.form.version == 1  # type: ignore[union-attr]


@pytest.mark.parametrize("role", [*Role])
def test_who_may_move_and_who_may_carry(cast: Cast, role: Role):
    assessment = filled(cast)
    newer = next_version(assessment)
    actor = cast.actor(role)

    def allowed(act: object) -> bool:
        try:
            act()  # type: ignore[operator]
        except Refused:
            return False
        return True

    assert allowed(lambda: move_assessment(actor=actor, assessment=assessment, form=newer)) == (role in RUNNERS)
    if role not in RUNNERS:
        move_assessment(actor=SYSTEM, assessment=assessment, form=newer)
    number = write(assessment, at("profile"), "A university.").number
    carry = {"of": at("definition"), "to": at("profile"), "base": number}
    assert allowed(lambda: carry_answer(actor=actor, assessment=assessment, **carry)) == (role in WRITERS)


def test_a_reader_sees_what_changed_and_whom_to_ask(cast: Cast):
    assessment = filled(cast)
    next_version(assessment)
    client = browser(cast.people[Role.TECHNICIAN])
    page = words(client.get(f"{assessment.get_absolute_url()}form/"))
    assert "Worded differently." in page
    assert "Ask the institutional lead." in page
    assert "keep every answer</button>" not in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_of_a_move_takes_the_same_number_of_queries_however_much_changed(
    cast: Cast, django_assert_num_queries: object, count: int
):
    assessment = filled(cast)
    assert assessment.response is not None
    draft = desk.copy_form(actor=SYSTEM, form=assessment.response.form)
    asks = draft.asks
    for question in list(asks.questions)[:count]:
        section = asks.section_of(question.key)
        assert section is not None
        asks = editing.with_question(asks, replace(question, ask=f"{question.ask} Now?"), section.key)
    desk.change_form(actor=SYSTEM, form=draft, definition=asks)
    desk.publish_form(actor=SYSTEM, form=draft)
    client = browser(cast.lead)
    with django_assert_num_queries(9):  # type: ignore[operator]
        client.get(f"{assessment.get_absolute_url()}form/")


def test_words_that_are_typed_while_somebody_moves_are_saved_by_the_open_page(cast: Cast):
    assessment = filled(cast)
    answer = answer_at(assessment, at("definition"))
    assert answer is not None
    client = browser(cast.people[Role.GROUP_MEMBER])
    address = reverse("assessments:text", args=["ashmere", assessment.number, answer.pk])
    assert f'data-address="{address}"' in words(client.get(f"{assessment.get_absolute_url()}sections/about/"))
    move_assessment(actor=SYSTEM, assessment=assessment, form=next_version(assessment))
    sent = {
        "do": "save", f"body-{answer.text_id}": "Typed on the page of before.",
        f"base-{answer.text_id}": answer.text.number,
    }  # fmt: skip
    saved = client.post(address, sent, headers={"X-Text": "yes"}).json()
    assert saved["state"] == "saved"
    assert "Typed on the page of before." in words(client.get(f"{assessment.get_absolute_url()}no-longer-asked/"))
    assert client.get(address).status_code == 200  # its history
