"""Refusals: what the house says when it will not do something."""

from __future__ import annotations


class Refused(Exception):  # noqa: N818 (a refusal is not an error: it is an answer)
    """An operation that was not done. `message` is a sentence that a person can act on, in their language;
    `field` names the form field it is about, or None when it is about the whole."""

    def __init__(self, message: object, field: str | None = None) -> None:
        self.message = str(message)
        self.field = field
        super().__init__(self.message)


class Overtaken(Refused):
    """Refused because somebody else changed the thing meanwhile. `seen` names the version that stands now: whoever
    saves again after having been told overwrites that one knowingly."""

    def __init__(self, message: object, field: str | None = None, *, seen: str) -> None:
        super().__init__(message, field)
        self.seen = seen
