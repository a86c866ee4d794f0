"""How long taking in a staff extract of 200,000 rows takes beside a bare pass of csv and the same row model over the
same file, how much memory, and how long others wait to write meanwhile. `./plumbline bench register [ROWS]`.

Three runs in processes of their own: the bare pass; the first extract (everybody is added); the second, in which one
person in thirty has changed (everybody is compared). A workbook with the same rows is read after them. Meanwhile
another process saves something small a hundred times a second, as people do who write; its longest wait is the lock.
"""

from __future__ import annotations

import csv
import json
import os
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
ROWS = 200_000
DAYS = {"first": date(2025, 7, 31), "second": date(2026, 7, 31)}
PYTHON = (sys.executable, "-m", "bench.register")
MARGIN, MEGABYTES, BOOK_MEGABYTES, LOCK = 2.5, 300, 600, 0.5


def main(arguments: list[str]) -> int:
    """Measure and print; a part of it where `arguments` name one."""
    parts = {"bare": bare, "take": take, "write": write, "book": book, "make": make}
    if arguments and arguments[0] in parts:
        parts[arguments[0]](*arguments[1:])
        return 0
    rows = int(arguments[0]) if arguments else ROWS
    with tempfile.TemporaryDirectory(prefix="plumbline-bench-") as folder:
        return compare(Path(folder), rows)


def compare(folder: Path, rows: int) -> int:
    """Run everything in `folder`. Gives 0 where every promise holds, else 1."""
    print(f"· Making an extract of {rows:,} rows …", flush=True)
    run("make", str(folder), str(rows))
    passes = [run("bare", str(folder / "first.csv")) for _ in range(2)]
    alone = min(one["seconds"] for one in passes)
    print(f"  bare pass of csv and the row model   {alone:7.2f} s", flush=True)
    held = []
    for name in ("first", "second"):
        with Waiting(folder):
            told = run("take", str(folder), name)
        ratio, wait = told["seconds"] / alone, json.loads((folder / "wait.json").read_text())["longest"]
        held += [ratio <= MARGIN, told["megabytes"] <= MEGABYTES, wait <= LOCK, told["accepting"] <= LOCK]
        print(
            f"  {name} extract: read, checked, compared, stored   {told['seconds']:7.2f} s = {ratio:.2f} × the bare "
            f"pass (promised {MARGIN}); {told['megabytes']:.0f} MB (promised {MEGABYTES})\n"
            f"    {told['summary']}\n    accepted in {told['accepting']:.3f} s; others waited {wait:.3f} s at most "
            f"(promised {LOCK})",
            flush=True,
        )
    made = run("book", str(folder / "first.xlsx"))
    held.append(made["megabytes"] <= BOOK_MEGABYTES)
    print(
        f"  the same rows as a workbook, unpacked in a process of its own   {made['seconds']:7.2f} s; "
        f"{made['megabytes']:.0f} MB (promised {BOOK_MEGABYTES})"
    )
    print("Every promise holds." if all(held) else "Not every promise holds.")
    return 0 if all(held) else 1


def run(*words: str) -> dict[str, Any]:
    """One part in a process of its own; what it prints last, as JSON."""
    place = os.environ | {"PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}
    done = subprocess.run([*PYTHON, *words], cwd=ROOT, env=place, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


class Waiting:
    """Somebody who saves something small again and again, in a process of its own, while the block runs."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __enter__(self) -> None:
        (self.folder / "stop").unlink(missing_ok=True)
        place = os.environ | {"PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}
        self.process = subprocess.Popen([*PYTHON, "write", str(self.folder)], cwd=ROOT, env=place)

    def __exit__(self, *_: object) -> None:
        (self.folder / "stop").touch()
        self.process.wait(timeout=60)


def make(folder: str, rows: str) -> None:
    """The first extract, the second with changes, and the first as a workbook."""
    from samples.make.workforce.refused import write_large  # noqa: PLC0415

    place = Path(folder)
    write_large(place / "first.csv", int(rows))
    with (place / "first.csv").open(newline="", encoding="utf-8") as read:
        lines = list(csv.reader(read))
    grade = lines[0].index("Grade")
    with (place / "second.csv").open("w", newline="", encoding="utf-8") as out:
        writer = csv.writer(out)
        writer.writerow(lines[0])
        for number, line in enumerate(lines[1:]):
            writer.writerow([*line[:grade], "9", *line[grade + 1 :]] if number % 30 == 0 else line)
    import xlsxwriter  # noqa: PLC0415

    book = xlsxwriter.Workbook(str(place / "first.xlsx"), {"constant_memory": True})
    sheet = book.add_worksheet()
    for number, line in enumerate(lines):
        sheet.write_row(number, 0, line)
    book.close()
    tell()


def bare(path: str) -> None:
    """csv, the readers of the cells and the row model, and nothing else."""
    from plumbline.workforce.register.extract.checking import Checker, Plan  # noqa: PLC0415
    from plumbline.workforce.register.extract.looking import look  # noqa: PLC0415
    from plumbline.workforce.register.extract.rows import StaffRow  # noqa: PLC0415
    from plumbline.workforce.register.extract.values import Bad  # noqa: PLC0415

    start = time.perf_counter()
    with open(path, newline="", encoding="utf-8") as file:
        found = look(list(islice(csv.reader(file), 500)), DAYS["first"])
        readers = Checker(Plan(found.layout, {k: m.column for k, m in found.matches.items()}, found.forms)).readers
        file.seek(0)
        rows = 0
        for cells in islice(csv.reader(file), found.layout.first, None):
            values = {key: read(cells[column]) for key, column, read in readers}
            given = {key: value for key, value in values.items() if value is not None and type(value) is not Bad}
            given["born"] = given.pop("born_on", None) or given.pop("age", None)
            given["unit"] = tuple(given.pop(key, "") for key in ("faculty", "department"))
            StaffRow(**given)
            rows += 1
    tell(seconds=time.perf_counter() - start, rows=rows)


def take(folder: str, name: str) -> None:
    """Upload, look, check and accept one extract on a database of its own."""
    place = Path(folder)
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "plumbline.config.settings",
        "PLUMBLINE_VAR": folder,
        "PLUMBLINE_LOG": "ERROR",
        "HUEY_URL": "none:",
    }
    import django  # noqa: PLC0415

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415

    from plumbline.institutions.actor import Actor  # noqa: PLC0415
    from plumbline.institutions.models import Institution  # noqa: PLC0415
    from plumbline.institutions.operations import create_institution  # noqa: PLC0415
    from plumbline.platform.jobs.operations import run_waiting  # noqa: PLC0415
    from plumbline.workforce.register import operations  # noqa: PLC0415
    from plumbline.workforce.register.models import Extract  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    actor = Actor.system("bench")
    institution = Institution.objects.first() or create_institution(actor=actor, name="Bench", slug="bench")
    (place / "ready").touch()
    with (place / f"{name}.csv").open("rb") as content:
        extract = operations.upload_extract(
            actor=actor, institution=institution, name=f"{name}.csv", content=content, as_at=DAYS[name]
        )
    start = time.perf_counter()
    run_waiting()
    extract = Extract.objects.get(pk=extract.pk)
    columns = {key: match["column"] for key, match in extract.looked["matches"].items()}
    operations.choose_columns(actor=actor, extract=extract, columns=columns)
    run_waiting()
    seconds = time.perf_counter() - start
    extract = Extract.objects.select_related("institution", "file").get(pk=extract.pk)
    if extract.state != "checked":
        raise SystemExit(f"{extract.state}: {extract.problem}")
    start = time.perf_counter()
    operations.accept_extract(actor=actor, extract=extract)
    counted = ("people_added", "people_changed", "people_left", "people_same", "refused")
    summary = ", ".join(f"{extract.summary[key]:,} {key.replace('_', ' ')}" for key in counted)
    tell(seconds=seconds, accepting=time.perf_counter() - start, summary=summary)


def write(folder: str) -> None:
    """Save something small a hundred times a second; write down the longest wait."""
    place, longest, count = Path(folder), 0.0, 0
    while not (place / "ready").exists() and not (place / "stop").exists():
        time.sleep(0.05)
    with sqlite3.connect(place / "plumbline.sqlite3", timeout=30, isolation_level=None) as database:
        database.execute("PRAGMA synchronous=NORMAL")
        database.execute("CREATE TABLE IF NOT EXISTS bench_saves (number INTEGER)")
        while not (place / "stop").exists():
            start = time.perf_counter()
            with suppress(sqlite3.OperationalError):
                database.execute("BEGIN IMMEDIATE")
                database.execute("INSERT INTO bench_saves VALUES (1)")
                database.execute("COMMIT")
            longest, count = max(longest, time.perf_counter() - start), count + 1
            time.sleep(0.01)
    (place / "wait.json").write_text(json.dumps({"longest": longest, "saves": count}))


def book(path: str) -> None:
    """Unpack a workbook as the importer does; the memory is that of the child."""
    from plumbline.workforce.register.opening import opened  # noqa: PLC0415

    start = time.perf_counter()
    with opened(Path(path), path) as source:
        rows = sum(1 for _ in source.rows())
    used = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(json.dumps({"seconds": time.perf_counter() - start, "megabytes": used, "rows": rows}))


def tell(**figures: Any) -> None:
    """What a part found, with the most memory that it used."""
    print(json.dumps({"megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, **figures}))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
