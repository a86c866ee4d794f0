"""Counts of an institution's own people that the text states: technicians, staff, students.

Only what the institution says of itself counts: not attendees, trainees or award winners, not money, not the sector.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from plumbline.foundation.formats.blocks import Piece, Table

from .dates import as_when, find_written
from .ledger import Ledger
from .segments import Part
from .understood import Figure, When
from .wording import fold

_NUMBER = r"(?P<number>\d{1,3}(?:,\d{3})+|\d{2,6}|[1-9])(?!\d|[.,]\d|\s?%|\s?per cent|st\b|nd\b|rd\b|th\b|-\w)"
_ASIDE = r"(?:\s*\([^()]{0,60}\))?"
_QUOTE = r"[\"'‘’“”]?"
_NOUNS = (
    (
        "technicians",
        (
            r"(?:members of )?technical (?:staff|colleagues|professionals|employees|specialists|roles|"
            r"posts|team members)|technicians|(?:members of )?staff (?:members )?(?:in|within|on|"
            r"holding) technical (?:roles|posts|positions|contracts)|(?:people|individuals|colleagues|employees) "
            r"(?:working )?(?:in|within|on|holding) technical (?:roles|posts|positions|jobs|grades|contracts)"
        ),
    ),
    ("academic_staff", r"(?:members of )?academic (?:staff|colleagues)|academics"),
    ("professional_services_staff", r"professional services? staff"),
    ("undergraduate_students", r"undergraduate(?: student)?s"),
    ("postgraduate_students", r"postgraduate(?: student)?s"),
    ("students", r"students|learners"),
    ("people", r"people"),
    ("staff", r"(?:members of )?staff(?: members| in total)?|employees|(?:staff )?colleagues"),
)
_MODIFIERS = r"(?:(?:full[- ]time|total|registered|enrolled|individual|dedicated|employed|current) )?"
_STATES = re.compile(
    r"\bemploy(?:s|ed|ing)?\b|\bha(?:s|ve|d)\b|\bhosts?\b|\bhome to\b|\bthere (?:are|were)\b|"
    r"\btotal|\bof (?:which|whom)\b|\bcompris|"
    r"\bconsist|\bnumber|\bworkforce\b|\bcommunity of\b|\bheadcount\b|\bwith\b|\bsupport(?:s|"
    r"ed by)\b|\b(?:is|are) made up of\b|\bincluding\b|\bteach(?:es|ing)?\b|\beducat(?:es|ing)\b"
)
_OTHERWISE = re.compile(
    r"\battend|\bparticipa|\bdelegate|\btrain(?:ed|ing)\b|\bcomplet|\bregister(?:ed|ing)? (?:with|"
    r"as|in|to|for)\b|\bbecame\b|\bbecome\b|\baward|\bnominat|\bappl(?:ied|y|ications?)\b|"
    r"\bundert(?:ook|aken?)\b|\benrol(?:led)? on\b|\bengaged\b|\bbenefi|\bachiev|\bpromot|"
    r"\bshortlist|\bapprentice|\bfund(?:ed|ing)\b|\bjoin(?:ed)?\b|\brespon|"
    r"\bsurvey|\bnew\b|\badditional\b|\bmore than one\b|\bfurther\b|\bincreas|\bextra\b|\bwin|"
    r"\bwon\b|\bpresent(?:ed|ing|ation)|\bvisit|\bsign(?:ed)? up\b|"
    r"\bsector\b|\bnationally\b|\bacross the uk\b|\bin the uk\b|\bpartnership\b|\bconsortium\b|"
    r"\baim|\btarget|\bwill\b|\bplan to\b|\bby 20\d\d\b|\beach\b|\bper\b|\bgroup of\b|\bpanel\b"
)
_EMPLOYS = re.compile(r"\bemploy(?:s|ed|ing)?\s+(?:approximately |around |about |over |some )?$")
_OUR = re.compile(r"\b(?:our|its|the university's|the institute's|the college's)\s+(?:[\w-]+\s+)?$")
_AS_AT = re.compile(r"\b(?:as at|as of|at|on|in|correct at|snapshot)\b[\s:]*(?:the )?(?:end of )?$")
_NOT_AS_AT = re.compile(r"\b(?:since|from|founded|established|until|by|before|after|between)\b[\s:]*(?:the )?$")
_SENTENCE = re.compile(
    r"(?<=[.!?])(?<!approx\.)(?<!\bc\.)(?<!ca\.)(?<!no\.)(?<!fig\.)(?<!inc\.)\s+(?=[A-Z\d\"“])|\n", re.IGNORECASE
)


def read_figures(parts: Iterable[Part], ledger: Ledger, *, is_about_people: bool) -> list[Figure]:
    """Figures stated in running text. `is_about_people`: the question asks for such counts, so less need be said."""
    found: list[Figure] = []
    for piece, start, end in parts:
        at = start
        for sentence in _SENTENCE.split(piece.text[start:end]):
            offset = piece.text.find(sentence, at)
            at = offset + len(sentence)
            found += _in_sentence(sentence, offset, piece, ledger, is_about_people)
    return found


def read_counts(tables: Sequence[Table], ledger: Ledger) -> list[Figure]:
    """The total of a table that counts technicians, where the table gives one."""
    found: list[Figure] = []
    for table in tables:
        heads = " ".join(fold(cell.text) for cell in table.rows[0].cells) if table.rows else ""
        if (
            not re.search(r"technic", heads)
            or not re.search(r"number|headcount|count\b|no\.|technicians", heads)
            or "fte" in heads
        ):
            continue
        for row in table.rows[1:]:
            cells = [cell for cell in row.cells if cell.text.strip()]
            if len(cells) != 2 or not re.match(r"(?:grand )?total\b", fold(cells[0].text)):
                continue
            if (number := re.fullmatch(r"\d{1,3}(?:,\d{3})+|\d{1,6}", cells[1].text.strip())) is not None:
                source = ledger.source(cells[1].pieces[0])
                found.append(Figure((source,), 0.9, {}, "technicians", int(number[0].replace(",", ""))))
    return found


def unique(figures: Sequence[Figure]) -> list[Figure]:
    """Each figure once; one without a date gives way to the same with one."""
    kept: dict[tuple[str, float], Figure] = {}
    for figure in figures:
        key = (figure.name, figure.value)
        if key not in kept or (kept[key].as_at is None and figure.as_at is not None):
            kept[key] = figure
    return list(kept.values())


def _in_sentence(sentence: str, offset: int, piece: Piece, ledger: Ledger, is_about_people: bool) -> list[Figure]:
    lower = sentence.lower().replace("’", "'").replace("‘", "'")
    taken: list[tuple[int, int]] = []
    found: list[Figure] = []
    for name, noun in _NOUNS:
        pattern = re.compile(
            rf"(?<![\d£$€#.-]){_NUMBER}{_ASIDE}\s+{_MODIFIERS}{_QUOTE}(?:{noun})\b(?!\s+(?:development|"
            rf"network|hours|days|roles? (?:model|descr)|survey|members? of the))"
        )
        for match in pattern.finditer(lower):
            if any(match.start() < stop and start < match.end() for start, stop in taken) or _is_year(match):
                continue
            taken.append(match.span())
            if name == "people" and not _EMPLOYS.search(lower[: match.start()]):
                continue
            if _is_own(lower, match.start(), match.end(), is_about_people):
                found.append(_figure("staff" if name == "people" else name, match, lower, offset, piece, ledger))
    share = re.compile(
        rf"of (?:which|whom),?\s+(?:approximately |around |about |over |some )?{_NUMBER}\s+(?:are|is|"
        rf"work|hold|were)\s+(?:in )?{_QUOTE}techn(?:ical|icians)"
    )
    found += [_figure("technicians", match, lower, offset, piece, ledger) for match in share.finditer(lower)]
    counted = re.compile(
        rf"\b(?:(?:total )?number of (?P<who>technicians|technical staff|staff|students)|"
        rf"(?P<head>technician headcount))(?: (?:employed|we employ|at [\w ]{{3,40}}))?\s*(?:is|are|:|"
        rf"=|was|stands at|-)\s*(?:approximately |around |about |c\.? ?)?{_NUMBER}"
    )
    body = re.compile(
        rf"\btechnical (?:workforce|community|staff)(?: body)? (?:of|numbers?|numbering|totals?|totalling|comprises|"
        rf"stands at)\s+(?:approximately |around |about |over |some |nearly |c\.? ?)?{_NUMBER}"
    )
    for match in body.finditer(lower):
        if not any(match.start() < stop and start < match.end() for start, stop in taken):
            found.append(_figure("technicians", match, lower, offset, piece, ledger))
    for match in counted.finditer(lower):
        who = match["who"] or "technicians"
        found.append(_figure("technicians" if who.startswith("techn") else who, match, lower, offset, piece, ledger))
    return found


def _is_own(lower: str, start: int, end: int, is_about_people: bool) -> bool:
    """Whether the words around the count say that these people belong to the institution."""
    clause_start = max(lower.rfind(mark, 0, start) for mark in (";", ". ", "\n")) + 1
    before, after = lower[clause_start:start], re.split(r";|\. ", lower[end : end + 60])[0]
    around = before[-90:] + " " + after
    if _OTHERWISE.search(around) or re.match(r"\s*(?:who|that|to)\b(?! (?:work|are based|support))", after):
        return False
    if re.search(r"\b(?:one|1|two|some|many|most|none) of (?:the )?$", before) or re.search(
        r"\bfrom (?:the )?$", before
    ):
        return False
    return bool(
        _STATES.search(before)
        or _OUR.search(before)
        or (is_about_people and re.search(r"\b(?:work|based|across|located|employed|are)\b", after))
    )


def _is_year(match: re.Match[str]) -> bool:
    return bool(re.fullmatch(r"(?:19|20)\d\d", match["number"])) and "students" not in match[0]


def _figure(name: str, match: re.Match[str], lower: str, offset: int, piece: Piece, ledger: Ledger) -> Figure:
    value = int(match["number"].replace(",", ""))
    source = ledger.source(piece, offset + match.start(), offset + match.end())
    is_rough = bool(
        re.search(
            r"\b(?:approximately|approx\.?|around|about|circa|c\.?|over|nearly|almost|some|roughly|more than)\s*$",
            lower[: match.start("number")],
        )
    )
    sentence = piece.text[offset : offset + len(lower)]
    return Figure((source,), 0.85 if is_rough else 0.93, {}, name, value, _as_at(sentence))


def _as_at(sentence: str) -> When | None:
    """The one date of the sentence that says when the count held."""
    dates = [each for each in find_written(sentence) if each.precision in ("day", "month", "year")]
    fitting = [each for each in dates if _holds(sentence[: each.start], sentence[each.end :])]
    return as_when(fitting[0], "as_at") if len(fitting) == 1 and len(dates) == 1 else None


def _holds(before: str, after: str) -> bool:
    lower = before.lower()
    if _NOT_AS_AT.search(lower):
        return False
    return bool(_AS_AT.search(lower)) or (lower.rstrip().endswith("(") and after.lstrip().startswith(")"))
