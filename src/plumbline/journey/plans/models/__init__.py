"""The nouns of a plan. Each file holds those that change together."""

from plumbline.journey.plans.drafts import Written
from plumbline.journey.plans.models.action import ActionQuerySet, PlannedAction
from plumbline.journey.plans.models.calendar import CalendarAddress
from plumbline.journey.plans.models.carry import CarriedFrom, Dropped, Fate, FirstPromise, How
from plumbline.journey.plans.models.framework import ActionEvidence, Framework, FrameworkItem, Mapping, Wording
from plumbline.journey.plans.models.history import BulkChange, ProgressNote, Rating, ReportingDate, Step
from plumbline.journey.plans.models.importing import PlanImport
from plumbline.journey.plans.models.measure import Measure, Measurement, SubAction
from plumbline.journey.plans.models.people import ActionOwner, OwnerKind, Part
from plumbline.journey.plans.models.plan import Kind, Plan, Section
from plumbline.journey.plans.models.reminding import Reminder, Snooze
from plumbline.journey.plans.models.saved import SavedView
from plumbline.journey.plans.rag import NOT_RATED, Rag
from plumbline.journey.plans.states import ImportState, Status
from plumbline.journey.plans.themes import Theme

__all__ = [
    "NOT_RATED",
    "ActionEvidence",
    "ActionOwner",
    "ActionQuerySet",
    "BulkChange",
    "CalendarAddress",
    "CarriedFrom",
    "Dropped",
    "Fate",
    "FirstPromise",
    "Framework",
    "FrameworkItem",
    "How",
    "ImportState",
    "Kind",
    "Mapping",
    "Measure",
    "Measurement",
    "OwnerKind",
    "Part",
    "Plan",
    "PlanImport",
    "PlannedAction",
    "ProgressNote",
    "Rag",
    "Rating",
    "Reminder",
    "ReportingDate",
    "SavedView",
    "Section",
    "Snooze",
    "Status",
    "Step",
    "SubAction",
    "Theme",
    "Wording",
    "Written",
]
