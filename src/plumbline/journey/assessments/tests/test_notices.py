"""Who is told what of a self-assessment, and who is not."""

from datetime import timedelta

import pytest

from plumbline.foundation.clock import today
from plumbline.institutions import operations as institutions
from plumbline.institutions.access import Role
from plumbline.institutions.models import Membership
from plumbline.journey.assessments import notices, operations, schedule
from plumbline.journey.assessments.models import Delegation
from plumbline.journey.assessments.tests.making import SYSTEM, asked, begun
from plumbline.journey.assessments.tests.test_delegating import wren
from plumbline.platform.notifications.models import Item, Message

pytestmark = pytest.mark.django_db


@pytest.fixture
def delegation(cast):
    return asked(begun(cast.institution), actor=cast.actor(Role.LEAD), wanted_on=today() + timedelta(days=9))[0]


def told(kind):
    """To whom messages of a kind went."""
    kind = f"assessments.{kind}"
    items = Item.objects.filter(kind=kind).values_list("address", flat=True)
    return sorted([*items, *Message.objects.filter(kind=kind, item=None).values_list("address", flat=True)])


WREN = "wren@workshops.example"


@pytest.mark.message("assessments.asked", sent=True)
@pytest.mark.message("assessments.returned", sent=False)
@pytest.mark.message("assessments.accepted", sent=False)
@pytest.mark.message("assessments.taken_back", sent=False)
@pytest.mark.message("assessments.handed_back", sent=False)
@pytest.mark.usefixtures("delegation")
def test_whoever_is_asked_is_told_and_nobody_else():
    kinds = ("asked", "returned", "accepted", "taken_back", "handed_back")
    assert {kind: told(kind) for kind in kinds} == {kind: [] for kind in kinds} | {"asked": [WREN]}


@pytest.mark.message("assessments.asked", sent=False)
def test_beginning_asks_nobody(cast):
    begun(cast.institution)
    assert told("asked") == []


@pytest.mark.message("assessments.handed_back", sent=True)
@pytest.mark.message("assessments.returned", sent=True)
@pytest.mark.message("assessments.accepted", sent=True)
def test_back_and_forth(cast, delegation):
    operations.hand_back(actor=wren(delegation), delegation=delegation)
    assert told("handed_back") == [cast.lead.email]
    operations.return_to_them(actor=SYSTEM, delegation=delegation, words="More")
    assert told("returned") == [WREN]
    operations.hand_back(actor=wren(delegation), delegation=delegation)
    operations.accept(actor=SYSTEM, delegation=delegation)
    assert (told("handed_back"), told("accepted")) == ([cast.lead.email] * 2, [WREN])


@pytest.mark.message("assessments.handed_back", sent=True)
def test_where_the_asker_has_left_the_leads_are_told(cast):
    delegation, _token = asked(begun(cast.institution), actor=cast.actor(Role.WORKING_LEAD))
    membership = Membership.objects.get(institution=cast.institution, role=Role.WORKING_LEAD)
    institutions.end_membership(actor=SYSTEM, membership=membership)
    operations.hand_back(actor=wren(delegation), delegation=delegation)
    assert told("handed_back") == [cast.lead.email]


@pytest.mark.message("assessments.taken_back", sent=True)
def test_who_need_not_is_told(delegation):
    operations.take_back_request(actor=SYSTEM, delegation=delegation)
    assert told("taken_back") == [WREN]


@pytest.mark.message("assessments.reminder", sent=True)
@pytest.mark.message("assessments.reminder", sent=False)
def test_a_reminder_before_the_day_and_one_after_it(delegation):
    seen = []
    for days in (9, 4, 3, 3, 1, 0, -1, -1, -5):
        Delegation.objects.filter(pk=delegation.pk).update(wanted_on=today() + timedelta(days=days))
        if days == -1 and seen[-1] == 1:  # the day that is over comes a day after the last reminder, not on the same
            Delegation.objects.filter(pk=delegation.pk).update(reminded_on=today() - timedelta(days=2))
        schedule.remind_contributors()
        seen.append(len(told("reminder")))
    assert seen == [0, 0, 1, 1, 1, 1, 2, 2, 2]


@pytest.mark.message("assessments.reminder", sent=False)
def test_nobody_is_reminded_of_what_is_done(delegation):
    operations.hand_back(actor=wren(delegation), delegation=delegation)
    Delegation.objects.filter(pk=delegation.pk).update(wanted_on=today())
    schedule.remind_contributors()
    assert told("reminder") == []


def call(cast, *keys, comment=1):
    notices.mentioned(
        begun(cast.institution) if not cast.institution.assessments.exists() else cast.institution.assessments.get(),
        keys=keys, comment=comment, words="@you", question="How many?", path="/home/", from_whom="Ada",
    )  # fmt: skip


@pytest.mark.message("assessments.mentioned", sent=True)
@pytest.mark.message("assessments.mentioned", sent=False)
def test_who_is_called_is_told_once(cast):
    technician = cast.people[Role.TECHNICIAN]
    call(cast, "link:7", "public")
    assert told("mentioned") == []
    call(cast, technician.key)
    call(cast, technician.key)
    assert told("mentioned") == [technician.email]
    call(cast, technician.key, comment=2)
    assert told("mentioned") == [technician.email] * 2
