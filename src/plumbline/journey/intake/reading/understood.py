"""What a reading understood of a document: the nouns of the published JSON, version 1."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

SCHEMA = "plumbline/reading/1"

THEMES = ("visibility", "recognition", "career_development", "sustainability", "evaluating_impact")
STATUSES = ("not_started", "in_progress", "completed", "ongoing", "embedded", "stopped")
RAGS = ("red", "amber", "green")
PLAN_KINDS = ("previous", "forward")


@dataclass(frozen=True, slots=True)
class Source:
    """A passage: the piece at (`page`, `block`, `cell`, `line`) and the characters `start` to `end` of its text.
    Pages and blocks count as in `foundation.formats.blocks.Place`."""

    page: int | None
    block: int
    cell: tuple[int, int] | None = None
    line: int = 0
    start: int = 0
    end: int | None = None


@dataclass(slots=True)
class Note:
    """Where one field came from and how sure the reader is, from 0 to 1."""

    sources: tuple[Source, ...] = ()
    confidence: float = 1.0


@dataclass(slots=True)
class Thing:
    """Anything understood: where it came from, how sure the reader is, and where single fields differ."""

    sources: tuple[Source, ...] = ()
    confidence: float = 1.0
    fields: dict[str, Note] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class When:
    """A date as it is written, and as ISO 8601 (YYYY-MM-DD) where it can be one, else None."""

    written: str
    on: str | None = None


@dataclass(slots=True)
class Lead(Thing):
    """The nominated institutional lead, as the document names them."""

    name: str | None = None
    email: str | None = None
    phone: str | None = None


@dataclass(slots=True)
class Signature(Thing):
    """One of the two signatures. `signed` is None where one cannot tell."""

    role: str = "lead"
    name: str | None = None
    office: str | None = None
    signed: bool | None = None
    date: When | None = None


@dataclass(slots=True)
class Publication(Thing):
    """The publication answer. `state` is "published", "in_progress", "not_published" or None."""

    url: str | None = None
    state: str | None = None
    text: str | None = None


@dataclass(slots=True)
class AnswerPart(Thing):
    """A part of an answer under a heading: of a standard theme, or (`theme` None) one of the institution's own."""

    theme: str | None = None
    heading: str | None = None
    text: str = ""


@dataclass(slots=True)
class Answer(Thing):
    """A question as the document words it, with its answer. `key` names the topic (see topics.py) or is None;
    `words` counts the answer's words, `limit` is the form's limit where it has one. `theme` is None in what the
    reader gives; people may set it. `parts` are the same words once more, divided, where headings of themes divide
    the answer."""

    question: str = ""
    text: str = ""
    key: str | None = None
    theme: str | None = None
    words: int = 0
    limit: int | None = None
    parts: list[AnswerPart] = field(default_factory=list)


@dataclass(slots=True)
class Figure(Thing):
    """A count stated in the text: `name` is technicians, staff, students, …"""

    name: str = ""
    value: float | int = 0
    as_at: When | None = None


@dataclass(slots=True)
class Action(Thing):
    """One action of a plan with all that its row or bullet said. What is not said is None."""

    ref: str | None = None
    text: str = ""
    themes: list[str] = field(default_factory=list)
    section: str | None = None
    objective: str | None = None
    owner: str | None = None
    starts: When | None = None
    ends: When | None = None
    due: When | None = None
    years: list[int] = field(default_factory=list)
    measure: str | None = None
    progress: str | None = None
    comments: str | None = None
    resource: str | None = None
    priority: str | None = None
    links: list[str] = field(default_factory=list)
    status: str | None = None
    rag: str | None = None
    rag_seen: str | None = None
    """What the RAG was seen in: the word, or the fill as "#rrggbb"."""
    explanation: str | None = None
    other: dict[str, str] = field(default_factory=dict)
    """Columns that have no field of their own, by their heading."""


@dataclass(slots=True)
class Plan(Thing):
    """A plan: "previous" (looked back on) or "forward"."""

    kind: str = "forward"
    title: str | None = None
    starts: When | None = None
    ends: When | None = None
    actions: list[Action] = field(default_factory=list)


@dataclass(slots=True)
class Achievement(Thing):
    """Something reported as done. Never made into an action."""

    theme: str | None = None
    text: str = ""
    section: str | None = None
    period: str | None = None


@dataclass(slots=True)
class Quotation(Thing):
    """Words quoted from somebody: a feedback letter's verdict, a testimonial."""

    text: str = ""
    said_by: str | None = None


@dataclass(slots=True)
class Sector(Thing):
    """What a sector report says: signatories, phases, board, case studies."""

    signatories: list[dict[str, Any]] = field(default_factory=list)
    phases: list[dict[str, Any]] = field(default_factory=list)
    board: list[dict[str, Any]] = field(default_factory=list)
    case_studies: list[dict[str, Any]] = field(default_factory=list)


@dataclass(slots=True)
class Leftover(Thing):
    """Text that was put nowhere ("not placed"), or left out for a reason."""

    text: str = ""
    reason: str | None = None


@dataclass(slots=True)
class Understood(Thing):
    """The whole of what a reading understood. `stage` is 1, 2, 3 or None; `form` is "stage_1_full",
    "stage_1_short", "stage_2", "stage_3" or None; `kind` is "submission", "plan", "update", "sector_report" or None."""

    name: str = ""
    kind: str | None = None
    institution: str | None = None
    stage: int | None = None
    form: str | None = None
    lead: Lead | None = None
    signatures: list[Signature] = field(default_factory=list)
    publication: Publication | None = None
    answers: list[Answer] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    plans: list[Plan] = field(default_factory=list)
    achievements: list[Achievement] = field(default_factory=list)
    quotations: list[Quotation] = field(default_factory=list)
    sector: Sector | None = None
    not_placed: list[Leftover] = field(default_factory=list)
    left_out: list[Leftover] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
