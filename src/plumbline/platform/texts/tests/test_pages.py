"""The pages of a text: saving with and without a script, history, two versions side by side, talk, who is here."""

import re

import pytest
import time_machine

from plumbline.institutions.actor import Actor
from plumbline.platform.accounts.operations import create_user
from plumbline.platform.texts import operations, queries
from plumbline.platform.texts.models import Comment, Presence, Text
from plumbline.platform.texts.rules import LONGEST_TEXT
from plumbline.platform.texts.tests import writing_room
from tests.cast import browser

SCRIPT = {"HTTP_X_TEXT": "yes"}
SYSTEM = Actor.system("tests")


@pytest.fixture
def room(db, settings):
    settings.ROOT_URLCONF = "plumbline.platform.texts.tests.writing_room"
    writing_room.told_calls.clear()
    writing_room.changed_texts.clear()
    return [operations.create_text(actor=SYSTEM, scope="tests", body="We met.") for _ in range(2)]


def somebody(name):
    return create_user(email=f"{name.split()[0].lower()}@x.example", name=name)


@pytest.fixture
def ada(room):
    return browser(somebody("Ada Quill"))


@pytest.fixture
def bea(room):
    return browser(somebody("Bea Fell"))


@pytest.fixture
def pat(room):
    return browser(somebody("Pat Nowhere"))


def send(client, text, body, base, sitting="s", turn=1, **more):
    form = {f"body-{text.pk}": body, f"base-{text.pk}": base, f"sitting-{text.pk}": sitting, "turn": turn, "do": "save"}
    return client.post(f"/writing/{text.pk}/", form, **more)


def words(response):
    """What the page says, without its marks."""
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def test_a_script_saves_and_hears_what_became_of_it(room, ada, bea):
    with time_machine.travel("2026-11-25 10:31Z", tick=False):
        assert send(ada, room[0], "We met. Twice.", 1, "a", **SCRIPT).json() == {
            "state": "saved", "number": 2, "words": 3, "at": "10:31 GMT",
        }  # fmt: skip
        assert send(bea, room[0], "We met. Often.", 1, "b", **SCRIPT).json() == {
            "state": "apart", "number": 3, "words": 3, "at": "10:31 GMT", "who": "Ada Quill", "standing": 2,
        }  # fmt: skip
    assert writing_room.changed_texts == [(room[0].pk, 2)]


def test_a_script_is_told_what_stands_and_gets_a_fresh_key(room, ada):
    told = ada.get(f"/writing/{room[0].pk}/", **SCRIPT).json()
    assert len(told.pop("token")) == 64
    assert re.fullmatch(r"\d\d:\d\d (GMT|BST)", told.pop("at"))
    assert re.fullmatch(r"user:\d+", told.pop("person"))
    assert told == {"number": 1, "body": "We met.", "words": 2, "who": "Plumbline (tests)", "may_write": True}


def test_whoever_is_signed_out_is_sent_to_sign_in(room, client):
    assert send(client, room[0], "Lost?", 1, **SCRIPT).status_code == 302
    assert Text.objects.get(pk=room[0].pk).body == "We met."


def test_too_long_is_refused_with_the_words_still_there(room, ada):
    long = "x" * (LONGEST_TEXT + 1)
    told = send(ada, room[0], long, 1, **SCRIPT)
    assert (told.status_code, told.json()["state"]) == (422, "refused")
    shown = send(ada, room[0], long, 1)
    assert shown.status_code == 422
    assert long in shown.content.decode()
    assert "one text holds at most 400,000" in words(shown)


def test_without_a_script_a_form_saves_and_comes_back(room, ada, bea):
    assert send(ada, room[0], "We met. Twice.", 1, "a").headers["Location"] == f"/writing/#text-{room[0].pk}"
    assert send(bea, room[0], "We met. Often.", 1, "b").headers["Location"] == f"/writing/{room[0].pk}/?settle"


def test_one_form_saves_several_texts(room, ada):
    form = {}
    for text in room:
        form |= {f"body-{text.pk}": f"Words {text.pk}.", f"base-{text.pk}": 1, f"sitting-{text.pk}": "a"}
    ada.post("/writing/", form)
    assert [text.body for text in Text.objects.order_by("pk")] == [f"Words {text.pk}." for text in room]


@pytest.mark.parametrize(
    ("choice", "stands"),
    [("mine", "We met. Often."), ("theirs", "We met. Twice."), ("combine", "We met. Twice. Often.")],
)
def test_two_versions_are_settled(room, ada, bea, choice, stands):
    text = room[0]
    send(ada, text, "We met. Twice.", 1, "a")
    send(bea, text, "We met. Often.", 1, "b")
    shown = bea.get(f"/writing/{text.pk}/?settle")
    assert "Ada Quill wrote here while you did. Both are kept, whatever you choose." in words(shown)
    assert "\nWe met. Twice. Often.</textarea>" in shown.content.decode()
    form = {"do": "settle", "choice": choice, "seen": 2, "body": "We met. Twice. Often."}
    assert bea.post(f"/writing/{text.pk}/", form).headers["Location"] == f"/writing/#text-{text.pk}"
    text.refresh_from_db()
    assert (text.body, text.asides.open().count()) == (stands, 0)
    assert bea.get(f"/writing/{text.pk}/?settle").headers["Location"] == f"/writing/#text-{text.pk}"
    assert bea.post(f"/writing/{text.pk}/", form).status_code == 302


@pytest.mark.parametrize("choice", ["mine", "theirs", "combine"])
def test_what_somebody_wrote_while_one_decided_is_never_overwritten(room, ada, bea, choice):
    text = room[0]
    send(ada, text, "We met. Twice.", 1, "a")
    send(bea, text, "We met. Often.", 1, "b")
    send(ada, text, "Rewritten by Ada.", 2, "a", turn=2)
    form = {"do": "settle", "choice": choice, "seen": 2, "body": "Both."}
    shown = bea.post(f"/writing/{text.pk}/", form)
    assert "Somebody wrote again while you decided." in words(shown)
    text.refresh_from_db()
    assert text.body == "Rewritten by Ada."
    expected = {"mine": "We met. Often.", "theirs": "We met. Often.", "combine": "Both."}[choice]
    [aside] = text.asides.open()
    assert aside.version.body == expected


def test_the_editor_says_that_two_versions_wait(room, ada, bea):
    send(ada, room[0], "A.", 1, "a")
    send(bea, room[0], "B.", 1, "b")
    assert words(bea.get("/writing/")).count("Both versions are kept. Compare and choose") == 1
    assert words(ada.get("/writing/")).count("Both versions are kept. Compare and choose") == 0


def test_the_history_is_shown_compared_and_brought_back(room, ada, bea):
    text = room[0]
    send(ada, text, "We met twice.", 1, "a")
    send(bea, text, "We met three times.", 2, "b")
    shown = ada.get(f"/writing/{text.pk}/?old=2&new=3")
    assert "From version 2 to version 3" in words(shown)
    assert "We met [taken out: twice ] [put in: three times ] ." in words(shown)
    assert "Version 1" in words(ada.get(f"/writing/{text.pk}/?old=0&new=1"))
    done = ada.post(f"/writing/{text.pk}/", {"do": "restore", "number": 1, "seen": 3})
    assert done.status_code == 302
    assert Text.objects.get(pk=text.pk).body == "We met."
    assert writing_room.changed_texts == [(text.pk, 2), (text.pk, 3), (text.pk, 4)]
    late = ada.post(f"/writing/{text.pk}/", {"do": "restore", "number": 2, "seen": 3})
    assert (late.status_code, Text.objects.get(pk=text.pk).body) == (409, "We met.")


def test_a_version_that_was_folded_is_compared_with_what_stood_before(room, ada):
    text = room[0]
    send(ada, text, "We met. One.", 1, "a", turn=1)
    send(ada, text, "We met. One. Two.", 2, "a", turn=2)
    assert "?old=1&amp;new=3" in ada.get(f"/writing/{text.pk}/").content.decode()


def test_an_empty_history_says_what_will_be_here(room, ada):
    text = operations.create_text(actor=SYSTEM, scope="tests")
    assert "Nothing was written yet" in words(ada.get(f"/writing/{text.pk}/"))


@pytest.mark.parametrize("sittings", [1, 3])
def test_the_history_takes_the_same_questions_with_more_rows(room, ada, sittings, django_assert_num_queries):
    for number in range(sittings):
        send(ada, room[0], f"Words of sitting {number}.", number + 1, f"s{number}")
    with django_assert_num_queries(7):
        ada.get(f"/writing/{room[0].pk}/")


@pytest.mark.parametrize("texts", [1, 30])
def test_a_page_of_thirty_editors_takes_the_same_questions(room, ada, texts, django_assert_num_queries):
    Text.objects.exclude(pk=room[0].pk).delete()
    for _ in range(texts - 1):
        operations.create_text(actor=SYSTEM, scope="tests", body="x")
    Comment.objects.create(place="writing:1", body="Hello", by="user:1")
    with django_assert_num_queries(12):
        assert ada.get("/writing/").content.count(b"<textarea") == texts + 2


def test_whoever_may_not_write_may_read(room, pat):
    text = room[0]
    told = send(pat, text, "Mine now.", 1, **SCRIPT)
    assert (told.status_code, told.json()["state"]) == (403, "denied")
    for form in ({"do": "restore", "number": 1, "seen": 1}, {"do": "settle", "choice": "mine", "seen": 1}):
        assert pat.post(f"/writing/{text.pk}/", form).status_code == 403
    assert "Bring back" not in words(pat.get(f"/writing/{text.pk}/"))
    assert (
        f'name="body-{text.pk}" rows="8" autocomplete="off" data-body readonly' in pat.get("/writing/").content.decode()
    )
    assert Text.objects.get(pk=text.pk).body == "We met."


@pytest.mark.parametrize("wrong", ["x", "-1", "9999999999", "²"])
def test_an_address_that_no_page_sends_has_no_page(room, ada, wrong):
    assert ada.get(f"/writing/{room[0].pk}/?old={wrong}&new=1").status_code == 404
    assert send(ada, room[0], "x", wrong).status_code == 404


def test_a_preview_is_safe(room, ada):
    form = {"do": "preview", f"body-{room[0].pk}": "**a** <script>b</script>"}
    assert ada.post(f"/writing/{room[0].pk}/", form, **SCRIPT).json() == {
        "html": "<p><strong>a</strong> &lt;script&gt;b&lt;/script&gt;</p>\n", "words": 2,
    }  # fmt: skip


def test_a_text_can_hold_what_would_be_markup(room, ada):
    send(ada, room[0], "</textarea><script>alert(1)</script>", 1)
    for address in ("/writing/", f"/writing/{room[0].pk}/?old=0&new=2"):
        assert "<script>alert" not in ada.get(address).content.decode()


def test_who_is_here_is_said_with_names_only_to_those_who_may_see_them(room, ada, bea, pat):
    for one in (ada, bea):
        one.post("/writing/here/")
    assert ada.post("/writing/here/").json() == {
        "others": "Bea Fell is here too.", "numbers": {str(text.pk): 1 for text in room},
    }  # fmt: skip
    assert pat.post("/writing/here/").json()["others"] == "2 other people are here."
    assert ada.post("/writing/here/").json()["others"] == "Bea Fell and Pat Nowhere are here too."
    assert "2 other people are here." in words(pat.get("/writing/"))
    bea.post("/writing/here/", {"gone": "yes"})
    assert Presence.objects.count() == 2
    assert ada.get("/writing/here/").status_code == 405


def talk(client, **form):
    return client.post("/writing/talk/", form)


def test_a_comment_calls_people_and_is_answered_resolved_reopened(room, ada, bea):
    keys = {person.name: person.key for person in writing_room.User.objects.all()}
    body = "Is that so, @Bea Fell? Not @Bea Fellows, mail@Ada Quill"
    assert talk(ada, do="write", body=body).headers["Location"] == "/writing/#talk-writing-1"
    assert writing_room.told_calls == [(body, [keys["Bea Fell"]])]
    [thread] = queries.comments_at("writing:1")
    talk(bea, do="write", thread=thread.pk, body="It <b>is</b>, @ada quill.")
    shown = ada.get("/writing/").content.decode()
    assert "<b>@Bea Fell</b>? Not @Bea Fellows" in shown
    assert "It &lt;b&gt;is&lt;/b&gt;, <b>@Ada Quill</b>." in shown
    talk(ada, do="resolve", thread=thread.pk)
    assert "One resolved comment" in words(ada.get("/writing/"))
    assert talk(ada, do="resolve", thread=thread.pk).status_code == 422
    talk(bea, do="reopen", thread=thread.pk)
    assert queries.unresolved_at(["writing:1"]) == {"writing:1": 1}


def test_a_comment_that_is_refused_is_still_there(room, ada):
    talk(ada, do="write", body="A thread.")
    [thread] = queries.comments_at("writing:1")
    long = "y" * 5_001
    for form in ({"body": long}, {"body": long, "thread": thread.pk}):
        shown = talk(ada, do="write", **form)
        assert shown.status_code == 422
        assert long in shown.content.decode()
        assert "A comment holds at most 5,000 characters. Yours has 5,001." in words(shown)


def test_a_thread_of_another_place_is_not_reached(room, ada):
    other = operations.write_comment(actor=SYSTEM, scope="tests", place="elsewhere", body="Secret")
    for do in ("write", "resolve", "reopen"):
        assert talk(ada, do=do, thread=other.pk, body="x").status_code == 404
    assert Comment.objects.count() == 1


def test_a_comment_sent_by_a_script_says_where_to_go_on_or_why_not(room, ada):
    assert set(ada.get("/writing/talk/", **SCRIPT).json()) == {"person", "token"}
    sent = ada.post("/writing/talk/", {"do": "write", "body": "Hello."}, **SCRIPT)
    assert sent.json() == {"to": "/writing/#talk-writing-1"}
    refused = ada.post("/writing/talk/", {"do": "write", "body": " "}, **SCRIPT)
    assert (refused.status_code, refused.json()) == (422, {"message": "Write what you want to say."})
    assert Comment.objects.count() == 1
