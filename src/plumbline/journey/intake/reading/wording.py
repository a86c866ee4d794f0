"""Words as the reader compares them: folded, mended where they are mistyped, and the five themes in headings."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

_VOCABULARY = (  # noqa: SIM905
    "technician technicians technical commitment signatory signatories institution institutions institutional "
    "organisation organisations organization organisational university initiatives initiative programmes activities "
    "visibility recognition career development sustainability evaluating impact evidence evidenced evidencing profile "
    "definition defines define defined describe description structure structures structured governance leadership "
    "reporting resourced resources previous prior before already existing signing joining becoming since following "
    "present formation institutional please provide information details department discipline published publish "
    "website webpage address telephone contact number nominated signature signed confirm confirmation relevant "
    "recommendations commission enacting analysis completed progress appendix achievements achieved overview changes "
    "community engaged wider achievement organised headcount explanation categorised actions action assessment "
    "submission employer background baseline difference describes involved "
    "consulted consultation shaped contributed leader principal"
).split()
_KNOWN = frozenset(_VOCABULARY)
_TOKEN = re.compile(r"[a-z]+|[^a-z]+")
_NUMBERED = re.compile(
    r"^\s*(?:(?:question|section|part|q)\s*)?(?:\d{1,2}(?:\.\d{1,2})*(?:\s?[.):]|\s[–—-](?=\s)|(?=\s))|\(?[a-z]\)|"
    r"[ivx]{1,4}[.)]|[a-h]\d{1,2}(?:\.\d{1,2})?(?:[.):]|(?=\s))|q\d{1,2}\s?[.):–—-]?)\s*(?!-?\s*(?:month|year|hour|day|word))",
    re.IGNORECASE,
)

_THEMES = (
    (
        "evaluating_impact",
        re.compile(
            r"^(?:evaluat\w+|measur\w+|assess\w+)(?: (?:the|our|and|&|of))* ?impact|^evaluati(?:on|ng)$|"
            r"^impact evaluation"
        ),
    ),
    ("visibility", re.compile(r"^(?:increas\w+ |improv\w+ |enhanc\w+ )?visibility\b")),
    ("recognition", re.compile(r"^(?:increas\w+ |improv\w+ |enhanc\w+ )?recogni(?:tion|sing)\b")),
    (
        "career_development",
        re.compile(r"^careers?(?: and \w+)? (?:development|progression)\b|^career (?:pathways?|path)\b|^careers?$"),
    ),
    ("sustainability", re.compile(r"^(?:ensur\w+ |workforce |technical )?sustainab(?:ility|le)\b")),
)


def fold(text: str) -> str:
    """Lower case, plain quotes and dashes, single blanks, NFKC: for comparing, never for showing."""
    folded = unicodedata.normalize("NFKC", text).lower()
    folded = folded.replace("’", "'").replace("‘", "'").replace("“", '"').replace("”", '"')
    return " ".join(re.sub(r"[‐‑‒–—]", "-", folded).split())


def mended(text: str) -> str:
    """The folded text with mistyped words of the forms' vocabulary put right ("techncian", "visability")."""
    return "".join(_mended_word(token) for token in _TOKEN.findall(fold(text)))


@lru_cache(maxsize=8192)
def _mended_word(token: str) -> str:
    if len(token) < 6 or not token.isalpha() or token in _KNOWN:
        return token
    allowed = 1 if len(token) < 9 else 2
    # The first letter is hardly ever the mistyped one, and real words differ by their endings: those stay.
    candidates = [w for w in _VOCABULARY if w[0] == token[0] and abs(len(w) - len(token)) <= allowed]
    if any(w.startswith(token) or token.startswith(w) for w in candidates):
        return token
    best = process.extractOne(token, candidates, scorer=OSA.distance, score_cutoff=allowed)
    return str(best[0]) if best else token


def without_number(text: str) -> str:
    """The text without the number or letter that a form puts before a question or heading ("1.5", "Q3:", "b)")."""
    return _NUMBERED.sub("", text, count=1)


def is_numbered(text: str) -> bool:
    """Whether the text begins with such a number."""
    return bool(_NUMBERED.match(text))


def words_in(text: str) -> int:
    """How many words a person would count."""
    return sum(1 for token in text.split() if any(ch.isalnum() for ch in token))


def theme_in_heading(text: str) -> str | None:
    """The theme that a short heading names ("3. Career development:", "Theme 1 – Visibility"), else None."""
    folded = mended(without_number(text.strip())).strip(" .:;-*_\"'()")
    folded = re.sub(r"^(?:theme|pillar|area|strand|aim|priority)\s*\w?\s*[:.)-]*\s*", "", folded)
    if not folded or words_in(folded) > 6:
        return None
    found = [theme for theme, pattern in _THEMES if pattern.search(folded)]
    return found[0] if len(found) == 1 else None


def inline_theme(text: str) -> tuple[str, int] | None:
    """A theme's name that opens a paragraph ("Visibility – as part of …"): the theme and where the rest begins."""
    match = re.match(r"^\s*([^\W\d_][\w &]{5,28}?)\s*(?::|[–—]|\s-)\s+(?=\S)", text)
    if match is None:
        return None
    theme = theme_in_heading(match[1])
    return (theme, match.end()) if theme else None
