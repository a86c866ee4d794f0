"""What belongs to a self-assessment that is written here: the institution's own guidance, evidence attached to
answers, and what others were asked for."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from plumbline.foundation.clock import now
from plumbline.foundation.constraints import not_blank, one_of
from plumbline.foundation.history import Immutable
from plumbline.institutions.models import Institution
from plumbline.journey.assessments.models.taken import Assessment
from plumbline.journey.assessments.states import OPEN, WITH_THEM, DelegationState
from plumbline.journey.evidence.models import Evidence
from plumbline.platform.accounts.models import Pass
from plumbline.platform.questionnaires.definition import Place


class OwnGuidance(models.Model):
    """What an institution tells its own people beside a question. Kept by the form's key, so that it is there again in
    the next version and the next stage of that form."""

    institution = models.ForeignKey(Institution, on_delete=models.CASCADE, related_name="own_guidance")
    form_key = models.CharField(max_length=60)
    question = models.CharField(max_length=60)
    body = models.TextField()
    changed_at = models.DateTimeField(default=now)
    changed_by = models.CharField(max_length=120)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["institution", "form_key", "question"], name="own_guidance_once"),
            not_blank("body", name="own_guidance_says_something"),
        ]

    @property
    def audit_key(self) -> str:
        return f"assessments.guidance:{self.form_key}:{self.question}"

    @property
    def audit_scope(self) -> str:
        return f"institution:{self.institution_id}"


class Attachment(models.Model):
    """A piece of evidence attached to an answer, with a caption. Its number is worked out over the whole document; it
    is meant in a text by its mark, which never changes. One that was taken off stays, so that a text that still means
    it can say so instead of naming a wrong number."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="attachments")
    question = models.CharField(max_length=60)
    item = models.CharField(max_length=60, blank=True)
    evidence = models.ForeignKey(Evidence, on_delete=models.PROTECT, related_name="+")
    order = models.PositiveIntegerField()
    caption = models.CharField(max_length=300, blank=True)
    attached_at = models.DateTimeField(default=now, editable=False)
    attached_by = models.CharField(max_length=120)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "question", "item", "evidence"], name="attachment_once_an_answer"
            ),
        ]

    @property
    def place(self) -> Place:
        """The answer that it belongs to."""
        return Place(question=self.question, item=self.item)

    @property
    def said(self) -> str:
        """Its caption, or what the evidence is called."""
        return self.caption or self.evidence.title

    @property
    def audit_key(self) -> str:
        return f"assessments.attachment:{self.pk}"


class DelegationQuerySet(models.QuerySet["Delegation"]):
    def open(self) -> DelegationQuerySet:
        """What is neither accepted nor taken back."""
        return self.filter(state__in=OPEN)


class Delegation(models.Model):
    """Questions of a section that somebody was asked to answer. `questions` are their keys; they get a pass that opens
    these and nothing else. `number` counts within the institution."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="delegations")
    number = models.PositiveIntegerField()
    section = models.CharField(max_length=60)
    questions = models.JSONField(default=list)
    name = models.CharField(max_length=200)
    email = models.EmailField()
    message = models.TextField(blank=True)
    wanted_on = models.DateField(null=True, blank=True)
    may_add_evidence = models.BooleanField(default=False)
    state = models.CharField(max_length=12, choices=DelegationState.choices, default=DelegationState.ASKED)
    held = models.ForeignKey(Pass, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    asked_at = models.DateTimeField(default=now, editable=False)
    asked_by = models.CharField(max_length=120)
    changed_at = models.DateTimeField(default=now)
    reminded_on = models.DateField(null=True, blank=True)

    objects = DelegationQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["assessment", "number"], name="delegation_number_once"),
            one_of("state", DelegationState.values, name="delegation_state_known"),
            not_blank("name", name="delegation_has_name"),
            models.CheckConstraint(condition=~Q(questions=[]), name="delegation_asks_something"),
        ]

    def get_absolute_url(self) -> str:
        """Where the institution's own people see it."""
        return f"{self.assessment.get_absolute_url()}delegations/{self.number}/"

    @property
    def contributor_address(self) -> str:
        """Where whoever was asked works."""
        return f"{self.assessment.institution.workspace_address}contribute/{self.pk}/"

    @property
    def subject(self) -> str:
        """What a pass for it is about."""
        return self.audit_key

    @property
    def audit_key(self) -> str:
        return f"assessments.delegation:{self.pk}"

    @property
    def audit_scope(self) -> str:
        return self.assessment.audit_scope

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def is_with_them(self) -> bool:
        """Whether it is the contributor's turn."""
        return self.state in WITH_THEM

    def covers(self, place: Place) -> bool:
        """Whether they were asked this."""
        return place.question in self.questions


class DelegationStep(Immutable):
    """What happened to it, with the words that went with it."""

    delegation = models.ForeignKey(Delegation, on_delete=models.CASCADE, related_name="steps")
    what = models.CharField(max_length=12, choices=DelegationState.choices)
    words = models.TextField(blank=True)
    by = models.CharField(max_length=120)
    at = models.DateTimeField(default=now, editable=False)

    class Meta:
        ordering = ["at", "id"]
