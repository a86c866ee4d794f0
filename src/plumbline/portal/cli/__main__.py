"""Hands each command of `./plumbline` to its module; only the modules that need Django load it."""

import importlib
import os
import sys

import django

from plumbline.portal.cli import demo

COMMANDS = {
    "demo": "set everything up, fill an invented sector, serve it at 127.0.0.1:8000",
    "test": "set everything up and run every test, browser and PostgreSQL included",
    "read": "FILE… [--json]: print what a document is understood to say; stores nothing",
    "import": "FILE… --institution SLUG [--accept]: store a draft for people to check",
    "serve": "[--bind ADDRESS] [--port N]: run the web server and a worker on the site's own database",
    "worker": "run the jobs that are waiting, as they come",
    "person": "EMAIL --role ROLE [--institution SLUG]: invite somebody, the first of a site for instance",
    "signatories": "load the signatories of the sector report as reference data",
    "bench": "read [FOLDER…], register, word, pdf or texts: measure, and print the figures",
    "reference": "[--check]: print docs/reference from the code, or say what of it is out of date",
    "setup": "install what the other commands need, and stop",
    "manage": "…: any command of Django's own, for operators who know it",
}
MODULES = {"import": "import_"}
# The rest reads files only, or sets the environment first.
NEED_DJANGO = {"import", "worker", "reference", "person", "signatories"}

# What writes to a site: its database is made ready first.
WRITE = {"import", "person", "signatories"}


def main(arguments: list[str]) -> int:
    """Run one command. `arguments` is what stood behind `./plumbline`. Gives its exit code; 2 for no such command."""
    name, *rest = arguments or ["help"]
    if name in {"help", "-h", "--help"}:
        print("Usage: ./plumbline COMMAND …\n")
        for command, sentence in COMMANDS.items():
            print(f"  {command:<11} {sentence}")
        return 0
    if name not in COMMANDS:
        print(f"There is no command “{name}”. ./plumbline help lists them.", file=sys.stderr)
        return 2
    if name == "setup":
        print("Everything is in place.")
        return 0
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "plumbline.config.settings")
    if name in WRITE and demo.stand_in():
        print("· On the demonstration, in var/demo", file=sys.stderr)
    if name in NEED_DJANGO:
        django.setup()
    if name in WRITE:
        # Loaded only now: `read` does without it.
        importlib.import_module("django.core.management").call_command("migrate", verbosity=0, interactive=False)
    module = importlib.import_module(f"plumbline.portal.cli.{MODULES.get(name, name)}")
    return int(module.main(rest))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
