"""What the room does on its own clock: look at links, each once a week and soon after it was added."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.db import transaction

from plumbline.journey.evidence import links, operations, queries
from plumbline.platform.jobs.models import JobRun
from plumbline.platform.jobs.operations import enqueue


def check_link(run: JobRun) -> None:
    """Look at one link, outside any transaction, and write down what was found."""
    address = str(run.payload["address"])
    found = links.look(address)
    with transaction.atomic():
        run.must_be_mine()
        operations.note_link(number=int(run.payload["evidence"]), address=address, found=found)


def check_links() -> None:
    """Ask for a look at every link that nobody has looked at for a week; each is a job of its own, so that one slow
    server holds up nobody."""
    for link in queries.links_to_check():
        key = f"{link.pk}:{link.link_checked_at or link.added_at:%Y-%m-%dT%H:%M:%S}"
        enqueue(kind=operations.CHECK, key=key, payload={"evidence": link.pk, "address": link.address})


JOBS: dict[str, Callable[[JobRun], None]] = {operations.CHECK: check_link}
SLOW = frozenset({operations.CHECK})
EVERY: dict[str, tuple[timedelta, Callable[[], None]]] = {"evidence.check_links": (timedelta(hours=6), check_links)}
