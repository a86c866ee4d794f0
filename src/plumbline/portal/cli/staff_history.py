"""Eight years of an invented university's staff, from the extracts in samples/workforce, taken in by operations."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from plumbline.institutions.actor import Actor, actor_for
from plumbline.institutions.models import Institution
from plumbline.platform.accounts.models import User
from plumbline.platform.jobs.operations import run_waiting
from plumbline.workforce.register import operations
from plumbline.workforce.register.models import Extract

SAMPLES = Path(__file__).resolve().parents[4] / "samples" / "workforce"
RULE = "job family is Technical"
RELEASED = (2018, 2022, 2025)
"""Years whose figures everybody sees."""


def fill(institution: Institution, analyst: User, say: Callable[[str], None]) -> None:
    """Take in every yearly extract, the oldest first; say who counts; release some figures."""
    actor = actor_for(analyst)
    for path in sorted(SAMPLES.glob("staff-*.*")):
        year = int(path.stem.rpartition("-")[2])
        take_in(actor, institution, path.name, path.read_bytes(), date(year, 7, 31))
        if year == RELEASED[0]:
            operations.save_definition(
                actor=actor,
                institution=institution,
                rule=RULE,
                since_on=date(year, 7, 31),
                why="As agreed by the steering group.",
            )
        if year in RELEASED:
            operations.release_figures(
                actor=actor, institution=institution, on=date(year, 7, 31), is_total_exact=year == RELEASED[-1]
            )
    say("eight years of staff extracts, and who counts as a technician")


def take_in(actor: Actor, institution: Institution, name: str, content: bytes, as_at: date) -> Extract:
    """Upload, take the columns as proposed, check and accept one extract."""
    extract = operations.upload_extract(actor=actor, institution=institution, name=name, content=content, as_at=as_at)
    run_waiting()
    extract = _again(extract)
    columns = {key: match["column"] for key, match in extract.looked["matches"].items()}
    operations.choose_columns(actor=actor, extract=extract, columns=columns)
    run_waiting()
    extract = _again(extract)
    if extract.problem:
        raise RuntimeError(f"{name} could not be taken in: {extract.problem}")
    operations.accept_extract(actor=actor, extract=extract)
    return extract


def _again(extract: Extract) -> Extract:
    return Extract.objects.select_related("institution", "file").get(pk=extract.pk)
