"""How one will know: success measures with baseline and target, and what was measured since; sub-actions."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from plumbline.foundation.clock import now
from plumbline.foundation.constraints import both_or_neither, not_blank
from plumbline.foundation.history import Immutable
from plumbline.journey.plans.content import figure as figure_said

KEY_LENGTH = 20


def decimal() -> models.DecimalField[Any, Any]:
    """A column for a figure that people measure: 14 digits before the point, 4 behind."""
    return models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True)


class Measure(models.Model):
    """One success measure: what is counted, in which unit, from where (baseline) to where (target), each with its day.
    A measure that was taken off the action keeps its measurements, and comes back with them."""

    action = models.ForeignKey("plans.PlannedAction", on_delete=models.CASCADE, related_name="measures")
    key = models.SlugField(max_length=KEY_LENGTH)
    text = models.TextField()
    unit = models.CharField(max_length=60, blank=True)
    baseline = decimal()
    baseline_on = models.DateField(null=True, blank=True)
    target = decimal()
    target_on = models.DateField(null=True, blank=True)
    order = models.PositiveSmallIntegerField(default=0)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["order", "id"]
        constraints = [
            not_blank("text", name="measure_says_something"),
            models.UniqueConstraint(fields=["action", "key"], name="measure_key_once_an_action"),
            models.CheckConstraint(
                condition=Q(baseline_on=None) | Q(baseline__isnull=False), name="measure_baseline_day_has_figure"
            ),
            models.CheckConstraint(
                condition=Q(target_on=None) | Q(target__isnull=False), name="measure_target_day_has_figure"
            ),
        ]


class Measurement(Immutable):
    """What a measure stood at on a day, by whom it was written down, and a note. A wrong one is corrected by another
    for the same day: the newest counts."""

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="measurements")
    value = models.DecimalField(max_digits=18, decimal_places=4)
    measured_on = models.DateField()
    note = models.TextField(blank=True)
    by = models.CharField(max_length=120)
    at = models.DateTimeField(default=now, editable=False)

    class Meta:
        ordering = ["measured_on", "id"]

    @property
    def said(self) -> str:
        """The figure as people write it."""
        return figure_said(self.value) or ""


class SubAction(models.Model):
    """One step of an action that can be ticked; `done_at` and `done_by` say when and by whom it was."""

    action = models.ForeignKey("plans.PlannedAction", on_delete=models.CASCADE, related_name="sub_actions")
    key = models.SlugField(max_length=KEY_LENGTH)
    text = models.TextField()
    order = models.PositiveSmallIntegerField(default=0)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.CharField(max_length=120, null=True, blank=True)  # noqa: DJ001 (null together with done_at)

    class Meta:
        ordering = ["order", "id"]
        constraints = [
            not_blank("text", name="sub_action_says_something"),
            both_or_neither("done_at", "done_by", name="sub_action_done_by_somebody"),
            models.UniqueConstraint(fields=["action", "key"], name="sub_action_key_once_an_action"),
        ]

    @property
    def is_done(self) -> bool:
        return self.done_at is not None
