"""My actions, for members and for owners with a link; and the calendar."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar

from plumbline.foundation.clock import HOME, today
from plumbline.institutions import operations as institutions
from plumbline.institutions.access import Role
from plumbline.institutions.models import Membership
from plumbline.journey.plans import operations
from plumbline.journey.plans.drafts import MeasureDraft, OwnerDraft, Written
from plumbline.journey.plans.models import CalendarAddress, Snooze
from plumbline.journey.plans.rules import PURPOSE, can_update_action
from plumbline.journey.plans.tests.making import SYSTEM, draft, plan_with, rated
from plumbline.platform.accounts.operations import issue_pass, revoke_pass
from tests.cast import browser

pytestmark = pytest.mark.django_db
SOON = date(2036, 12, 8)
OUTSIDE = OwnerDraft("Olu Adeyemi", kind="outside", email="olu@elsewhere.example")


def member(user, part="owner"):
    return OwnerDraft(user.name, user=user.pk, part=part)


def owned(number, *owners, due=SOON, **more):
    return draft(number, due=Written("then", due) if due else Written(), owners=owners, **more)


def link_of(plan, *refs, email=OUTSIDE.email):
    """A browser in which somebody outside has opened their link."""
    held, token = issue_pass(
        actor=SYSTEM, purpose=PURPOSE, scope=plan.institution.key, name="Olu Adeyemi", email=email, what="Report",
        subjects=[action.audit_key for action in plan.actions.filter(ref__in=refs)],
        address=f"/i/{plan.institution.slug}/link/",
    )  # fmt: skip
    client = Client()
    assert client.post(f"/pass/{token}/").status_code == 302
    return client, held


def main_of(response, status=200):
    assert response.status_code == status, response.status_code
    return response.content.decode().split("<main")[1].split("</main>")[0]


class TestWhatIsMine:
    def test_by_name_by_role_and_as_contributor_the_next_due_first(self, cast):
        technician = cast.people[Role.TECHNICIAN]
        plan_with(
            cast.institution,
            owned(1, member(technician), due=SOON + timedelta(days=9)),
            owned(2, OwnerDraft("All technicians", kind="role", role=Role.TECHNICIAN)),
            owned(3, member(cast.lead)),
            owned(4, member(cast.lead), member(technician, "contributor"), due=None),
        )
        page = main_of(browser(technician).get("/i/ashmere/my-actions/"))
        places = [page.find(f"Do thing number {number}<") for number in (2, 1, 4)]
        assert places == sorted(places)
        assert -1 not in places
        assert "Do thing number 3" not in page

    def test_an_empty_page_says_what_will_be_there(self, cast):
        assert "No action is yours" in main_of(browser(cast.lead).get("/i/ashmere/my-actions/"))

    @pytest.mark.parametrize("rows", [1, 3])
    def test_it_asks_as_often_for_three_as_for_one(self, cast, rows):
        plan_with(cast.institution, *(owned(n, member(cast.lead)) for n in range(rows)))
        client = browser(cast.lead)
        with CaptureQueriesContext(connection) as asked:
            client.get("/i/ashmere/my-actions/")
        assert len(asked) == 8

    def test_what_is_somebody_elses_leads_to_its_own_page_and_nothing_is_saved(self, cast):
        plan = plan_with(cast.institution, owned(1, member(cast.lead)))
        action = plan.actions.get()
        for method in ("get", "post"):
            response = getattr(browser(cast.people[Role.TECHNICIAN]), method)(
                f"/i/ashmere/my-actions/{action.pk}/", {"status": "completed"}
            )
            assert response.headers["Location"] == action.get_absolute_url()
        assert rated(plan, "a1").status == ""


class TestWhoMay:
    def test_an_owner_may_say_how_their_own_is_going_whatever_their_role(self, cast):
        technician = cast.people[Role.TECHNICIAN]
        plan = plan_with(cast.institution, owned(1, member(technician)), owned(2, member(cast.lead)))
        one, two = plan.actions.order_by("ref")
        actor = cast.actor(Role.TECHNICIAN)
        assert can_update_action(actor, one)
        assert not can_update_action(actor, two)
        institutions.end_membership(actor=SYSTEM, membership=Membership.objects.get(user=technician))
        assert not can_update_action(cast.actor(Role.TECHNICIAN), one)

    def test_the_holder_of_a_link_may_for_those_actions_only(self, cast):
        plan = plan_with(cast.institution, owned(1, OUTSIDE), owned(2, OUTSIDE), owned(3, member(cast.lead)))
        client, _held = link_of(plan, "A1", "A3")
        page = main_of(client.get("/i/ashmere/link/"))
        assert [f"Do thing number {number}" in page for number in (1, 2, 3)] == [True, False, False]
        for ref, status in (("A1", 302), ("A2", 404), ("A3", 404)):
            number = plan.actions.get(ref=ref).pk
            assert client.post(f"/i/ashmere/link/{number}/", {"status": "completed"}).status_code == status
        assert [row.status for row in plan.actions.order_by("ref")] == ["completed", "", ""]

    def test_who_owns_it_no_more_has_it_no_more_whatever_the_link_says(self, cast):
        plan = plan_with(cast.institution, owned(1, OUTSIDE))
        client, _held = link_of(plan, "A1")
        action = plan.actions.get()
        operations.change_action(actor=SYSTEM, action=action, draft=owned(1, member(cast.lead)))
        assert client.get(f"/i/ashmere/link/{action.pk}/").status_code == 404

    def test_an_ended_link_ends_with_the_next_press(self, cast):
        plan = plan_with(cast.institution, owned(1, OUTSIDE))
        client, held = link_of(plan, "A1")
        number = plan.actions.get().pk
        assert client.get(f"/i/ashmere/link/{number}/").status_code == 200
        revoke_pass(actor=SYSTEM, held=held)
        assert client.post(f"/i/ashmere/link/{number}/", {"status": "completed"}).status_code == 404
        assert rated(plan, "a1").status == ""


class TestReporting:
    def press(self, cast, plan, **given):
        number = plan.actions.get(ref="A1").pk
        return browser(cast.lead).post(f"/i/ashmere/my-actions/{number}/", given, follow=True)

    def test_one_press_is_enough(self, cast):
        plan = plan_with(cast.institution, owned(1, member(cast.lead)))
        page = main_of(self.press(cast, plan, status="in_progress"))
        assert "Saved: A1 is “in progress”." in page
        assert rated(plan, "a1").status == "in_progress"
        assert "it was so already" in main_of(self.press(cast, plan, status="in_progress"))

    def test_all_at_once(self, cast):
        measure = MeasureDraft("Technicians named", unit="people", target=Decimal(40))
        plan = plan_with(cast.institution, owned(1, member(cast.lead), measures=(measure,)))
        key = plan.actions.get().measures.get().key
        self.press(
            cast, plan, status="in_progress", note="Two teams are done.", rag="red", explanation="Two left.",
            **{f"reading-{key}": "12.5"},
        )  # fmt: skip
        action = rated(plan, "a1")
        assert (action.status, action.rag, action.why) == ("in_progress", "red", "Two left.")
        assert action.notes.get().text == "Two teams are done."
        assert action.measures.get().measurements.get().value == Decimal("12.5")

    def test_what_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost(self, cast):
        measure = MeasureDraft("Technicians named", target=Decimal(40))
        plan = plan_with(cast.institution, owned(1, member(cast.lead), measures=(measure,)))
        key = plan.actions.get().measures.get().key
        page = main_of(self.press(cast, plan, status="stopped", explanation="Kept words"))
        assert "Say why the action was stopped." in page
        assert "Kept words" in page
        page = main_of(self.press(cast, plan, note="Kept words", **{f"reading-{key}": "many"}))
        assert "Enter a figure, such as 12 or 12.5." in page
        assert "Kept words" in page
        assert rated(plan, "a1").status == ""
        assert not plan.actions.get().notes.exists()

    def test_reminded_later(self, cast):
        plan = plan_with(cast.institution, owned(1, member(cast.lead)), owned(2, OUTSIDE))
        one, two = plan.actions.order_by("ref")
        browser(cast.lead).post(f"/i/ashmere/my-actions/{one.pk}/later/", {"days": "7"})
        client, _held = link_of(plan, "A2")
        assert client.post(f"/i/ashmere/link/{two.pk}/later/", {"until": "soon"}).status_code == 200
        client.post(f"/i/ashmere/link/{two.pk}/later/", {"days": "30"})
        rows = set(Snooze.objects.values_list("who", "until_on"))
        days = {days: today() + timedelta(days=days) for days in (7, 30)}
        assert rows == {(cast.lead.key, days[7]), ("email:olu@elsewhere.example", days[30])}


class TestCalendar:
    def subscribe(self, user):
        client = browser(user)
        page = main_of(client.post("/account/calendar/"))
        return page.split('secret">')[1].split("mine.ics<")[0].removeprefix("http://127.0.0.1:8000")

    def events(self, path, client=None):
        response = (client or Client()).get(path)
        assert response.status_code == 200
        assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
        return {
            str(event["uid"]): (str(event["summary"]), event.decoded("dtstart"))
            for event in Calendar.from_ical(response.content).walk("VEVENT")
        }

    def test_my_actions_and_all_of_the_plans(self, cast):
        plan = plan_with(
            cast.institution, owned(1, member(cast.lead)), owned(2, OUTSIDE), owned(3, member(cast.lead), due=None)
        )
        plan_with(cast.neighbour, owned(1, member(cast.neighbour_lead)))
        reporting = operations.add_reporting_date(actor=SYSTEM, plan=plan, label="Stage 2", on=date(2027, 3, 28))
        path = self.subscribe(cast.lead)
        one, two = plan.actions.exclude(deadline_on=None).order_by("ref")
        mine = {
            f"action-{one.pk}@testserver": ("A1 Do thing number 1", SOON),
            f"reporting-{reporting.pk}@testserver": ("Reporting date: Stage 2 (Ashmere University)", date(2027, 3, 28)),
        }
        assert self.events(f"{path}mine.ics") == mine
        assert self.events(f"{path}plans.ics") == mine | {f"action-{two.pk}@testserver": ("A2 Do thing number 2", SOON)}

    def test_no_personal_name_is_in_it(self, cast):
        plan_with(cast.institution, owned(1, member(cast.lead), OUTSIDE))
        content = Client().get(f"{self.subscribe(cast.lead)}plans.ics").content
        assert b"Do thing number 1" in content
        assert b"Lead Person" not in content
        assert b"Olu" not in content

    def test_it_changes_only_when_something_does(self, cast):
        plan = plan_with(cast.institution, owned(1, member(cast.lead)))
        path = f"{self.subscribe(cast.lead)}mine.ics"
        first = Client().get(path)
        with time_machine.travel(datetime(2027, 3, 28, 12, tzinfo=HOME), tick=False):
            again = Client().get(path, headers={"If-None-Match": first.headers["ETag"]})
            assert (again.status_code, again.content) == (304, b"")
        operations.remove_action(actor=SYSTEM, action=plan.actions.get())
        changed = Client().get(path, headers={"If-None-Match": first.headers["ETag"]})
        assert changed.status_code == 200
        assert self.events(path) == {}

    def test_a_new_address_ends_the_old_one_and_of_neither_is_the_secret_kept(self, cast):
        plan_with(cast.institution, owned(1, member(cast.lead)))
        old, new = self.subscribe(cast.lead), self.subscribe(cast.lead)
        assert Client().get(f"{old}mine.ics").status_code == 404
        assert Client().get(f"{new}mine.ics").status_code == 200
        assert new.split("/")[2] not in str(list(CalendarAddress.objects.values_list()))
        browser(cast.lead).post("/account/calendar/end/")
        assert Client().get(f"{new}mine.ics").status_code == 404
        assert Client().get("/calendar/guess/plans.ics").status_code == 404

    def test_who_left_has_nothing_of_it_any_more(self, cast):
        technician = cast.people[Role.TECHNICIAN]
        plan_with(cast.institution, owned(1, member(technician)))
        path = self.subscribe(technician)
        assert len(self.events(f"{path}plans.ics")) == 1
        institutions.end_membership(actor=SYSTEM, membership=Membership.objects.get(user=technician))
        assert self.events(f"{path}plans.ics") == self.events(f"{path}mine.ics") == {}

    @pytest.mark.parametrize("rows", [1, 3])
    def test_it_asks_as_often_for_three_as_for_one(self, cast, rows):
        plan_with(cast.institution, *(owned(n, member(cast.lead)) for n in range(rows)))
        path = self.subscribe(cast.lead)
        with CaptureQueriesContext(connection) as asked:
            Client().get(f"{path}mine.ics")
        assert len(asked) == 4
