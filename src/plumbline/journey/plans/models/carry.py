"""How plans follow one another: what an action was carried from, what was not carried on, what was promised first."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from plumbline.foundation.clock import now
from plumbline.foundation.constraints import not_blank, one_of
from plumbline.journey.plans.models.plan import Plan


class How(models.TextChoices):
    """How an action came from an earlier one."""

    CARRIED = "carried", _("Carried on")
    SPLIT = "split", _("One of several that it was split into")
    MERGED = "merged", _("Joined with others into one")
    LINKED = "linked", _("Linked afterwards")


class Fate(models.TextChoices):
    """What became of an action that was not carried on (F039)."""

    FINISHED = "finished", _("Finished: nothing is left to carry on")
    DELEGATED = "delegated", _("Handed on to others, outside this plan")
    DROPPED = "dropped", _("Dropped")


class CarriedFrom(models.Model):
    """`action` goes on with `source`, an action of another plan of the same institution. What was promised then is
    copied (`promised_on`), so that it stands still whatever happens to the earlier plan."""

    action = models.ForeignKey("plans.PlannedAction", on_delete=models.CASCADE, related_name="carried_from")
    source = models.ForeignKey("plans.PlannedAction", on_delete=models.CASCADE, related_name="carried_into")
    how = models.CharField(max_length=8, choices=How.choices)
    reason = models.TextField(blank=True)
    promised_written = models.TextField(blank=True)
    promised_on = models.DateField(null=True, blank=True)
    by = models.CharField(max_length=120)
    at = models.DateTimeField(default=now, editable=False)

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["action", "source"], name="carried_once"),
            models.CheckConstraint(condition=~Q(action=F("source")), name="carried_from_another"),
            one_of("how", How.values, name="carried_how_known"),
        ]


class Dropped(models.Model):
    """An action that was not carried into `next_plan`, and why."""

    action = models.OneToOneField("plans.PlannedAction", on_delete=models.CASCADE, related_name="dropped")
    next_plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="left_behind")
    fate = models.CharField(max_length=10, choices=Fate.choices)
    reason = models.TextField(blank=True)
    by = models.CharField(max_length=120)
    at = models.DateTimeField(default=now, editable=False)

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            one_of("fate", Fate.values, name="dropped_fate_known"),
            models.CheckConstraint(condition=Q(fate=Fate.FINISHED) | ~Q(reason=""), name="dropped_for_a_reason"),
        ]


class FirstPromise(models.Model):
    """When something was promised first where no plan here says it (F066): the day, the words it was said in, and
    where they stand."""

    action = models.OneToOneField("plans.PlannedAction", on_delete=models.CASCADE, related_name="first_promise")
    written = models.TextField()
    on = models.DateField()
    words = models.TextField()
    by = models.CharField(max_length=120)
    at = models.DateTimeField(default=now)

    class Meta:
        constraints = [not_blank("words", name="first_promise_says_where")]
