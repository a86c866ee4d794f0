"""Every kind of message that the site sends: told by config from each room's `notices.MESSAGES`."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise


class How(TextChoices):
    """How a message reaches somebody."""

    AT_ONCE = "at_once", _("By e-mail at once")
    DIGEST = "digest", _("In the daily e-mail")
    INBOX = "inbox", _("On this site only")
    OFF = "off", _("Not at all")


@dataclass(frozen=True, slots=True)
class MessageKind:
    """What is told, to whom, when and in which words.

    `event` says when it is sent and `recipient` to whom, as in "when …" and "to …"; `sample` is a subject as it may
    stand; `heading` stands above such messages in the daily e-mail, and `counted(3)` says how many ("3 actions due").
    A kind that `must` be sent cannot be switched off and holds a secret, so its words are kept nowhere; of the others,
    `may_be_off` says whether they may leave the inbox too. `still` takes what messages are about and gives those of
    which they are still true: the rest is not mailed any more."""

    event: Words
    recipient: Words
    sample: Words
    default: How = How.DIGEST
    must: bool = False
    heading: Words = ""
    counted: Callable[[int], str] | None = None
    may_be_off: bool = True
    still: Callable[[Collection[str]], Collection[str]] | None = None

    @property
    def choices(self) -> list[How]:
        """What a person may choose."""
        if self.must:
            return [How.AT_ONCE]
        return [how for how in How if how != How.OFF or self.may_be_off]


_kinds: dict[str, MessageKind] = {}
_doors: dict[str, Callable[[str], str]] = {}


def register_messages(kinds: Mapping[str, MessageKind]) -> None:
    """Learn which kinds of message a room sends. A name ("room.event") belongs to one room."""
    _kinds.update(kinds)


def register_doors(doors: Mapping[str, Callable[[str], str]]) -> None:
    """Learn where the recipients of a family of keys ("user", "link") are let in: their key gives a path."""
    _doors.update(doors)


def kind_of(name: str) -> MessageKind:
    """What is known of a kind. A kind that stands in no room's table cannot be sent: KeyError."""
    return _kinds[name]


def known_kinds() -> Mapping[str, MessageKind]:
    """Every kind, by name."""
    return dict(sorted(_kinds.items()))


def door_of(recipient: str, default: str) -> str:
    """Where this recipient is let in, or `default` where any signed-in person's way will do."""
    door = _doors.get(recipient.partition(":")[0])
    return door(recipient) if door is not None else default
