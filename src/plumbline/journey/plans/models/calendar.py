"""The secret address of somebody's calendar."""

from __future__ import annotations

from django.db import models

from plumbline.foundation.clock import now
from plumbline.platform.accounts.models import User


class CalendarAddress(models.Model):
    """Of the secret only the hash is kept: it is shown once, and renewed where it was lost or told too widely."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=now)

    @property
    def audit_key(self) -> str:
        return f"plans.calendar:{self.pk}"
