"""Asking others: by a link that opens just what is asked; handed back, accepted, returned, taken back."""

import re
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from plumbline.foundation.clock import today
from plumbline.foundation.problems import Refused
from plumbline.institutions.access import Role
from plumbline.institutions.actor import Actor
from plumbline.journey.assessments import operations, queries, rules
from plumbline.journey.assessments.models import Delegation, DelegationState
from plumbline.journey.assessments.tests.making import SYSTEM, asked, at, begun, said, write
from plumbline.journey.evidence.tests.making import UPLOADS, drafted
from plumbline.platform.accounts.models import Pass
from plumbline.platform.accounts.operations import open_pass
from plumbline.platform.accounts.queries import pass_link
from plumbline.platform.notifications.models import Item, Message
from tests.cast import at_once


def refusal(call):
    with pytest.raises(Refused) as refused:
        call()
    return refused.value


def wren(delegation):
    """The holder of the link that was sent for it."""
    held = delegation.held
    return Actor(
        kind="link", key=held.key, name=held.said_name, purpose=held.purpose, subjects=frozenset(held.subjects)
    )


def answer(assessment, delegation, question="definition", body="Whoever works at a bench."):
    place = at(question)
    return write(assessment, place, body, actor=wren(delegation), delegation=delegation)


def test_whoever_is_asked_gets_a_link_a_message_and_a_day(cast):
    assessment, day = begun(cast.institution), today() + timedelta(days=9)
    delegation, token = asked(assessment, actor=cast.actor(Role.LEAD), wanted_on=day)
    assert (delegation.number, delegation.questions, delegation.state) == (1, ["definition", "numbers"], "asked")
    mail = Message.objects.get(kind="assessments.asked")
    assert (mail.address, token in mail.body, "You know this best." in mail.body) == (
        "wren@workshops.example",
        True,
        True,
    )
    assert f"{day.day} {day:%B %Y}" in mail.body
    assert "Lead Person at Ashmere University" in mail.body
    assert [step.what for step in delegation.steps.all()] == ["asked"]
    assert pass_link(token).held.subjects == [delegation.subject]


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"questions": []}, "questions"),
        ({"questions": ["voice"]}, "questions"),
        ({"questions": ["plan_part"], "section": "plan"}, "questions"),
        ({"name": "  "}, "name"),
        ({"email": "nobody"}, "email"),
        ({"message": "x" * 5001}, "message"),
        ({"wanted_on": today() - timedelta(days=1)}, "wanted_on"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(cast, more, field):
    assessment = begun(cast.institution)
    assert refusal(lambda: asked(assessment, **more)).field == field
    assert (Delegation.objects.count(), Pass.objects.count(), Message.objects.count()) == (0, 0, 0)


def test_nobody_is_asked_what_somebody_else_was_asked_already(cast):
    assessment = begun(cast.institution)
    first, _token = asked(assessment)
    told = refusal(lambda: asked(assessment, name="Rowan", questions=["numbers", "profile"])).message
    assert told.startswith("Wren Halloway was asked")
    operations.take_back_request(actor=SYSTEM, delegation=first)
    assert asked(assessment, name="Rowan", questions=["numbers"])[0].number == 2


def test_they_write_what_they_were_asked_and_nothing_else(cast):
    assessment = begun(cast.institution)
    delegation, _token = asked(assessment)
    answer(assessment, delegation)
    assert said(assessment, at("definition")) == "Whoever works at a bench."
    assert "not asked" in refusal(lambda: answer(assessment, delegation, "profile")).message
    other = begun(cast.institution, "stage_3")
    assert "not asked" in refusal(lambda: answer(other, delegation, "voice")).message
    stranger = Actor(
        kind="link", key="link:99", purpose=rules.CONTRIBUTE, subjects=frozenset({"assessments.delegation:0"})
    )
    call = {"assessment": assessment, "place": at("definition"), "body": "x", "delegation": delegation}
    refusal(lambda: write(actor=stranger, **call))
    refusal(lambda: operations.hand_back(actor=stranger, delegation=delegation))
    refusal(lambda: operations.hand_back(actor=cast.actor(Role.LEAD), delegation=delegation))


def test_handed_back_returned_handed_back_accepted(cast):
    assessment, lead = begun(cast.institution), cast.actor(Role.LEAD)
    delegation, _token = asked(assessment, actor=lead)
    answer(assessment, delegation)
    operations.hand_back(actor=wren(delegation), delegation=delegation, words="Counted in May.")
    assert list(queries.delegations_waiting([cast.institution.pk])) == [delegation]
    told = Item.objects.get(kind="assessments.handed_back")
    assert (told.recipient, told.path) == (cast.lead.key, delegation.get_absolute_url())
    assert "handed this back" in refusal(lambda: answer(assessment, delegation, body="more")).message

    assert refusal(lambda: operations.return_to_them(actor=lead, delegation=delegation, words=" ")).field == "words"
    token = operations.return_to_them(actor=lead, delegation=delegation, words="And part-time?")
    mail = Message.objects.get(kind="assessments.returned")
    assert ("And part-time?" in mail.body, token in mail.body) == (True, True)
    answer(assessment, delegation, body="Whoever works at a bench, part-time too.")
    operations.hand_back(actor=wren(delegation), delegation=delegation)

    operations.accept(actor=lead, delegation=delegation)
    assert [step.what for step in delegation.steps.all()] == [
        "asked", "handed_back", "returned", "handed_back", "accepted",
    ]  # fmt: skip
    assert "finished" in refusal(lambda: answer(assessment, delegation, body="x")).message
    assert Pass.objects.get().is_open is False
    assert said(assessment, at("definition")) == "Whoever works at a bench, part-time too."


def test_a_request_taken_back_ends_the_link_and_keeps_the_words(cast):
    assessment = begun(cast.institution)
    delegation, token = asked(assessment)
    answer(assessment, delegation)
    operations.take_back_request(actor=SYSTEM, delegation=delegation)
    assert said(assessment, at("definition")) == "Whoever works at a bench."
    refusal(lambda: open_pass(token=token))
    refusal(lambda: answer(assessment, delegation, body="x"))
    for call in (operations.accept, operations.take_back_request, operations.send_again):
        refusal(lambda call=call: call(actor=SYSTEM, delegation=delegation))


@pytest.mark.parametrize("move", ["hand_back", "accept", "return_to_them", "take_back_request"])
@pytest.mark.parametrize("state", DelegationState.values)
def test_each_move_from_each_state(cast, move, state):
    assessment = begun(cast.institution)
    delegation, _token = asked(assessment)
    Delegation.objects.filter(pk=delegation.pk).update(state=state)
    delegation.refresh_from_db()
    legal = {
        "hand_back": {"asked", "returned"},
        "accept": {"asked", "handed_back", "returned"},
        "return_to_them": {"handed_back"},
        "take_back_request": {"asked", "handed_back", "returned"},
    }
    words = {"words": "Please"} if move == "return_to_them" else {}
    actor = wren(delegation) if move == "hand_back" else SYSTEM
    call = lambda: getattr(operations, move)(actor=actor, delegation=delegation, **words)  # noqa: E731
    if state in legal[move]:
        call()
    else:
        refusal(call)


def test_one_more_link_for_who_lost_theirs(cast):
    assessment = begun(cast.institution)
    delegation, first = asked(assessment)
    second = operations.send_again(actor=SYSTEM, delegation=delegation)
    assert first != second
    assert Message.objects.filter(kind="assessments.asked").count() == 2
    open_pass(token=second)


def test_evidence_only_where_it_was_asked_for(cast):
    assessment = begun(cast.institution)
    words_only, _token = asked(assessment)
    call = {"place": at("numbers"), "kind": "photo", "draft": drafted("photo"), "upload": UPLOADS["photo"]}
    refusal(lambda: operations.contribute_evidence(actor=wren(words_only), delegation=words_only, **call))
    operations.take_back_request(actor=SYSTEM, delegation=words_only)
    open_one, _token = asked(assessment, may_add_evidence=True)
    attached = operations.contribute_evidence(actor=wren(open_one), delegation=open_one, **call)
    assert (attached.place, attached.evidence.added_by) == (at("numbers"), open_one.held.key)
    refusal(
        lambda: operations.contribute_evidence(
            actor=wren(open_one), delegation=open_one, **{**call, "place": at("profile")}
        )
    )


@pytest.mark.parametrize("wrong", [{"state": "lost"}, {"name": ""}, {"questions": []}])
def test_the_database_refuses_what_cannot_be(cast, wrong):
    delegation, _token = asked(begun(cast.institution))
    with pytest.raises(IntegrityError), transaction.atomic():
        Delegation.objects.filter(pk=delegation.pk).update(**wrong)


def test_what_happened_is_history(cast):
    delegation, _token = asked(begun(cast.institution))
    with pytest.raises(TypeError):
        delegation.steps.get().save()


@pytest.mark.django_db(transaction=True)
def test_of_two_who_accept_and_return_at_once_one_wins(cast):
    assessment = begun(cast.institution)
    delegation, _token = asked(assessment)
    operations.hand_back(actor=wren(delegation), delegation=delegation)
    mine, theirs = (queries.delegation_at(assessment, 1) for _turn in range(2))
    outcome = at_once(
        lambda: operations.accept(actor=SYSTEM, delegation=mine),
        lambda: operations.return_to_them(actor=SYSTEM, delegation=theirs, words="More"),
    )
    assert sum(isinstance(one, Refused) for one in outcome) == 1
    assert re.fullmatch("accepted|returned", Delegation.objects.get().state)
