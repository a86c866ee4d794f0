"""The states of a message."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from plumbline.foundation.states import Move, StateTable

WAITING = "waiting"
SENT = "sent"

STATES = {WAITING: _("waiting"), SENT: _("sent")}

MOVES = StateTable(Move("send", {WAITING}, SENT))
