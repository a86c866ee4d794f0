"""What needs whom, and the places on the line: from one institution's standing, without a database."""

from datetime import date

import pytest
from django.utils import timezone

from plumbline.institutions.access import Capability
from plumbline.institutions.models import Institution
from plumbline.journey.intake.models import Reading
from plumbline.journey.plans.models import Plan, ReportingDate
from plumbline.journey.plans.queries import Figures
from plumbline.portal.home.needs import needs, plan_figures, steps
from plumbline.portal.home.standing import Standing
from plumbline.sharing.library.models import Publication

HERE = Institution(slug="ashmere", name="Ashmere University")
PLAN = Plan(institution=HERE, key="plan", title="Plan")
PAPER = Reading(institution=HERE, key="0123456789ab", name="plan.docx")
REPORTING = ReportingDate(pk=7, plan=PLAN, label="Stage 2", on=date(2027, 3, 28))
PUBLISHED = Publication(institution=HERE, number=3, published_at=timezone.now())
EVERYTHING = set(Capability)


def standing(**given):
    """An institution with nothing, but for what is given."""
    nothing = {
        "institution": HERE, "documents": 0, "being_read": 0, "to_check": [], "refused": 0, "plan": None,
        "figures": None, "overdue": 0, "unexplained": 0, "assessments": 0, "publication": None, "unpublished": 0,
    }  # fmt: skip
    return Standing(**{**nothing, **given})


def figures(**given):
    zero = dict.fromkeys(("actions", "green", "amber", "red", "unrated", "unexplained", "overdue"), 0)
    return Figures(**{**zero, **given})


@pytest.mark.parametrize(
    ("given", "titles"),
    [
        ({}, ["Upload your latest submission"]),
        ({"documents": 1, "to_check": [PAPER]}, ["Check what was read in “plan.docx”"]),
        ({"documents": 2, "refused": 2}, ["2 documents could not be read"]),
        ({"documents": 1, "plan": PLAN}, ["Publish the plan"]),
        ({"documents": 1, "handed_back": [("Wren Halloway", 2, 1)]}, ["Read what Wren Halloway handed back"]),
        ({"documents": 1, "plan": PLAN, "publication": PUBLISHED}, []),
        (
            {
                "documents": 1, "plan": PLAN, "publication": PUBLISHED, "due_soon": 2, "my_late": 1, "my_soon": 3,
                "reporting": REPORTING, "unrated": 4,
            },
            [
                "1 action of yours is overdue", "3 actions of yours are due within 30 days",
                "2 actions are due within 30 days", "4 actions are not rated for Stage 2",
            ],
        ),
        (
            {"documents": 1, "plan": PLAN, "publication": PUBLISHED, "overdue": 1, "unexplained": 2, "unpublished": 3},
            [
                "1 action is past its date", "2 red ratings have no explanation",
                "3 actions have changed since the plan was published",
            ],
        ),
    ],
)  # fmt: skip
def test_what_needs_somebody_who_may_do_everything(given, titles):
    assert [need.title for need in needs(standing(**given), EVERYTHING.__contains__)] == titles


@pytest.mark.parametrize(
    ("capability", "titles"),
    [
        (Capability.ACCEPT_READINGS, ["Check what was read in “plan.docx”"]),
        (Capability.UPLOAD_DOCUMENTS, ["1 document could not be read"]),
        (Capability.UPDATE_ACTIONS, ["4 actions are past their date", "1 red rating has no explanation"]),
        (Capability.PUBLISH, ["1 action has changed since the plan was published"]),
        (Capability.VIEW_WORKSPACE, []),
    ],
)
def test_nobody_is_asked_for_what_they_may_not_do(capability, titles):
    full = standing(
        documents=2,
        to_check=[PAPER],
        refused=1,
        plan=PLAN,
        overdue=4,
        unexplained=1,
        publication=PUBLISHED,
        unpublished=1,
    )
    assert [need.title for need in needs(full, {capability}.__contains__)] == titles


def test_each_need_leads_where_it_is_done():
    full = standing(documents=1, to_check=[PAPER], plan=PLAN, overdue=1, unexplained=1)
    assert [need.href for need in needs(full, EVERYTHING.__contains__)] == [
        PAPER.get_absolute_url(), "/i/ashmere/plans/plan/?overdue=1", "/i/ashmere/plans/plan/?rag=red",
        "/i/ashmere/publication/",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("given", "states"),
    [
        ({}, ["here", "ahead", "ahead", "ahead", "ahead"]),
        ({"documents": 1, "being_read": 1}, ["done", "here", "ahead", "ahead", "ahead"]),
        ({"documents": 1, "to_check": [PAPER]}, ["done", "here", "ahead", "ahead", "ahead"]),
        ({"documents": 1, "plan": PLAN, "figures": figures(actions=9)}, ["done", "done", "done", "here", "ahead"]),
        (
            {"documents": 1, "plan": PLAN, "figures": figures(), "assessments": 1, "publication": PUBLISHED},
            ["done", "done", "done", "done", "here"],
        ),
    ],
)
def test_the_bob_hangs_where_the_institution_is(given, states):
    assert [step["state"] for step in steps(standing(**given))] == states


def test_each_place_says_what_is_there():
    full = standing(
        documents=5, being_read=1, refused=1, to_check=[PAPER], plan=PLAN, figures=figures(actions=9), overdue=2,
        assessments=1, publication=PUBLISHED, unpublished=2,
    )  # fmt: skip
    assert [step["text"] for step in steps(full)] == [
        "5 documents, 1 being read, 1 could not be read",
        "1 document waits to be checked", "9 actions, 2 past their date",
        "1 self-assessment", "Version 3 is public. 2 actions have changed since.",
    ]  # fmt: skip


def test_figures_are_those_of_the_plan_to_come():
    assert plan_figures(standing()) == []
    shown = plan_figures(standing(plan=PLAN, figures=figures(actions=9, green=2, amber=3, red=1, unrated=3, overdue=4)))
    assert [(each["name"], each["value"]) for each in shown] == [
        ("Completed", 2), ("In progress", 3), ("Still to be carried out", 1), ("Not rated yet", 3),
        ("Past their date", 4),
    ]  # fmt: skip
    assert shown[0]["note"] == "of 9"
