"""A publication stands until it is withdrawn; withdrawn is for good."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from plumbline.foundation.states import Move, StateTable


class State(TextChoices):
    PUBLISHED = "published", _("Published")
    WITHDRAWN = "withdrawn", _("Withdrawn")


MOVES = StateTable(Move("withdraw", {State.PUBLISHED}, State.WITHDRAWN))
