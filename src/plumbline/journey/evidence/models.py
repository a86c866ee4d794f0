"""The noun of the room: Evidence, of five kinds."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from plumbline.foundation.clock import now
from plumbline.foundation.constraints import in_order, not_blank, one_of
from plumbline.institutions.models import Institution
from plumbline.journey.evidence.states import LinkState
from plumbline.platform.files.models import StoredFile


class Kind(models.TextChoices):
    FILE = "file", _("File")
    LINK = "link", _("Link")
    FIGURE = "figure", _("Figure")
    TESTIMONIAL = "testimonial", _("Testimonial")
    PHOTO = "photo", _("Photograph")


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    def standing(self) -> EvidenceQuerySet:
        """What was not removed."""
        return self.filter(removed_at=None)

    def links(self) -> EvidenceQuerySet:
        """Standing links."""
        return self.standing().filter(kind=Kind.LINK)

    def expired(self, on: date) -> EvidenceQuerySet:
        """What is no longer good on a day: its last day was before."""
        return self.filter(expires_on__lt=on)


class Evidence(models.Model):
    """One piece. `number` counts within the institution. What a testimonial says is gone for good once its consent is
    withdrawn: there is nothing left that a page or an export could show by mistake."""

    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="evidence")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=12, choices=Kind.choices)
    title = models.CharField(max_length=300)
    note = models.TextField(blank=True)
    speaks_of_on = models.DateField()
    expires_on = models.DateField(null=True, blank=True)  # its last good day
    themes = models.JSONField(default=list, blank=True)

    file = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    alternative = models.TextField(blank=True)  # what a photograph shows, in words

    address = models.TextField(blank=True)
    link_state = models.CharField(max_length=10, choices=LinkState.choices, default=LinkState.UNCHECKED)
    link_problem = models.CharField(max_length=20, blank=True)
    link_checked_at = models.DateTimeField(null=True, blank=True)
    dead_since = models.DateTimeField(null=True, blank=True)

    value = models.DecimalField(max_digits=18, decimal_places=4, null=True, blank=True)
    unit = models.CharField(max_length=120, blank=True)

    quote = models.TextField(blank=True)
    said_by = models.CharField(max_length=200, blank=True)
    said_as = models.CharField(max_length=200, blank=True)
    consent_on = models.DateField(null=True, blank=True)
    consent_for = models.CharField(max_length=500, blank=True)
    consent_withdrawn_at = models.DateTimeField(null=True, blank=True)

    added_at = models.DateTimeField(default=now, editable=False)
    added_by = models.CharField(max_length=120)
    changed_at = models.DateTimeField(default=now)
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["institution", "number"], name="evidence_number_once"),
            one_of("kind", Kind.values, name="evidence_kind_known"),
            one_of("link_state", LinkState.values, name="evidence_link_state_known"),
            not_blank("title", name="evidence_has_title"),
            in_order("speaks_of_on", "expires_on", name="evidence_expires_after_its_day"),
            models.CheckConstraint(
                condition=~Q(kind__in=[Kind.FILE, Kind.PHOTO]) | Q(file__isnull=False), name="evidence_file_is_there"
            ),
            models.CheckConstraint(condition=~Q(kind=Kind.LINK) | ~Q(address=""), name="evidence_link_has_address"),
            models.CheckConstraint(
                condition=~Q(kind=Kind.FIGURE) | Q(value__isnull=False), name="evidence_figure_has_value"
            ),
            models.CheckConstraint(
                condition=~Q(kind=Kind.PHOTO) | ~Q(alternative=""), name="evidence_photo_has_alternative"
            ),
            models.CheckConstraint(
                condition=~Q(kind=Kind.TESTIMONIAL)
                | Q(consent_withdrawn_at__isnull=True, consent_on__isnull=False) & ~Q(quote="")
                | Q(consent_withdrawn_at__isnull=False, quote="", said_by=""),
                name="evidence_quote_has_consent",
            ),
            models.CheckConstraint(
                condition=Q(dead_since=None) | Q(link_state=LinkState.DEAD), name="evidence_only_dead_links_died"
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("evidence:one", args=[self.institution.slug, self.number])

    @property
    def audit_key(self) -> str:
        """How the audit writes it."""
        return f"evidence.evidence:{self.pk}"

    @property
    def audit_scope(self) -> str:
        """Whose history it belongs to."""
        return f"institution:{self.institution_id}"

    @property
    def is_removed(self) -> bool:
        return self.removed_at is not None

    @property
    def is_withdrawn(self) -> bool:
        """The person who was quoted has taken their consent back."""
        return self.consent_withdrawn_at is not None

    def is_expired(self, on: date) -> bool:
        """Its last good day is over."""
        return self.expires_on is not None and self.expires_on < on

    @property
    def value_said(self) -> str:
        """The number as it is written: whole where it is whole, with commas, and its unit."""
        if self.value is None:
            return ""
        number = Decimal(self.value)
        plain = f"{number:,.0f}" if number == number.to_integral_value() else f"{number.normalize():,f}"
        return f"{plain} {self.unit}".strip()

    @property
    def file_address(self) -> str:
        """Where its bytes are shown or fetched."""
        return reverse("evidence:file", args=[self.institution.slug, self.number])


def changed_fields(before: dict[str, Any], evidence: Evidence) -> list[str]:
    """The names of the fields in `before` that now say something else."""
    return sorted(name for name, value in before.items() if getattr(evidence, name) != value)
