"""Every look at personal rows is written down."""

from __future__ import annotations

from django.db import transaction

from plumbline.institutions.actor import Actor
from plumbline.institutions.models import Institution
from plumbline.workforce.register import rules
from plumbline.workforce.register.models import Look, Person


@transaction.atomic
def note_look(
    *, actor: Actor, institution: Institution, what: str, person: Person | None = None, note: str = ""
) -> None:
    """Write down that the actor looks at personal rows: `what` is "extract", "list", "person" or "export". Raises
    Refused for whoever may not."""
    rules.can_see_raw(actor, institution).or_raise()
    key = person.key if person else ""
    Look.objects.create(institution=institution, by=actor.key, what=what, person=key, note=note[:200])
