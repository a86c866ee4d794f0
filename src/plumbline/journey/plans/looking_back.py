"""Looking back on plans: how they follow one another, and the retrospective that writes itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TypeVar

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from plumbline.foundation.clock import HOME
from plumbline.institutions.models import Institution
from plumbline.journey.plans.chains import Chains, Link, Promise, chains, days_late
from plumbline.journey.plans.models import (
    CarriedFrom,
    Dropped,
    FirstPromise,
    How,
    Plan,
    PlannedAction,
    ProgressNote,
    Rag,
    Rating,
    ReportingDate,
    Status,
)
from plumbline.journey.plans.pairs import Pair, Worded, suggested

COUNTS_AS_GREEN = (Status.COMPLETED, Status.ONGOING, Status.EMBEDDED)
"""F038: what is completed, or has become a lasting part of the work, is green."""


@dataclass(frozen=True, slots=True)
class Decided:
    """What was decided about the actions of a plan when the next one was opened: for each what became of it, in words.
    `seen` changes with every decision; `next_plan` is where they were carried, if anywhere."""

    actions: dict[int, list[Became]]
    seen: str
    next_plan: Plan | None


@dataclass(frozen=True, slots=True)
class Became:
    """What became of an action: carried, split, merged, linked, finished, delegated, dropped, stopped or removed; in
    words, with the reason, and the address of the later action where there is one."""

    what: str
    words: str
    reason: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Slip:
    """How long an action has been promised: by when first and where that stands, how many days later it is promised
    now (below 0: earlier; None: not known, or it goes on and nobody waits for its end), over how many plans."""

    action: PlannedAction
    first: Promise
    days: int | None
    plans: int

    @property
    def goes_on(self) -> bool:
        """Whether the action is of those that have no end to be late for."""
        return self.action.is_ongoing or self.action.status in (Status.ONGOING, Status.EMBEDDED)


@dataclass(frozen=True, slots=True)
class Noted:
    """A progress note of the period that a retrospective looks at."""

    text: str
    on: date
    by: str


@dataclass(frozen=True, slots=True)
class RetrospectiveRow:
    """One action at the reporting date: its rating then and not today's ("" unrated), why, what became of it since,
    and what was noted in the period. `is_from_status` where nobody rated it and its status says green. `key`, `ref`,
    `text`, `themes` and `section` (its title) are the action's."""

    action: int
    key: str
    ref: str
    text: str
    themes: tuple[str, ...]
    section: str
    rag: str
    rated_on: date | None
    is_from_status: bool
    explanation: str
    status: str
    became: tuple[Became, ...]
    notes: tuple[Noted, ...]


def chains_of(institution: Institution) -> Chains:
    """How all plans of the institution follow one another."""
    rows = CarriedFrom.objects.filter(action__plan__institution=institution).values_list(
        "action_id", "source_id", "action__plan_id", "source__plan_id", "promised_on", "source__plan__title"
    )
    links = [
        Link(action, source, into, plan, Promise(on, title) if on else None)
        for action, source, into, plan, on, title in rows
    ]
    outside = FirstPromise.objects.filter(action__plan__institution=institution)
    return chains(links, {one.action_id: Promise(one.on, one.words) for one in outside})


def slippage(plan: Plan, known: Chains | None = None) -> list[Slip]:
    """The standing actions of the plan that were promised before, most late first. `known` saves the question."""
    all_chains = known or chains_of(plan.institution)
    slips = []
    for action in plan.actions.standing().select_related("plan__institution"):
        first = all_chains.first_promise(action.pk)
        if first is not None:
            slip = Slip(action, first, days_late(first.on, action.deadline_on), all_chains.plans(action.pk))
            slips.append(replace(slip, days=None) if slip.goes_on else slip)
    return sorted(slips, key=lambda slip: (slip.days is None, -(slip.days or 0), slip.action.order))


def decided(plan: Plan) -> Decided:
    """What was decided about the plan's actions so far."""
    links = list(_links_from(plan))
    left = list(Dropped.objects.filter(action__plan=plan).select_related("next_plan__institution"))
    became: dict[int, list[Became]] = {}
    for link in links:
        became.setdefault(link.source_id, []).append(_went_on(link))
    for one in left:
        became.setdefault(one.action_id, []).append(_stayed(one))
    plans = [link.action.plan for link in links if link.how != How.LINKED] + [one.next_plan for one in left]
    seen = f"{len(links)}.{max((link.pk for link in links), default=0)}.{max((one.pk for one in left), default=0)}"
    return Decided(became, seen, plans[-1] if plans else None)


def suggested_pairs(plan: Plan, earlier: Plan) -> list[tuple[PlannedAction, PlannedAction, int]]:
    """Actions of the plan with those of an earlier one that they may go on with, and how alike they are out of 100."""
    actions, sources = ({one.pk: one for one in each.actions.standing()} for each in (plan, earlier))
    known = CarriedFrom.objects.filter(action__plan=plan, source__plan=earlier).values_list("action_id", "source_id")
    pairs: list[Pair] = suggested(_worded(actions.values()), _worded(sources.values()), known)
    return [(actions[pair.action], sources[pair.source], pair.alike) for pair in pairs]


def first_promise(action: PlannedAction) -> FirstPromise | None:
    """What somebody wrote down of a first promise that no plan here says; None where nobody did."""
    return FirstPromise.objects.filter(action=action).first()


def links_into(plan: Plan) -> QuerySet[CarriedFrom]:
    """What the plan's actions go on with, in the plan's order."""
    rows = CarriedFrom.objects.filter(action__plan=plan)
    related = rows.select_related("action__plan__institution", "source__plan__institution")
    return related.order_by("action__order", "source__order", "pk")


def retrospective(plan: Plan, on: date) -> list[RetrospectiveRow]:
    """The plan's actions as they stood at the end of the day `on`, in the plan's order, from history alone.

    A rating given for a reporting date of that day counts before any other; else the newest one of a day up to `on`.
    A rating without a day, as documents have it, counts at any day until there is one with a day. Actions that were
    added by hand later, or removed by then, are left out. At most 7 queries.
    """
    rows = [
        action
        for action in plan.actions.select_related("section")
        if not (action.removed_at and _day(action.removed_at) <= on)
        and (action.from_reading or plan.is_previous or _day(action.created_at) <= on)
    ]
    ratings = _by_action(Rating.objects.filter(action__plan=plan).select_related("reporting"))
    notes = _by_action(ProgressNote.objects.filter(action__plan=plan).order_by("at", "pk"))
    became = decided(plan).actions
    begins = _period_begins(plan, on)
    return [
        _row(action, _rating_at(ratings.get(action.pk, []), on), notes.get(action.pk, []), became, (begins, on))
        for action in rows
    ]


def _row(
    action: PlannedAction,
    rating: Rating | None,
    notes: list[ProgressNote],
    became: dict[int, list[Became]],
    period: tuple[date | None, date],
) -> RetrospectiveRow:
    begins, on = period
    status = _status_at(action, notes, on)
    rag = rating.rag if rating else ""
    is_from_status = not rag and status in COUNTS_AS_GREEN
    before = [note for note in notes if _day(note.at) <= on]
    told = [note for note in before if note.text and (begins is None or _day(note.at) >= begins)]
    outcomes = list(became.get(action.pk, []))
    if status == Status.STOPPED:
        why = next((note.text for note in reversed(before) if note.status_after == Status.STOPPED and note.text), "")
        outcomes.append(Became("stopped", _("Stopped"), why))
    return RetrospectiveRow(
        action=action.pk,
        key=action.key,
        ref=action.ref,
        text=action.text,
        themes=tuple(action.themes),
        section=action.section.title if action.section else "",
        rag=Rag.GREEN.value if is_from_status else rag,
        rated_on=rating.rated_on if rating and rag else None,
        is_from_status=is_from_status,
        explanation=(rating.explanation if rating else "") or ("" if rag else action.explanation),
        status=status,
        became=tuple(outcomes),
        notes=tuple(Noted(note.text, _day(note.at), note.by) for note in told),
    )


def _rating_at(ratings: list[Rating], on: date) -> Rating | None:
    """The rating that counted at the end of that day."""
    for_this_day = [one for one in ratings if one.reporting and one.reporting.on == on]
    counted = for_this_day or [one for one in ratings if _effective(one) <= on]
    return max(counted, key=lambda one: (_effective(one), one.at, one.pk), default=None)


def _effective(rating: Rating) -> date:
    """The day that a rating speaks of. One without a day (a document had it) comes before every other."""
    if rating.reporting:
        return rating.reporting.on
    return rating.rated_on or date.min


def _status_at(action: PlannedAction, notes: list[ProgressNote], on: date) -> str:
    before = [note for note in notes if _day(note.at) <= on]
    if before:
        return before[-1].status_after
    return notes[0].status_before if notes else action.status


def _period_begins(plan: Plan, on: date) -> date | None:
    """The day after the reporting date before this one; else the plan's first day."""
    before = ReportingDate.objects.filter(plan=plan, on__lt=on).order_by("-on").first()
    return date.fromordinal(before.on.toordinal() + 1) if before else plan.starts_on


def _links_from(plan: Plan) -> Iterable[CarriedFrom]:
    rows = CarriedFrom.objects.filter(source__plan=plan, action__removed_at=None)
    return rows.select_related("action__plan__institution").order_by("pk")


def _went_on(link: CarriedFrom) -> Became:
    name = f"{link.action.ref} {link.action.text}".strip()
    words = {
        How.CARRIED: _("Carried into “%(plan)s”: %(action)s"),
        How.SPLIT: _("Split; one part in “%(plan)s”: %(action)s"),
        How.MERGED: _("Joined with others in “%(plan)s”: %(action)s"),
        How.LINKED: _("Goes on in “%(plan)s”: %(action)s"),
    }[How(link.how)]
    told = words % {"plan": link.action.plan.title, "action": name}
    return Became(link.how, told, link.reason, link.action.get_absolute_url())


def _stayed(one: Dropped) -> Became:
    return Became(one.fate, str(one.get_fate_display()), one.reason)


def _worded(actions: Iterable[PlannedAction]) -> list[Worded]:
    return [Worded(one.pk, one.text, frozenset(one.themes)) for one in actions]


Row = TypeVar("Row", Rating, ProgressNote)


def _by_action(rows: Iterable[Row]) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = {}
    for row in rows:
        found.setdefault(row.action_id, []).append(row)
    return found


def _day(moment: datetime) -> date:
    return moment.astimezone(HOME).date()
