"""What stands as history: ratings, notes of progress, and the steps that people see."""

from __future__ import annotations

from django.db import models

from plumbline.foundation.clock import now
from plumbline.foundation.constraints import one_of
from plumbline.foundation.history import Immutable
from plumbline.journey.plans.models.plan import Plan
from plumbline.journey.plans.rag import Rag
from plumbline.journey.plans.states import Status


class Rating(Immutable):
    """A rating is a dated fact by somebody; the newest counts. An empty `rag` takes the last one back."""

    action = models.ForeignKey("plans.PlannedAction", on_delete=models.CASCADE, related_name="ratings")
    rag = models.CharField(max_length=5, choices=Rag.choices, blank=True)
    rated_on = models.DateField(null=True, blank=True)
    explanation = models.TextField(blank=True)
    seen_in = models.CharField(max_length=60, blank=True)
    by = models.CharField(max_length=120)
    at = models.DateTimeField(default=now, editable=False)

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [one_of("rag", [*Rag.values, ""], name="rating_rag_known")]


class ProgressNote(Immutable):
    """What somebody said about progress, with the status before and after (the same where it did not change)."""

    action = models.ForeignKey("plans.PlannedAction", on_delete=models.CASCADE, related_name="notes")
    text = models.TextField(blank=True)
    status_before = models.CharField(max_length=20, choices=Status.choices, blank=True)
    status_after = models.CharField(max_length=20, choices=Status.choices, blank=True)
    by = models.CharField(max_length=120)
    at = models.DateTimeField(default=now, editable=False)

    class Meta:
        ordering = ["-at", "-id"]


class Step(Immutable):
    """History that people see: what was done to a plan or to one of its actions, with the values before and after."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="steps")
    action = models.ForeignKey(
        "plans.PlannedAction", on_delete=models.CASCADE, null=True, blank=True, related_name="steps"
    )
    what = models.CharField(max_length=30)
    before = models.JSONField(default=dict, blank=True)
    after = models.JSONField(default=dict, blank=True)
    by = models.CharField(max_length=120)
    at = models.DateTimeField(default=now, editable=False)

    class Meta:
        ordering = ["-at", "-id"]
