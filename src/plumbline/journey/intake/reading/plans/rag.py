"""RAG: red, amber or green from words and from colours, and the keys that say what a plan's colours mean."""

# ruff: noqa: E501 (patterns are easier to read unbroken)
from __future__ import annotations

import colorsys
import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from plumbline.foundation.formats.colour import hue_name

from .status import read_status, status_codes

_WORD = {
    "red": "red", "r": "red", "amber": "amber", "a": "amber", "yellow": "amber", "orange": "amber", "green": "green",
    "g": "green", "🔴": "red", "🟥": "red", "🟠": "amber", "🟡": "amber", "🟧": "amber", "🟨": "amber", "🟢": "green",
    "🟩": "green", "coch": "red", "oren": "amber", "ambr": "amber", "melyn": "amber", "gwyrdd": "green",
}  # fmt: skip
_NAME = r"red|amber|yellow|orange|green"
_SIGN = r"🔴|🟥|🟠|🟡|🟧|🟨|🟢|🟩"
_COLOURS = rf"{_NAME}|blue|grey|gray|white|purple|black|{_SIGN}"
_OPENS = re.compile(
    rf"^\W*(?:rag(?:\s*(?:status|rating))?\s*[:=–-]?\s*)?(?P<word>{_NAME}|[rag](?![\w/]))(?![\w/])(?P<rest>.*)$",
    re.I | re.S,
)
_SIGNS = re.compile(rf"(?P<word>{_SIGN})")
_CHOICE = re.compile(r"^\W*(?:r|red)\s*[/|,]\s*(?:a|amber)\s*[/|,]\s*(?:g|green)\W*$", re.I)
_KEY = re.compile(
    rf"(?P<colour>{_COLOURS}|(?<![\w/])[RAG](?=\s*[=:–-]))\)?\s*(?:[=:–—-]|\bis\b|\bmeans\b|\bindicates\b|\bdenotes\b|\()\s*"
    rf"(?P<meaning>[^=;|\n]{{3,80}}?)(?=\s*(?:[;|,.\n)]|$|\b(?:{_COLOURS})\)?\s*[=:–—-]))",
    re.I,
)
_BACK = re.compile(rf"(?P<meaning>[^();,|\n]{{3,80}}?)\s*\((?P<colour>{_COLOURS})\)", re.I)
_MEANS = (
    (
        "red",
        re.compile(
            r"not (?:yet )?(?:be )?(?:started|begun|commenced)|yet to (?:be )?(?:start|begin|commence|carried)|still to be|no progress|behind|off[ -]track|at risk|not achieved|missed|overdue|not met|not completed?$"
        ),
    ),
    (
        "amber",
        re.compile(
            r"in progress|under ?way|initiated|started|part(?:ly|ially)|some progress|ongoing work|work ongoing|delay|minor"
        ),
    ),
    ("green", re.compile(r"complete|achieved|done|delivered|on track|met\b|embedded|finished|ongoing|on target")),
)


@dataclass(frozen=True, slots=True)
class Key:
    """A plan's own key: what its fills mean ("#rrggbb" → RAG or None where the key says it is none of the three)."""

    fills: Mapping[str, str | None] = field(default_factory=dict)
    has_words: bool = False
    is_warm: bool = False
    """Two kinds of orange and no red are in use: the redder one is meant as red."""
    states: Mapping[str, str] = field(default_factory=dict)
    """The statuses of the fills that the key explains and that are none of the three ("blue: complete")."""

    def __bool__(self) -> bool:
        return bool(self.fills) or self.has_words

    def rag(self, fill: str) -> str | None:
        """What a fill means: by the key, else by its hue."""
        near = [(distance(fill, other), meaning) for other, meaning in self.fills.items()]
        close = min(near, key=lambda pair: pair[0], default=None)
        if close is not None and close[0] < 40:
            return close[1]
        if self.is_warm and degrees(fill) < _REDDISH:
            return "red"
        return hue_rag(fill)

    def state(self, fill: str) -> str | None:
        """The status that the key gives to a fill which is none of the three colours."""
        near = [(distance(fill, other), status) for other, status in self.states.items()]
        close = min(near, key=lambda pair: pair[0], default=None)
        return close[1] if close is not None and close[0] < 40 else None

    def for_fills(self, fills: Iterable[str]) -> Key:
        """The key for a plan that uses just these fills."""
        hues = {fill.lower(): hue_rag(fill) for fill in fills}
        oranges = [degrees(fill) for fill, hue in hues.items() if hue == "amber"]
        warm = "red" not in hues.values() and bool(oranges) and min(oranges) < _REDDISH <= max(oranges) - 5
        return Key(self.fills, self.has_words, warm, self.states)


_REDDISH = 33.0


def rag_word(text: str) -> tuple[str, str] | None:
    """The RAG that a text names, and the word; None for anything else, and for "Red / Amber / Green" left open."""
    flat = text.strip()
    if not flat or _CHOICE.match(flat):
        return None
    signs = {_WORD[sign] for sign in _SIGNS.findall(flat)}
    if len(signs) == 1:
        return signs.pop(), _SIGNS.findall(flat)[0]
    if (low := flat.lower().strip(" .()[]")) in _WORD:
        return _WORD[low], flat.strip(" .()[]")
    match = _OPENS.match(flat)
    if match is None:
        return None
    rest = match["rest"].strip()
    if len(match["word"]) == 1 and rest and rest[0] not in "-–—:(,;=":
        return None
    if re.match(rf"^(?:/|to\b|and\b|or\b|,)\s*(?:{_NAME}|[rag]\b)", rest, re.I):
        return None
    if (
        len(match["word"]) > 1
        and rest
        and rest[0].isalpha()
        and not re.match(r"(?:rag|rated|rating|status|as|since|from|because)\b", rest, re.I)
    ):
        return None
    return _WORD[match["word"].lower()], match["word"]


def rag_within(text: str) -> tuple[str, str] | None:
    """The one colour that a short text names somewhere ("Complete (Green)"), with its word."""
    words = re.findall(r"\b(?:red|amber|green)\b", text, re.I)
    if len(text.split()) <= 8 and len({word.lower() for word in words}) == 1:
        return words[0].lower(), words[0]
    return None


def hue_rag(fill: str) -> str | None:
    """Red, amber or green as people see a fill; None for anything else, greys and near-whites included."""
    return hue_name(fill)


def degrees(fill: str) -> float:
    """The hue of a fill, from 0 (red) to 360."""
    red, green, blue = rgb(fill)
    return colorsys.rgb_to_hls(red / 255, green / 255, blue / 255)[0] * 360


def rgb(fill: str) -> tuple[int, int, int]:
    """The three parts of "#rrggbb"."""
    digits = fill.lstrip("#")
    if len(digits) != 6:
        return 255, 255, 255
    return int(digits[0:2], 16), int(digits[2:4], 16), int(digits[4:6], 16)


def distance(one: str, other: str) -> float:
    """How far two fills are apart, from 0 to 441."""
    return math.dist(rgb(one), rgb(other))


def meaning_of(text: str) -> str | None:
    """What the words of a key make of a colour: "work yet to be started" → red. None where they name no state."""
    low = " ".join(text.lower().split())
    said = read_status(low, in_column=False)
    if said is not None and said.is_bare and said.status in _BY_STATUS:
        return _BY_STATUS[said.status]
    if re.search(r"not (?:yet )?due|not applicable|n/a|future", low):
        return None
    for name, pattern in _MEANS:
        if pattern.search(low):
            return name
    return None


_BY_STATUS = {
    "not_started": "red",
    "in_progress": "amber",
    "completed": "green",
    "ongoing": "green",
    "embedded": "green",
}


def key_in_text(text: str) -> dict[str, str]:
    """The colour words that a line defines: {"green": "completed", …}; empty unless it defines one."""
    found = {m["colour"].lower(): m["meaning"].strip() for m in _KEY.finditer(text)}
    if not found:
        found = {m["colour"].lower(): m["meaning"].strip() for m in _BACK.finditer(text)}
    return {
        colour: meaning
        for colour, meaning in found.items()
        if meaning_of(meaning) or colour in ("blue", "grey", "gray", "white", "black")
    }


def is_key_text(text: str) -> bool:
    """Whether a line is a key to colours or codes, or a heading of one."""
    if len(text) < 400 and status_codes([text]):
        return True
    low = " ".join(text.lower().split())
    if re.fullmatch(r"(?:rag\s*)?(?:key|legend)(?:\s*to\s*(?:the\s*)?(?:rag|colours?)(?:\s*ratings?)?)?\s*:?", low):
        return True
    found = key_in_text(text)
    return len(found) >= 2 or (len(found) == 1 and len(low) < 90 and low.startswith((*found, "key", "legend", "rag")))


def build_key(swatches: Iterable[tuple[str, str]], *, has_words: bool = False) -> Key:
    """The key that coloured cells and the words beside them make; colours that it leaves out keep their hue."""
    pairs = [(fill.lower(), words) for fill, words in swatches]
    hues = {hue_rag(fill) for fill, _ in pairs}
    fills: dict[str, str | None] = {}
    states: dict[str, str] = {}
    for fill, words in pairs:
        named = rag_word(words)
        meaning = named[0] if named else meaning_of(words)
        own = hue_rag(fill)
        if own is not None and (meaning is None or named is None):
            fills[fill] = own
        elif own is None and named is None and meaning in hues:
            fills[fill] = None
            if (said := read_status(words, in_column=True)) is not None:
                states[fill] = said.status
        else:
            fills[fill] = meaning
    return Key(fills, has_words, states=states)
