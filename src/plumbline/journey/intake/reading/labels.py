"""Labels of a form's fields ("Name of institutional lead:", "E-mail") and the values that stand beside them."""

# A pattern is one line, however long.
# ruff: noqa: E501, ISC004

from __future__ import annotations

import re
from dataclasses import dataclass

from .wording import mended, without_number, words_in

_BODY = r"(?:organi[sz]ation|institution|university|institute|employer|signatory|college)(?:al)?"
_LEAD = r"(?:institutional |nominated |named |technician |commitment |tc |project |academic |main |primary |the |your |our )*(?:lead|point of contact|contact)(?: person| contact| name)?"
_WHOSE = (
    r"(?:(?:contact|institution(?:al)?|lead(?:'?s)?|lead contact|nominated|office|work|main|direct|your|the|of|tc) )*"
)
_OF_LEAD = rf"(?:,? ?\(?(?:of|for) (?:the )?(?:{_LEAD})\)?| \(.{{2,30}}\))?"

_LABELS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        (
            "institution",
            rf"^(?:the |your |our )?(?:full )?(?:name of (?:the |your |our )?)?(?:signatory |lead |host |submitting |member )?{_BODY}"
            rf"(?:'s)?(?: ?(?:/|or|and|\() ?{_BODY}\)?)*(?: \(?(?:full )?(?:name|title)\)?)?$",
        ),
        (
            "other_person",
            r"^(?:name of (?:the )?)?(?:deputy|co-lead|co lead|vice|assistant|hr|communications|executive|senior|sponsor|chair|head|second|alternative|additional|"
            r"leader|president|principal|vice-?chancellor|chief|director|signatory leader).{0,50}$",
        ),
        ("email", rf"^{_WHOSE}e-?mail(?: address)?(?:es)?{_OF_LEAD}$"),
        (
            "phone",
            rf"^{_WHOSE}(?:(?:tele)?phone|tel\.?|mobile|landline)(?: ?(?:number|no\.?|extension))?{_OF_LEAD}$|^{_WHOSE}(?:contact )?(?:number|no\.)$|^contact (?:number|no\.?|tel\w*\.?)$",
        ),
        (
            "both",
            rf"^{_WHOSE}(?:(?:contact )?(?:details|information)|e-?mail ?(?:/|and|&|or) ?(?:tele)?(?:phone|tel)\w*(?: number)?|(?:tele)?phone ?(?:/|and|&) ?e-?mail)(?: address)?{_OF_LEAD}$",
        ),
        (
            "lead",
            rf"^(?:names?(?:,? (?:and )?[a-z -]{{3,40}})? (?:of|for) (?:the |your )?)?{_LEAD}(?:'s name| name| \(?names?\)?| details)?(?: (?:for|of) the [a-z ]{{5,40}})?$|^lead'?s name$|^named person$",
        ),
        ("name", r"^(?:full |print(?:ed)? |contact )?name$"),
        (
            "post",
            r"^(?:job |current |lead'?s )?(?:title|role|position|post|job)(?: of lead)?$|^department(?:/\w+)?$|^faculty$|^address$",
        ),
        ("submitted", r"^(?:date of submission|submission date|date submitted|date completed|date of completion)$"),
        (
            "other",
            r"^(?:stage|phase|submission stage|year of signing|date (?:of signing|signed up|joined)|ukprn|website|web site)$",
        ),
    )
)
_INSIDE = re.compile(
    r"(?<=\S)(?:\s*[|;\t]\s*|,?\s+)(?=(?:e-?mail|tel(?:ephone)?|phone|contact (?:number|no)|mobile)(?: address| number| no\.?)?\s*:)",
    re.IGNORECASE,
)
_LABELLED = re.compile(r"^\s*([^:\n]{2,90}?)\s*(?::|(?<=\w)\s+[–—-]\s+)\s*(.*)$")


@dataclass(frozen=True, slots=True)
class Labelled:
    """A label at `start` to `label_end` of a piece's text and the value up to `end`, empty where it stands elsewhere."""

    kind: str
    start: int
    label_end: int
    value_start: int
    end: int


def label_kind(text: str) -> str | None:
    """Which field a label names, None where the text is no label."""
    words = without_number(mended(text)).replace("(s)", "").strip(" :*.-_–")
    words = re.sub(r",? (?:and|&) (?:job )?(?:title|role|position|post)s?$", "", words)
    if not words or words_in(words) > 11:
        return None
    for kind, pattern in _LABELS:
        if pattern.search(words):
            return kind
    if words_in(words) <= 11 and re.search(r"\blead\b", words) and re.search(r"\bnames?\b", words):
        return "lead"
    return None


def labels_in(text: str) -> list[Labelled]:
    """The labelled values of a piece, line by line; several may share a line ("E-mail: … Tel: …")."""
    found: list[Labelled] = []
    at = 0
    for line in text.split("\n"):
        cut = 0
        for stop in [*(match.end() for match in _INSIDE.finditer(line)), len(line)]:
            part = line[cut:stop]
            if not without_number(part).strip() and stop < len(line):
                continue
            if (labelled := _labelled(part, at + cut)) is not None:
                found.append(labelled)
            cut = stop
        at += len(line) + 1
    return found


def _labelled(part: str, offset: int) -> Labelled | None:
    match = _LABELLED.match(part)
    if match is not None and (kind := label_kind(match[1])) is not None:
        end = offset + len(part.rstrip(" |;,\t"))
        return Labelled(kind, offset + match.start(1), offset + match.start(2), offset + match.start(2), end)
    if (blank := _by_blank(part, offset)) is not None:
        return blank
    kind = label_kind(part)
    if kind is None or (not part.rstrip().endswith(":") and kind == "other_person"):
        return None
    return Labelled(kind, offset, offset + len(part), offset + len(part), offset + len(part))


_PERSON = r"(?:dr|prof(?:essor)?|mr|mrs|ms|miss|mx|sir|dame)\.? [A-Z]"
_BEHIND_BLANK = {
    "lead": re.compile(rf"^(?i:{_PERSON})"),
    "email": re.compile(r"^\S+@\S+\.\w+$"),
    "phone": re.compile(r"^[+(]?\d[\d ()-]{6,20}$"),
    "institution": re.compile(r"^(?:The )?[A-Z].*\b(?:University|Institute|College|Conservatoire|Prifysgol|Centre)\b"),
}


def _by_blank(part: str, offset: int) -> Labelled | None:
    """A label and its value with only a blank between, as a tab leaves it ("Email a@b.example")."""
    if words_in(part) > 16:
        return None
    for blank in list(re.finditer(r"\s+", part.strip()))[:7]:
        start = offset + len(part) - len(part.lstrip())
        kind = label_kind(part.strip()[: blank.start()])
        value = _BEHIND_BLANK.get(kind or "")
        if value is not None and value.match(part.strip()[blank.end() :]):
            return Labelled(kind or "", start, start + blank.start(), start + blank.end(), offset + len(part.rstrip()))
    return None
