"""The states of a reading, and which may follow which."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from plumbline.foundation.states import Move, StateTable

WAITING = "waiting"
READING = "reading"
TO_CHECK = "to_check"
ACCEPTED = "accepted"
REFUSED = "refused"  # it cannot be read; the file is kept and says why
DROPPED = "dropped"  # put aside by a person, or its time was over

STATES = {
    WAITING: _("waiting to be read"),
    READING: _("being read"),
    TO_CHECK: _("to be checked"),
    ACCEPTED: _("accepted"),
    REFUSED: _("could not be read"),
    DROPPED: _("dropped"),
}

MOVES = StateTable(
    Move("start", {WAITING, READING}, READING),  # again from READING: its worker was killed
    Move("finish", {READING}, TO_CHECK),
    Move("refuse", {WAITING, READING}, REFUSED),
    Move("try_again", {REFUSED}, WAITING),
    Move("accept", {TO_CHECK}, ACCEPTED),
    Move("undo_acceptance", {ACCEPTED}, TO_CHECK),
    Move("withdraw", {ACCEPTED}, DROPPED),  # undone when the document is no longer here to be checked
    Move("drop", {WAITING, READING, TO_CHECK, REFUSED}, DROPPED),
)
