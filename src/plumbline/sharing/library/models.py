"""A publication: one numbered, frozen copy of a plan, at an address that stays."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.urls import reverse

from plumbline.foundation.clock import now
from plumbline.foundation.constraints import one_of
from plumbline.institutions.models import Institution
from plumbline.journey.plans.models import Plan
from plumbline.sharing.library.states import State


class PublicationQuerySet(models.QuerySet["Publication"]):
    """Filters that have a name."""

    def standing(self) -> PublicationQuerySet:
        """Publications that were not withdrawn."""
        return self.filter(state=State.PUBLISHED)


class Publication(models.Model):
    """A frozen copy (frozen.py says what it holds). `plan` points at what it was made from, as long as that exists;
    nothing shown to the public is read from there."""

    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="publications")
    number = models.PositiveIntegerField()
    plan = models.ForeignKey(Plan, on_delete=models.SET_NULL, null=True, related_name="+")
    content = models.JSONField()
    fingerprint = models.CharField(max_length=64)
    actions = models.PositiveIntegerField()
    completed = models.PositiveIntegerField()
    published_at = models.DateTimeField(default=now, editable=False, db_index=True)
    published_by = models.CharField(max_length=120)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PUBLISHED)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.CharField(max_length=120, blank=True)
    reason = models.TextField(blank=True)

    objects = PublicationQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["institution", "number"], name="publication_number_once"),
            one_of("state", State.values, name="publication_state_known"),
            models.CheckConstraint(
                condition=models.Q(state=State.PUBLISHED, withdrawn_at=None, reason="")
                | (models.Q(state=State.WITHDRAWN, withdrawn_at__isnull=False) & ~models.Q(reason="")),
                name="publication_withdrawn_with_reason",
            ),
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """A frozen copy is written once; only its withdrawal comes later, by the operation."""
        if not self._state.adding:
            raise TypeError("A publication is frozen. Publish a new version instead.")
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("library:publication", args=[self.institution.slug, self.number])

    @property
    def audit_key(self) -> str:
        return f"library.publication:{self.pk}"

    @property
    def is_withdrawn(self) -> bool:
        return self.state == State.WITHDRAWN
