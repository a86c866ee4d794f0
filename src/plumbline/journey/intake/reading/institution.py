"""Which institution a document is about: its own field, else the name that its text speaks of most."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from plumbline.foundation.formats.blocks import Document, Piece

from .contacts import Field
from .ledger import Ledger
from .understood import Note
from .wording import fold, words_in

_CAP = r"(?:[A-Z][\w’'&-]*\.?|St\.?)"
_JOIN = r"(?:of|and|&|the|for|in|at|upon|y|yr)"
_PLACE = rf"{_CAP}(?:(?:\s+|,\s)(?:{_JOIN}\s+){{0,2}}{_CAP}){{0,4}}"
_NAMES = (
    (re.compile(rf"\b(?:The\s+)?University\s+(?:College\s+)?(?:of|for)\s+(?:the\s+)?{_PLACE}"), 3),
    (
        re.compile(
            rf"\b{_CAP}(?:\s+(?:(?:and|&|of)\s+)?{_CAP}){{0,3}}\s+(?:University|"
            rf"Universities)(?:\s+(?:College|(?:of|for)\s+(?:the\s+)?{_PLACE}|{_CAP}))?\b"
        ),
        3,
    ),
    (re.compile(rf"\bPrifysgol\s+{_PLACE}"), 3),
    (re.compile(rf"\b(?:{_CAP}\s+){{1,3}}College(?:\s+{_CAP}|,\s+University\s+of\s+{_CAP}){{0,2}}\b"), 2),
    (
        re.compile(
            rf"\b(?:The\s+)?(?:{_CAP}\s+){{1,4}}(?:Institute|Laboratory|Observatory|Research\s+Centre|"
            rf"Centre)\b(?:\s+(?:of|for)\s+{_PLACE})?"
        ),
        2,
    ),
    (re.compile(rf"\b(?:The\s+)?Institute\s+(?:of|for)\s+{_PLACE}"), 2),
)
_SECTOR = re.compile(
    r"\b(?:universities uk|research councils?|science council|engineering council|"
    r"technician commitment|talent commission|"
    r"institute for technical skills|institute of (?:science|physic|biology|chemistry|materials)|"
    r"royal society|steering|"
    r"higher education academy|advance he|russell group|university alliance|million\s?plus|"
    r"guildhe|open university press|"
    r"job centre|career\w* centre|sports? (?:centre|village)|development centre|training centre|learning centre|"
    r"apprenticeship|national .* centre|executive|student|council)\b"
)
_LEADING = re.compile(
    r"^(?:At|The|In|Since|For|From|When|While|As|Our|This|All|Technical|Staff|Across|Within|By|"
    r"With|And|Both)\s+(?=[A-Z])"
)
_LOOSE_END = re.compile(
    r"(?:[,\s]+(?:and|of|the|for|in|at|&|Technician.*|Action.*|Self.*|Stage.*|Commitment.*|"
    r"Strateg.*|Technical(?! Univ).*|Report.*))+$"
)


@dataclass(frozen=True, slots=True)
class Named:
    """An institution's name with where it stands, how often, and how sure that the document is its own."""

    name: str
    note: Note


def from_fields(fields: Sequence[Field], ledger: Ledger) -> Named | None:
    """The institution that the form's own field names."""
    found: Named | None = None
    for field in fields:
        if field.kind != "institution":
            continue
        piece, start, end = field.label
        if ledger.is_free(piece, start, end):
            ledger.claim(piece, start, end, "label")
        if field.value is None or found is not None or not ledger.is_free(*field.value):
            continue
        text = " ".join(field.text.split()).strip(" .")
        if not text or words_in(text) > 16:
            continue
        found = Named(text, Note((ledger.claim(*field.value, "institution"),), 0.98))
    return found


def names_in(text: str) -> list[tuple[str, int, int]]:
    """Names of institutions in a text, with their characters; the longest reading of each."""
    found: list[tuple[int, int, str]] = []
    for pattern, _ in _NAMES:
        for match in pattern.finditer(text):
            name, start = _trimmed(match[0], match.start())
            if words_in(name) >= 2 and not _SECTOR.search(fold(name)):
                found.append((start, start + len(name), name))
    found.sort(key=lambda each: (each[0], -each[1]))
    kept: list[tuple[int, int, str]] = []
    for start, end, name in found:
        if not kept or start >= kept[-1][1]:
            kept.append((start, end, name))
    return [(name, start, end) for start, end, name in kept]


def from_text(document: Document, skip: frozenset[int], ledger: Ledger) -> Named | None:
    """The institution that the text is about, from its titles and from how often each is named. `skip` are pieces
    that speak of others (the form's guidance). None where no name stands out."""
    counts: Counter[str] = Counter()
    written: dict[str, tuple[str, Piece, int, int]] = {}
    titled: set[str] = set()
    for at, piece in enumerate(document.pieces()):
        if id(piece) in skip:
            continue
        for name, start, end in names_in(piece.text):
            key = _key(name)
            weight = 3 if at < 6 and words_in(piece.text) <= 16 else 1
            titled |= {key} if weight == 3 else set()
            counts[key] += weight
            written.setdefault(key, (name, piece, start, end))
    _join_short(counts, written)
    for fact in (document.facts.get("title", ""), document.name.replace("_", " ").replace("-", " ")):
        for key in counts:
            counts[key] += 2 if key in fold(fact) else 0
    ranked = counts.most_common(2)
    if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return None
    key, count = ranked[0]
    rival = ranked[1][1] if len(ranked) > 1 else 0
    if count < 2 or count < 1.5 * rival:
        return None
    name, piece, start, end = written[key]
    confidence = 0.85 if key in titled else min(0.85, 0.55 + 0.05 * (count - rival) + 0.1 * (rival == 0))
    is_alone = piece.text.strip() == name and ledger.is_free(piece)
    source = ledger.claim(piece, start, end, "institution") if is_alone else ledger.source(piece, start, end)
    return Named(name, Note((source,), round(confidence, 2)))


def _trimmed(text: str, start: int) -> tuple[str, int]:
    while (lead := _LEADING.match(text)) is not None and not text.startswith("The University"):
        start += lead.end()
        text = text[lead.end() :]
    text = re.split(r"\n", text)[0]
    text = re.sub(r"[’']s?$", "", text)
    return _LOOSE_END.sub("", text).rstrip(" ,.’'"), start


def _key(name: str) -> str:
    return re.sub(r"^the ", "", fold(name))


def _join_short(counts: Counter[str], written: dict[str, tuple[str, Piece, int, int]]) -> None:
    """Count "Example University" for "Example University, Place" too where both are written."""
    for short in sorted(counts, key=len):
        for long in counts:
            if long != short and long.startswith(short + " ") and counts[short] >= counts[long] and short in written:
                counts[short] += counts[long]
                counts[long] = 0
