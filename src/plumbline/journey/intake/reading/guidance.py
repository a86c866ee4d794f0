"""The form's own words: its guidance, titles and hints, which are nobody's answer."""

from __future__ import annotations

import re
from collections.abc import Iterable

from plumbline.foundation.formats.blocks import Piece

from .ledger import Ledger
from .wording import mended, without_number, words_in

_CUES = tuple(
    re.compile(pattern)
    for pattern in (
        r"\bsignator(?:y|ies)\b",
        r"\b(?:steering|advisory) (?:group|board|committee)\b",
        r"\bself-? ?assessment\b",
        r"\bplease (?:note|contact|see|ensure|return|submit|send|e-?mail|complete|read|refer)\b",
        r"\bguidance\b|\bguidelines\b",
        r"\b(?:is|are) (?:expected|invited|asked|required|welcomed|encouraged|recommended)\b",
        r"\bthe technician commitment (?:is|aims|asks|does|requires|seeks|was)\b|\bthemes of the tech\w+ commitment\b",
        r"\bas a minimum\b|\bin order to\b",
        r"\byou (?:may|should|must|can|will)\b|\byour (?:institution|organisation|submission)\b",
        r"\bexhaustive\b|\bqueries\b|\bdeadline\b|\bword (?:limit|count)\b",
        r"\binstitutions (?:may|should|are|must)\b|\borganisations (?:may|should|are|must)\b",
        r"\bsign(?:ed)? off\b",
    )
)
_OWN = re.compile(r"\b(?:we|our|us|my|i)\b")
_TITLE = re.compile(
    r"^(?:the )?technician commitment$|\bself-? ?assessment\b|^guidance(?: notes?| document)?$|"
    r"\bguidance (?:for|on|to) (?:complet|the self|institution|signator)|"
    r"^evaluating impact through\b|"
    r"^(?:submission|application|assessment) (?:form|template)$|^signatures?$|^sign-? ?off$|"
    r"^(?:section|part) (?:[a-h]|\d{1,2}|[ivx]{1,4}|one|two|three|four|five)\b|"
    r"^(?:table of )?contents$|^contact details$|^(?:institution|organisation)(?:al)? details$|"
    r"^stage (?:\d|one|two|three)\b|^technician commitment[: -]+(?:stage|self|submission)"
)
_HINT = re.compile(
    r"^\(?(?:please note|note:|guidance:|you may wish|for example,? you|click (?:or tap )?here|"
    r"enter text|choose an item|max(?:imum)? \d)"
)


def claim_guidance(pieces: Iterable[Piece], ledger: Ledger, *, is_front: bool) -> None:
    """Book whatever of these pieces is the form's own. `is_front`: they stand before the first field or question,
    where guidance stands; elsewhere only plain hints and form titles count."""
    for piece in pieces:
        if ledger.is_touched(piece) or not piece.text.strip():
            continue
        if is_title(piece) or is_hint(piece) or (is_front and is_guidance(piece)):
            ledger.claim_free(piece, "form_guidance")


def is_guidance(piece: Piece) -> bool:
    """Whether the paragraph explains the form or the programme."""
    words = mended(piece.text)
    if _OWN.search(re.sub(r"[\"'][^\"']*[\"']", " ", words)):
        return False
    cues = sum(1 for cue in _CUES if cue.search(words))
    return cues >= 2 or (cues == 1 and words_in(words) <= 30)


def is_title(piece: Piece) -> bool:
    """Whether the piece is the title of the form."""
    words = without_number(mended(piece.text)).strip(" .:*#")
    return words_in(words) <= 14 and bool(_TITLE.search(words)) and not _OWN.search(words)


def is_hint(piece: Piece) -> bool:
    """Whether the piece is a hint to whoever fills the form in."""
    return bool(_HINT.match(mended(piece.text))) and words_in(piece.text) <= 60
