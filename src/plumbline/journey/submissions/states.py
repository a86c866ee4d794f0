"""Where a request for more time can stand."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from plumbline.foundation.states import Move, StateTable


class ExtensionState(TextChoices):
    ASKED = "asked", _("waiting for an answer")
    GRANTED = "granted", _("granted")
    DECLINED = "declined", _("declined")
    TAKEN_BACK = "taken_back", _("taken back")


MOVES = StateTable(
    Move("grant", {ExtensionState.ASKED}, ExtensionState.GRANTED),
    Move("decline", {ExtensionState.ASKED}, ExtensionState.DECLINED),
    Move("take_back", {ExtensionState.ASKED}, ExtensionState.TAKEN_BACK),
)
