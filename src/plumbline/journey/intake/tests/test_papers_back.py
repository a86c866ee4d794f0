"""What goes out as a document comes back in as the same plan: each action with its words, years, owner and rating."""

from __future__ import annotations

from pathlib import Path

import pytest

from plumbline.foundation.formats.reading import read
from plumbline.foundation.papers import letters
from plumbline.journey.intake import reading
from plumbline.journey.plans.tests.making import draft, plan_with
from tests.cast import Cast, browser

RAGS = ("green", "amber", "red")


@pytest.mark.parametrize("name", ["plan.docx", "plan.pdf"])
def test_a_plan_that_went_out_is_read_back(cast: Cast, name: str, tmp_path: Path):
    letters.build()
    plan = plan_with(
        cast.institution,
        *(
            draft(
                number,
                text=f"Put {word} technicians on the map of the campus",
                themes=(("visibility", "recognition", "sustainability")[number % 3],),
                owner=("Ŵyn ap Ŷr", "Head of Workshops")[number % 2],
                years=(2025, 2027) if number % 2 else (2026,),
                rag=RAGS[number % 3],
                explanation="Two people left." if number % 3 == 2 else "",
            )
            for number, word in enumerate(("glass", "metal", "paint", "field", "sound", "light", "Łódź"))
        ),
    )
    path = tmp_path / name
    path.write_bytes(browser(cast.lead).get(f"{plan.get_absolute_url()}{name}").content)
    understood = reading.understand(read(path))
    found = {
        action.text: (sorted(action.years), action.owner, action.rag)
        for one in understood.plans
        for action in one.actions
    }
    assert found == {action.text: (sorted(action.years), action.owner, action.rag) for action in plan.actions.rated()}
