"""Questions about the register."""

from plumbline.workforce.register.queries.changes import changes, told_changes
from plumbline.workforce.register.queries.extracts import (
    CHECK,
    CLEAR,
    LOOK,
    begins_on,
    extract_by_key,
    extracts,
    job_for,
    job_key,
    newest_accepted,
    remembered,
)

__all__ = [
    "CHECK", "CLEAR", "LOOK", "begins_on", "changes", "extract_by_key", "extracts", "job_for", "job_key",
    "newest_accepted", "remembered", "told_changes",
]  # fmt: skip
