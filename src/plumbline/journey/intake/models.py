"""Reading: a document on its way to become an institution's data; its sheets, and the record of its corrections."""

from __future__ import annotations

import secrets

from django.db import models
from django.urls import reverse

from plumbline.foundation.clock import now
from plumbline.foundation.constraints import both_or_neither, not_blank, one_of
from plumbline.institutions.models import Institution
from plumbline.journey.intake.states import ACCEPTED, DROPPED, READING, STATES, TO_CHECK, WAITING
from plumbline.platform.files.models import StoredFile

HEAVY = ("result", "draft")
"""Columns that only the check page needs."""


def new_key() -> str:
    """A name for addresses that tells nothing and cannot be guessed."""
    return secrets.token_hex(6)


class ReadingQuerySet(models.QuerySet["Reading"]):
    def light(self) -> ReadingQuerySet:
        """Without the two big columns, for lists."""
        return self.defer(*HEAVY)

    def of(self, institution: Institution) -> ReadingQuerySet:
        """One institution's documents."""
        return self.filter(institution=institution)

    def standing(self) -> ReadingQuerySet:
        """All that nobody has dropped."""
        return self.exclude(state=DROPPED)

    def same_file(self, sha256: str) -> ReadingQuerySet:
        """Readings of a file with these bytes."""
        return self.filter(file__sha256=sha256)

    def under_way(self) -> ReadingQuerySet:
        """Not read to the end yet."""
        return self.filter(state__in=[WAITING, READING])

    def past_keeping(self) -> ReadingQuerySet:
        """Documents whose time is over and whose words are still here."""
        return self.filter(keep_until__lte=now(), erased_at__isnull=True)


class Reading(models.Model):
    """One reading of one file. `result` is what was read and never changes; `draft` is the working copy that people
    correct, with `revision` counting its changes; `facts` are what stays of an accepted one when both are erased:
    stage, form, institution as named, signatures, publication."""

    key = models.CharField(max_length=16, unique=True, default=new_key)
    institution = models.ForeignKey(Institution, on_delete=models.CASCADE, related_name="readings")
    file = models.OneToOneField(StoredFile, on_delete=models.PROTECT, related_name="+")
    again_of = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="read_again")
    name = models.CharField(max_length=255)
    state = models.CharField(max_length=10, choices=list(STATES.items()), default=WAITING)
    pages = models.PositiveIntegerField(null=True, blank=True)
    result = models.JSONField(null=True, blank=True)
    draft = models.JSONField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=0)
    outline = models.JSONField(default=list, blank=True)
    summary = models.JSONField(default=dict, blank=True)
    facts = models.JSONField(default=dict, blank=True)
    named = models.CharField(max_length=300, blank=True)
    code = models.CharField(max_length=40, blank=True)
    problem = models.TextField(blank=True)
    uploaded_at = models.DateTimeField(default=now)
    uploaded_by = models.CharField(max_length=100)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.CharField(max_length=100, null=True, blank=True)  # noqa: DJ001 (null together with the moment)
    keep_until = models.DateTimeField()
    erased_at = models.DateTimeField(null=True, blank=True)

    objects = ReadingQuerySet.as_manager()

    class Meta:
        ordering = ["-uploaded_at", "-pk"]
        indexes = [
            models.Index(fields=["institution", "state"], name="reading_by_institution"),
            models.Index(fields=["keep_until"], name="reading_by_expiry"),
        ]
        constraints = [
            one_of("state", STATES, name="reading_state_known"),
            not_blank("name", name="reading_has_name"),
            both_or_neither("accepted_at", "accepted_by", name="reading_accepted_by_whom"),
            models.CheckConstraint(
                condition=models.Q(state=ACCEPTED, accepted_at__isnull=False) | ~models.Q(state=ACCEPTED),
                name="reading_accepted_when",
            ),
            models.CheckConstraint(
                condition=models.Q(state=TO_CHECK, draft__isnull=False) | ~models.Q(state=TO_CHECK),
                name="reading_to_check_has_draft",
            ),
        ]

    def get_absolute_url(self) -> str:
        """Its own page: progress, refusal, or the check."""
        return self.address("reading")

    @property
    def check_address(self) -> str:
        """Where it stands beside what was understood."""
        return self.address("check")

    @property
    def audit_key(self) -> str:
        """How the audit writes it."""
        return f"intake.reading:{self.key}"

    @property
    def audit_scope(self) -> str:
        """Whose history it belongs to."""
        return str(self.institution.key)

    @property
    def origin(self) -> str:
        """How plans and assessments name where they came from."""
        return f"reading:{self.key}"

    @property
    def is_under_way(self) -> bool:
        """Still waiting or being read."""
        return self.state in {WAITING, READING}

    @property
    def is_to_check(self) -> bool:
        """Its draft may be corrected and accepted."""
        return self.state == TO_CHECK

    @property
    def is_accepted(self) -> bool:
        """It has become the institution's data."""
        return self.state == ACCEPTED

    def address(self, page: str, **parts: str) -> str:
        """The address of one of this reading's pages."""
        return reverse(f"intake:{page}", kwargs={"slug": self.institution.slug, "key": self.key, **parts})


class Sheet(models.Model):
    """A stretch of the document as blocks, kept so that the check page need not read the file again."""

    reading = models.ForeignKey(Reading, on_delete=models.CASCADE, related_name="sheets")
    number = models.PositiveIntegerField()
    blocks = models.JSONField(default=list)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["reading", "number"], name="sheet_once")]


class Edit(models.Model):
    """One correction: who, when, what, and the difference that it made, by which it can be taken back. Immutable,
    but for `undone_at`."""

    reading = models.ForeignKey(Reading, on_delete=models.CASCADE, related_name="edits")
    revision = models.PositiveIntegerField()
    what = models.CharField(max_length=20)
    thing = models.CharField(max_length=20, blank=True)
    gist = models.CharField(max_length=120, blank=True)
    patch = models.JSONField(null=True)
    by = models.CharField(max_length=100)
    made_at = models.DateTimeField(default=now)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-revision"]
        constraints = [models.UniqueConstraint(fields=["reading", "revision"], name="edit_once_per_revision")]

    @property
    def audit_key(self) -> str:
        """How the audit writes it."""
        return f"intake.edit:{self.pk}"
