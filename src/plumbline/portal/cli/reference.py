"""`./plumbline reference [--check]`: prints docs/reference from the code; with --check, says what is out of date."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from plumbline.institutions import access
from plumbline.platform.notifications import queries as notifications
from plumbline.platform.questionnaires.reference import shape_in_words
from plumbline.portal.cli.__main__ import COMMANDS

ROOT = Path(__file__).resolve().parents[4]
PLACE = ROOT / "docs" / "reference"
SETTINGS = ROOT / "src" / "plumbline" / "config" / "settings.py"
SCHEMA = ROOT / "src" / "plumbline" / "journey" / "intake" / "reading" / "schema.json"
AUDIENCES = {
    "public": "everybody",
    "signed in": "whoever is signed in",
    "institution": "the institution's people who may",
    "sector": "the sector's people who may",
    "pass": "whoever has opened a link for it",
}
PRINTED = "Printed by `./plumbline reference`; do not edit by hand.\n"


def permissions() -> str:
    """Who may do what."""
    return access.as_markdown()


def commands() -> str:
    """What `./plumbline` can do."""
    rows = "\n".join(f"| `{name}` | {sentence} |" for name, sentence in COMMANDS.items())
    return f"# Commands\n\n{PRINTED}\n| `./plumbline …` | |\n|---|---|\n{rows}\n"


def settings() -> str:
    """Every variable of the environment, with the sentence that stands above it in the settings."""
    rows: list[str] = []
    sentence = ""
    for line in SETTINGS.read_text().splitlines():
        if line.startswith("# ") and not line.startswith("# ──"):
            sentence = f"{sentence} {line[2:]}".strip()
        elif not line.strip():
            sentence = ""
        for name in re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', line):
            if sentence and f"| `{name}` |" not in "\n".join(rows):
                rows.append(f"| `{name}` | {sentence} |")
    return (
        f"# Settings\n\n{PRINTED}\nThe environment is the only source.\n\n| Variable | |\n|---|---|\n"
        + "\n".join(rows)
        + "\n"
    )


def addresses() -> str:
    """Every address with its audience."""
    rows = [f"| `/{address}` | {audience_of(view)} |" for address, view in walk(get_resolver().url_patterns)]
    return f"# Addresses\n\n{PRINTED}\n| Address | Who gets it |\n|---|---|\n" + "\n".join(sorted(rows)) + "\n"


def walk(patterns: list[Any], before: str = "") -> Iterator[tuple[str, Callable[..., Any]]]:
    """Every address of the site and its view."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from walk(pattern.url_patterns, before + str(pattern.pattern))
        elif isinstance(pattern, URLPattern):
            yield before + str(pattern.pattern), pattern.callback


def audience_of(view: Callable[..., Any]) -> str:
    """A view's audience in words."""
    audience = str(getattr(view, "audience", "nobody has said"))
    kind, _, capability = audience.partition(":")
    who = AUDIENCES.get(kind, audience)
    if kind == "pass":
        return f"{who}: `{capability}`"
    return f"{who}: {access.SAID[access.Capability(capability)]}" if capability else who


def reading() -> str:
    """What `./plumbline read --json` prints, from its schema."""
    schema = json.loads(SCHEMA.read_text())
    parts = [f"# The reading's JSON\n\n{PRINTED}\n{schema.get('description', '')}\n"]
    for name, part in [("The whole", schema), *schema.get("$defs", {}).items()]:
        if "properties" not in part:
            continue
        parts.append(f"## {name}\n\n| Name | Type | |\n|---|---|---|")
        parts += [
            f"| `{field}` | {type_of(of)} | {of.get('description', '')} |" for field, of in part["properties"].items()
        ]
        parts.append("")
    return "\n".join(parts).rstrip() + "\n"


def forms() -> str:
    """How a form is written as YAML, from the shape that reads it."""
    return shape_in_words(PRINTED)


def type_of(part: dict[str, Any]) -> str:
    """A property's type in words."""
    if "$ref" in part:
        return str(part["$ref"]).rsplit("/", 1)[-1]
    if "const" in part:
        return f"“{part['const']}”"
    if "enum" in part:
        return ", ".join("null" if value is None else f"“{value}”" for value in part["enum"])
    if choices := part.get("anyOf") or part.get("oneOf"):
        return " or ".join(type_of(choice) for choice in choices)
    if part.get("type") == "array":
        return f"list of {type_of(part.get('items', {}))}"
    of = part.get("type", "anything")
    return " or ".join(of) if isinstance(of, list) else str(of)


PAGES: dict[str, Callable[[], str]] = {
    "permissions.md": permissions,
    "commands.md": commands,
    "settings.md": settings,
    "addresses.md": addresses,
    "reading.md": reading,
    "forms.md": forms,
    "messages.md": notifications.as_markdown,
}


def out_of_date() -> list[str]:
    """The names of the pages that do not say what the code says."""
    return [name for name, text in PAGES.items() if not (PLACE / name).exists() or (PLACE / name).read_text() != text()]


def main(arguments: list[str]) -> int:
    """Write the pages, or with --check only say which are out of date (exit code 1 where any is)."""
    stale = out_of_date()
    if "--check" in arguments:
        print(f"Out of date: {', '.join(stale)}." if stale else "Everything is up to date.")
        return 1 if stale else 0
    for name in stale:
        (PLACE / name).write_text(PAGES[name]())
        print(f"docs/reference/{name}")
    return 0
