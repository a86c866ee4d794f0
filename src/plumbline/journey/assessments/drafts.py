"""A self-assessment that is not yet anybody's data: what a reading hands over when a person accepts it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class AnswerDraft:
    """An answer under the question as the document words it. `key` names the topic ("" if it is none that we know),
    `limit` is the form's limit of words (None where it has none)."""

    question: str
    text: str
    key: str = ""
    theme: str = ""
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class FigureDraft:
    """A count that the document states, with the day it speaks of, as written and as a day where it can be one."""

    name: str
    value: float
    as_at_written: str = ""
    as_at_on: date | None = None


@dataclass(frozen=True, slots=True)
class AchievementDraft:
    """Something reported as done, under a theme or a heading of the institution's own, in a period as written."""

    text: str
    theme: str = ""
    section: str = ""
    period: str = ""


@dataclass(frozen=True, slots=True)
class QuotationDraft:
    """Words quoted from somebody."""

    text: str
    said_by: str = ""


@dataclass(frozen=True, slots=True)
class AssessmentDraft:
    """The whole: `stage` is 1, 2, 3 or None where the document does not tell; `form` is its code or ""."""

    stage: int | None = None
    form: str = ""
    document: str = ""
    address: str = ""
    answers: tuple[AnswerDraft, ...] = ()
    figures: tuple[FigureDraft, ...] = ()
    achievements: tuple[AchievementDraft, ...] = ()
    quotations: tuple[QuotationDraft, ...] = ()
