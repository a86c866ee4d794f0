"""The verbs of plans. Each asks its rule, changes, writes the step of history and records, in one transaction."""

from plumbline.journey.plans.drafts import (
    ActionDraft,
    MeasureDraft,
    OwnerDraft,
    Passage,
    PlanDraft,
    SubActionDraft,
    Written,
)
from plumbline.journey.plans.next_plan import Choice
from plumbline.journey.plans.operations.actions import add_action, change_action, remove_action, restore_action
from plumbline.journey.plans.operations.bulk import Changed, change_many
from plumbline.journey.plans.operations.calendar import end_calendar_address, make_calendar_address
from plumbline.journey.plans.operations.carry import (
    Carried,
    carry_forward,
    link_actions,
    set_first_promise,
    unlink_actions,
)
from plumbline.journey.plans.operations.frameworks import load_frameworks, move_mappings, put_framework
from plumbline.journey.plans.operations.importing import JOB as IMPORT_JOB
from plumbline.journey.plans.operations.importing import (
    accept_import,
    compare_import,
    drop_import,
    undo_import,
    upload_import,
)
from plumbline.journey.plans.operations.measuring import tick_sub_action, write_measurement
from plumbline.journey.plans.operations.plans import change_plan, create_plan
from plumbline.journey.plans.operations.progress import change_status, note_progress, rate, report
from plumbline.journey.plans.operations.reminding import remind, remind_of, snooze
from plumbline.journey.plans.operations.reporting import (
    Given,
    Sitting,
    add_reporting_date,
    close_reporting_date,
    drop_reporting_date,
    rate_many,
    reopen_reporting_date,
)
from plumbline.journey.plans.operations.saved import drop_view, save_view
from plumbline.journey.plans.operations.taking import TakenBack, take_back, take_in
from plumbline.journey.plans.operations.undoing import undo, undo_many

__all__ = [
    "IMPORT_JOB",
    "ActionDraft",
    "Carried",
    "Changed",
    "Choice",
    "Given",
    "MeasureDraft",
    "OwnerDraft",
    "Passage",
    "PlanDraft",
    "Sitting",
    "SubActionDraft",
    "TakenBack",
    "Written",
    "accept_import",
    "add_action",
    "add_reporting_date",
    "carry_forward",
    "change_action",
    "change_many",
    "change_plan",
    "change_status",
    "close_reporting_date",
    "compare_import",
    "create_plan",
    "drop_import",
    "drop_reporting_date",
    "drop_view",
    "end_calendar_address",
    "link_actions",
    "load_frameworks",
    "make_calendar_address",
    "move_mappings",
    "note_progress",
    "put_framework",
    "rate",
    "rate_many",
    "remind",
    "remind_of",
    "remove_action",
    "reopen_reporting_date",
    "report",
    "restore_action",
    "save_view",
    "set_first_promise",
    "snooze",
    "take_back",
    "take_in",
    "tick_sub_action",
    "undo",
    "undo_import",
    "undo_many",
    "unlink_actions",
    "upload_import",
    "write_measurement",
]
