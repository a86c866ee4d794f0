"""What stands as history: reporting dates, ratings, notes of progress, changes of many, and the steps people see."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F

from plumbline.foundation.clock import now
from plumbline.foundation.constraints import both_or_neither, not_blank, one_of
from plumbline.foundation.history import Immutable
from plumbline.journey.plans.models.plan import Plan
from plumbline.journey.plans.rag import Rag
from plumbline.journey.plans.states import Status

NEWEST_FIRST: list[Any] = [F("rated_on").desc(nulls_last=True), "-at", "-id"]


class ReportingDate(models.Model):
    """A day as at which every action of a plan is rated, such as the end of a stage. Once closed, its ratings stand as
    they are; those of the next date never rewrite them."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="reporting_dates")
    label = models.CharField(max_length=120)
    on = models.DateField()
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.CharField(max_length=120, null=True, blank=True)  # noqa: DJ001 (null together with closed_at)

    class Meta:
        ordering = ["on", "id"]
        constraints = [
            not_blank("label", name="reporting_date_has_label"),
            both_or_neither("closed_at", "closed_by", name="reporting_date_closed_by_somebody"),
            models.UniqueConstraint(fields=["plan", "on"], name="reporting_date_once_a_plan"),
        ]

    @property
    def audit_key(self) -> str:
        return f"plans.reporting_date:{self.pk}"

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None


class Rating(Immutable):
    """A rating is a dated fact by somebody; the one with the latest day counts, of several for one day the newest. An
    empty `rag` takes the last one back. `reporting` is the reporting date that it was given for, if for one."""

    action = models.ForeignKey("plans.PlannedAction", on_delete=models.CASCADE, related_name="ratings")
    reporting = models.ForeignKey(
        ReportingDate, on_delete=models.RESTRICT, null=True, blank=True, related_name="ratings"
    )
    rag = models.CharField(max_length=5, choices=Rag.choices, blank=True)
    rated_on = models.DateField(null=True, blank=True)
    explanation = models.TextField(blank=True)
    seen_in = models.CharField(max_length=60, blank=True)
    by = models.CharField(max_length=120)
    at = models.DateTimeField(default=now, editable=False)

    class Meta:
        ordering = NEWEST_FIRST
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


class BulkChange(models.Model):
    """One change of many actions at once, so that it can be told, and undone, as one. `asked` says what was asked for;
    `undone_at` when somebody took it back."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="bulk_changes")
    asked = models.JSONField(default=dict)
    count = models.PositiveIntegerField(default=0)
    by = models.CharField(max_length=120)
    at = models.DateTimeField(default=now, editable=False)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-at", "-id"]

    @property
    def audit_key(self) -> str:
        return f"plans.bulk_change:{self.pk}"


class Step(Immutable):
    """History that people see: what was done to a plan or to one of its actions, with the values before and after.
    `bulk` is the change of many that it was part of; `undoes` the step that it took back."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="steps")
    action = models.ForeignKey(
        "plans.PlannedAction", on_delete=models.CASCADE, null=True, blank=True, related_name="steps"
    )
    bulk = models.ForeignKey(BulkChange, on_delete=models.CASCADE, null=True, blank=True, related_name="steps")
    undoes = models.OneToOneField("self", on_delete=models.CASCADE, null=True, blank=True, related_name="undone_by")
    what = models.CharField(max_length=30)
    before = models.JSONField(default=dict, blank=True)
    after = models.JSONField(default=dict, blank=True)
    by = models.CharField(max_length=120)
    at = models.DateTimeField(default=now, editable=False)

    class Meta:
        ordering = ["-at", "-id"]
