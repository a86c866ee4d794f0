"""The walk over the stream that cuts a submission into its front, its questions, its signatures and its appendices."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from plumbline.foundation.formats.blocks import Piece, PieceKind, Table

from .dates import parse_period
from .guidance import is_title
from .labels import labels_in
from .questions import Asked, asked, is_aside
from .signing import is_signature_bit, opens_signatures
from .stream import Unit, is_signature_table
from .topics import BY_KEY
from .wording import fold, mended, theme_in_heading, words_in

Part = tuple[Piece, int, int]
"""Some characters of a piece: from, to."""

_APPENDIX = re.compile(r"^(?:appendix|appendices|annex|annexe|schedule|attachment)\b(?!.*\bsee\b)", re.IGNORECASE)
_PLAN_TITLE = re.compile(
    r"\b(?:action|implementation|delivery|work) ?plan\b|\bplan of action\b|\bplan\b.*\b20\d\d\b|\b20\d\d\b.*\bplan\b|"
    r"\b(?:goals|pledges|promises|priorities|commitments|ambitions)\b.*\b20\d\d\b"
)
PLAN_HEAD = re.compile(
    r"^\W*(?:our |planned |key |future |next )*(?:actions?|activities|objectives|plan|achievements?)(?: plan)?"
    r"(?: for)?[\s:]*(?:20\d\d\W*(?:\d{2,4})?)?\W*$",
    re.IGNORECASE,
)
"""A heading that says no more than that actions follow."""

_NUMBER_STYLE = re.compile(r"^[a-h](?=\d)|\d+")
_PART = re.compile(r"^(?:section|part)\s+(?:[a-h]|\d{1,2}|[ivx]{1,4}|one|two|three|four|five)\b", re.IGNORECASE)
_LEADER_DOTS = re.compile(r"[\s.…_]*\b\d{0,3}\s*$")
_SENTENCE = re.compile(
    r"\b(?:is|are|was|were|will|has|have|see|please|below|attached|submitted|developed|which|that|this|we|our)\b"
)
_TOLD = re.compile(r"\b(?:is|are|was|were|has|have|see|please|below|attached|submitted|which)\b")
_SELF_ASSESSMENT = re.compile(r"self-? ?assessment|evaluating impact|guidance|template|\bform\b")
_LOOKS_BACK = re.compile(r"\brag\b|\breds?\b|\b(?:previous|last|past)\b.{0,30}\bplan\b|\b(?:progress|review)\b")
_END_OF_PLAN = re.compile(
    r"^(?:going forward|next steps|conclusions?|summary|background|introduction|sign-? ?off|"
    r"declaration|references|glossary|"
    r"acknowledgements?|contacts?|further information)\W*$"
)


@dataclass(slots=True)
class Segment:
    """A stretch of the stream. `kind` is "front", "question", "signatures", "appendix", "contents" or "other".
    `question` holds the words that ask, `rest` what stands behind them in the same piece, `units` what follows."""

    kind: str
    units: list[Unit] = field(default_factory=list)
    asked: Asked | None = None
    question: list[Part] = field(default_factory=list)
    rest: Part | None = None
    titles: list[Piece] = field(default_factory=list)

    @property
    def key(self) -> str | None:
        """The topic's key, None for other segments and for questions that no form is known to ask."""
        return self.asked.topic.key if self.asked and self.asked.topic else None

    @property
    def is_empty(self) -> bool:
        """Whether nothing answers."""
        return not self.units and self.rest is None


def segments(stream: Sequence[Unit]) -> list[Segment]:
    """The document's segments, in reading order. Every unit is in exactly one of them."""
    contents = _contents(stream)
    walk = _Walk(_question_tables(stream), _styles(stream))
    for at, unit in enumerate(stream):
        if at in contents:
            if walk.now.kind != "contents":
                walk.done.append(Segment("contents"))
            walk.now.units.append(unit)
            continue
        if walk.now.kind == "contents":
            walk.done.append(Segment("front"))
        walk.step(unit)
    return _without_contents(walk.done)


def _contents(stream: Sequence[Unit]) -> frozenset[int]:
    """The lines of a list of contents: three and more in a row, each of which comes back as a heading further on."""
    texts = [_LEADER_DOTS.sub("", unit.piece.text).strip() if unit.piece else "" for unit in stream]
    last = {text: at for at, text in enumerate(texts) if text}
    found: set[int] = set()
    run: list[int] = []
    for at in range(min(len(texts), 80) + 1):
        if at < len(texts) and texts[at] and words_in(texts[at]) <= 20 and last[texts[at]] > at + 2:
            run.append(at)
            continue
        if len(run) >= 3 and last[texts[run[0]]] > run[-1] and _comes_back(run, texts, last):
            found |= set(run)
            if run[0] and texts[run[0] - 1].lower() in ("contents", "table of contents", "contents page"):
                found.add(run[0] - 1)
        run = []
    return frozenset(found)


def _comes_back(run: Sequence[int], texts: Sequence[str], last: Mapping[str, int]) -> bool:
    """Whether listed lines come back as headings do, with words of their own between; labels with their values
    ("Lead: HR") that come back are a form of action, not a list of contents."""
    again = [last[texts[at]] for at in run]
    apart = sum(after - before > 1 for before, after in pairwise(again))
    labels = sum(bool(re.match(r"[^:]{2,30}:\s+\S", texts[at])) for at in run)
    return apart * 2 >= len(run) - 1 and labels * 2 < len(run)


def _styles(stream: Sequence[Unit]) -> frozenset[tuple[str, int, bool]]:
    """How questions are set here (as headings of one level, in bold), where two and more are set alike."""
    seen: Counter[tuple[str, int, bool]] = Counter()
    for unit in stream:
        if unit.piece is not None and (found := asked(unit.piece)) and found.topic is not None and found.score >= 0.75:
            seen[_style(unit.piece)] += 1
    return frozenset(
        style for style, count in seen.items() if count >= 2 and (style[0] == PieceKind.HEADING or style[2])
    )


def _style(piece: Piece) -> tuple[str, int, bool]:
    return str(piece.kind), piece.level, piece.bold


def is_plan_title(piece: Piece) -> bool:
    """Whether the piece is the title of an appendix or of a plan, not a sentence that mentions one."""
    text = piece.text.strip()
    words = fold(text)
    if words_in(words) > 18 or (words.endswith((".", "?", ",")) and not _APPENDIX.match(text)):
        return False
    if _APPENDIX.match(text):
        return piece.kind != PieceKind.ITEM
    if piece.kind == PieceKind.ITEM or words_in(words) > 12 or (words.endswith(":") and _SENTENCE.search(words)):
        return False
    told = _TOLD if piece.kind == PieceKind.HEADING else _SENTENCE
    is_title = bool(_PLAN_TITLE.search(words)) and not told.search(words) and not _SELF_ASSESSMENT.search(words)
    stands_out = piece.kind == PieceKind.HEADING or piece.bold or text[:1].isupper() or text[:1].isdigit()
    return is_title and stands_out


@dataclass(slots=True)
class _Walk:
    question_tables: frozenset[int]
    styles: frozenset[tuple[str, int, bool]]
    done: list[Segment] = field(default_factory=lambda: [Segment("front")])

    @property
    def now(self) -> Segment:
        return self.done[-1]

    def step(self, unit: Unit) -> None:
        piece = unit.piece
        if isinstance(unit.block, Table) and is_signature_table(unit.block) and self.now.kind != "signatures":
            self.done.append(Segment("signatures", [unit]))
            return
        if piece is None or not piece.text.strip():
            if self.now.kind == "signatures" and isinstance(unit.block, Table) and not is_signature_table(unit.block):
                self.done.append(Segment("other"))
            self.now.units.append(unit)
            return
        if opens_signatures(piece) and self.now.kind != "signatures":
            self.done.append(Segment("signatures", [unit]))
        elif self._ends_signatures(unit, piece):
            self.done.append(Segment("other"))
            self.step(unit)
        elif self.now.kind == "signatures" and PLAN_HEAD.match(piece.text) and "plan" in fold(piece.text):
            self._title(piece)
        elif self.now.kind == "signatures" and not self._starts_anew(piece):
            self.now.units.append(unit)
        elif is_plan_title(piece) and unit.cell is None:
            if self._asks_for_plan(piece):
                key = "rag" if _LOOKS_BACK.search(fold(piece.text)) else "plan"
                self._question(piece, Asked(BY_KEY[key], 0.8, len(piece.text), True))
            else:
                self._title(piece)
        elif (found := self._asks(unit, piece)) is not None:
            self._question(piece, found)
        elif self.now.kind != "appendix" and _PART.match(piece.text) and words_in(piece.text) <= 10:
            self.done.append(Segment("front" if self.now.kind == "front" else "other", [unit]))
        elif self._is_contact(unit, piece):
            self._contact(unit)
        elif self.now.kind == "question" and self.now.is_empty and is_aside(piece):
            self.now.question.append((piece, 0, len(piece.text)))
        elif self.now.kind == "appendix" and _END_OF_PLAN.match(fold(piece.text)) and self._has_content():
            self.done.append(Segment("other", [unit]))
        else:
            self.now.units.append(unit)

    def _ends_signatures(self, unit: Unit, piece: Piece) -> bool:
        if self.now.kind != "signatures" or unit.cell is not None:
            return False
        return not is_signature_bit(piece) and words_in(piece.text) > 16

    def _starts_anew(self, piece: Piece) -> bool:
        if is_signature_bit(piece) and not _APPENDIX.match(piece.text):
            return False
        found = asked(piece)
        return is_plan_title(piece) or (found is not None and found.topic is not None and found.score >= 0.7)

    def _asks_for_plan(self, piece: Piece) -> bool:
        """Whether "Action plan" heads the form's section for it, as the other questions are headed."""
        before = [segment for segment in self.done if segment.kind == "question"]
        if not before or self.now.kind == "appendix" or _APPENDIX.match(piece.text):
            return False
        return _numbered_alike(before[-1].question[0][0], piece) or (
            _style(piece) in self.styles and not names_period(piece)
        )

    def _title(self, piece: Piece) -> None:
        if self.now.kind == "appendix" and not self.now.units:
            self.now.titles.append(piece)
        else:
            self.done.append(Segment("appendix", titles=[piece]))

    def _asks(self, unit: Unit, piece: Piece) -> Asked | None:
        in_question_cell = unit.cell is not None and unit.cell[0] in self.question_tables and unit.is_left
        looks_alike = _style(piece) in self.styles and self.now.kind != "appendix"
        found = asked(piece, in_question_cell=in_question_cell, looks_alike=looks_alike)
        if found is not None and found.key in (None, "impact", "plan", "rag") and is_title(piece):
            return None
        if found is None:
            return self._unknown_in_cell(unit, piece) if in_question_cell else None
        if self.now.kind == "appendix" and (found.score < 0.75 or piece.kind == PieceKind.ITEM):
            return None
        if piece.kind == PieceKind.ITEM and not (found.score >= 0.7 and (piece.marker or "")[:1].isdigit()):
            return None
        if self.now.kind == "question" and self._belongs(found, piece, in_question_cell):
            return None
        return found

    def _belongs(self, found: Asked, piece: Piece, in_question_cell: bool) -> bool:
        """Whether what looks like a question is a part of the answer that is being given."""
        assert self.now.asked is not None
        if in_question_cell:
            return False
        key = found.topic.key if found.topic else None
        if key is None:
            return not self.now.is_empty and found.score < 0.5 and not _numbered_alike(self.now.question[0][0], piece)
        if key == self.now.key and found.is_short:
            return True
        if key == "red_explanations":
            return self.now.key == "rag" and found.is_short
        is_weak = found.is_short and found.score < 0.75
        return is_weak and not self.now.asked.is_short and self.now.asked.score >= 0.75 and not self.now.is_empty

    def _unknown_in_cell(self, unit: Unit, piece: Piece) -> Asked | None:
        if theme_in_heading(piece.text) or labels_in(piece.text) or not 2 <= words_in(piece.text) <= 80:
            return None
        if self.now.question and self._same_cell(unit):
            return None
        return Asked(None, 0.5, len(piece.text), words_in(piece.text) <= 12)

    def _same_cell(self, unit: Unit) -> bool:
        return bool(self.now.units) and self.now.units[-1].cell == unit.cell

    def _question(self, piece: Piece, found: Asked) -> None:
        rest = (piece, found.end, len(piece.text)) if piece.text[found.end :].strip() else None
        if self.now.kind == "question" and self.now.is_empty and rest is None and self._continues(found):
            self.now.question.append((piece, 0, found.end))
            if self.now.key is None:
                self.now.asked = found
            return
        self.done.append(Segment("question", asked=found, question=[(piece, 0, found.end)], rest=rest))

    def _continues(self, found: Asked) -> bool:
        """Whether a second question with no answer between asks the same thing in more words."""
        return self.now.key is None or found.topic is None or found.topic.key == self.now.key

    def _is_contact(self, unit: Unit, piece: Piece) -> bool:
        if self.now.kind in ("appendix", "front") or piece.kind == PieceKind.ITEM or words_in(piece.text) > 40:
            return False
        kinds = {labelled.kind for labelled in labels_in(piece.text)}
        return bool(kinds & {"institution", "lead"}) and (unit.cell is None or unit.is_left or ":" in piece.text)

    def _contact(self, unit: Unit) -> None:
        self.done.append(Segment("front", [unit]))

    def _has_content(self) -> bool:
        return any(isinstance(unit.block, Table) for unit in self.now.units) or len(self.now.units) > 3


def _numbered_alike(before: Piece, piece: Piece) -> bool:
    """Whether a piece carries a number as the question before it does ("Q3", "1.4", "B2")."""
    styles = [
        _NUMBER_STYLE.sub("0", fold((each.marker or "") + " " + each.text).strip())[:3] for each in (before, piece)
    ]
    return styles[0] == styles[1] and "0" in styles[0]


def _question_tables(stream: Sequence[Unit]) -> frozenset[int]:
    """Opened tables whose left cells ask: there, other left cells ask too."""
    asking: Counter[int] = Counter()
    for unit in stream:
        if unit.cell is not None and unit.is_left and unit.piece is not None:
            found = asked(unit.piece, in_question_cell=True)
            asking[unit.cell[0]] += bool(found and found.topic)
    return frozenset(table for table, count in asking.items() if count >= 2)


def _without_contents(found: list[Segment]) -> list[Segment]:
    """Turn the lines of a list of contents, which name questions that are answered further on, into "contents"."""
    answered = {segment.key for segment in found if segment.kind == "question" and not segment.is_empty}
    for segment in found:
        if segment.kind == "question" and segment.is_empty and segment.key in answered and segment.key is not None:
            segment.kind = "contents"
    return found


def names_period(piece: Piece) -> bool:
    """Whether a title names a stretch of years."""
    return parse_period(piece.text) is not None or bool(re.search(r"\b20\d\d\b", mended(piece.text)))
