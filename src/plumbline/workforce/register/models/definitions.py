"""Definition: who counts as a technician, version after version. HandChoice: people in or out by hand. RoleFamily: what
family a title is of. Figures: what everybody may see, as at a day."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from plumbline.foundation.clock import now
from plumbline.foundation.constraints import not_blank
from plumbline.foundation.history import Immutable
from plumbline.institutions.models import Institution
from plumbline.workforce.register.models.people import Person
from plumbline.workforce.register.sealing import SealedTextField


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


class RoleFamily(models.Model):
    """The family that people say a job title is of, where HR gives none or another (F196)."""

    institution = models.ForeignKey(Institution, on_delete=models.CASCADE, related_name="+")
    title = models.CharField(max_length=200)
    family = models.CharField(max_length=40)
    by = models.CharField(max_length=120)
    at = models.DateTimeField(default=now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["institution", "title"], name="role_family_once_a_title"),
            not_blank("family", name="role_family_has_family"),
        ]


class Figures(Immutable):
    """Counts as at a day as everybody may see them: rounded, and suppressed where somebody could be worked out. `shown`
    is what pages draw. Released once; a correction is a release of its own."""

    institution = models.ForeignKey(Institution, on_delete=models.CASCADE, related_name="figures")
    number = models.PositiveIntegerField()
    as_at = models.DateField()
    definition = models.ForeignKey(Definition, on_delete=models.PROTECT, related_name="+")
    is_total_exact = models.BooleanField()
    shown = models.JSONField()
    by = models.CharField(max_length=120)
    at = models.DateTimeField(default=now, editable=False)

    class Meta:
        ordering = ["-as_at", "-number"]
        constraints = [models.UniqueConstraint(fields=["institution", "number"], name="figures_number_once")]

    @property
    def audit_key(self) -> str:
        """How the audit writes it."""
        return f"register.figures:{self.pk}"


class Ledger(models.Model):
    """Everything that an institution has ever published about its staff, with the true counts behind it, so that the
    next figures tell nothing beside the earlier ones. As confidential as the rows; sealed where there is a key."""

    institution = models.OneToOneField(Institution, on_delete=models.CASCADE, related_name="+")
    published = SealedTextField(blank=True)
