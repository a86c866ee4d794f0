"""A plan of an institution, and the sections of the institution's own."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from plumbline.foundation.clock import now
from plumbline.foundation.constraints import in_order, one_of
from plumbline.institutions.models import Institution
from plumbline.journey.plans.drafts import Written
from plumbline.journey.plans.themes import Theme

KEY_LENGTH = 60


class Kind(models.TextChoices):
    FORWARD = "forward", _("A plan for the time ahead")
    PREVIOUS = "previous", _("A plan looked back on")


class Plan(models.Model):
    """A plan of one institution. `origin` is the opaque key of what it was read from ("" if typed by hand)."""

    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="plans")
    key = models.SlugField(max_length=KEY_LENGTH)
    title = models.TextField()
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.FORWARD)
    starts_written = models.TextField(blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_written = models.TextField(blank=True)
    ends_on = models.DateField(null=True, blank=True)
    origin = models.CharField(max_length=120, blank=True, db_index=True)
    created_at = models.DateTimeField(default=now, editable=False)
    created_by = models.CharField(max_length=120)

    class Meta:
        ordering = ["-starts_on", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["institution", "key"], name="plan_key_once_an_institution"),
            one_of("kind", Kind.values, name="plan_kind_known"),
            in_order("starts_on", "ends_on", name="plan_ends_after_start"),
        ]

    def get_absolute_url(self) -> str:
        return reverse("plans:plan", args=[self.institution.slug, self.key])

    @property
    def audit_key(self) -> str:
        return f"plans.plan:{self.pk}"

    @property
    def starts(self) -> Written:
        return Written(self.starts_written, self.starts_on)

    @property
    def ends(self) -> Written:
        return Written(self.ends_written, self.ends_on)

    @property
    def is_previous(self) -> bool:
        return self.kind == Kind.PREVIOUS


class Section(models.Model):
    """A heading of the institution's own, kept beside the standard themes; `theme` where the mapping is clear."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="sections")
    title = models.CharField(max_length=300)
    theme = models.CharField(max_length=30, choices=Theme.choices, blank=True)
    order = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "title"], name="section_title_once_a_plan"),
            one_of("theme", [*Theme.values, ""], name="section_theme_known"),
        ]
