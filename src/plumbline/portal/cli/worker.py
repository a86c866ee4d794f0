"""`./plumbline worker`: does the jobs that are waiting, as they come, until it is told to stop."""

import argparse

from plumbline.platform.jobs.operations import run_worker


def main(arguments: list[str]) -> int:
    """Run one worker in this process."""
    parser = argparse.ArgumentParser(prog="plumbline worker", description="Do the jobs that are waiting.")
    parser.add_argument("--threads", type=int, default=2, help="how many jobs at a time (2)")
    chosen = parser.parse_args(arguments)
    run_worker(threads=chosen.threads)
    return 0
