"""Where the recipients of messages are let in who need a link of their own."""

from __future__ import annotations

from collections.abc import Callable

from plumbline.foundation.acting import Machine
from plumbline.platform.accounts.operations import renew_pass
from plumbline.platform.accounts.queries import pass_by_key, pass_path


def door_of_link(key: str) -> str:
    """The holder behind "link:7": a link that was not used yet. "" where the pass was ended or is gone."""
    held = pass_by_key(key)
    if held is None or held.revoked_at is not None:
        return ""
    return pass_path(renew_pass(actor=Machine("messages"), held=held))


DOORS: dict[str, Callable[[str], str]] = {"link": door_of_link}
