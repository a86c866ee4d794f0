"""An extract becomes true, or does not, or is taken back. Each is one short statement, however many rows there are."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from plumbline.foundation.acting import Acting, Machine
from plumbline.foundation.clock import now
from plumbline.institutions.actor import Actor
from plumbline.institutions.models import Institution
from plumbline.platform.audit import operations as audit
from plumbline.platform.files import operations as files
from plumbline.platform.jobs import operations as jobs
from plumbline.workforce.register import queries, rules, staging
from plumbline.workforce.register.models import Extract, Fault
from plumbline.workforce.register.queries.extracts import past_keeping
from plumbline.workforce.register.states import MOVES


@transaction.atomic
def accept_extract(*, actor: Actor, extract: Extract) -> None:
    """Make the good rows of a checked extract true, as at its day; its file and faults are erased."""
    Institution.objects.select_for_update().get(pk=extract.institution_id)  # two extracts at once: one waits and sees
    rules.can_accept(actor, extract, queries.newest_accepted(extract.institution)).or_raise()
    MOVES.apply("accept", extract, accepted_at=now(), accepted_by=actor.key, closed_at=now(), looked={})
    _erase(actor, extract)
    told = extract.summary
    audit.record(actor, "extract.accepted", extract, scope=extract.audit_scope, **_counted(told))


@transaction.atomic
def refuse_extract(*, actor: Actor, extract: Extract) -> None:
    """Decide against an extract: its file is erased now, its rows soon after."""
    rules.can_refuse(actor, extract).or_raise()
    _refuse(actor, extract)
    audit.record(actor, "extract.refused", extract)


@transaction.atomic
def undo_extract(*, actor: Actor, extract: Extract) -> None:
    """Take the last accepted extract back: the register is as it was before it."""
    Institution.objects.select_for_update().get(pk=extract.institution_id)
    rules.can_undo(actor, extract, queries.newest_accepted(extract.institution)).or_raise()
    MOVES.apply("undo", extract, accepted_at=None, accepted_by=None, closed_at=now())
    _ask_to_clear(extract)
    audit.record(actor, "extract.undone", extract)


def refuse_past_keeping() -> None:
    """Erase every extract that nobody decided about in time."""
    clock = Machine("retention")
    for extract in past_keeping(now()):
        with transaction.atomic():
            _refuse(clock, extract)
            audit.record(clock, "extract.lapsed", extract)


def clear_extract(*, extract: Extract) -> None:
    """Delete the rows of an extract that is over, a handful at a time: nobody waits for it."""
    while staging.clear(extract.pk):
        pass
    Extract.objects.filter(pk=extract.pk).update(cleared_at=now(), looked={}, choices={})


def _refuse(actor: Acting, extract: Extract) -> None:
    MOVES.apply("refuse", extract, closed_at=now(), looked={})
    _erase(actor, extract)
    _ask_to_clear(extract)


def _erase(actor: Acting, extract: Extract) -> None:
    if extract.file is not None:
        files.erase(actor=actor, file=extract.file, scope=extract.audit_scope)
    Fault.objects.filter(extract=extract).delete()


def _ask_to_clear(extract: Extract) -> None:
    jobs.enqueue(kind=queries.CLEAR, key=extract.key, payload={"extract": extract.key})


def _counted(told: dict[str, Any]) -> dict[str, Any]:
    return {name: int(told.get(name, 0)) for name in ("people_added", "people_changed", "people_left")}
