"""Opening an uploaded file: CSV here, workbooks in a process of their own, both as rows of text."""

from __future__ import annotations

import contextlib
import csv
import json
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import plumbline
from plumbline.foundation.formats.problems import Code, Unreadable
from plumbline.workforce.register.extract import opening

Row = list[str]

MEGABYTES = 560
SECONDS = 15 * 60
BOOKS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")
CRASHED = (
    "This workbook could not be read: it takes more memory or time than an extract may. "
    "Export the one sheet that is needed as CSV and try again."
)
Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Source:
    """A file that can be read: its sheets by name ("" for CSV), whether its days count from 1904, how to read rows."""

    sheets: tuple[str, ...]
    from_1904: bool
    path: Path
    encoding: str = "utf-8"
    separator: str = ","

    def rows(self) -> Iterator[Row]:
        """The rows from the top."""
        return opening.Opened(self.path, self.encoding, self.separator).rows()


@contextmanager
def opened(
    path: Path, name: str, *, sheet: str = "", most: int = 0, progress: Progress | None = None
) -> Iterator[Source]:
    """The file as a Source while the block runs. `most`: rows that are needed (0: all); what is unpacked of a workbook
    is gone after the block. Raises Unreadable with words for the person who uploaded it."""
    if not name.lower().endswith(BOOKS) and not _is_zip(path):
        found = opening.open_csv(path)
        yield Source(("",), False, path, found.encoding, found.separator)
        return
    with tempfile.TemporaryDirectory(prefix="plumbline-") as folder:
        out = Path(folder) / "rows.csv"
        told = _apart(path, name, sheet, most, out, progress or (lambda _rows: None))
        yield Source(tuple(told["sheets"]), bool(told["from_1904"]), out)


def _is_zip(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(4) in (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


def _apart(path: Path, name: str, sheet: str, most: int, out: Path, progress: Progress) -> dict[str, Any]:
    """Have a child turn the workbook into CSV under limits of memory and time."""
    arguments = [str(path), name, sheet, str(most), str(out), str(MEGABYTES), str(SECONDS)]
    with (out.parent / "trace").open("w+b") as trace:
        process = subprocess.Popen(  # our own module; the name is an argument and no shell sees it
            [sys.executable, "-m", "plumbline.workforce.register.child", *arguments],
            stdout=subprocess.PIPE,
            stderr=trace,
            stdin=subprocess.DEVNULL,
            cwd=out.parent,
            env=_environment(str(out.parent)),
            text=True,
        )
        clock = threading.Timer(SECONDS, process.kill)
        clock.start()
        last: dict[str, Any] = {}
        try:
            assert process.stdout is not None
            for line in process.stdout:
                last = json.loads(line)
                if "rows" in last:
                    progress(int(last["rows"]))
            process.wait()
        finally:
            clock.cancel()
            process.kill()
            process.wait()
            if process.stdout is not None:
                process.stdout.close()
    if "code" in last:
        raise Unreadable(str(last["code"]), str(last["message"]))
    if process.returncode != 0 or "sheets" not in last:
        raise Unreadable(Code.TOO_BIG, CRASHED)
    return last


def _environment(folder: str) -> dict[str, str]:
    """Only what finding Python and its packages needs: no secret of ours reaches a parser."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL", "SYSTEMROOT") if name in os.environ}
    source = str(Path(plumbline.__file__).resolve().parent.parent)
    return kept | {"PYTHONPATH": source, "HOME": folder, "TMPDIR": folder, "PYTHONIOENCODING": "utf-8"}


def written_rows(rows: Iterator[Row], out: Path, most: int, tell: Progress) -> int:
    """Write rows as CSV, at most `most` of them (0: all); how many it were. Used by the child."""
    count = 0
    with out.open("w", encoding="utf-8", newline="") as file, contextlib.closing(rows) as source:  # type: ignore[type-var]
        writer = csv.writer(file)
        for row in source:
            writer.writerow([cell.replace("\r", " ").replace("\n", " ") for cell in row])
            count += 1
            if count % 2_000 == 0:
                tell(count)
            if most and count >= most:
                break
    return count
