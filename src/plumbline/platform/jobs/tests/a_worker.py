"""A worker in a process of its own, for the test that kills it. `ask` prepares a database and asks for one slow job,
`ask_quick` for one that is soon done;
`work` works until it is told to stop."""

import os
import sys
import time
from pathlib import Path

import django

STEPS = 30


def slow(run):
    """Walk slowly, and say once at the end that it is over."""
    for step in range(STEPS):
        run.progress(step, STEPS, f"step {step}")
        time.sleep(0.05)
    with Path(os.environ["PLUMBLINE_VAR"], "finished").open("a") as out:
        out.write(f"{os.getpid()}\n")


def quick(run):
    """Write down how far the slow job is by now."""
    from plumbline.platform.jobs.models import Job

    Path(os.environ["PLUMBLINE_VAR"], "quick").write_text(Job.objects.get(kind="tests.slow").state)


def main(what):
    django.setup()
    from django.core.management import call_command

    from plumbline.platform.jobs.operations import enqueue, run_worker
    from plumbline.platform.jobs.registry import register_kinds, register_slow

    register_kinds({"tests.slow": slow, "tests.quick": quick})
    register_slow({"tests.slow"})
    if what == "ask":
        call_command("migrate", "jobs", verbosity=0)
        enqueue(kind="tests.slow", key="1", payload={})
    elif what == "ask_quick":
        enqueue(kind="tests.quick", key="1", payload={})
    else:
        run_worker(threads=1)


if __name__ == "__main__":
    main(sys.argv[1])
