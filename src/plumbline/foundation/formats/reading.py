"""The door: a file in, a Document out. Looks at what the file holds, and only then at its name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from .blocks import Document
from .docx import read_docx
from .html import read_html
from .markdown import read_markdown
from .problems import Code, Unreadable
from .text import read_text

Progress = Callable[[int, int], None]
BIGGEST_FILE = 60 * 1024 * 1024


def read(path: Path, name: str | None = None, *, progress: Progress | None = None) -> Document:
    """Reads a file. `name` is what its owner calls it. Raises Unreadable with a code and a sentence."""
    name = name or path.name
    if path.stat().st_size > BIGGEST_FILE:
        raise Unreadable(Code.TOO_BIG)
    raw = path.read_bytes()
    if not raw.strip():
        raise Unreadable(Code.EMPTY)
    suffix = Path(name).suffix.lower()
    if raw.startswith(b"PK"):
        return read_docx(raw, name)
    if suffix in (".html", ".htm"):
        return read_html(raw, name)
    if suffix in (".md", ".markdown"):
        return read_markdown(raw, name)
    return read_text(raw, name)
