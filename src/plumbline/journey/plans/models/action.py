"""A planned action, and the filters that have a name."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q
from django.db.models.functions import Cast, Coalesce
from django.urls import reverse

from plumbline.foundation.clock import now
from plumbline.foundation.constraints import in_order, not_blank, one_of
from plumbline.journey.plans.drafts import Written
from plumbline.journey.plans.models.history import NEWEST_FIRST, Rating
from plumbline.journey.plans.models.plan import KEY_LENGTH, Kind, Plan, Section
from plumbline.journey.plans.rag import Rag
from plumbline.journey.plans.states import SETTLED, Status


def _newest_rating() -> dict[str, Any]:
    """The annotations of `rated()`."""
    newest = Rating.objects.filter(action=models.OuterRef("pk")).order_by(*NEWEST_FIRST)

    def text(field: str) -> Any:
        value = models.Subquery(newest.values(field)[:1], output_field=models.TextField())
        return Coalesce(value, models.Value("", output_field=models.TextField()))

    return {
        "rag": text("rag"),
        "rag_explanation": text("explanation"),
        "rag_by": text("by"),
        "rag_seen": text("seen_in"),
        "rag_on": models.Subquery(newest.values("rated_on")[:1]),
    }


class ActionQuerySet(models.QuerySet["PlannedAction"]):
    """Filters that have a name."""

    def standing(self) -> ActionQuerySet:
        """Actions that were not removed."""
        return self.filter(removed_at=None)

    def removed(self) -> ActionQuerySet:
        return self.exclude(removed_at=None)

    def rated(self) -> ActionQuerySet:
        """With `rag`, `rag_explanation`, `rag_on`, `rag_by`, `rag_seen` of the newest rating ("" or None for none)."""
        return self.annotate(**_newest_rating())

    def overdue(self, on: date) -> ActionQuerySet:
        """Standing actions of plans to come whose day has gone by and whose status still waits for it. Call after
        `rated()`."""
        waiting = self.standing().filter(plan__kind=Kind.FORWARD, deadline_on__lt=on)
        return waiting.exclude(status__in=SETTLED).exclude(Q(rag=Rag.GREEN))

    def under(self, theme: str) -> ActionQuerySet:
        """Actions of a theme, the first or any other. SQLite has no JSON containment, so the text is searched."""
        return self.annotate(themes_text=Cast("themes", models.TextField())).filter(themes_text__contains=f'"{theme}"')

    def during(self, year: int) -> ActionQuerySet:
        """Actions with this year ticked, or whose dates reach into it."""
        first, last = date(year, 1, 1), date(year, 12, 31)
        reaches = Q(starts_on__lte=last, deadline_on__gte=first) | Q(starts_on=None, deadline_on__range=(first, last))
        ticked = Q(years_text__contains=str(year))
        return self.annotate(years_text=Cast("years", models.TextField())).filter(
            ticked | (Q(years_text="[]") & reaches) | (Q(years_text="[]") & Q(starts_on__range=(first, last)))
        )


class PlannedAction(models.Model):
    """One thing that the plan promises, with all that was said of it. Empty means: not said."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="actions")
    section = models.ForeignKey(Section, on_delete=models.SET_NULL, null=True, blank=True, related_name="actions")
    key = models.SlugField(max_length=KEY_LENGTH)
    ref = models.CharField(max_length=60, blank=True)
    text = models.TextField()
    themes = models.JSONField(default=list, blank=True)
    objective = models.TextField(blank=True)
    owner = models.TextField(blank=True)
    starts_written = models.TextField(blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_written = models.TextField(blank=True)
    ends_on = models.DateField(null=True, blank=True)
    due_written = models.TextField(blank=True)
    due_on = models.DateField(null=True, blank=True)
    deadline_on = models.DateField(null=True, blank=True, db_index=True)
    years = models.JSONField(default=list, blank=True)
    measure = models.TextField(blank=True)
    progress = models.TextField(blank=True)
    comments = models.TextField(blank=True)
    next_steps = models.TextField(blank=True)
    resource = models.TextField(blank=True)
    cost = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    cost_year = models.PositiveSmallIntegerField(null=True, blank=True)
    priority = models.TextField(blank=True)
    links = models.JSONField(default=list, blank=True)
    sources = models.JSONField(default=list, blank=True)
    is_ongoing = models.BooleanField(default=False)
    status = models.CharField(max_length=20, choices=Status.choices, blank=True)
    explanation = models.TextField(blank=True)
    other = models.JSONField(default=list, blank=True)
    passage = models.JSONField(default=dict, blank=True)
    from_reading = models.BooleanField(default=False)
    order = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(default=now, editable=False)
    changed_at = models.DateTimeField(default=now)
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = ActionQuerySet.as_manager()

    # Set by `rated()`.
    rag: str
    rag_explanation: str
    rag_on: date | None
    rag_by: str
    rag_seen: str
    # Set by the queries that know the day, and by those that group.
    is_late: bool
    other_themes: list[str]

    class Meta:
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "key"], name="action_key_once_a_plan"),
            one_of("status", [*Status.values, ""], name="action_status_known"),
            in_order("starts_on", "ends_on", name="action_ends_after_start"),
            in_order("starts_on", "due_on", name="action_due_after_start"),
            not_blank("text", name="action_says_something"),
            models.CheckConstraint(
                condition=Q(cost=None, currency="", cost_year=None) | (Q(cost__gte=0) & ~Q(currency="")),
                name="action_cost_in_a_currency",
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("plans:action", args=[self.plan.institution.slug, self.plan.key, self.key])

    @property
    def audit_key(self) -> str:
        return f"plans.action:{self.pk}"

    @property
    def starts(self) -> Written:
        return Written(self.starts_written, self.starts_on)

    @property
    def ends(self) -> Written:
        return Written(self.ends_written, self.ends_on)

    @property
    def due(self) -> Written:
        return Written(self.due_written, self.due_on)

    @property
    def is_removed(self) -> bool:
        return self.removed_at is not None

    @property
    def why(self) -> str:
        """The explanation: of the newest rating, else what the document gave without one. Needs `rated()`."""
        return self.rag_explanation or self.explanation

    @property
    def web_links(self) -> list[str]:
        """The links that are safe to follow: a document may hold others, which are shown as words."""
        return [link for link in self.links if link.startswith(("https://", "http://"))]

    @property
    def other_links(self) -> list[str]:
        return [link for link in self.links if not link.startswith(("https://", "http://"))]

    def is_overdue(self, on: date) -> bool:
        """The same question as the filter `overdue`, for one row. Needs `rated()`."""
        if self.deadline_on is None or self.is_removed or self.plan.is_previous:
            return False
        return self.deadline_on < on and self.status not in SETTLED and self.rag != Rag.GREEN
