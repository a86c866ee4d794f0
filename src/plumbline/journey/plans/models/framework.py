"""Frameworks that actions are mapped to, as data: the sector's, and each institution's own strategy."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from plumbline.foundation.clock import now
from plumbline.foundation.constraints import not_blank, one_of
from plumbline.foundation.history import Immutable
from plumbline.institutions.models import Institution
from plumbline.journey.evidence.models import Evidence


class Wording(models.TextChoices):
    OURS = "ours", _("in our own words")
    OFFICIAL = "official", _("official wording")


class FrameworkQuerySet(models.QuerySet["Framework"]):
    """Filters that have a name."""

    def current(self) -> FrameworkQuerySet:
        return self.filter(superseded_at=None)

    def of_the_sector(self) -> FrameworkQuerySet:
        return self.filter(institution=None)

    def open_to(self, institution: Institution) -> FrameworkQuerySet:
        """What actions of this institution may be mapped to: the sector's frameworks, and its own."""
        return self.filter(Q(institution=None) | Q(institution=institution))


class Framework(models.Model):
    """One version of a framework. It is never edited: another version supersedes it (`superseded_at`), and actions
    stay mapped to the version that they were mapped to until somebody moves them."""

    institution = models.ForeignKey(
        Institution, on_delete=models.CASCADE, null=True, blank=True, related_name="frameworks"
    )
    key = models.SlugField(max_length=40)
    version = models.PositiveSmallIntegerField(default=1)
    title = models.CharField(max_length=200)
    sentence = models.TextField(blank=True)
    wording = models.CharField(max_length=8, choices=Wording.choices, default=Wording.OURS)
    note = models.TextField(blank=True)
    made_at = models.DateTimeField(default=now, editable=False)
    made_by = models.CharField(max_length=120)
    superseded_at = models.DateTimeField(null=True, blank=True)

    objects = FrameworkQuerySet.as_manager()

    class Meta:
        ordering = ["title", "-version"]
        constraints = [
            not_blank("title", name="framework_has_title"),
            one_of("wording", Wording.values, name="framework_wording_known"),
            models.UniqueConstraint(
                fields=["key", "version"], condition=Q(institution=None), name="sector_framework_version_once"
            ),
            models.UniqueConstraint(
                fields=["institution", "key", "version"],
                condition=Q(institution__isnull=False),
                name="own_framework_version_once",
            ),
            models.UniqueConstraint(
                fields=["key"],
                condition=Q(institution=None, superseded_at=None),
                name="sector_framework_current_once",
            ),
            models.UniqueConstraint(
                fields=["institution", "key"],
                condition=Q(institution__isnull=False, superseded_at=None),
                name="own_framework_current_once",
            ),
        ]

    @property
    def audit_key(self) -> str:
        return f"plans.framework:{self.pk}"

    @property
    def audit_scope(self) -> str:
        return f"institution:{self.institution_id}" if self.institution_id else "sector"

    @property
    def is_current(self) -> bool:
        return self.superseded_at is None


class FrameworkItem(Immutable):
    """One thing that a framework asks for. `confidence` says how sure its wording is: "a" a summary of the source says
    so, "b" somebody who follows it says so, "" nothing is to be said. `note` adds what a reader should know."""

    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="items")
    ref = models.CharField(max_length=20)
    text = models.TextField()
    note = models.TextField(blank=True)
    confidence = models.CharField(max_length=1, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "id"]
        constraints = [
            not_blank("text", name="framework_item_says_something"),
            one_of("confidence", ["", "a", "b"], name="framework_item_confidence_known"),
            models.UniqueConstraint(fields=["framework", "ref"], name="framework_item_ref_once"),
        ]


class Mapping(models.Model):
    """An action answers an item of a framework."""

    action = models.ForeignKey("plans.PlannedAction", on_delete=models.CASCADE, related_name="mappings")
    item = models.ForeignKey(FrameworkItem, on_delete=models.RESTRICT, related_name="mappings")

    class Meta:
        ordering = ["item__framework__title", "item__order", "id"]
        constraints = [models.UniqueConstraint(fields=["action", "item"], name="mapping_once")]


class ActionEvidence(models.Model):
    """A piece of evidence that shows what became of an action."""

    action = models.ForeignKey("plans.PlannedAction", on_delete=models.CASCADE, related_name="shown_by")
    evidence = models.ForeignKey(Evidence, on_delete=models.RESTRICT, related_name="+")

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["action", "evidence"], name="action_evidence_once")]
