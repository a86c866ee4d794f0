"""Questions about plans and their actions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from plumbline.institutions.models import Institution
from plumbline.institutions.queries import theme_sentences
from plumbline.journey.plans.deadlines import year_span
from plumbline.journey.plans.models import (
    ActionQuerySet,
    Plan,
    PlannedAction,
    Rag,
    Step,
)
from plumbline.journey.plans.suggesting import COUNTS_AS_GREEN, counted
from plumbline.journey.plans.themes import Theme, place
from plumbline.journey.plans.wanted import Wanted as Wanted

NONE = "none"
AFTER_ALL = 2**31
WORST_FIRST = {Rag.RED.value: 0, Rag.AMBER.value: 1, Rag.GREEN.value: 2}


@dataclass(frozen=True, slots=True)
class Group:
    """Actions that are shown together: under a theme, or under a section of the institution's own."""

    key: str
    title: str
    sentence: str
    actions: list[PlannedAction]
    written: str = ""
    """By owner: the words of the plan, where nobody is linked to them yet."""


@dataclass(frozen=True, slots=True)
class Figures:
    """How a plan stands: standing actions, how many of them are rated what, and how many have which status."""

    actions: int
    green: int
    amber: int
    red: int
    unrated: int
    unexplained: int
    overdue: int
    statuses: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Facets:
    """What a plan can be filtered by because some action has it (sections as id and title), and its filled columns."""

    sections: list[tuple[str, str]]
    owners: list[str]
    years: list[int]
    has_owners: bool
    has_measures: bool
    has_refs: bool
    has_ratings: bool


@dataclass(frozen=True, slots=True)
class Touched:
    """Something that people changed or added since a plan was taken in from a document."""

    plan_id: int
    action_id: int | None
    named: str


def plans_of(institution: Institution) -> QuerySet[Plan]:
    """The institution's plans, newest first, each with the number of its standing actions (`count`)."""
    counted = institution.plans.annotate(count=Count("actions", filter=Q(actions__removed_at=None)))
    return counted.order_by(F("starts_on").desc(nulls_last=True), "-pk")


def actions_of(plan: Plan, wanted: Wanted, on: date) -> list[PlannedAction]:
    """The standing actions of a plan that are wanted, in the wanted order, with section and newest rating."""
    rows = plan.actions.standing().rated().select_related("section")
    found = list(_filtered(rows, wanted, on).order_by("order", "pk"))
    return _dated(arranged(_say(found, wanted.words), wanted.sort), on)


def grouped(actions: Iterable[PlannedAction], sort: str) -> list[Group]:
    """The actions under their first theme, or under their section; any other order is one group without a title.
    Each is given the themes that its group does not say already (`other_themes`)."""
    sentences = theme_sentences() if sort in {"theme", "section"} else {}
    groups: dict[str, list[PlannedAction]] = {}
    heads: dict[str, tuple[str, str]] = {}
    for action in actions:
        key, title = _group_of(action, sort)
        action.other_themes = [theme for theme in action.themes if theme != key]
        groups.setdefault(key, []).append(action)
        heads[key] = (title, sentences.get(key, ""))
    return [Group(key, *heads[key], actions=members) for key, members in groups.items()]


def every_action(plan: Plan, on: date) -> list[PlannedAction]:
    """All standing actions of the plan in its own order, with section and newest rating."""
    return actions_of(plan, Wanted(sort="plan"), on)


def actions_at(institution: Institution) -> ActionQuerySet:
    """Every action of the institution's plans, removed ones too, with its newest rating."""
    return PlannedAction.objects.filter(plan__institution=institution).rated()


def actions_by_key(plan: Plan, keys: Iterable[str]) -> list[PlannedAction]:
    """The standing actions of the plan with these keys, in its order, with section, plan and newest rating."""
    rows = plan.actions.standing().rated().filter(key__in=list(keys)).select_related("section", "plan__institution")
    return list(rows.order_by("order", "pk"))


def figures_of(actions: Iterable[PlannedAction], on: date) -> Figures:
    """How a plan with these actions stands on a day."""
    rags, statuses, unexplained, late = Counter[str](), Counter[str](), 0, 0
    for action in actions:
        rags[counted(action.rag, action.status)] += 1
        statuses[action.status] += 1
        unexplained += action.rag == Rag.RED and not (action.rag_explanation or action.explanation)
        late += action.is_overdue(on)
    return Figures(
        actions=rags.total(),
        green=rags[Rag.GREEN],
        amber=rags[Rag.AMBER],
        red=rags[Rag.RED],
        unrated=rags[""],
        unexplained=unexplained,
        overdue=late,
        statuses=dict(statuses),
    )


def facets_of(plan: Plan, actions: Iterable[PlannedAction]) -> Facets:
    """What these actions of the plan can be filtered by, and which columns have anything in them."""
    rows = list(actions)
    years = {year for action in rows for year in action.years}
    years |= {day.year for action in rows for day in (action.starts_on, action.deadline_on) if day}
    return Facets(
        sections=[(str(section.pk), section.title) for section in plan.sections.all()],
        owners=sorted({action.owner for action in rows if action.owner}, key=str.casefold),
        years=sorted(years),
        has_owners=any(action.owner for action in rows),
        has_measures=any(action.measure for action in rows),
        has_refs=any(action.ref for action in rows),
        has_ratings=any(action.rag for action in rows),
    )


def paper_order(facets: Facets, actions: Iterable[PlannedAction]) -> str:
    """How a paper of the plan is ordered: by the institution's own sections where every action has one, as its own
    papers have it; where sections are only beside the themes, by theme."""
    return "section" if facets.sections and all(action.section_id for action in actions) else "theme"


def grid_years(plan: Plan, actions: Iterable[PlannedAction]) -> list[int]:
    """The columns of the plan's year grid; none where no action ticks a year."""
    ticked = [year for action in actions for year in action.years]
    return years_between(plan.starts_on, plan.ends_on, ticked) if ticked else []


def years_between(starts_on: date | None, ends_on: date | None, ticked: list[int]) -> list[int]:
    """The years of a plan with these days and ticks, in order."""
    return year_span(starts_on, ends_on, ticked)


def overdue(institution: Institution, on: date) -> ActionQuerySet:
    """Actions of the institution's plans to come whose day has gone by, oldest first, with plan and rating."""
    rows = PlannedAction.objects.filter(plan__institution=institution).rated().overdue(on)
    return rows.select_related("plan", "section").order_by("deadline_on", "order")


def history(action: PlannedAction) -> QuerySet[Step]:
    """What was done to the action, newest first."""
    return action.steps.select_related("undone_by").order_by("-at", "-id")


def touched_since_taken(institution: Institution, origin: str) -> list[Touched]:
    """What people did since `origin` was taken in: changed actions, added ones, changed plans."""
    later = Step.objects.filter(action=OuterRef("pk")).exclude(what="taken_in")
    actions = (
        PlannedAction.objects.filter(plan__institution=institution, plan__origin=origin)
        .annotate(is_touched=Exists(later))
        .filter(Q(is_touched=True) | Q(from_reading=False))
        .order_by("plan", "order", "pk")
    )
    changed = Step.objects.filter(plan=OuterRef("pk"), action=None).exclude(what="taken_in")
    plans = institution.plans.filter(Exists(changed), origin=origin)
    return [
        *(Touched(plan.pk, None, plan.title) for plan in plans),
        *(Touched(action.plan_id, action.pk, named(action)) for action in actions),
    ]


def _filtered(rows: ActionQuerySet, wanted: Wanted, on: date) -> ActionQuerySet:
    if wanted.theme:
        rows = rows.filter(themes=[]) if wanted.theme == NONE else rows.under(wanted.theme)
    if wanted.section:
        rows = rows.filter(section=None if wanted.section == NONE else int(wanted.section))
    if wanted.status:
        rows = rows.filter(status="" if wanted.status == NONE else wanted.status)
    if wanted.rag:
        rows = _rated_as(rows, wanted.rag)
    if wanted.owner:
        rows = rows.filter(owner=wanted.owner)
    if wanted.year:
        rows = rows.during(int(wanted.year))
    return rows.overdue(on) if wanted.overdue else rows


def _rated_as(rows: ActionQuerySet, rag: str) -> ActionQuerySet:
    """Those that count as a rating: what is ongoing or embedded and has none counts as green (F038)."""
    by_status = Q(rag="", status__in=COUNTS_AS_GREEN)
    if rag == NONE:
        return rows.filter(Q(rag="")).exclude(by_status)
    return rows.filter(Q(rag=rag) | by_status if rag == Rag.GREEN else Q(rag=rag))


def _say(actions: list[PlannedAction], words: str) -> list[PlannedAction]:
    """Those in which every word stands somewhere. Compared here, because SQLite folds the case of ASCII only, and
    people look for "Ŵyn" too."""
    asked = words.casefold().split()
    return [action for action in actions if all(word in _all_words(action) for word in asked)] if asked else actions


def _all_words(action: PlannedAction) -> str:
    section = action.section.title if action.section else ""
    said = (action.ref, action.text, action.objective, action.owner, action.measure, action.progress, action.comments)
    return "\n".join((*said, section)).casefold()


def arranged(actions: list[PlannedAction], sort: str) -> list[PlannedAction]:
    """Actions that stand in the plan's own order, put into another; within it the plan's order stays."""
    if sort == "changed":
        return sorted(actions, key=lambda action: action.changed_at, reverse=True)
    if sort == "section":
        groups = list(dict.fromkeys(_group_of(action, sort)[0] for action in actions))
        return sorted(actions, key=lambda action: groups.index(_group_of(action, sort)[0]))
    keys: dict[str, Callable[[PlannedAction], Any]] = {
        "theme": lambda action: place(action.themes),
        "due": lambda action: action.deadline_on or date.max,
        "owner": lambda action: (not action.owner, action.owner.casefold()),
        "status": lambda action: action.status,
        "rag": lambda action: WORST_FIRST.get(action.rag, AFTER_ALL),
    }
    return sorted(actions, key=keys[sort]) if sort in keys else actions


def _dated(actions: list[PlannedAction], on: date) -> list[PlannedAction]:
    """The same actions, told whether they are late on that day."""
    for action in actions:
        action.is_late = action.is_overdue(on)
    return actions


def _group_of(action: PlannedAction, sort: str) -> tuple[str, str]:
    """Key and title of the group that the action stands in. By section, an action without one stands
    under its theme, as in the papers that most plans come from."""
    if sort == "section" and action.section:
        return f"section-{action.section.pk}", action.section.title
    if sort not in {"theme", "section"}:
        return "", ""
    if action.themes:
        theme = Theme(action.themes[0])
        return theme.value, str(theme.label)
    return NONE, _("No theme yet")


def named(action: PlannedAction) -> str:
    """Number and first words of an action, for a sentence."""
    words = action.text if len(action.text) <= 60 else action.text[:59].rstrip() + "…"
    return f"{action.ref} {words}".strip()
