"""Dates are worked out, agreed, put off and received; each in one transaction, each with its history."""

from datetime import date

import pytest

from plumbline.foundation.problems import Refused
from plumbline.institutions import operations as institutions
from plumbline.institutions.access import Role
from plumbline.institutions.models import SignatoryKind
from plumbline.institutions.queries import phase
from plumbline.journey.submissions import operations, queries, schedule
from plumbline.journey.submissions.models import Due, Extension, StageRule, Window
from plumbline.journey.submissions.states import ExtensionState
from plumbline.journey.submissions.tests.making import SYSTEM, due, timetable
from plumbline.platform.notifications.models import Item
from tests.cast import at_once

pytestmark = pytest.mark.django_db
LATER = date(2026, 1, 31)


def lead(cast):
    return cast.actor(Role.LEAD)


def secretariat(cast):
    return cast.actor(Role.SECRETARIAT)


def ask(cast, stage=1, wished_on=LATER, reason="Our HR system is being replaced."):
    return operations.ask_extension(
        actor=lead(cast), due=due(cast.institution, stage), wished_on=wished_on, reason=reason
    )


def told(kind):
    """To whom messages of a kind went, by name of the mailbox."""
    return sorted(item.address.partition("@")[0] for item in Item.objects.filter(kind=kind))


class TestWorkingOut:
    def test_every_signatory_gets_every_stage(self, cast):
        timetable()
        found = [(one.stage, one.due_on, one.basis) for one in cast.institution.dues.all()]
        assert found == [
            (1, date(2025, 7, 31), "announcement"),
            (2, date(2027, 7, 31), "announcement"),
            (3, date(2024, 1, 31), "phase"),
        ]

    def test_a_supporter_submits_nothing(self, cast):
        institutions.set_signatory(actor=SYSTEM, institution=cast.neighbour, kind=SignatoryKind.SUPPORTER)
        timetable()
        assert cast.neighbour.dues.count() == 0

    def test_an_announcement_that_is_not_known_gives_no_day_and_says_so(self, cast):
        timetable(announced_on=None)
        assert (due(cast.institution).due_on, due(cast.institution).basis) == (None, "unknown")

    def test_twice_changes_nothing(self, cast):
        timetable()
        steps = due(cast.institution).steps.count()
        assert operations.work_out(actor=SYSTEM) == 0
        assert due(cast.institution).steps.count() == steps

    def test_a_rule_that_changes_moves_what_is_not_agreed(self, cast):
        timetable()
        agreed = due(cast.neighbour)
        operations.agree_date(actor=secretariat(cast), due=agreed, on=date(2025, 10, 1), reason="Agreed by telephone.")
        operations.set_stage_rule(actor=secretariat(cast), stage=1, months=18, plan_months=24)
        assert due(cast.institution).due_on == date(2026, 1, 31)
        assert due(cast.neighbour).due_on == date(2025, 10, 1)
        assert due(cast.neighbour).nominal_on == date(2026, 1, 31)

    def test_the_clock_brings_new_signatories_in(self, cast):
        timetable()
        fresh = institutions.create_institution(actor=SYSTEM, name="Caldbeck College")
        institutions.set_signatory(actor=SYSTEM, institution=fresh, phase=phase(1))
        schedule.keep_dates()
        assert due(fresh).due_on == date(2025, 7, 31)


class TestAskingForMoreTime:
    @pytest.mark.message("submissions.asked", sent=True)
    def test_the_lead_asks_and_the_secretariat_is_told(self, cast):
        timetable()
        extension = ask(cast)
        assert (extension.state, extension.reason) == (ExtensionState.ASKED, "Our HR system is being replaced.")
        assert told("submissions.asked") == ["secretariat"]

    @pytest.mark.parametrize("role", [role for role in Role if role not in {Role.LEAD, Role.WORKING_LEAD}])
    def test_nobody_else_asks(self, cast, role):
        timetable()
        with pytest.raises(Refused):
            operations.ask_extension(
                actor=cast.actor(role), due=due(cast.institution), wished_on=LATER, reason="Why not"
            )

    def test_a_neighbours_lead_does_not_ask(self, cast):
        timetable()
        with pytest.raises(Refused):
            operations.ask_extension(
                actor=cast.actors()["neighbour"], due=due(cast.institution), wished_on=LATER, reason="Mischief"
            )

    @pytest.mark.parametrize(
        ("wished_on", "reason", "field"),
        [
            (LATER, "  ", "reason"),
            (date(2025, 7, 31), "Why", "wished_on"),
            (LATER, "x" * 4001, "reason"),
        ],
    )
    def test_a_request_that_says_too_little_or_too_much_is_refused_at_its_field(self, cast, wished_on, reason, field):
        timetable()
        with pytest.raises(Refused) as refusal:
            ask(cast, wished_on=wished_on, reason=reason)
        assert refusal.value.field == field

    @pytest.mark.message("submissions.asked", sent=False)
    def test_once_at_a_time(self, cast):
        timetable()
        ask(cast)
        with pytest.raises(Refused, match="asked already"):
            ask(cast)
        assert told("submissions.asked") == ["secretariat"]

    def test_no_more_often_than_the_programme_gives(self, cast):
        timetable()
        operations.answer_extension(actor=secretariat(cast), extension=ask(cast), grant=True, on=LATER)
        with pytest.raises(Refused, match="as many extensions as it gives"):
            ask(cast, stage=2, wished_on=date(2028, 1, 31))
        operations.choose_timetable(actor=secretariat(cast), rounding="next", extension_limit=2)
        assert ask(cast, stage=2, wished_on=date(2028, 1, 31)).state == ExtensionState.ASKED

    def test_nothing_is_asked_for_what_was_received_or_has_no_day(self, cast):
        timetable()
        operations.record_received(actor=secretariat(cast), due=due(cast.institution), on=date(2025, 7, 1))
        with pytest.raises(Refused, match="received"):
            ask(cast)
        timetable()
        institutions.set_phase(actor=SYSTEM, number=1, announced_on=None)
        operations.work_out(actor=SYSTEM)
        with pytest.raises(Refused, match="No day is set"):
            ask(cast, stage=2)

    @pytest.mark.message("submissions.answered", sent=False)
    def test_it_is_taken_back_while_nobody_has_answered(self, cast):
        timetable()
        extension = ask(cast)
        operations.take_back_extension(actor=lead(cast), extension=extension)
        assert extension.state == ExtensionState.TAKEN_BACK
        with pytest.raises(Refused):
            operations.answer_extension(actor=secretariat(cast), extension=extension, grant=True, on=LATER)
        assert due(cast.institution).due_on == date(2025, 7, 31)
        assert told("submissions.answered") == []


class TestAnswering:
    @pytest.mark.message("submissions.answered", sent=True)
    def test_a_grant_moves_the_day_and_the_lead_is_told(self, cast):
        timetable()
        operations.answer_extension(actor=secretariat(cast), extension=ask(cast), grant=True, on=LATER, answer="Once.")
        moved = due(cast.institution)
        assert (moved.due_on, moved.nominal_on, moved.is_extended) == (LATER, date(2025, 7, 31), True)
        assert told("submissions.answered") == ["lead", "working_lead"]

    def test_a_decline_keeps_the_day_and_needs_its_reason(self, cast):
        timetable()
        extension = ask(cast)
        with pytest.raises(Refused) as refusal:
            operations.answer_extension(actor=secretariat(cast), extension=extension, grant=False)
        assert refusal.value.field == "answer"
        operations.answer_extension(actor=secretariat(cast), extension=extension, grant=False, answer="Two were given.")
        assert due(cast.institution).due_on == date(2025, 7, 31)

    def test_a_grant_without_a_later_day_is_refused_at_its_field(self, cast):
        timetable()
        extension = ask(cast)
        for on in (None, date(2025, 7, 31)):
            with pytest.raises(Refused) as refusal:
                operations.answer_extension(actor=secretariat(cast), extension=extension, grant=True, on=on)
            assert refusal.value.field == "on"

    @pytest.mark.parametrize("role", [role for role in Role if role != Role.SECRETARIAT])
    def test_only_the_secretariat_answers(self, cast, role):
        timetable()
        with pytest.raises(Refused):
            operations.answer_extension(actor=cast.actor(role), extension=ask(cast), grant=True, on=LATER)

    def test_only_the_secretariat_agrees_another_day(self, cast):
        timetable()
        with pytest.raises(Refused):
            operations.agree_date(actor=lead(cast), due=due(cast.institution), on=LATER, reason="Because")

    @pytest.mark.message("submissions.agreed", sent=True)
    def test_going_back_to_the_rules(self, cast):
        timetable()
        for on, expected in ((LATER, LATER), (None, date(2025, 7, 31))):
            operations.agree_date(actor=secretariat(cast), due=due(cast.institution), on=on, reason="By telephone.")
            assert due(cast.institution).due_on == expected
        assert told("submissions.agreed") == ["lead", "lead", "working_lead", "working_lead"]

    @pytest.mark.message("submissions.agreed", sent=False)
    def test_a_day_that_is_agreed_already_is_no_news(self, cast):
        timetable()
        with pytest.raises(Refused) as refusal:
            operations.agree_date(actor=secretariat(cast), due=due(cast.institution), on=None, reason="By telephone.")
        assert refusal.value.field == "on"
        assert told("submissions.agreed") == []


class TestTimetable:
    @pytest.mark.parametrize(("month", "day"), [(2, 30), (13, 1), (4, 31), (0, 5)])
    def test_a_window_is_a_day_of_the_year(self, cast, month, day):
        with pytest.raises(Refused) as refusal:
            operations.set_window(actor=secretariat(cast), name="odd", month=month, day=day)
        assert refusal.value.field == "day"

    def test_loading_it_again_changes_nothing_that_people_set(self, cast):
        timetable()
        operations.set_stage_rule(actor=secretariat(cast), stage=1, months=15, plan_months=24)
        operations.load_timetable(actor=secretariat(cast))
        assert StageRule.objects.get(stage=1).months == 15
        assert Window.objects.count() == 2

    @pytest.mark.parametrize("role", [Role.LEAD, Role.BOARD_MEMBER, Role.REVIEWER])
    def test_only_the_secretariat_keeps_it(self, cast, role):
        with pytest.raises(Refused):
            operations.load_timetable(actor=cast.actor(role))
        with pytest.raises(Refused):
            operations.choose_timetable(actor=cast.actor(role), rounding="none", extension_limit=3)


class TestReminding:
    @pytest.mark.message("submissions.due", sent=True)
    def test_each_reminder_is_told_once_on_its_day(self, cast, time_machine):
        time_machine.move_to("2027-07-01T09:00:00Z")
        timetable(announced_on=date(2026, 3, 8))
        due(cast.neighbour).delete()
        for _turn in range(2):
            schedule.remind()
        assert told("submissions.due") == ["lead", "working_lead"]
        time_machine.move_to("2027-07-02T09:00:00Z")
        schedule.remind()
        assert told("submissions.due") == ["lead", "working_lead"]

    @pytest.mark.message("submissions.due", sent=False)
    def test_nobody_is_reminded_of_what_was_received(self, cast, time_machine):
        time_machine.move_to("2027-07-01T09:00:00Z")
        timetable(announced_on=date(2026, 3, 8))
        for one in Due.objects.filter(stage=1):
            operations.record_received(actor=SYSTEM, due=one, on=date(2027, 6, 30))
        schedule.remind()
        assert told("submissions.due") == []


@pytest.mark.django_db(transaction=True)
def test_of_two_who_ask_at_once_one_is_told(cast):
    timetable()
    actor, subject = lead(cast), due(cast.institution)
    results = at_once(
        *(
            lambda: operations.ask_extension(actor=actor, due=subject, wished_on=LATER, reason="Both of us")
            for _ in range(2)
        )
    )
    assert sorted(type(result).__name__ for result in results) == ["Extension", "Refused"]
    assert Extension.objects.count() == 1


def test_the_calendar_counts_as_it_lists(cast):
    timetable()
    on = date(2025, 8, 1)
    for standing, count in queries.counts_on(on).items():
        listed = queries.calendar_of(queries.Wanted(standing=standing), on)
        assert listed.count() == count
        assert {queries.standing_of(one, on) for one in listed} <= {standing}
    assert queries.counts_on(on)[queries.Standing.LATE] == 4
