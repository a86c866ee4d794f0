"""Coded text: running text whose actions carry year codes, cut into its objective, its actions and the rest."""

from __future__ import annotations

# ruff: noqa: E501 (patterns are easier to read unbroken)
import re

from .lines import Line
from .years import year_code

_YEAR_IN = re.compile(r"[\[(]\s*(?P<code>[^()\[\]]{2,30})\s*[\])]")


_YEAR_HEAD = re.compile(
    r"(?:^|(?<=[.;]\s))(?P<code>(?:Y|Yr|Year)s?\s?\d(?:\s?[–-]\s?\d)?|20\d\d(?:/\d\d)?)\s*[:–—]\s+", re.I
)


def coded_parts(line: Line) -> tuple[Line | None, list[Line], list[Line]]:
    """Running text cut at its year codes: the objective before, the actions with their codes, labelled text after."""
    raw = line.raw
    begin = 0
    objective: Line | None = None
    if match := re.match(
        r"\s*(?:objective|aim|goal|priority)\s*\d*\s*[:.–—-]\s*(?:[^.:;]*?)(?:[.:;]\s+|\s+(?=actions?\s*:))(?:(?:our |key |planned )?actions?(?: include| are)?\s*:?\s+)?",
        raw,
        re.I,
    ):
        objective = line.cut(0, match.end())
        text = re.sub(
            r"[\s.:;]*(?:(?:our |key |planned )?actions?(?: include| are)?\s*:?\s*)?$", "", objective.raw, flags=re.I
        )
        objective = line.cut(0, len(text))
        begin = match.end()
    codes = [
        match
        for match in _YEAR_IN.finditer(raw, begin)
        if (mark := year_code(match["code"])) and (mark.counted or mark.calendar)
    ]
    heads = list(_YEAR_HEAD.finditer(raw, begin))
    parts: list[Line] = []
    if len(heads) >= 2:
        ends = [match.start() for match in heads[1:]] + [len(raw)]
        return objective, [_trim(line, match.start(), end) for match, end in zip(heads, ends, strict=True)], []
    if len(codes) < 2 and not (objective is not None and codes):
        return (objective, [_trim(line, begin, len(raw))], []) if objective is not None else (None, [line], [])
    at = begin
    for match in codes:
        parts.append(_trim(line, at, match.end()))
        at = match.end()
    rest = _trim(line, at, len(raw))
    return (
        objective,
        [part for part in parts if re.search(r"\w{3}", part.raw)],
        [rest] if re.search(r"\w{2}", rest.raw) else [],
    )


def _trim(line: Line, start: int, end: int) -> Line:
    lead = re.match(r"[\s.;,:–—-]*(?:and\s+)?", line.raw[start:end])
    return line.cut(start + (lead.end() if lead else 0), end)


def has_codes(line: Line) -> bool:
    """Whether year codes in brackets hang on the text."""
    return (
        any((mark := year_code(match["code"])) is not None and mark.counted for match in _YEAR_IN.finditer(line.raw))
        or len(_YEAR_HEAD.findall(line.raw)) >= 2
    )
