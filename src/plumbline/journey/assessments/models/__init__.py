"""The nouns of self-assessments: what was taken in from documents."""

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

__all__ = ["Achievement", "Answer", "Assessment", "Figure", "Form", "Quotation", "Step", "Theme"]
