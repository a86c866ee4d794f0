"""Plans that are not yet anybody's data: what a reading hands over when a person accepts it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

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
class OwnerDraft:
    """One who owns or contributes (`part`): a role, person, team or somebody outside (`kind`). `user` is the number of
    a member's account, `role` a role of the institution's people, `email` an address of somebody without an account."""

    name: str
    part: str = "owner"
    kind: str = "person"
    user: int | None = None
    role: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class MeasureDraft:
    """One success measure, from a baseline to a target in a unit. `key` names a measure that the action has; without
    one it is new."""

    text: str
    unit: str = ""
    baseline: Decimal | None = None
    baseline_on: date | None = None
    target: Decimal | None = None
    target_on: date | None = None
    key: str = ""


@dataclass(frozen=True, slots=True)
class SubActionDraft:
    """One step of an action. `key` names one that the action has; without one it is new."""

    text: str
    is_done: bool = False
    key: str = ""


@dataclass(frozen=True, slots=True)
class ActionDraft:
    """One action as it was read. Empty means: the document does not say. For owners, measures, sub-actions and
    frameworks, None means that nothing is said of them and what is there stays."""

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
    next_steps: str = ""
    resource: str = ""
    cost: Decimal | None = None
    currency: str = ""
    cost_year: int | None = None
    priority: str = ""
    links: tuple[str, ...] = ()
    sources: tuple[tuple[str, str], ...] = ()
    """Where the action came from: (a kind of `sources.SourceKind`, words)."""
    is_ongoing: bool = False
    status: str = ""
    rag: str = ""
    rag_on: date | None = None
    rag_seen: str = ""
    explanation: str = ""
    other: tuple[tuple[str, str], ...] = ()
    passage: Passage | None = None
    owners: tuple[OwnerDraft, ...] | None = None
    measures: tuple[MeasureDraft, ...] | None = None
    sub_actions: tuple[SubActionDraft, ...] | None = None
    mappings: tuple[int, ...] | None = None
    """Numbers of the framework items that the action answers."""
    evidence: tuple[int, ...] | None = None
    """Numbers of the pieces of evidence that show it."""


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
