"""How something that others were asked for stands, and what may follow."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from plumbline.foundation.states import Move, StateTable


class DelegationState(TextChoices):
    ASKED = "asked", _("With them")
    HANDED_BACK = "handed_back", _("Handed back")
    RETURNED = "returned", _("Returned to them")
    ACCEPTED = "accepted", _("Accepted")
    TAKEN_BACK = "taken_back", _("Taken back")


OPEN = (DelegationState.ASKED, DelegationState.HANDED_BACK, DelegationState.RETURNED)
WITH_THEM = (DelegationState.ASKED, DelegationState.RETURNED)

DELEGATIONS = StateTable(
    Move("hand_back", {DelegationState.ASKED, DelegationState.RETURNED}, DelegationState.HANDED_BACK),
    Move("return", {DelegationState.HANDED_BACK}, DelegationState.RETURNED),
    Move("accept", OPEN, DelegationState.ACCEPTED),
    Move("take_back", OPEN, DelegationState.TAKEN_BACK),
)
