"""The three ratings, and what a rating says."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Rag(TextChoices):
    GREEN = "green", _("Completed")
    AMBER = "amber", _("In progress")
    RED = "red", _("Still to be carried out")


NOT_RATED = ""
