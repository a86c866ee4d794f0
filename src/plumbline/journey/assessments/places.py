"""The keys under which comments and presence know a place of a self-assessment: a pure calculation."""

from __future__ import annotations

from plumbline.journey.assessments.models import Assessment
from plumbline.platform.questionnaires.definition import Place


def talk_key(assessment: Assessment, place: Place) -> str:
    """Where the comments beside one answer are kept."""
    return f"assessment:{assessment.pk}:{place.question}:{place.item}"


def here_key(assessment: Assessment, section: str) -> str:
    """Where it is known who has a section open."""
    return f"assessment:{assessment.pk}:{section}"
