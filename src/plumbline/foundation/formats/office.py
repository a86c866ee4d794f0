"""Older word-processor files (.doc, .odt, .rtf) → .docx, through LibreOffice where it is installed."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from plumbline.foundation.formats.problems import Code, Unreadable

LONGEST = 120.0
"""Seconds that a conversion may take."""

_PROGRAMS = ("soffice", "libreoffice")

# The scratch profile: no macros, nothing fetched from elsewhere, no first-start questions.
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution"
 oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel"
 oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks"
 oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link"
 oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


def office_program() -> str | None:
    """Where LibreOffice is, or None."""
    return next((found for name in _PROGRAMS if (found := shutil.which(name))), None)


def as_docx(raw: bytes, suffix: str, *, longest: float = LONGEST) -> bytes:
    """The bytes of a Word file made from an older one. Raises Unreadable where that cannot be done."""
    program = office_program()
    if program is None:
        raise Unreadable(Code.OFFICE_MISSING)
    with tempfile.TemporaryDirectory(prefix="plumbline-office-", ignore_cleanup_errors=True) as scratch:
        folder = Path(scratch)
        profile = folder / "profile"
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
        source = folder / f"document{suffix}"
        source.write_bytes(raw)
        _run(
            [
                program,
                f"-env:UserInstallation={profile.as_uri()}",
                "--headless",
                "--norestore",
                "--nolockcheck",
                "--convert-to",
                "docx:MS Word 2007 XML",
                "--outdir",
                str(folder / "out"),
                str(source),
            ],
            folder,
            longest,
        )
        made = folder / "out" / "document.docx"
        if not made.is_file() or not made.stat().st_size:
            raise Unreadable(Code.DAMAGED)
        return made.read_bytes()


def _run(command: list[str], folder: Path, longest: float) -> None:
    """Runs the conversion in a process group of its own; the whole group is ended if it takes too long."""
    environment = {
        name: value for name, value in os.environ.items() if name in ("PATH", "LANG", "LC_ALL", "LD_LIBRARY_PATH")
    }
    environment["HOME"] = str(folder)
    process = subprocess.Popen(
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(longest)
    except subprocess.TimeoutExpired as problem:
        raise Unreadable(
            Code.DAMAGED,
            "This file took too long to convert. Save it as a Word document (.docx) and use that.",
        ) from problem
    finally:
        _end_group(process)


def _end_group(process: subprocess.Popen[bytes]) -> None:
    """Ends whatever is left of the process's own group."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        return
    finally:
        process.wait()
