"""Tails: what a typist hung on an action's own text, before it ("1.2", "COMPLETED:") or after it ("(Y1–3)",
" – in progress", "(Owner: …, by March 2026)"), cut off with its place so that the wording stays clean."""

# ruff: noqa: E501 (patterns are easier to read unbroken)
from __future__ import annotations

import re
from dataclasses import dataclass

from plumbline.journey.intake.reading.dates import find_written, parse_when

from .columns import Role, role_of
from .lines import Line
from .rag import rag_word
from .status import Said, read_status
from .themes import NO_LEGEND, Legend, read_cell
from .years import YearMark, year_code


@dataclass(frozen=True, slots=True)
class Mark:
    """Something hung on an action: what it is, its words, where they stand, and what was read from them."""

    role: Role
    text: str
    line: Line
    said: Said | None = None
    years: YearMark | None = None


_REF = re.compile(
    r"^\s*(?P<ref>(?:Action|Objective|Commitment|Activity|Initiative|Priority)\s*(?:no\.?\s*)?(?:[A-Z]{0,3}\d{1,2}(?:\.\d{1,2})*)"
    r"|(?![QYH]\d\b)[A-Z]{1,3}[.-]?\d{1,2}(?:\.\d{1,2})*(?=[.):]|\s+[–—-]\s|\s+[A-Z])"
    r"|\(?\d{1,2}(?:\.\d{1,2}){1,2}\)?(?=[.):]?\s)|\(?\d{1,2}(?=[.):]\s)|\[\d{1,2}\])"
    r"[.):\]]*\s*(?:[–—-]\s+|:\s*)?(?=\S)"
)
_LEAD_STATUS = re.compile(
    r"^\s*(?:[\[(](?P<bracket>[^\])]{2,40})[\])]\s*[:–—-]?\s*|(?P<plain>[A-Za-z /-]{3,30}?)\s*(?::|\s[–—-])\s+)(?=\S)"
)
_BRACKET = re.compile(r"\s*[\[(](?P<in>[^()\[\]]*(?:\([^()]*\)[^()\[\]]*)*)[\])](?P<stop>[.;,]?)\s*$")
_DASH = re.compile(r"\s+[-–—]+\s+|\s*[–—]\s*|\s*:\s+|\s*;\s+|\s*\|\s*")
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?P<said>[A-Z][^.!?]{2,120}?)(?P<stop>[.;]?)\s*$")
_SHOUTED = re.compile(r"\s+(?P<said>(?:NOT |IN |ON |YET TO )*[A-Z]{4,}(?: [A-Z]{3,})?)(?P<stop>\.?)\s*$")
_LABEL = re.compile(r"^\s*(?P<label>[A-Za-z][A-Za-z /&()'’-]{1,40}?)\s*(?::|\s[–—]\s|=)\s*(?P<value>\S.*)$", re.S)
_LED = re.compile(r"^\s*(?:to be\s+)?(?:led|owned|delivered|overseen)\s+by\s+(?P<value>.+)$", re.I)
_BY = re.compile(
    r"^\s*(?:to be completed |completed |complete |due |target |deadline )?(?:by|due|before|from|in|deadline|target|starting|end of|until)?\s*:?\s*(?P<value>.+)$",
    re.I,
)
_PERSON = re.compile(
    r"\b(?:heads?|directors?|managers?|lead|leads|officers?|deans?|professor|prof|dr|teams?|groups?|committee|hr|human resources|board|chair|vice|pvc|dvc|vc|"
    r"champions?|coordinators?|co-ordinators?|departments?|registrar|provost|services|technicians?|office|network|partners?|marketing|communications|estates)\b",
    re.I,
)
_FIELDS = frozenset(
    {
        Role.OWNER,
        Role.DUE,
        Role.ENDS,
        Role.STARTS,
        Role.MEASURE,
        Role.STATUS,
        Role.RAG,
        Role.PROGRESS,
        Role.COMMENTS,
        Role.RESOURCE,
        Role.PRIORITY,
        Role.THEME,
        Role.YEARS,
        Role.EVIDENCE,
        Role.EXPLANATION,
        Role.REF,
        Role.OTHER,
    }
)


def cut_marks(line: Line, legend: Legend = NO_LEGEND, *, refs: bool = True) -> tuple[Line, list[Mark]]:
    """The line without what hangs on it, and what that was."""
    marks: list[Mark] = []
    line = _cut_lead(line, marks, refs=refs)
    for _ in range(5):
        shorter = (
            _cut_bracket(line, marks, legend)
            or _cut_sentence(line, marks)
            or _cut_dash(line, marks)
            or _cut_shout(line, marks)
            or _cut_comma(line, marks)
        )
        if shorter is None or not re.search(r"\w{2}", shorter.raw):
            break
        line = shorter
    return line, marks


def label_of(line: Line) -> Mark | None:
    """A line that says one field of the action above it: "Owner: …", "Success measure – …"."""
    match = _LABEL.match(line.raw)
    if match is None:
        return None
    found = role_of(match["label"])
    if re.fullmatch(
        r"\s*(?:date|dates|name|contact|institutional lead|stage)\s*", match["label"], re.I
    ) and not _PERSON.search(match["value"]):
        return None
    words = len(match["label"].split())
    if ":" not in match[0][: match.start("value")] and (words > 3 or (found is not None and found[1] < 1)):
        return None
    if (
        words > 7
        or found is None
        or found[1] < 0.75
        or found[0] not in _FIELDS
        or (found[0] is Role.OTHER and found[1] < 1)
    ):
        return None
    value = line.cut(match.start("value"), len(line.raw.rstrip()))
    return Mark(found[0], value.text, value)


def _cut_lead(line: Line, marks: list[Mark], *, refs: bool) -> Line:
    if refs and (match := _REF.match(line.raw)) and len(line.raw) - match.end() > 3:
        place = line.cut(match.start("ref"), match.end("ref"))
        marks.append(Mark(Role.REF, match["ref"].strip("()[] "), place))
        line = line.cut(match.end(), len(line.raw))
    if (year := _LEAD_YEAR.match(line.raw)) is not None and (years := year_code(year["code"])) is not None:
        place = line.cut(year.start("code"), year.end("code"))
        marks.append(Mark(Role.YEARS, place.text, place, years=years))
        return line.cut(year.end(), len(line.raw))
    match = _LEAD_STATUS.match(line.raw)
    if match is None:
        return line
    group = "bracket" if match["bracket"] else "plain"
    words = match[group]
    said, rag = read_status(words, in_column=False), rag_word(words)
    if said is not None and said.is_bare:
        marks.append(Mark(Role.STATUS, words.strip(), line.cut(match.start(group), match.end(group)), said))
    elif rag is not None and len(words.strip()) > 2:
        marks.append(Mark(Role.RAG, rag[1], line.cut(match.start(group), match.end(group))))
    elif (years := year_code(words)) is not None:
        marks.append(Mark(Role.YEARS, words.strip(), line.cut(match.start(group), match.end(group)), years=years))
    else:
        return line
    return line.cut(match.end(), len(line.raw))


def _cut_bracket(line: Line, marks: list[Mark], legend: Legend) -> Line | None:
    match = _BRACKET.search(line.raw)
    if match is None or match.start() < 3:
        return None
    inside = line.cut(match.start("in"), match.end("in"))
    found = _read_bracket(inside, legend)
    if not found:
        return None
    marks += found
    return line.cut(0, match.start())


def _read_bracket(inside: Line, legend: Legend) -> list[Mark]:
    words = inside.text
    if not words or len(words) > 220 or re.match(r"(?:e\.?g|i\.?e|see|such as|including|for example)\b", words, re.I):
        return []
    if (years := year_code(words)) is not None:
        return [Mark(Role.YEARS, words, inside, years=years)]
    said = read_status(words, in_column=False)
    if said is not None:
        return [Mark(Role.STATUS, words, inside, said)]
    if (rag := rag_word(words)) is not None and (len(words) > 1 or words.isupper()):
        return [Mark(Role.RAG, rag[1], inside)]
    named = read_cell(words, legend)
    if named.is_certain and named.themes and (named.section is None) and (len(words) > 3 or legend.codes):
        return [Mark(Role.THEME, words, inside)]
    return _read_parts(inside)


def _read_parts(inside: Line) -> list[Mark]:
    """Owner, date and the like, comma by comma; all must be understood, else the bracket is wording."""
    marks: list[Mark] = []
    at = 0
    parts: list[Line] = []
    for match in re.finditer(r"\s*[;|,]\s*|\s+[–—]\s+|\s+-\s+|$", inside.raw):
        if inside.raw[at : match.start()].strip():
            parts.append(inside.cut(at, match.start()))
        at = match.end()
    for part in parts:
        mark = _read_part(part)
        if mark is not None:
            marks.append(mark)
        elif marks and marks[-1].role in (Role.OWNER, Role.MEASURE, Role.COMMENTS, Role.RESOURCE):
            before = marks[-1].line
            joined = Line(before.piece, before.start, part.end)
            marks[-1] = Mark(marks[-1].role, joined.text, joined)
        elif not marks and len(parts) > 1 and _PERSON.search(part.text) and len(part.text.split()) <= 8:
            marks.append(Mark(Role.OWNER, part.text, part))
        else:
            return []
    if (
        marks
        and all(mark.role is Role.OWNER for mark in marks)
        and not _LABEL.match(inside.raw)
        and not _LED.match(inside.raw)
    ):
        return []
    return marks


def _read_part(part: Line) -> Mark | None:
    if (labelled := label_of(part)) is not None:
        return labelled
    raw = part.raw
    if match := _LED.match(raw):
        value = part.cut(match.start("value"), len(raw.rstrip()))
        return Mark(Role.OWNER, value.text, value)
    said = read_status(part.text, in_column=False)
    if said is not None:
        return Mark(Role.STATUS, part.text, part, said)
    if (rag := rag_word(part.text)) is not None and len(part.text) > 2:
        return Mark(Role.RAG, rag[1], part)
    if (years := year_code(part.text)) is not None and years.counted:
        return Mark(Role.YEARS, part.text, part, years=years)
    return _dated(part)


def _dated(part: Line) -> Mark | None:
    """A part that is a date and hardly anything else ("by March 2026", "Due July 2025")."""
    match = _BY.match(part.raw)
    if match is None or len(part.text.split()) > 6:
        return None
    value = part.cut(match.start("value"), len(part.raw.rstrip()))
    if not any(True for _ in find_written(value.text, short=True)) and not re.match(
        r"(?:spring|summer|autumn|winter)\b", value.text, re.I
    ):
        return None
    left = value.text
    for written in reversed(list(find_written(left, short=True))):
        left = left[: written.start] + left[written.end :]
    left = re.sub(
        r"\b(?:the|end|start|of|early|mid|late|spring|summer|autumn|winter|term|to|and|by|from|until|academic|year|19\d\d|20\d\d)\b|[^\w]",
        " ",
        left,
        flags=re.I,
    )
    if left.strip() or parse_when(value.text) is None:
        return None
    role = Role.STARTS if re.match(r"\s*(?:from|starting)\b", part.raw, re.I) else Role.DUE
    return Mark(role, value.text, value)


def _cut_dash(line: Line, marks: list[Mark]) -> Line | None:
    """Words behind the last dashes: the longest stretch that is nothing but a status, a year, a label."""
    raw = line.raw
    end = len(raw.rstrip().rstrip(".;,"))
    for match in list(_DASH.finditer(raw))[-3:]:
        if match.start() > 3 and match.end() < end and end - match.end() <= 160:
            found = _hung(line, match.start(), line.cut(match.end(), end), marks)
            if found is not None:
                return found
    return None


def _cut_sentence(line: Line, marks: list[Mark]) -> Line | None:
    match = _SENTENCE.search(line.raw)
    if match is None:
        return None
    place = line.cut(match.start("said"), match.end("said"))
    said = read_status(place.text, in_column=False)
    if said is not None and (said.is_bare or len(place.text.split()) <= 6):
        marks.append(Mark(Role.STATUS, place.text, place, said))
        return line.cut(0, match.start())
    if (labelled := label_of(place)) is not None and labelled.role is not Role.OTHER:
        marks.append(labelled)
        return line.cut(0, match.start())
    return None


_COMMA = re.compile(r",\s+(?P<said>[A-Za-z -]{4,24}?)(?P<stop>\.?)\s*$")
_BARE_YEAR = re.compile(r"\s(?P<code>(?:Y|Yr|Year)\s?[1-5](?:\s?[–-]\s?(?:Y|Yr|Year)?\s?[1-5])?)\.?\s*$")
_LEAD_YEAR = re.compile(r"^\s*(?P<code>(?:Y|Yr|Year)s?\s?[1-5](?:\s?[–-]\s?[1-5])?)\s*(?::|[–-]\s)\s*(?=\S)")


def _cut_comma(line: Line, marks: list[Mark]) -> Line | None:
    """A bare status behind a comma, a bare year code behind a blank."""
    if (match := _COMMA.search(line.raw)) is not None:
        place = line.cut(match.start("said"), match.end("said"))
        said = read_status(place.text, in_column=False)
        if said is not None and said.is_bare and said.status in ("completed", "ongoing", "in_progress", "not_started"):
            marks.append(Mark(Role.STATUS, place.text, place, said))
            return line.cut(0, match.start())
    if (match := _BARE_YEAR.search(line.raw)) is not None and (years := year_code(match["code"])) is not None:
        place = line.cut(match.start("code"), match.end("code"))
        marks.append(Mark(Role.YEARS, place.text, place, years=years))
        return line.cut(0, match.start())
    return None


def _cut_shout(line: Line, marks: list[Mark]) -> Line | None:
    match = _SHOUTED.search(line.raw)
    if match is None or line.raw.isupper():
        return None
    place = line.cut(match.start("said"), match.end("said"))
    said = read_status(place.text, in_column=False)
    if said is None or not said.is_bare:
        return None
    marks.append(Mark(Role.STATUS, place.text, place, said))
    return line.cut(0, match.start())


def _hung(line: Line, begins: int, place: Line, marks: list[Mark]) -> Line | None:
    said = read_status(place.text, in_column=False)
    if said is not None and (said.is_bare or len(place.text.split()) <= 12):
        marks.append(Mark(Role.STATUS, place.text, place, said))
        return line.cut(0, begins)
    if (rag := rag_word(place.text)) is not None and rag[1].lower() in ("red", "amber", "green"):
        marks.append(Mark(Role.RAG, rag[1], place))
        return line.cut(0, begins)
    years = year_code(place.text)
    if years is not None:
        marks.append(Mark(Role.YEARS, place.text, place, years=years))
        return line.cut(0, begins)
    labelled = _cut_label(line)
    if labelled is not None:
        marks += labelled[1]
        return labelled[0]
    return None


_HUNG_LABEL = re.compile(
    r"(?:\s+[-–—]\s+|\s*[;|]\s*|(?<=[.!?])\s+)(?P<label>[A-Za-z][A-Za-z /&]{1,30}?)\s*:\s*(?P<value>[^:]+)$"
)


def _cut_label(line: Line) -> tuple[Line, list[Mark]] | None:
    """A label and its value at the end: " | Owner: …", "; Due: …"."""
    match = _HUNG_LABEL.search(line.raw)
    if match is None:
        return None
    found = role_of(match["label"])
    if found is None or found[1] < 0.8 or found[0] not in _FIELDS - {Role.OTHER, Role.REF}:
        return None
    value = line.cut(match.start("value"), len(line.raw.rstrip(" .;|")))
    several = _read_parts(line.cut(match.start("label"), len(line.raw.rstrip(" .;|"))))
    marks = several if len(several) > 1 else [Mark(found[0], value.text, value)]
    return line.cut(0, match.start()), marks
