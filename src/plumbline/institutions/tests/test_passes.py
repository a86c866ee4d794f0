"""The door of a pass, and the list of links that are out."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from plumbline.foundation.clock import now
from plumbline.foundation.problems import Refused
from plumbline.institutions import operations, queries
from plumbline.institutions.access import ROLES, Capability, Role, roles_that_may
from plumbline.institutions.tests.making import link_for, opened
from plumbline.platform.accounts.models import Pass
from plumbline.platform.accounts.operations import revoke_pass
from plumbline.platform.audit.models import Entry
from tests.cast import browser

pytestmark = [pytest.mark.django_db, pytest.mark.urls("plumbline.institutions.tests.pass_urls")]
PLACE = "/i/ashmere/looked-at/"


class TestDoor:
    def test_whoever_opened_the_link_is_let_in_as_its_holder(self, cast):
        held, token = link_for(cast.institution, "tests.thing:1", "tests.thing:2")
        page = opened(Client(), token).get(PLACE)
        assert page.content.decode() == f"ashmere: Olu Adeyemi ({held.key}) ['tests.thing:1', 'tests.thing:2']"
        assert page.headers["Cache-Control"] == "private, no-store"

    def test_nobody_else_is(self, cast):
        _held, token = link_for(cast.institution)
        opened(Client(), token)
        for name, user in cast.everybody().items():
            assert browser(user).get(PLACE).status_code == 404, name

    def test_a_pass_for_one_institution_opens_nothing_at_another(self, cast):
        _held, token = link_for(cast.institution)
        client = opened(Client(), token)
        assert client.get(PLACE).status_code == 200
        assert client.get("/i/borrowdale/looked-at/").status_code == 404
        assert client.get("/i/nowhere/looked-at/").status_code == 404

    def test_a_pass_of_another_purpose_opens_nothing(self, cast):
        _held, token = link_for(cast.institution, purpose="tests.other")
        assert opened(Client(), token).get(PLACE).status_code == 404

    def test_two_passes_of_one_person_are_held_together(self, cast):
        client = Client()
        for subject in ("tests.thing:1", "tests.thing:2"):
            opened(client, link_for(cast.institution, subject)[1])
        assert "['tests.thing:1', 'tests.thing:2']" in client.get(PLACE).content.decode()

    def test_of_two_people_in_one_browser_the_last_is_meant_and_has_only_their_own(self, cast):
        client = Client()
        opened(client, link_for(cast.institution, "tests.thing:1")[1])
        opened(client, link_for(cast.institution, "tests.thing:2", email="vi@elsewhere.example", name="Vi Lowe")[1])
        page = client.get(PLACE).content.decode()
        assert page.startswith("ashmere: Vi Lowe (")
        assert page.endswith(" ['tests.thing:2']")

    def test_the_page_after_the_end_says_whom_to_ask(self, cast):
        held, token = link_for(cast.institution)
        client = opened(Client(), token)
        revoke_pass(actor=cast.actor(Role.LEAD), held=held)
        page = client.get(PLACE)
        assert page.status_code == 404
        assert "technicians@ashmere.example" in page.content.decode()

    def test_a_session_ends_with_its_days(self, cast):
        _held, token = link_for(cast.institution, session_days=3)
        client = opened(Client(), token)
        with time_machine.travel(now() + timedelta(days=2, hours=23)):
            assert client.get(PLACE).status_code == 200
        with time_machine.travel(now() + timedelta(days=3, minutes=1)):
            assert client.get(PLACE).status_code == 404

    def test_a_holder_has_no_capability_and_leaves_the_pages_of_members_closed(self, cast):
        _held, token = link_for(cast.institution)
        client = opened(Client(), token)
        assert client.get("/i/ashmere/people/").status_code == 302
        assert client.get("/home/").status_code == 302


class TestLinksOut:
    def test_whoever_looks_after_people_sees_and_ends_them(self, cast):
        held, token = link_for(cast.institution)
        client, other = browser(cast.lead), opened(Client(), token)
        assert "Olu Adeyemi" in client.get("/i/ashmere/people/links/").content.decode()
        page = client.post(f"/i/ashmere/people/links/{held.pk}/end/", follow=True).content.decode()
        assert "The link of Olu Adeyemi is ended." in page
        assert "No link is out" in page
        assert other.get(PLACE).status_code == 404
        page = client.post(f"/i/ashmere/people/links/{held.pk}/end/", follow=True).content.decode()
        assert "ended already" in page

    def test_a_neighbours_link_is_neither_shown_nor_ended(self, cast):
        held, _token = link_for(cast.neighbour)
        client = browser(cast.lead)
        assert "Olu Adeyemi" not in client.get("/i/ashmere/people/links/").content.decode()
        assert client.post(f"/i/ashmere/people/links/{held.pk}/end/").status_code == 404
        with pytest.raises(Refused):
            operations.end_link(actor=cast.actor(Role.LEAD), institution=cast.institution, held=held)
        assert Pass.objects.get(pk=held.pk).is_open

    @pytest.mark.parametrize("role", list(ROLES), ids=str)
    def test_who_may_end_a_link(self, cast, role):
        held, _token = link_for(cast.institution)
        may = role in {*roles_that_may(Capability.MANAGE_PEOPLE), Role.SECRETARIAT}
        try:
            operations.end_link(actor=cast.actor(role), institution=cast.institution, held=held)
        except Refused:
            assert not may
        assert Pass.objects.get(pk=held.pk).is_open != may

    @pytest.mark.parametrize("rows", [1, 3])
    def test_the_list_asks_as_often_for_three_as_for_one(self, cast, rows):
        for number in range(rows):
            link_for(cast.institution, email=f"olu{number}@elsewhere.example")
        client = browser(cast.lead)
        with CaptureQueriesContext(connection) as asked:
            client.get("/i/ashmere/people/links/")
        assert len(asked) == 9

    def test_what_is_out_and_what_is_over(self, cast):
        out, _token = link_for(cast.institution)
        over, _token = link_for(cast.institution)
        revoke_pass(actor=cast.actor(Role.LEAD), held=over)
        assert list(queries.links_out(cast.institution)) == [out]
        assert list(queries.links_over(cast.institution)) == [over]
        with time_machine.travel(now() + timedelta(days=29)):
            assert list(queries.links_out(cast.institution)) == []
            assert set(queries.links_over(cast.institution)) == {out, over}

    def test_the_history_names_the_holder(self, cast):
        _held, token = link_for(cast.institution)
        opened(Client(), token)
        entry = Entry.objects.get(verb="pass.opened")
        line = queries.history_lines([entry])[0]
        assert (line.who, line.what) == ("Olu Adeyemi", "opened their link")
        assert entry.scope == cast.institution.key
