"""What a self-assessment says of each action of the plan that it looks back on: taken from the plan's history, then
the institution's own to word."""

from __future__ import annotations

from django.db import models

from plumbline.foundation.clock import now
from plumbline.foundation.constraints import one_of
from plumbline.journey.assessments.models.taken import Assessment
from plumbline.journey.plans.models import PlannedAction, Rag
from plumbline.platform.texts.models import Text


class LookedBack(models.Model):
    """One action as it is reported. `rag` and the text of `explanation` are what the self-assessment says; `plan_rag`
    and `plan_explanation` are what the plan's history said when it was last asked: where they are the same nobody has
    edited, and asking again may bring them up to date."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="looked_back")
    action = models.ForeignKey(PlannedAction, null=True, on_delete=models.SET_NULL, related_name="+")
    order = models.PositiveIntegerField()
    ref = models.CharField(max_length=60, blank=True)
    words = models.TextField()
    heading = models.TextField(blank=True)
    rag = models.CharField(max_length=10, choices=Rag.choices, blank=True)
    plan_rag = models.CharField(max_length=10, choices=Rag.choices, blank=True)
    explanation = models.OneToOneField(Text, on_delete=models.PROTECT, related_name="+")
    plan_explanation = models.TextField(blank=True)
    asked_at = models.DateTimeField(default=now)

    class Meta:
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["assessment", "action"], name="looked_back_once_an_action"),
            one_of("rag", [*Rag.values, ""], name="looked_back_rating_known"),
            one_of("plan_rag", [*Rag.values, ""], name="looked_back_plan_rating_known"),
        ]

    @property
    def audit_key(self) -> str:
        return f"assessments.looked_back:{self.pk}"

    @property
    def is_unexplained(self) -> bool:
        """A red without its reason (F038). Needs the text: load with `select_related`."""
        return self.rag == Rag.RED and not self.explanation.body.strip()
