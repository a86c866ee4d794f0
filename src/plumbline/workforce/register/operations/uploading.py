"""An extract comes in, and people say which column is which."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, BinaryIO

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from plumbline.foundation.clock import now, today
from plumbline.foundation.problems import Refused
from plumbline.institutions.actor import Actor
from plumbline.institutions.models import Institution
from plumbline.platform.audit import operations as audit
from plumbline.platform.files import operations as files
from plumbline.platform.jobs import operations as jobs
from plumbline.workforce.register import queries, rules
from plumbline.workforce.register.extract.columns import COLUMNS
from plumbline.workforce.register.models import ColumnMemory, Extract
from plumbline.workforce.register.models.extracts import new_key
from plumbline.workforce.register.states import MOVES

OWNER = "register.extract"


def upload_extract(
    *,
    actor: Actor,
    institution: Institution,
    name: str,
    content: BinaryIO | bytes,
    as_at: date,
    is_whole: bool = True,
) -> Extract:
    """Keep a file from HR for a few days and ask for a first look at it. `is_whole`: everybody is in it, so whoever is
    absent has left. Raises Refused where the file is empty or too large."""
    rules.can_upload(actor, institution, as_at, today()).or_raise()
    key, until = new_key(), now() + timedelta(days=settings.PLUMBLINE_EXTRACT_DAYS)
    written = files.write(content=content)  # before the transaction: a large file holds no lock
    with transaction.atomic():
        file = files.store(
            actor=actor,
            owner=OWNER,
            owner_key=key,
            name=name,
            content=written,
            keep_until=until,
            scope=institution.key,
        )
        extract = Extract.objects.create(
            key=key,
            institution=institution,
            file=file,
            name=file.name,
            as_at=as_at,
            is_whole=is_whole,
            keep_until=until,
            uploaded_by=actor.key,
        )
        jobs.enqueue(kind=queries.LOOK, key=queries.job_key(extract), payload={"extract": key})
        audit.record(actor, "extract.uploaded", extract, size=file.size)
        return extract


@transaction.atomic
def choose_columns(
    *, actor: Actor, extract: Extract, columns: Mapping[str, int], options: Mapping[str, Any] | None = None
) -> Extract:
    """Say which column is which (key → number from 0) and have every row checked. `options`: "fte_unit" ("part",
    "percent", "hours"), "full_hours", "fte_limit" (the most FTE of one person), "renumbered" (HR gave new numbers)."""
    rules.can_choose_columns(actor, extract).or_raise()
    wanted = {key: column for key, column in columns.items() if key in COLUMNS}
    if "staff" not in wanted:
        told = _("Say which column holds the staff number: without it nobody can be told from another.")
        raise Refused(told, "staff")
    twice = next((key for key, column in wanted.items() if list(wanted.values()).count(column) > 1), None)
    if twice is not None:
        raise Refused(_("This column is chosen twice. Choose another, or none."), twice)
    extract.choices = {"columns": wanted, **dict(options or {})}
    _remember(extract, wanted)
    _ask(extract)
    audit.record(actor, "extract.columns_chosen", extract, columns=len(wanted))
    return extract


@transaction.atomic
def check_again(*, actor: Actor, extract: Extract) -> None:
    """Compare once more, because the register has changed since."""
    rules.can_choose_columns(actor, extract).or_raise()
    _ask(extract)


def _ask(extract: Extract) -> None:
    turn = extract.turn + 1
    try:
        with transaction.atomic():
            MOVES.apply("check", extract, choices=extract.choices, turn=turn, problem="", summary={})
    except IntegrityError as busy:
        told = _("Another extract of yours is being checked. Wait until it is done, then check this one.")
        raise Refused(told) from busy
    jobs.enqueue(kind=queries.CHECK, key=queries.job_key(extract), payload={"extract": extract.key})


def _remember(extract: Extract, columns: Mapping[str, int]) -> None:
    """What was chosen is proposed next time; what was proposed and not chosen is not proposed again."""
    headings: list[str] = extract.looked.get("signatures", [])
    if not headings:
        return
    chosen = {headings[column]: key for key, column in columns.items() if column < len(headings)}
    refused = {
        headings[match["column"]]: ""
        for match in extract.looked.get("matches", {}).values()
        if match["column"] < len(headings)
    }
    for heading, key in (refused | chosen).items():
        if heading:
            ColumnMemory.objects.update_or_create(
                institution=extract.institution, heading=heading[:200], defaults={"key": key, "used_at": now()}
            )
