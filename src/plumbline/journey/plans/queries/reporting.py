"""How a plan stands for a reporting date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from plumbline.journey.plans.models import Plan, PlannedAction, Rag, Rating, ReportingDate, SubAction
from plumbline.journey.plans.queries.actions import named
from plumbline.journey.plans.suggesting import LastRating, Suggestion, counted, is_before_start, suggested_rating


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
        suggestion=suggested_rating(action, on, done=done, total=total, last=LastRating(action.rag, action.rag_on)),
        is_before_start=is_before_start(action, on),
    )


def _ticked(plan: Plan) -> list[tuple[int, tuple[int, int]]]:
    """For each action with sub-actions: how many are done, and how many there are."""
    counts = SubAction.objects.filter(action__plan=plan).values("action").annotate(
        done=Count("pk", filter=Q(done_at__isnull=False)), total=Count("pk")
    )  # fmt: skip
    return [(row["action"], (row["done"], row["total"])) for row in counts]


def reporting_dates(plan: Plan) -> QuerySet[ReportingDate]:
    """The plan's reporting dates in their order, each with `rated`: how many actions were rated for it."""
    return plan.reporting_dates.annotate(rated=Count("ratings__action", distinct=True))
