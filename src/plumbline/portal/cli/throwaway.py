"""A PostgreSQL server of one's own: made in a temporary folder, on loopback, stopped and erased afterwards."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

OPTIONS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "60",
}


@contextmanager
def postgresql(programs: Path) -> Iterator[str]:
    """Start a server with the programs in that folder; gives its address as a DATABASE_URL.

    It trusts whoever connects on loopback, keeps nothing safe on disk, and never touches a cluster that exists.
    Started as root it runs as Debian's user postgres, since PostgreSQL refuses to run as root.
    """
    place = Path(tempfile.mkdtemp(prefix="plumbline-postgresql-"))
    as_root = hasattr(os, "geteuid") and os.geteuid() == 0
    before = ["runuser", "-u", "postgres", "--"] if as_root else []
    if as_root:
        shutil.chown(place, "postgres", "postgres")
    data, log = place / "data", place / "log"

    def carry_out(*words: str) -> None:
        done = subprocess.run([*before, *words], cwd="/", capture_output=True, text=True, check=False, timeout=120)
        if done.returncode:
            said = log.read_text() if log.exists() else ""
            raise RuntimeError(f"{words[0]} failed: {done.stderr}{said}")

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    settings = " ".join(f"-c {name}='{value}'" for name, value in {**OPTIONS, "port": str(port)}.items())
    control = [str(programs / "pg_ctl"), "-D", str(data), "-w"]
    try:
        carry_out(
            str(programs / "initdb"), "-D", str(data), "-U", "plumbline", "--auth=trust",
            "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync",
        )  # fmt: skip
        carry_out(*control, "-l", str(log), "-o", settings, "start")
        try:
            yield f"postgres://plumbline@127.0.0.1:{port}/postgres"
        finally:
            carry_out(*control, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(place, ignore_errors=True)
