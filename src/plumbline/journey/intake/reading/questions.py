"""Which passages ask something: recognised by their meaning (topics.py) and by how a question looks."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from plumbline.foundation.formats.blocks import Piece, PieceKind

from .topics import TOPICS, Topic
from .wording import is_numbered, mended, without_number, words_in

LONGEST = 130
"""Words beyond which nothing is taken for a question."""

_ASKING = re.compile(
    r"^(?:please|kindly|briefly|describe|outline|provide|explain|give|tell|confirm|summari[sz]e|list|set out|detail|"
    r"evidence|demonstrate|rate|review|assess|state|indicate|comments? on|comment|attach|insert|include|"
    r"identify|show|share|reflect|"
    r"using|in (?:no more than|up to|what|which)|with reference|to provide|has |have |is |are |do |does |did |"
    r"how |what |where |which |who |why |when )"
)
_IMPERATIVE = re.compile(
    r"^\s*(?:please|give|provide|describe|explain|include|attach|list|outline|state|use|add|tell|confirm|indicate|note)\b"
)
_NOUN_FIRST = re.compile(
    r"^(?:an? |the |your )?(?:brief |short )?(?:overview|summary|details?|confirmation|evidence|"
    r"analysis|description|information|"
    r"statement|explanation|account|examples?|review|reflections?|initiatives|definition|"
    r"profile) (?:of|on|about|that|as|for|in)\b"
)
_QUESTION_WORD = re.compile(r"^(?:how|what|where|which|who|why|when|has|have|is|are|do|does|did|in what|in which)\b")
_PLEASE = re.compile(
    r"\bplease (?:\w+ )?(?:provide|tell|describe|confirm|evidence|outline|give|explain|indicate|include|detail|set out|"
    r"list|attach|summari[sz]e|state|complete|share|comment|identify|use|add|insert|show|demonstrate|reflect|"
    r"rag\b|rate\b|review\b|analyse|assess|mark\b|categori[sz]e|say\b|name\b)"
)
_FIRST_PERSON = re.compile(r"\b(?:we|our|us|ours|i|my)\b")
_ADDRESSED = re.compile(r"\b(?:you|your|this (?:organi[sz]ation|institution|university))\b")
_LIMIT = re.compile(
    r"(?:up to|max(?:imum)?(?: of)?|no more than|limit(?: of|ed to)?:?|within|not exceed(?:ing)?|"
    r"fewer than|word count:?)\s*"
    r"(?:a )?(?:(?:approx\w*|about|around) )?(\d{2,4}|\d,\d{3})(?:[- ]words?)?|(\d{2,4}|\d,\d{3})[- ]words?\b"
)
_HINT = re.compile(r"^(?:please note|note that|for any|please contact|it is (?:expected|important))\b")
_IMPERATIVE_FIRST = re.compile(
    r"^(?:please )?(?:rag[- ]rate|rate|rank|give|provide|show|explain|indicate|using|use|mark|classify|assess|"
    r"review|say)\b"
)
_LEADS_IN = re.compile(
    r"^the following\b|\bas follows\b|\b(?:listed|summari[sz]ed|shown|set out|given) below\b|\bbelow:$"
)
_LEGEND = re.compile(r"\b(?:red|amber|green)\b\W{0,3}[:=–-].*\b(?:red|amber|green)\b")
_CLOSING = re.compile(
    r"\b(?:(?:is|are) welcomed?|may be (?:attached|detailed|included|given|used)|will do|where possible|you may)\b"
)
_ADDRESS_LAST = re.compile(r"\s(?:https?://|www\.)?[\w-]+(?:\.[\w-]+)+(?:/\S*)?$")
_BRACKET = re.compile(r"^\s*\([^()]{3,300}\)\s*[.:]?\s*")
_QUOTED = re.compile(r"[\"'][^\"']*[\"']")
_ASIDE = re.compile(
    r"^\(.{3,300}\)[.:]?$|^(?:for example|e\.g\.|you may wish|guidance|note|please note|max(?:imum)?|word limit|"
    r"this (?:may|can|should)|up to \d+|limit|\d+ words)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A passage taken as a question: characters up to `end` of the piece ask it, the rest answers.
    `topic` is None where it asks what no form is known to ask. `score` is from 0 to 1; `is_short` marks a heading
    that stands for the question."""

    topic: Topic | None
    score: float
    end: int
    is_short: bool = False

    @property
    def key(self) -> str | None:
        """The topic's key."""
        return self.topic.key if self.topic else None


def asked(piece: Piece, *, in_question_cell: bool = False, looks_alike: bool = False) -> Asked | None:
    """Whether the piece asks something, and up to which character. `in_question_cell`: it stands where a form asks;
    `looks_alike`: it is set like the questions before it."""
    in_question_cell = in_question_cell or looks_alike
    text = piece.text
    if len(text) < 3 or (words_in(text.split("\n")[0][:900]) > LONGEST and "?" not in text[:900]):
        return None
    whole = _judged(text, piece, in_question_cell) if words_in(text) <= LONGEST else None
    for cut in _cuts(text):
        part = _judged(text[:cut], piece, in_question_cell)
        bracket = _BRACKET.match(text[cut:])
        end = cut + bracket.end() if bracket and _ASIDE.match(bracket[0].strip()) else cut
        if part is None or part.topic is None or not text[end:].strip(" \n)"):
            continue
        part = replace(part, end=end)
        rest = text[end:]
        if _judged(rest, piece, False) is not None or _asks_on(rest, piece):
            continue
        if whole is None or part.score > whole.score - 0.05 or _FIRST_PERSON.search(mended(text[end:])):
            return part
    if whole is not None and whole.key == "publication" and (address := _ADDRESS_LAST.search(text)) is not None:
        return replace(whole, end=address.start())
    return whole


def topic_of(text: str) -> tuple[Topic | None, float]:
    """The topic that the words are about, and how surely, from 0 to 1."""
    words = without_number(mended(text)).strip()
    head = words.strip(" .:?*_-")
    best: tuple[Topic | None, float] = (None, 0.0)
    for topic in TOPICS:
        if any(pattern.search(head) for pattern in topic.heads):
            return topic, 1.0
        if not topic.needs.search(words):
            continue
        score = sum(weight for weight, pattern in topic.cues if pattern.search(words))
        score -= sum(weight for weight, pattern in topic.against if pattern.search(words))
        if score > best[1]:
            best = topic, min(score, 1.0)
    return best


def limit_in(text: str) -> int | None:
    """The word limit that a question states, None where it states none."""
    match = _LIMIT.search(mended(text))
    if match is None or "word" not in mended(text):
        return None
    return int((match[1] or match[2]).replace(",", ""))


def is_aside(piece: Piece) -> bool:
    """Whether a piece after a question still belongs to it: a note in brackets, a limit, an example of evidence."""
    return bool(_ASIDE.match(piece.text.strip())) and words_in(piece.text) < 60


def asking(text: str, piece: Piece, *, in_question_cell: bool = False) -> float:
    """How much the text looks like a form's question, whatever it is about: from 0 to 1."""
    words = mended(text)
    bare = without_number(words).lstrip(" .:-*_")
    is_legend = _LEGEND.search(words) and not _PLEASE.search(words) and not _IMPERATIVE_FIRST.match(bare)
    if _HINT.match(bare) or is_legend:
        return 0.0
    length = words_in(words)
    score = 0.0
    score += 0.5 if words.endswith("?") else 0.3 if "?" in words or words.endswith(":") else 0.0
    score += 0.45 if _ASKING.match(bare) else 0.3 if _NOUN_FIRST.match(bare) else 0.0
    score += 0.3 if _PLEASE.search(words) else 0.0
    score += 0.2 if is_numbered(text) or (piece.marker or "")[:1].isdigit() else 0.0
    score += 0.4 if piece.kind == PieceKind.HEADING else 0.3 if piece.bold else 0.0
    score += 0.4 if in_question_cell else 0.0
    score += 0.2 if _ADDRESSED.search(words) else 0.0
    score += 0.25 if length <= 12 and not words.endswith((".", ",", ";")) else 0.0
    score += 0.3 if limit_in(words) else 0.0
    plain = _QUOTED.sub(" ", words)
    is_address = _PLEASE.search(words) or (_ASKING.match(bare) and _ADDRESSED.search(words))
    score -= 0.5 if _FIRST_PERSON.search(plain) and not is_address and length > 6 else 0.0
    score -= 0.3 if words.endswith(".") and not _PLEASE.search(words) and not _ASKING.match(bare) else 0.0
    score -= 0.2 if piece.kind == PieceKind.ITEM and not words.endswith(("?", ":")) else 0.0
    score -= 0.3 if length > 90 else 0.0
    score -= 0.6 if _LEADS_IN.search(words) else 0.0
    return max(0.0, min(score, 1.0))


def _asks_on(rest: str, piece: Piece) -> bool:
    """Whether the words behind a question still ask: "Give examples." """
    words = mended(rest)
    if (
        words_in(rest) <= 15
        and not _FIRST_PERSON.search(words)
        and (_IMPERATIVE.match(words) or _CLOSING.search(words))
    ):
        return True
    return words_in(rest) <= 30 and asking(rest, piece) >= 0.7


def _judged(text: str, piece: Piece, in_question_cell: bool) -> Asked | None:
    text = text.rstrip()
    look = asking(text, piece, in_question_cell=in_question_cell)
    topic, meaning = topic_of(text)
    length = words_in(text)
    is_short = length <= 12 and "?" not in text
    is_bare = is_short and meaning < 1.0
    if is_bare and meaning >= 0.8 and text.endswith(":") and not _FIRST_PERSON.search(mended(text)):
        look += 0.1
    if topic is not None and meaning >= 0.6 and look >= (0.6 if is_bare else 0.4):
        return Asked(topic, round(min(0.98, 0.35 + 0.4 * meaning + 0.3 * look), 2), len(text), is_short)
    if topic is not None and meaning >= 1.0 and is_short and look >= 0.25:
        return Asked(topic, round(0.45 + 0.4 * look, 2), len(text), is_short)
    if topic is not None and meaning >= 0.45 and look >= 0.75:
        return Asked(topic, round(0.2 + 0.4 * meaning + 0.3 * look, 2), len(text), is_short)
    words = mended(text)
    is_open_question = words.endswith("?") and (_QUESTION_WORD.match(without_number(words)) or _PLEASE.search(words))
    if look >= 0.85 and length >= 4 and (is_open_question or _PLEASE.search(words)):
        return Asked(None, round(0.5 * look, 2), len(text), is_short)
    return None


def _cuts(text: str) -> list[int]:
    """Where a question may end inside a piece: after a line, a question mark or a colon."""
    cuts = [match.start() for match in re.finditer(r"\n", text)]
    cuts += [match.end() for match in re.finditer(r"[?:]\)?(?=\s)|\)(?=:?\s+[A-Z])", text)]
    return [cut for cut in sorted(set(cuts)) if 8 <= cut < len(text) - 1][:12]
