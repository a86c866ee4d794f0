"""Item: something told to somebody. Message: an e-mail. Digest: somebody's e-mail of a day. Preference: a choice."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from plumbline.foundation.clock import now
from plumbline.foundation.constraints import not_blank, one_of
from plumbline.platform.notifications.kinds import How
from plumbline.platform.notifications.states import STATES, WAITING


class Message(models.Model):
    """`recipient` is an opaque key ("user:12"); what the message was about is `kind`, so that a history can be shown
    without keeping the words: the body may hold a single-use link and is blanked once sent. After `good_until` it is
    dropped instead of sent. `unsubscribe` is the path that stops such messages; "" for those that must be sent."""

    recipient = models.CharField(max_length=100, blank=True)
    address = models.EmailField()
    kind = models.CharField(max_length=60)
    subject = models.CharField(max_length=200)
    body = models.TextField(blank=True)
    unsubscribe = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=list(STATES.items()), default=WAITING)
    queued_at = models.DateTimeField(default=now)
    good_until = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["recipient", "-queued_at"], name="message_by_recipient"),
            models.Index(fields=["state", "queued_at"], name="message_by_state"),
        ]
        constraints = [
            one_of("state", STATES, name="message_state_known"),
            not_blank("address", name="message_has_address"),
        ]


class Digest(models.Model):
    """The one e-mail that a person gets on a day. The unique row makes any number of schedulers safe."""

    address = models.EmailField()
    day = models.DateField()
    message = models.OneToOneField(Message, on_delete=models.CASCADE, related_name="digest")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["address", "day"], name="digest_once_a_day")]


class ItemQuerySet(models.QuerySet["Item"]):
    def in_inbox_of(self, recipient: str) -> ItemQuerySet:
        """What somebody was told, newest first."""
        return self.filter(recipient=recipient).order_by("-at", "-pk")

    def unread(self) -> ItemQuerySet:
        return self.filter(read_at=None)

    def waiting_for_digest(self) -> ItemQuerySet:
        """What no daily e-mail has told yet."""
        return self.filter(how=How.DIGEST, digest=None)


class Item(models.Model):
    """Something told to one person: it stands in the inbox, and goes by e-mail as `how` says. `key` names the event, so
    that the same event twice is one item; `about` the thing, so that a digest tells of it once; `path` is where it is
    dealt with, `act` the words of that button, `place` the page where everything of that kind is dealt with."""

    recipient = models.CharField(max_length=100)
    address = models.EmailField()
    kind = models.CharField(max_length=60)
    key = models.CharField(max_length=200)
    about = models.CharField(max_length=100, blank=True)
    subject = models.CharField(max_length=200)
    body = models.TextField(blank=True)
    path = models.CharField(max_length=500)
    place = models.CharField(max_length=500, blank=True)
    act = models.CharField(max_length=100)
    how = models.CharField(max_length=10, choices=How.choices)
    at = models.DateTimeField(default=now)
    read_at = models.DateTimeField(null=True, blank=True)
    message = models.OneToOneField(Message, null=True, blank=True, on_delete=models.SET_NULL, related_name="item")
    digest = models.ForeignKey(Digest, null=True, blank=True, on_delete=models.SET_NULL, related_name="items")

    objects = ItemQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["recipient", "-at"], name="item_by_recipient"),
            models.Index(fields=["recipient"], condition=Q(read_at=None), name="item_unread"),
            models.Index(fields=["address"], condition=Q(how="digest", digest=None), name="item_for_digest"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["recipient", "kind", "key"], name="item_once_an_event"),
            one_of("how", [How.AT_ONCE, How.DIGEST, How.INBOX], name="item_how_known"),
            not_blank("key", name="item_has_key"),
        ]


class Preference(models.Model):
    """How one person wants one kind of message. Without a row, the kind's default holds."""

    recipient = models.CharField(max_length=100)
    kind = models.CharField(max_length=60)
    how = models.CharField(max_length=10, choices=How.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["recipient", "kind"], name="preference_once_a_kind"),
            one_of("how", How.values, name="preference_how_known"),
        ]
