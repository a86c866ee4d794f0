"""A job is asked for once, done once, and tried again when it should be."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction

from plumbline.foundation.clock import now
from plumbline.foundation.problems import Refused
from plumbline.platform.jobs import execution, registry, worker
from plumbline.platform.jobs.models import Job, JobRun, LeaseLost, Slot
from plumbline.platform.jobs.operations import enqueue, run_waiting, start_again
from plumbline.platform.jobs.queries import job_of
from tests.cast import at_once

pytestmark = pytest.mark.django_db


@pytest.fixture
def done(monkeypatch):
    """What the work "tests.note" has done: the payloads, in order."""
    seen = []
    monkeypatch.setattr(registry, "_kinds", {})
    registry.register_kinds({"tests.note": lambda run: seen.append(run.payload["n"])})
    return seen


def asked(key="a", n=1, kind="tests.note"):
    return enqueue(kind=kind, key=key, payload={"n": n})


def test_a_job_is_done_once_however_often_it_is_asked_for(done):
    assert asked() == asked(n=2)
    assert run_waiting() == 1
    assert run_waiting() == 0
    asked(n=3)
    assert run_waiting() == 0
    assert done == [1]
    job = job_of("tests.note", "a")
    assert (job.state, job.attempts, job.is_over, job.has_failed, job.percent) == ("done", 1, True, False, 100)


def test_nothing_is_asked_by_a_transaction_that_fails(done):
    with transaction.atomic():
        asked()
        transaction.set_rollback(True)
    assert not Job.objects.exists()


def test_a_number_is_sent_only_once_the_row_is_committed(done, django_capture_on_commit_callbacks, monkeypatch):
    sent = []
    monkeypatch.setattr("plumbline.platform.jobs.operations.send", sent.append)
    with django_capture_on_commit_callbacks(execute=True):
        job = asked()
        assert sent == []
    assert sent == [job.pk]


def test_of_two_workers_one_gets_the_job(done):
    job = asked()
    mine, theirs = Job.objects.get(pk=job.pk), Job.objects.get(pk=job.pk)
    assert execution._take(mine)
    assert not execution._take(theirs)
    assert Job.objects.get().attempts == 1


def test_a_failure_waits_longer_each_time_and_ends_with_the_reason(done, monkeypatch):
    def breaks(run):
        raise OSError("the disk is full")

    registry.register_kinds({"tests.note": breaks})
    job = asked()
    for attempt in range(1, execution.MAX_ATTEMPTS):
        assert run_waiting() == 1
        job.refresh_from_db()
        assert (job.state, job.attempts) == ("failed", attempt)
        assert job.run_after > now() + execution.WAITS[attempt - 1] - timedelta(seconds=5)
        assert run_waiting() == 0, "it is not due yet"
        Job.objects.update(run_after=now())
    assert run_waiting() == 1
    job.refresh_from_db()
    assert (job.state, job.error, job.lease_until) == ("dead", "OSError: the disk is full", None)
    assert job.has_failed


def test_a_refusal_is_an_answer_and_not_tried_again(done):
    def refuses(run):
        raise Refused("This file has a password.")

    registry.register_kinds({"tests.note": refuses})
    asked()
    assert run_waiting() == 1
    job = Job.objects.get()
    assert (job.state, job.attempts, job.error) == ("dead", 1, "This file has a password.")


def test_a_kind_that_nobody_knows_gives_up_with_a_reason(done):
    asked(kind="tests.forgotten")
    assert run_waiting() == 1
    assert "tests.forgotten" in Job.objects.get().error


def test_a_job_that_is_over_can_be_started_again(done):
    job = asked()
    run_waiting()
    job.refresh_from_db()
    start_again(job=job)
    assert run_waiting() == 1
    assert done == [1, 1]
    with pytest.raises(Refused):
        start_again(job=asked(key="b"))


def test_progress_is_seen_and_keeps_the_lease(done):
    def walks(run):
        before = run.job.lease_until
        run.progress(3, 12, "page 3")
        seen = Job.objects.get()
        done.append((seen.done, seen.total, seen.note, seen.percent, seen.lease_until >= before))

    registry.register_kinds({"tests.note": walks})
    asked()
    run_waiting()
    assert done == [(3, 12, "page 3", 25, True)]


def test_whoever_lost_the_lease_must_stop_and_cannot_end_the_job(done):
    def loses(run):
        Job.objects.update(state="waiting", lease_until=None, worker="")
        other = Job.objects.get()
        execution._take(other)
        run.progress(1, 2)

    registry.register_kinds({"tests.note": loses})
    asked()
    execution.run_job(Job.objects.get().pk)
    job = Job.objects.get()
    assert (job.state, job.attempts, job.done) == ("running", 2, 0)


@pytest.mark.parametrize("ends", ["well", "badly"])
def test_work_that_never_noticed_its_loss_ends_nobody_elses_attempt(done, ends):
    def loses(run):
        Job.objects.update(state="waiting", lease_until=None, worker="")
        execution._take(Job.objects.get())
        if ends == "badly":
            raise OSError("no room on the disk")

    registry.register_kinds({"tests.note": loses})
    asked()
    execution.run_job(Job.objects.get().pk)
    job = Job.objects.get()
    assert (job.state, job.attempts, job.finished_at, job.error) == ("running", 2, None, "")


def test_the_last_write_can_be_made_sure_of(done):
    job = asked()
    taken = Job.objects.get(pk=job.pk)
    execution._take(taken)
    with transaction.atomic():
        JobRun(taken).must_be_mine()
    Job.objects.update(attempts=2)
    with pytest.raises(LeaseLost), transaction.atomic():
        JobRun(taken).must_be_mine()


def test_the_sweeper_hands_back_what_is_silent_too_long(done):
    job = asked()
    taken = Job.objects.get(pk=job.pk)
    execution._take(taken)
    assert worker.sweep() == 0
    Job.objects.update(worker="another machine|1|2|3")
    assert worker.sweep() == 0, "its lease still runs"
    Job.objects.update(lease_until=now() - timedelta(seconds=1))
    assert worker.sweep() == 1
    assert run_waiting() == 1
    assert (Job.objects.get().state, Job.objects.get().attempts) == ("done", 2)


def test_the_sweeper_hands_back_at_once_what_a_dead_process_of_this_machine_held(done):
    asked()
    taken = Job.objects.get()
    execution._take(taken)
    Job.objects.update(worker=f"{execution.machine_name()}|4194304|1|1")  # a number above every process number
    assert worker.sweep() == 1


def test_a_job_that_kills_its_worker_each_time_is_given_up(done):
    asked()
    Job.objects.update(attempts=execution.MAX_ATTEMPTS - 1)
    execution._take(Job.objects.get())
    Job.objects.update(lease_until=now() - timedelta(seconds=1))
    worker.sweep()
    job = Job.objects.get()
    assert (job.state, job.error) == ("dead", "The worker stopped in the middle of this job each time it was tried.")


def test_what_was_never_delivered_is_sent_again(done, monkeypatch):
    sent = []
    monkeypatch.setattr(worker, "send", sent.append)
    job = asked()
    worker.sweep()
    worker.sweep()
    assert sent == [job.pk]
    Job.objects.update(sent_at=now() - worker.SEND_AGAIN)
    worker.sweep()
    assert sent == [job.pk, job.pk]


def test_a_turn_is_taken_once_however_many_look(done, monkeypatch):
    monkeypatch.setattr(registry, "_schedules", {"tests.turn": (timedelta(hours=1), lambda: done.append("turn"))})
    assert [worker.keep_schedules(), worker.keep_schedules()] == [1, 0]
    slot = Slot.objects.get()
    assert slot.done_at is not None
    assert not worker._take_turn(slot.name, slot.starts_at)
    assert done == ["turn"]


def test_a_turn_that_fails_is_told_by_its_empty_end_and_does_not_stop_the_others(done, monkeypatch):
    def breaks():
        raise OSError

    turns = {"a": (timedelta(hours=1), breaks), "b": (timedelta(hours=1), lambda: done.append("b"))}
    monkeypatch.setattr(registry, "_schedules", turns)
    worker.keep_schedules()
    assert done == ["b"]
    assert [slot.done_at is None for slot in Slot.objects.order_by("name")] == [True, False]


def test_every_machine_counts_turns_alike():
    moment = datetime(2027, 3, 4, 15, 16, 17, tzinfo=UTC)
    assert worker.slot_start(moment, timedelta(hours=1)) == datetime(2027, 3, 4, 15, tzinfo=UTC)
    assert worker.slot_start(moment, timedelta(days=1)) == datetime(2027, 3, 4, tzinfo=UTC)


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_the_same_moment_do_it_once(done):
    """Two real connections, one row."""
    job = asked()
    results = at_once(lambda: execution.run_job(job.pk), lambda: execution.run_job(job.pk))
    assert sorted(results) == [False, True]
    assert done == [1]
