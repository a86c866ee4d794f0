"""Say who counts as a technician: by a rule, by hand, and what family a title is of."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from plumbline.foundation.clock import now, today
from plumbline.foundation.problems import Overtaken, Refused
from plumbline.foundation.text import clean
from plumbline.institutions.actor import Actor
from plumbline.institutions.models import Institution
from plumbline.platform.audit import operations as audit
from plumbline.workforce.register import rules
from plumbline.workforce.register.definition import BadRule, Node, parse
from plumbline.workforce.register.families import FAMILIES
from plumbline.workforce.register.models import Definition, HandChoice, Person, RoleFamily


@transaction.atomic
def save_definition(
    *,
    actor: Actor,
    institution: Institution,
    rule: str,
    since_on: date,
    why: str = "",
    sentence: str = "",
    seen: int | None = None,
) -> Definition:
    """Write the next version of who counts, true from `since_on`. `sentence` says it for people; `seen` is the number
    of the version that was on the page. Raises Refused with the line where the rule cannot be read."""
    rules.can_define(actor, institution).or_raise()
    read_rule(rule)
    if since_on > today():
        raise Refused(_("This day is still to come. Give today or an earlier day."), field="since_on")
    Institution.objects.select_for_update().get(pk=institution.pk)
    newest = Definition.objects.filter(institution=institution).aggregate(top=Max("number"))["top"] or 0
    if seen is not None and seen != newest:
        told = _("Somebody saved version %(number)s meanwhile. Look at it; saving again writes yours as the next one.")
        raise Overtaken(told % {"number": newest}, "rule", seen=str(newest))
    definition = Definition.objects.create(
        institution=institution,
        number=newest + 1,
        rule=clean(rule),
        sentence=clean(sentence),
        since_on=since_on,
        why=clean(why),
        by=actor.key,
    )
    audit.record(actor, "definition.saved", definition, scope=institution.key, number=definition.number)
    return definition


def read_rule(rule: str) -> Node:
    """The rule behind the words; Refused, at its field, where it cannot be read."""
    try:
        return parse(rule)
    except BadRule as bad:
        raise Refused(_("Line %(line)s: %(why)s") % {"line": bad.line, "why": bad.why}, field="rule") from bad


@transaction.atomic
def choose_by_hand(*, actor: Actor, person: Person, is_in: bool, reason: str, since_on: date) -> HandChoice:
    """Count somebody, or not, whatever the rule says, from a day on. An earlier choice ends on that day."""
    rules.can_choose_by_hand(actor, person, reason).or_raise()
    HandChoice.objects.filter(person=person, ended_on=None).update(ended_on=since_on, ended_by=actor.key)
    choice = HandChoice.objects.create(
        institution=person.institution,
        person=person,
        is_in=is_in,
        reason=clean(reason),
        since_on=since_on,
        by=actor.key,
    )
    audit.record(actor, "person.chosen", person, is_in=is_in)
    return choice


@transaction.atomic
def end_choice(*, actor: Actor, choice: HandChoice) -> None:
    """From today the rule decides about somebody again."""
    rules.can_define(actor, choice.institution).or_raise()
    HandChoice.objects.filter(pk=choice.pk, ended_on=None).update(ended_on=today(), ended_by=actor.key)
    audit.record(actor, "person.choice_ended", choice.person)


@transaction.atomic
def set_role_family(*, actor: Actor, institution: Institution, title: str, family: str) -> None:
    """Say what family a title is of; "" leaves it to HR and to what its words suggest."""
    rules.can_define(actor, institution).or_raise()
    if family and family not in FAMILIES:
        raise Refused(_("Choose one of the families."), field="family")
    said = clean(title)[:200]
    if not family:
        RoleFamily.objects.filter(institution=institution, title=said).delete()
    else:
        RoleFamily.objects.update_or_create(
            institution=institution, title=said, defaults={"family": family, "by": actor.key, "at": now()}
        )
    audit.record(actor, "role.family_set", f"register.role:{institution.pk}", scope=institution.key, family=family)
