"""Text as a database can hold it."""

from __future__ import annotations

import re

# Characters that no database stores in text, that no XML file may hold, or that only a terminal understands.
UNSTORABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> str:
    """Without control characters and the white space around it."""
    return UNSTORABLE.sub("", text).strip()
