"""The timetable (stage rules, phase dates, windows), what is due from whom, extensions, and the history of dates."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from plumbline.foundation.clock import now
from plumbline.foundation.constraints import not_blank, one_of
from plumbline.foundation.history import Immutable
from plumbline.institutions.models import Institution, Phase
from plumbline.journey.submissions.states import ExtensionState
from plumbline.journey.submissions.timetable import Basis, WindowDay

HIGHEST_STAGE = 9


class StageRule(models.Model):
    """What the programme asks of a stage: how long after the announcement, and for how long its plan runs. `months`
    is None where only the phases' own dates hold."""

    stage = models.PositiveSmallIntegerField(_("stage"), unique=True)
    months = models.PositiveSmallIntegerField(_("months after the announcement"), null=True, blank=True)
    plan_months = models.PositiveSmallIntegerField(_("months that the plan covers"))
    is_confirmed = models.BooleanField(_("published by the programme"), default=True)

    class Meta:
        ordering = ["stage"]
        constraints = [
            models.CheckConstraint(condition=Q(stage__gte=1, stage__lte=HIGHEST_STAGE), name="stage_rule_stage_known"),
            models.CheckConstraint(condition=Q(plan_months__gte=1), name="stage_rule_plan_has_time"),
        ]


class PhaseDate(models.Model):
    """The date that the programme gave a phase for a stage."""

    stage = models.PositiveSmallIntegerField()
    phase = models.ForeignKey(Phase, on_delete=models.CASCADE, related_name="+")
    on = models.DateField()

    class Meta:
        ordering = ["stage", "phase__number"]
        constraints = [models.UniqueConstraint(fields=["stage", "phase"], name="phase_date_once")]


class Window(models.Model):
    """The last day of a submission window, every year."""

    name = models.CharField(_("name"), max_length=40)
    month = models.PositiveSmallIntegerField()
    day = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["month", "day"]
        constraints = [
            not_blank("name", name="window_has_name"),
            models.UniqueConstraint(fields=["month", "day"], name="window_once"),
            models.CheckConstraint(
                condition=Q(month__gte=1, month__lte=12, day__gte=1, day__lte=31), name="window_is_a_day"
            ),
        ]

    @property
    def as_day(self) -> WindowDay:
        return WindowDay(self.month, self.day)

    @property
    def said(self) -> str:
        """The day without a year."""
        return date_format(self.as_day.in_year(2024), "j F")


class DueQuerySet(models.QuerySet["Due"]):
    """Filters that have a name."""

    def open(self) -> DueQuerySet:
        """Not received yet."""
        return self.filter(received_on=None)

    def late(self, on: date) -> DueQuerySet:
        """Not received, and the day has gone by."""
        return self.open().filter(due_on__lt=on)

    def within(self, first: date, last: date) -> DueQuerySet:
        """Not received, and due in these days."""
        return self.open().filter(due_on__range=(first, last))


class Due(models.Model):
    """One stage of one institution. `nominal_on` is by the rules and is worked out again when they change; `agreed_on`
    is what was agreed with this institution, and stands; `received_on` is what happened. The three are kept apart,
    because real dates slip (F030)."""

    institution = models.ForeignKey(Institution, on_delete=models.CASCADE, related_name="dues")
    stage = models.PositiveSmallIntegerField()
    nominal_on = models.DateField(null=True, blank=True)
    before_window_on = models.DateField(null=True, blank=True)
    basis = models.CharField(max_length=15, choices=[(basis.value, basis.value) for basis in Basis])
    agreed_on = models.DateField(null=True, blank=True)
    due_on = models.GeneratedField(
        expression=Coalesce(F("agreed_on"), F("nominal_on")),
        output_field=models.DateField(null=True),
        db_persist=True,
    )
    received_on = models.DateField(null=True, blank=True)
    on_paper = models.BooleanField(default=False)

    objects = DueQuerySet.as_manager()

    class Meta:
        ordering = ["stage"]
        indexes = [models.Index(fields=["due_on"], name="due_by_day")]
        constraints = [
            models.UniqueConstraint(fields=["institution", "stage"], name="due_once_a_stage"),
            one_of("basis", [basis.value for basis in Basis], name="due_basis_known"),
            models.CheckConstraint(
                condition=Q(nominal_on=None, before_window_on=None, basis=Basis.UNKNOWN.value)
                | Q(nominal_on__isnull=False, before_window_on__isnull=False) & ~Q(basis=Basis.UNKNOWN.value),
                name="due_says_what_it_rests_on",
            ),
            models.CheckConstraint(
                condition=Q(on_paper=False) | Q(received_on__isnull=False), name="due_on_paper_was_received"
            ),
        ]

    def get_absolute_url(self) -> str:
        """Where its own people see it."""
        return f"/i/{self.institution.slug}/dates/"

    @property
    def audit_key(self) -> str:
        return f"submissions.due:{self.pk}"

    @property
    def is_extended(self) -> bool:
        """Agreed for later than the rules say."""
        return bool(self.agreed_on and self.nominal_on and self.agreed_on > self.nominal_on)

    def is_late(self, on: date) -> bool:
        """The same question as the filter `late`, for one row."""
        return bool(self.received_on is None and self.due_on and self.due_on < on)


class Extension(models.Model):
    """More time, asked for with a reason and answered with one."""

    due = models.ForeignKey(Due, on_delete=models.CASCADE, related_name="extensions")
    wished_on = models.DateField()
    reason = models.TextField()
    asked_by = models.CharField(max_length=120)
    asked_at = models.DateTimeField(default=now, editable=False)
    state = models.CharField(max_length=10, choices=ExtensionState.choices, default=ExtensionState.ASKED)
    granted_on = models.DateField(null=True, blank=True)  # the day that was agreed, not the day of the answer
    answer = models.TextField(blank=True)
    answered_by = models.CharField(max_length=120, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-asked_at", "-id"]
        constraints = [
            not_blank("reason", name="extension_has_reason"),
            one_of("state", ExtensionState.values, name="extension_state_known"),
            models.UniqueConstraint(
                fields=["due"], condition=Q(state=ExtensionState.ASKED), name="extension_asked_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(state=ExtensionState.GRANTED, granted_on__isnull=False)
                | (~Q(state=ExtensionState.GRANTED) & Q(granted_on=None)),
                name="extension_granted_has_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(state=ExtensionState.DECLINED) | ~Q(answer=""), name="extension_declined_has_a_reason"
            ),
        ]

    @property
    def audit_key(self) -> str:
        return f"submissions.extension:{self.pk}"


class Step(Immutable):
    """What happened to a date: who moved it from where to where, and why."""

    due = models.ForeignKey(Due, on_delete=models.CASCADE, related_name="steps")
    what = models.CharField(max_length=20)
    before_on = models.DateField(null=True, blank=True)
    after_on = models.DateField(null=True, blank=True)
    reason = models.TextField(blank=True)
    by = models.CharField(max_length=120)
    at = models.DateTimeField(default=now, editable=False)

    class Meta:
        ordering = ["-at", "-id"]
