"""A self-assessment; and what was taken in from documents: answer, figure, achievement, quotation, steps."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plumbline.foundation.clock import now
from plumbline.foundation.constraints import not_blank, one_of
from plumbline.foundation.history import Immutable
from plumbline.institutions.models import Institution
from plumbline.institutions.models import Theme as Theme
from plumbline.journey.plans.models import Plan
from plumbline.platform.questionnaires.models import Response


class Form(models.TextChoices):
    """The forms that a document can be recognised as."""

    STAGE_1_FULL = "stage_1_full", gettext_lazy("Stage 1, full form")
    STAGE_1_SHORT = "stage_1_short", gettext_lazy("Stage 1, short form")
    STAGE_2 = "stage_2", gettext_lazy("Stage 2 form")
    STAGE_3 = "stage_3", gettext_lazy("Stage 3 form")


class Assessment(models.Model):
    """One self-assessment: taken in from a document (`origin` is the opaque key of its reading), or written here
    (`response` holds its answers). `number` counts within the institution. `made_at` is when it was accepted or begun,
    `due` when it is to be handed in, in the institution's own words. One that is written here points at the plan that
    it hands in and at the one that it looks back on, as they stood on `reports_on`."""

    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="assessments")
    number = models.PositiveIntegerField()
    stage = models.PositiveSmallIntegerField(null=True, blank=True)
    form = models.CharField(max_length=20, choices=Form.choices, blank=True)
    document = models.TextField(blank=True)
    address = models.TextField(blank=True)
    origin = models.CharField(max_length=120, blank=True, db_index=True)
    made_at = models.DateTimeField(default=now, editable=False)
    made_by = models.CharField(max_length=120)
    response = models.OneToOneField(
        Response, null=True, blank=True, on_delete=models.PROTECT, related_name="assessment"
    )
    due = models.CharField(max_length=200, blank=True)
    forward_plan = models.ForeignKey(Plan, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    previous_plan = models.ForeignKey(Plan, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    reports_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["institution", "number"], name="assessment_number_once"),
            one_of("form", [*Form.values, ""], name="assessment_form_known"),
            models.CheckConstraint(
                condition=models.Q(stage=None) | models.Q(stage__in=[1, 2, 3]), name="assessment_stage_known"
            ),
            models.CheckConstraint(
                condition=models.Q(response=None) | models.Q(origin=""), name="assessment_written_or_taken_in"
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("assessments:assessment", args=[self.institution.slug, self.number])

    @property
    def audit_key(self) -> str:
        return f"assessments.assessment:{self.pk}"

    @property
    def audit_scope(self) -> str:
        return f"institution:{self.institution_id}"

    @property
    def is_written_here(self) -> bool:
        """Whether it is made here, answer by answer, and not taken in from a document."""
        return self.response_id is not None

    @property
    def title(self) -> str:
        """How it is called on a page."""
        if self.stage is None:
            return _("Self-assessment %(number)s") % {"number": self.number}
        return _("Stage %(stage)s self-assessment") % {"stage": self.stage}


class Answer(models.Model):
    """What was answered, under the question as the document worded it."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="answers")
    order = models.PositiveIntegerField(default=0)
    key = models.CharField(max_length=60, blank=True)
    question = models.TextField(blank=True)
    text = models.TextField(blank=True)
    theme = models.CharField(max_length=30, choices=Theme.choices, blank=True)
    words = models.PositiveIntegerField(default=0)
    limit = models.PositiveIntegerField(null=True, blank=True)
    changed_at = models.DateTimeField(default=now)

    class Meta:
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["assessment", "order"], name="answer_order_once"),
            one_of("theme", [*Theme.values, ""], name="answer_theme_known"),
        ]

    @property
    def audit_key(self) -> str:
        return f"assessments.answer:{self.pk}"

    @property
    def over(self) -> int:
        """How many words over the limit; 0 where it fits or has none."""
        return max(0, self.words - self.limit) if self.limit else 0


class Figure(models.Model):
    """A count that the document states, with the day it speaks of."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="figures")
    order = models.PositiveIntegerField(default=0)
    name = models.CharField(max_length=120)
    value = models.FloatField()
    as_at_written = models.TextField(blank=True)
    as_at_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["order", "id"]

    @property
    def said(self) -> str:
        """The number as it is written: whole where it is whole, with commas."""
        return f"{self.value:,.0f}" if self.value.is_integer() else f"{self.value:,}"


class Achievement(models.Model):
    """Something reported as done. Never an action."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="achievements")
    order = models.PositiveIntegerField(default=0)
    theme = models.CharField(max_length=30, choices=Theme.choices, blank=True)
    section = models.TextField(blank=True)
    period = models.TextField(blank=True)
    text = models.TextField()

    class Meta:
        ordering = ["order", "id"]
        constraints = [
            one_of("theme", [*Theme.values, ""], name="achievement_theme_known"),
            not_blank("text", name="achievement_says_something"),
        ]


class Quotation(models.Model):
    """Words quoted from somebody, such as the verdict of a feedback letter."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="quotations")
    order = models.PositiveIntegerField(default=0)
    text = models.TextField()
    said_by = models.TextField(blank=True)

    class Meta:
        ordering = ["order", "id"]
        constraints = [not_blank("text", name="quotation_says_something")]


class Step(Immutable):
    """History that people see: an answer's text before and after. Written once; it goes only with its answer."""

    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="steps")
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)
    by = models.CharField(max_length=120)
    at = models.DateTimeField(default=now, editable=False)

    class Meta:
        ordering = ["-at", "-id"]
