"""The process in which a file is read: nothing of the web, limits on time and memory, one JSON file out.

    python -m plumbline.journey.intake.child PATH NAME OUT MEGABYTES SECONDS

Standard output carries the progress, a line of JSON a page. Nothing here imports Django."""

from __future__ import annotations

import contextlib
import json
import os
import resource
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from plumbline.foundation.formats import read
from plumbline.foundation.formats.problems import Unreadable
from plumbline.journey.intake.reading import as_json, understand
from plumbline.journey.intake.sheets import rows_of, sheets_of

Data = dict[str, Any]

TOO_HEAVY = "Reading this file took more memory than it may. Remove large pictures or split it, and try again."


def outcome(path: Path, name: str, progress: Callable[[int, int], None] | None = None) -> Data:
    """Read and understand a file: {"result", "sheets", "pages"}, or {"code", "message"} where it cannot be read."""
    try:
        document = read(path, name, progress=progress)
        result = as_json(understand(document))
    except Unreadable as problem:
        return {"code": problem.code, "message": problem.message}
    except MemoryError:
        return {"code": "too_heavy", "message": TOO_HEAVY}
    sheets = sheets_of(document)
    return {
        "result": result,
        "pages": document.pages,
        "sheets": [
            {
                "number": sheet.number,
                "first": sheet.first,
                "last": sheet.last,
                "pages": sheet.pages,
                "rows": rows_of(sheet),
                "blocks": sheet.blocks,
            }
            for sheet in sheets
        ],
    }


def main(argv: list[str]) -> int:
    """Read one file under limits and write what came of it."""
    path, name, out, megabytes, seconds = argv
    _limit(int(megabytes), int(seconds))
    parent = os.getppid()

    def progress(done: int, total: int) -> None:
        if os.getppid() != parent:
            raise SystemExit(3)  # the worker was killed: nobody waits for this any more
        print(json.dumps({"done": done, "total": total}), flush=True)  # noqa: T201

    Path(out).write_text(json.dumps(outcome(Path(path), name, progress)), encoding="ascii")
    return 0


def _limit(megabytes: int, seconds: int) -> None:
    """The most memory and processor time that this process may take; a machine that sets less keeps its own."""
    for kind, most in ((resource.RLIMIT_AS, megabytes * 1024 * 1024), (resource.RLIMIT_CPU, seconds)):
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (most, most))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
