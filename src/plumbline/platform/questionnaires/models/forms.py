"""The nouns of forms: a form, of which each row is one version."""

from __future__ import annotations

from functools import cached_property

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from plumbline.foundation.clock import now
from plumbline.foundation.constraints import lower_case, not_blank, one_of
from plumbline.platform.questionnaires.definition import Definition, stored
from plumbline.platform.questionnaires.states import FormState


class FormQuerySet(models.QuerySet["Form"]):
    def published(self) -> FormQuerySet:
        """The version of each form that new responses are made of."""
        return self.filter(state=FormState.PUBLISHED)

    def of(self, owner: str, scope: str) -> FormQuerySet:
        """The forms of one room within one scope, by key, newest version first."""
        return self.filter(owner=owner, scope=scope).order_by("key", "-version")


class Form(models.Model):
    """One version of a form. `owner` is the room whose form it is, `scope` whose history its changes belong to; both
    are opaque here. A draft may be changed; a published version never (by trigger too), it is superseded."""

    owner = models.CharField(max_length=40)
    scope = models.CharField(max_length=100)
    key = models.CharField(max_length=60)
    version = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=FormState.choices, default=FormState.DRAFT)
    title = models.CharField(_("title"), max_length=1_000)
    wording = models.CharField(max_length=10, default="ours")
    confirmed = models.BooleanField(default=True)
    definition = models.JSONField()
    changed_at = models.DateTimeField(default=now)
    changed_by = models.CharField(max_length=120)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.CharField(max_length=120, blank=True)

    objects = FormQuerySet.as_manager()

    class Meta:
        ordering = ["key", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["owner", "scope", "key", "version"], name="form_version_once"),
            models.UniqueConstraint(
                fields=["owner", "scope", "key"], condition=Q(state=FormState.DRAFT), name="form_one_draft"
            ),
            models.UniqueConstraint(
                fields=["owner", "scope", "key"], condition=Q(state=FormState.PUBLISHED), name="form_one_published"
            ),
            models.CheckConstraint(
                condition=Q(state=FormState.DRAFT, published_at__isnull=True)
                | (~Q(state=FormState.DRAFT) & Q(published_at__isnull=False)),
                name="form_published_at_a_moment",
            ),
            models.CheckConstraint(condition=Q(version__gte=1), name="form_versions_from_one"),
            one_of("state", FormState.values, name="form_state_known"),
            one_of("wording", ["ours", "official"], name="form_wording_known"),
            not_blank("title", name="form_has_title"),
            lower_case("key", name="form_key_lower_case"),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.version}"

    @cached_property
    def asks(self) -> Definition:
        """What it asks."""
        return stored(self.definition)

    @property
    def is_draft(self) -> bool:
        return self.state == FormState.DRAFT

    @property
    def is_official(self) -> bool:
        """Whether the questions are in the words that were given out, not in ours."""
        return self.wording == "official"

    @property
    def audit_key(self) -> str:
        return f"questionnaires.form:{self.pk}"

    @property
    def audit_scope(self) -> str:
        return self.scope
