"""Who else looks after the plan is told of publications: both ways."""

import pytest

from plumbline.institutions.access import Capability, Role, roles_that_may
from plumbline.journey.plans.tests.making import SYSTEM, plan_with
from plumbline.platform.notifications.models import Item
from plumbline.sharing.library import operations

pytestmark = pytest.mark.django_db


def told(kind):
    return sorted((item.address, item.subject) for item in Item.objects.filter(kind=kind))


def others():
    return [role for role in roles_that_may(Capability.EDIT_PLAN) if role != Role.LEAD]


@pytest.mark.message("library.published", sent=True)
@pytest.mark.message("library.withdrawn", sent=True)
def test_whoever_may_change_the_plan_is_told_and_the_actor_is_not(cast):
    lead = cast.actor(Role.LEAD)
    publication = operations.publish(actor=lead, plan=plan_with(cast.institution))
    words = "Version 1 of Ashmere University’s plan is published"
    assert told("library.published") == sorted((f"{role}@ashmere.example", words) for role in others())
    assert told("library.withdrawn") == []
    operations.withdraw(actor=lead, publication=publication, reason="A mistake.")
    words = "Version 1 of Ashmere University’s plan is withdrawn"
    assert told("library.withdrawn") == sorted((f"{role}@ashmere.example", words) for role in others())


@pytest.mark.message("library.published", sent=False)
@pytest.mark.message("library.withdrawn", sent=False)
def test_nobody_is_told_of_what_a_command_did_nor_is_a_neighbour(cast):
    publication = operations.publish(actor=SYSTEM, plan=plan_with(cast.institution))
    operations.withdraw(actor=SYSTEM, publication=publication, reason="A mistake.")
    assert told("library.published") == told("library.withdrawn") == []
    assert not Item.objects.filter(address="bea@borrowdale.example").exists()
