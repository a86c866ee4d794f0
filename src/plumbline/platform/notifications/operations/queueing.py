"""Queueing a message, as its kind and its recipient's choice say."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from plumbline.foundation.pages import whole_address
from plumbline.platform.jobs.operations import enqueue
from plumbline.platform.notifications.kinds import How, door_of, kind_of
from plumbline.platform.notifications.models import Item, Message
from plumbline.platform.notifications.queries import how_for, unsubscribe_path

DELIVER = "notifications.deliver"


@transaction.atomic
def queue(
    *,
    recipient: str,
    address: str,
    kind: str,
    subject: str,
    body: str = "",
    key: str = "",
    about: str = "",
    path: str = "",
    act: str = "",
    place: str = "",
    good_until: datetime | None = None,
) -> Item | Message | None:
    """Write a message in the caller's transaction; it is delivered after that is committed, or not at all.

    A kind that must be sent goes out as it stands, link and all, until `good_until`. Any other becomes an item of the
    recipient's inbox, and an e-mail at once, or a line of the day's one e-mail, or neither, as they chose; None where
    they want nothing of it. `key` names the event: the same one twice is one message. `path` and `act` are the one
    link of the e-mail and its words; `about` is the thing, `place` the page for everything of the kind."""
    known = kind_of(kind)
    subject = " ".join(subject.split())[:200]  # a line break in a subject could add headers
    if known.must:
        return post(recipient=recipient, address=address, kind=kind, subject=subject, body=body, good_until=good_until)
    how = how_for(recipient, kind)
    if how == How.OFF or not address:
        return None
    item, is_new = Item.objects.get_or_create(
        recipient=recipient,
        kind=kind,
        key=key[:200],
        defaults={
            "address": address, "about": about, "subject": subject, "body": body, "path": path, "place": place,
            "act": act or _("Open"), "how": how,
        },
    )  # fmt: skip
    if is_new and how == How.AT_ONCE:
        _send_at_once(item)
    return item


def post(
    *,
    recipient: str,
    address: str,
    kind: str,
    subject: str,
    body: str,
    unsubscribe: str = "",
    good_until: datetime | None = None,
) -> Message:
    """One e-mail, handed to the worker after the commit."""
    message = Message.objects.create(
        recipient=recipient,
        address=address,
        kind=kind,
        subject=subject,
        body=body,
        unsubscribe=unsubscribe,
        good_until=good_until,
    )
    enqueue(kind=DELIVER, key=str(message.pk), payload={"message": message.pk})
    return message


def mail_body(words: str, *, act: str, path: str, unsubscribe: str, why: str) -> str:
    """The text of an optional e-mail: words, the one link, why it came and how to stop it."""
    stop = _("%(why)s Stop these e-mails, or choose how you get them:") % {"why": why}
    return f"{words.strip()}\n\n{act}:\n{whole_address(path)}\n\n-- \n{stop}\n{whole_address(unsubscribe)}\n"


def _send_at_once(item: Item) -> None:
    stop = unsubscribe_path(item.recipient, [item.kind])
    body = mail_body(
        item.body or item.subject,
        act=item.act,
        path=door_of(item.recipient, item.path),
        unsubscribe=stop,
        why=_("You get this as soon as it happens."),
    )
    item.message = post(
        recipient=item.recipient,
        address=item.address,
        kind=item.kind,
        subject=item.subject,
        body=body,
        unsubscribe=stop,
    )
    item.save(update_fields=["message"])
