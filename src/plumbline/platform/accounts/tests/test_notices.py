"""Messages of the accounts, each both ways."""

import pytest
from django.core import mail
from django.test import Client

from plumbline.foundation.acting import Machine
from plumbline.foundation.problems import Refused
from plumbline.platform.accounts import operations
from plumbline.platform.accounts.operations import create_user
from plumbline.platform.accounts.tests.test_passes import issue
from plumbline.platform.jobs.operations import run_waiting

pytestmark = pytest.mark.django_db
TESTS = Machine("tests")


def sent():
    run_waiting()
    return [(message.to[0], message.subject) for message in mail.outbox]


@pytest.mark.message("sign_in_link", sent=True)
def test_whoever_asks_for_a_sign_in_link_gets_it():
    create_user(email="ada@ashmere.example", name="Ada Quill")
    Client().post("/sign-in/link/", {"email": "ADA@ashmere.example"})
    assert sent() == [("ada@ashmere.example", "Your sign-in link")]


@pytest.mark.message("sign_in_link", sent=False)
def test_nobody_without_an_account_gets_a_sign_in_link():
    create_user(email="ada@ashmere.example", name="Ada Quill")
    Client().post("/sign-in/link/", {"email": "bea@ashmere.example"})
    assert sent() == []


@pytest.mark.message("invitation", sent=True)
def test_whoever_is_invited_is_told():
    operations.invite(actor=TESTS, email="bea@borrowdale.example")
    assert sent() == [("bea@borrowdale.example", "Accept your invitation to Plumbline")]


@pytest.mark.message("invitation", sent=False)
def test_nobody_is_invited_at_an_address_that_is_none():
    with pytest.raises(Refused):
        operations.invite(actor=TESTS, email="bea")
    assert sent() == []


@pytest.mark.message("fresh_link", sent=True)
def test_whoever_held_a_link_gets_a_fresh_one():
    _held, token = issue()
    Client().post(f"/pass/{token}/fresh/")
    assert sent() == [("olu@elsewhere.example", "Your fresh link")]


@pytest.mark.message("fresh_link", sent=False)
def test_nobody_gets_a_fresh_link_to_a_pass_that_was_ended():
    held, token = issue()
    operations.revoke_pass(actor=TESTS, held=held)
    Client().post(f"/pass/{token}/fresh/")
    assert sent() == []
