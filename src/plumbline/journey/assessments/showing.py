"""What pages of a self-assessment put into their templates: the whole document in reading order, and its parts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from plumbline.journey.assessments.models import Assessment, Attachment
from plumbline.journey.assessments.numbering import (
    APPENDIX,
    EVIDENCE,
    FIGURE,
    Attached,
    Numbered,
    drawn,
    mark_of,
    numbered,
)
from plumbline.journey.evidence.models import Kind as EvidenceKind
from plumbline.platform.questionnaires.checking import NOTHING, Given, asked_places
from plumbline.platform.questionnaires.definition import Definition, Kind, Place, Question, Section

NUMBERS = {EvidenceKind.PHOTO: FIGURE, EvidenceKind.FILE: APPENDIX}


@dataclass(frozen=True, slots=True)
class Piece:
    """Evidence under an answer, as it is read: its number or "", its mark, its caption."""

    attachment: Attachment
    label: str
    mark: str


@dataclass(frozen=True, slots=True)
class Read:
    """One answer as it is read: the question's words and what stands there, its tables and marks drawn as numbers."""

    question: Question
    item: str
    given: Given
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class ReadSection:
    """A section as it is read. `parts` are the keys of what other rooms put here."""

    section: Section
    answers: tuple[Read, ...]
    parts: tuple[str, ...]


def attached_of(attachment: Attachment) -> Attached:
    """A piece for the numbering. What was removed or withdrawn has no number any more."""
    evidence = attachment.evidence
    is_gone = attachment.removed_at is not None or evidence.is_removed or evidence.is_withdrawn
    kind = NUMBERS.get(EvidenceKind(evidence.kind), EVIDENCE)
    return Attached(mark_of(evidence.number), kind, attachment.said, is_gone)


def numbers_of(asks: Definition, given: Mapping[Place, Given], attachments: Sequence[Attachment]) -> Numbered:
    """The numbers of the whole document. Answers that do not apply or are not asked have none."""
    parts = []
    for section in asks.sections:
        for place in asked_places(asks, given, section):
            one = given.get(place, NOTHING)
            if not one.not_applicable:
                mine = [attached_of(each) for each in attachments if each.place == place]
                parts.append((place, one.body if _is_long(asks, place) else "", mine))
    return numbered(parts)


def read_through(
    asks: Definition, given: Mapping[Place, Given], attachments: Sequence[Attachment]
) -> list[ReadSection]:
    """The whole document in reading order."""
    numbers = numbers_of(asks, given, attachments)
    return [
        ReadSection(
            section,
            tuple(
                _read(asks, place, given.get(place, NOTHING), attachments, numbers)
                for place in asked_places(asks, given, section)
            ),
            tuple(question.part for question in section.questions if question.kind == Kind.PART),
        )
        for section in asks.sections
    ]


def _read(asks: Definition, place: Place, given: Given, attachments: Sequence[Attachment], numbers: Numbered) -> Read:
    question, item = asks.question(place.question), asks.item(place)
    assert question is not None
    body = drawn(place, given.body, numbers) if question.kind == Kind.LONG else given.body
    pieces = tuple(
        Piece(each, numbers.label(mark_of(each.evidence.number)), mark_of(each.evidence.number))
        for each in attachments
        if each.place == place and not attached_of(each).is_gone and not given.not_applicable
    )
    shown = Given(body, given.number, given.not_applicable, given.reason)
    return Read(question, item.title if item else "", shown, pieces)


def _is_long(asks: Definition, place: Place) -> bool:
    question = asks.question(place.question)
    return question is not None and question.kind == Kind.LONG


def parts_shown(assessment: Assessment, section: Section) -> dict[str, dict[str, Any]]:
    """What a section's page says of the parts that other rooms keep, by question."""
    titles = {
        "plan": (_("Action plan"), assessment.forward_plan),
        "retrospective": (_("Plan looked back on"), assessment.previous_plan),
    }
    shown = {}
    for question in section.questions:
        if question.kind == Kind.PART:
            title, plan = titles.get(question.part, ("", None))
            shown[question.key] = {"part": question.part, "title": title, "plan": plan}
    return shown
