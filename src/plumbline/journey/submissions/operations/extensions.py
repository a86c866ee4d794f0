"""Ask for more time, take that back, answer it."""

from __future__ import annotations

from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from plumbline.foundation.clock import now
from plumbline.foundation.problems import Refused
from plumbline.foundation.text import clean
from plumbline.institutions.actor import Actor
from plumbline.journey.submissions import notices
from plumbline.journey.submissions.models import Due, Extension, Step
from plumbline.journey.submissions.operations.dues import move_agreed
from plumbline.journey.submissions.queries import extensions_left
from plumbline.journey.submissions.rules import can_answer_extension, can_ask_extension, can_take_back_extension
from plumbline.journey.submissions.states import MOVES
from plumbline.platform.audit import operations as audit


@transaction.atomic
def ask_extension(*, actor: Actor, due: Due, wished_on: date, reason: str) -> Extension:
    """Ask for time until `wished_on`, and say why. Of two who ask at once, one is told that it was asked already."""
    can_ask_extension(actor, due, wished_on, reason, left=extensions_left(due.institution)).or_raise()
    try:
        with transaction.atomic():
            extension = Extension.objects.create(due=due, wished_on=wished_on, reason=clean(reason), asked_by=actor.key)
    except IntegrityError as twice:
        raise Refused(_("Somebody of your institution has just asked. Reload the page to see it.")) from twice
    Step.objects.create(
        due=due, what="asked", before_on=due.due_on, after_on=wished_on, reason=extension.reason, by=actor.key
    )
    audit.record(actor, "extension.asked", extension, scope=due.institution.key, stage=due.stage, on=str(wished_on))
    notices.extension_asked(extension)
    return extension


@transaction.atomic
def take_back_extension(*, actor: Actor, extension: Extension) -> None:
    """Take the request back before it is answered."""
    can_take_back_extension(actor, extension).or_raise()
    MOVES.apply("take_back", extension)
    Step.objects.create(due=extension.due, what="taken_back", by=actor.key)
    audit.record(actor, "extension.taken_back", extension, scope=extension.due.institution.key)


@transaction.atomic
def answer_extension(
    *, actor: Actor, extension: Extension, grant: bool, on: date | None = None, answer: str = ""
) -> None:
    """Grant time until `on`, which becomes the agreed day, or decline with the reason."""
    due = Due.objects.select_for_update().get(pk=extension.due_id)
    can_answer_extension(actor, extension, grant=grant, on=on, answer=answer).or_raise()
    before, said = due.due_on, clean(answer)
    changes = {"answer": said, "answered_by": actor.key, "answered_at": now()}
    if grant:
        MOVES.apply("grant", extension, granted_on=on, **changes)
        move_agreed(due, on)
    else:
        MOVES.apply("decline", extension, **changes)
    what = "granted" if grant else "declined"
    Step.objects.create(due=due, what=what, before_on=before, after_on=due.due_on, reason=said, by=actor.key)
    audit.record(actor, f"extension.{what}", extension, scope=due.institution.key, stage=due.stage)
    notices.extension_answered(extension)
