"""Huey, behind two functions: it carries the numbers of jobs to workers, soon but without promise."""

from __future__ import annotations

import functools
import logging
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import urlparse

from django.conf import settings
from huey import Huey, PostgresHuey, RedisHuey, SqliteHuey

from plumbline.platform.jobs.execution import run_job

log = logging.getLogger(__name__)


def queue() -> Huey | None:
    """The queue that the setting names; None for "none:", where jobs wait until a worker looks."""
    return _queue(str(settings.PLUMBLINE_QUEUE_URL))


def send(number: int) -> None:
    """Hand a job's number to whichever worker comes first. A queue that is down is no reason to fail the request:
    the row is written, and the sweeper sends it again."""
    carrier = queue()
    if carrier is None:
        return
    try:
        _task(carrier)(number)
    except Exception:
        log.warning("The queue could not take job %s; the sweeper will send it again.", number, exc_info=True)


def listen(carrier: Huey) -> None:
    """Make a worker's queue know the one task, before anything arrives."""
    _task(carrier)


@functools.cache
def _queue(url: str) -> Huey | None:
    kind = urlparse(url).scheme
    if kind == "none":
        return None
    if kind == "sqlite":
        path = Path(url.partition(":")[2])
        path.parent.mkdir(parents=True, exist_ok=True)
        return SqliteHuey("plumbline", filename=str(path), results=False)
    if kind in {"postgres", "postgresql"}:
        return PostgresHuey("plumbline", dsn=url, results=False)
    if kind in {"redis", "rediss"}:
        if find_spec("redis") is None:
            raise ValueError("HUEY_URL names Redis, but the Python package “redis” is not installed.")
        return RedisHuey("plumbline", url=url, results=False)
    raise ValueError(f"HUEY_URL starts with “{kind}:”. It must start with sqlite:, postgres:, redis: or none:.")


@functools.cache
def _task(carrier: Huey) -> Any:
    def deliver(number: int) -> None:
        run_job(number)

    return carrier.task(name="run_job")(deliver)
