"""Queueing a message and delivering it."""

from __future__ import annotations

from datetime import timedelta

from django.core.mail import EmailMessage
from django.db import transaction

from plumbline.foundation.clock import now
from plumbline.platform.jobs.operations import enqueue
from plumbline.platform.notifications.models import Message
from plumbline.platform.notifications.states import MOVES, SENT, WAITING

DELIVER = "notifications.deliver"
KEEP_SENT = timedelta(days=90)


@transaction.atomic
def queue(*, recipient: str, address: str, kind: str, subject: str, body: str) -> Message:
    """Write a message in the caller's transaction; it is delivered after that is committed, or not at all."""
    message = Message.objects.create(
        recipient=recipient,
        address=address,
        kind=kind,
        subject=" ".join(subject.split())[:200],  # a line break in a subject could add headers
        body=body,
    )
    enqueue(kind=DELIVER, key=str(message.pk), payload={"message": message.pk})
    return message


def deliver(*, number: int) -> None:
    """Hand message `number` to the mail system, once. The row is locked meanwhile, so of two workers the second
    finds it sent. A mail system that refuses raises, and the job tries again."""
    with transaction.atomic():
        message = Message.objects.select_for_update().filter(pk=number, state=WAITING).first()
        if message is None:
            return
        EmailMessage(subject=message.subject, body=message.body, to=[message.address]).send()
        MOVES.apply("send", message, sent_at=now(), body="")


def forget_old() -> None:
    """Delete messages that were delivered long ago: whom we wrote to is personal data as well."""
    Message.objects.filter(state=SENT, sent_at__lt=now() - KEEP_SENT).delete()
