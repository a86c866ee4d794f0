"""Message: words for one person at one address, waiting to be delivered."""

from __future__ import annotations

from django.db import models

from plumbline.foundation.clock import now
from plumbline.foundation.constraints import not_blank, one_of
from plumbline.platform.notifications.states import STATES, WAITING


class Message(models.Model):
    """`recipient` is an opaque key ("user:12"); what the message was about is `kind`, so that a history can be shown
    without keeping the words: the body may hold a single-use link and is blanked once sent."""

    recipient = models.CharField(max_length=100, blank=True)
    address = models.EmailField()
    kind = models.CharField(max_length=60)
    subject = models.CharField(max_length=200)
    body = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=list(STATES.items()), default=WAITING)
    queued_at = models.DateTimeField(default=now)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["recipient", "-queued_at"], name="message_by_recipient")]
        constraints = [
            one_of("state", STATES, name="message_state_known"),
            not_blank("address", name="message_has_address"),
        ]
