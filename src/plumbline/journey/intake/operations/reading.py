"""A document is read: begun, finished or refused, each in one transaction, so that nothing is ever half stored."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict

from django.db import transaction
from django.utils.translation import gettext_noop

from plumbline.foundation.acting import Acting
from plumbline.foundation.clock import now
from plumbline.institutions.actor import Actor
from plumbline.journey.intake import draft as drafts
from plumbline.journey.intake import notices
from plumbline.journey.intake.models import Reading, Sheet
from plumbline.journey.intake.parsing import Crashed, Read, read_apart
from plumbline.journey.intake.states import MOVES
from plumbline.platform.audit import operations as audit

Progress = Callable[[int, int], None]

CRASHED = {
    "crashed": gettext_noop(
        "Plumbline failed while reading this file. The fault is ours, not yours. The file is kept: save it as a Word "
        "document or a PDF and try that, or tell whoever looks after this site."
    ),
    "too_slow": gettext_noop(
        "Reading this file took longer than it may. Split it, or upload only the self-assessment and the plan."
    ),
    "too_heavy": gettext_noop(
        "Reading this file took more memory than it may. Remove large pictures or split it, and try again."
    ),
    "no_words": gettext_noop("This file holds no words that could be read. Check that you chose the right one."),
}
"""Why a file could not be read, beyond what the formats themselves say."""


def begin(*, reading: Reading) -> None:
    """The reading starts, or starts again because its worker was killed."""
    MOVES.apply("start", reading, started_at=now())


@transaction.atomic
def finish(*, actor: Acting, reading: Reading, read: Read) -> None:
    """Keep what was read: the result, the draft, the sheets. All of it, or nothing."""
    if read.result is None or not read.sheets:
        refuse(actor=actor, reading=reading, code=read.code or "no_words", problem=read.message or CRASHED["no_words"])
        return
    draft = drafts.from_result(read.result)
    Sheet.objects.filter(reading=reading).delete()
    Sheet.objects.bulk_create(
        (Sheet(reading=reading, number=sheet["number"], blocks=sheet["blocks"]) for sheet in read.sheets), batch_size=50
    )
    MOVES.apply(
        "finish",
        reading,
        result=read.result,
        draft=drafts.to_json(draft),
        outline=[{name: value for name, value in sheet.items() if name != "blocks"} for sheet in read.sheets],
        summary=asdict(drafts.counts(draft)),
        named=str(read.result.get("institution") or "")[:300],
        pages=read.pages,
        code="",
        problem="",
        finished_at=now(),
    )
    audit.record(actor, "reading.finished", reading, **asdict(drafts.counts(draft)))
    notices.was_read(reading)


@transaction.atomic
def refuse(*, actor: Acting, reading: Reading, code: str, problem: str) -> None:
    """It cannot be read: say why, keep the file."""
    MOVES.apply("refuse", reading, code=code, problem=problem, finished_at=now())
    audit.record(actor, "reading.refused", reading, code=code)
    notices.was_refused(reading)


def read_now(*, actor: Actor, reading: Reading, progress: Progress) -> None:
    """Read it here and now, without waiting for a worker: for the command line and the demonstration data."""
    begin(reading=reading)
    try:
        read = read_apart(reading.file.path, reading.name, progress=progress)
    except Crashed as crash:
        refuse(actor=actor, reading=reading, code=crash.code, problem=CRASHED[crash.code])
        return
    finish(actor=actor, reading=reading, read=read)
