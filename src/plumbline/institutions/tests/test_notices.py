"""Who is told of a role: both ways."""

import pytest
from django.core import mail

from plumbline.institutions import operations
from plumbline.institutions.access import Role
from plumbline.institutions.actor import Actor
from plumbline.institutions.models import Membership
from plumbline.platform.jobs.operations import run_waiting
from plumbline.platform.notifications.queries import inbox

pytestmark = pytest.mark.django_db


def sent():
    run_waiting()
    return [(message.to[0], message.subject) for message in mail.outbox]


def grant(cast, actor, user):
    return operations.grant_membership(actor=actor, institution=cast.institution, user=user, role=Role.AMBASSADOR)


@pytest.mark.message("institutions.role_given", sent=True)
def test_whoever_gets_a_role_from_a_colleague_is_told(cast):
    grant(cast, cast.actor(Role.LEAD), cast.nobody)
    assert sent() == [("pat@elsewhere.example", "You are now ambassador at Ashmere University")]
    assert "Lead Person gave you the role of ambassador." in mail.outbox[0].body


@pytest.mark.message("institutions.role_given", sent=True)
def test_whoever_gets_another_role_instead_is_told(cast):
    held = Membership.objects.get(user=cast.people[Role.TECHNICIAN])
    operations.change_role(actor=cast.actor(Role.LEAD), membership=held, role=Role.GROUP_MEMBER)
    assert sent() == [("technician@ashmere.example", "You are now steering group member at Ashmere University")]


@pytest.mark.message("institutions.role_given", sent=False)
def test_nobody_is_told_of_a_role_that_they_took_or_that_a_command_gave(cast):
    grant(cast, cast.actor(Role.LEAD), cast.lead)
    grant(cast, Actor.system("tests"), cast.nobody)
    assert sent() == []


@pytest.mark.message("institutions.role_ended", sent=True)
def test_whoever_loses_a_role_finds_it_in_the_inbox(cast):
    held = Membership.objects.get(user=cast.people[Role.TECHNICIAN])
    operations.end_membership(actor=cast.actor(Role.LEAD), membership=held)
    told = inbox(cast.people[Role.TECHNICIAN].key).get()
    assert (told.subject, told.how) == ("Your role as technician at Ashmere University has ended", "digest")


@pytest.mark.message("institutions.role_ended", sent=False)
def test_nobody_is_told_of_a_role_that_they_gave_up(cast):
    second = grant(cast, cast.actor(Role.LEAD), cast.lead)
    operations.end_membership(actor=cast.actor(Role.LEAD), membership=second)
    assert list(inbox(cast.lead.key)) == []
