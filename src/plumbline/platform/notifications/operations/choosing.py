"""How somebody wants to be told, and what they have read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from plumbline.foundation.acting import Acting
from plumbline.foundation.clock import now
from plumbline.foundation.problems import Refused
from plumbline.platform.audit.operations import record
from plumbline.platform.notifications.kinds import How
from plumbline.platform.notifications.models import Item, Preference
from plumbline.platform.notifications.queries import how_for
from plumbline.platform.notifications.rules import can_choose


@transaction.atomic
def choose(*, actor: Acting, choices: Mapping[str, str]) -> None:
    """Say how one wants each of these kinds. Raises `Refused` at the kind that cannot be had that way."""
    for kind, how in choices.items():
        can_choose(kind, how).or_raise()
        Preference.objects.update_or_create(recipient=actor.key, kind=kind, defaults={"how": how})
    record(actor, "messages.chosen", actor.key, kinds=sorted(choices))


@transaction.atomic
def unsubscribe(*, recipient: str, kinds: Iterable[str]) -> list[str]:
    """Stop e-mails of these kinds to somebody who holds the address for it; the inbox goes on. Gives the kinds that
    this stopped."""
    stopped = []
    for kind in kinds:
        if can_choose(kind, How.INBOX) and how_for(recipient, kind) in {How.AT_ONCE, How.DIGEST}:
            Preference.objects.update_or_create(recipient=recipient, kind=kind, defaults={"how": How.INBOX})
            stopped.append(kind)
    if stopped:
        record(_Recipient(recipient), "messages.stopped", recipient, kinds=stopped)
    return stopped


def mark_read(*, actor: Acting, number: int) -> Item:
    """One has seen this. Gives it; raises `Refused` where it is not one's own."""
    item = Item.objects.filter(recipient=actor.key, pk=number).first()
    if item is None:
        raise Refused(_("This message is not in your inbox any more."))
    Item.objects.filter(pk=item.pk, read_at=None).update(read_at=now())
    return item


def mark_all_read(*, actor: Acting) -> int:
    """One has seen everything; how much that was."""
    return Item.objects.filter(recipient=actor.key).unread().update(read_at=now())


class _Recipient:
    """Whoever holds the address that stops messages acts as the one they go to."""

    def __init__(self, key: str) -> None:
        self.key = key
