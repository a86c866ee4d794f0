"""Reminders: whom they reach, when, and how few e-mails a year of them is."""

from collections import Counter
from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client

from plumbline.foundation.clock import HOME
from plumbline.foundation.problems import Refused
from plumbline.institutions import operations as institutions
from plumbline.institutions.access import Role
from plumbline.institutions.models import Membership
from plumbline.journey.plans import operations
from plumbline.journey.plans.cadence import turn_of
from plumbline.journey.plans.drafts import OwnerDraft, Written
from plumbline.journey.plans.models import Reminder
from plumbline.journey.plans.owning import about_of, leads_of, owners_of, still_due
from plumbline.journey.plans.rules import PURPOSE
from plumbline.journey.plans.schedule import remind_in_the_morning
from plumbline.journey.plans.tests.making import SYSTEM, draft, plan_with
from plumbline.platform.accounts.models import Pass
from plumbline.platform.accounts.operations import revoke_pass
from plumbline.platform.jobs.models import Job
from plumbline.platform.jobs.operations import run_waiting
from plumbline.platform.notifications.models import Item, Message
from plumbline.platform.notifications.operations import send_digests, unsubscribe
from tests.cast import at_once, make_cast

DUE = date(2026, 12, 8)  # a Tuesday
OUTSIDE = OwnerDraft("Olu Adeyemi", kind="outside", email="olu@elsewhere.example")


@pytest.fixture
def cast(db):
    """The cast, long in office: their roles began before any day that is played here."""
    with time_machine.travel(datetime(2026, 1, 5, 12, tzinfo=HOME), tick=False):
        return make_cast()


def owned(number, *owners, due=DUE, **more):
    """An action that somebody owns."""
    return draft(number, due=Written("then", due), owners=owners, **more)


def member(user):
    return OwnerDraft(user.name, user=user.pk)


def on(day, hour=6):
    """That morning in London."""
    return time_machine.travel(datetime(day.year, day.month, day.day, hour, tzinfo=HOME), tick=False)


def told(address=None):
    """(address, subject) of everything that was told."""
    rows = Item.objects.order_by("pk").values_list("address", "subject")
    return [row for row in rows if address in {None, row[0]}]


def remind(day, institution):
    with on(day):
        return operations.remind_of(institution=institution, on=day)


class TestTurns:
    @pytest.mark.parametrize(
        ("left", "turn"), [(31, None), (30, 30), (8, 30), (7, 7), (2, 7), (1, 1), (0, 1), (-1, -1), (-5, -1)]
    )
    def test_before_and_just_after(self, left, turn):
        assert turn_of(DUE, DUE - timedelta(days=left)) == turn

    def test_late_it_is_mondays_for_four_weeks_then_first_mondays(self):
        days = [DUE + timedelta(days=late) for late in range(1, 200)]
        new = [day for day, before in zip(days[1:], days, strict=False) if turn_of(DUE, day) != turn_of(DUE, before)]
        assert [day.isoformat() for day in new] == [
            "2026-12-14", "2026-12-21", "2026-12-28", "2027-01-04",
            "2027-02-01", "2027-03-01", "2027-04-05", "2027-05-03", "2027-06-07",
        ]  # fmt: skip


@pytest.mark.django_db
class TestWhom:
    def test_members_holders_of_a_role_and_addresses_outside(self, cast):
        hr, chair = cast.people[Role.HR_ANALYST], cast.people[Role.GROUP_CHAIR]
        plan = plan_with(
            cast.institution,
            owned(1, member(hr)),
            owned(2, OwnerDraft("The chair", kind="role", role=Role.GROUP_CHAIR)),
            owned(3, OUTSIDE),
            owned(4, OwnerDraft("Estates", kind="team")),
            owned(5, OwnerDraft("Helper", part="contributor", user=None)),
        )
        actions = list(plan.actions.all())
        reached = owners_of(cast.institution, actions)
        assert {action.ref: [one.who for one in reached.get(action.pk, [])] for action in actions} == {
            "A1": [hr.key], "A2": [chair.key], "A3": ["email:olu@elsewhere.example"], "A4": [], "A5": [],
        }  # fmt: skip
        assert [one.who for one in leads_of(cast.institution)] == [cast.lead.key]

    def test_an_owner_who_left_is_not_told_and_the_lead_is(self, cast):
        hr = cast.people[Role.HR_ANALYST]
        plan_with(cast.institution, owned(1, member(hr)))
        held = Membership.objects.get(user=hr)
        institutions.end_membership(actor=SYSTEM, membership=held)
        remind(DUE - timedelta(days=7), cast.institution)
        assert told() == [("lead@ashmere.example", "Due on 8 December 2026: A1 Do thing number 1")]

    def test_a_neighbours_lead_hears_nothing(self, cast):
        plan_with(cast.institution, owned(1))
        with on(DUE):
            operations.remind()
        assert {address for address, _subject in told()} == {"lead@ashmere.example"}


@pytest.mark.django_db
class TestReminders:
    @pytest.mark.message("plans.yours", sent=True)
    @pytest.mark.message("plans.due", sent=True)
    def test_first_that_it_is_theirs_then_its_days(self, cast):
        plan_with(cast.institution, owned(1, member(cast.people[Role.HR_ANALYST])))
        days = [DUE - timedelta(days=60 - n) for n in range(68)]
        for day in days:
            remind(day, cast.institution)
        assert told() == [
            ("hr_analyst@ashmere.example", "Yours from now, due on 8 December 2026: A1 Do thing number 1"),
            *[("hr_analyst@ashmere.example", "Due on 8 December 2026: A1 Do thing number 1")] * 3,
            ("hr_analyst@ashmere.example", "Overdue since 8 December 2026: A1 Do thing number 1"),
            ("hr_analyst@ashmere.example", "Overdue since 8 December 2026: A1 Do thing number 1"),
        ]
        assert [row.told_on for row in Reminder.objects.order_by("pk")] == [
            date(2026, 10, 9), date(2026, 11, 8), date(2026, 12, 1), date(2026, 12, 7), date(2026, 12, 9),
            date(2026, 12, 14),
        ]  # fmt: skip

    def test_the_same_day_again_tells_nothing(self, cast):
        plan_with(cast.institution, owned(1))
        assert [remind(DUE, cast.institution) for _time in range(3)] == [1, 0, 0]

    def test_a_day_that_was_missed_is_caught_up_once(self, cast):
        plan_with(cast.institution, owned(1))
        assert remind(DUE - timedelta(days=40), cast.institution) == 0
        assert remind(DUE - timedelta(days=4), cast.institution) == 1
        assert remind(DUE - timedelta(days=3), cast.institution) == 0

    def test_a_day_that_is_moved_begins_anew(self, cast):
        plan = plan_with(cast.institution, owned(1))
        remind(DUE - timedelta(days=7), cast.institution)
        action = plan.actions.get()
        later = DUE + timedelta(days=20)
        operations.change_action(actor=SYSTEM, action=action, draft=owned(1, due=later))
        assert remind(DUE - timedelta(days=6), cast.institution) == 1
        assert told()[-1][1] == "Due on 28 December 2026: A1 Do thing number 1"

    @pytest.mark.message("plans.due", sent=False)
    @pytest.mark.message("plans.yours", sent=False)
    @pytest.mark.parametrize("why", ["completed", "ongoing", "embedded", "stopped", "green", "removed", "previous"])
    def test_nobody_is_told_of_what_does_not_wait(self, cast, why):
        kind = "previous" if why == "previous" else "forward"
        plan = plan_with(cast.institution, owned(1, member(cast.people[Role.HR_ANALYST])), kind=kind)
        action = plan.actions.get()
        if why == "green":
            operations.rate(actor=SYSTEM, action=action, rag="green")
        elif why == "removed":
            operations.remove_action(actor=SYSTEM, action=action)
        elif why != "previous":
            operations.change_status(actor=SYSTEM, action=action, status=why, note="For a reason.")
        assert remind(DUE, cast.institution) == 0
        assert told() == []

    @pytest.mark.message("plans.yours", sent=False)
    def test_nobody_is_told_of_what_they_took_on_themselves(self, cast):
        chair = cast.people[Role.GROUP_CHAIR]
        plan = plan_with(cast.institution, owned(1, due=None))
        operations.change_action(
            actor=cast.actor(Role.GROUP_CHAIR), action=plan.actions.get(), draft=owned(1, member(chair), due=None)
        )
        assert remind(DUE, cast.institution) == 0

    def test_what_is_done_between_reminder_and_mail_is_not_mailed(self, cast):
        plan = plan_with(cast.institution, owned(1), owned(2))
        remind(DUE, cast.institution)
        operations.change_status(actor=SYSTEM, action=plan.actions.get(ref="A1"), status="completed")
        with on(DUE, 7):
            send_digests()
            run_waiting()
        assert [message.subject for message in mail.outbox] == ["Due on 8 December 2026: A2 Do thing number 2"]

    def test_only_while_it_is_still_due_that_day(self, cast):
        plan = plan_with(cast.institution, owned(1))
        action = plan.actions.get()
        about = about_of(action)
        assert still_due([about, "plans.action:x@", "plans.action:999999@2026-12-08"]) == {about}
        assert still_due([f"{action.audit_key}@2026-12-09"]) == set()

    @pytest.mark.message("plans.long_overdue", sent=True)
    @pytest.mark.message("plans.long_overdue", sent=False)
    def test_the_lead_is_told_of_what_is_long_overdue_once_a_week(self, cast):
        plan_with(cast.institution, *(owned(n, member(cast.people[Role.HR_ANALYST])) for n in (1, 2)))
        for late in range(29):
            remind(DUE + timedelta(days=late), cast.institution)
        assert told("lead@ashmere.example") == []
        for late in range(29, 43):
            remind(DUE + timedelta(days=late), cast.institution)
        words = "2 actions at Ashmere University are more than four weeks overdue"
        assert told("lead@ashmere.example") == [("lead@ashmere.example", words)] * 3


@pytest.mark.django_db
class TestSnooze:
    def test_quiet_until_the_day_and_then_once(self, cast):
        hr = cast.people[Role.HR_ANALYST]
        plan = plan_with(cast.institution, owned(1, member(hr)))
        remind(DUE - timedelta(days=30), cast.institution)
        with on(DUE - timedelta(days=29)):
            operations.snooze(actor=cast.actor(Role.HR_ANALYST), action=plan.actions.get(), until=date(2026, 12, 4))
        days = [date(2026, 11, 10) + timedelta(days=n) for n in range(28)]
        new = [day for day in days if remind(day, cast.institution)]
        assert new == [date(2026, 12, 4), date(2026, 12, 7)]

    @pytest.mark.parametrize("days", [0, -1, 367])
    def test_a_day_that_cannot_be_is_refused(self, cast, days):
        plan = plan_with(cast.institution, owned(1))
        with on(DUE), pytest.raises(Refused) as refusal:
            operations.snooze(actor=SYSTEM, action=plan.actions.get(), until=DUE + timedelta(days=days))
        assert refusal.value.field == "until"

    def test_it_is_ones_own(self, cast):
        hr, chair = cast.people[Role.HR_ANALYST], cast.people[Role.GROUP_CHAIR]
        plan = plan_with(cast.institution, owned(1, member(hr), member(chair)))
        remind(DUE - timedelta(days=40), cast.institution)
        with on(DUE - timedelta(days=39)):
            operations.snooze(actor=cast.actor(Role.HR_ANALYST), action=plan.actions.get(), until=date(2027, 1, 1))
        remind(DUE - timedelta(days=30), cast.institution)
        assert told()[2:] == [("group_chair@ashmere.example", "Due on 8 December 2026: A1 Do thing number 1")]


@pytest.mark.django_db
class TestOutside:
    def morning(self, day, institution):
        remind(day, institution)
        with on(day, 7):
            send_digests()
            run_waiting()

    def test_an_owner_without_an_account_gets_a_link_of_their_own(self, cast):
        plan = plan_with(cast.institution, owned(1, OUTSIDE), owned(2, OUTSIDE), owned(3))
        self.morning(DUE - timedelta(days=60), cast.institution)
        message = mail.outbox[0]
        assert (message.to, message.subject) == (["olu@elsewhere.example"], "2 actions are yours from now")
        token = message.body.split("/pass/")[1].split("/")[0]
        with on(DUE - timedelta(days=59)):
            client = Client()
            assert client.post(f"/pass/{token}/").headers["Location"] == "/i/ashmere/link/"
            page = client.get("/i/ashmere/link/").content.decode()
        assert "Do thing number 2" in page
        assert "Do thing number 3" not in page
        held = Pass.objects.get()
        assert (held.purpose, held.subjects) == (PURPOSE, sorted(a.audit_key for a in plan.actions.exclude(ref="A3")))

    def test_later_reminders_come_by_the_same_pass_and_an_old_link_is_renewed(self, cast):
        plan_with(cast.institution, owned(1, OUTSIDE))
        for days in (60, 30, 7):
            self.morning(DUE - timedelta(days=days), cast.institution)
        assert Pass.objects.count() == 1
        tokens = [message.body.split("/pass/")[1].split("/")[0] for message in mail.outbox]
        assert len(set(tokens)) == 3
        with on(DUE - timedelta(days=6)):
            assert Client().post(f"/pass/{tokens[-1]}/").status_code == 302

    def test_where_the_lead_ended_the_link_the_lead_is_told_instead(self, cast):
        plan_with(cast.institution, owned(1, OUTSIDE))
        self.morning(DUE - timedelta(days=60), cast.institution)
        revoke_pass(actor=SYSTEM, held=Pass.objects.get())
        self.morning(DUE - timedelta(days=7), cast.institution)
        assert [message.to[0] for message in mail.outbox] == ["olu@elsewhere.example", "lead@ashmere.example"]
        assert Pass.objects.count() == 1

    def test_whoever_stopped_the_mails_gets_none_by_a_later_link_either(self, cast):
        plan_with(cast.institution, owned(1, OUTSIDE))
        self.morning(DUE - timedelta(days=60), cast.institution)
        unsubscribe(recipient=Pass.objects.get().key, kinds=["plans.due"])
        self.morning(DUE - timedelta(days=7), cast.institution)
        assert len(mail.outbox) == 1


@pytest.mark.django_db(transaction=True)
def test_two_schedulers_at_once_tell_once(cast):
    plan_with(cast.institution, owned(1), owned(2))
    with on(DUE):
        at_once(*[lambda: operations.remind_of(institution=cast.institution, on=DUE)] * 2)
    assert len(told()) == 2


@pytest.mark.django_db
def test_a_year_of_sixty_actions_is_few_mails(cast):
    """From September to August, both clock changes among it. Ten actions each: three members, a role that somebody
    holds, somebody without an account, and nobody who can be reached. Half are done a week before their day, a few
    late, some never."""
    owners = [
        (member(cast.people[Role.HR_ANALYST]),),
        (member(cast.people[Role.TECHNICIAN]),),
        (member(cast.people[Role.CHAMPION]),),
        (OwnerDraft("The chair", kind="role", role=Role.GROUP_CHAIR),),
        (OUTSIDE,),
        (),
    ]
    done = [(-8, 20, -8, 400)[n // 6 % 4] for n in range(60)]
    mailed = played(cast, [owners[n % 6] for n in range(60)], done)
    assert max(Counter(mailed).values()) == 1
    assert Counter(who for who, _day in mailed) == {
        "hr_analyst@ashmere.example": 45,
        "technician@ashmere.example": 44,
        "champion@ashmere.example": 44,
        "group_chair@ashmere.example": 46,
        "olu@elsewhere.example": 47,
        "lead@ashmere.example": 57,
    }
    assert max(in_weeks(mailed).values()) == 4


@pytest.mark.django_db
def test_even_sixty_actions_of_one_person_who_does_nothing_are_one_mail_a_day_and_few_a_week(cast):
    mailed = played(cast, [(member(cast.people[Role.HR_ANALYST]),)] * 60, [400] * 60)
    assert max(Counter(mailed).values()) == 1
    weeks = in_weeks(mailed)
    assert Counter(who for who, _day in mailed) == {"hr_analyst@ashmere.example": 188, "lead@ashmere.example": 46}
    assert max(weeks.values()) == 5


FIRST = date(2026, 9, 1)


def played(cast, owners, done):
    """(address, day) of every e-mail in a year of a plan of sixty actions that are due five days apart; `owners` of
    each, and how many days after its day it is done. Both clock changes are in it."""
    dues = [FIRST + timedelta(days=20 + 5 * n) for n in range(60)]
    plan = plan_with(cast.institution, *(owned(n + 1, *owners[n], due=dues[n]) for n in range(60)))
    done_on = {f"A{n + 1}": dues[n] + timedelta(days=done[n]) for n in range(60)}
    mailed = []
    with time_machine.travel(datetime(2026, 9, 1, 1, tzinfo=HOME), tick=False) as clock:
        for day in (FIRST + timedelta(days=n) for n in range(365)):
            for ref in [ref for ref, when in done_on.items() if when == day]:
                operations.change_status(actor=SYSTEM, action=plan.actions.get(ref=ref), status="completed")
            clock.move_to(datetime(day.year, day.month, day.day, 5, tzinfo=HOME))
            remind_in_the_morning()
            assert send_digests() == 0
            clock.move_to(datetime(day.year, day.month, day.day, 7, tzinfo=HOME))
            send_digests()
            run_waiting()
            mailed += [(message.to[0], day) for message in mail.outbox]
            mail.outbox.clear()
    assert not Message.objects.filter(state="waiting").exists()
    assert not Job.objects.filter(state="dead").exists()
    return mailed


def in_weeks(mailed):
    """How many e-mails each person got in each week."""
    return Counter((who, day.isocalendar()[:2]) for who, day in mailed)
