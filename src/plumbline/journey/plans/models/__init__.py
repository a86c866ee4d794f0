"""The nouns of a plan. Each file holds those that change together."""

from plumbline.journey.plans.drafts import Written
from plumbline.journey.plans.models.action import ActionQuerySet, PlannedAction
from plumbline.journey.plans.models.history import ProgressNote, Rating, Step
from plumbline.journey.plans.models.plan import Kind, Plan, Section
from plumbline.journey.plans.rag import NOT_RATED, Rag
from plumbline.journey.plans.states import Status
from plumbline.journey.plans.themes import Theme

__all__ = [
    "NOT_RATED",
    "ActionQuerySet",
    "Kind",
    "Plan",
    "PlannedAction",
    "ProgressNote",
    "Rag",
    "Rating",
    "Section",
    "Status",
    "Step",
    "Theme",
    "Written",
]
