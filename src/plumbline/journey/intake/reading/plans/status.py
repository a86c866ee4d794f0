"""Status: the words that say how far an action is, alone in a cell or hung on an action's own text."""

# ruff: noqa: E501 (patterns are easier to read unbroken)
from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

_NOT_STARTED = (
    r"(?:not (?:yet )?(?:started|begun|commenced|initiated|due)|yet to (?:be )?(?:start(?:ed)?|begin|begun|commenced?)|to do|to-do|todo|"
    r"to (?:be )?(?:start(?:ed)?|begin|commence)|un-?started|awaiting start|still to be (?:carried out|started|done)|"
    r"work (?:not |yet to be )(?:yet )?started|still to (?:be )?(?:do|start(?:ed)?|begin)|outstanding|pending|planned|scheduled|upcoming|"
    r"not (?:yet )?(?:under ?way|in progress)|future(?: action| work)?)"
)
_PARTLY = (
    r"(?:(?:part(?:ly|ially)?|partial|nearly|almost|mostly|largely)[ -](?:complete[d]?|done|achieved|delivered|met|implemented)|"
    r"initiated but not (?:yet )?completed?|started but not (?:yet )?(?:completed?|finished))"
)
_IN_PROGRESS = (
    r"(?:(?:work |now |currently |still )*in[ -]progress|(?:well |now |currently )?under ?way|under-way|on[ -](?:track|target|schedule)|"
    r"(?:work )?(?:has )?(?:started|begun|commenced|initiated)|wip|in development|being developed|progressing(?: well)?|in train|"
    rf"work (?:is )?(?:under ?way|ongoing)|{_PARTLY}|work {_PARTLY}|in hand|active|making progress|behind schedule|delayed)"
)
_COMPLETED = (
    r"(?:(?:now |fully |action |all |successfully |substantially |work |work substantially |has been )*(?:completed?|done|achieved|delivered|finished|"
    r"implemented|accomplished|fulfilled|actioned)|closed|met in full|target met)"
)
_ONGOING = r"(?:(?:now |work |complete and |action |and )*(?:on-?going|on going|continuous|continuing|continues|rolling|recurring)(?: (?:action|work|activity|priority))?)"
_EMBEDDED = r"(?:(?:now |fully |completed? (?:and|&) |part of )*(?:embedded(?: (?:practice|in practice))?|business[ -]as[ -]usual|bau|mainstreamed|standard practice))"
_STOPPED = (
    r"(?:(?:now |action )*(?:stopped|withdrawn|discontinued|cancell?ed|abandoned|dropped|de-?prioriti[sz]ed|superseded|removed|ceased|"
    r"not (?:being )?(?:taken forward|pursued|progressed|proceeding)|no longer(?: (?:required|relevant|applicable|needed|pursued|being pursued|"
    r"proceeding|progressing|planned|going ahead|a priority|viable|possible))?|on[ -]hold|paused|suspended|halted))"
)
_WORDS = (
    ("not_started", _NOT_STARTED),
    ("stopped", _STOPPED),
    ("embedded", _EMBEDDED),
    ("in_progress", _IN_PROGRESS),
    ("ongoing", _ONGOING),
    ("completed", _COMPLETED),
)
_WHOLE = tuple((name, re.compile(rf"^{pattern}$")) for name, pattern in _WORDS)
_BEGINS = tuple((name, re.compile(rf"^{pattern}(?![\w-])")) for name, pattern in _WORDS)
_STRONG = re.compile(
    rf"^(?:{_PARTLY}|(?:now |currently |work )*in[ -]progress|(?:now |well )*under ?way|completed?|on-?going|not (?:yet )?started|"
    r"yet to (?:be )?(?:start|begin|commence)(?:ed)?|on[ -]hold|paused|withdrawn|embedded|no longer)(?![\w-])"
)
_AFTER_STRONG = re.compile(
    r"^\s*(?:$|[,;:(./–—-]|(?:with|by|in|since|for|from|as|at|on|and|to|but|due|until|through|via|across|required|pending|subject|led|over|date|see|"
    r"spring|summer|autumn|winter|early|mid|late|january|february|march|april|may|june|july|august|september|october|november|december|"
    r"jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|19\d\d|20\d\d|\d)\b)"
)
_AFTER_WEAK = re.compile(
    r"^\s*(?:$|[,;(.]|(?:in|on|since|for|from|as)\s+(?:\w+\s+){0,3}(?:19|20)\d\d|(?:19|20)\d\d|(?:spring|summer|autumn|winter)\b)"
)
_PER_CENT = re.compile(r"^(\d{1,3})\s?%(?: completed?| done)?$")
_NEGATED = re.compile(
    r"\b(?:not|in|un|to be|yet to be|should be|will be|to)[ -]?(?:fully |yet |been )*(?:complete|done|achieve|deliver|implement|finish)",
    re.I,
)


_OPENING = re.compile(
    r"^(?:(?:this|it|these|they|the work|work|the action|action|activity|project|pilot)\s+(?:action\s+|work\s+)?"
    r"(?:is|are|has|have|was|were)(?:\s+(?:now|been|currently|also))*|has been|have been|now|currently)\s+(?=\w)"
)


@dataclass(frozen=True, slots=True)
class Said:
    """A status and the words that said it. `is_bare`: those words are nothing but the status."""

    status: str
    is_bare: bool
    confidence: float = 1.0


def status_of(text: str) -> str | None:
    """The status that the whole text is a name of, None where it says more or something else."""
    flat = _flat(text)
    if found := _PER_CENT.match(flat):
        share = int(found[1])
        return "completed" if share == 100 else "not_started" if share == 0 else "in_progress"
    for name, pattern in _WHOLE:
        if pattern.match(flat):
            return name
    return None


_CODE = re.compile(
    r"(?:^|(?<=[\s(,;:]))(?P<code>[A-Z]{1,3})\)?\s*(?:=|:|–|-|is)\s*(?P<words>[A-Za-z][A-Za-z' -]{2,30})(?=\s*(?:[,;.)|\n]|$))"
)


def status_codes(texts: Iterable[str]) -> dict[str, str]:
    """The codes that a plan's key gives to statuses: {"c": "completed", "ip": "in_progress"}."""
    found: dict[str, str] = {}
    for text in texts:
        if len(text) < 400:
            for match in _CODE.finditer(text):
                if (status := status_of(match["words"])) is not None:
                    found.setdefault(match["code"].lower(), status)
    return found if len(found) > 1 else {}


def read_status(text: str, *, in_column: bool) -> Said | None:
    """The status that a text opens with. `in_column`: it stands in a status column, where it surely is one;
    elsewhere weak words ("delivered through monthly workshops") must be followed by a date or by nothing."""
    flat = _flat(text)
    if not flat or len(flat) > 2000:
        return None
    if (whole := status_of(flat)) is not None:
        return Said(whole, True)
    flat = _OPENING.sub("", flat)
    for name, pattern in _BEGINS:
        match = pattern.match(flat)
        if match is None:
            continue
        rest = flat[match.end() :]
        strong = _STRONG.match(flat) is not None
        if (
            (strong and _AFTER_STRONG.match(rest))
            or _AFTER_WEAK.match(rest)
            or (in_column and _AFTER_STRONG.match(rest))
        ):
            return Said(name, False, 0.9)
        if in_column and strong:
            return Said(name, False, 0.7)
        return None
    if in_column and not _NEGATED.search(flat):
        return _inside(flat)
    return None


def _inside(flat: str) -> Said | None:
    """A status said later in a status cell ("Pilot completed", "Work is now under way"), if only one is said."""
    flat = re.split(r"[.;]\s", flat, maxsplit=1)[0]
    if len(flat.split()) > 14:
        return None
    found = {name for name, pattern in _INSIDE if pattern.search(flat)}
    if "not_started" in found or "in_progress" in found:
        found.discard("completed")
    return Said(found.pop(), False, 0.7) if len(found) == 1 else None


_INSIDE = tuple((name, re.compile(rf"(?<![\w-]){pattern}(?![\w-])")) for name, pattern in _WORDS)


def _flat(text: str) -> str:
    folded = " ".join(text.replace("’", "'").lower().split())
    return re.sub(r"^[^\w]+|[^\w%]+$", "", folded).strip("_")
