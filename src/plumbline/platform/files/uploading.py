"""Receiving uploads: never more of a file on this disk than the limit and a little."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler


class BoundedUploadHandler(FileUploadHandler):
    """Stands first among the handlers and lets each file through up to the limit and one piece more. The rest is read
    off the line and thrown away, so that a huge file fills no disk and still gets its answer: what arrived is larger
    than the limit, and `operations.store` says so in words."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """The piece, or None once there is more than enough."""
        return raw_data if start <= settings.PLUMBLINE_UPLOAD_LIMIT else None

    def file_complete(self, file_size: int) -> UploadedFile[Any] | None:  # noqa: ARG002 (Django's signature)
        """The handlers after this one make the file."""
        return None
