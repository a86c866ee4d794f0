"""Handing messages to the mail system, trying again after an outage without a flood, and forgetting."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta

from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Q

from plumbline.foundation.clock import now
from plumbline.foundation.pages import whole_address
from plumbline.foundation.problems import Refused
from plumbline.platform.jobs.operations import start_again
from plumbline.platform.jobs.queries import job_of
from plumbline.platform.notifications.kinds import How
from plumbline.platform.notifications.models import Item, Message
from plumbline.platform.notifications.operations.queueing import DELIVER
from plumbline.platform.notifications.states import DROPPED, MOVES, SENT, WAITING

KEEP_SENT = timedelta(days=90)
KEEP_ITEMS = timedelta(days=365)
QUIET = timedelta(minutes=10)  # so long the job itself tries again
STALE = timedelta(hours=6)  # news that waited longer goes into the next daily e-mail instead
MOST_AT_ONCE = 500


def deliver(*, number: int) -> None:
    """Hand message `number` to the mail system, once. The row is locked meanwhile, so of two workers the second
    finds it sent. A mail system that refuses raises, and the job tries again."""
    with transaction.atomic():
        message = Message.objects.select_for_update().filter(pk=number, state=WAITING).first()
        if message is None:
            return
        if message.good_until is not None and message.good_until <= now():
            MOVES.apply("drop", message, body="")
            return
        _envelope(message).send()
        MOVES.apply("send", message, sent_at=now(), body="")


def try_again() -> None:
    """After an outage: hand over what still waits, except what nobody needs any more. News that waited for long is
    taken out of its own e-mail and told in the next daily one, so that nobody gets yesterday's e-mails all at once."""
    for message in Message.objects.filter(state=WAITING, queued_at__lt=now() - QUIET).order_by("pk")[:MOST_AT_ONCE]:
        item = Item.objects.filter(message=message).first()
        if item is not None and message.queued_at < now() - STALE:
            with suppress(Refused):  # it was delivered this very moment
                _into_digest(message, item)
            continue
        job = job_of(DELIVER, str(message.pk))
        if job is not None and job.is_over:
            start_again(job=job)


def forget_old() -> None:
    """Delete messages that were delivered long ago: whom we wrote to is personal data as well. So is what we said."""
    long_ago = now() - KEEP_SENT
    Message.objects.filter(Q(state=SENT, sent_at__lt=long_ago) | Q(state=DROPPED, queued_at__lt=long_ago)).delete()
    Item.objects.filter(at__lt=now() - KEEP_ITEMS).delete()


def _envelope(message: Message) -> EmailMessage:
    headers = {}
    if message.unsubscribe:
        headers["List-Unsubscribe"] = f"<{whole_address(message.unsubscribe)}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return EmailMessage(subject=message.subject, body=message.body, to=[message.address], headers=headers)


@transaction.atomic
def _into_digest(message: Message, item: Item) -> None:
    MOVES.apply("drop", message, body="")
    item.how, item.message = How.DIGEST, None
    item.save(update_fields=["how", "message"])
