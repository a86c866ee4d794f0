"""Belonging: whether a document that holds something like a plan is about technicians at all, or another paper."""

from __future__ import annotations

import re

from plumbline.foundation.formats.blocks import Document

from .understood import Understood

_OTHER_PAPER = re.compile(
    r"^\W*(?:(?:draft|unconfirmed|confirmed|approved)\s+)?(?:minutes|agenda|notes of|meeting notes|terms of reference|"
    r"curriculum vitae|cv\b|job (?:description|advert)|person specification|vacancy|timetable|programme of events)\b|"
    r"\b(?:minutes of|minutes$|meeting minutes|terms of reference|job description|person specification|"
    r"curriculum vitae|timetable|risk (?:assessment|register))\b",
    re.IGNORECASE,
)
_TECHNICAL = re.compile(
    r"\btechnicians?\b|\btechnical (?:staff|teams?|services|colleagues|workforce|community|roles?|careers?|skills)\b|"
    r"\btechnegwyr\b|\btechnegydd\b",
    re.IGNORECASE,
)
_PLAN = re.compile(r"\baction plan\b|\bself[- ]assessment\b|\bcynllun gweithredu\b", re.IGNORECASE)
_LOOKED_AT = 4


def is_other_paper(document: Document) -> bool:
    """Whether the first lines say that the document is minutes, an agenda, a timetable or the like."""
    opening = [piece.text for piece in document.pieces() if piece.text.strip()][:_LOOKED_AT]
    return any(
        len(text.split()) <= 16 and _OTHER_PAPER.search(text) and not re.search(r"\baction plan\b", text, re.IGNORECASE)
        for text in opening
    )


def is_about_technicians(document: Document, found: Understood) -> bool:
    """Whether the document speaks of technical staff, calls itself an action plan in its first lines, or has an action
    under one of the themes. Whoever uploads a bare plan has said whose it is: only what points elsewhere is refused."""
    if any(action.themes for plan in found.plans for action in plan.actions):
        return True
    if any(done.theme for done in found.achievements):
        return True
    opening = [piece.text for piece in document.pieces() if piece.text.strip()][:_LOOKED_AT]
    if any(_PLAN.search(text) for text in opening if len(text.split()) <= 16):
        return True
    return any(_TECHNICAL.search(piece.text) for piece in document.pieces())
