"""The states of a job, and which may follow which."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from plumbline.foundation.states import Move, StateTable

WAITING = "waiting"
RUNNING = "running"
DONE = "done"
FAILED = "failed"  # it will be tried again
DEAD = "dead"  # it will not

STATES = {
    WAITING: _("waiting"),
    RUNNING: _("running"),
    DONE: _("done"),
    FAILED: _("failed, will be tried again"),
    DEAD: _("failed"),
}

MOVES = StateTable(
    Move("take", {WAITING, FAILED}, RUNNING),
    Move("finish", {RUNNING}, DONE),
    Move("fail", {RUNNING}, FAILED),
    Move("give_up", {RUNNING}, DEAD),
    Move("hand_back", {RUNNING}, WAITING),
    Move("start_again", {DONE, DEAD}, WAITING),
)
