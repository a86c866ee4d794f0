"""Who was told what of an action, and who does not want to be reminded of it before a day."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from plumbline.foundation.clock import now
from plumbline.foundation.constraints import not_blank
from plumbline.foundation.history import Immutable


class Reminder(Immutable):
    """One turn (see `cadence`) of an action's due day that one person was told. `who` is "user:12" or "email:…"; a due
    day that is moved begins anew."""

    action = models.ForeignKey("plans.PlannedAction", on_delete=models.CASCADE, related_name="reminders")
    who = models.CharField(max_length=300)
    deadline_on = models.DateField(null=True, blank=True)
    turn = models.SmallIntegerField()
    told_on = models.DateField()

    class Meta:
        constraints = [
            not_blank("who", name="reminder_has_somebody"),
            models.UniqueConstraint(
                fields=["action", "who", "deadline_on", "turn", "told_on"], name="reminder_once_a_turn_and_day"
            ),
            models.UniqueConstraint(fields=["action", "who"], condition=Q(turn=1000), name="reminder_theirs_once"),
        ]


class Snooze(models.Model):
    """One person is not reminded of one action before a day, and is on that day."""

    action = models.ForeignKey("plans.PlannedAction", on_delete=models.CASCADE, related_name="snoozes")
    who = models.CharField(max_length=300)
    until_on = models.DateField()
    at = models.DateTimeField(default=now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["action", "who"], name="snooze_once_a_person")]
