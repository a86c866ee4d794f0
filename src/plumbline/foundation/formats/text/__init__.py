"""Plain text → blocks: paragraphs, lists, likely headings, and the tables that people type or paste."""

from .reading import read_text

__all__ = ["read_text"]
