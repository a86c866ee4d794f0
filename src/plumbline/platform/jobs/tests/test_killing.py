"""A worker that is killed in the middle: another one finishes the job, once. A worker that is busy for long: what is
soon done does not wait."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

SCRIPT = Path(__file__).with_name("a_worker.py")


@pytest.fixture(params=["sqlite", "none"])
def place(request, tmp_path):
    """An environment of its own: database, queue and folder."""
    queue = f"sqlite:{tmp_path / 'queue.sqlite3'}" if request.param == "sqlite" else "none:"
    return {
        **os.environ,
        "PLUMBLINE_VAR": str(tmp_path),
        "DATABASE_URL": f"sqlite:///{tmp_path / 'db.sqlite3'}",
        "HUEY_URL": queue,
        "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
        "PLUMBLINE_LOG": "ERROR",
    }


def start(place):
    return subprocess.Popen([sys.executable, str(SCRIPT), "work"], env=place)


def wait_for(look, seconds=30):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if found := look():
            return found
        time.sleep(0.02)
    raise AssertionError(f"{look.__name__} did not happen within {seconds} seconds")


def test_another_worker_finishes_what_a_killed_one_began(place):
    var = Path(place["PLUMBLINE_VAR"])
    subprocess.run([sys.executable, str(SCRIPT), "ask"], env=place, check=True, timeout=60)

    def job():
        with sqlite3.connect(var / "db.sqlite3", timeout=20) as database:
            row = database.execute("SELECT state, attempts, done FROM jobs_job").fetchone()
        database.close()
        return row

    def under_way():
        return job()[0] == "running" and job()[2] >= 5

    def over():
        return job()[0] == "done"

    first = start(place)
    wait_for(under_way)
    first.send_signal(signal.SIGKILL)
    first.wait(timeout=10)
    assert job()[0] == "running", "nobody has noticed yet"
    assert not (var / "finished").exists()

    second = start(place)
    try:
        wait_for(over)
        time.sleep(3)  # long enough for the sweeper to do something foolish
    finally:
        second.send_signal(signal.SIGTERM)
        second.wait(timeout=20)
    assert (var / "finished").read_text().split() == [str(second.pid)]
    assert job()[:2] == ("done", 2)
    assert second.returncode == 0


def test_what_is_soon_done_does_not_wait_behind_what_takes_long(place):
    var = Path(place["PLUMBLINE_VAR"])
    for what in ("ask", "ask_quick"):
        subprocess.run([sys.executable, str(SCRIPT), what], env=place, check=True, timeout=60)
    worker = start(place)
    try:
        wait_for((var / "quick").exists)
    finally:
        worker.send_signal(signal.SIGTERM)
        worker.wait(timeout=20)
    assert (var / "quick").read_text() in {"waiting", "running"}
