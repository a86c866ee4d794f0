"""Post: what somebody was, from a day on. Position and Unit: what and where, each written once."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q, Window
from django.db.models.functions import RowNumber

from plumbline.foundation.constraints import not_blank, one_of
from plumbline.institutions.models import Institution
from plumbline.workforce.register.models.extracts import Extract
from plumbline.workforce.register.models.people import Person
from plumbline.workforce.register.sealing import SealedDateField
from plumbline.workforce.register.states import State

KEY_LENGTH = 16
POSITION_FIELDS = ("title", "family", "subfamily", "grade", "level", "soc", "activity")


class Unit(models.Model):
    """A place in the institution's structure. `id` is made of the path that HR writes, so a unit that was renamed or
    moved is found again in the next extract. `stands_for`: HR writes one unit in two ways."""

    id = models.BigIntegerField(primary_key=True)
    institution = models.ForeignKey(Institution, on_delete=models.CASCADE, related_name="units")
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    name = models.CharField(max_length=200)
    written = models.CharField(max_length=900)
    stands_for = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="also_written"
    )

    class Meta:
        ordering = ["name"]
        constraints = [
            not_blank("name", name="unit_has_name"),
            models.CheckConstraint(condition=~Q(parent=F("id")), name="unit_not_in_itself"),
            models.CheckConstraint(condition=~Q(stands_for=F("id")), name="unit_stands_for_another"),
        ]

    @property
    def key(self) -> str:
        """How addresses name it."""
        return f"{self.pk:016x}"

    @property
    def audit_key(self) -> str:
        """How the audit writes it."""
        return f"register.unit:{self.key}"

    @property
    def audit_scope(self) -> str:
        """Whose history it belongs to."""
        return f"institution:{self.institution_id}"


class Position(models.Model):
    """A title with its family, grade and codes, as HR writes them: thousands of posts share one."""

    id = models.BigIntegerField(primary_key=True)
    institution = models.ForeignKey(Institution, on_delete=models.CASCADE, related_name="positions")
    title = models.CharField(max_length=200, blank=True)
    family = models.CharField(max_length=200, blank=True)
    subfamily = models.CharField(max_length=200, blank=True)
    grade = models.CharField(max_length=200, blank=True)
    level = models.CharField(max_length=200, blank=True)
    soc = models.CharField(max_length=200, blank=True)
    activity = models.CharField(max_length=200, blank=True)


class Contract(models.TextChoices):
    PERMANENT = "permanent", "permanent"
    FIXED = "fixed", "fixed-term"
    ATYPICAL = "atypical", "atypical"


class PostQuerySet(models.QuerySet["Post"]):
    def of(self, institution: Institution) -> PostQuerySet:
        """One institution's rows."""
        return self.filter(institution=institution)

    def true(self) -> PostQuerySet:
        """Rows of accepted extracts."""
        return self.filter(extract__state=State.ACCEPTED)

    def newest(self, on: date) -> PostQuerySet:
        """What was last known of each post on a day, of posts that had ended too. What is chosen before this (the
        institution) is looked through for the newest rows; what is filtered after it are the newest rows."""
        newest = Window(
            RowNumber(),
            partition_by=[F("person_id"), F("key")],
            order_by=[F("from_on").desc(), F("extract_id").desc()],
        )
        numbered = self.true().filter(from_on__lte=on).annotate(place=newest).filter(place=1)
        return Post.objects.filter(pk__in=numbered.values("pk"))  # a filter beside the window would come before it

    def standing(self, on: date) -> PostQuerySet:
        """The posts that were held on a day."""
        return self.newest(on).filter(is_gone=False)


class Post(models.Model):
    """What one post of one person was from the day `from_on`, until a later row of the same person and key says
    otherwise. `is_gone`: from that day it was not held any more (`left_on` the last day, where HR said so). FTE in
    ten-thousandths. `what` and `changed` tell what the row's extract did: added, changed (which fields),
    learned what was blank, left."""

    institution = models.ForeignKey(Institution, on_delete=models.CASCADE, related_name="posts", db_index=False)
    extract = models.ForeignKey(Extract, on_delete=models.CASCADE, related_name="posts", db_index=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="posts", db_index=False)
    key = models.CharField(max_length=KEY_LENGTH)
    from_on = models.DateField()
    is_gone = models.BooleanField(default=False)
    what = models.CharField(max_length=8)
    changed = models.CharField(max_length=200, blank=True)
    position = models.ForeignKey(Position, on_delete=models.PROTECT, related_name="+", db_index=False)
    unit = models.ForeignKey(Unit, null=True, on_delete=models.PROTECT, related_name="posts", db_index=False)
    campus = models.CharField(max_length=200, blank=True)
    fte = models.PositiveIntegerField(null=True)
    contract = models.CharField(max_length=10, choices=Contract.choices, blank=True)
    mode = models.CharField(max_length=4, blank=True)
    ends_on = models.DateField(null=True)
    started_on = models.DateField(null=True)
    post_started_on = models.DateField(null=True)
    born_on = SealedDateField()
    born_how = models.CharField(max_length=4, blank=True)
    funding = models.CharField(max_length=200, blank=True)
    registration = models.CharField(max_length=200, blank=True)
    apprentice = models.BooleanField(null=True)
    entry_route = models.CharField(max_length=200, blank=True)
    left_on = models.DateField(null=True)
    left_why = models.CharField(max_length=200, blank=True)
    left_to = models.CharField(max_length=200, blank=True)

    objects = PostQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["institution", "person", "key", "from_on"], name="post_by_person"),
        ]
        constraints = [
            one_of("what", ["added", "changed", "learned", "left", "kept"], name="post_what_known"),
            one_of("contract", ["", *Contract.values], name="post_contract_known"),
            one_of("mode", ["", "full", "part"], name="post_mode_known"),
            models.UniqueConstraint(fields=["extract", "person", "key", "from_on"], name="post_once_an_extract"),
        ]
