"""What this machine has of the programs that tests want (Chromium, PostgreSQL, LibreOffice); installs what it may."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Program:
    """A program that some tests want: what we call it, its Debian packages, and where it was found."""

    name: str
    packages: tuple[str, ...]
    path: Path | None


def chromium() -> Path | None:
    """The browser that tests drive, or None."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if found := shutil.which(name):
            return Path(found)
    return None


def postgresql() -> Path | None:
    """The folder of PostgreSQL's own programs (initdb, pg_ctl), the newest there is, or None."""
    places = [Path(path) for path in (os.environ.get("PLUMBLINE_POSTGRESQL", ""),) if path]
    places += sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: path.parent.name, reverse=True)
    if found := shutil.which("initdb"):
        places.append(Path(found).parent)
    return next((place for place in places if (place / "initdb").exists() and (place / "pg_ctl").exists()), None)


def office() -> Path | None:
    """LibreOffice, which reads the older formats, or None."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    return Path(found) if found else None


def programs() -> tuple[Program, ...]:
    """Every program that tests want, as it stands now."""
    return (
        Program("Chromium", ("chromium", "fonts-liberation"), chromium()),
        Program("PostgreSQL", ("postgresql",), postgresql()),
        Program("LibreOffice", ("libreoffice-writer-nogui",), office()),
    )


def complete() -> list[Program]:
    """Install what is missing where this may be done (root on Debian). Gives back what is still missing."""
    missing = [program for program in programs() if program.path is None]
    if not missing:
        return []
    packages = [package for program in missing for package in program.packages]
    if shutil.which("apt-get") and os.geteuid() == 0:
        print(f"· Installing {', '.join(program.name for program in missing)} …", flush=True)
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "check": False, "env": environment}
        subprocess.run(["apt-get", "update", "-qq"], **quiet)  # type: ignore[call-overload]
        for program in missing:  # one by one: one that cannot be had does not take the others with it
            command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *program.packages]
            subprocess.run(command, **quiet)  # type: ignore[call-overload]
    missing = [program for program in programs() if program.path is None]
    if missing:
        names = ", ".join(program.name for program in missing)
        print(f"! Missing: {names}. Their tests are skipped. To have them: sudo apt-get install {' '.join(packages)}")
    return missing
