"""Inviting, signing in by password and by link, and what is not given away."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client

from plumbline.foundation.acting import Machine
from plumbline.foundation.clock import now
from plumbline.foundation.problems import Refused
from plumbline.platform.accounts import operations, rules
from plumbline.platform.accounts.models import Invitation, SignInLink, Try, User
from plumbline.platform.accounts.operations import accept_invitation, ask_link, create_user, invite, signing
from plumbline.platform.accounts.queries import names_of, open_invitation, user_by_email
from plumbline.platform.accounts.views.signing import place_of
from plumbline.platform.audit.models import Entry
from plumbline.platform.jobs.operations import run_waiting

pytestmark = pytest.mark.django_db
TESTS = Machine("tests")
PASSWORD = "three unusual words"


@pytest.fixture
def ada():
    return create_user(email="Ada@Ashmere.example ", name="Ada Quill", password=PASSWORD)


def sign_in(browser, email="ada@ashmere.example", password=PASSWORD, after="", **more):
    return browser.post("/sign-in/", {"email": email, "password": password, "next": after}, **more)


def is_in(browser):
    return "_auth_user_id" in browser.session


def token_in(message):
    return re.search(r"/(?:sign-in/link|invitations)/([\w-]+)/", message.body)[1]


def sent():
    run_waiting()
    return mail.outbox


class TestUsers:
    def test_an_address_is_one_account_however_it_is_typed(self, ada):
        assert ada.email == "ada@ashmere.example"
        assert user_by_email(" ADA@ASHMERE.EXAMPLE") == ada
        with pytest.raises(Refused, match="already an account"):
            create_user(email="ADA@ashmere.example", name="Another")

    def test_the_database_holds_that_too(self, ada):
        with pytest.raises(IntegrityError), transaction.atomic():
            User.objects.create(email="ADA@ashmere.example")

    @pytest.mark.parametrize("email", ["", "ada", "ada@", "a b@c.example"])
    def test_what_is_no_address_is_refused(self, email):
        with pytest.raises(Refused, match="Enter an e-mail address") as caught:
            create_user(email=email, name="Ada")
        assert caught.value.field == "email"

    @pytest.mark.parametrize("password", ["short", "password1234", "ada@ashmere.example"])
    def test_a_weak_password_is_refused_with_the_reason(self, password):
        with pytest.raises(Refused) as caught:
            create_user(email="ada@ashmere.example", name="Ada", password=password)
        assert caught.value.field == "password"
        assert not User.objects.exists()

    def test_a_password_is_kept_by_argon2(self, settings, ada):
        settings.PASSWORD_HASHERS = settings.PASSWORD_HASHERS[1:]
        operations.set_password(actor=ada, user=ada, password="another few unusual words")
        assert ada.password.startswith("argon2$argon2id$")

    def test_a_name_and_a_password_are_not_taken_empty(self, ada):
        with pytest.raises(Refused, match="Enter your name"):
            operations.rename(actor=ada, user=ada, name="  ")
        with pytest.raises(Refused, match="Enter a password"):
            operations.set_password(actor=ada, user=ada, password="")

    def test_keys_are_turned_into_names(self, ada):
        assert names_of([ada.key, "user:999", "system:x", "user:x"]) == {ada.key: "Ada Quill"}


class TestInvitations:
    def test_an_invitation_makes_an_account_once(self):
        invitation, token = invite(actor=TESTS, email="Bea@Borrowdale.example", name="Bea")
        assert token not in Invitation.objects.values_list("token_hash", flat=True)
        assert open_invitation(token) == invitation
        user, _accepted = accept_invitation(token=token, name="Bea Fell", password=PASSWORD)
        assert (user.email, user.name, user.check_password(PASSWORD)) == ("bea@borrowdale.example", "Bea Fell", True)
        with pytest.raises(Refused, match="used already"):
            accept_invitation(token=token, name="Bea Fell")

    def test_it_travels_by_e_mail_only(self):
        _invitation, token = invite(
            actor=TESTS, email="bea@borrowdale.example", from_whom="Ada Quill", purpose="Keeper of keys"
        )
        assert token_in(sent()[0]) == token
        assert "Ada Quill invites you to Plumbline. Your role: Keeper of keys." in mail.outbox[0].body

    def test_without_words_the_site_invites_to_itself(self):
        invite(actor=TESTS, email="bea@borrowdale.example")
        assert "You are invited to Plumbline.\n" in sent()[0].body

    @pytest.mark.parametrize("end", ["late", "withdrawn", "unknown"])
    def test_one_that_is_over_is_refused(self, end):
        invitation, token = invite(actor=TESTS, email="bea@borrowdale.example")
        if end == "late":
            Invitation.objects.update(expires_at=now() - timedelta(seconds=1))
        elif end == "withdrawn":
            operations.withdraw_invitation(actor=TESTS, invitation=invitation)
        else:
            token = "made-up"
        assert open_invitation(token) is None
        with pytest.raises(Refused, match="Ask whoever invited you"):
            accept_invitation(token=token, name="Bea")
        assert not User.objects.exists()

    def test_an_invitation_is_withdrawn_once(self):
        invitation, _token = invite(actor=TESTS, email="bea@borrowdale.example")
        operations.withdraw_invitation(actor=TESTS, invitation=invitation)
        with pytest.raises(Refused, match="not open any more"):
            operations.withdraw_invitation(actor=TESTS, invitation=invitation)

    def test_an_old_invitation_cannot_change_the_password_of_an_account(self, ada):
        _invitation, token = invite(actor=TESTS, email="ada@ashmere.example")
        user, _accepted = accept_invitation(token=token, name="Mallory", password="quite another password")
        assert user == ada
        user.refresh_from_db()
        assert (user.name, user.check_password(PASSWORD)) == ("Ada Quill", True)

    def test_a_closed_account_stays_closed(self, ada):
        User.objects.update(is_active=False)
        _invitation, token = invite(actor=TESTS, email="ada@ashmere.example")
        with pytest.raises(Refused, match="closed"):
            accept_invitation(token=token, name="Ada")


class TestPassword:
    def test_the_right_one_signs_in_with_a_new_session(self, client, ada):
        client.get("/sign-in/")
        client.session["planted"] = "by somebody else"
        planted = client.session.session_key
        assert sign_in(client)["Location"] == "/home/"
        assert is_in(client)
        assert client.session.session_key != planted
        assert Entry.objects.filter(verb="user.signed_in", actor=ada.key).count() == 1

    def test_wrong_and_unknown_are_answered_alike(self, client, ada):
        wrong = sign_in(client, password="not this one at all")
        unknown = sign_in(client, email="nobody@ashmere.example")
        errors = [response.context["form"].errors for response in (wrong, unknown)]
        assert errors[0] == errors[1]
        assert "not right" in str(errors[0])
        assert not is_in(client)

    def test_a_closed_account_is_answered_like_an_unknown_one(self, client, ada):
        User.objects.update(is_active=False)
        assert "not right" in str(sign_in(client).context["form"].errors)

    @pytest.mark.parametrize("email", ["ada@ashmere.example", "nobody@ashmere.example"])
    def test_too_many_tries_are_stopped_alike_for_known_and_unknown(self, client, ada, email):
        for _try in range(rules.TRIES_PER_ACCOUNT):
            sign_in(client, email=email, password="not this one at all")
        response = sign_in(client, email=email.upper())
        assert "too many tries" in str(response.context["form"].errors)
        assert not is_in(client)

    def test_tries_are_counted_by_place_too(self, client, ada):
        for number in range(rules.TRIES_PER_PLACE):
            signing.count_tries(("account", f"{number}@x.example"), ("place", "127.0.0.1"))
        assert "too many tries" in str(sign_in(client).context["form"].errors)
        assert sign_in(client, REMOTE_ADDR="10.1.1.1").status_code == 302

    @pytest.mark.parametrize(("proxies", "place"), [(0, "10.0.0.9"), (1, "10.0.0.2"), (2, "10.0.0.1"), (3, "10.0.0.9")])
    def test_only_our_own_proxies_are_believed(self, rf, settings, proxies, place):
        settings.PLUMBLINE_PROXIES = proxies
        request = rf.get("/", headers={"X-Forwarded-For": "10.0.0.1, 10.0.0.2"}, REMOTE_ADDR="10.0.0.9")
        assert place_of(request) == place

    def test_a_pause_helps_and_success_forgets(self, client, ada):
        for _try in range(rules.TRIES_PER_ACCOUNT):
            sign_in(client, password="not this one at all")
        Try.objects.update(at=now() - rules.WINDOW - timedelta(seconds=1))
        assert sign_in(client).status_code == 302
        operations.purge()
        assert Try.objects.count() == 1  # by place: a success by one person says nothing about the place

    def test_no_address_is_kept_with_the_tries(self, client, ada):
        sign_in(client, password="not this one at all")
        assert not any("ada" in one.bucket or one.bucket == "127" for one in Try.objects.all())

    @pytest.mark.parametrize(
        ("after", "goes"),
        [
            ("/i/ashmere/people/?page=2", "/i/ashmere/people/?page=2"),
            ("https://elsewhere.example/", "/home/"),
            ("//elsewhere.example/", "/home/"),
            ("javascript:alert(1)", "/home/"),
            ("", "/home/"),
        ],
    )  # fmt: skip
    def test_it_goes_on_to_this_site_only(self, client, ada, after, goes):
        assert sign_in(client, after=after)["Location"] == goes


class TestLink:
    def link(self, browser, email="ada@ashmere.example", after=""):
        return browser.post("/sign-in/link/", {"email": email, "next": after})

    def test_opening_it_does_not_use_it_up(self, client, ada):
        assert self.link(client)["Location"] == "/sign-in/link/sent/"
        address = f"/sign-in/link/{token_in(sent()[0])}/"
        scanner = Client()
        for _look in range(3):
            assert scanner.get(address).status_code == 200
            assert scanner.head(address).status_code in {200, 405}
        assert not is_in(scanner)
        assert client.post(address)["Location"] == "/home/"
        assert is_in(client)

    def test_it_works_once(self, client, ada):
        self.link(client)
        address = f"/sign-in/link/{token_in(sent()[0])}/"
        assert Client().post(address).status_code == 302
        second = Client()
        response = second.post(address)
        assert response.status_code == 410
        assert not is_in(second)
        assert Client().get(address).status_code == 410

    def test_of_two_who_found_it_open_at_the_same_moment_one_gets_in(self, client, ada):
        self.link(client)
        found, found_too = SignInLink.objects.get(), SignInLink.objects.get()
        assert (signing._use_up(found), signing._use_up(found_too)) == (True, False)

    def test_it_is_too_old_after_half_an_hour(self, client, ada):
        self.link(client)
        SignInLink.objects.update(expires_at=now())
        assert client.post(f"/sign-in/link/{token_in(sent()[0])}/").status_code == 410

    def test_known_and_unknown_are_answered_alike_and_only_the_known_gets_mail(self, client, ada):
        known, unknown = self.link(client), self.link(client, "nobody@ashmere.example")
        assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
        assert [message.to for message in sent()] == [["ada@ashmere.example"]]

    @pytest.mark.parametrize("email", ["ada@ashmere.example", "nobody@ashmere.example"])
    def test_nobody_s_mailbox_is_flooded(self, client, ada, email):
        for _ask in range(rules.LINKS_PER_ACCOUNT):
            self.link(client, email)
        assert "too many tries" in str(self.link(client, email).context["form"].errors)

    def test_it_goes_on_to_where_one_wanted_to_be(self, client, ada):
        self.link(client, after="/i/ashmere/")
        assert client.post(f"/sign-in/link/{token_in(sent()[0])}/")["Location"] == "/i/ashmere/"

    def test_a_closed_account_gets_none_and_an_open_link_of_it_does_not_work(self, client, ada):
        self.link(client)
        address = f"/sign-in/link/{token_in(sent()[0])}/"
        User.objects.update(is_active=False)
        assert client.post(address).status_code == 410

    def test_a_new_password_makes_links_useless(self, client, ada):
        ask_link(email=ada.email, place="")
        operations.set_password(actor=ada, user=ada, password="another few unusual words")
        assert client.post(f"/sign-in/link/{token_in(sent()[0])}/").status_code == 410

    def test_the_secret_is_not_kept(self, ada):
        ask_link(email=ada.email, place="")
        assert token_in(sent()[0]) not in str(list(SignInLink.objects.values()))


class TestAccount:
    def test_signing_out_is_a_button(self, client, ada):
        client.force_login(ada)
        assert client.get("/sign-out/").status_code == 405
        assert client.post("/sign-out/")["Location"] == "/"
        assert not is_in(client)

    def test_a_new_password_ends_every_other_session(self, client, ada):
        client.force_login(ada)
        elsewhere = Client()
        elsewhere.force_login(ada)
        assert client.post("/account/password/", {"password": "another few unusual words"}).status_code == 302
        assert client.get("/account/").status_code == 200
        assert elsewhere.get("/account/").status_code == 302

    def test_a_weak_password_is_said_on_the_field(self, client, ada):
        client.force_login(ada)
        response = client.post("/account/password/", {"password": "short"})
        assert "password" in response.context["form"].errors
        ada.refresh_from_db()
        assert ada.check_password(PASSWORD)

    def test_a_name_can_be_changed(self, client, ada):
        client.force_login(ada)
        assert client.post("/account/", {"name": " Ada  Q. "}).status_code == 302
        ada.refresh_from_db()
        assert ada.name == "Ada Q."  # one line: names stand in e-mails

    def test_nobody_is_sent_to_sign_in_and_back(self, client):
        assert client.get("/account/?x=1")["Location"] == "/sign-in/?next=/account/%3Fx%3D1"

    def test_personal_pages_are_kept_by_nobody(self, client, ada):
        client.force_login(ada)
        for address in ("/account/", "/account/password/", "/sign-in/"):
            said = client.get(address)["Cache-Control"]
            assert "private" in said
            assert "no-store" in said
