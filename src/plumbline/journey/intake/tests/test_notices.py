"""Whoever uploaded a document is told what became of it: both ways."""

import pytest

from plumbline.institutions.access import Role
from plumbline.journey.intake.tests.making import SYSTEM, document
from plumbline.platform.notifications.models import Item

pytestmark = pytest.mark.django_db


def told():
    return [(item.recipient, item.kind, item.subject, item.how) for item in Item.objects.all()]


@pytest.mark.message("intake.read", sent=True)
@pytest.mark.message("intake.refused", sent=False)
def test_whoever_uploaded_is_told_that_it_was_read(cast):
    document(cast.institution, cast.actor(Role.HR_ANALYST))
    key = cast.people[Role.HR_ANALYST].key
    assert told() == [(key, "intake.read", "Check what was read of “plan.md”", "inbox")]


@pytest.mark.message("intake.refused", sent=True)
@pytest.mark.message("intake.read", sent=False)
def test_whoever_uploaded_is_told_that_it_could_not_be_read(cast):
    document(cast.institution, cast.actor(Role.HR_ANALYST), name="plan.pdf", content=b"%PDF-1.7 and nothing else")
    key = cast.people[Role.HR_ANALYST].key
    assert told() == [(key, "intake.refused", "“plan.pdf” could not be read", "digest")]


@pytest.mark.message("intake.read", sent=False)
def test_nobody_is_told_of_what_a_command_loaded(cast):
    document(cast.institution, SYSTEM)
    assert told() == []
