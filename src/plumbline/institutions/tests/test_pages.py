"""The pages of institutions and of the register: who gets in, what they say, and that pressing does what it says."""

import re

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, get_resolver

from plumbline.institutions import operations, urls
from plumbline.institutions.access import Role, roles_that_may
from plumbline.institutions.actor import Actor
from plumbline.institutions.models import (
    BoardOrganisation,
    Institution,
    Membership,
    PendingMembership,
    Phase,
    SectorRole,
)
from plumbline.institutions.tests.making import link_for
from plumbline.platform.accounts.models import User
from plumbline.platform.audit.models import Entry
from plumbline.platform.jobs.operations import run_waiting
from tests.cast import PASSWORD, browser

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(cast):
    """The cast, one invitation waiting and one seat on the board."""
    lead = cast.actor(Role.LEAD)
    pending, token = operations.invite_member(
        actor=lead, institution=cast.institution, email="new@ashmere.example", role=Role.TECHNICIAN
    )
    seat = operations.add_board_organisation(actor=Actor.system("tests"), name="Guild of Makers")
    member = Membership.objects.get(institution=cast.institution, role=Role.TECHNICIAN)
    held = SectorRole.objects.get(role=Role.REVIEWER)
    link, _token = link_for(cast.institution, actor=lead)
    return {
        "cast": cast, "token": token, "pending": pending, "seat": seat, "member": member, "held": held, "link": link,
    }  # fmt: skip


def address(pattern: URLPattern, world) -> str:
    """The address of a pattern in this world."""
    number = world["member"].pk
    for name, key in (
        ("withdraw", "pending"), ("sector_board_end", "seat"), ("sector_end_role", "held"), ("end_link", "link"),
    ):  # fmt: skip
        number = world[key].pk if pattern.name == name else number
    route = "/" + str(pattern.pattern)
    blanks = {
        "slug:slug": "ashmere",
        "str:token": world["token"],
        "int:number": str(number),
        "str:theme": "recognition",
    }
    for blank, value in blanks.items():
        route = route.replace(f"<{blank}>", value)
    assert "<" not in route
    return route


def expected(audience: str, name: str) -> int:
    """What somebody of this name gets from a page with this audience."""
    if audience == "public":
        return 200
    if name == "public":
        return 302
    kind, _colon, capability = audience.partition(":")
    holders = [str(role) for role in roles_that_may(capability)]
    insiders = [str(role) for role in roles_that_may("view_workspace" if kind == "institution" else "view_sector")]
    return 200 if name in holders else 403 if name in insiders else 404


@pytest.mark.parametrize("pattern", urls.urlpatterns, ids=lambda pattern: pattern.name)
def test_every_address_with_every_role(pattern, world):
    where = address(pattern, world)
    for name, user in world["cast"].everybody().items():
        response = browser(user).get(where)
        wanted = expected(pattern.callback.audience, name)
        if pattern.name in {"withdraw", "end_link"} and wanted == 200:
            wanted = 405  # it changes something, so it wants a POST
        assert response.status_code == wanted, f"{name} at {where}"
        if name != "public" or wanted != 200:
            assert "no-store" in response.get("Cache-Control", "no-store")


def test_a_neighbour_learns_nothing_not_even_that_the_place_exists(cast):
    there = browser(cast.neighbour_lead).get("/i/ashmere/people/")
    nowhere = browser(cast.neighbour_lead).get("/i/never-heard-of/people/")
    assert (there.status_code, nowhere.status_code) == (404, 404)
    assert "Ashmere" not in there.content.decode()


def test_a_number_of_another_institution_is_not_found(cast):
    theirs = Membership.objects.get(institution=cast.neighbour)
    lead = browser(cast.lead)
    for end in ("", "role/", "end/"):
        assert lead.get(f"/i/ashmere/people/{theirs.pk}/{end}").status_code == 404
        assert lead.post(f"/i/ashmere/people/{theirs.pk}/{end}", {"role": "technician"}).status_code in {404, 405}
    theirs.refresh_from_db()
    assert theirs.ends_on is None


def test_a_member_without_the_capability_is_told_why_and_who_has_it(cast):
    response = browser(cast.people[Role.TECHNICIAN]).get("/i/ashmere/history/")
    words = response.content.decode()
    assert response.status_code == 403
    assert "See who did what in the institution" in words
    assert "Institutional lead" in words


def queries_for(visitor, where):
    """How many questions a page asks the database, frame and session included."""
    with CaptureQueriesContext(connection) as asked:
        assert visitor.get(where).status_code == 200
    return len(asked)


def test_the_people_page_asks_the_same_for_one_person_and_for_three(cast):
    system, lead, counts = Actor.system("tests"), browser(cast.lead), []
    for number in range(3):
        user = User.objects.create_user(email=f"p{number}@ashmere.example", name=f"P {number}")
        operations.grant_membership(actor=system, institution=cast.institution, user=user, role=Role.TECHNICIAN)
        operations.invite_member(
            actor=system, institution=cast.institution, email=f"q{number}@x.example", role=Role.LEAD
        )
        counts.append(queries_for(lead, "/i/ashmere/people/"))
    assert counts[0] == counts[2] <= 10


def test_the_register_asks_the_same_for_one_institution_and_for_three(cast):
    secretariat, counts = browser(cast.secretariat), []
    for number in range(3):
        operations.create_institution(actor=Actor.system("tests"), name=f"Dunmere {number}")
        counts.append(queries_for(secretariat, "/sector/institutions/"))
    assert counts[0] == counts[2] <= 8


class TestInviting:
    def test_from_the_page_to_the_role(self, cast, client):
        lead = browser(cast.lead)
        given = {"email": "new@ashmere.example", "name": "New Person", "role": "technical_manager", "ends_on": ""}
        assert lead.post("/i/ashmere/people/invite/", given)["Location"] == "/i/ashmere/people/"
        assert "new@ashmere.example" in lead.get("/i/ashmere/people/").content.decode()
        run_waiting()
        said = mail.outbox[0].body
        assert "Lead Person (Ashmere University) invites you to Plumbline." in said
        assert "Your role: Technical manager at Ashmere University." in said
        where = re.search(r"http://127.0.0.1:8000(/invitations/\S+)", mail.outbox[0].body)[1]

        page = client.get(where).content.decode()
        assert "Technical manager at Ashmere University" in page
        assert not User.objects.filter(email="new@ashmere.example").exists(), "opening the link accepts nothing"
        accepted = client.post(where, {"name": "New Person", "password": PASSWORD})
        assert accepted["Location"] == "/home/"
        assert client.get("/i/ashmere/people/").status_code == 200
        assert client.get("/i/ashmere/people/invite/").status_code == 403
        assert Client().get(where).status_code == 410

    def test_what_was_typed_is_kept_when_something_is_wrong(self, cast):
        given = {"email": "technician@ashmere.example", "name": "T", "role": "technician", "ends_on": ""}
        response = browser(cast.lead).post("/i/ashmere/people/invite/", given)
        assert "already has this role" in str(response.context["form"].errors["email"])
        assert 'value="technician@ashmere.example"' in response.content.decode()

    def test_a_weak_password_accepts_nothing(self, world, client):
        where = f"/invitations/{world['token']}/"
        response = client.post(where, {"name": "New", "password": "short"})
        assert "password" in response.context["form"].errors
        assert not User.objects.filter(email="new@ashmere.example").exists()
        assert PendingMembership.objects.exists()

    def test_whoever_has_an_account_signs_in_first(self, cast, client):
        _pending, token = operations.invite_member(
            actor=cast.actor(Role.LEAD), institution=cast.institution, email=cast.nobody.email, role=Role.AMBASSADOR
        )
        where = f"/invitations/{token}/"
        assert "Sign in to accept" in client.get(where).content.decode()
        client.post(where, {"name": "Mallory", "password": PASSWORD})
        assert "_auth_user_id" not in client.session
        assert browser(cast.nobody).post(where, {"name": "Pat"}).status_code == 302
        assert Membership.objects.filter(user=cast.nobody, role=Role.AMBASSADOR).exists()

    def test_withdrawing(self, world):
        lead = browser(world["cast"].lead)
        where = f"/i/ashmere/people/invitations/{world['pending'].pk}/withdraw/"
        lead.post(where)
        assert lead.post(where).status_code == 404
        assert not PendingMembership.objects.exists()
        assert Client().get(f"/invitations/{world['token']}/").status_code == 410


class TestRoles:
    def test_ending(self, world):
        lead = browser(world["cast"].lead)
        where = f"/i/ashmere/people/{world['member'].pk}/end/"
        assert "stops being Technician" in lead.get(where).content.decode()
        assert lead.post(where, {"on": ""})["Location"] == "/i/ashmere/people/"
        assert browser(world["cast"].people[Role.TECHNICIAN]).get("/i/ashmere/people/").status_code == 404

    def test_a_last_day_before_the_first_is_said_on_its_field(self, world):
        response = browser(world["cast"].lead).post(
            f"/i/ashmere/people/{world['member'].pk}/end/", {"on": "01/01/2001"}
        )
        assert "before the first" in str(response.context["form"].errors["on"])

    def test_changing(self, world):
        lead = browser(world["cast"].lead)
        lead.post(f"/i/ashmere/people/{world['member'].pk}/role/", {"role": "group_member"})
        roles = Membership.objects.all().current().filter(user=world["cast"].people[Role.TECHNICIAN])
        assert [row.role for row in roles] == ["group_member"]

    def test_the_only_lead_is_told_what_to_do_first(self, cast):
        own = Membership.objects.get(institution=cast.institution, role=Role.LEAD)
        page = browser(cast.lead).get(f"/i/ashmere/people/{own.pk}/").content.decode()
        assert "Make somebody else lead first" in page


class TestDetails:
    def test_saving(self, cast):
        given = {
            "contact_name": "Ada Quill", "contact_email": "ada@ashmere.example", "website": "ashmere.example",
            "other_names": "UoA\n\nAshmere Tech", "nation": "england", "country": "gb", "region": "", "size": "large",
            "mission_groups": "", "ukprn": "10000001", "hesa": "0001", "ror": "https://ror.org/012345678",
        }  # fmt: skip
        assert browser(cast.lead).post("/i/ashmere/details/", given).status_code == 302
        row = Institution.objects.get(slug="ashmere")
        assert (row.other_names, row.website, row.country) == (["UoA", "Ashmere Tech"], "https://ashmere.example", "GB")
        assert row.name == "Ashmere University"

    def test_each_thing_that_is_wrong_is_said(self, cast):
        given = {"country": "Britain", "ukprn": "1", "hesa": "x", "ror": "y", "contact_email": "z", "website": "no no"}
        errors = browser(cast.lead).post("/i/ashmere/details/", given).context["form"].errors
        assert set(errors) == {"country", "ukprn", "hesa", "ror", "contact_email", "website"}

    def test_a_country_is_two_letters(self, cast):
        errors = browser(cast.lead).post("/i/ashmere/details/", {"country": "1!"}).context["form"].errors
        assert "two letters" in str(errors["country"])

    def test_the_history_is_in_words(self, cast):
        operations.edit_institution(actor=cast.actor(Role.LEAD), institution=cast.institution, region="Elsewhere")
        page = browser(cast.lead).get("/i/ashmere/history/").content.decode()
        assert "Lead Person" in page
        assert "changed the institution&#x27;s details: region" in page
        assert "gave somebody the role Steering group chair" in page
        assert "recorded the institution as signatory, phase 1" in page


def history_of(institution, user):
    """What the history page says."""
    return browser(user).get(f"/i/{institution.slug}/history/").content.decode()


class TestSector:
    def given(self, **more):
        base = {
            "name": "Dunmere College",
            "kind": "university",
            "is_a": "signatory",
            "status": "signed",
            "country": "GB",
        }
        return {**base, **more}

    def test_adding_an_institution_and_its_first_lead(self, cast):
        secretariat = browser(cast.secretariat)
        assert secretariat.post("/sector/institutions/add/", self.given())["Location"] == (
            "/sector/institutions/dunmere-college/"
        )
        given = {"email": "lead@dunmere.example", "name": "", "role": "lead", "ends_on": ""}
        assert secretariat.post("/sector/institutions/dunmere-college/lead/", given).status_code == 302
        assert PendingMembership.objects.get().role == "lead"
        assert "lead@dunmere.example" in secretariat.get("/sector/institutions/dunmere-college/").content.decode()

    def test_a_name_that_is_taken_adds_nothing(self, cast):
        response = browser(cast.secretariat).post("/sector/institutions/add/", self.given(name="Ashmere University"))
        assert "name" in response.context["form"].errors
        assert Institution.objects.count() == 2

    def test_changing_the_phase(self, cast):
        phase = operations.set_phase(actor=Actor.system("tests"), number=2)
        given = self.given(name="Ashmere University", phase=phase.pk)
        assert browser(cast.secretariat).post("/sector/institutions/ashmere/", given).status_code == 302
        assert Institution.objects.get(slug="ashmere").signatory.phase == phase

    def test_an_institution_of_which_nothing_is_known_yet(self, cast):
        operations.create_institution(actor=Actor.system("tests"), name="Dunmere College")
        secretariat = browser(cast.secretariat)
        assert secretariat.get("/sector/institutions/dunmere-college/").status_code == 200
        assert secretariat.get("/sector/institutions/").status_code == 200
        operations.set_signatory(actor=Actor.system("tests"), institution=cast.neighbour)
        assert "phase not known" in history_of(cast.neighbour, cast.neighbour_lead)

    def test_searching(self, cast):
        page = browser(cast.sector[Role.BOARD_MEMBER]).get("/sector/institutions/?q=rowdale").content.decode()
        assert "Borrowdale Institute" in page
        assert "Ashmere" not in page

    def test_board(self, world):
        secretariat = browser(world["cast"].secretariat)
        secretariat.post("/sector/board/", {"name": "Academy of Tools", "starts_on": "1/2/2020"})
        secretariat.post(f"/sector/board/{world['seat'].pk}/end/", {"on": ""})
        secretariat.post("/sector/board/name/", {"value": "Advisory Board"})
        page = secretariat.get("/sector/board/").content.decode()
        assert "Academy of Tools" in page
        assert "<h1>Advisory Board</h1>" in page
        assert BoardOrganisation.objects.get(name="Guild of Makers").ends_on is not None

    def test_a_board_member_sees_the_board_and_cannot_change_it(self, cast):
        member = browser(cast.sector[Role.BOARD_MEMBER])
        assert "Add an organisation" not in member.get("/sector/board/").content.decode()
        response = member.post("/sector/board/", {"name": "Mine", "starts_on": ""})
        assert "Only the secretariat" in str(response.context["form"].errors)
        assert not BoardOrganisation.objects.exists()

    def test_people(self, world):
        secretariat = browser(world["cast"].secretariat)
        given = {"email": "rex@elsewhere.example", "name": "Rex", "role": "reviewer", "ends_on": ""}
        assert secretariat.post("/sector/people/invite/", given).status_code == 302
        assert "rex@elsewhere.example" in secretariat.get("/sector/people/").content.decode()
        assert secretariat.post(f"/sector/people/{world['held'].pk}/end/", {"on": ""}).status_code == 302
        assert not SectorRole.objects.all().current().filter(role=Role.REVIEWER).exists()

    def test_history(self, world):
        page = browser(world["cast"].secretariat).get("/sector/history/").content.decode()
        assert "added an organisation to the board" in page
        assert Entry.objects.filter(scope="sector").exists()


class TestSite:
    def test_the_statements_say_who_runs_the_site(self, cast):
        given = {
            "operator": "The Bench Office",
            "contact": "help@bench.example",
            "privacy_contact": "dpo@bench.example",
        }
        assert browser(cast.secretariat).post("/sector/site/", given).status_code == 302
        assert b"help@bench.example" in browser(None).get("/accessibility/").content
        assert b"dpo@bench.example" in browser(None).get("/privacy/").content

    def test_a_phase_is_added_and_changed_without_losing_what_was_known(self, cast):
        secretary = browser(cast.secretariat)
        first = {"number": "7", "announced_written": "May 2027", "total_after": "140"}
        assert secretary.post("/sector/phases/add/", first).status_code == 302
        assert b'value="May 2027"' in secretary.get("/sector/phases/7/").content
        secretary.post("/sector/phases/7/", {**first, "total_after": "141"})
        phase = Phase.objects.get(number=7)
        assert (phase.announced_written, phase.total_after) == ("May 2027", 141)

    def test_a_phase_without_a_number_is_refused_on_its_field(self, cast):
        answer = browser(cast.secretariat).post("/sector/phases/add/", {"announced_written": "May 2027"})
        assert "Enter the phase’s number." in answer.content.decode().replace("&#x27;", "’")
        assert b'value="May 2027"' in answer.content


def test_every_address_of_the_site_wears_exactly_one_door():
    """Whatever room it is from: a view without a door would be open to everybody by accident."""

    def views(patterns):
        for pattern in patterns:
            if isinstance(pattern, URLPattern):
                yield pattern.callback
            else:
                yield from views(pattern.url_patterns)

    without = [f"{view.__module__}.{view.__name__}" for view in views(get_resolver().url_patterns)
               if not getattr(view, "audience", None)]  # fmt: skip
    assert without == []
