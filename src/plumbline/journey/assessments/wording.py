"""Cleaning and counting words: a pure calculation."""

from __future__ import annotations

import re

UNSTORABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")


def clean(text: str) -> str:
    """Without control characters, which no database stores, and the white space around it."""
    return UNSTORABLE.sub("", text).strip()


def count(text: str) -> int:
    """Words as a word processor counts them: runs of anything but white space."""
    return len(text.split())
