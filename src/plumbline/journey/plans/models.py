"""The nouns of a plan: plan, section, planned action, rating, progress note and the steps of their history."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q
from django.db.models.functions import Cast, Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from plumbline.foundation.clock import now
from plumbline.foundation.constraints import in_order, not_blank, one_of
from plumbline.foundation.history import Immutable
from plumbline.institutions.models import Institution
from plumbline.journey.plans.drafts import Written
from plumbline.journey.plans.states import SETTLED, Status
from plumbline.journey.plans.themes import Theme

__all__ = [
    "NOT_RATED", "ActionQuerySet", "Kind", "Plan", "PlannedAction", "ProgressNote", "Rag", "Rating", "Section",
    "Status", "Step", "Theme", "Written",
]  # fmt: skip

KEY_LENGTH = 60


class Kind(models.TextChoices):
    FORWARD = "forward", _("A plan for the time ahead")
    PREVIOUS = "previous", _("A plan looked back on")


class Rag(models.TextChoices):
    GREEN = "green", _("Completed")
    AMBER = "amber", _("In progress")
    RED = "red", _("Still to be carried out")


NOT_RATED = ""


class Plan(models.Model):
    """A plan of one institution. `origin` is the opaque key of what it was read from ("" if typed by hand)."""

    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="plans")
    key = models.SlugField(max_length=KEY_LENGTH)
    title = models.TextField()
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.FORWARD)
    starts_written = models.TextField(blank=True)
    starts_on = models.DateField(null=True, blank=True)
    ends_written = models.TextField(blank=True)
    ends_on = models.DateField(null=True, blank=True)
    origin = models.CharField(max_length=120, blank=True, db_index=True)
    created_at = models.DateTimeField(default=now, editable=False)
    created_by = models.CharField(max_length=120)

    class Meta:
        ordering = ["-starts_on", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["institution", "key"], name="plan_key_once_an_institution"),
            one_of("kind", Kind.values, name="plan_kind_known"),
            in_order("starts_on", "ends_on", name="plan_ends_after_start"),
        ]

    def get_absolute_url(self) -> str:
        return reverse("plans:plan", args=[self.institution.slug, self.key])

    @property
    def audit_key(self) -> str:
        return f"plans.plan:{self.pk}"

    @property
    def starts(self) -> Written:
        return Written(self.starts_written, self.starts_on)

    @property
    def ends(self) -> Written:
        return Written(self.ends_written, self.ends_on)

    @property
    def is_previous(self) -> bool:
        return self.kind == Kind.PREVIOUS


class Section(models.Model):
    """A heading of the institution's own, kept beside the standard themes; `theme` where the mapping is clear."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="sections")
    title = models.CharField(max_length=300)
    theme = models.CharField(max_length=30, choices=Theme.choices, blank=True)
    order = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "title"], name="section_title_once_a_plan"),
            one_of("theme", [*Theme.values, ""], name="section_theme_known"),
        ]


def _newest_rating() -> dict[str, Any]:
    """The annotations of `rated()`."""
    newest = Rating.objects.filter(action=models.OuterRef("pk")).order_by("-at", "-id")

    def text(field: str) -> Any:
        value = models.Subquery(newest.values(field)[:1], output_field=models.TextField())
        return Coalesce(value, models.Value("", output_field=models.TextField()))

    return {
        "rag": text("rag"),
        "rag_explanation": text("explanation"),
        "rag_by": text("by"),
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
        """With `rag`, `rag_explanation`, `rag_on`, `rag_by` of the newest rating ("" or None where there is none)."""
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
    resource = models.TextField(blank=True)
    priority = models.TextField(blank=True)
    links = models.JSONField(default=list, blank=True)
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


class Rating(Immutable):
    """A rating is a dated fact by somebody; the newest counts. An empty `rag` takes the last one back."""

    action = models.ForeignKey(PlannedAction, on_delete=models.CASCADE, related_name="ratings")
    rag = models.CharField(max_length=5, choices=Rag.choices, blank=True)
    rated_on = models.DateField(null=True, blank=True)
    explanation = models.TextField(blank=True)
    seen_in = models.CharField(max_length=60, blank=True)
    by = models.CharField(max_length=120)
    at = models.DateTimeField(default=now, editable=False)

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [one_of("rag", [*Rag.values, ""], name="rating_rag_known")]


class ProgressNote(Immutable):
    """What somebody said about progress, with the status before and after (the same where it did not change)."""

    action = models.ForeignKey(PlannedAction, on_delete=models.CASCADE, related_name="notes")
    text = models.TextField(blank=True)
    status_before = models.CharField(max_length=20, choices=Status.choices, blank=True)
    status_after = models.CharField(max_length=20, choices=Status.choices, blank=True)
    by = models.CharField(max_length=120)
    at = models.DateTimeField(default=now, editable=False)

    class Meta:
        ordering = ["-at", "-id"]


class Step(Immutable):
    """History that people see: what was done to a plan or to one of its actions, with the values before and after."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="steps")
    action = models.ForeignKey(PlannedAction, on_delete=models.CASCADE, null=True, blank=True, related_name="steps")
    what = models.CharField(max_length=30)
    before = models.JSONField(default=dict, blank=True)
    after = models.JSONField(default=dict, blank=True)
    by = models.CharField(max_length=120)
    at = models.DateTimeField(default=now, editable=False)

    class Meta:
        ordering = ["-at", "-id"]
