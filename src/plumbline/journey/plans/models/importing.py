"""A spreadsheet of a plan that somebody sent: what it would change, and what became of it."""

from __future__ import annotations

from django.db import models
from django.urls import reverse

from plumbline.foundation.clock import now
from plumbline.foundation.constraints import one_of
from plumbline.journey.plans.models.history import BulkChange
from plumbline.journey.plans.models.plan import Plan
from plumbline.journey.plans.states import ImportState
from plumbline.platform.files.models import StoredFile


class PlanImport(models.Model):
    """One file. `difference` is what it would change, once that was found out; nothing of it is in the plan before it
    is accepted. `bulk` is the change that accepting it was. `done` of `total` rows were looked at."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="imports")
    number = models.PositiveIntegerField()
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=255)
    state = models.CharField(max_length=10, choices=ImportState.choices, default=ImportState.WAITING)
    problem = models.TextField(blank=True)
    difference = models.JSONField(default=dict, blank=True)
    seen = models.CharField(max_length=64, blank=True)
    bulk = models.OneToOneField(BulkChange, on_delete=models.SET_NULL, null=True, blank=True, related_name="imported")
    uploaded_at = models.DateTimeField(default=now, editable=False)
    uploaded_by = models.CharField(max_length=120)
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="import_number_once_a_plan"),
            one_of("state", ImportState.values, name="import_state_known"),
        ]

    def get_absolute_url(self) -> str:
        return reverse("plans:import", args=[self.plan.institution.slug, self.plan.key, self.number])

    @property
    def audit_key(self) -> str:
        return f"plans.import:{self.pk}"

    @property
    def is_waiting(self) -> bool:
        return self.state == ImportState.WAITING
