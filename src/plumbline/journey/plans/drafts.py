"""Plans that are not yet anybody's data: what a reading hands over when a person accepts it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from django.utils.formats import date_format


@dataclass(frozen=True, slots=True)
class Written:
    """A date as somebody wrote it ("End of November 2020"), and as a day where it can be one."""

    written: str = ""
    on: date | None = None

    def __bool__(self) -> bool:
        return bool(self.written or self.on)

    @property
    def said(self) -> str:
        """How a person reads it: the words as written, else the day."""
        return self.written or (date_format(self.on, "j F Y") if self.on else "")


NOTHING = Written()


@dataclass(frozen=True, slots=True)
class Passage:
    """Where something came from, copied so that it stands still: the document's name, the page (None where there are
    none), the words, and the site's address that shows them (a path from "/", or "")."""

    document: str = ""
    page: int | None = None
    words: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class ActionDraft:
    """One action as it was read. Empty means: the document does not say."""

    text: str
    ref: str = ""
    themes: tuple[str, ...] = ()
    section: str = ""
    objective: str = ""
    owner: str = ""
    starts: Written = NOTHING
    ends: Written = NOTHING
    due: Written = NOTHING
    years: tuple[int, ...] = ()
    measure: str = ""
    progress: str = ""
    comments: str = ""
    resource: str = ""
    priority: str = ""
    links: tuple[str, ...] = ()
    status: str = ""
    rag: str = ""
    rag_on: date | None = None
    rag_seen: str = ""
    explanation: str = ""
    other: tuple[tuple[str, str], ...] = ()
    passage: Passage | None = None


@dataclass(frozen=True, slots=True)
class PlanDraft:
    """A plan as it was read: "previous" (looked back on) or "forward", with its actions in their order."""

    title: str
    kind: str = "forward"
    starts: Written = NOTHING
    ends: Written = NOTHING
    actions: tuple[ActionDraft, ...] = ()
    section_themes: tuple[tuple[str, str], ...] = field(default=())
    """The standard theme of the institution's own sections, where that is clear: (section title, theme)."""
