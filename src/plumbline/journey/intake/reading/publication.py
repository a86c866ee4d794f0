"""Whether and where the plan is published, out of the answer to that question."""

from __future__ import annotations

import re
from collections.abc import Sequence

from plumbline.foundation.formats.blocks import Piece

from .ledger import Ledger
from .segments import Part
from .understood import Answer, Note, Publication, Source
from .wording import fold

_URL = re.compile(
    r"(?:https?://|www\.)[^\s<>\"“”)\]]+|\b[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:ac\.uk|edu|org\.uk|"
    r"ac\.ie|org|eu|uk|ie|com)(?:/[^\s<>\"“”)\]]*)?|"
    r"\b[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,12}/[^\s<>\"“”)\]]+",
    re.IGNORECASE,
)
_PENDING = re.compile(
    r"\bin progress\b|\bpending\b|\bunder (?:construction|development)\b|\bin (?:development|"
    r"preparation)\b|\bbeing (?:prepared|developed|built|updated)\b|"
    r"\bwill (?:shortly |soon |then )?be\b|\bto be (?:published|confirmed|made|uploaded|added)\b|"
    r"\bforthcoming\b|\bshortly\b|\bsoon\b|\bonce (?:approved|agreed|signed|the)\b|"
    r"\bcoming\b|\bfollowing (?:approval|sign)\b|\bawaiting\b|\btbc\b|\bexpected\b"
)
_STATED = re.compile(
    r"\b(?:plan|status|commitment)\b.*\b(?:published|available|online|found|website|web ?page)\b|"
    r"\b(?:published|available)\b.*\bplan\b"
)
_NOT = re.compile(
    r"^(?:no|not yet|none|not currently|not at present)\b|\bnot (?:yet |"
    r"currently )?(?:been )?(?:published|available|online)\b"
)


def read_publication(
    answer: Answer, parts: Sequence[Part], url_sources: Sequence[tuple[str, Source]]
) -> Publication | None:
    """What the answer says. `url_sources` are addresses of links in its pieces, for where only words are shown."""
    text = answer.text.strip()
    if not text and not url_sources:
        return None
    found = _URL.search(text)
    url = found[0].rstrip(".,;:'’") if found else None
    source = _source_of(url, parts) or (answer.sources[0] if answer.sources else None)
    if url is None and url_sources:
        url, source = url_sources[0]
    state = state_of(text, url)
    fields = {"url": Note((source,), 0.95)} if url and source else {}
    return Publication(answer.sources, 0.95 if state else 0.6, fields, url, state, text)


def is_address(text: str) -> bool:
    """Whether the text is a web address and nothing else."""
    return bool(_URL.fullmatch(text.strip().strip("<>")))


def stated(piece: Piece, ledger: Ledger) -> Publication | None:
    """A sentence outside the questions that says where the plan is: "This plan is available online at …"."""
    match = _URL.search(piece.text)
    if (
        match is None
        or len(piece.text.split()) > 45
        or not _STATED.search(fold(piece.text))
        or not ledger.is_free(piece)
    ):
        return None
    url = match[0].rstrip(".,;:'’")
    source = ledger.claim(piece, as_="publication")
    at = ledger.source(piece, match.start(), match.start() + len(url))
    return Publication((source,), 0.85, {"url": Note((at,), 0.9)}, url, state_of(piece.text, url), piece.text)


def state_of(text: str, url: str | None) -> str | None:
    """published, in_progress, not_published, or None where the words do not tell."""
    words = fold(_URL.sub(" ", text))
    if _NOT.search(words):
        return "not_published"
    if _PENDING.search(words):
        return "in_progress"
    if url is not None or re.search(
        r"^yes\b|\b(?:is|are|been) (?:published|available)\b|\bcan be found\b|^published\b|^confirmed\b", words
    ):
        return "published"
    return None


def _source_of(url: str | None, parts: Sequence[Part]) -> Source | None:
    for piece, start, end in parts:
        at = piece.text.find(url, start, end) if url else -1
        if at >= 0 and url is not None:
            place = piece.place
            return Source(place.page, place.block, place.cell, place.line, at, at + len(url))
    return None
