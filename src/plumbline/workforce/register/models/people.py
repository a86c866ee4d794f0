"""Person: somebody under a pseudonym. Equality: kept apart. Salt: what makes pseudonyms. Look: who saw whom."""

from __future__ import annotations

from django.db import models

from plumbline.foundation.clock import now
from plumbline.foundation.history import Immutable
from plumbline.institutions.models import Institution
from plumbline.workforce.register.models.extracts import Extract
from plumbline.workforce.register.sealing import SealedCharField


class Salt(models.Model):
    """The secret of an institution from which its pseudonyms are made; itself sealed where there is a key."""

    institution = models.OneToOneField(Institution, on_delete=models.CASCADE, related_name="+")
    secret = SealedCharField(max_length=200)


class Person(models.Model):
    """Somebody who works or worked here. `id` is the pseudonym of `ref`, the number that HR gives; no name is kept.
    `same_as`: the same person under another number; counted once, and parted again by undoing."""

    id = models.BigIntegerField(primary_key=True)
    institution = models.ForeignKey(Institution, on_delete=models.CASCADE, related_name="staff")
    ref = SealedCharField(max_length=200, blank=True)
    same_as = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="others")
    objected_at = models.DateTimeField(null=True, blank=True)  # to equality figures, in writing
    erased_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(same_as=models.F("id")), name="person_not_same_as_self")
        ]

    @property
    def key(self) -> str:
        """How addresses and screens name them."""
        return f"{self.pk:016x}"

    @property
    def audit_key(self) -> str:
        """How the audit writes them."""
        return f"register.person:{self.key}"

    @property
    def audit_scope(self) -> str:
        """Whose history it belongs to."""
        return f"institution:{self.institution_id}"


class Equality(models.Model):
    """What somebody declared, as an accepted extract gave it; the newest counts. Stored apart from posts, read only in
    sums, and left out of them for whoever opted out (DPA 2018 Sch. 1 para 8(5))."""

    extract = models.ForeignKey(Extract, on_delete=models.CASCADE, related_name="+", db_index=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    sex = models.CharField(max_length=80, blank=True)
    ethnicity = models.CharField(max_length=200, blank=True)
    disability = models.CharField(max_length=200, blank=True)
    opted_out = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["extract"], name="equality_by_extract")]


class Look(Immutable):
    """Somebody looked at personal rows: who, when, at what. `person` is a pseudonym, or empty for a list."""

    institution = models.ForeignKey(Institution, on_delete=models.CASCADE, related_name="+")
    by = models.CharField(max_length=120)
    at = models.DateTimeField(default=now, editable=False)
    what = models.CharField(max_length=30)
    person = models.CharField(max_length=16, blank=True)
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["institution", "-at"], name="look_by_institution")]
