"""The plan as Word and PDF: all that it says is in both, and only its own people get it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from plumbline.foundation.formats.reading import read
from plumbline.foundation.papers import letters
from plumbline.institutions.access import Role
from plumbline.journey.plans.drafts import Written
from plumbline.journey.plans.tests.making import draft, plan_with
from tests.cast import Cast, browser


@pytest.fixture(autouse=True, scope="module")
def fonts() -> None:
    letters.build()


def full_plan(cast: Cast):
    """A plan with something in every column that a document can fill."""
    return plan_with(
        cast.institution,
        draft(
            1,
            text="Open the workshop\nto every Łódź visitor",
            objective="Be seen",
            owner="Head of Workshops",
            starts=Written("Spring 2025", date(2025, 3, 1)),
            due=Written("End of 2026", date(2026, 12, 31)),
            years=(2025, 2026),
            measure="Ten open days",
            progress="Two held",
            comments="Needs a ramp",
            resource="£4,000",
            priority="High",
            links=("https://example.org/days",),
            rag="red",
            explanation="Two people left.",
            other=(("Risk", "Weather"),),
            section="Being seen",
        ),
        draft(2, themes=("recognition", "visibility"), rag="green", status="completed", owner="Ŵyn ap Ŷr"),
        draft(3, themes=(), rag="amber"),
    )


SAID = ("Open the workshop", "to every Łódź visitor", "Be seen", "Head of Workshops", "Spring 2025", "End of 2026",
        "Ten open days", "Two held", "Needs a ramp", "£4,000", "High", "https://example.org/days", "Two people left.",
        "Risk", "Weather", "Being seen", "Do thing number 2", "Ŵyn ap Ŷr", "Do thing number 3", "Recognition",
        "Still to be carried out", "In progress", "Completed", "Ashmere University")  # fmt: skip


@pytest.mark.parametrize("name", ["plan.docx", "plan.pdf"])
def test_everything_that_the_plan_says_is_in_the_file(cast: Cast, name: str, tmp_path: Path):
    plan = full_plan(cast)
    response = browser(cast.people[Role.TECHNICIAN]).get(f"{plan.get_absolute_url()}{name}")
    assert (
        response.headers["Content-Disposition"] == f'attachment; filename="ashmere-action-plan-2025-to-2027.{name[5:]}"'
    )
    path = tmp_path / name
    path.write_bytes(response.content)
    told = " ".join(read(path).words())
    assert [said for said in SAID if said not in told] == []


@pytest.mark.parametrize("name", ["plan.docx", "plan.pdf"])
def test_a_neighbour_and_a_stranger_get_nothing(cast: Cast, name: str):
    address = f"{full_plan(cast).get_absolute_url()}{name}"
    assert browser(cast.neighbour_lead).get(address).status_code == 404
    assert browser(cast.nobody).get(address).status_code == 404
    assert browser(None).get(address).headers["Location"].startswith("/sign-in/")


@pytest.mark.parametrize("name", ["plan.docx", "plan.pdf"])
def test_a_plan_without_actions_is_a_file_too(cast: Cast, name: str):
    plan = plan_with(cast.institution, draft(1))
    plan.actions.get().delete()
    assert browser(cast.lead).get(f"{plan.get_absolute_url()}{name}").status_code == 200
