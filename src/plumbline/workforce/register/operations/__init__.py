"""What can be done to the register."""

from plumbline.workforce.register.operations.ahead import (
    ask_forecast,
    ask_tables,
    end_pack,
    fail_study,
    give_pack,
    save_trainee,
    share_forecast,
    work_out,
)
from plumbline.workforce.register.operations.deciding import (
    accept_extract,
    clear_extract,
    refuse_extract,
    refuse_past_keeping,
    undo_extract,
)
from plumbline.workforce.register.operations.defining import (
    choose_by_hand,
    end_choice,
    read_rule,
    save_definition,
    set_role_family,
)
from plumbline.workforce.register.operations.looking import (
    note_look,
)
from plumbline.workforce.register.operations.people import (
    change_unit,
    erase_past_keeping,
    erase_person,
    join_people,
    object_to_equality,
    part_people,
)
from plumbline.workforce.register.operations.reading import (
    check,
    fail,
    look,
)
from plumbline.workforce.register.operations.releasing import (
    release_figures,
)
from plumbline.workforce.register.operations.uploading import (
    check_again,
    choose_columns,
    upload_extract,
)

__all__ = [
    "accept_extract",
    "ask_forecast",
    "ask_tables",
    "change_unit",
    "check",
    "check_again",
    "choose_by_hand",
    "choose_columns",
    "clear_extract",
    "end_choice",
    "end_pack",
    "erase_past_keeping",
    "erase_person",
    "fail",
    "fail_study",
    "give_pack",
    "join_people",
    "look",
    "note_look",
    "object_to_equality",
    "part_people",
    "read_rule",
    "refuse_extract",
    "refuse_past_keeping",
    "release_figures",
    "save_definition",
    "save_trainee",
    "set_role_family",
    "share_forecast",
    "undo_extract",
    "upload_extract",
    "work_out",
]  # fmt: skip
