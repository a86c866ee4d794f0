"""Text, Version, Aside; Comment, Mention; Presence."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from plumbline.foundation.clock import now
from plumbline.foundation.constraints import both_or_neither, not_blank, one_of
from plumbline.foundation.history import Immutable


class How(models.TextChoices):
    """How a version came to be."""

    TYPED = "typed", _("Written")
    GIVEN = "given", _("Taken over")
    RESTORED = "restored", _("Brought back")
    CHOSEN = "chosen", _("Chosen between two versions")
    COMBINED = "combined", _("Two versions combined")


class Text(models.Model):
    """A piece of text as it stands. `number` is the version that stands (0: nothing was ever written); `issued` is the
    highest number that was given out, for versions that stand beside the main line have numbers too. `scope` says
    whose history a change belongs to."""

    scope = models.CharField(max_length=100, blank=True)
    body = models.TextField(blank=True)
    number = models.PositiveIntegerField(default=0)
    issued = models.PositiveIntegerField(default=0)
    words = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(null=True, blank=True)
    changed_by = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(number__lte=models.F("issued")), name="text_number_was_issued"),
        ]

    @property
    def audit_scope(self) -> str:
        return self.scope

    @property
    def audit_key(self) -> str:
        return f"texts.text:{self.pk}"


class VersionQuerySet(models.QuerySet["Version"]):
    def on_the_main_line(self) -> VersionQuerySet:
        """What stood for everybody, one after the other."""
        return self.filter(is_beside=False)

    def of_sitting(self, by: str, sitting: str) -> VersionQuerySet:
        """What one person wrote in one sitting (one page that they had open)."""
        return self.filter(by=by, sitting=sitting)

    def newest_first(self) -> VersionQuerySet:
        return self.order_by("-number")


class Version(Immutable):
    """What somebody had written at a moment. `base` is the number of the version that they started from. `is_beside`:
    it never stood for everybody, because somebody else's words stood there when it came, or because it came late.
    `turn` orders the saves of one sitting, which may arrive in another order than they were sent."""

    text = models.ForeignKey(Text, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    base = models.PositiveIntegerField()
    body = models.TextField(blank=True)
    words = models.PositiveIntegerField(default=0)
    by = models.CharField(max_length=120)
    at = models.DateTimeField(default=now, editable=False)
    how = models.CharField(max_length=10, choices=How.choices, default=How.TYPED)
    sitting = models.CharField(max_length=40, blank=True)
    turn = models.PositiveIntegerField(default=0)
    is_beside = models.BooleanField(default=False)

    objects = VersionQuerySet.as_manager()

    # Set by `queries.sittings_of`: the number of what stood for everybody before it, 0 for nothing.
    before: int

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["text", "number"], name="version_number_once_a_text"),
            models.CheckConstraint(condition=Q(base__lt=models.F("number")), name="version_base_is_earlier"),
            one_of("how", How.values, name="version_how_known"),
            not_blank("by", name="version_has_writer"),
        ]


class AsideQuerySet(models.QuerySet["Aside"]):
    def open(self) -> AsideQuerySet:
        """Still to be settled, oldest first."""
        return self.filter(settled_at=None).order_by("opened_at", "pk")


class Aside(models.Model):
    """The words of somebody whose save came after another's: kept beside the text until they settle it. `version` is
    the newest of them; `base` is the number that both started from."""

    text = models.ForeignKey(Text, on_delete=models.CASCADE, related_name="asides")
    by = models.CharField(max_length=120)
    sitting = models.CharField(max_length=40, blank=True)
    base = models.PositiveIntegerField()
    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="+")
    opened_at = models.DateTimeField(default=now, editable=False)
    settled_at = models.DateTimeField(null=True, blank=True)

    objects = AsideQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["text", "by", "sitting"], condition=Q(settled_at=None), name="aside_open_once_a_sitting"
            ),
        ]


class CommentQuerySet(models.QuerySet["Comment"]):
    def at(self, *places: str) -> CommentQuerySet:
        """What was said at these places, oldest first."""
        return self.filter(place__in=places).order_by("at", "pk")

    def unresolved(self) -> CommentQuerySet:
        """Threads that still wait for somebody."""
        return self.filter(parent=None, resolved_at=None)


class Comment(models.Model):
    """Something said beside a text; an answer has a `parent`. `place` is the opaque key of what it is beside. The words
    are never changed; a thread may be resolved and reopened. `name` is what to call a writer who has no account."""

    scope = models.CharField(max_length=100, blank=True)
    place = models.CharField(max_length=120, db_index=True)
    parent = models.ForeignKey("self", on_delete=models.CASCADE, null=True, blank=True, related_name="replies")
    body = models.TextField()
    by = models.CharField(max_length=120)
    name = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField(default=now, editable=False)
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolved_by = models.CharField(max_length=120, null=True, blank=True)  # noqa: DJ001 (null with resolved_at)

    objects = CommentQuerySet.as_manager()

    class Meta:
        constraints = [
            not_blank("body", name="comment_says_something"),
            both_or_neither("resolved_at", "resolved_by", name="comment_resolved_by_whom"),
            models.CheckConstraint(
                condition=Q(parent=None) | Q(resolved_at=None), name="comment_only_threads_are_resolved"
            ),
        ]

    @property
    def audit_scope(self) -> str:
        return self.scope

    @property
    def audit_key(self) -> str:
        return f"texts.comment:{self.pk}"

    @property
    def is_resolved(self) -> bool:
        return self.resolved_at is not None


class Mention(models.Model):
    """Somebody whose name a comment calls. `person` is an opaque key ("user:12")."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="mentions")
    person = models.CharField(max_length=120, db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["comment", "person"], name="mention_once_a_comment"),
        ]


class Presence(models.Model):
    """Somebody has a place open: when their page last said so. Forgotten within the hour."""

    place = models.CharField(max_length=120)
    by = models.CharField(max_length=120)
    name = models.CharField(max_length=200, blank=True)
    seen_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["place", "by"], name="presence_once_a_place")]
        indexes = [models.Index(fields=["seen_at"], name="presence_by_moment")]
