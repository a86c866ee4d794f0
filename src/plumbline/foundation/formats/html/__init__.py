"""Web pages → blocks."""

from .reading import drafts_of_html, read_html

__all__ = ["drafts_of_html", "read_html"]
