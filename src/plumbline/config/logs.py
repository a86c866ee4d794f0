"""How a log line looks, and what never stands in one."""

from __future__ import annotations

import logging
import re

ADDRESS = re.compile(r"[^\s@<>\"'(),;:]+@[^\s@<>\"'(),;:]+\.[^\s@<>\"'(),;:]+")
SECRET_PATH = re.compile(r"/(sign-in/link|invitations)/[\w-]{20,}")


def without_secrets(text: str) -> str:
    """`text` with e-mail addresses and the secrets of single-use links taken out."""
    return SECRET_PATH.sub(r"/\1/…", ADDRESS.sub("…@…", text))


class WithoutAddresses(logging.Filter):
    """Takes addresses out of the message before it is formatted."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Always lets the line through, cleaned."""
        record.msg, record.args = without_secrets(record.getMessage()), ()
        return True


class Line(logging.Formatter):
    """One line: when, how bad, where from, what. Tracebacks follow, cleaned as well."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")

    def formatException(self, ei: object) -> str:  # noqa: N802 (logging's own name)
        """A traceback may quote an address."""
        return without_secrets(super().formatException(ei))  # type: ignore[arg-type]
