"""What can be done to the register."""

from plumbline.workforce.register.operations.deciding import (
    accept_extract,
    clear_extract,
    refuse_extract,
    refuse_past_keeping,
    undo_extract,
)
from plumbline.workforce.register.operations.looking import note_look
from plumbline.workforce.register.operations.reading import check, fail, look
from plumbline.workforce.register.operations.uploading import check_again, choose_columns, upload_extract

__all__ = [
    "accept_extract", "check", "check_again", "choose_columns", "clear_extract", "fail", "look", "note_look",
    "refuse_extract", "refuse_past_keeping", "undo_extract", "upload_extract",
]  # fmt: skip
