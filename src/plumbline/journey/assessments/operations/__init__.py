"""The verbs of self-assessments."""

from plumbline.journey.assessments.drafts import (
    AchievementDraft,
    AnswerDraft,
    AssessmentDraft,
    FigureDraft,
    QuotationDraft,
)
from plumbline.journey.assessments.operations.taking import correct_answer, take_back, take_in

__all__ = [
    "AchievementDraft",
    "AnswerDraft",
    "AssessmentDraft",
    "FigureDraft",
    "QuotationDraft",
    "correct_answer",
    "take_back",
    "take_in",
]
