"""Views of a plan that somebody keeps under a name."""

from __future__ import annotations

from django.db import models
from django.urls import reverse

from plumbline.foundation.clock import now
from plumbline.foundation.constraints import not_blank
from plumbline.journey.plans.models.plan import Plan
from plumbline.platform.accounts.models import User


class SavedView(models.Model):
    """A way to see a plan, kept by a person: which page (`shown_as`) with which filters (`query`, as the address has
    them). Shared ones are offered to everybody at the institution."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="saved_views")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=80)
    shown_as = models.CharField(max_length=20)
    query = models.CharField(max_length=2000, blank=True)
    is_shared = models.BooleanField(default=False)
    saved_at = models.DateTimeField(default=now)

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            not_blank("name", name="saved_view_has_name"),
            models.UniqueConstraint(fields=["plan", "user", "name"], name="saved_view_name_once_a_person"),
        ]

    def get_absolute_url(self) -> str:
        address = reverse(f"plans:{self.shown_as}", args=[self.plan.institution.slug, self.plan.key])
        return f"{address}?{self.query}" if self.query else address
