"""Finding stored files."""

from __future__ import annotations

from plumbline.platform.files.models import StoredFile, StoredFileQuerySet


def files_of(owner: str, owner_key: str) -> StoredFileQuerySet:
    """The files of one thing of one room, newest first."""
    return StoredFile.objects.all().of(owner, owner_key).order_by("-stored_at", "-pk")


def file_by_key(key: str) -> StoredFile | None:
    """One file, or None. The room that owns it decides who may have it."""
    return StoredFile.objects.filter(key=key).first()
