"""Which short lines of a plain text are likely headings. Cautious: a heading missed costs less than one invented."""

from __future__ import annotations

import re

from plumbline.foundation.formats.blocks import PieceKind
from plumbline.foundation.formats.drafts import Draft, Grid, Line

LONGEST = 90
_SMALL = frozenset(
    {"a", "an", "and", "the", "of", "for", "in", "on", "to", "at", "by", "with", "from", "or", "&", "–", "-", "vs"}
)
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_NUMBERED = re.compile(
    r"(?:section|part|appendix|annex|annexe|chapter|theme|priority|objective|pillar)\s+(?:\d{1,2}|[A-Z]|[IVX]+)\b", re.I
)
_LABELS = frozenset(
    {
        "date",
        "signed",
        "signature",
        "name",
        "email",
        "e-mail",
        "mail",
        "tel",
        "telephone",
        "phone",
        "address",
        "website",
        "url",
        "title",
        "see",
        "please",
    }
)


def mark_headings(drafts: list[Draft]) -> None:
    """Turns paragraphs into headings, in place, by their shape and by what follows them."""
    following: Draft | None = None
    for at in range(len(drafts) - 1, -1, -1):
        draft = drafts[at]
        if isinstance(draft, Line) and draft.kind is PieceKind.PARAGRAPH:
            before = drafts[at - 1] if at else None
            level = _level(draft, following)
            if level and not _names_speaker(draft, before):
                draft.kind, draft.level = PieceKind.HEADING, level
        following = draft


def _level(line: Line, following: Draft | None) -> int:
    """The level of a likely heading, or 0."""
    text = line.text.strip()
    if not text or len(text) > LONGEST or "\n" in text or line.links or "@" in text or following is None:
        return 0
    words = _WORD.findall(text)
    if not words or len(words) > 12 or text[-1] in '.,;!…”"' or ".." in text or not text[0].isalnum():
        return 0
    if len(re.findall(r"\d", text)) > len("".join(words)):
        return 0
    if _NUMBERED.match(text):
        return 2
    if words[0].lower() in _LABELS and (len(words) < 3 or words[0].lower() in ("see", "please")):
        return 0
    if text.endswith(":"):
        return 3 if _has_body(following) and _titled(words) and ":" not in text[:-1] else 0
    if ":" in text and not words[0].isupper():
        return 0
    letters = [letter for letter in text if letter.isalpha()]
    if len(letters) > 3 and all(letter.isupper() for letter in letters):
        return 1
    return 2 if _titled(words) and (_has_body(following) or _leads(following)) else 0


def _titled(words: list[str]) -> bool:
    """Whether all words but small ones begin with a capital; the second word of "Career development" need not."""
    large = [word for word in words if word.lower() not in _SMALL]
    capital = sum(1 for word in large if word[0].isupper())
    return (
        bool(large) and words[0][0].isupper() and (capital == len(large) or (len(large) == 2 and large[0][0].isupper()))
    )


def _has_body(following: Draft) -> bool:
    """Whether what follows looks like what a heading stands over: a table, an item, a proper paragraph."""
    if isinstance(following, Grid):
        return True
    text = following.text.strip()
    return following.kind is not PieceKind.PARAGRAPH or len(text) > 60


def _leads(following: Draft) -> bool:
    """Whether a shorter heading or line follows, as under a title."""
    return isinstance(following, Line) and following.kind is PieceKind.HEADING


def _names_speaker(line: Line, before: Draft | None) -> bool:
    """Whether a line names who said the quotation above it."""
    if not isinstance(before, Line) or "," not in line.text:
        return False
    return before.text.strip()[:1] in "\"“‘'«"
