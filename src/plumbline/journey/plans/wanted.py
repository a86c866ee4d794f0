"""Which actions somebody wants to see, and in which order: what the address of a plan page says."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wanted:
    """Filters of a plan page. Empty means: any. `section` is a Section's id as text, or "none"; `theme`, `status`
    and `rag` may be "none" too (not said, not rated)."""

    theme: str = ""
    section: str = ""
    status: str = ""
    rag: str = ""
    owner: str = ""
    year: str = ""
    words: str = ""
    overdue: bool = False
    sort: str = "theme"

    @property
    def is_filtered(self) -> bool:
        filters = (self.theme, self.section, self.status, self.rag, self.owner, self.year, self.words)
        return self.overdue or any(filters)
