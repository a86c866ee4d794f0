"""Ways to see a plan: by owner, along the months, as a board, over the years, at its reporting dates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from plumbline.institutions.actor import Actor
from plumbline.institutions.models import Institution
from plumbline.institutions.queries import members_of
from plumbline.journey.plans.content import figure
from plumbline.journey.plans.models import (
    ActionOwner,
    Measure,
    Plan,
    PlannedAction,
    Rag,
    Rating,
    ReportingDate,
    SavedView,
    Status,
    SubAction,
)
from plumbline.journey.plans.queries.actions import Group
from plumbline.journey.plans.queries.parts import owner_row
from plumbline.journey.plans.queries.reporting import AtDate, standing_at
from plumbline.journey.plans.states import SETTLED, UNKNOWN
from plumbline.journey.plans.suggesting import counted

SOON = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Month:
    """Actions that are due in one month ("" for those without a day); `state` says where it is on the line."""

    key: str
    title: str
    state: str
    actions: list[PlannedAction]


@dataclass(frozen=True, slots=True)
class Counts:
    """How the actions of a plan were rated for one date; `unrated` had begun, `ahead` had not."""

    label: str
    on: date
    is_closed: bool
    green: int
    amber: int
    red: int
    unrated: int
    ahead: int


@dataclass(frozen=True, slots=True)
class MeasureNow:
    """A measure with where it stands: its newest measurement (None where there is none), and how much of the way from
    baseline to target is gone (0 to 100, None where that cannot be said)."""

    measure: Measure
    value: str
    on: date | None
    percent: int | None

    @property
    def baseline(self) -> str:
        return figure(self.measure.baseline) or ""

    @property
    def target(self) -> str:
        return figure(self.measure.target) or ""


@dataclass(frozen=True, slots=True)
class Going:
    """How a plan is going, for one page: what is late, what comes next, what is red and why, what changed since the
    last reporting date, who is asked for."""

    late: list[PlannedAction] = field(default_factory=list)
    soon: list[PlannedAction] = field(default_factory=list)
    reds: list[PlannedAction] = field(default_factory=list)
    finished: list[PlannedAction] = field(default_factory=list)
    without_owner: list[PlannedAction] = field(default_factory=list)
    gone_owners: list[tuple[PlannedAction, str]] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)


def owners_of(plan: Plan) -> dict[int, list[ActionOwner]]:
    """Who owns or contributes to each action of the plan, by the action's number. One query."""
    owners: dict[int, list[ActionOwner]] = {}
    for one in ActionOwner.objects.filter(action__plan=plan).known_here():
        owners.setdefault(one.action_id, []).append(one)
    return owners


def owner_rows_of(plan: Plan) -> dict[int, list[dict[str, Any]]]:
    """The same as plain values, as the steps of history hold them. One query."""
    rows: dict[int, list[dict[str, Any]]] = {}
    for one in ActionOwner.objects.filter(action__plan=plan):
        rows.setdefault(one.action_id, []).append(owner_row(one))
    return rows


def members_offered(institution: Institution) -> dict[str, str]:
    """Everybody who has a role at the institution today, by "user:…", by name. One query."""
    people = {member.user.key: member.user.get_short_name() for member in members_of(institution)}
    return dict(sorted(people.items(), key=lambda pair: pair[1].casefold()))


def by_owner(actions: Iterable[PlannedAction], owners: dict[int, list[ActionOwner]]) -> list[Group]:
    """The actions under each of their owners, by name; an action of two stands under both. Those that nobody owns
    come first: they are what needs somebody."""
    groups: dict[str, Group] = {}
    for action in actions:
        action.other_themes = list(action.themes)
        held = [one for one in owners.get(action.pk, []) if one.part == "owner"]
        for one in held:
            key = one.name.casefold()
            groups.setdefault(key, Group(key, one.name, _gone(one), [])).actions.append(action)
        if not held:
            key = action.owner.casefold()
            title = action.owner or _("Nobody yet")
            groups.setdefault(f"{key} ", Group(key, title, "", [], written=action.owner)).actions.append(action)
    ordered = [group for _key, group in sorted(groups.items())]
    return [replace(group, key=f"owner-{place}") for place, group in enumerate(ordered)]


def along_the_months(actions: Iterable[PlannedAction], on: date) -> list[Month]:
    """The actions by the month of their deadline, with the present month always there; those without a day last."""
    months: dict[tuple[int, int], list[PlannedAction]] = {(on.year, on.month): []}
    undated = []
    for action in actions:
        if action.deadline_on:
            months.setdefault((action.deadline_on.year, action.deadline_on.month), []).append(action)
        else:
            undated.append(action)
    now = (on.year, on.month)
    found = [
        Month(
            f"{year}-{month:02}",
            date_format(date(year, month, 1), "F Y"),
            "here" if (year, month) == now else "done" if (year, month) < now else "ahead",
            sorted(members, key=lambda action: action.deadline_on or on),
        )
        for (year, month), members in sorted(months.items())
    ]
    return found + ([Month("none", _("No day yet"), "ahead", undated)] if undated else [])


def board(actions: Iterable[PlannedAction]) -> list[tuple[str, str, list[PlannedAction]]]:
    """The columns of the board: status, its words, its actions. "Not said" only where something stands there."""
    columns: dict[str, list[PlannedAction]] = {status.value: [] for status in Status}
    unknown: list[PlannedAction] = []
    for action in actions:
        (columns[action.status] if action.status != UNKNOWN else unknown).append(action)
    said = [(status.value, str(status.label), columns[status.value]) for status in Status]
    return [("", _("Not said"), unknown), *said] if unknown else said


def in_year(action: PlannedAction, year: int) -> bool:
    """Whether the action is at work in a year: ticked; where nothing is ticked, its dates reach into it."""
    if action.years:
        return year in action.years
    first, last = action.starts_on or action.deadline_on, action.deadline_on or action.starts_on
    return bool(first and last and first.year <= year <= last.year)


def over_the_years(actions: Iterable[PlannedAction], years: Sequence[int]) -> list[tuple[PlannedAction, list[bool]]]:
    """Each action with a mark for each year."""
    return [(action, [in_year(action, year) for year in years]) for action in actions]


def years_shown(plan: Plan, actions: Iterable[PlannedAction]) -> list[int]:
    """The years of the grid: the plan's, and every one in which an action is at work; at most twelve."""
    found = {year for action in actions for year in action.years}
    found |= {day.year for action in actions for day in (action.starts_on, action.deadline_on) if day}
    found |= {day.year for day in (plan.starts_on, plan.ends_on) if day}
    years = sorted(found)
    return years if len(years) > 12 or not years else list(range(years[0], years[-1] + 1))[:12]


def over_time(plan: Plan, actions: Sequence[PlannedAction], on: date) -> list[Counts]:
    """How the standing actions were rated at each reporting date, and how they stand on a day. Two queries."""
    dates = list(plan.reporting_dates.all())
    newest: dict[tuple[int | None, int], str] = {}
    for rating in Rating.objects.filter(reporting__plan=plan).order_by("at", "pk"):
        newest[(rating.reporting_id, rating.action_id)] = rating.rag
    rows = [_counts_at(one, actions, newest) for one in dates]
    return [*rows, _counts_now(actions, on)] if actions else rows


def hanging_on(action: PlannedAction, subs: Sequence[SubAction], names: Mapping[str, str]) -> dict[str, Any]:
    """What hangs on one action, for its page: owners, measures with where they stand, sub-actions, frameworks,
    evidence. Five queries."""
    rows = action.measures.filter(removed_at=None).prefetch_related("measurements")
    return {
        "owners": action.owners.known_here(),
        "measures": [measure_now(measure) for measure in rows],
        "sub_actions": [(sub, names.get(sub.done_by or "", "")) for sub in subs],
        "ticked": sum(sub.is_done for sub in subs),
        "mapped": action.mappings.select_related("item__framework"),
        "shown_by": action.shown_by.select_related("evidence__institution"),
    }


def measures_now(plan: Plan) -> list[MeasureNow]:
    """Every measure of the plan's standing actions with a figure to reach, and where it stands. Two queries."""
    wanted = Measure.objects.filter(action__plan=plan, action__removed_at=None, removed_at=None)
    rows = wanted.select_related("action").prefetch_related("measurements").order_by("action__order", "order", "pk")
    return [measure_now(measure) for measure in rows]


def measure_now(measure: Measure) -> MeasureNow:
    """Where a measure stands by its newest measurement. Needs its `measurements` prefetched."""
    found = list(measure.measurements.all())
    last = found[-1] if found else None
    percent = None
    if last and measure.target is not None and measure.target != (measure.baseline or 0):
        start = measure.baseline or 0
        percent = round(min(max((last.value - start) / (measure.target - start), 0), 1) * 100)
    return MeasureNow(measure, figure(last.value) or "" if last else "", last.measured_on if last else None, percent)


def going(plan: Plan, actions: Sequence[PlannedAction], on: date) -> Going:
    """How the plan is going on a day. `actions`: all that stand, with their newest rating. One query."""
    owners = owners_of(plan)
    waiting = [one for one in actions if one.status not in SETTLED and counted(one.rag, one.status) != Rag.GREEN]
    return Going(
        late=sorted((one for one in actions if one.is_overdue(on)), key=lambda one: one.deadline_on or on),
        soon=sorted(
            (one for one in waiting if one.deadline_on and on <= one.deadline_on <= on + SOON),
            key=lambda one: one.deadline_on or on,
        ),
        reds=[one for one in actions if one.rag == Rag.RED],
        finished=[one for one in actions if one.status in {Status.COMPLETED, Status.EMBEDDED}],
        without_owner=[one for one in waiting if not one.owner and not owners.get(one.pk)],
        gone_owners=[(one, held.name) for one in waiting for held in owners.get(one.pk, []) if held.is_gone],
        doubled=doubled_refs(actions),
    )


def doubled_refs(actions: Iterable[PlannedAction]) -> list[str]:
    """Numbers that more than one standing action has: each should name one thing."""
    counts = Counter(action.ref.casefold() for action in actions if action.ref)
    return sorted({action.ref for action in actions if action.ref and counts[action.ref.casefold()] > 1})


def views_for(plan: Plan, actor: Actor) -> QuerySet[SavedView]:
    """The views of the plan that the actor kept, and those that others share."""
    return plan.saved_views.filter(Q(user=actor.user_id) | Q(is_shared=True)).select_related("user")


def newest_reporting(plan: Plan, on: date) -> tuple[ReportingDate | None, list[AtDate]]:
    """The last reporting date that is not to come, with how every action stood; None and [] where there is none."""
    last = plan.reporting_dates.filter(on__lte=on).order_by("-on").first()
    return (last, standing_at(last)) if last else (None, [])


def _gone(one: ActionOwner) -> str:
    return _("Has no role here any more. Who takes this over?") if one.is_gone else ""


def _counts_at(
    one: ReportingDate, actions: Iterable[PlannedAction], newest: dict[tuple[int | None, int], str]
) -> Counts:
    found = Counter[str]()
    for action in actions:
        rag = newest.get((one.pk, action.pk), "")
        found["ahead" if not rag and action.starts_on and action.starts_on > one.on else rag or _default(action)] += 1
    return _counted(one.label, one.on, one.is_closed, found)


def _counts_now(actions: Iterable[PlannedAction], on: date) -> Counts:
    found = Counter[str]()
    for action in actions:
        begun = not (action.starts_on and action.starts_on > on)
        found[counted(action.rag, action.status) if begun or action.rag else "ahead"] += 1
    return _counted(_("Now"), on, False, found)


def _default(action: PlannedAction) -> str:
    return counted("", action.status)


def _counted(label: str, on: date, is_closed: bool, found: Counter[str]) -> Counts:
    return Counts(label, on, is_closed, found[Rag.GREEN], found[Rag.AMBER], found[Rag.RED], found[""], found["ahead"])
