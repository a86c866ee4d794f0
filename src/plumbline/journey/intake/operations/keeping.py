"""How long documents are kept: put aside by a person, erased when their time is over."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from plumbline.foundation.acting import Acting, Machine
from plumbline.foundation.clock import now
from plumbline.institutions.actor import Actor
from plumbline.journey.intake import rules
from plumbline.journey.intake.models import Edit, Reading, Sheet
from plumbline.journey.intake.states import MOVES
from plumbline.platform.audit import operations as audit
from plumbline.platform.files import operations as files

WORDLESS: dict[str, Any] = {"result": None, "draft": None, "outline": [], "named": ""}


@transaction.atomic
def drop(*, actor: Actor, reading: Reading) -> None:
    """Put a document aside: it leaves the list, its file and its words are deleted, that it was here stays."""
    rules.can_drop(actor, reading).or_raise()
    MOVES.apply("drop", reading)
    _forget(actor, reading)
    audit.record(actor, "reading.dropped", reading)


@transaction.atomic
def erase(*, actor: Actor, reading: Reading) -> None:
    """Delete an accepted document's file and words now. What it became, its signatures and stage facts stay."""
    rules.can_erase(actor, reading).or_raise()
    _forget(actor, reading)
    audit.record(actor, "reading.erased", reading)


def erase_past_keeping() -> None:
    """Erase every document whose time is over; one that nobody decided about is dropped."""
    clock = Machine("retention")
    for reading in Reading.objects.all().past_keeping().light().select_related("institution", "file"):
        with transaction.atomic():
            if not reading.is_accepted and reading.state != "dropped":
                MOVES.apply("drop", reading)
            _forget(clock, reading)
            audit.record(clock, "reading.erased", reading)


def _forget(actor: Acting, reading: Reading) -> None:
    files.erase(actor=actor, file=reading.file, scope=reading.audit_scope)
    Sheet.objects.filter(reading=reading).delete()
    Edit.objects.filter(reading=reading).update(patch=None, gist="")
    moment = now()
    Reading.objects.filter(pk=reading.pk).update(erased_at=moment, **WORDLESS)
    reading.erased_at = moment
    for name, value in WORDLESS.items():
        setattr(reading, name, value)
