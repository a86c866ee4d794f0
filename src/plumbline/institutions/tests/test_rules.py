"""Every rule × every role."""

import pytest

from plumbline.institutions import rules
from plumbline.institutions.access import (
    INSTITUTION_ROLES,
    ROLES,
    SAID,
    SECTOR_ROLES,
    Capability,
    Role,
    as_markdown,
    roles_that_may,
)
from plumbline.institutions.actor import Actor, actor_for
from plumbline.institutions.models import BoardOrganisation, Membership, SectorRole

C = Capability
OUTSIDERS = ["public", "nobody", "neighbour"]
EVERYBODY = [*OUTSIDERS, *(str(role) for role in ROLES)]

# Who may, written out by hand: the table in access.py must give exactly this.
# fmt: off
MAY = {
    C.VIEW_WORKSPACE: {str(role) for role in INSTITUTION_ROLES},
    C.UPLOAD_DOCUMENTS: {"lead", "working_lead", "group_chair", "hr_analyst"},
    C.ACCEPT_READINGS: {"lead", "working_lead"},
    C.EDIT_PLAN: {"lead", "working_lead", "group_chair"},
    C.UPDATE_ACTIONS: {"lead", "champion", "working_lead", "group_chair", "group_member", "technical_manager"},
    C.EDIT_ASSESSMENT: {"lead", "working_lead", "group_chair", "group_member", "hr_analyst"},
    C.RUN_ASSESSMENT: {"lead", "working_lead", "group_chair"},
    C.KEEP_EVIDENCE: {
        "lead", "champion", "working_lead", "group_chair", "group_member", "hr_analyst", "communications",
        "technical_manager",
    },
    C.PUBLISH: {"lead"},
    C.MANAGE_PEOPLE: {"lead"},
    C.EDIT_INSTITUTION: {"lead", "working_lead", "communications"},
    C.SUBMIT: {"lead", "working_lead"},
    C.SIGN_OFF: {"leader"},
    C.VIEW_AUDIT: {"lead", "leader", "champion"},
    C.VIEW_FIGURES: {str(role) for role in INSTITUTION_ROLES},
    C.IMPORT_STAFF: {"hr_analyst"},
    C.VIEW_RAW_STAFF: {"hr_analyst"},
    C.DEFINE_TECHNICIANS: {"hr_analyst"},
}
# fmt: on
MAY_SECTOR = {
    C.VIEW_SECTOR: {"secretariat", "board_member", "reviewer"},
    C.MANAGE_SECTOR: {"secretariat"},
    C.REVIEW: {"reviewer"},
}


def test_every_role_of_the_issue_is_in_the_table_and_explains_itself():
    assert set(ROLES) == set(Role)
    for row in ROLES.values():
        assert str(row.name)
        assert str(row.sentence).endswith(".")
        assert row.capabilities
    assert set(SAID) == set(Capability) == set(MAY) | set(MAY_SECTOR)


@pytest.mark.django_db
@pytest.mark.parametrize("capability", MAY)
def test_who_may_do_what_at_their_institution_and_nobody_at_another(cast, capability):
    may = {name for name, actor in cast.actors().items() if actor.can(capability, cast.institution)}
    assert may == MAY[capability]
    elsewhere = {name for name, actor in cast.actors().items() if actor.can(capability, cast.neighbour)}
    assert elsewhere == ({"neighbour"} if "lead" in MAY[capability] else set())


@pytest.mark.django_db
@pytest.mark.parametrize("capability", MAY_SECTOR)
def test_who_may_do_what_for_the_sector(cast, capability):
    may = {name for name, actor in cast.actors().items() if actor.can(capability)}
    assert may == MAY_SECTOR[capability]
    assert not {name for name, actor in cast.actors().items() if actor.can(capability, cast.institution)}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("rule", "may"),
    [
        (rules.can_edit_institution, MAY[C.EDIT_INSTITUTION] | {"secretariat"}),
        (rules.can_manage_people, {"lead", "secretariat"}),
        (rules.can_view_audit, MAY[C.VIEW_AUDIT]),
    ],
)
def test_rules_about_the_institution(cast, rule, may):
    verdicts = {name: rule(actor, cast.institution) for name, actor in cast.actors().items()}
    assert {name for name, verdict in verdicts.items() if verdict} == may
    assert all(verdict.reason for name, verdict in verdicts.items() if name not in may)


@pytest.mark.django_db
@pytest.mark.parametrize("name", EVERYBODY)
def test_who_may_end_a_role(cast, name):
    actor = cast.actors()[name]
    member = Membership.objects.get(institution=cast.institution, role=Role.TECHNICIAN)
    assert bool(rules.can_end_membership(actor, member)) == (name in {"lead", "secretariat"})
    assert bool(rules.can_manage_sector(actor)) == (name == "secretariat")
    seat = BoardOrganisation(name="Guild of Makers")
    assert bool(rules.can_end_board_organisation(actor, seat)) == (name == "secretariat")
    reviewer = SectorRole.objects.get(role=Role.REVIEWER)
    assert bool(rules.can_end_sector_role(actor, reviewer)) == (name == "secretariat")


@pytest.mark.django_db
def test_somebody_must_be_left_who_answers_for_the_institution(cast):
    only = Membership.objects.get(institution=cast.institution, role=Role.LEAD)
    assert "only institutional lead" in rules.can_end_membership(cast.actor(Role.LEAD), only).reason
    assert rules.can_end_membership(cast.actor(Role.SECRETARIAT), only)
    Membership.objects.create(institution=cast.institution, user=cast.nobody, role=Role.LEAD)
    assert rules.can_end_membership(cast.actor(Role.LEAD), only)


@pytest.mark.django_db
def test_the_last_of_the_secretariat_cannot_leave(cast):
    held = SectorRole.objects.get(role=Role.SECRETARIAT)
    assert "only member" in rules.can_end_sector_role(cast.actor(Role.SECRETARIAT), held).reason
    SectorRole.objects.create(user=cast.nobody, role=Role.SECRETARIAT)
    assert rules.can_end_sector_role(cast.actor(Role.SECRETARIAT), held)


@pytest.mark.django_db
def test_what_is_over_cannot_be_ended_again(cast):
    import datetime

    long_ago = datetime.date(2020, 1, 1)
    secretariat = cast.actor(Role.SECRETARIAT)
    membership = Membership(institution=cast.institution, role=Role.TECHNICIAN, ends_on=long_ago)
    assert "already ended" in rules.can_end_membership(secretariat, membership).reason
    assert "already ended" in rules.can_end_sector_role(secretariat, SectorRole(ends_on=long_ago)).reason
    assert "already left" in rules.can_end_board_organisation(secretariat, BoardOrganisation(ends_on=long_ago)).reason


@pytest.mark.django_db
def test_several_roles_add_up(cast):
    for role in (Role.HR_ANALYST, Role.TECHNICAL_MANAGER):
        Membership.objects.create(institution=cast.neighbour, user=cast.nobody, role=role)
    actor = actor_for(cast.nobody)
    assert actor.can(C.UPLOAD_DOCUMENTS, cast.neighbour)
    assert actor.can(C.UPDATE_ACTIONS, cast.neighbour)
    assert actor.institutions_where(C.VIEW_WORKSPACE) == {cast.neighbour.pk}


@pytest.mark.django_db
def test_the_holder_of_a_link_may_do_one_thing_at_one_institution(cast):
    holder = Actor.link("signing:1", institution=cast.institution, may=C.SIGN_OFF)
    assert (holder.key, holder.user_id) == ("link:signing:1", None)
    assert {one for one in Capability if holder.can(one, cast.institution)} == {C.SIGN_OFF}
    assert not any(holder.can(one, cast.neighbour) or holder.can(one) for one in Capability)


def test_the_system_may_do_all_and_the_public_nothing():
    assert all(Actor.system("demo").can(one) for one in Capability)
    assert not any(Actor.public().can(one) for one in Capability)
    assert Actor.system("demo").key == "system:demo"


def test_who_may_is_said_in_the_order_of_the_table():
    assert roles_that_may(C.VIEW_AUDIT) == [Role.LEAD, Role.LEADER, Role.CHAMPION]


def test_the_reference_shows_every_role_and_every_capability():
    text = as_markdown()
    for row in ROLES.values():
        assert f"- **{row.name}**: {row.sentence}" in text
    for said in SAID.values():
        assert text.count(f"| {said} |") == 1
    assert set(SECTOR_ROLES) | set(INSTITUTION_ROLES) == set(ROLES)
