"""Institutions, their people and the register: what each verb does, refuses and records."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import DatabaseError, transaction

from plumbline.foundation.clock import today
from plumbline.foundation.problems import Refused
from plumbline.institutions import operations, queries
from plumbline.institutions.access import INSTITUTION_ROLES, SECTOR_ROLES, Capability, Role
from plumbline.institutions.actor import Actor, actor_for
from plumbline.institutions.models import (
    BoardOrganisation,
    Institution,
    Membership,
    PendingMembership,
    Phase,
    SectorRole,
    Signatory,
)
from plumbline.platform.accounts.models import User
from plumbline.platform.accounts.operations import accept_invitation
from plumbline.platform.audit.models import Entry
from tests.cast import at_once, make_cast

pytestmark = pytest.mark.django_db
SYSTEM = Actor.system("tests")


def verbs(scope):
    return [entry.verb for entry in Entry.objects.filter(scope=scope).order_by("pk")]


class TestRegister:
    def test_an_institution_gets_an_address_of_its_own(self):
        first = operations.create_institution(actor=SYSTEM, name=" Dunmere   University ")
        assert (first.name, first.slug, first.get_absolute_url()) == (
            "Dunmere University", "dunmere-university", "/institutions/dunmere-university/",
        )  # fmt: skip
        assert operations.free_slug("Dunmere University") == "dunmere-university-2"
        assert operations.free_slug("京都") == "institution"
        assert verbs(first.key) == ["institution.created"]

    @pytest.mark.parametrize(
        ("details", "field"),
        [
            ({"name": ""}, "name"),
            ({"name": "Ashmere University"}, "name"),
            ({"website": "not an address"}, "website"),
            ({"contact_email": "nobody"}, "contact_email"),
            ({"kind": "circus"}, "kind"),
            ({"nation": "narnia"}, "nation"),
        ],
    )
    def test_what_is_wrong_is_said_about_its_field_and_nothing_is_kept(self, cast, details, field):
        with pytest.raises(Refused) as caught:
            operations.create_institution(actor=SYSTEM, **{"name": "Dunmere University", **details})
        assert caught.value.field == field
        assert not Institution.objects.filter(slug__startswith="dunmere").exists()

    def test_identifiers_are_nobody_else_s(self, cast):
        operations.edit_institution(actor=SYSTEM, institution=cast.institution, ukprn="10000001")
        with pytest.raises(Refused):
            operations.edit_institution(actor=SYSTEM, institution=cast.neighbour, ukprn="10000001")
        assert cast.neighbour.ukprn == ""

    def test_only_what_changed_is_recorded_and_saving_the_same_records_nothing(self, cast):
        lead = cast.actor(Role.LEAD)
        details = {"website": "https://ashmere.example/", "region": "Ashmere Valley"}
        operations.edit_institution(actor=lead, institution=cast.institution, **details)
        operations.edit_institution(actor=lead, institution=cast.institution, **details)
        entry = Entry.objects.get(verb="institution.edited")
        assert (entry.actor, entry.parameters) == (lead.key, {"fields": "website"})

    def test_its_own_people_cannot_rename_it_and_the_register_keeps_former_names(self, cast):
        with pytest.raises(Refused, match="Only the secretariat"):
            operations.edit_institution(actor=cast.actor(Role.LEAD), institution=cast.institution, name="Elsewhere")
        secretariat = cast.actor(Role.SECRETARIAT)
        operations.edit_institution(actor=secretariat, institution=cast.institution, name="University of Ashmere")
        row = Institution.objects.get(slug="ashmere")
        assert (row.name, row.other_names) == ("University of Ashmere", ["Ashmere University"])
        operations.edit_institution(
            actor=secretariat, institution=row, name="Ashmere", other_names=["Ashmere University", "UoA"]
        )
        row.refresh_from_db()
        assert row.other_names == ["Ashmere University", "UoA", "University of Ashmere"]

    def test_two_who_edit_different_things_at_once_lose_nothing(self, cast):
        mine, theirs = (Institution.objects.get(slug="ashmere") for _copy in range(2))
        operations.edit_institution(actor=SYSTEM, institution=mine, region="North")
        operations.edit_institution(actor=SYSTEM, institution=theirs, size="large")
        row = Institution.objects.get(slug="ashmere")
        assert (row.region, row.size) == ("North", "large")

    def test_others_are_refused(self, cast):
        for name in ("neighbour", "technician", "board_member", "public"):
            with pytest.raises(Refused):
                operations.edit_institution(actor=cast.actors()[name], institution=cast.institution, region="x")
        for name in ("lead", "board_member", "reviewer", "public"):
            with pytest.raises(Refused, match="Only the secretariat"):
                operations.create_institution(actor=cast.actors()[name], name="Dunmere")

    def test_a_detail_that_there_is_not_is_a_mistake_of_ours(self, cast):
        with pytest.raises(TypeError, match="slug"):
            operations.edit_institution(actor=SYSTEM, institution=cast.institution, slug="x")

    def test_founding_signatories_are_those_of_the_first_phase(self, cast):
        second = operations.set_phase(actor=SYSTEM, number=2, announced_written="September 2017", total_after=61)
        assert cast.institution.signatory.founding is True
        assert operations.set_signatory(actor=SYSTEM, institution=cast.neighbour, phase=second).founding is False
        assert operations.set_signatory(actor=SYSTEM, institution=cast.neighbour).founding is None
        assert Signatory.objects.count() == 2

    def test_the_signatories_of_the_report_are_loaded_once(self):
        assert operations.load_signatories(actor=SYSTEM) == 66
        assert operations.load_signatories(actor=SYSTEM) == 0
        assert Institution.objects.count() == Signatory.objects.count() == 66
        assert Institution.objects.filter(kind="research_institute").count() == 7
        totals = list(Phase.objects.values_list("number", "total_after", "announced_written"))
        assert totals == [(1, 36, "31 May 2017"), (2, 61, "September 2017"), (3, 66, "April 2018")]
        assert [phase.known for phase in queries.phases_with_counts()] == [2, 3, 2]
        counts = queries.register_counts()
        assert counts == {"signatories": 66, "supporters": 0, "without_phase": 59}

    def test_what_the_report_says_of_a_phase_that_is_only_a_number_is_filled_in(self, cast):
        operations.load_signatories(actor=SYSTEM)
        assert Phase.objects.get(number=1).total_after == 36

    def test_loading_again_respects_what_people_changed(self):
        operations.load_signatories(actor=SYSTEM)
        keele = Institution.objects.get(name="Keele University")
        operations.edit_institution(actor=SYSTEM, institution=keele, name="University of Keele")
        assert operations.load_signatories(actor=SYSTEM) == 0
        assert Institution.objects.count() == 66

    def test_the_public_list_leaves_out_who_has_not_signed(self, cast):
        operations.set_signatory(actor=SYSTEM, institution=cast.neighbour, status="preparing")
        assert list(queries.signatories()) == [cast.institution]
        assert list(queries.register("row")) == [cast.neighbour]

    def test_organisations_take_and_leave_their_seats(self, cast):
        actor = cast.actor(Role.SECRETARIAT)
        guild = operations.add_board_organisation(actor=actor, name=" Guild of  Makers ", starts_on=date(2020, 1, 1))
        with pytest.raises(Refused, match="already has a seat"):
            operations.add_board_organisation(actor=actor, name="Guild of Makers")
        with pytest.raises(Refused, match="before the first"):
            operations.end_board_organisation(actor=actor, organisation=guild, on=date(2019, 1, 1))
        operations.end_board_organisation(actor=actor, organisation=guild, on=date(2024, 5, 6))
        operations.add_board_organisation(actor=actor, name="Guild of Makers")
        assert BoardOrganisation.objects.filter(name="Guild of Makers").count() == 2
        with pytest.raises(Refused, match="Enter"):
            operations.add_board_organisation(actor=actor, name=" ")

    def test_the_board_s_name_is_a_setting(self, cast):
        assert queries.board_name() == "Steering Board"
        operations.set_setting(actor=cast.actor(Role.SECRETARIAT), name="board_name", value="Advisory Board")
        assert queries.board_name() == "Advisory Board"
        with pytest.raises(Refused):
            operations.set_setting(actor=cast.actor(Role.BOARD_MEMBER), name="board_name", value="x")


class TestPeople:
    def invited(self, cast, email="new@ashmere.example", role=Role.TECHNICIAN, **more):
        return operations.invite_member(
            actor=cast.actor(Role.LEAD), institution=cast.institution, email=email, role=role, name="New", **more
        )

    def test_a_role_begins_when_the_invitation_is_accepted(self, cast):
        pending, token = self.invited(cast, ends_on=today() + timedelta(days=300))
        assert not Membership.objects.filter(user__email="new@ashmere.example").exists()
        user, invitation = accept_invitation(token=token, name="New Person")
        membership = operations.take_up_roles(user=user, invitation=invitation)[0]
        assert (membership.role, membership.starts_on, membership.ends_on) == (
            Role.TECHNICIAN,
            today(),
            pending.ends_on,
        )
        assert actor_for(user).can(Capability.VIEW_WORKSPACE, cast.institution)
        assert not PendingMembership.objects.exists()
        assert operations.take_up_roles(user=user, invitation=invitation) == []
        assert verbs(cast.institution.key)[-2:] == ["membership.invited", "membership.accepted"]

    def test_nobody_takes_up_what_somebody_else_accepted(self, cast):
        _pending, token = self.invited(cast)
        _user, invitation = accept_invitation(token=token, name="New")
        with pytest.raises(Refused, match="somebody else"):
            operations.take_up_roles(user=cast.nobody, invitation=invitation)

    def test_a_term_that_is_over_before_it_begins_is_refused(self, cast):
        with pytest.raises(Refused, match="before the first") as caught:
            self.invited(cast, ends_on=today() - timedelta(days=1))
        assert caught.value.field == "ends_on"

    def test_whoever_has_the_role_is_not_invited_to_it_again(self, cast):
        with pytest.raises(Refused, match="already has this role"):
            self.invited(cast, email="TECHNICIAN@ashmere.example")

    def test_nobody_is_invited_twice_to_the_same_role(self, cast):
        pending, _token = self.invited(cast)
        with pytest.raises(Refused, match="already invited"):
            self.invited(cast, email="NEW@ashmere.example")
        self.invited(cast, role=Role.AMBASSADOR)
        operations.withdraw_member_invitation(actor=cast.actor(Role.LEAD), pending=pending)
        self.invited(cast)

    @pytest.mark.parametrize("role", ["secretariat", "king", ""])
    def test_only_roles_of_an_institution_are_given_there(self, cast, role):
        with pytest.raises(Refused, match="Choose one of the roles"):
            self.invited(cast, role=role)

    def test_a_withdrawn_invitation_gives_nothing(self, cast):
        pending, token = self.invited(cast)
        operations.withdraw_member_invitation(actor=cast.actor(Role.LEAD), pending=pending)
        with pytest.raises(Refused):
            accept_invitation(token=token, name="New")
        assert not PendingMembership.objects.exists()

    def test_others_cannot_give_or_end_roles(self, cast):
        member = Membership.objects.get(institution=cast.institution, role=Role.TECHNICIAN)
        for name in ("neighbour", "working_lead", "technician", "board_member", "public"):
            actor = cast.actors()[name]
            with pytest.raises(Refused):
                operations.invite_member(
                    actor=actor, institution=cast.institution, email="x@y.example", role=Role.TECHNICIAN
                )
            with pytest.raises(Refused):
                operations.end_membership(actor=actor, membership=member)
        assert not User.objects.filter(email="x@y.example").exists()

    def test_an_ended_role_allows_nothing_more(self, cast):
        user = cast.people[Role.TECHNICIAN]
        member = Membership.objects.get(institution=cast.institution, role=Role.TECHNICIAN)
        Membership.objects.update(starts_on=date(2024, 1, 1))
        member.refresh_from_db()
        operations.end_membership(actor=cast.actor(Role.LEAD), membership=member)
        assert member.ends_on == today() - timedelta(days=1)
        assert not actor_for(user).can(Capability.VIEW_WORKSPACE, cast.institution)
        assert list(queries.past_members_of(cast.institution)) == [member]

    def test_a_role_given_by_mistake_today_is_gone_at_once(self, cast):
        member = Membership.objects.get(institution=cast.institution, role=Role.TECHNICIAN)
        operations.end_membership(actor=cast.actor(Role.LEAD), membership=member)
        assert member not in queries.members_of(cast.institution)
        assert Entry.objects.get(verb="membership.ended").subject == member.audit_key
        assert not actor_for(cast.people[Role.TECHNICIAN]).can(Capability.VIEW_WORKSPACE, cast.institution)

    def test_a_last_day_still_counts(self, cast):
        member = Membership.objects.get(institution=cast.institution, role=Role.TECHNICIAN)
        last = today() + timedelta(days=10)
        operations.end_membership(actor=cast.actor(Role.LEAD), membership=member, on=last)
        user = cast.people[Role.TECHNICIAN]
        with time_machine.travel(last, tick=False):
            assert actor_for(user).can(Capability.VIEW_WORKSPACE, cast.institution)
        with time_machine.travel(last + timedelta(days=1), tick=False):
            assert not actor_for(user).can(Capability.VIEW_WORKSPACE, cast.institution)

    def test_a_role_that_has_not_begun_allows_nothing_yet(self, cast):
        start = today() + timedelta(days=30)
        operations.grant_membership(
            actor=SYSTEM, institution=cast.neighbour, user=cast.nobody, role=Role.LEAD, starts_on=start
        )
        assert not actor_for(cast.nobody).can(Capability.PUBLISH, cast.neighbour)
        with pytest.raises(Refused, match="from a later day"):
            operations.grant_membership(actor=SYSTEM, institution=cast.neighbour, user=cast.nobody, role=Role.LEAD)
        with time_machine.travel(start, tick=False):
            assert actor_for(cast.nobody).can(Capability.PUBLISH, cast.neighbour)

    def test_another_role_leaves_the_first_in_the_history(self, cast):
        Membership.objects.update(starts_on=date(2024, 1, 1))
        member = Membership.objects.get(institution=cast.institution, role=Role.TECHNICIAN)
        lead = cast.actor(Role.LEAD)
        fresh = operations.change_role(actor=lead, membership=member, role=Role.GROUP_MEMBER)
        assert (fresh.role, fresh.starts_on) == (Role.GROUP_MEMBER, today())
        assert member.ends_on == today() - timedelta(days=1)
        with pytest.raises(Refused, match="already has this role"):
            operations.change_role(actor=lead, membership=fresh, role=Role.GROUP_MEMBER)

    def test_a_term_that_is_over_when_the_invitation_is_accepted_gives_nothing(self, cast):
        _pending, token = self.invited(cast, ends_on=today() + timedelta(days=2))
        with time_machine.travel(today() + timedelta(days=3), tick=False):
            user, invitation = accept_invitation(token=token, name="New")
            with pytest.raises(Refused, match="is over"):
                operations.take_up_roles(user=user, invitation=invitation)

    def test_whoever_is_invited_to_a_sector_role_twice_is_refused(self, cast):
        with pytest.raises(Refused, match="already has this role"):
            operations.invite_sector_person(
                actor=cast.actor(Role.SECRETARIAT), email="reviewer@ashmere.example", role=Role.REVIEWER
            )

    def test_sector_roles_are_the_secretariat_s_to_give(self, cast):
        secretariat = cast.actor(Role.SECRETARIAT)
        pending, token = operations.invite_sector_person(
            actor=secretariat, email="rex@elsewhere.example", role=Role.REVIEWER
        )
        user, invitation = accept_invitation(token=token, name="Rex")
        held = operations.take_up_roles(user=user, invitation=invitation)[0]
        assert actor_for(user).can(Capability.REVIEW)
        with pytest.raises(Refused, match="already has the role Reviewer"):
            operations.grant_sector_role(actor=secretariat, user=user, role=Role.REVIEWER)
        operations.end_sector_role(actor=secretariat, held=held)
        assert not actor_for(user).can(Capability.REVIEW)
        with pytest.raises(Refused):
            operations.grant_sector_role(actor=cast.actor(Role.LEAD), user=user, role=Role.REVIEWER)
        assert pending.role == Role.REVIEWER

    def test_the_database_refuses_what_the_operations_would(self, cast):
        impossible = [
            lambda: Membership.objects.create(institution=cast.institution, user=cast.nobody, role="king"),
            lambda: Membership.objects.create(institution=cast.institution, user=cast.lead, role=Role.LEAD),
            lambda: SectorRole.objects.create(user=cast.nobody, role="lead"),
            lambda: Membership.objects.create(
                institution=cast.institution, user=cast.nobody, role=Role.LEAD,
                starts_on=date(2024, 1, 2), ends_on=date(2024, 1, 1),
            ),
        ]  # fmt: skip
        for attempt in impossible:
            with pytest.raises(DatabaseError), transaction.atomic():
                attempt()


def test_the_lead_stands_first_and_the_rest_as_in_the_table(cast):
    assert [row.role for row in queries.members_of(cast.institution)] == list(INSTITUTION_ROLES)
    assert [row.role for row in queries.sector_people()] == list(SECTOR_ROLES)


def test_actors_are_named_for_people(cast):
    names = queries.actor_names([cast.lead.key, "system:demo", "public", "link:1", "user:99999"])
    assert names == {
        cast.lead.key: "Lead Person",
        "system:demo": "Plumbline (demo)",
        "public": "Somebody without an account",
        "link:1": "The holder of a link",
        "user:99999": "Somebody whose account is gone",
    }


@pytest.mark.django_db(transaction=True)
def test_two_leads_who_end_each_other_s_role_at_once_leave_one(transactional_db):
    cast = make_cast()
    second = cast.people[Role.WORKING_LEAD]
    operations.grant_membership(actor=SYSTEM, institution=cast.institution, user=second, role=Role.LEAD)
    leads = Membership.objects.filter(institution=cast.institution, role=Role.LEAD)
    first_s, second_s = leads.get(user=cast.lead), leads.get(user=second)
    one, other = actor_for(cast.lead), actor_for(second)
    results = at_once(
        lambda: operations.end_membership(actor=one, membership=second_s),
        lambda: operations.end_membership(actor=other, membership=first_s),
    )
    assert [type(result) for result in results].count(Refused) == 1
    assert leads.current().count() == 1
