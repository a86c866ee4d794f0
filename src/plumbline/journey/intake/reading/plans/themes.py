"""Themes: which of the five standard themes a heading or a cell names, and when it is a section of their own."""

# ruff: noqa: E501 (patterns are easier to read unbroken)
from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

FOUR = ("visibility", "recognition", "career_development", "sustainability")

_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("visibility", re.compile(r"\bvisib(?:le|ility)\b")),
    ("recognition", re.compile(r"\brecognition\b|\brecognised\b|\brecogni[sz]ing\b")),
    (
        "career_development",
        re.compile(
            r"\bcareers?\b(?:(?:\s|&|and|skills?|professional|pathways?|,|/|-)*(?:development|progression|pathways?|growth))?"
            r"|\bprofessional development\b|\b(?:personal|staff|people) development\b|\bcareer\b|\bprogression\b"
        ),
    ),
    ("sustainability", re.compile(r"(?<!environmental )\bsustainab(?:le|ility)\b")),
    (
        "evaluating_impact",
        re.compile(
            r"\bevaluat(?:ing|ion)\b(?:\s(?:of|and|&)?\s*(?:the\s)?(?:impact|monitoring))?|\b(?:measuring|monitoring|assessing|demonstrating)\s(?:of\s)?impact\b|^impact$"
        ),
    ),
)
_NAMES = {
    "visibility": "visibility",
    "recognition": "recognition",
    "career development": "career_development",
    "sustainability": "sustainability",
    "evaluating impact": "evaluating_impact",
}
_SQUASHED = {name.replace(" ", ""): theme for name, theme in _NAMES.items()}
_CODES = {
    "v": "visibility", "vis": "visibility", "r": "recognition", "rec": "recognition", "recog": "recognition",
    "c": "career_development", "cd": "career_development", "d": "career_development", "career": "career_development",
    "s": "sustainability", "sus": "sustainability", "sust": "sustainability",
    "e": "evaluating_impact", "ei": "evaluating_impact", "i": "evaluating_impact",
}  # fmt: skip
_ALL = re.compile(
    r"^(?:all|all\s+(?:of\s+)?(?:the\s+)?(?P<count>four|4|five|5)?\s*(?:themes|pillars|areas|strands)?|cross[\s-]?cutting\s+\(all\))$"
)
_LEAD = re.compile(
    r"^\s*(?:(?:theme|pillar|strand|area|section|part|commitment|priority|aim|workstream|goal|objective|tc)\s*)?"
    r"(?P<number>\(?(?:\d{1,2}(?:\.\d)?|[ivx]{1,4}|[a-z])(?:[.):]+|\s+[-–—:]|(?<=\d)(?=\s))\s*)?(?:[-–—:]\s*)?",
    re.IGNORECASE,
)
_KIND_WORD = re.compile(r"^\s*(?:theme|pillar|strand|area|section|part|workstream|commitment|tc)\b", re.IGNORECASE)
_HEAD = re.compile(r"\s[-–—]\s|\s?[:(]\s?|[–—]\s|\n|\.\s")
_TRIM = re.compile(
    r"\s*(?:theme|pillar|strand|actions?|activities|objectives?|initiatives|plan|\(continued\)|\(cont\.?(?:'d)?\)|continued|cont\.?)\s*$",
    re.IGNORECASE,
)
_FILLERS = frozenset(
    [
        "the",
        "of",
        "and",
        "&",
        "for",
        "a",
        "to",
        "our",
        "in",
        "its",
        "their",
        "technician",
        "technicians",
        "technical",
        "staff",
        "commitment",
        "theme",
        "pillar",
        "strand",
        "area",
        "actions",
        "action",
        "activities",
        "objectives",
        "workforce",
        "skills",
        "roles",
        "role",
        "career",
        "careers",
        "development",
        "professional",
        "pathways",
        "pathway",
        "progression",
        "visible",
        "visibility",
        "recognition",
        "sustainability",
        "sustainable",
        "evaluating",
        "impact",
        "evaluation",
        "plan",
        "training",
        "personal",
        "people",
        "growth",
        "opportunities",
        "community",
        "wider",
        "external",
        "internal",
        "increasing",
        "improving",
        "ensuring",
        "reward",
        "celebrating",
        "success",
        "future",
        "succession",
        "planning",
        "contribution",
        "contributions",
        "within",
        "beyond",
        "measuring",
        "monitoring",
        "assessing",
        "demonstrating",
        "learning",
        "career/professional",
        "raising",
        "greater",
        "profile",
        "through",
        "support",
        "supporting",
        "/",
        ",",
        "-",
        "–",
        "1",
        "2",
        "3",
        "4",
        "5",
    ]
)
_OWN = re.compile(
    r"^(?:on-?going(?: actions?| priorit(?:y|ies)| work| activit(?:y|ies))?|staff well-?being|well-?being|health (?:and|&) well-?being|"
    r"representation|edi|equality.*|diversity.*|equity.*|inclusion.*|people|culture|environment|community|communications?|"
    r"engagement|governance(?: .*)?|leadership(?: .*)?|collaboration|supporting structures|enhanced training|training|general|"
    r"over-?arching(?: .*)?|cross[\s-]cutting(?: .*)?|cross[\s-]theme(?: .*)?|other|partnerships?|resourc(?:e|es|ing)|"
    r"infrastructure|data|networks?(?:ing)?|outreach|technician voice|voice|health (?:and|&) safety|skills|apprenticeships?)$"
)


@dataclass(frozen=True, slots=True)
class Named:
    """What a heading names: standard themes, and `section`, the institution's own heading, None where the heading
    is nothing but the standard name. `is_certain`: the words are a theme or a usual section and nothing else."""

    themes: tuple[str, ...] = ()
    section: str | None = None
    is_certain: bool = False


@dataclass(frozen=True, slots=True)
class Legend:
    """What the plan's own codes mean: {"1": "visibility", "p2": …}, and whether it uses the fifth theme."""

    codes: Mapping[str, tuple[str, ...]] = ()  # type: ignore[assignment]
    has_fifth: bool = False

    def meaning(self, code: str) -> tuple[str, ...]:
        """The themes of a code, none where nobody said."""
        return dict(self.codes).get(code, ()) if self.codes else ()


NO_LEGEND = Legend()


def name_of(text: str) -> str:
    """A heading without its number, its kind word ("Theme 1:") and its colon."""
    head = text.strip()
    lead = _LEAD.match(head)
    bare = head[lead.end() :] if lead and (lead["number"] or _KIND_WORD.match(head)) else head
    bare = _HEAD.split(bare.strip(), maxsplit=1)[0]
    return (bare or head).strip(" :–—-.\n\t")


def themes_in(text: str) -> tuple[str, ...]:
    """The standard themes that a short text names, in its order."""
    lowered = text.lower()
    found = [(match.start(), theme) for theme, pattern in _PATTERNS if (match := pattern.search(lowered))]
    return tuple(theme for _, theme in sorted(found))


@lru_cache(maxsize=8192)
def read_heading(text: str) -> Named:
    """What a heading, a section row or a theme cell of one name says."""
    bare = " ".join(name_of(text).split())
    lowered = bare.lower()
    if len(bare.split()) > 10 or not bare:
        return Named(section=bare or None)
    themes = themes_in(bare)
    stripped = _TRIM.sub("", lowered).strip()
    if (whole := _NAMES.get(stripped) or _SQUASHED.get(re.sub(r"[\s-]+", "", stripped))) is not None:
        return Named((whole,), None, True)
    if themes and _is_list_of_names(stripped):
        return Named(themes, None, True)
    if themes and _covers(lowered):
        return Named(themes, bare, True)
    if _OWN.match(lowered) or _OWN.match(stripped):
        return Named((), bare, True)
    return Named(themes if len(bare.split()) <= 5 and not _is_sentence(text) else (), bare, False)


def read_cell(text: str, legend: Legend = NO_LEGEND) -> Named:
    """What a cell of a theme column says: names, several of them, codes, numbers, "All"."""
    if not text.strip():
        return Named()
    flat = " ".join(text.split())
    if found := _ALL.match(flat.lower().rstrip(".")):
        five = legend.has_fifth or (found["count"] or "") in ("five", "5")
        return Named((*FOUR, "evaluating_impact") if five else FOUR, None, True)
    if (coded := _coded(flat, legend)) is not None:
        return Named(coded, None, True)
    parts = [part for part in re.split(r"\n|[;,/&+|]|\band\b", text) if part.strip()]
    named = [read_heading(part) for part in parts]
    if len(parts) > 1 and all(each.themes and each.is_certain for each in named):
        return Named(_unique(theme for each in named for theme in each.themes), None, True)
    return read_heading(text)


def themes_of_objective(text: str) -> tuple[str, ...]:
    """The one theme that an objective plainly speaks of ("Make technical work visible"), none where it is not plain."""
    lowered = text.lower()
    found = [theme for theme, pattern in _SPOKEN if pattern.search(lowered)]
    return tuple(found) if len(found) == 1 and len(text.split()) <= 25 else ()


_SPOKEN = (
    ("visibility", re.compile(r"\bvisib(?:le|ility)\b|\bprofile of\b")),
    ("recognition", re.compile(r"\brecogni[sz]\w+\b|\brecognition\b|\bprofessional registration\b")),
    ("career_development", re.compile(r"\bcareers?\b|\bprofessional development\b|\bprogression\b")),
    (
        "sustainability",
        re.compile(r"(?<!environmental )\bsustain(?:s|ed|ing|ab\w+)?\b|\bsuccession\b|\bfuture workforce\b"),
    ),
    ("evaluating_impact", re.compile(r"\bevaluat\w+\b.*\bimpact\b|\bmeasur\w+ (?:the )?impact\b")),
)


def find_legend(texts: list[str]) -> Legend:
    """The codes that headings and keys define: "Theme 1: Visibility", "P2 – Recognition", "V = Visibility"."""
    codes: dict[str, tuple[str, ...]] = {}
    has_fifth = False
    for text in texts:
        for match in _DEFINED.finditer(text):
            themes = themes_in(match["name"]) or tuple(
                theme for name, theme in _NAMES.items() if name == match["name"].strip().lower()
            )
            if len(themes) == 1 and (match["kind"] or match["sep"].strip() in ("=", ":", "-", "–", "—", ".", ")", "")):
                codes.setdefault(match["code"].lower(), themes)
        if len(text) < 60 and "evaluating_impact" in themes_in(text):
            has_fifth = True
    return Legend(codes, has_fifth)


_DEFINED = re.compile(
    r"(?:^|(?<=[\s(;,]))(?P<kind>(?:theme|pillar|strand|area|aim)\s*)?(?P<code>[PTptA-Za-z]?\d{1,2}|[A-Z]{1,2})"
    r"(?P<sep>\s*[=:.)–—-]\s*|\s+)(?P<name>(?:visib|recogn|career|professional dev|sustain|evaluat)[\w &]{2,40})",
    re.IGNORECASE,
)
_CODE_PART = re.compile(r"^(?:theme|pillar|strand|area|p|t)?\s*(?P<code>[a-z]{1,6}|[a-z]?\d{1,2})\.?$")


def _coded(text: str, legend: Legend) -> tuple[str, ...] | None:
    """Themes by code ("V, R", "1 & 3", "Pillar 2"); None where the text is no list of known codes."""
    parts = [
        part.strip().lower() for part in re.split(r"[;,/&+|\s]+and\s+|[;,/&+|]|\s+(?=\d)|\band\b", text) if part.strip()
    ]
    found: list[str] = []
    for part in parts:
        if part in ("theme", "themes", "pillar", "pillars"):
            continue
        match = _CODE_PART.match(part)
        known = legend.meaning(part) or (legend.meaning(match["code"]) if match else ())
        if not known and part in _CODES and not (legend.codes and part in legend.codes):
            known = (_CODES[part],)
        if not known:
            return None
        found.extend(known)
    return _unique(found) if found else None


def _is_list_of_names(text: str) -> bool:
    left = text
    for name in _NAMES:
        left = re.sub(rf"\b{name}\b", " ", left)
    return not re.sub(r"[;,/&+|•·–-]|\band\b", " ", left).strip()


def _covers(text: str) -> bool:
    words = re.findall(r"[\w/]+", text)
    return bool(words) and all(word in _FILLERS for word in words)


def _is_sentence(text: str) -> bool:
    return text.rstrip().endswith(".") and len(text.split()) > 4


def _unique(themes: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(themes))
