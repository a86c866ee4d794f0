"""The states of a message."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from plumbline.foundation.states import Move, StateTable

WAITING = "waiting"
SENT = "sent"
DROPPED = "dropped"  # too late to be of use, or taken into a later one

STATES = {WAITING: _("waiting"), SENT: _("sent"), DROPPED: _("dropped")}

MOVES = StateTable(Move("send", {WAITING}, SENT), Move("drop", {WAITING}, DROPPED))
