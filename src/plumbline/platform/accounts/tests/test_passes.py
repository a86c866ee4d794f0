"""A link for one purpose: opened once, by post only, bound to one browser, ended at any time."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client

from plumbline.foundation.acting import Machine
from plumbline.foundation.clock import now
from plumbline.foundation.problems import Refused
from plumbline.platform.accounts import operations, queries
from plumbline.platform.accounts.models import Pass, PassLink, PassSession
from plumbline.platform.audit.models import Entry
from plumbline.platform.jobs.operations import run_waiting
from tests.cast import at_once

TESTS = Machine("tests")


def issue(**given):
    return operations.issue_pass(
        actor=TESTS,
        **{
            "purpose": "tests.look",
            "scope": "place:1",
            "subjects": ["thing:2", "thing:1", "thing:2"],
            "name": "  Olu   Adeyemi",
            "email": " Olu@Elsewhere.example",
            "what": "Look at a thing",
            "address": "/signatories/",
            "from_whom": "Ada Quill",
            **given,
        },
    )


def fresh_token():
    run_waiting()
    return mail.outbox[-1].body.split("/pass/")[1].split("/")[0]


def words_of(response):
    """What a page says, without the secrets in it."""
    main = response.content.decode().split("<main")[1].split("</main>")[0]
    return re.sub(r'value="[^"]*"|/pass/[^/]+/', "", main)


@pytest.mark.django_db
class TestIssue:
    def test_it_is_kept_as_it_is_compared(self):
        held, token = issue()
        assert (held.name, held.email, held.subjects) == (
            "Olu Adeyemi", "olu@elsewhere.example", ["thing:1", "thing:2"],
        )  # fmt: skip
        assert token not in str(list(PassLink.objects.values_list()))
        assert [(entry.verb, entry.scope) for entry in Entry.objects.all()] == [("pass.issued", "place:1")]

    def test_an_address_that_is_none_is_refused_at_its_field(self):
        with pytest.raises(Refused) as refusal:
            issue(email="olu")
        assert refusal.value.field == "email"

    def test_a_renewed_pass_holds_longer_and_for_other_things(self):
        held, first = issue(link_days=2, session_days=3)
        with time_machine.travel(now() + timedelta(days=4)):
            token = operations.renew_pass(actor=TESTS, held=held, subjects=["thing:9"])
            opened, _secret = operations.open_pass(token=token)
            assert opened.subjects == ["thing:9"]
            with pytest.raises(Refused):
                operations.open_pass(token=first)
        operations.revoke_pass(actor=TESTS, held=held)
        with pytest.raises(Refused, match="ended"):
            operations.renew_pass(actor=TESTS, held=held)


@pytest.mark.django_db
class TestOpen:
    def test_looking_at_the_link_opens_nothing(self):
        _held, token = issue()
        for method in ("get", "head"):
            assert getattr(Client(), method)(f"/pass/{token}/").status_code == 200
        assert not PassSession.objects.exists()
        page = Client().get(f"/pass/{token}/").content.decode()
        assert "Look at a thing" in page
        assert "Ada Quill sent this link to Olu Adeyemi." in page

    def test_pressing_opens_it_in_this_browser_alone(self):
        held, token = issue()
        client = Client()
        response = client.post(f"/pass/{token}/")
        assert (response.status_code, response.headers["Location"]) == (302, "/signatories/")
        cookie = response.cookies[f"pass-{held.pk}"]
        assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", 14 * 86_400)
        assert cookie.value not in str(list(PassSession.objects.values_list()))
        assert queries.holding({f"pass-{held.pk}": cookie.value}, scope="place:1", purpose="tests.look").covers(
            "thing:1"
        )
        assert Client().post(f"/pass/{token}/").status_code == 404

    def test_who_has_it_open_goes_straight_on_with_the_same_link(self):
        _held, token = issue()
        client = Client()
        client.post(f"/pass/{token}/")
        assert client.get(f"/pass/{token}/").headers["Location"] == "/signatories/"
        assert Client().get(f"/pass/{token}/").status_code == 404

    @pytest.mark.parametrize("way", ["used", "old", "ended", "never was"])
    def test_every_link_that_does_not_work_gets_the_same_page(self, way):
        held, token = issue()
        later = now()
        if way == "used":
            operations.open_pass(token=token)
        if way == "old":
            later += timedelta(days=15)
        if way == "ended":
            operations.revoke_pass(actor=TESTS, held=held)
        with time_machine.travel(later):
            asked, unknown = (
                Client().get(f"/pass/{token if way != 'never was' else 'y' * 43}/"),
                Client().get("/pass/x/"),
            )
        assert asked.status_code == unknown.status_code == 404
        assert words_of(asked) == words_of(unknown)
        assert "Send me a fresh link" in words_of(asked)

    def test_a_stolen_cookie_of_an_ended_pass_is_worth_nothing(self):
        held, token = issue()
        _held, secret = operations.open_pass(token=token)
        cookies = {"pass-1": secret}
        assert queries.holding(cookies, scope="place:1", purpose="tests.look") is not None
        assert queries.holding(cookies, scope="place:2", purpose="tests.look") is None
        assert queries.holding({"pass-1": "guess"}, scope="place:1", purpose="tests.look") is None
        operations.revoke_pass(actor=TESTS, held=held)
        assert queries.holding(cookies, scope="place:1", purpose="tests.look") is None
        with pytest.raises(Refused, match="already"):
            operations.revoke_pass(actor=TESTS, held=held)

    def test_a_session_never_outlasts_the_pass(self):
        held, token = issue(link_days=2, session_days=5)
        Pass.objects.filter(pk=held.pk).update(ends_at=now() + timedelta(days=1))
        operations.open_pass(token=token)
        assert PassSession.objects.get().ends_at <= now() + timedelta(days=1)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_press_at_once_one_gets_in():
    _held, token = issue()
    results = at_once(*[lambda: operations.open_pass(token=token)] * 2)
    assert sorted(isinstance(result, Refused) for result in results) == [False, True]
    assert PassSession.objects.count() == 1


@pytest.mark.django_db
class TestFreshLink:
    def ask(self, token):
        response = Client().post(f"/pass/{token}/fresh/")
        run_waiting()
        return response

    def test_it_goes_to_the_old_address_and_opens(self):
        _held, token = issue()
        operations.open_pass(token=token)
        assert self.ask(token).status_code == 200
        assert [(sent.to, sent.subject) for sent in mail.outbox] == [(["olu@elsewhere.example"], "Your fresh link")]
        assert Client().post(f"/pass/{fresh_token()}/").status_code == 302

    @pytest.mark.parametrize("way", ["over", "ended", "never was"])
    def test_nothing_is_sent_for_a_pass_that_is_over_and_nothing_is_told(self, way):
        held, token = issue()
        told = words_of(self.ask(token))
        assert len(mail.outbox) == 1
        if way == "ended":
            operations.revoke_pass(actor=TESTS, held=held)
        later = now() + timedelta(days=29 if way == "over" else 0)
        with time_machine.travel(later):
            answer = self.ask("never" if way == "never was" else token)
        assert words_of(answer) == told
        assert len(mail.outbox) == 1

    def test_it_is_sent_twice_and_then_not_for_a_while(self):
        _held, token = issue()
        assert [self.ask(token).status_code for _time in range(3)] == [200, 200, 429]
        assert len(mail.outbox) == 2
        assert [self.ask("never").status_code for _time in range(3)] == [200, 200, 429]


@pytest.mark.django_db
def test_what_is_over_is_forgotten_and_what_holds_is_not():
    young, _token = issue()
    old, _token = issue()
    _held, secret = operations.open_pass(token=issue(session_days=1)[1])
    Pass.objects.filter(pk=old.pk).update(ends_at=now() - timedelta(days=731))
    with time_machine.travel(now() + timedelta(days=2)):
        operations.purge_passes()
    assert not PassSession.objects.exists()
    assert Pass.objects.filter(pk=young.pk).exists()
    assert not Pass.objects.filter(pk=old.pk).exists()
    assert secret


@pytest.mark.django_db
def test_holders_are_named_in_histories():
    held, _token = issue()
    assert queries.names_of([held.key, "link:999999", "link:x", "system:demo"]) == {held.key: "Olu Adeyemi"}


@pytest.mark.django_db
def test_ones_own_links_stand_on_the_account_and_can_be_ended_there():
    ada = operations.create_user(email="ada@ashmere.example", name="Ada Quill")
    mine, _token = issue(email="ada@ashmere.example", what="Look at mine")
    theirs, _token = issue(what="Look at theirs")
    client = Client()
    client.force_login(ada)
    page = client.get("/account/").content.decode()
    assert ("Look at mine" in page, "Look at theirs" in page) == (True, False)
    assert client.post(f"/account/links/{theirs.pk}/end/").status_code == 404
    assert "The link is ended." in client.post(f"/account/links/{mine.pk}/end/", follow=True).content.decode()
    assert [held.is_open for held in Pass.objects.order_by("pk")] == [False, True]
