"""The verbs of plans. Each asks its rule, changes, writes the step of history and records, in one transaction."""

from plumbline.journey.plans.drafts import ActionDraft, Passage, PlanDraft, Written
from plumbline.journey.plans.operations.actions import add_action, change_action, remove_action, restore_action
from plumbline.journey.plans.operations.plans import change_plan, create_plan
from plumbline.journey.plans.operations.progress import change_status, note_progress, rate
from plumbline.journey.plans.operations.taking import TakenBack, take_back, take_in

__all__ = [
    "ActionDraft",
    "Passage",
    "PlanDraft",
    "TakenBack",
    "Written",
    "add_action",
    "change_action",
    "change_plan",
    "change_status",
    "create_plan",
    "note_progress",
    "rate",
    "remove_action",
    "restore_action",
    "take_back",
    "take_in",
]
