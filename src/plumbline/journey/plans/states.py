"""Where an action can stand, and which moves are legal."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from plumbline.foundation.states import Move, StateTable


class Status(TextChoices):
    NOT_STARTED = "not_started", _("Not started")
    IN_PROGRESS = "in_progress", _("In progress")
    COMPLETED = "completed", _("Completed")
    ONGOING = "ongoing", _("Ongoing")
    EMBEDDED = "embedded", _("Embedded")
    STOPPED = "stopped", _("Stopped")


UNKNOWN = ""
"""The document, or the person who wrote the action down, did not say."""

SETTLED = (Status.COMPLETED, Status.EMBEDDED, Status.STOPPED, Status.ONGOING)
"""Nobody waits for these by a date."""

TAKE_BACK = "take_back"
"""The move by which the undoing of a first status leads back to "not said"."""

# People correct themselves, so every status may follow every other; nothing but an undo goes back to "not said".
MOVES = StateTable(
    *(Move(status.value, {UNKNOWN, *Status.values} - {status.value}, status.value) for status in Status),
    Move(TAKE_BACK, Status.values, UNKNOWN),
    field="status",
)


class ImportState(TextChoices):
    """Where a spreadsheet that somebody sent can stand."""

    WAITING = "waiting", _("being compared")
    READY = "ready", _("to be decided")
    REFUSED = "refused", _("could not be read")
    ACCEPTED = "accepted", _("accepted")
    UNDONE = "undone", _("undone")
    DROPPED = "dropped", _("put aside")


IMPORT_MOVES = StateTable(
    Move("compare", {ImportState.WAITING, ImportState.READY}, ImportState.READY),  # again where the plan has changed
    Move("refuse", {ImportState.WAITING, ImportState.READY}, ImportState.REFUSED),
    Move("accept", {ImportState.READY}, ImportState.ACCEPTED),
    Move("undo", {ImportState.ACCEPTED}, ImportState.UNDONE),
    Move("drop", {ImportState.WAITING, ImportState.READY, ImportState.REFUSED}, ImportState.DROPPED),
)
