"""A document comes in: its file is stored and a job is asked for that reads it."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from io import BytesIO
from typing import BinaryIO

from django.db import transaction
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from plumbline.foundation.clock import now
from plumbline.foundation.problems import Refused
from plumbline.institutions.actor import Actor
from plumbline.institutions.models import Institution
from plumbline.journey.intake import queries, rules
from plumbline.journey.intake.models import Reading, new_key
from plumbline.journey.intake.states import MOVES
from plumbline.platform.audit import operations as audit
from plumbline.platform.files import operations as files
from plumbline.platform.jobs import operations as jobs

OWNER = "intake.reading"
CHUNK = 1024 * 1024


class SameFile(Refused):
    """The institution has this file already; `reading` is what was read of it."""

    def __init__(self, reading: Reading, name: str) -> None:
        told = (
            _("“%(name)s” is here already, uploaded on %(day)s. It was not stored a second time.")
            if name == reading.name
            else _("“%(new)s” is the same file as “%(name)s”, uploaded on %(day)s. It was not stored a second time.")
        )
        day = date_format(localtime(reading.uploaded_at), "j F Y")
        super().__init__(told % {"new": name, "name": reading.name, "day": day}, field="documents")
        self.reading = reading


@transaction.atomic
def upload(
    *, actor: Actor, institution: Institution, name: str, content: BinaryIO | bytes, queue: bool = True
) -> Reading:
    """Store a file and ask for its reading (not with `queue` false: the caller reads it now).

    Raises `SameFile` when the institution has these bytes already, and Refused when the file is empty or too large;
    then nothing is stored."""
    rules.can_upload(actor, institution).or_raise()
    source = BytesIO(content) if isinstance(content, bytes) else content
    Institution.objects.select_for_update().get(pk=institution.pk)  # the same file twice at once: one waits and sees
    same = queries.same_file(institution, _sha256(source))
    if same is not None:
        raise SameFile(same, name)
    reading = _store(actor, institution, name, source, queue=queue)
    audit.record(actor, "reading.uploaded", reading, size=reading.file.size)
    return reading


@transaction.atomic
def read_again(*, actor: Actor, reading: Reading) -> Reading:
    """Read the same file once more, as a reading of its own beside the first."""
    rules.can_read_again(actor, reading).or_raise()
    waiting = Reading.objects.all().of(reading.institution).under_way().filter(again_of=reading).light().first()
    if waiting is not None:
        return waiting  # pressed twice
    with reading.file.path.open("rb") as content:
        again = _store(actor, reading.institution, reading.name, content, again_of=reading)
    audit.record(actor, "reading.read_again", again, earlier=reading.key)
    return again


@transaction.atomic
def try_again(*, actor: Actor, reading: Reading) -> None:
    """Read a file once more that could not be read."""
    rules.can_try_again(actor, reading).or_raise()
    MOVES.apply("try_again", reading, code="", problem="", started_at=None, finished_at=None)
    job = queries.job_for(reading)
    if job is not None and job.is_over:
        jobs.start_again(job=job)
    else:
        jobs.enqueue(kind=queries.JOB, key=queries.job_key(reading), payload={"reading": reading.key})
    audit.record(actor, "reading.tried_again", reading)


def _store(
    actor: Actor,
    institution: Institution,
    name: str,
    content: BinaryIO,
    *,
    again_of: Reading | None = None,
    queue: bool = True,
) -> Reading:
    key = new_key()
    # The reading decides how long its file is kept, because that changes when it is accepted.
    file = files.store(
        actor=actor,
        owner=OWNER,
        owner_key=key,
        name=name,
        content=content,
        keep_until=None,
        scope=institution.key,
    )
    reading = Reading.objects.create(
        key=key,
        institution=institution,
        file=file,
        name=file.name,
        again_of=again_of,
        uploaded_by=actor.key,
        keep_until=now() + timedelta(days=queries.days_waiting()),
    )
    if queue:
        jobs.enqueue(kind=queries.JOB, key=queries.job_key(reading), payload={"reading": key})
    return reading


def _sha256(content: BinaryIO) -> str:
    digest = hashlib.sha256()
    content.seek(0)
    while piece := content.read(CHUNK):
        digest.update(piece)
    content.seek(0)
    return digest.hexdigest()
