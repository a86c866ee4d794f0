"""A bare plan is taken at its word; minutes that hold a table of actions are not."""

from pathlib import Path

import pytest

from plumbline.foundation import formats
from plumbline.journey.intake import reading
from plumbline.journey.intake.reading.understood import Understood

TABLE = """
| {first} | Action | Owner | Deadline |
|---|---|---|---|
| {one} | Put profiles on the website | Web team | March 2026 |
| {two} | Hold an open day | Events | May 2026 |
"""


def understood(folder: Path, text: str) -> Understood:
    path = folder / "document.md"
    path.write_text(text)
    return reading.understand(formats.read(path))


@pytest.mark.parametrize(
    "text",
    [
        "# Action plan 2025-2027\n" + TABLE.format(first="No", one="1", two="2"),
        "# What we will do\n" + TABLE.format(first="Theme", one="Visibility", two="Visibility"),
    ],
)
def test_a_bare_plan_is_a_plan(tmp_path: Path, text: str):
    found = understood(tmp_path, text)
    assert [action.text for plan in found.plans for action in plan.actions] == [
        "Put profiles on the website",
        "Hold an open day",
    ]


@pytest.mark.parametrize("title", ["Minutes of the estates committee", "Timetable for the autumn"])
def test_another_paper_is_none(tmp_path: Path, title: str):
    found = understood(tmp_path, f"# {title}\n" + TABLE.format(first="No", one="1", two="2"))
    assert found.plans == []
    assert found.kind is None
