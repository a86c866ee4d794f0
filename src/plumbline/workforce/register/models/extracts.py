"""Extract: a file from HR on its way into the register. Its faults; what is remembered of its columns."""

from __future__ import annotations

import secrets
from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse

from plumbline.foundation.clock import now
from plumbline.foundation.constraints import both_or_neither, not_blank, one_of
from plumbline.institutions.models import Institution
from plumbline.platform.files.models import StoredFile
from plumbline.workforce.register.states import OPEN, State


def new_key() -> str:
    """A name for addresses that tells nothing and cannot be guessed."""
    return secrets.token_hex(6)


class ExtractQuerySet(models.QuerySet["Extract"]):
    def accepted(self) -> ExtractQuerySet:
        """Those whose rows are true."""
        return self.filter(state=State.ACCEPTED)

    def open(self) -> ExtractQuerySet:
        """Those that nobody has decided about."""
        return self.filter(state__in=OPEN)


class Extract(models.Model):
    """One file. Its rows stand in the register from the moment it is checked, and are true while it is accepted: so
    accepting and undoing is one short statement, however many rows there are.

    `looked` holds what was recognised: headings, matches, examples (erased with the file); `choices` what people
    chose: columns, the limit of FTE a person; `summary` what a check found. `is_whole`: whoever is absent has left."""

    key = models.CharField(max_length=16, unique=True, default=new_key)
    institution = models.ForeignKey(Institution, on_delete=models.CASCADE, related_name="extracts")
    file = models.OneToOneField(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=255)
    as_at = models.DateField()
    is_whole = models.BooleanField(default=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.LOOKING)
    looked = models.JSONField(default=dict, blank=True)
    choices = models.JSONField(default=dict, blank=True)
    summary = models.JSONField(default=dict, blank=True)
    problem = models.TextField(blank=True)
    turn = models.PositiveIntegerField(default=0)
    compared_with = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    uploaded_at = models.DateTimeField(default=now)
    uploaded_by = models.CharField(max_length=100)
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.CharField(max_length=100, null=True, blank=True)  # noqa: DJ001 (null together with the moment)
    closed_at = models.DateTimeField(null=True, blank=True)
    keep_until = models.DateTimeField()
    cleared_at = models.DateTimeField(null=True, blank=True)

    objects = ExtractQuerySet.as_manager()

    class Meta:
        ordering = ["-uploaded_at", "-pk"]
        constraints = [
            one_of("state", State.values, name="extract_state_known"),
            not_blank("name", name="extract_has_name"),
            both_or_neither("accepted_at", "accepted_by", name="extract_accepted_by_somebody"),
            models.UniqueConstraint(
                fields=["institution"], condition=Q(state=State.CHECKING), name="extract_one_checked_at_a_time"
            ),
        ]

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("register:extract", kwargs={"slug": self.institution.slug, "key": self.key})

    @property
    def audit_key(self) -> str:
        """How the audit writes it."""
        return f"register.extract:{self.key}"

    @property
    def audit_scope(self) -> str:
        """Whose history it belongs to."""
        return f"institution:{self.institution_id}"

    @property
    def is_open(self) -> bool:
        """Nobody has decided yet."""
        return self.state in OPEN

    @property
    def is_busy(self) -> bool:
        """A worker has it."""
        return self.state in (State.LOOKING, State.CHECKING)

    @property
    def columns(self) -> dict[str, int]:
        """Which column is which, as people chose: key → number from 0."""
        chosen: dict[str, Any] = self.choices.get("columns", {})
        return {str(key): int(column) for key, column in chosen.items()}


class Fault(models.Model):
    """A cell of a file that cannot be taken, as it is sent back to HR. Erased with the file."""

    extract = models.ForeignKey(Extract, on_delete=models.CASCADE, related_name="faults")
    row = models.PositiveIntegerField()
    column = models.CharField(max_length=200)
    seen = models.CharField(max_length=200, blank=True)
    why = models.CharField(max_length=500)
    accepted = models.CharField(max_length=300, blank=True)
    is_refused = models.BooleanField()

    class Meta:
        ordering = ["row", "pk"]


class ColumnMemory(models.Model):
    """What an institution's column was last time: a key of the register, or "" for one that is not needed."""

    institution = models.ForeignKey(Institution, on_delete=models.CASCADE, related_name="+")
    heading = models.CharField(max_length=200)
    key = models.CharField(max_length=20, blank=True)
    used_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["institution", "heading"], name="column_remembered_once")]
