"""Definition: who counts as a technician, version after version. HandChoice: people in or out by hand."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from plumbline.foundation.clock import now
from plumbline.foundation.constraints import not_blank
from plumbline.foundation.history import Immutable
from plumbline.institutions.models import Institution
from plumbline.workforce.register.models.people import Person


class Definition(Immutable):
    """One version of the institution's rule, true from its day until the next version's. `rule` in the words that
    people edit; `sentence` what a self-assessment says of it (F044)."""

    institution = models.ForeignKey(Institution, on_delete=models.CASCADE, related_name="definitions")
    number = models.PositiveIntegerField()
    rule = models.TextField()
    sentence = models.TextField(blank=True)
    since_on = models.DateField()
    why = models.TextField(blank=True)
    by = models.CharField(max_length=120)
    at = models.DateTimeField(default=now, editable=False)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["institution", "number"], name="definition_number_once"),
            not_blank("rule", name="definition_has_rule"),
        ]

    @property
    def audit_key(self) -> str:
        """How the audit writes it."""
        return f"register.definition:{self.pk}"


class HandChoice(models.Model):
    """Somebody who counts, or does not, whatever the rule says; with the reason. Ended ones stay as history."""

    institution = models.ForeignKey(Institution, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="hand_choices")
    is_in = models.BooleanField()
    reason = models.CharField(max_length=400)
    since_on = models.DateField()
    by = models.CharField(max_length=120)
    at = models.DateTimeField(default=now, editable=False)
    ended_on = models.DateField(null=True, blank=True)
    ended_by = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            not_blank("reason", name="hand_choice_has_reason"),
            models.UniqueConstraint(
                fields=["person"], condition=Q(ended_on__isnull=True), name="hand_choice_open_once"
            ),
        ]
