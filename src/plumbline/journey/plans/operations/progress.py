"""Say how an action is getting on: its status, what happened, its rating."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.db import transaction

from plumbline.foundation.clock import now, today
from plumbline.foundation.text import clean
from plumbline.institutions.actor import Actor
from plumbline.journey.plans.content import plain
from plumbline.journey.plans.models import BulkChange, PlannedAction, ProgressNote, Rating, ReportingDate, Step
from plumbline.journey.plans.operations.measuring import write_measurement
from plumbline.journey.plans.rules import can_change_status, can_note_progress, can_rate, can_update_action
from plumbline.journey.plans.states import MOVES
from plumbline.platform.audit import operations as audit


@transaction.atomic
def change_status(
    *, actor: Actor, action: PlannedAction, status: str, note: str = "", bulk: BulkChange | None = None
) -> ProgressNote:
    """Move the action to another status; `note` says what happened (needed where it is stopped).

    Raises Refused where somebody else moved it since `action` was read.
    """
    can_change_status(actor, action, status, note).or_raise()
    before = action.status
    MOVES.apply(status, action, changed_at=now())
    return _noted(actor, action, before, clean(note), bulk)


@transaction.atomic
def note_progress(*, actor: Actor, action: PlannedAction, text: str) -> ProgressNote:
    """Write what happened; the status stays."""
    can_note_progress(actor, action, text).or_raise()
    action.changed_at = now()
    action.save(update_fields=["changed_at"])
    return _noted(actor, action, action.status, clean(text))


@transaction.atomic
def rate(
    *,
    actor: Actor,
    action: PlannedAction,
    rag: str,
    on: date | None = None,
    explanation: str = "",
    reporting: ReportingDate | None = None,
    bulk: BulkChange | None = None,
) -> Rating:
    """Rate the action red, amber or green as at the day `on` (today if none), or for a reporting date: then as at that
    date, or as at today while it is still to come. Earlier ratings stand as history, and ratings for one date never
    touch those for another. An empty `rag` takes the last one back. A red may wait for its explanation until its
    reporting date is closed (F038): honest reds are not to be harder to give than false ambers."""
    if reporting:  # as it is now: somebody may have closed it since the page was opened
        reporting = ReportingDate.objects.select_for_update().get(pk=reporting.pk)
    on = min(reporting.on, today()) if reporting else on or today()
    can_rate(actor, action, rag, on, explanation, today(), reporting=reporting).or_raise()
    latest = action.ratings.filter(reporting=reporting).first() if reporting else action.ratings.first()
    rating = Rating.objects.create(
        action=action, rag=rag, rated_on=on, explanation=clean(explanation), reporting=reporting, by=actor.key
    )
    Step.objects.create(
        plan=action.plan,
        action=action,
        what="rated",
        before=_rating_said(latest) if latest else {},
        after=_rating_said(rating),
        bulk=bulk,
        by=actor.key,
    )
    action.changed_at = now()
    action.save(update_fields=["changed_at"])
    audit.record(actor, "action.rated", action, scope=action.plan.institution.key, rag=rag)
    return rating


@transaction.atomic
def report(
    *,
    actor: Actor,
    action: PlannedAction,
    status: str = "",
    note: str = "",
    rag: str = "",
    explanation: str = "",
    readings: Mapping[str, Decimal | None] | None = None,
) -> int:
    """All that an owner says of an action at once: a status, what happened, a rating, what measures stand at (by key).
    What is empty, or as it was, is left alone; how much was written. Raises Refused with the field that is wrong, and
    then nothing is written."""
    can_update_action(actor, action).or_raise()
    written = 0
    if status and status != action.status:
        change_status(actor=actor, action=action, status=status, note=note)
        written += 1
    elif note.strip():
        note_progress(actor=actor, action=action, text=note)
        written += 1
    latest = action.ratings.first()
    if rag and (latest is None or (latest.rag, latest.explanation) != (rag, clean(explanation))):
        rate(actor=actor, action=action, rag=rag, explanation=explanation)
        written += 1
    for measure in action.measures.filter(removed_at=None, key__in=readings or ()):
        value = (readings or {})[measure.key]
        if value is not None:
            write_measurement(actor=actor, measure=measure, value=value)
            written += 1
    return written


def _rating_said(rating: Rating) -> dict[str, object]:
    """A rating as the steps of history hold it; `for` is the reporting date that it was given for."""
    said: dict[str, object] = {"rag": rating.rag, "explanation": rating.explanation, "rated_on": plain(rating.rated_on)}
    return said | ({"for": rating.reporting_id} if rating.reporting_id else {})


def _noted(actor: Actor, action: PlannedAction, before: str, text: str, bulk: BulkChange | None = None) -> ProgressNote:
    note = ProgressNote.objects.create(
        action=action, text=text, status_before=before, status_after=action.status, by=actor.key
    )
    moved = before != action.status
    Step.objects.create(
        plan=action.plan,
        action=action,
        what="moved" if moved else "noted",
        before={"status": before} if moved else {},
        after={"status": action.status, "note": text} if moved else {"note": text},
        bulk=bulk,
        by=actor.key,
    )
    verb = "action.moved" if moved else "action.noted"
    audit.record(actor, verb, action, scope=action.plan.institution.key, status=action.status)
    return note
