"""The life of a version of a form: a draft is published, and superseded by the next. Never edited in between."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from plumbline.foundation.states import Move, StateTable


class FormState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")
    SUPERSEDED = "superseded", _("Superseded")


MOVES = StateTable(
    Move("publish", [FormState.DRAFT], FormState.PUBLISHED),
    Move("supersede", [FormState.PUBLISHED], FormState.SUPERSEDED),
)
