"""What can be done about single people and units: join and part, take out of equality figures, erase."""

from __future__ import annotations

import secrets
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from plumbline.foundation.acting import Acting, Machine
from plumbline.foundation.clock import now, today
from plumbline.foundation.problems import Refused
from plumbline.foundation.text import clean
from plumbline.institutions.actor import Actor
from plumbline.platform.audit import operations as audit
from plumbline.workforce.register import rules
from plumbline.workforce.register.models import Equality, HandChoice, Look, Person, Post, Unit

DEEPEST = 12
HANDFUL = 200
LOOKS_KEPT = timedelta(days=6 * 365)


@transaction.atomic
def join_people(*, actor: Actor, person: Person, other: Person) -> None:
    """Say that `person` is the same as `other`, under another number: they count once, as `other`."""
    rules.can_join(actor, person, other).or_raise()
    person.same_as = other
    person.save(update_fields=["same_as"])
    audit.record(actor, "person.joined", person, other=other.key)


@transaction.atomic
def part_people(*, actor: Actor, person: Person) -> None:
    """Take a joining back: they are two people again."""
    rules.can_import(actor, person.institution).or_raise()
    person.same_as = None
    person.save(update_fields=["same_as"])
    audit.record(actor, "person.parted", person)


@transaction.atomic
def object_to_equality(*, actor: Actor, person: Person, is_out: bool) -> None:
    """Take somebody who objected out of equality figures, or back in (DPA 2018 Sch. 1 para 8(5))."""
    rules.can_import(actor, person.institution).or_raise()
    person.objected_at = now() if is_out else None
    person.save(update_fields=["objected_at"])
    audit.record(actor, "person.opted_out", person, is_out=is_out)


@transaction.atomic
def erase_person(*, actor: Actor, person: Person) -> Person:
    """Forget who somebody was. Their posts stay, under a number that comes from nothing, so that counts stay; what they
    declared, their number, choices by hand and looks at them go. Gives who stands there now."""
    rules.can_erase(actor, person).or_raise()
    return _erased(actor, person)


def _erased(actor: Acting, person: Person) -> Person:
    nobody = Person.objects.create(
        id=secrets.randbits(62), institution=person.institution, ref="", erased_at=now(), same_as=person.same_as
    )
    old = person.key
    Post.objects.filter(person=person).update(person=nobody)
    Person.objects.filter(same_as=person).update(same_as=nobody)
    Equality.objects.filter(person=person).delete()
    HandChoice.objects.filter(person=person).update(person=nobody, reason=_("Erased with the person."))
    Look.objects.filter(institution=person.institution, person=old).update(person="")
    # A birth is a step towards a person: what is left of it is the year, for counts by age.
    for post in Post.objects.filter(person=nobody).exclude(born_on=None):
        if post.born_on is not None:
            post.born_on, post.born_how = post.born_on.replace(month=7, day=1), "year"
            post.save(update_fields=["born_on", "born_how"])
    person.delete()
    audit.record(actor, "person.erased", nobody)
    return nobody


def erase_past_keeping() -> None:
    """Part people who left long ago from who they were, and forget old looks. A handful a day."""
    clock, day = Machine("retention"), today()
    gone = day.replace(year=day.year - settings.PLUMBLINE_LEAVER_YEARS, day=1)
    rows = Post.objects.filter(is_gone=True, from_on__lt=gone, person__erased_at=None).true()
    for number in rows.values_list("person_id", flat=True).distinct()[:HANDFUL]:
        with transaction.atomic():
            person = Person.objects.select_related("institution").get(pk=number)
            own = Post.objects.all().of(person.institution).filter(person=person)
            if not own.standing(day).exists() and not own.true().filter(from_on__gte=gone).exists():
                _erased(clock, person)
    Look.objects.filter(at__lt=now() - LOOKS_KEPT).delete()


@transaction.atomic
def change_unit(
    *, actor: Actor, unit: Unit, name: str, parent: Unit | None = None, stands_for: Unit | None = None
) -> None:
    """Call a unit otherwise, put it under another, or say that it is one that HR also writes otherwise. The next
    extract finds it again by what HR writes."""
    rules.can_import(actor, unit.institution).or_raise()
    if not clean(name):
        raise Refused(_("Give the unit a name."), field="name")
    for field, other in (("parent", parent), ("stands_for", stands_for)):
        if other is not None and (other.institution_id != unit.institution_id or _is_within(other, unit)):
            raise Refused(_("Choose a unit that does not lie in this one."), field=field)
    unit.name, unit.parent, unit.stands_for = clean(name)[:200], parent, stands_for
    unit.save(update_fields=["name", "parent", "stands_for"])
    audit.record(actor, "unit.changed", unit)


def _is_within(one: Unit, other: Unit) -> bool:
    """Whether `one` is `other`, lies in it, or stands for it."""
    at: Unit | None = one
    for _step in range(DEEPEST):
        if at is None:
            return False
        if at.pk == other.pk:
            return True
        at = at.stands_for or at.parent
    return True
