"""Where institutions stand: right, and asked once for all of them."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plumbline.foundation.clock import today
from plumbline.institutions import operations as institutions
from plumbline.institutions.access import Role
from plumbline.institutions.actor import actor_for
from plumbline.journey.plans import operations as plans
from plumbline.journey.plans.drafts import OwnerDraft, Written
from plumbline.journey.plans.tests.making import SYSTEM, draft, plan_with
from plumbline.portal.home.standing import standing
from plumbline.sharing.library import operations as library
from tests.cast import browser

pytestmark = pytest.mark.django_db


def due(number, days, *owners, **more):
    return draft(number, due=Written("then", today() + timedelta(days=days)), owners=owners, **more)


def an_institution(number, lead):
    """One more institution of the same lead, with a plan that was published and changed since."""
    made = institutions.create_institution(actor=SYSTEM, name=f"Institute {number}", slug=f"institute-{number}")
    institutions.edit_institution(
        actor=SYSTEM, institution=made, contact_name="The Lead", contact_email="lead@ashmere.example"
    )
    institutions.grant_membership(actor=SYSTEM, institution=made, user=lead, role=Role.LEAD)
    plan = plan_with(made, due(1, -3, OwnerDraft("Me", user=lead.pk)), due(2, 3))
    plans.add_reporting_date(actor=SYSTEM, plan=plan, label="Stage 2", on=today() + timedelta(days=9))
    library.publish(actor=actor_for(lead), plan=plan)
    plans.change_status(actor=SYSTEM, action=plan.actions.get(ref="A2"), status="in_progress")
    return made


@pytest.mark.parametrize("count", [1, 3])
def test_what_needs_one_asks_as_often_for_three_institutions_as_for_one(cast, count):
    for number in range(count):
        an_institution(number, cast.nobody)
    client = browser(cast.nobody)
    with CaptureQueriesContext(connection) as asked:
        page = client.get("/home/").content.decode()
    assert page.count("1 action of yours is overdue") == count
    assert len(asked) == 15


def test_every_figure(cast):
    here = standing(an_institution(1, cast.nobody), user=cast.nobody)
    assert (here.documents, here.assessments, here.overdue, here.due_soon, here.my_late, here.my_soon) == (
        0, 0, 1, 1, 1, 0,
    )  # fmt: skip
    assert (here.unrated, here.reporting.label, here.publication.number, here.unpublished) == (2, "Stage 2", 1, 1)


def test_a_reporting_date_far_away_or_closed_asks_for_nothing(cast):
    plan = plan_with(cast.institution, due(1, 90))
    plans.add_reporting_date(actor=SYSTEM, plan=plan, label="Later", on=today() + timedelta(days=31))
    assert standing(cast.institution).reporting is None
    over = plans.add_reporting_date(actor=SYSTEM, plan=plan, label="Over", on=date(2026, 1, 31))
    assert standing(cast.institution).reporting == over
    plans.rate(actor=SYSTEM, action=plan.actions.get(), rag="amber", reporting=over)
    assert standing(cast.institution).unrated == 0
    plans.close_reporting_date(actor=SYSTEM, reporting=over)
    assert standing(cast.institution).reporting is None


def test_what_is_settled_is_neither_late_nor_soon(cast):
    plan = plan_with(cast.institution, due(1, -3), due(2, 3))
    for action in plan.actions.all():
        plans.change_status(actor=SYSTEM, action=action, status="completed")
    here = standing(cast.institution)
    assert (here.overdue, here.due_soon) == (0, 0)
