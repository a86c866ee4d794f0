"""May somebody have a kind of message that way."""

from __future__ import annotations

from django.utils.translation import gettext as _

from plumbline.foundation.verdicts import Allowed, Denied, Verdict
from plumbline.platform.notifications.kinds import known_kinds


def can_choose(kind: str, how: str) -> Verdict:
    """A known kind, and one of the ways that it allows."""
    known = known_kinds().get(kind)
    if known is None:
        return Denied(_("There is no such message."), field=kind)
    if how not in known.choices:
        return Denied(_("Choose one of the ways on the list."), field=kind)
    return Allowed()
