"""What the file room does on its own clock: erase what has been kept long enough, sweep what nobody owns."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from django.conf import settings

from plumbline.foundation.acting import Machine
from plumbline.platform.files.models import StoredFile
from plumbline.platform.files.operations import erase

ORPHAN_AGE = 24 * 60 * 60  # seconds; a request still writing is younger than this


def erase_expired() -> None:
    """Erase every file whose time is over, each in its own transaction."""
    for file in StoredFile.objects.all().expired().order_by("pk"):
        erase(actor=Machine("retention"), file=file)


def sweep_orphans() -> None:
    """Remove bytes without a row (a transaction failed) and bytes whose row says erased (we died in between)."""
    too_young = time.time() - ORPHAN_AGE
    folder = Path(settings.PLUMBLINE_VAR) / "files"
    for path in folder.glob("??/*"):
        if path.stat().st_mtime < too_young and not StoredFile.objects.kept().filter(key=path.name).exists():
            path.unlink(missing_ok=True)


EVERY: dict[str, tuple[timedelta, Callable[[], None]]] = {
    "files.erase_expired": (timedelta(hours=1), erase_expired),
    "files.sweep_orphans": (timedelta(days=1), sweep_orphans),
}
