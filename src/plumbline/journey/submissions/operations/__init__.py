"""The verbs of dates: keep the timetable, work out what is due, agree, ask for more time, answer, receive."""

from plumbline.journey.submissions.operations.dues import agree_date, record_received, work_out
from plumbline.journey.submissions.operations.extensions import answer_extension, ask_extension, take_back_extension
from plumbline.journey.submissions.operations.timetable import (
    choose_timetable,
    load_timetable,
    remove_window,
    set_phase_date,
    set_stage_rule,
    set_window,
)

__all__ = [
    "agree_date",
    "answer_extension",
    "ask_extension",
    "choose_timetable",
    "load_timetable",
    "record_received",
    "remove_window",
    "set_phase_date",
    "set_stage_rule",
    "set_window",
    "take_back_extension",
    "work_out",
]
