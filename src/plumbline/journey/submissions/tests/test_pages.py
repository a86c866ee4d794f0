"""Pages of dates: what each person sees and can do; the calendar of many at a constant number of queries."""

from datetime import date

import pytest
from django.urls import reverse

from plumbline.institutions import operations as institutions
from plumbline.institutions.access import Role
from plumbline.institutions.queries import phase
from plumbline.journey.submissions import operations
from plumbline.journey.submissions.models import StageRule
from plumbline.journey.submissions.tests.making import SYSTEM, due, timetable
from tests.cast import browser

pytestmark = pytest.mark.django_db
DATES = "/i/ashmere/dates/"


def test_an_empty_page_says_what_will_be_here(cast):
    assert "No dates yet" in browser(cast.lead).get(DATES).content.decode()
    sector = browser(cast.secretariat).get("/sector/dates/").content.decode()
    assert "Set the timetable" in sector


def test_the_lead_reads_the_day_and_why(cast):
    timetable(announced_on=date(2026, 3, 8))
    shown = browser(cast.lead).get(DATES).content.decode()
    assert "12 months after the announcement is 8 March 2027. Its submission window ends on 31 July 2027." in shown
    assert "it is our best reading" in shown  # Stage 2 is not confirmed


def test_a_technician_reads_the_dates_and_is_not_asked_to_ask(cast):
    timetable()
    client = browser(cast.people[Role.TECHNICIAN])
    assert "Ask for more time" not in client.get(DATES).content.decode()
    assert client.get(f"{DATES}1/more-time/").status_code == 403


def test_asking_answering_and_reading_the_answer(cast):
    timetable(announced_on=date(2026, 3, 8))
    lead, secretariat = browser(cast.lead), browser(cast.secretariat)
    said = lead.post(f"{DATES}1/more-time/", {"wished_on": "2028-01-31", "reason": ""})
    assert "Say why you need more time" in said.content.decode()
    assert said.context["form"]["wished_on"].value() == "2028-01-31"
    lead.post(f"{DATES}1/more-time/", {"wished_on": "2028-01-31", "reason": "Restructuring."})
    assert "The secretariat has not answered yet." in lead.get(DATES).content.decode()
    page = secretariat.get("/sector/dates/").content.decode()
    assert "1 request for more time" in page
    answer = "/sector/dates/ashmere/1/answer/"
    refused = secretariat.post(answer, {"grant": "no", "on": "", "answer": ""}).content.decode()
    assert "Say why, so that the institution knows what to do." in refused
    secretariat.post(answer, {"grant": "yes", "on": "31 January 2028", "answer": "Good luck."})
    shown = lead.get(DATES).content.decode()
    assert "More time was given, until 31 January 2028." in shown
    assert "Extended" in shown
    history = secretariat.get("/sector/dates/ashmere/1/").content.decode()
    assert "More time was asked for, until 31 January 2028." in history


def test_a_request_can_be_taken_back_once(cast):
    timetable(announced_on=date(2026, 3, 8))
    lead = browser(cast.lead)
    lead.post(f"{DATES}1/more-time/", {"wished_on": "2028-01-31", "reason": "Restructuring."})
    assert "is taken back" in lead.post(f"{DATES}1/take-back/", follow=True).content.decode()
    assert "no request that waits" in lead.post(f"{DATES}1/take-back/", follow=True).content.decode()


def test_the_secretariat_agrees_and_records(cast):
    timetable()
    client = browser(cast.secretariat)
    client.post("/sector/dates/ashmere/1/agree/", {"on": "1/10/2026", "reason": "By telephone."})
    assert due(cast.institution).due_on == date(2026, 10, 1)
    said = client.post("/sector/dates/ashmere/1/received/", {"on": "31 February"}).content.decode()
    assert "Enter a day" in said
    client.post("/sector/dates/ashmere/1/received/", {"on": "20 Nov 2026"})
    assert (due(cast.institution).received_on, due(cast.institution).on_paper) == (date(2026, 11, 20), True)
    assert "received on paper" in browser(cast.lead).get(DATES).content.decode()


def test_the_timetable_is_set_page_by_page(cast):
    client = browser(cast.secretariat)
    client.post("/sector/dates/timetable/load/")
    client.post("/sector/dates/timetable/stages/1/", {"months": "18", "plan_months": "24", "is_confirmed": "on"})
    client.post("/sector/dates/timetable/stages/2/phases/1/", {"on": "30 June 2027"})
    client.post("/sector/dates/timetable/windows/add/", {"name": "spring", "day": "30", "month": "4"})
    client.post("/sector/dates/timetable/", {"rounding": "none", "extension_limit": "2"})
    assert StageRule.objects.get(stage=1).months == 18
    assert due(cast.institution, 2).due_on == date(2027, 6, 30)
    shown = client.get("/sector/dates/timetable/").content.decode()
    assert "spring: 30 April" in shown
    refused = client.post("/sector/dates/timetable/windows/add/", {"name": "odd", "day": "31", "month": "4"})
    assert "There is no such day." in refused.content.decode()


@pytest.mark.parametrize("more", [1, 3])
def test_the_calendar_asks_as_often_for_many_as_for_one(cast, more, django_assert_num_queries):
    timetable()
    for number in range(more):
        fresh = institutions.create_institution(actor=SYSTEM, name=f"College {number}")
        institutions.set_signatory(actor=SYSTEM, institution=fresh, phase=phase(1))
    operations.work_out(actor=SYSTEM)
    client = browser(cast.secretariat)
    client.get("/sector/dates/")
    with django_assert_num_queries(10):
        client.get("/sector/dates/")


def test_filters_that_make_no_sense_are_left_out(cast):
    timetable()
    client = browser(cast.secretariat)
    for query in ("?stage=x", "?window=yesterday", "?standing=odd", "?page=999", "?q=" + "x" * 5000):
        assert client.get("/sector/dates/" + query).status_code == 200


@pytest.mark.parametrize("name", ["dates", "ask"])
def test_a_neighbour_and_a_stranger_get_nothing(cast, name):
    timetable()
    arguments = ["ashmere", 1][: 1 + (name == "ask")]
    address = reverse(f"submissions:{name}", args=arguments)
    assert browser(cast.neighbour_lead).get(address).status_code == 404
    assert browser(cast.nobody).get(address).status_code == 404
