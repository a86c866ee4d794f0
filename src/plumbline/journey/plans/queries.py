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
from plumbline.journey.plans.content import plain
from plumbline.journey.plans.deadlines import year_span
from plumbline.journey.plans.drafts import ActionDraft
from plumbline.journey.plans.looking_back import RetrospectiveRow as RetrospectiveRow
from plumbline.journey.plans.looking_back import chains_of as chains_of
from plumbline.journey.plans.looking_back import decided as decided
from plumbline.journey.plans.looking_back import links_into as links_into
from plumbline.journey.plans.looking_back import retrospective as retrospective
from plumbline.journey.plans.looking_back import slippage as slippage
from plumbline.journey.plans.looking_back import suggested_pairs as suggested_pairs
from plumbline.journey.plans.models import (
    ActionQuerySet,
    FrameworkItem,
    Plan,
    PlannedAction,
    Rag,
    Rating,
    ReportingDate,
    Step,
    SubAction,
)
from plumbline.journey.plans.parts import drafts_of
from plumbline.journey.plans.suggesting import Suggestion, counted, is_before_start, suggested_rating
from plumbline.journey.plans.themes import Theme, place
from plumbline.journey.plans.wanted import Wanted as Wanted

NONE = "none"
AFTER_ALL = 2**31
PLAIN_FIELDS = (
    "text", "ref", "objective", "owner", "starts", "ends", "due", "measure", "progress", "comments", "next_steps",
    "resource", "cost", "currency", "cost_year", "priority", "is_ongoing", "status",
)  # fmt: skip
"""What an action and its draft call by the same name."""
MEASURE_FIELDS = ("key", "text", "unit", "baseline", "baseline_on", "target", "target_on")
WORST_FIRST = {Rag.RED.value: 0, Rag.AMBER.value: 1, Rag.GREEN.value: 2}


@dataclass(frozen=True, slots=True)
class Group:
    """Actions that are shown together: under a theme, or under a section of the institution's own."""

    key: str
    title: str
    sentence: str
    actions: list[PlannedAction]


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


def figures_of(actions: Iterable[PlannedAction], on: date) -> Figures:
    """How a plan with these actions stands on a day."""
    rags, statuses, unexplained, late = Counter[str](), Counter[str](), 0, 0
    for action in actions:
        rags[action.rag] += 1
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
    return action.steps.order_by("-at", "-id")


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


@dataclass(frozen=True, slots=True)
class AtDate:
    """How one action stands for a reporting date: its newest rating for that date (`rating_id` 0 where there is none),
    and what its status and dates suggest."""

    action: PlannedAction
    rag: str
    explanation: str
    rating_id: int
    suggestion: Suggestion
    is_before_start: bool

    @property
    def counts_as(self) -> str:
        """Its rating; without one, green where it is ongoing or embedded (F038)."""
        return "" if self.is_before_start and not self.rag else counted(self.rag, self.action.status)

    @property
    def needs_explanation(self) -> bool:
        return self.rag == Rag.RED and not self.explanation

    @property
    def needs_rating(self) -> bool:
        return not self.counts_as and not self.is_before_start

    @property
    def name(self) -> str:
        return named(self.action)


def standing_at(reporting: ReportingDate) -> list[AtDate]:
    """Every standing action of the plan with its rating for the date, in the plan's order. Three queries."""
    newest = {rating.action_id: rating for rating in reporting.ratings.order_by("at", "pk")}
    ticked = dict(_ticked(reporting.plan))
    rows = reporting.plan.actions.standing().rated().select_related("section", "plan__institution")
    return [_at_date(action, newest.get(action.pk), reporting.on, *ticked.get(action.pk, (0, 0))) for action in rows]


def _at_date(action: PlannedAction, rating: Rating | None, on: date, done: int, total: int) -> AtDate:
    return AtDate(
        action,
        rag=rating.rag if rating else "",
        explanation=rating.explanation if rating else "",
        rating_id=rating.pk if rating else 0,
        suggestion=suggested_rating(action, on, done=done, total=total),
        is_before_start=is_before_start(action, on),
    )


def _ticked(plan: Plan) -> list[tuple[int, tuple[int, int]]]:
    """For each action with sub-actions: how many are done, and how many there are."""
    counts = SubAction.objects.filter(action__plan=plan).values("action").annotate(
        done=Count("pk", filter=Q(done_at__isnull=False)), total=Count("pk")
    )  # fmt: skip
    return [(row["action"], (row["done"], row["total"])) for row in counts]


def parts_of(action: PlannedAction) -> dict[str, list[Any]]:
    """What hangs on the action as plain values: owners, measures that stand, sub-actions, framework items."""
    return {
        "owners": [
            {
                "part": one.part,
                "kind": one.kind,
                "name": one.name,
                "user": one.user_id,
                "is_member": one.is_member,
                "role": one.role,
                "email": one.email,
            }
            for one in action.owners.all()
        ],
        "measures": [
            {name: plain(getattr(one, name)) for name in MEASURE_FIELDS}
            for one in action.measures.all()
            if one.removed_at is None
        ],
        "sub_actions": [
            {"key": one.key, "text": one.text, "done_at": plain(one.done_at), "done_by": one.done_by}
            for one in action.sub_actions.all()
        ],
        "mappings": mapping_rows(FrameworkItem.objects.filter(mappings__action=action)),
    }


def mapping_rows(items: QuerySet[FrameworkItem]) -> list[dict[str, Any]]:
    """Items of frameworks as plain values: their number, and what they are called (which never changes)."""
    rows = items.select_related("framework").order_by("framework__title", "framework", "order", "pk")
    return [{"item": item.pk, "said": f"{item.framework.title} {item.ref}"} for item in rows]


def draft_of(action: PlannedAction) -> ActionDraft:
    """The action as a draft that would change nothing: replace what shall differ, and hand it to `change_action`."""
    given: dict[str, Any] = {name: getattr(action, name) for name in PLAIN_FIELDS}
    given |= {name: tuple(getattr(action, name)) for name in ("themes", "years", "links")}
    given |= {name: tuple((first, second) for first, second in getattr(action, name)) for name in ("sources", "other")}
    given |= drafts_of(parts_of(action))
    return ActionDraft(section=action.section.title if action.section else "", **given)


def _filtered(rows: ActionQuerySet, wanted: Wanted, on: date) -> ActionQuerySet:
    if wanted.theme:
        rows = rows.filter(themes=[]) if wanted.theme == NONE else rows.under(wanted.theme)
    if wanted.section:
        rows = rows.filter(section=None if wanted.section == NONE else int(wanted.section))
    if wanted.status:
        rows = rows.filter(status="" if wanted.status == NONE else wanted.status)
    if wanted.rag:
        rows = rows.filter(Q(rag="" if wanted.rag == NONE else wanted.rag))
    if wanted.owner:
        rows = rows.filter(owner=wanted.owner)
    if wanted.year:
        rows = rows.during(int(wanted.year))
    return rows.overdue(on) if wanted.overdue else rows


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
