"""Questions about messages: what somebody was told, how they want it, and the table of all kinds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.core import signing
from django.utils.text import capfirst

from plumbline.platform.notifications.kinds import How, kind_of, known_kinds
from plumbline.platform.notifications.models import Item, ItemQuerySet, Preference

SALT = "plumbline.unsubscribe"


def inbox(recipient: str) -> ItemQuerySet:
    """What somebody was told, newest first."""
    return Item.objects.all().in_inbox_of(recipient)


def unread_count(recipient: str) -> int:
    """How much of it they have not read."""
    return Item.objects.filter(recipient=recipient).unread().count()


def how_for(recipient: str, kind: str) -> How:
    """How somebody gets a kind of message: as they chose, where the kind lets them, else its default."""
    known = kind_of(kind)
    chosen = Preference.objects.filter(recipient=recipient, kind=kind).values_list("how", flat=True).first()
    return How(chosen) if chosen in known.choices else known.default


def chosen_by(recipient: str) -> Mapping[str, How]:
    """How somebody gets each kind that they may choose for."""
    rows = dict(Preference.objects.filter(recipient=recipient).values_list("kind", "how"))
    return {
        name: How(rows[name]) if rows.get(name) in kind.choices else kind.default
        for name, kind in known_kinds().items()
        if not kind.must
    }


def unsubscribe_path(recipient: str, kinds: Iterable[str]) -> str:
    """Where one press stops e-mails of these kinds to this recipient. Signed, so it works without signing in."""
    token = signing.dumps({"to": recipient, "kinds": sorted(set(kinds))}, salt=SALT, compress=True)
    return f"/unsubscribe/{token}/"


def unsubscribing(token: str) -> tuple[str, list[str]] | None:
    """The recipient and the kinds that a path stops, or None for a path that we never made."""
    try:
        said = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    return str(said["to"]), [kind for kind in said["kinds"] if kind in known_kinds()]


def as_markdown() -> str:
    """The table of all messages, as it stands in docs/reference/messages.md."""
    lines = [
        "# Messages",
        "",
        "Printed by `./plumbline reference` from each room's `notices.MESSAGES`; do not edit by hand.",
        "Each person chooses for each kind, except where it is always sent. Everything that waits for the daily e-mail",
        "goes out in one e-mail a person at 07:00 in London, never empty. Every e-mail that is not always sent can be",
        "stopped by one press. Each kind is tested both ways: sent when it should be, not sent when it should not.",
        "",
        "| Kind | Sent | To | Subject, for instance | Unless chosen otherwise | May be switched off |",
        "|---|---|---|---|---|---|",
    ]
    for name, kind in known_kinds().items():
        off = "no: always sent" if kind.must else "yes" if kind.may_be_off else "the e-mail, not the inbox"
        event = capfirst(str(kind.event))
        lines.append(f"| `{name}` | {event} | {kind.recipient} | {kind.sample} | {kind.default.label} | {off} |")
    return "\n".join(lines) + "\n"
