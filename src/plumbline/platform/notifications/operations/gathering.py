"""One e-mail a person a day, at seven in the morning where the programme lives."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plumbline.foundation.clock import HOME, now
from plumbline.platform.notifications.kinds import How, door_of, kind_of, known_kinds
from plumbline.platform.notifications.models import Digest, Item
from plumbline.platform.notifications.operations.queueing import mail_body, post
from plumbline.platform.notifications.queries import how_for, unsubscribe_path
from plumbline.platform.notifications.states import MOVES, WAITING

HOUR = 7
LINES = 10  # of one kind; the rest is counted
DIGEST = "notifications.digest"
FORGOTTEN = timedelta(days=14)  # what no daily e-mail could tell for so long stays in the inbox


def send_digests() -> int:
    """Write today's e-mail for everybody for whom something waited at seven; how many there were. Called ever so
    often: before seven it does nothing, after seven what was told later waits for tomorrow, and a day that has its
    e-mail gets no other, whoever calls."""
    here = now().astimezone(HOME)
    seven = here.replace(hour=HOUR, minute=0, second=0, microsecond=0)
    if here < seven:
        return 0
    waiting = Item.objects.all().waiting_for_digest()
    waiting.filter(at__lt=seven - FORGOTTEN).update(how=How.INBOX)
    undelivered = Digest.objects.filter(message__state=WAITING, day__lt=here.date()).values("address")
    addresses = set(waiting.filter(at__lt=seven).values_list("address", flat=True))
    addresses |= {row["address"] for row in undelivered}
    count = 0
    for address in sorted(addresses):
        with suppress(IntegrityError):  # another scheduler was quicker: all of ours is rolled back
            count += _send_digest(address, here.date(), seven)
    return count


@transaction.atomic
def _send_digest(address: str, day: date, until: datetime) -> bool:
    if Digest.objects.filter(address=address, day=day).exists():
        return False
    _take_up_undelivered(address)
    rows = Item.objects.select_for_update(of=("self",)).filter(address=address, at__lt=until)
    waiting = list(rows.waiting_for_digest().order_by("at", "pk"))
    told = _worth_telling(waiting)
    Item.objects.filter(pk__in=[item.pk for item in waiting if item not in told]).update(how=How.INBOX)
    if not told:
        return False
    newest = told[-1]
    stop = unsubscribe_path(newest.recipient, {item.kind for item in told})
    act, path = _one_link(told)
    way = door_of(newest.recipient, path)
    if not way:  # whoever let them in has ended that
        Item.objects.filter(pk__in=[item.pk for item in told]).update(how=How.INBOX)
        return False
    message = post(
        recipient=newest.recipient,
        address=address,
        kind=DIGEST,
        subject=_subject(told)[:200],
        body=mail_body(
            _words(told),
            act=act,
            path=way,
            unsubscribe=stop,
            why=_("You get at most one such e-mail a day."),
        ),
        unsubscribe=stop,
    )
    digest = Digest.objects.create(address=address, day=day, message=message)
    Item.objects.filter(pk__in=[item.pk for item in told]).update(digest=digest)
    return True


def _take_up_undelivered(address: str) -> None:
    """What yesterday's e-mail could not tell, because the mail system was down, is told by today's."""
    for digest in Digest.objects.select_related("message").filter(address=address, message__state=WAITING):
        MOVES.apply("drop", digest.message, body="")
        digest.items.update(digest=None)


def _worth_telling(items: list[Item]) -> list[Item]:
    """Those that are still true and still wanted by e-mail, the newest of each thing."""
    known = [item for item in items if item.kind in known_kinds()]
    newest = {(item.recipient, item.kind, item.about or item.key): item for item in known}
    kept = set(newest.values())
    for name in {item.kind for item in known}:
        of_kind = [item for item in kept if item.kind == name]
        still = kind_of(name).still
        true = set(still({item.about for item in of_kind})) if still else {item.about for item in of_kind}
        wanted = {who: how_for(who, name) in {How.AT_ONCE, How.DIGEST} for who in {item.recipient for item in of_kind}}
        kept -= {item for item in of_kind if item.about not in true or not wanted[item.recipient]}
    return [item for item in items if item in kept]


def _one_link(items: list[Item]) -> tuple[str, str]:
    """Where all of it is dealt with: the one thing, the one place, or the inbox."""
    if len(items) == 1:
        return items[0].act, items[0].path
    places = {item.place for item in items}
    acts = {item.act for item in items}
    if len(places) == 1 and (place := places.pop()):
        return acts.pop() if len(acts) == 1 else _("Open"), place
    return _("See all of it"), "/inbox/"


def _subject(items: list[Item]) -> str:
    if len(items) == 1:
        return items[0].subject
    return "; ".join(_counted(name, [item for item in items if item.kind == name]) for name in _kinds(items))


def _counted(name: str, items: list[Item]) -> str:
    counted = kind_of(name).counted
    if len(items) == 1:
        return items[0].subject
    return (
        counted(len(items)) if counted else ngettext("%(n)d message", "%(n)d messages", len(items)) % {"n": len(items)}
    )


def _words(items: list[Item]) -> str:
    parts = []
    for name in _kinds(items):
        own = [item for item in items if item.kind == name]
        lines = [f"- {item.subject}" for item in own[:LINES]]
        if len(own) > LINES:
            rest = len(own) - LINES
            lines.append(ngettext("and %(n)d more", "and %(n)d more", rest) % {"n": rest})
        parts.append("\n".join([str(kind_of(name).heading or _("News")), *lines]))
    return "\n\n".join(parts)


def _kinds(items: Iterable[Item]) -> list[str]:
    return list(dict.fromkeys(item.kind for item in items))
