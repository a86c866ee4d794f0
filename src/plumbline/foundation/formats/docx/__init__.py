"""Word files → blocks: our own walk over OOXML."""

from .reading import read_docx

__all__ = ["read_docx"]
