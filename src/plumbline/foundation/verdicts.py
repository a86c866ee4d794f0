"""Yes, or no with the reason: one answer for the page, the operation and the test."""

from __future__ import annotations

from dataclasses import dataclass

from plumbline.foundation.problems import Refused


@dataclass(frozen=True, slots=True)
class Verdict:
    """Truthy or falsy. `reason` is a sentence for the person; `field` is the form field it is about, if one."""

    reason: str = ""
    field: str | None = None

    def __bool__(self) -> bool:
        raise NotImplementedError("A verdict is Allowed or Denied.")

    def or_raise(self) -> None:
        """Go on when allowed; raise `Refused` with the reason when not."""
        if not self:
            raise Refused(self.reason, self.field)


@dataclass(frozen=True, slots=True)
class Allowed(Verdict):
    """Yes."""

    def __bool__(self) -> bool:
        return True


@dataclass(frozen=True, slots=True)
class Denied(Verdict):
    """No. A denial without a reason would leave a person stuck, so it cannot be made."""

    def __post_init__(self) -> None:
        if not self.reason:
            raise ValueError("A denial needs a reason.")

    def __bool__(self) -> bool:
        return False
