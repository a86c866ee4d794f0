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
