"""Items, the inbox, what people chose, one e-mail a day: who gets what, and what nobody gets."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from plumbline.foundation.clock import HOME
from plumbline.foundation.problems import Refused
from plumbline.platform.accounts.operations import create_user
from plumbline.platform.jobs.models import Job
from plumbline.platform.jobs.operations import run_waiting
from plumbline.platform.notifications import queries
from plumbline.platform.notifications.kinds import How
from plumbline.platform.notifications.models import Digest, Item, Message
from plumbline.platform.notifications.operations import (
    choose,
    forget_old,
    mark_all_read,
    mark_read,
    queue,
    send_digests,
    try_again,
    unsubscribe,
)
from tests.cast import at_once

pytestmark = pytest.mark.django_db
ADA, BEA = "user:1", "user:2"
ADDRESSES = {ADA: "ada@ashmere.example", BEA: "bea@borrowdale.example"}


class Me:
    key = ADA


def tell(kind="tests.daily", key="1", to=ADA, **more):
    given = {
        "subject": f"Thing {key}",
        "path": f"/things/{key}/",
        "act": "Look",
        "place": "/things/",
        "about": f"t:{key}",
    }
    return queue(recipient=to, address=ADDRESSES[to], kind=kind, key=key, **{**given, **more})


def at(day, hour, minute=0):
    """A moment in London."""
    return time_machine.travel(
        datetime.combine(day, datetime.min.time(), HOME).replace(hour=hour, minute=minute), tick=False
    )


def sent():
    run_waiting()
    return [(message.to[0], message.subject) for message in mail.outbox]


MONDAY, TUESDAY, WEDNESDAY = date(2026, 6, 1), date(2026, 6, 2), date(2026, 6, 3)


class TestItems:
    def test_news_goes_at_once_and_stands_in_the_inbox(self):
        item = tell("tests.news", body="It happened.")
        assert sent() == [("ada@ashmere.example", "Thing 1")]
        assert list(queries.inbox(ADA)) == [item]
        body = mail.outbox[0].body
        assert body.startswith("It happened.\n\nLook:\nhttp://127.0.0.1:8000/things/1/\n")
        assert len(re.findall(r"https?://", body.split("\n-- \n")[0])) == 1

    def test_the_same_event_twice_is_one_message(self):
        assert tell("tests.news") == tell("tests.news", subject="Other words")
        assert sent() == [("ada@ashmere.example", "Thing 1")]
        assert Item.objects.count() == 1

    def test_what_stays_in_the_inbox_is_not_mailed(self):
        tell("tests.inbox")
        with at(date(2030, 1, 1), 8):
            send_digests()
        assert sent() == []
        assert queries.unread_count(ADA) == 1

    def test_whoever_wants_nothing_of_it_gets_nothing(self):
        choose(actor=Me, choices={"tests.news": "off"})
        assert tell("tests.news") is None
        tell("tests.news", to=BEA)
        assert sent() == [("bea@borrowdale.example", "Thing 1")]
        assert queries.unread_count(ADA) == 0

    @pytest.mark.parametrize(
        ("kind", "how"), [("tests.inbox", "off"), ("tests.secret", "digest"), ("tests.news", "now"), ("x", "digest")]
    )
    def test_what_cannot_be_chosen_is_refused_at_its_field(self, kind, how):
        with pytest.raises(Refused) as refusal:
            choose(actor=Me, choices={kind: how})
        assert refusal.value.field == kind
        assert queries.chosen_by(ADA)["tests.news"] == How.AT_ONCE

    def test_read_state_is_ones_own(self):
        item = tell("tests.inbox")
        tell("tests.inbox", key="2")
        with pytest.raises(Refused):
            mark_read(actor=type("Bea", (), {"key": BEA}), number=item.pk)
        mark_read(actor=Me, number=item.pk)
        assert queries.unread_count(ADA) == 1
        assert mark_all_read(actor=Me) == 1
        assert queries.unread_count(ADA) == 0


class TestDigest:
    def test_one_a_day_at_seven_with_all_that_waited(self):
        with at(MONDAY, 12):
            for key in "123":
                tell(key=key)
            tell(key="4", to=BEA)
        with at(TUESDAY, 6, 59):
            assert send_digests() == 0
        with at(TUESDAY, 7):
            assert send_digests() == 2
            assert send_digests() == 0
            assert sent() == [("ada@ashmere.example", "3 things"), ("bea@borrowdale.example", "Thing 4")]
        with at(TUESDAY, 7, 1):
            tell(key="5")
        with at(TUESDAY, 23):
            assert send_digests() == 0
        with at(WEDNESDAY, 7):
            assert send_digests() == 1
            assert sent()[2:] == [("ada@ashmere.example", "Thing 5")]

    def test_its_words(self):
        with at(MONDAY, 12):
            for number in range(12):
                tell(key=f"{number:02}")
        with at(TUESDAY, 7):
            send_digests()
            run_waiting()
        words, rest = mail.outbox[0].body.split("\n-- \n")
        lines = "\n".join(f"- Thing {number:02}" for number in range(10))
        assert words == f"Things\n{lines}\nand 2 more\n\nLook:\nhttp://127.0.0.1:8000/things/\n"
        assert rest.startswith("You get at most one such e-mail a day. Stop these e-mails")

    def test_never_empty(self):
        with at(TUESDAY, 7):
            assert send_digests() == 0
        with at(MONDAY, 12):
            tell(about="gone")
        with at(TUESDAY, 7):
            assert send_digests() == 0
        with at(WEDNESDAY, 7):
            assert send_digests() == 0
        assert sent() == []
        assert queries.unread_count(ADA) == 1

    def test_a_thing_is_told_once_with_its_newest_words(self):
        with at(MONDAY, 12):
            tell(key="a", about="t:1", subject="Old words")
            tell(key="b", about="t:1", subject="New words")
        with at(TUESDAY, 7):
            send_digests()
            assert sent() == [("ada@ashmere.example", "New words")]
        with at(WEDNESDAY, 7):
            assert send_digests() == 0

    def test_who_chose_otherwise_meanwhile_is_not_mailed(self):
        with at(MONDAY, 12):
            tell()
            choose(actor=Me, choices={"tests.daily": "inbox"})
        with at(TUESDAY, 7):
            assert send_digests() == 0

    def test_two_kinds_are_told_under_their_headings_with_one_link_to_the_inbox(self):
        choose(actor=Me, choices={"tests.news": "digest"})
        with at(MONDAY, 12):
            tell(key="1")
            tell(key="2")
            tell("tests.news", key="3", place="/news/")
        with at(TUESDAY, 7):
            send_digests()
            assert sent() == [("ada@ashmere.example", "2 things; Thing 3")]
        words = mail.outbox[0].body.split("\n-- \n")[0]
        assert words == (
            "Things\n- Thing 1\n- Thing 2\n\nNews of today\n- Thing 3\n\nSee all of it:\nhttp://127.0.0.1:8000/inbox/\n"
        )

    @pytest.mark.parametrize(
        ("day", "utc_hour"),
        [(date(2026, 3, 28), 7), (date(2026, 3, 29), 6), (date(2026, 10, 24), 6), (date(2026, 10, 25), 7)],
    )
    def test_seven_is_seven_in_london_across_the_clock_changes(self, day, utc_hour):
        moment = datetime(day.year, day.month, day.day, utc_hour, tzinfo=UTC)
        with time_machine.travel(moment - timedelta(hours=20), tick=False):
            tell()
        with time_machine.travel(moment - timedelta(minutes=1), tick=False):
            assert send_digests() == 0
        with time_machine.travel(moment, tick=False):
            assert send_digests() == 1

    def test_one_address_gets_one_even_under_two_keys(self):
        with at(MONDAY, 12):
            tell(key="1")
            queue(
                recipient="user:9", address=ADDRESSES[ADA], kind="tests.daily", key="2", subject="Thing 2", path="/",
                about="t:2", act="Look",
            )  # fmt: skip
        with at(TUESDAY, 7):
            assert send_digests() == 1
        assert sent() == [("ada@ashmere.example", "2 things")]


@pytest.mark.django_db(transaction=True)
def test_two_schedulers_at_once_send_one():
    with at(MONDAY, 12):
        tell()
    with at(TUESDAY, 7):
        results = at_once(send_digests, send_digests)
    assert sorted(results) == [0, 1]
    assert Digest.objects.count() == 1
    assert Message.objects.count() == 1


class TestOutage:
    DOWN = "plumbline.platform.notifications.tests.test_notifications.Refusing"
    UP = "django.core.mail.backends.locmem.EmailBackend"

    def hours_of_trying(self, since, hours):
        for hour in range(hours):
            with time_machine.travel(since + timedelta(hours=hour), tick=False):
                for _attempt in range(5):
                    run_waiting()
                    Job.objects.filter(state="failed").update(run_after=None)
                try_again()
                send_digests()

    def test_after_three_days_of_it_everybody_gets_one_mail_with_what_is_still_true(self, settings):
        settings.EMAIL_BACKEND = self.DOWN
        start = datetime(2026, 6, 1, 6, 30, tzinfo=HOME)
        for day in range(3):
            with time_machine.travel(start + timedelta(days=day), tick=False):
                tell(key=f"daily {day}", about="t:1", subject=f"Said on day {day}")
                tell("tests.news", key=f"news {day}", about=f"n:{day}")
                queue(
                    recipient=ADA, address=ADDRESSES[ADA], kind="tests.secret", subject="Secret",
                    good_until=start + timedelta(days=day, minutes=30),
                )  # fmt: skip
            self.hours_of_trying(start + timedelta(days=day), 24)
        settings.EMAIL_BACKEND = self.UP
        with time_machine.travel(start + timedelta(days=3, hours=1), tick=False):
            send_digests()
            try_again()
            assert sent() == [("ada@ashmere.example", "3 messages; Said on day 2")]
        with time_machine.travel(start + timedelta(days=4, hours=1), tick=False):
            assert send_digests() == 0
            try_again()
            assert len(sent()) == 1

    def test_news_that_waited_a_little_is_sent_as_it_is(self, settings):
        settings.EMAIL_BACKEND = self.DOWN
        start = datetime(2026, 6, 1, 9, 0, tzinfo=HOME)
        with time_machine.travel(start, tick=False):
            tell("tests.news")
        self.hours_of_trying(start, 2)
        assert Job.objects.get(key=str(Message.objects.get().pk)).state in {"dead", "waiting"}
        settings.EMAIL_BACKEND = self.UP
        with time_machine.travel(start + timedelta(hours=3), tick=False):
            try_again()
            assert sent() == [("ada@ashmere.example", "Thing 1")]


class TestUnsubscribing:
    def path_in(self, message):
        return re.search(r"<http://127\.0\.0\.1:8000(/unsubscribe/[^>]+)>", message.extra_headers["List-Unsubscribe"])[
            1
        ]

    def test_one_press_of_a_mail_program_stops_that_kind_and_no_other(self):
        tell("tests.news")
        run_waiting()
        message = mail.outbox[0]
        assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        path = self.path_in(message)
        assert path in message.body
        browser = Client(enforce_csrf_checks=True)
        assert browser.get(path).status_code == 200
        assert queries.how_for(ADA, "tests.news") == How.AT_ONCE
        assert browser.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
        assert queries.how_for(ADA, "tests.news") == How.INBOX
        assert queries.how_for(ADA, "tests.daily") == How.DIGEST
        assert queries.how_for(BEA, "tests.news") == How.AT_ONCE
        tell("tests.news", key="2")
        assert len(sent()) == 1
        assert queries.unread_count(ADA) == 2

    def test_of_the_daily_mail_it_stops_what_stood_in_it(self):
        with at(MONDAY, 12):
            tell()
        with at(TUESDAY, 7):
            send_digests()
            run_waiting()
        Client().post(self.path_in(mail.outbox[0]))
        assert queries.how_for(ADA, "tests.daily") == How.INBOX

    def test_an_address_that_we_never_made_stops_nothing(self):
        good = queries.unsubscribe_path(ADA, ["tests.news"])
        for path in ("/unsubscribe/x/", good[:-3] + "xx/"):
            assert Client().post(path).status_code == 404
        assert queries.how_for(ADA, "tests.news") == How.AT_ONCE

    def test_what_was_chosen_quieter_is_not_made_louder(self):
        choose(actor=Me, choices={"tests.news": "off"})
        assert unsubscribe(recipient=ADA, kinds=["tests.news", "tests.secret", "gone.kind"]) == []
        assert queries.how_for(ADA, "tests.news") == How.OFF

    def test_a_secret_has_no_such_address(self):
        queue(recipient=ADA, address=ADDRESSES[ADA], kind="tests.secret", subject="Secret", body="x")
        run_waiting()
        assert mail.outbox[0].extra_headers == {}


class TestPages:
    @pytest.fixture
    def ada(self):
        return create_user(email="ada@ashmere.example", name="Ada Quill")

    @pytest.fixture
    def browser(self, ada):
        client = Client()
        client.force_login(ada)
        return client

    def mine(self, ada, key="1", kind="tests.inbox"):
        return queue(
            recipient=ada.key, address=ada.email, kind=kind, key=key, subject=f"Thing {key}", body="Words",
            path="/signatories/", act="Look",
        )  # fmt: skip

    def test_the_inbox_says_what_will_be_there(self, browser):
        page = browser.get("/inbox/").content.decode()
        assert "Nothing yet" in page

    @pytest.mark.parametrize("rows", [1, 3])
    def test_the_inbox_asks_as_often_for_three_as_for_one(self, browser, ada, rows):
        for key in range(rows):
            self.mine(ada, str(key))
        with CaptureQueriesContext(connection) as asked:
            browser.get("/inbox/")
        assert len(asked) == 7

    def test_every_page_counts_what_is_new_without_asking_again(self, browser, ada):
        with CaptureQueriesContext(connection) as before:
            assert "top__count" not in browser.get("/account/").content.decode()
        self.mine(ada)
        with CaptureQueriesContext(connection) as after:
            page = browser.get("/account/").content.decode()
        assert re.search(r'class="top__count">1<', page)
        assert len(after) == len(before)

    def test_opening_marks_as_read_and_goes_there(self, browser, ada):
        item = self.mine(ada)
        theirs = tell(key="9", to=BEA)
        assert browser.post(f"/inbox/{item.pk}/open/").headers["Location"] == "/signatories/"
        assert queries.unread_count(ada.key) == 0
        assert browser.post(f"/inbox/{theirs.pk}/open/").status_code == 404
        assert queries.unread_count(BEA) == 1

    def test_everything_read_at_once(self, browser, ada):
        for key in "12":
            self.mine(ada, key)
        assert "You have read everything." in browser.post("/inbox/read/", follow=True).content.decode()

    def test_choosing(self, browser, ada):
        page = browser.get("/account/messages/").content.decode()
        assert "When news" in page
        chosen = {name: how.value for name, how in queries.chosen_by(ada.key).items()}
        page = browser.post("/account/messages/", {**chosen, "tests.news": "digest"}, follow=True).content.decode()
        assert "Saved." in page
        assert queries.how_for(ada.key, "tests.news") == How.DIGEST
        page = browser.post("/account/messages/", {**chosen, "tests.inbox": "off"}).content.decode()
        assert "Choose one of the ways on the list." in page
        assert queries.how_for(ada.key, "tests.inbox") == How.INBOX


def test_what_was_told_long_ago_is_forgotten_and_not_told_again():
    with at(MONDAY, 12):
        tell()
    with at(TUESDAY, 7):
        send_digests()
        run_waiting()
    with at(date(2026, 9, 2), 8):
        forget_old()
        assert not Message.objects.exists()
        assert send_digests() == 0
        assert Item.objects.count() == 1
    with at(date(2027, 6, 2), 8):
        forget_old()
    assert not Item.objects.exists()
