"""How signature blocks are worded: lines to sign, roles, offices, dates and names."""

from __future__ import annotations

import re
from itertools import pairwise

from plumbline.foundation.formats.blocks import Piece, PieceKind

from .wording import fold, without_number, words_in

_OPENS = re.compile(
    r"^(?:signed(?: off)?(?: by(?: the [\w -]{3,50})?| on behalf of [\w ,']{3,60})?\s*(?:$|[:.…_–—-]|\()|"
    r"signatures?\s*(?:$|[:.…_(]|of\b|and\b|block)|"
    r"sign-? ?off\b|authori[sz]ation\b|(?:institutional )?(?:approval|declaration|endorsement)s?\W*$)"
)
SIGNED = re.compile(
    r"^\s*(?:e-?)?(?:signed(?: off)?(?: by| on behalf of)?|signature)(?=\W|$)\s*(?:\(?(?:of|by)\b)?[\s:.…_–—-]*",
    re.IGNORECASE,
)
_LEADER = re.compile(
    r"\bleader\b|(?:head|director|president|principal|rector|"
    r"chief executive) of (?:the )?(?:institution|organi[sz]ation|university|institute)|"
    r"\bvice-? ?chancellor\b(?!'s)|\bpresident\b|\bprincipal\b(?! technic| investig| officer)|"
    r"\bprovost\b|\brector\b|\bchief executive\b|\binstitute director\b"
)
_LEAD = re.compile(
    r"\binstitution(?:al)?(?:'s)? lead\b|\bnominated\b[^.]{0,40}\blead\b|\bcommitment lead\b|"
    r"\btc lead\b|\blead contact\b|^\W*lead\W*$|\bnamed lead\b|^(?:signature|signed|"
    r"sign-? ?off)\b\W*(?:of |by |for )?(?:the )?(?:\w+ )?lead\b"
)
DATE = re.compile(r"\bdate(?:d| signed| of signature)?\b\s*[:.…_–—-]*\s*", re.IGNORECASE)
NAME = re.compile(
    r"^\s*(?:print(?:ed)? |full )?name(?: \((?:print|block capitals|in full)[^)]*\))?(?=\W|$)\s*[:.…_-]*\s*",
    re.IGNORECASE,
)
OFFICE = re.compile(r"^\s*(?:job title|position|role|title|office|post)(?=\W|$)\s*[:.…_-]*\s*", re.IGNORECASE)
BLANK = re.compile(r"^[\s.…_\-–—/:()xX]*$")
MARK = re.compile(
    r"^\W*(?:signature|signed|image|scanned signature|e-?signature|electronic signature|signature redacted|redacted)\b",
    re.IGNORECASE,
)
_CUTS = (
    re.compile(
        r"(?<=\S)[\s._…,;|-]+"
        r"(?=(?:date(?:d| signed)?|print(?:ed)? name|(?<!rint )(?<!rinted )name|job title|position)\s*[:._…])",
        re.IGNORECASE,
    ),
    re.compile(r"\n(?=\s*(?:date|name|signed|signature|position|job title|role)\b|\s*\()", re.IGNORECASE),
)
BRACKETED_ROLE = re.compile(
    r"\([^()]*\b(?:lead|leader|vice-? ?chancellor|president|principal|provost|rector|director|"
    r"chief executive)\b[^()]*\)|"
    r"[^().:_…]*\b(?:lead|leader|vice-? ?chancellor|president|principal|provost|rector|chief executive|"
    r"(?:head|director) of (?:the )?(?:institution|organi[sz]ation|university|institute))\b[^().:_…]*",
    re.IGNORECASE,
)
_FILLING = " .…_:–—-\n\t"
_POST_NOMINAL = re.compile(
    r"^(?:[A-Z]{2,}[A-Za-z]*|(?:[A-Z][a-z]{0,4}){1,3}[A-Z][A-Za-z]*|MBE|OBE|CBE)(?:\s*\([^)]*\))?$"
)


def opens_signatures(piece: Piece) -> bool:
    """Whether the piece begins a signature block."""
    words = without_number(fold(piece.text))
    return words_in(words) <= 40 and piece.kind != PieceKind.ITEM and bool(_OPENS.match(words))


def is_signature_bit(piece: Piece) -> bool:
    """Whether the piece can stand in a signature block: a line to sign, an office in brackets, a date, a name."""
    words = fold(piece.text)
    if words_in(words) > 40:
        return False
    is_role = bool(_LEAD.search(words) or _LEADER.search(words)) and words_in(words) <= 16
    return bool(
        SIGNED.match(words)
        or DATE.match(words)
        or NAME.match(words)
        or OFFICE.match(words)
        or is_role
        or BLANK.match(words)
    )


def split_name(text: str) -> tuple[str, str | None]:
    """A name as written, with its titles and post-nominals, and the office behind it, if any."""
    flat = " ".join(text.replace("\n", " ").split()).strip(" ,;")
    parts = [part.strip() for part in re.split(r",|\s[–—|-]\s|\s\(", flat) if part.strip()]
    if not parts:
        return "", None
    kept = 1
    while kept < len(parts) and all(_POST_NOMINAL.match(word.replace(".", "")) for word in parts[kept].split()):
        kept += 1
    if kept == len(parts):
        return flat.rstrip(" ,"), None
    office_at = flat.find(parts[kept], sum(len(part) for part in parts[:kept]))
    return flat[:office_at].strip(" ,–—|-("), flat[office_at:].rstrip(" )") or None


def head_kind(text: str) -> str | None:
    """Which column of a signature table a heading opens."""
    words = fold(text).strip(" :.*")
    if words_in(words) > 5:
        return None
    for kind, pattern in (("signed", SIGNED), ("date", DATE), ("name", NAME), ("office", OFFICE)):
        if pattern.match(words):
            return kind
    return None


def inner(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without the dots, lines and blanks at its ends."""
    while start < end and text[start] in _FILLING:
        start += 1
    while end > start and text[end - 1] in _FILLING:
        end -= 1
    return start, end


def office_in(text: str) -> str | None:
    """The office that a role's words name, None where they only say lead or leader of the institution."""
    words = fold(text).strip(" ()")
    if re.search(r"\blead\b|\bleader\b|\bsignatory\b|^head of (?:the )?\w+$", words):
        return None
    return re.sub(r"^the\s+", "", text.strip(" ()\n"), flags=re.IGNORECASE) or None


def fields_of(text: str) -> list[tuple[int, int]]:
    """Cut a line where a second field begins on it."""
    stops = [0, *(match.end() for pattern in _CUTS for match in pattern.finditer(text))]
    stops = [*sorted(set(stops)), len(text)]
    return [(start, end) for start, end in pairwise(stops) if text[start:end].strip()]


def role_in(words: str) -> str | None:
    """Lead or leader. The leader's words win: a leader's line often names the lead's Commitment too."""
    if _LEADER.search(words):
        return "leader"
    return "lead" if _LEAD.search(words) else None


def looks_named(text: str) -> bool:
    words = [word for word in re.sub(r"\([^)]*\)", " ", text).split() if word[:1].isalpha()]
    return len(words) >= 2 and sum(word[0].isupper() for word in words) >= 2 and not text.rstrip().endswith(":")
