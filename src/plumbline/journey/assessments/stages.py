"""The stage forms that come with the software, and which stage comes next: no database."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from plumbline.platform.questionnaires.definition import Definition
from plumbline.platform.questionnaires.imports import read_form

FILES = Path(__file__).parent / "forms_data"
LAST_STAGE = 3


def definitions() -> list[Definition]:
    """The four stage forms, as their files have them."""
    return [read_form(path.read_bytes()) for path in sorted(FILES.glob("*.yaml"))]


def stage_of(definition: Definition) -> int | None:
    """The stage that a form belongs to, where it says one of 1, 2 and 3."""
    said = definition.facts.get("stage", "")
    return int(said) if said in {"1", "2", "3"} else None


def next_stage(done: Iterable[int | None]) -> int:
    """The stage that follows what there is: 1 where there is nothing, and 3 again after 3."""
    known = [stage for stage in done if stage is not None]
    return min(max(known, default=0) + 1, LAST_STAGE)
