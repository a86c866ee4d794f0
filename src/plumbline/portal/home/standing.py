"""Where institutions stand today: as many questions for ten of them as for one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from operator import attrgetter
from typing import Any

from django.db.models import F

from plumbline.foundation.clock import today
from plumbline.institutions.models import Institution
from plumbline.journey.assessments.models import DelegationState
from plumbline.journey.assessments.queries import assessments_with_requests
from plumbline.journey.intake.models import Reading
from plumbline.journey.plans.models import Kind, Plan, PlannedAction, Rating, ReportingDate, Section
from plumbline.journey.plans.queries import Figures, figures_of, waiting_of_user
from plumbline.platform.accounts.models import User
from plumbline.sharing.library.models import Publication
from plumbline.sharing.library.queries import difference_from, newest_of_each

SOON = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one institution stands today. Figures, `overdue`, `due_soon` (within 30 days) and `unexplained` are of the
    newest plan to come; `reporting` is its next open reporting date, if that is within 30 days or over, and `unrated`
    how many actions that have begun have no rating for it. `my_late` and `my_soon` count one person's own actions.
    `handed_back`: who handed a part of which self-assessment back under which number."""

    institution: Institution
    documents: int
    being_read: int
    to_check: list[Reading]
    refused: int
    plan: Plan | None
    figures: Figures | None
    overdue: int
    unexplained: int
    assessments: int
    publication: Publication | None
    unpublished: int
    due_soon: int = 0
    reporting: ReportingDate | None = None
    unrated: int = 0
    my_late: int = 0
    my_soon: int = 0
    handed_back: tuple[tuple[str, int, int], ...] = ()


def standing(institution: Institution, on: date | None = None, user: User | None = None) -> Standing:
    """The same for one."""
    return standings([institution], on, user)[0]


def standings(institutions: Sequence[Institution], on: date | None = None, user: User | None = None) -> list[Standing]:
    """Counts for the overview of workspaces and for what needs their people, in the order given."""
    day = on or today()
    everywhere = _Everywhere(institutions)
    rows = [everywhere.standing(institution, day) for institution in institutions]
    return rows if user is None else _with_own(rows, user, day)


class _Everywhere:
    """What is asked once for all of them."""

    def __init__(self, institutions: Iterable[Institution]) -> None:
        numbers = [institution.pk for institution in institutions]
        papers = Reading.objects.filter(institution__in=numbers).standing().light()
        self.papers = _grouped(papers.select_related("institution").order_by("-uploaded_at", "-pk"), "institution_id")
        self.plans: dict[int, Plan] = {}
        newest_first = Plan.objects.filter(institution__in=numbers, kind=Kind.FORWARD).select_related("institution")
        for plan in newest_first.order_by(F("starts_on").desc(nulls_last=True), "-pk"):
            self.plans.setdefault(plan.institution_id, plan)
        published = newest_of_each().filter(institution__in=numbers).select_related("institution", "plan__institution")
        self.published = {row.institution_id: row for row in published}
        plans = {plan.pk for plan in self.plans.values()} | {row.plan_id for row in self.published.values()} - {None}
        actions = PlannedAction.objects.filter(plan__in=plans).standing().rated().select_related("plan", "section")
        self.actions = _grouped(actions.order_by("order", "pk"), "plan_id")
        self.sections = _grouped(Section.objects.filter(plan__in=plans).order_by("order", "pk"), "plan_id")
        self.assessments: dict[int, set[int]] = defaultdict(set)
        self.handed_back: dict[int, list[tuple[str, int, int]]] = defaultdict(list)
        for number, assessment, name, delegation, state in assessments_with_requests(numbers):
            self.assessments[number].add(assessment)
            if state == DelegationState.HANDED_BACK:
                self.handed_back[number].append((name, assessment, delegation))
        dates = ReportingDate.objects.filter(plan__in=plans, closed_at=None).select_related("plan__institution")
        self.dates = _grouped(dates.order_by("on", "pk"), "plan_id")
        rated = Rating.objects.filter(reporting__in=[row.pk for rows in self.dates.values() for row in rows])
        self.rated = set(rated.exclude(rag="").values_list("reporting_id", "action_id"))

    def standing(self, institution: Institution, day: date) -> Standing:
        """One of them."""
        papers: list[Reading] = self.papers.get(institution.pk, [])
        plan = self.plans.get(institution.pk)
        actions: list[PlannedAction] = self.actions.get(plan.pk, []) if plan else []
        figures = figures_of(actions, day) if plan else None
        reporting = next((one for one in self.dates.get(plan.pk, []) if one.on <= day + SOON), None) if plan else None
        return Standing(
            institution=institution,
            documents=len(papers),
            being_read=sum(paper.state in {"waiting", "reading"} for paper in papers),
            to_check=[paper for paper in papers if paper.state == "to_check"],
            refused=sum(paper.state == "refused" for paper in papers),
            plan=plan,
            figures=figures,
            overdue=figures.overdue if figures else 0,
            unexplained=figures.unexplained if figures else 0,
            assessments=len(self.assessments.get(institution.pk, ())),
            publication=self.published.get(institution.pk),
            unpublished=self._unpublished(self.published.get(institution.pk)),
            due_soon=sum(_is_soon(action, day) for action in actions),
            reporting=reporting,
            unrated=sum(self._is_unrated(reporting, action) for action in actions) if reporting else 0,
            handed_back=tuple(self.handed_back.get(institution.pk, ())),
        )

    def _unpublished(self, published: Publication | None) -> int:
        if published is None or published.plan is None:
            return 0
        plan = published.plan.pk
        return difference_from(published, self.sections.get(plan, []), self.actions.get(plan, [])).count

    def _is_unrated(self, reporting: ReportingDate, action: PlannedAction) -> bool:
        """Begun by that day and without a rating for it."""
        has_begun = action.starts_on is None or action.starts_on <= reporting.on
        return has_begun and (reporting.pk, action.pk) not in self.rated


def _with_own(rows: list[Standing], user: User, day: date) -> list[Standing]:
    own = _grouped(waiting_of_user([row.institution for row in rows], user), "plan.institution_id")
    return [
        replace(
            row,
            my_late=sum(action.is_overdue(day) for action in own.get(row.institution.pk, [])),
            my_soon=sum(_is_soon(action, day) for action in own.get(row.institution.pk, [])),
        )
        for row in rows
    ]


def _is_soon(action: PlannedAction, day: date) -> bool:
    due = action.deadline_on
    return due is not None and day <= due <= day + SOON and action.is_overdue(due + timedelta(days=1))


def _grouped(rows: Iterable[Any], by: str) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[attrgetter(by)(row)].append(row)
    return found
