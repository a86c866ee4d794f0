"""The nouns of self-assessments: taken in from documents, and written here."""

from plumbline.journey.assessments.models.looking_back import LookedBack
from plumbline.journey.assessments.models.taken import (
    Achievement,
    Answer,
    Assessment,
    Figure,
    Form,
    Quotation,
    Step,
    Theme,
)
from plumbline.journey.assessments.models.written import (
    Attachment,
    Delegation,
    DelegationStep,
    OwnGuidance,
)
from plumbline.journey.assessments.states import DelegationState

__all__ = [
    "Achievement",
    "Answer",
    "Assessment",
    "Attachment",
    "Delegation",
    "DelegationState",
    "DelegationStep",
    "Figure",
    "Form",
    "LookedBack",
    "OwnGuidance",
    "Quotation",
    "Step",
    "Theme",
]
