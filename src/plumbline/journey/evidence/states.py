"""How a link stands, and what may follow."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from plumbline.foundation.states import Move, StateTable


class LinkState(TextChoices):
    UNCHECKED = "unchecked", _("Not checked yet")
    ALIVE = "alive", _("Answers")
    CLOSED = "closed", _("Answers, but not to everybody")
    DEAD = "dead", _("Dead")


EVERY = tuple(LinkState.values)

LINKS = StateTable(
    Move("answer", EVERY, LinkState.ALIVE),
    Move("stay_closed", EVERY, LinkState.CLOSED),
    Move("die", EVERY, LinkState.DEAD),
    Move("point_elsewhere", EVERY, LinkState.UNCHECKED),
    field="link_state",
)
