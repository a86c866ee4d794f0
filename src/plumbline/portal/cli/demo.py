"""`./plumbline demo`: an invented sector on SQLite, made once, served at 127.0.0.1:8000."""

from __future__ import annotations

import argparse
import importlib
import os
import shutil
import socket
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[4]
VAR = ROOT / "var" / "demo"
OWN = ROOT / "var" / "plumbline.sqlite3"
CHOSEN = ("PLUMBLINE_VAR", "PLUMBLINE_ENVIRONMENT", "DATABASE_URL")
"""What names a site; any of them means that somebody knows which one they want."""


def main(arguments: list[str]) -> int:
    """Fill the demonstration's own database where it is empty, then serve it until Ctrl+C.

    `--fresh` begins again with an empty one; `--fill-only` stops before serving; `--port` chooses another port.
    """
    parser = argparse.ArgumentParser(prog="plumbline demo", description="Serve an invented sector on this machine.")
    parser.add_argument("--bind", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--fresh", action="store_true", help="throw the demonstration's data away and begin again")
    parser.add_argument("--fill-only", action="store_true", help="fill it and stop")
    chosen = parser.parse_args(arguments)
    if not chosen.fill_only and is_taken(chosen.bind, chosen.port):
        where = f"{chosen.bind}:{chosen.port}"
        print(f"Something answers at {where} already. Stop it, or choose another: --port 8001.", file=sys.stderr)
        return 1
    var = Path(os.environ.get("PLUMBLINE_VAR", VAR))
    if chosen.fresh:
        shutil.rmtree(var, ignore_errors=True)
    os.environ["PLUMBLINE_VAR"] = str(var)
    os.environ.setdefault("PLUMBLINE_ENVIRONMENT", "demo")
    os.environ.setdefault("PLUMBLINE_LOG", "WARNING")
    os.environ.setdefault("PLUMBLINE_ADDRESS", f"http://{chosen.bind}:{chosen.port}")
    # Loaded only now: the settings are read from the environment when Django's parts are first touched.
    serve = importlib.import_module("plumbline.portal.cli.serve")
    print("· Preparing the database …", flush=True)
    serve.make_ready()
    mark = var / "filled"
    if not mark.exists():
        fill(var)
        mark.touch()
    print(GREETING.format(address=os.environ["PLUMBLINE_ADDRESS"], password="brass-on-a-line", mail=var / "mail"))  # noqa: S106
    return 0 if chosen.fill_only else int(serve.serve(chosen.bind, chosen.port))


GREETING = """
Plumbline is at {address}

  Sign in as                        who                                        what waits
  ffion@northmere.example           lead of Northmere University               a plan under way, published
  morag@carrick-institute.example   lead of the Carrick Institute              a document to check
  petra@thornleigh.example          lead of Thornleigh University of the Arts  a plan to publish
  wilhelmina@northmere.example      HR analyst of Northmere University         eight years of staff, to count
  bethan@northmere.example          technician at Northmere University         the plan, to read
  sam@secretariat.example           secretariat of the sector                  the register

  Password for all of them: {password}
  E-mails that the site sends are files in {mail}

Ctrl+C stops it.
"""


def is_taken(bind: str, port: int) -> bool:
    """Whether somebody listens there: better said before the data is touched than by the web server afterwards."""
    with socket.socket(socket.AF_INET6 if ":" in bind else socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1" if bind == "0.0.0.0" else bind, port)) == 0  # noqa: S104


def stand_in() -> bool:
    """Let a command that names no site work on the demonstration where that is the only one. Says whether it does."""
    has_own = OWN.exists() and OWN.stat().st_size > 0
    if has_own or any(name in os.environ for name in CHOSEN) or not (VAR / "filled").exists():
        return False
    os.environ["PLUMBLINE_VAR"] = str(VAR)
    os.environ["PLUMBLINE_ENVIRONMENT"] = "demo"
    os.environ.setdefault("PLUMBLINE_LOG", "WARNING")
    return True


def fill(var: Path) -> None:
    """Raise the sector, all of it or nothing: what was begun and not finished is thrown away."""
    sector = importlib.import_module("plumbline.portal.cli.sector")
    print("· Filling it with an invented sector, read from samples/ …", flush=True)
    try:
        sector.fill(lambda line: print(f"    {line}", flush=True))
    except BaseException:
        shutil.rmtree(var, ignore_errors=True)
        raise
