"""`./plumbline test`: lint, types, fences, and every test: SQLite, PostgreSQL, a real browser."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

from plumbline.portal.cli import machine, throwaway

ROOT = Path(__file__).resolve().parents[4]
BIN = Path(sys.executable).parent
DATABASE_TESTS = (
    "src/plumbline/platform",
    "src/plumbline/institutions",
    "src/plumbline/workforce/register",
    "src/plumbline/journey/evidence",
    "src/plumbline/journey/plans",
    "src/plumbline/journey/assessments",
    "src/plumbline/journey/intake/tests",
    "src/plumbline/journey/submissions",
    "src/plumbline/sharing",
    "src/plumbline/portal",
    "tests/architecture/test_addresses.py",
)


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that must hold: what it is called and the words that run it."""

    name: str
    words: tuple[str, ...]
    on_postgresql: bool = False


def steps(arguments: list[str]) -> list[Step]:
    """What is run, in order. With `arguments`, only pytest is run, with them."""
    pytest = (str(BIN / "pytest"),)
    if arguments:
        return [Step("tests", (*pytest, *arguments))]
    python = sys.executable
    return [
        Step("style", (str(BIN / "ruff"), "check", ".")),
        Step("layout", (str(BIN / "ruff"), "format", "--check", ".")),
        Step("fences", (str(BIN / "lint-imports"), "--no-cache")),
        Step("types", (str(BIN / "mypy"),)),
        Step("migrations", (python, "-m", "plumbline.portal.cli", "manage", "makemigrations", "--check", "--dry-run")),
        Step("tests on SQLite", (*pytest, "-q", "-n", "2", "--dist", "loadfile", "-m", "not browser")),
        Step("stories in a browser", (*pytest, "-q", "-m", "browser", "-p", "no:xdist")),
        Step(
            "tests on PostgreSQL",
            (*pytest, "-q", "-n", "2", "--dist", "loadfile", "-m", "not browser", *DATABASE_TESTS),
            on_postgresql=True,
        ),
    ]


def main(arguments: list[str]) -> int:
    """Run every step and say how each went. Gives 0 where all held, else 1.

    With `PLUMBLINE_REQUIRE_ALL=1` a program that cannot be had is a failure, and so is every skipped test.
    """
    os.chdir(ROOT)
    required = os.environ.get("PLUMBLINE_REQUIRE_ALL") == "1"
    missing = machine.complete()
    if missing and required:
        print("PLUMBLINE_REQUIRE_ALL=1 is set, so what is missing is a failure.")
        return 1
    failed: list[str] = []
    for step in steps(arguments):
        if step.on_postgresql and machine.postgresql() is None:
            print(f"! {step.name}: skipped, PostgreSQL is missing.")
            continue
        print(f"\n── {step.name} ──", flush=True)
        started = time.monotonic()
        code = run(step)
        print(f"── {step.name}: {'held' if code == 0 else 'FAILED'} in {time.monotonic() - started:.0f} s", flush=True)
        if code != 0:
            failed.append(step.name)
    print(f"\nFailed: {', '.join(failed)}." if failed else "\nEverything held.")
    return 1 if failed else 0


def run(step: Step) -> int:
    """Run one step, on a throw-away PostgreSQL where it asks for one. Gives its exit code."""
    programs = machine.postgresql()
    with throwaway.postgresql(programs) if step.on_postgresql and programs else nullcontext() as address:
        environment = {**os.environ, **({"DATABASE_URL": address} if address else {})}
        return subprocess.call(step.words, env=environment)
