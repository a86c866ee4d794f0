"""The retrospective writes itself from the plan's history, and what people change stays."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plumbline.foundation.problems import Refused
from plumbline.institutions.access import Role
from plumbline.journey.assessments import operations, queries
from plumbline.journey.assessments.tests.making import SYSTEM, begun, reloaded
from plumbline.journey.plans import operations as plans
from plumbline.journey.plans.models import Kind
from plumbline.journey.plans.operations import ActionDraft, PlanDraft
from plumbline.platform.questionnaires.queries import report_of
from tests.cast import browser

ON = date(2026, 7, 31)
PAGE = "/i/ashmere/assessments/1/looking-back/"


@pytest.fixture
def plan(cast):
    actions = (
        ActionDraft(text="Print a map", rag="green"),
        ActionDraft(text="Open a workshop", rag="red", explanation="The building is late."),
        ActionDraft(text="Hold a prize-giving", rag="red"),
    )
    drafted = PlanDraft(title="First plan", kind=Kind.PREVIOUS, actions=actions)
    return plans.take_in(actor=SYSTEM, institution=cast.institution, plans=[drafted], origin="o:1")[0]


@pytest.fixture
def assessment(cast, plan):
    made = begun(cast.institution, "stage_2")
    operations.choose_plans(actor=SYSTEM, assessment=made, forward=None, previous=plan, reports_on=ON)
    return reloaded(made)


def told(assessment):
    return [(line.words, line.rag, line.explanation.body) for line in queries.looked_back(assessment)]


def part(assessment):
    return report_of(assessment.response, parts=queries.parts_of(assessment)).section("retrospective")


def test_nothing_is_typed_twice(assessment):
    assert operations.look_back(actor=SYSTEM, assessment=assessment) == (3, 0)
    assert told(assessment) == [
        ("Print a map", "green", ""),
        ("Open a workshop", "red", "The building is late."),
        ("Hold a prize-giving", "red", ""),
    ]
    assert [problem.message for problem in part(assessment).wrong] == ["1 red has no explanation."]


def test_brought_up_to_date_without_losing_what_was_changed_here(assessment, plan):
    operations.look_back(actor=SYSTEM, assessment=assessment)
    first, second, third = queries.looked_back(assessment)
    operations.rate_line(actor=SYSTEM, line=first, rag="amber")
    operations.explain_line(actor=SYSTEM, line=second, body="Our own words.", base=second.explanation.number)
    for line in (first, second, third):
        plans.rate(actor=SYSTEM, action=line.action, rag="red", explanation="Later words.", on=date(2026, 7, 1))
    assert operations.look_back(actor=SYSTEM, assessment=assessment) == (0, 2)
    assert told(assessment) == [
        ("Print a map", "amber", "Later words."),
        ("Open a workshop", "red", "Our own words."),
        ("Hold a prize-giving", "red", "Later words."),
    ]
    assert plan.actions.rated().get(pk=first.action_id).rag == "red", "the plan's own history is not touched"


def test_without_a_plan_the_page_says_what_to_do(cast):
    assessment = begun(cast.institution, "stage_2")
    with pytest.raises(Refused, match="Choose the plan that is over"):
        operations.look_back(actor=SYSTEM, assessment=assessment)
    assert "Choose the plan that is over" in browser(cast.lead).get(PAGE).content.decode()
    assert [problem.message for problem in part(assessment).missing] == ["The plan that is over is not chosen yet."]


def test_drawn_worded_and_rated_on_its_page(cast, assessment):
    lead = browser(cast.lead)
    lead.post(PAGE, {"do": "draw"})
    line = queries.looked_back(assessment)[2]
    text = line.explanation_id
    lead.post(PAGE, {f"body-{text}": "Nobody came.", f"base-{text}": "0", f"rag-{line.pk}": "amber"})
    assert told(assessment)[2] == ("Hold a prize-giving", "amber", "Nobody came.")
    assert (
        "Nobody came." in browser(cast.people[Role.TECHNICIAN]).get("/i/ashmere/assessments/1/whole/").content.decode()
    )
    lead.post(PAGE, {f"rag-{line.pk}": "purple"})
    assert told(assessment)[2][1] == "amber"
    assert lead.get(f"{PAGE}{line.pk}/text/").status_code == 200


@pytest.mark.parametrize("role", [Role.TECHNICIAN, Role.LEADER, Role.SECRETARIAT])
def test_operations_enforce_the_rules(cast, assessment, role):
    operations.look_back(actor=SYSTEM, assessment=assessment)
    actor, line, before = cast.actor(role), queries.looked_back(assessment)[0], told(assessment)
    for call in (
        lambda: operations.look_back(actor=actor, assessment=assessment),
        lambda: operations.rate_line(actor=actor, line=line, rag="red"),
        lambda: operations.explain_line(actor=actor, line=line, body="x", base=0),
    ):
        with pytest.raises(Refused):
            call()
    assert told(assessment) == before


def test_the_page_asks_as_many_questions_for_no_line_as_for_three(cast, assessment):
    lead, counts = browser(cast.lead), []
    operations.look_back(actor=SYSTEM, assessment=assessment)
    for keep in (1, 3):
        if keep == 1:
            for line in queries.looked_back(assessment)[1:]:
                line.delete()
        else:
            operations.look_back(actor=SYSTEM, assessment=assessment)
        with CaptureQueriesContext(connection) as seen:
            assert lead.get(PAGE).status_code == 200
        counts.append(len(seen))
    assert counts[0] == counts[1]
    assert counts[0] <= 15
