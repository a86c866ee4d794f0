"""StoredFile: what is known of a file on disk. The row outlives the bytes, so that a history stays readable."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.db import models

from plumbline.foundation.clock import now
from plumbline.foundation.constraints import not_blank


class StoredFileQuerySet(models.QuerySet["StoredFile"]):
    def kept(self) -> StoredFileQuerySet:
        """Files whose bytes are still here."""
        return self.filter(erased_at__isnull=True)

    def expired(self) -> StoredFileQuerySet:
        """Files kept longer than their owner asked for."""
        return self.kept().filter(keep_until__lte=now())


class StoredFile(models.Model):
    """`key` names it in our own code and on disk; `name` is what the person called it and never touches a path."""

    key = models.CharField(max_length=32, unique=True)
    owner = models.CharField(max_length=60)
    owner_key = models.CharField(max_length=100)
    name = models.CharField(max_length=255)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    media_type = models.CharField(max_length=100)
    stored_at = models.DateTimeField()
    stored_by = models.CharField(max_length=100)
    keep_until = models.DateTimeField(null=True, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)

    objects = StoredFileQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["owner", "owner_key"], name="file_by_owner"),
            models.Index(fields=["keep_until"], name="file_by_expiry"),
        ]
        constraints = [not_blank("key", name="file_has_key"), not_blank("name", name="file_has_name")]

    @property
    def audit_key(self) -> str:
        """How the audit writes it."""
        return f"files.file:{self.key}"

    @property
    def path(self) -> Path:
        """Where the bytes lie (or lay, once erased)."""
        return path_of(self.key)


def path_of(key: str) -> Path:
    """Where a key's bytes lie: our own random letters only, in folders of a size that a disk likes."""
    return Path(settings.PLUMBLINE_VAR) / "files" / key[:2] / key
