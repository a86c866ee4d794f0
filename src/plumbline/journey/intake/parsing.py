"""Reading a file in a process of its own, so that no document can take the worker down with it."""

from __future__ import annotations

import json
import os
import re
import selectors
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import plumbline

Data = dict[str, Any]

SECONDS = 15 * 60
SIGN_OF_LIFE = 20
MEGABYTES = 1536
OFFICE_MEGABYTES = 6144
"""LibreOffice, which turns DOC and ODT into DOCX, asks for much address space and uses little of it."""
_UNSTORABLE = re.compile(r"\\u0000|(?<!\\)((?:\\\\)*)\\ud[89ab][0-9a-f]{2}(?!\\ud[c-f])", re.IGNORECASE)


class Crashed(Exception):  # noqa: N818 (it happened; it is not ours)
    """The reading process died, or was too slow. `code` is "crashed" or "too_slow"; `trace` is for the log."""

    def __init__(self, code: str, trace: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.trace = trace


@dataclass(frozen=True, slots=True)
class Read:
    """What came of it: `result` and `sheets`, or `code` and `message` where the file cannot be read."""

    result: Data | None = None
    sheets: tuple[Data, ...] = ()
    pages: int | None = None
    code: str = ""
    message: str = ""


def read_apart(
    path: Path, name: str, *, progress: Callable[[int, int], None], seconds: int = SECONDS, megabytes: int | None = None
) -> Read:
    """Read `path`, called `name`, in another process. `progress(done, total)` is called for every page; what it
    raises stops the reading. Raises `Crashed` when the process dies or takes longer than `seconds`."""
    memory = megabytes or (OFFICE_MEGABYTES if name.lower().endswith((".doc", ".odt", ".rtf")) else MEGABYTES)
    with tempfile.TemporaryDirectory(prefix="plumbline-") as folder:
        out = Path(folder) / "read.json"
        with (Path(folder) / "trace").open("w+b") as trace:
            process = subprocess.Popen(  # our own module; the name is an argument and no shell sees it
                [sys.executable, "-m", "plumbline.journey.intake.child", path, name, out, str(memory), str(seconds)],
                stdout=subprocess.PIPE,
                stderr=trace,
                stdin=subprocess.DEVNULL,
                cwd=folder,
                env=_environment(folder),
            )
            late = threading.Event()

            def stop() -> None:
                late.set()
                process.kill()

            clock = threading.Timer(seconds, stop)
            clock.start()
            try:
                _follow(process, progress)
            finally:
                clock.cancel()
                process.kill()
                process.wait()
            if late.is_set():
                raise Crashed("too_slow")
            if process.returncode != 0 or not out.exists():
                trace.seek(0)
                raise Crashed("crashed", trace.read()[-4000:].decode(errors="replace"))
        return _loaded(out.read_text(encoding="ascii"))


def _follow(process: subprocess.Popen[bytes], progress: Callable[[int, int], None]) -> None:
    """Pass the progress on until the process ends; while it is silent, the last progress again, as a sign of life."""
    assert process.stdout is not None
    done, total, rest = 0, 0, b""
    with process.stdout as pipe, selectors.DefaultSelector() as ready:
        ready.register(pipe, selectors.EVENT_READ)
        while True:
            if ready.select(timeout=SIGN_OF_LIFE):
                piece = os.read(pipe.fileno(), 65536)
                if not piece:
                    break
                *lines, rest = (rest + piece).split(b"\n")
                for line in lines:
                    told = json.loads(line)
                    done, total = told["done"], told["total"]
            progress(done, total)
    process.wait()


def _loaded(text: str) -> Read:
    # No database keeps the NUL character or half a surrogate pair in text; neither is a word.
    stored = json.loads(_UNSTORABLE.sub(r"\1", text))
    if "code" in stored:
        return Read(code=stored["code"], message=stored["message"])
    return Read(result=stored["result"], sheets=tuple(stored["sheets"]), pages=stored["pages"])


def _environment(folder: str) -> dict[str, str]:
    """Only what finding Python, its packages and LibreOffice needs: no secret of ours reaches a parser."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL", "SYSTEMROOT") if name in os.environ}
    source = str(Path(plumbline.__file__).resolve().parent.parent)
    return kept | {"PYTHONPATH": source, "HOME": folder, "TMPDIR": folder, "PYTHONIOENCODING": "utf-8"}
