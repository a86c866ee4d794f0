"""`./plumbline import FILE… --institution SLUG [--accept]`: stores drafts for people to check, or accepts them."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from django.conf import settings

from plumbline.foundation.problems import Refused
from plumbline.institutions.actor import Actor
from plumbline.institutions.models import Institution
from plumbline.institutions.queries import institution_by_slug
from plumbline.journey.intake import operations, queries
from plumbline.journey.intake.models import Reading


def main(arguments: list[str]) -> int:
    """Import every file. Gives 0 when all were read, 1 when one was not, 2 when asked wrongly."""
    parser = argparse.ArgumentParser(prog="plumbline import", description="Store what documents say, to be checked.")
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--institution", required=True, metavar="SLUG", help="as in the address of its pages")
    parser.add_argument("--accept", action="store_true", help="accept what was understood without a person's check")
    try:
        asked = parser.parse_args(arguments)
    except SystemExit as stop:
        return int(stop.code or 0)
    institution = institution_by_slug(asked.institution)
    if institution is None:
        print(f"There is no institution “{asked.institution}”.", file=sys.stderr)
        return 2
    results = [take(path, institution, accept=asked.accept) for path in asked.files]
    return 0 if all(results) else 1


def take(path: Path, institution: Institution, *, accept: bool) -> bool:
    """Import one file and say what came of it. False when it could not be read or was refused."""
    actor = Actor.system("import")
    try:
        with path.open("rb") as content:
            reading = operations.upload(
                actor=actor, institution=institution, name=path.name, content=content, queue=False
            )
        operations.read_now(actor=actor, reading=reading, progress=show(path.name))
        if reading.problem:
            print(f"{path.name}: {reading.problem}", file=sys.stderr)
            return False
        if accept:
            operations.accept(actor=actor, reading=reading)
    except OSError as fault:
        print(f"{path}: {fault.strerror or fault}.", file=sys.stderr)
        return False
    except Refused as refusal:
        print(f"{path.name}: {refusal.message}", file=sys.stderr)
        return False
    print(told(reading, institution))
    return True


def show(name: str) -> operations.Progress:
    """Progress on a terminal: one line that changes; nothing where the output is kept."""

    def progress(done: int, total: int) -> None:
        if sys.stderr.isatty() and total:
            print(f"\r{name}: page {done} of {total}", end="\n" if done >= total else "", file=sys.stderr, flush=True)

    return progress


def told(reading: Reading, institution: Institution) -> str:
    """What was understood, and where to check it."""
    found = reading.summary
    parts = [
        f"{reading.name}: {counted(found['actions'], 'action')} in {counted(found['plans'], 'plan')}",
        counted(found["answers"], "answer"),
        f"{counted(found['to_check'], 'thing')} to check, {counted(found['not_placed'], 'passage')} not placed",
    ]
    lines = [", ".join(parts) + "."]
    if queries.names_another(reading):
        lines.append(f"  Warning: the document names {reading.named}, not {institution.name}.")
    state = "Accepted" if reading.is_accepted else "To check"
    lines.append(f"  {state}: {settings.PLUMBLINE_ADDRESS}{reading.get_absolute_url()}")
    return "\n".join(lines)


def counted(number: int, noun: str) -> str:
    """A number with its noun."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
