"""Response, Answer, ReadyMark and ResponseMove: one filling-in of a form, and how it stands."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from plumbline.foundation.clock import now
from plumbline.foundation.constraints import not_blank
from plumbline.foundation.history import Immutable
from plumbline.platform.questionnaires.checking import Given
from plumbline.platform.questionnaires.definition import Place
from plumbline.platform.questionnaires.models.forms import Form
from plumbline.platform.texts.models import Text


class Response(models.Model):
    """One filling-in of a form. `scope` says whose history its changes belong to. The room that it is made for points
    at it, and asks its own rules before it calls an operation here."""

    form = models.ForeignKey(Form, on_delete=models.PROTECT, related_name="responses")
    scope = models.CharField(max_length=100)
    created_at = models.DateTimeField(default=now, editable=False)
    created_by = models.CharField(max_length=120)

    @property
    def audit_key(self) -> str:
        return f"questionnaires.response:{self.pk}"

    @property
    def audit_scope(self) -> str:
        return self.scope


class Answer(models.Model):
    """What is answered at one place: its text, whatever the kind, as people typed it; or the reason why the question
    does not apply. Answers to what is asked no longer stay."""

    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="answers")
    question = models.CharField(max_length=60)
    item = models.CharField(max_length=60, blank=True)
    text = models.OneToOneField(Text, on_delete=models.CASCADE, related_name="+")
    not_applicable = models.BooleanField(default=False)
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["response", "question", "item"], name="answer_once_a_place"),
            models.CheckConstraint(
                condition=Q(not_applicable=False, reason="") | (Q(not_applicable=True) & ~Q(reason="")),
                name="answer_not_applicable_for_a_reason",
            ),
        ]

    @property
    def audit_key(self) -> str:
        return f"questionnaires.answer:{self.pk}"

    @property
    def audit_scope(self) -> str:
        return self.response.scope

    @property
    def place(self) -> Place:
        """Where it belongs."""
        return Place(question=self.question, item=self.item)

    @property
    def given(self) -> Given:
        """What was answered. Needs the text: load with `select_related("text")`."""
        return Given(self.text.body, self.text.number, self.not_applicable, self.reason)


class ReadyMark(models.Model):
    """Somebody said that a section is ready, of what stood there then: the seal. It holds while the seal does."""

    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="marks")
    section = models.CharField(max_length=60)
    seal = models.CharField(max_length=40)
    marked_at = models.DateTimeField(default=now)
    marked_by = models.CharField(max_length=120)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["response", "section"], name="ready_mark_once_a_section"),
            not_blank("seal", name="ready_mark_has_seal"),
        ]


class ResponseMove(Immutable):
    """A response was moved to another version of its form."""

    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="moves")
    before = models.ForeignKey(Form, on_delete=models.PROTECT, related_name="+")
    after = models.ForeignKey(Form, on_delete=models.PROTECT, related_name="+")
    by = models.CharField(max_length=120)
    at = models.DateTimeField(default=now, editable=False)

    class Meta:
        ordering = ["-at", "-id"]
