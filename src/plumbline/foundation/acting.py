"""Who acts, as far as the plumbing needs to know: a key. Rooms upstairs know more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


class Acting(Protocol):
    """Anything that can answer for a change. `key` holds no personal name: "user:12", "public", "system:demo"."""

    @property
    def key(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Machine:
    """A named part of the system that acts by itself, such as the retention sweep."""

    name: str

    @property
    def key(self) -> str:
        """How it is written in the audit."""
        return f"system:{self.name}"
