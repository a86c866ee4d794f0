"""The worker: a process of its own that does jobs, sweeps up after dead workers and keeps the schedules."""

from __future__ import annotations

import logging
import signal
import threading
import time
from datetime import UTC, datetime, timedelta

from django.db import IntegrityError, close_old_connections, transaction
from django.db.models import Q

from plumbline.foundation.clock import now
from plumbline.foundation.problems import Refused
from plumbline.platform.jobs.execution import MAX_ATTEMPTS, fail, is_gone, run_job
from plumbline.platform.jobs.models import Job, Slot
from plumbline.platform.jobs.registry import Turn, schedules, slow_kinds
from plumbline.platform.jobs.states import MOVES, RUNNING
from plumbline.platform.jobs.transport import listen, queue, send

log = logging.getLogger(__name__)

ROUND = 2.0  # seconds between two looks of the sweeper
LANE = 1.0  # the same, of the lane for what is soon done
SEND_AGAIN = timedelta(seconds=30)
KEEP_SLOTS = timedelta(days=30)


def run_worker(*, threads: int = 2) -> None:
    """Work until told to stop (SIGTERM or SIGINT: the jobs in hand are finished first). Blocks."""
    stop = threading.Event()
    threading.Thread(target=_keep_lane, args=(stop,), name="lane", daemon=True).start()
    carrier = queue()
    if carrier is None:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        _keep_house(stop, works=True)
        return
    listen(carrier)
    house = threading.Thread(target=_keep_house, args=(stop,), name="housekeeping", daemon=True)
    house.start()
    consumer = carrier.create_consumer(
        workers=threads, periodic=False, max_delay=0.5, graceful_signal="TERM", scheduler_interval=5
    )
    try:
        consumer.run()
    finally:
        stop.set()
        house.join(timeout=5)


def run_waiting(limit: int = 10_000, *, slow: bool = True) -> int:
    """Do everything that is due, here and now, until nothing is; how many jobs that were. Without `slow`, only what
    is soon done."""
    count = 0
    due = Job.objects.all().due() if slow else Job.objects.all().due().exclude(kind__in=slow_kinds())
    while count < limit:
        number = due.order_by("pk").values_list("pk", flat=True).first()
        if number is None:
            return count
        count += run_job(number)
    return count


def sweep() -> int:
    """Hand back the jobs of workers that are gone or silent, and send again what was never taken; how many jobs
    were handed back."""
    running = Job.objects.filter(state=RUNNING)
    lost = [job for job in running if is_gone(job.worker) or (job.lease_until and job.lease_until <= now())]
    for job in lost:
        _hand_back(job)
    late = now() - SEND_AGAIN
    unsent = Job.objects.all().due().filter(Q(sent_at__isnull=True) | Q(sent_at__lte=late))
    for job in unsent.order_by("pk")[:500]:
        Job.objects.filter(pk=job.pk).update(sent_at=now())
        send(job.pk)
    return len(lost)


def keep_schedules() -> int:
    """Take every turn that is due and not taken yet; how many turns were taken."""
    moment = now()
    taken = 0
    for name, (every, turn) in schedules().items():
        if _take_turn(name, slot_start(moment, every)):
            _do_turn(name, slot_start(moment, every), turn)
            taken += 1
    return taken


def slot_start(moment: datetime, every: timedelta) -> datetime:
    """When the turn began that `moment` falls in: turns are counted from 1970, so every machine counts alike."""
    origin = datetime(1970, 1, 1, tzinfo=UTC)
    return origin + (moment - origin) // every * every


def _keep_house(stop: threading.Event, *, works: bool = False) -> None:
    """Sweep and keep the schedules until told to stop; without a queue, do the jobs as well."""
    while not stop.is_set():
        close_old_connections()
        try:
            sweep()
            keep_schedules()
            if works:
                run_waiting()
        except Exception:
            log.exception("The sweeper stumbled; it goes on.")
            time.sleep(ROUND)
        finally:
            close_old_connections()
        stop.wait(0.5 if works else ROUND)


def _keep_lane(stop: threading.Event) -> None:
    """Do what is soon done, whatever keeps the other threads: nobody's sign-in link waits for somebody's long
    document."""
    while not stop.wait(LANE):
        close_old_connections()
        try:
            run_waiting(slow=False)
        except Exception:
            log.exception("The lane for what is soon done stumbled; it goes on.")
            stop.wait(ROUND)
        finally:
            close_old_connections()


def _hand_back(job: Job) -> None:
    """Give a dead worker's job to the next one at once; after the last attempt, give up."""
    try:
        if job.attempts >= MAX_ATTEMPTS:
            fail(job, "The worker stopped in the middle of this job each time it was tried.")
        else:
            MOVES.apply("hand_back", job, lease_until=None, worker="", sent_at=None)
    except Refused:
        log.info("Job %s was already handed back.", job.pk)


def _take_turn(name: str, starts_at: datetime) -> bool:
    if Slot.objects.filter(name=name, starts_at=starts_at).exists():
        return False
    try:
        with transaction.atomic():
            Slot.objects.create(name=name, starts_at=starts_at, taken_at=now())
    except IntegrityError:
        return False
    return True


def _do_turn(name: str, starts_at: datetime, turn: Turn) -> None:
    try:
        turn()
    except Exception:
        log.exception("The turn of “%s” failed; its next turn comes by itself.", name)
        return
    Slot.objects.filter(name=name, starts_at=starts_at).update(done_at=now())
    Slot.objects.filter(name=name, starts_at__lt=now() - KEEP_SLOTS).delete()
