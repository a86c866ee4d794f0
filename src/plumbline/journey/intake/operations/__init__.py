"""The verbs of documents: upload, read, correct, accept, take back, put aside, erase."""

from plumbline.journey.intake.operations.accepting import accept, undo_acceptance
from plumbline.journey.intake.operations.correcting import Stale, correct, undo_last
from plumbline.journey.intake.operations.keeping import drop, erase, erase_past_keeping
from plumbline.journey.intake.operations.reading import Progress, begin, finish, read_now, refuse
from plumbline.journey.intake.operations.uploading import SameFile, read_again, try_again, upload

__all__ = [
    "Progress",
    "SameFile",
    "Stale",
    "accept",
    "begin",
    "correct",
    "drop",
    "erase",
    "erase_past_keeping",
    "finish",
    "read_again",
    "read_now",
    "refuse",
    "try_again",
    "undo_acceptance",
    "undo_last",
    "upload",
]
