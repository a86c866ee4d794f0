"""A worker that is killed in the middle of a check: the next one finishes, and nothing stands there twice."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from plumbline.workforce.register.tests.a_worker import ROWS

SCRIPT = Path(__file__).with_name("a_worker.py")


@pytest.fixture
def place(tmp_path):
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "plumbline.config.settings",
        "PLUMBLINE_VAR": str(tmp_path),
        "DATABASE_URL": f"sqlite:///{tmp_path / 'db.sqlite3'}",
        "HUEY_URL": f"sqlite:{tmp_path / 'queue.sqlite3'}",
        "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
        "PLUMBLINE_LOG": "ERROR",
    }


def staged(place):
    with sqlite3.connect(Path(place["PLUMBLINE_VAR"], "db.sqlite3"), timeout=20) as database:
        state = database.execute("SELECT state FROM register_extract").fetchone()[0]
        count = database.execute("SELECT count(*) FROM register_post").fetchone()[0]
    database.close()
    return state, count


def wait_for(look, seconds=240):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if look():
            return
        time.sleep(0.01)
    raise AssertionError("it did not happen")


def start(place):
    return subprocess.Popen([sys.executable, str(SCRIPT), "work"], env=place)


def test_a_check_that_is_killed_half_way_is_finished_by_another_worker_and_nothing_is_true_before(place):
    subprocess.run([sys.executable, str(SCRIPT), "ask"], env=place, check=True, timeout=240)
    first = start(place)
    wait_for(lambda: staged(place)[1] >= ROWS // 4)
    first.send_signal(signal.SIGKILL)
    first.wait(timeout=10)
    state, count = staged(place)
    assert (state, count < ROWS) == ("checking", True), "it was killed half way"
    told = subprocess.run([sys.executable, str(SCRIPT), "tell"], env=place, check=True, capture_output=True, text=True)
    assert json.loads(told.stdout)[3] == 0, "nothing of it is true"

    second = start(place)
    try:
        wait_for(lambda: staged(place)[0] == "checked")
    finally:
        second.send_signal(signal.SIGTERM)
        second.wait(timeout=60)
    told = subprocess.run([sys.executable, str(SCRIPT), "tell"], env=place, check=True, capture_output=True, text=True)
    assert json.loads(told.stdout) == ["checked", ROWS, ROWS, 0]
