"""Reads a text as the reader gets it: through the real formats, from a real file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from plumbline.foundation.formats import read
from plumbline.foundation.formats.blocks import Document
from plumbline.journey.intake.reading import understand
from plumbline.journey.intake.reading.understood import Understood


@pytest.fixture
def document_of(tmp_path: Path) -> Callable[..., Document]:
    """A document out of a text, or out of HTML with `name="x.html"`."""

    def make(text: str, name: str = "paper.txt") -> Document:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return read(path)

    return make


@pytest.fixture
def understood(document_of: Callable[..., Document]) -> Callable[..., Understood]:
    """What is understood of a text."""
    return lambda text, name="paper.txt": understand(document_of(text, name))
