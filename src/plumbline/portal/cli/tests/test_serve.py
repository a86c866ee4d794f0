"""Serving: a worker that is killed is replaced, and the site answers all the while."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from plumbline.portal.cli.serve import FLEETING

pytestmark = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks for processes in /proc")


def wait_for(look, seconds=40):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if found := look():
            return found
        time.sleep(0.1)
    raise AssertionError(f"{look.__name__} did not happen within {seconds} seconds")


def test_a_worker_that_is_killed_is_replaced(tmp_path):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    place = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "HUEY_URL"}}
    place |= {
        "PLUMBLINE_VAR": str(tmp_path),
        "PLUMBLINE_ENVIRONMENT": "development",
        "PLUMBLINE_LOG": "ERROR",
        "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
    }
    words = [sys.executable, "-m", "plumbline.portal.cli", "serve", "--port", str(port), "--processes", "1"]
    site = subprocess.Popen(words, env=place)

    def answers():
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/privacy/", timeout=5) as page:
                return page.status == 200
        except OSError:
            return False

    def worker():
        for child in Path(f"/proc/{site.pid}/task/{site.pid}/children").read_text().split():
            if b"plumbline.portal.cli\0worker" in Path(f"/proc/{child}/cmdline").read_bytes():
                return int(child)
        return None

    def another_worker():
        return worker() not in {None, first}

    try:
        wait_for(answers)
        first = wait_for(worker)
        time.sleep(FLEETING + 1)
        os.kill(first, signal.SIGKILL)
        wait_for(another_worker)
        assert answers()
    finally:
        site.send_signal(signal.SIGTERM)
        assert site.wait(timeout=30) == 0
