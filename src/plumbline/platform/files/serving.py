"""Handing a file back. The room that owns it has already opened the door."""

from __future__ import annotations

from django.http import FileResponse, Http404

from plumbline.platform.files.models import StoredFile

# What a browser may show in place. Anything that can carry a script is always a download.
INLINE = frozenset({"application/pdf", "image/png", "image/jpeg", "image/webp", "text/plain"})


def respond(file: StoredFile, *, inline: bool = False) -> FileResponse:
    """The bytes of `file`: a download, or shown in place where asked and harmless. 404 once erased."""
    if file.erased_at is not None or not file.path.exists():
        raise Http404
    shown = inline and file.media_type in INLINE
    media_type = file.media_type if shown else "application/octet-stream"
    if shown and media_type == "text/plain":
        media_type = "text/plain; charset=utf-8"
    response = FileResponse(file.path.open("rb"), as_attachment=not shown, filename=file.name, content_type=media_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "private, no-store"
    return response
