"""What does not fit, by its cell."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """A cell that does not fit: where it is, what stands there, what would be accepted."""

    where: str
    seen: str
    wanted: str
