"""Entry: one thing that somebody did. No personal names, no foreign keys: the past never blocks the present."""

from __future__ import annotations

from django.db import models

from plumbline.foundation.constraints import not_blank


class EntryQuerySet(models.QuerySet["Entry"]):
    def for_scope(self, scope: str) -> EntryQuerySet:
        """What happened within one scope, such as one tenant, newest first."""
        return self.filter(scope=scope).order_by("-at", "-pk")


class Entry(models.Model):
    """Append-only by trigger on both engines: see migration 0002."""

    at = models.DateTimeField()
    scope = models.CharField(max_length=100, blank=True)
    actor = models.CharField(max_length=100)
    verb = models.CharField(max_length=100)
    subject = models.CharField(max_length=200, blank=True)
    parameters = models.JSONField(default=dict, blank=True)
    request_id = models.CharField(max_length=40, blank=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["scope", "-at"], name="entry_by_scope"),
            models.Index(fields=["subject", "-at"], name="entry_by_subject"),
        ]
        constraints = [
            not_blank("actor", name="entry_has_actor"),
            not_blank("verb", name="entry_has_verb"),
        ]
