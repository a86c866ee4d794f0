"""Where an action can come from."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class SourceKind(TextChoices):
    TALENT = "talent", _("A recommendation of the TALENT Commission")
    SURVEY = "survey", _("A staff survey")
    OPEN_CALL = "open_call", _("An open call to technicians")
    GROUP = "group", _("The steering group")
    OTHER_INSTITUTION = "other_institution", _("Another institution")
    FEEDBACK = "feedback", _("Feedback on a submission")
    STRATEGY = "strategy", _("The institution’s strategy")
    CARRIED = "carried", _("An earlier plan")
    OTHER = "other", _("Something else")
