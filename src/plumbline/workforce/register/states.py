"""Where an extract can stand, and which moves are legal."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from plumbline.foundation.states import Move, StateTable


class State(TextChoices):
    LOOKING = "looking", _("Being looked at")
    MAPPING = "mapping", _("Columns to confirm")
    CHECKING = "checking", _("Being checked")
    CHECKED = "checked", _("Ready to accept")
    ACCEPTED = "accepted", _("Accepted")
    REFUSED = "refused", _("Refused")
    UNDONE = "undone", _("Undone")


OPEN = (State.LOOKING, State.MAPPING, State.CHECKING, State.CHECKED)
"""Nobody has decided yet."""

MOVES = StateTable(
    Move("look_done", {State.LOOKING}, State.MAPPING),
    Move("check", {State.MAPPING, State.CHECKED}, State.CHECKING),
    Move("check_done", {State.CHECKING}, State.CHECKED),
    Move("back_to_columns", {State.CHECKED, State.CHECKING}, State.MAPPING),
    Move("accept", {State.CHECKED}, State.ACCEPTED),
    Move("refuse", set(OPEN), State.REFUSED),
    Move("undo", {State.ACCEPTED}, State.UNDONE),
)


class StudyState(TextChoices):
    WAITING = "waiting", _("Being worked out")
    READY = "ready", _("Ready")
    FAILED = "failed", _("Could not be worked out")


STUDY_MOVES = StateTable(
    Move("found", {StudyState.WAITING}, StudyState.READY),
    Move("fail", {StudyState.WAITING}, StudyState.FAILED),
)
