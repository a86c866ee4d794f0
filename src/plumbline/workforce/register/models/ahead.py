"""Study: figures that the worker works out over the register. PackHolder: who sees the pack of a unit. Trainee: an
apprenticeship, placement or week of work experience, and what became of it."""

from __future__ import annotations

import json
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from plumbline.foundation.clock import now
from plumbline.foundation.constraints import both_or_neither, not_blank, one_of
from plumbline.institutions.models import Institution
from plumbline.platform.accounts.models import User
from plumbline.workforce.register.models.posts import Unit
from plumbline.workforce.register.sealing import SealedTextField
from plumbline.workforce.register.states import StudyState


class StudyKind(models.TextChoices):
    FORECAST = "forecast", _("Forecast")
    TABLES = "tables", _("Equality tables and packs")


class Study(models.Model):
    """One piece of long work over the register as at a day. `asked` is what somebody wanted; `found` is JSON, true
    counts in a forecast, controlled ones in tables; sealed where there is a key. `shared_at`: from then on everybody
    who may see figures sees the forecast of the whole institution, rounded."""

    institution = models.ForeignKey(Institution, on_delete=models.CASCADE, related_name="studies")
    kind = models.CharField(max_length=10, choices=StudyKind.choices)
    number = models.PositiveIntegerField()
    as_at = models.DateField()
    asked = models.JSONField(default=dict, blank=True)
    found = SealedTextField(blank=True)
    state = models.CharField(max_length=10, choices=StudyState.choices, default=StudyState.WAITING)
    problem = models.TextField(blank=True)
    by = models.CharField(max_length=120)
    at = models.DateTimeField(default=now, editable=False)
    shared_at = models.DateTimeField(null=True, blank=True)
    shared_by = models.CharField(max_length=120, null=True, blank=True)  # noqa: DJ001 (null together with the moment)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["institution", "number"], name="study_number_once"),
            one_of("kind", StudyKind.values, name="study_kind_known"),
            one_of("state", StudyState.values, name="study_state_known"),
            both_or_neither("shared_at", "shared_by", name="study_shared_by_somebody"),
        ]

    @property
    def audit_key(self) -> str:
        """How the audit writes it."""
        return f"register.study:{self.pk}"

    @property
    def is_waiting(self) -> bool:
        """The worker has it, or will."""
        return self.state == StudyState.WAITING

    @property
    def is_ready(self) -> bool:
        """It can be shown."""
        return self.state == StudyState.READY

    def result(self) -> dict[str, Any]:
        """What was found; empty until it is ready."""
        return dict(json.loads(self.found)) if self.found else {}


class PackHolder(models.Model):
    """Somebody who runs a unit and sees its data pack, until it ends (F181)."""

    institution = models.ForeignKey(Institution, on_delete=models.CASCADE, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="pack_holders")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    by = models.CharField(max_length=120)
    at = models.DateTimeField(default=now, editable=False)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["unit__name", "user__name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "user"], condition=Q(ended_at__isnull=True), name="pack_held_once")
        ]

    @property
    def audit_key(self) -> str:
        """How the audit writes it."""
        return f"register.pack_holder:{self.pk}"


class TraineeKind(models.TextChoices):
    APPRENTICE = "apprentice", _("Apprenticeship")
    T_LEVEL = "t_level", _("T Level placement")
    EXPERIENCE = "experience", _("Work experience")


class Outcome(models.TextChoices):
    HERE = "here", _("Employed here")
    ELSEWHERE = "elsewhere", _("Employed elsewhere")
    STUDY = "study", _("Went on to study")
    EARLY = "early", _("Ended early")
    UNKNOWN = "unknown", _("Not known")


class Trainee(models.Model):
    """One apprenticeship, T Level placement or week of work experience, without a name (F186–F188)."""

    institution = models.ForeignKey(Institution, on_delete=models.CASCADE, related_name="trainees")
    kind = models.CharField(max_length=12, choices=TraineeKind.choices)
    what = models.CharField(max_length=200)
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    started_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)
    qualification = models.CharField(max_length=200, blank=True)
    by = models.CharField(max_length=120)
    at = models.DateTimeField(default=now, editable=False)

    class Meta:
        ordering = ["-started_on", "-pk"]
        constraints = [
            not_blank("what", name="trainee_has_what"),
            one_of("kind", TraineeKind.values, name="trainee_kind_known"),
            one_of("outcome", ["", *Outcome.values], name="trainee_outcome_known"),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=models.F("started_on")), name="trainee_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None, outcome="") | (Q(ended_on__isnull=False) & ~Q(outcome="")),
                name="trainee_outcome_with_end",
            ),
        ]

    @property
    def audit_key(self) -> str:
        """How the audit writes it."""
        return f"register.trainee:{self.pk}"
