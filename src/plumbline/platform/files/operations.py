"""Storing a file and erasing it."""

from __future__ import annotations

import hashlib
import mimetypes
import os
import secrets
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.db import transaction
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from plumbline.foundation.acting import Acting
from plumbline.foundation.clock import now
from plumbline.foundation.problems import Refused
from plumbline.platform.audit.operations import record
from plumbline.platform.files.models import StoredFile, path_of

CHUNK = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Written:
    """Bytes that are safe on disk and belong to nobody yet: `store` gives them a row, or the daily sweep takes them."""

    key: str
    size: int
    digest: str


def write(*, content: BinaryIO | bytes) -> Written:
    """Write bytes before any transaction, so that a large file holds no lock on the database. Raises `Refused` when
    there are none or more than the limit."""
    key = secrets.token_hex(16)
    size, digest = _write(path_of(key), BytesIO(content) if isinstance(content, bytes) else content)
    return Written(key, size, digest)


@transaction.atomic
def store(
    *,
    actor: Acting,
    owner: str,
    owner_key: str,
    name: str,
    content: BinaryIO | bytes | Written,
    keep_until: datetime | None,
    scope: str = "",
) -> StoredFile:
    """Keep `content` for the room's thing `owner`, `owner_key` until `keep_until` (None: until erased).

    The bytes are safe on disk before the row can be committed; should the transaction fail, the bytes stay behind
    and the daily sweep takes them. Raises `Refused` when there are none or more than the limit."""
    written = content if isinstance(content, Written) else write(content=content)
    file = StoredFile.objects.create(
        key=written.key,
        owner=owner,
        owner_key=owner_key,
        name=shown_name(name),
        size=written.size,
        sha256=written.digest,
        media_type=mimetypes.guess_type(name)[0] or "application/octet-stream",
        stored_at=now(),
        stored_by=actor.key,
        keep_until=keep_until,
    )
    record(actor, "file.stored", file, scope=scope, owner=owner, size=written.size)
    return file


@transaction.atomic
def erase(*, actor: Acting, file: StoredFile, scope: str = "") -> None:
    """Take the bytes away and keep the row. Erasing twice is the same as once."""
    moment = now()
    if not StoredFile.objects.filter(pk=file.pk, erased_at__isnull=True).update(erased_at=moment):
        return
    file.erased_at = moment
    record(actor, "file.erased", file, scope=scope, owner=file.owner)
    transaction.on_commit(lambda: file.path.unlink(missing_ok=True))


def shown_name(name: str) -> str:
    """A name that is safe to show and to offer for download: its last part, no control or direction characters."""
    last = name.replace("\\", "/").rpartition("/")[2]
    plain = "".join(letter for letter in unicodedata.normalize("NFC", last) if unicodedata.category(letter)[0] != "C")
    stem, dot, ending = plain.strip().rpartition(".")
    if len(plain) > 200 and dot:
        plain = stem[: 200 - len(ending)] + dot + ending[:20]
    return plain.strip()[:255] or "file"


def _write(path: Path, content: BinaryIO) -> tuple[int, str]:
    """Write, count and hash in one pass; on disk for certain before it returns."""
    limit = settings.PLUMBLINE_UPLOAD_LIMIT
    path.parent.mkdir(parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    try:
        with path.open("xb") as out:
            while piece := content.read(CHUNK):
                size += len(piece)
                if size > limit:
                    raise Refused(
                        _("This file is larger than %(limit)s. Save it with smaller pictures, or send it in parts.")
                        % {"limit": filesizeformat(limit)},
                        field="file",
                    )
                digest.update(piece)
                out.write(piece)
            if not size:
                raise Refused(_("This file is empty. Choose the file again."), field="file")
            out.flush()
            os.fsync(out.fileno())
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)
    return size, digest.hexdigest()


def _sync_folder(folder: Path) -> None:
    """A new name is durable only when its folder is; Windows cannot open a folder and needs no such step."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
