"""What a file is by its first bytes, whatever its name says: a pure calculation.

A name is a claim. A web page that calls itself a photograph would be shown by a browser as what it is, so the bytes
must say the same as the ending, and only kinds that people hand in as evidence are taken.
"""

from __future__ import annotations

from dataclasses import dataclass

HEAD = 4096
"""How many of the first bytes are looked at."""


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of file that is taken: its endings, how its bytes begin, whether it is a picture."""

    name: str
    endings: tuple[str, ...]
    begins: tuple[bytes, ...] = ()
    is_picture: bool = False


KINDS = (
    FileKind("PDF", (".pdf",), (b"%PDF-",)),
    FileKind("JPEG", (".jpg", ".jpeg"), (b"\xff\xd8\xff",), is_picture=True),
    FileKind("PNG", (".png",), (b"\x89PNG\r\n\x1a\n",), is_picture=True),
    FileKind("WebP", (".webp",), (b"RIFF",), is_picture=True),
    FileKind("Word", (".docx",), (b"PK\x03\x04",)),
    FileKind("Excel", (".xlsx",), (b"PK\x03\x04",)),
    FileKind("PowerPoint", (".pptx",), (b"PK\x03\x04",)),
    FileKind("OpenDocument", (".odt", ".ods", ".odp"), (b"PK\x03\x04",)),
    FileKind("text", (".txt", ".md", ".csv")),
)
ACCEPTED = ",".join(ending for kind in KINDS for ending in kind.endings)
PICTURES = ",".join(ending for kind in KINDS if kind.is_picture for ending in kind.endings)
MARKUP = (b"<!doctype", b"<html", b"<svg", b"<?xml", b"<script")


def kind_of(name: str, head: bytes) -> FileKind | None:
    """The kind that both the ending of `name` and the first bytes say; None where they differ or none is taken."""
    ending = "." + name.rpartition(".")[2].lower() if "." in name else ""
    kind = next((one for one in KINDS if ending in one.endings), None)
    if kind is None or not _begins(kind, head[:HEAD]):
        return None
    return kind


def _begins(kind: FileKind, head: bytes) -> bool:
    if kind.name == "text":
        return _is_text(head)
    if kind.name == "WebP" and head[8:12] != b"WEBP":
        return False
    return head.startswith(kind.begins)


def _is_text(head: bytes) -> bool:
    """Letters and lines, and no markup that a browser would run."""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return b"\0" not in head and not any(mark in start for mark in MARKUP)
