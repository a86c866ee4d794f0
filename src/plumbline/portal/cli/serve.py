"""`./plumbline serve`: the web server and one worker, as two processes that stop together."""

from __future__ import annotations

import argparse
import importlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence

import django
from django.core.management import call_command

FLEETING = 5.0  # seconds: a worker that lives no longer than this will not live longer the next time
STOPPING = 10.0  # seconds that a process gets to finish what it has in hand


def main(arguments: list[str]) -> int:
    """Bring the database and the static files up to date, then serve until Ctrl+C."""
    parser = argparse.ArgumentParser(prog="plumbline serve", description="Serve this site.")
    parser.add_argument("--bind", default="127.0.0.1", help="the address to listen on (127.0.0.1)")
    parser.add_argument("--port", type=int, default=8000, help="the port to listen on (8000)")
    parser.add_argument("--processes", type=int, default=2, help="how many web processes (2)")
    chosen = parser.parse_args(arguments)
    make_ready()
    return serve(chosen.bind, chosen.port, processes=chosen.processes)


def make_ready() -> None:
    """Migrate, seed, gather static files; quick where there is nothing to do."""
    django.setup()
    call_command("migrate", verbosity=0, interactive=False)
    seed()
    call_command("collectstatic", verbosity=0, interactive=False)


def seed() -> None:
    """Load what comes along: frameworks, and the forms of the stages where there are none."""
    # Django's parts can be touched only now.
    plans = importlib.import_module("plumbline.journey.plans.operations")
    assessments = importlib.import_module("plumbline.journey.assessments.operations")
    system = importlib.import_module("plumbline.institutions.actor").Actor.system("operator")
    plans.load_frameworks(actor=system)
    assessments.seed_forms(actor=system)


def serve(bind: str, port: int, *, processes: int = 2) -> int:
    """Run the web server and a worker until the server ends or somebody stops them. A worker that dies, for want of
    memory perhaps, is started again, so that the site and what waits to be read go on; one that cannot even start
    ends everything. Gives the exit code of what ended."""
    started = [start(words) for words in (web(bind, port, processes), worker())]
    born = time.monotonic()
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    signal.signal(signal.SIGINT, lambda *_: stop.set())
    while not stop.wait(0.2) and started[0].poll() is None:
        if started[1].poll() is not None:
            if time.monotonic() - born < FLEETING:
                break
            print("The worker stopped; another one goes on.", file=sys.stderr, flush=True)
            started[1], born = start(worker()), time.monotonic()
    codes = [process.poll() for process in started]
    for process in started:
        process.terminate()
    for process in started:
        try:
            process.wait(STOPPING)
        except subprocess.TimeoutExpired:
            process.kill()
    return 0 if stop.is_set() else next((code for code in codes if code), 1)


def web(bind: str, port: int, processes: int) -> Sequence[str]:
    """The words that start the web server. Its control socket would lie in the home folder: none is made."""
    return (
        sys.executable, "-m", "gunicorn", "plumbline.config.wsgi:application", "--bind", f"{bind}:{port}",
        "--workers", str(processes), "--threads", "4", "--worker-class", "gthread", "--no-control-socket",
        "--log-level", "warning",
    )  # fmt: skip


def worker() -> Sequence[str]:
    """The words that start the worker."""
    return (sys.executable, "-m", "plumbline.portal.cli", "worker")


def start(words: Sequence[str]) -> subprocess.Popen[bytes]:
    """Start a process in a group of its own, so that Ctrl+C reaches it through us and it can finish in order."""
    return subprocess.Popen(words, env=dict(os.environ), start_new_session=True)
