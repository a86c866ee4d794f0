"""Text as a database can hold it, and how many words it has."""

from __future__ import annotations

import re

# Characters that no database stores in text, that no XML file may hold, or that only a terminal understands.
UNSTORABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> str:
    """Without control characters and the white space around it."""
    return UNSTORABLE.sub("", text).strip()


def storable(text: str) -> str:
    """As typed, but without control characters, and with one kind of line end."""
    return UNSTORABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


# The same rule is in ui/static/ui/words.js, and both are held to tests/words_cases.json. Which characters part words is
# written out, because the two languages do not agree on it.
_SPACE = "\\t\\n\\x0b\\x0c\\r \\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\ufeff"
_ITEM_NUMBER = re.compile(rf"^[ \t>]*\d{{1,9}}[.)](?=[{_SPACE}]|$)", re.M)
_LINK_TARGET = re.compile(r"\]\((?:[^()\n]|\([^()\n]*\))*\)")
_PARTS = re.compile(rf"(?:[{_SPACE}|]|<br ?/?>)+")


def count_words(text: str) -> int:
    """How many words a text has, as a word processor counts them: runs of characters between spaces that hold a letter
    or a figure, so "part-time", "£4,000" and "and/or" are one each. Marks of Markdown are none: the signs for headings,
    items and numbered items, table lines, `<br>` in a table, and where a link goes (its words count)."""
    text = _LINK_TARGET.sub("]", _ITEM_NUMBER.sub("", text))
    return sum(1 for part in _PARTS.split(text) if any(character.isalnum() for character in part))
