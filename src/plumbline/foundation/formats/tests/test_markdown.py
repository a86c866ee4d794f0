"""Markdown, and plain text that only bears its name."""

from __future__ import annotations

from plumbline.foundation.formats.blocks import PieceKind, Table
from plumbline.foundation.formats.markdown import read_markdown


def test_plain_text_under_a_markdown_name_keeps_its_lines() -> None:
    document = read_markdown("Action plan\n\nVisibility\n• Put up signs\n• Hold a fair\n".encode(), "plan.md")
    items = [piece.text for piece in document.pieces() if piece.kind is PieceKind.ITEM]
    assert (document.kind, items) == ("markdown", ["Put up signs", "Hold a fair"])


def test_markdown_with_a_bullet_sign_in_a_table_stays_markdown() -> None:
    document = read_markdown(
        "# Plan\n\n| Theme | Actions |\n|---|---|\n| Visibility | • one • two |\n".encode(), "plan.md"
    )
    assert any(isinstance(block, Table) for block in document.blocks)
