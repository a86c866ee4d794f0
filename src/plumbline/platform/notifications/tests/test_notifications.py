"""A message is written in the transaction and delivered once afterwards."""

import logging
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.db import transaction

from plumbline.foundation.clock import now
from plumbline.platform.jobs.models import Job
from plumbline.platform.jobs.operations import run_waiting
from plumbline.platform.notifications.models import Message
from plumbline.platform.notifications.operations import deliver, forget_old, queue

pytestmark = pytest.mark.django_db


def queued(**more):
    given = {
        "recipient": "user:1",
        "address": "ada@ashmere.example",
        "kind": "tests.secret",
        "subject": "Hello",
        "body": "Words",
    }
    return queue(**{**given, **more})


def test_a_message_is_delivered_once_and_its_words_are_forgotten():
    message = queued()
    assert mail.outbox == []
    run_waiting()
    deliver(number=message.pk)
    assert [(sent.to, sent.subject, sent.body) for sent in mail.outbox] == [
        (["ada@ashmere.example"], "Hello", "Words"),
    ]
    message.refresh_from_db()
    assert (message.state, message.body) == ("sent", "")
    assert message.sent_at is not None


def test_a_message_of_no_known_kind_cannot_be_queued():
    with pytest.raises(KeyError):
        queued(kind="tests.unheard_of")


def test_a_secret_that_nobody_needs_any_more_is_dropped_instead_of_sent():
    message = queued(good_until=now() + timedelta(minutes=30))
    with time_machine.travel(now() + timedelta(minutes=31)):
        run_waiting()
    message.refresh_from_db()
    assert (mail.outbox, message.state, message.body) == ([], "dropped", "")


def test_a_message_of_a_transaction_that_fails_is_never_sent():
    with transaction.atomic():
        queued()
        transaction.set_rollback(True)
    run_waiting()
    assert mail.outbox == []
    assert not Message.objects.exists()


def test_what_was_delivered_long_ago_is_forgotten():
    old, young, waiting = queued(), queued(), queued()
    Message.objects.filter(pk=old.pk).update(state="sent", sent_at=now() - timedelta(days=91))
    Message.objects.filter(pk=young.pk).update(state="sent", sent_at=now() - timedelta(days=89))
    forget_old()
    assert set(Message.objects.all()) == {young, waiting}


def test_a_subject_cannot_add_headers():
    assert queued(subject="Hello\r\nBcc: everybody@elsewhere.example").subject == (
        "Hello Bcc: everybody@elsewhere.example"
    )


def test_a_mail_system_that_refuses_is_asked_again_and_no_address_is_logged(settings, caplog):
    settings.EMAIL_BACKEND = "plumbline.platform.notifications.tests.test_notifications.Refusing"
    message = queued()
    with caplog.at_level(logging.DEBUG):
        run_waiting()
    message.refresh_from_db()
    assert message.state == "waiting"
    assert message.body == "Words"
    job = Job.objects.get()
    assert (job.state, job.attempts) == ("failed", 1)
    assert "ashmere.example" not in "".join(record.getMessage() for record in caplog.records)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    Job.objects.update(run_after=None)
    run_waiting()
    assert len(mail.outbox) == 1


class Refusing:
    """A mail system that is down."""

    def __init__(self, **_options):
        pass

    def send_messages(self, _messages):
        raise ConnectionError("nobody answers")
