"""The verbs of texts."""

from plumbline.platform.texts.operations.presence import be_here, forget_absent, leave
from plumbline.platform.texts.operations.saving import Saved, create_text, restore_version, save_text, settle_aside
from plumbline.platform.texts.operations.talking import reopen_comment, resolve_comment, write_comment

__all__ = [
    "Saved", "be_here", "create_text", "forget_absent", "leave", "reopen_comment", "resolve_comment",
    "restore_version", "save_text", "settle_aside", "write_comment",
]  # fmt: skip
