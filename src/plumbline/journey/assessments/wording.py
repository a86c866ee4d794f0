"""Counting words: a pure calculation."""

from __future__ import annotations


def count(text: str) -> int:
    """Words as a word processor counts them: runs of anything but white space."""
    return len(text.split())
