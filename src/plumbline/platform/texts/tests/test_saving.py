"""Nothing is ever lost: every sentence that anybody sent is in some version, whatever came in between."""

from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from plumbline.foundation.acting import Machine
from plumbline.foundation.problems import Overtaken, Refused
from plumbline.platform.audit.models import Entry
from plumbline.platform.texts import operations, queries
from plumbline.platform.texts.models import Text, Version
from plumbline.platform.texts.rules import LONGEST_TEXT
from tests.cast import at_once

ADA, BEA = Machine("ada"), Machine("bea")


@pytest.fixture
def text(db):
    return operations.create_text(actor=ADA, scope="tests", body="We met.")


def save(text, who, body, base, sitting="s", **more):
    return operations.save_text(actor=who, text=text, body=body, base=base, sitting=sitting, **more)


def kept(text):
    """Every version, oldest first: number, body, whether it stood beside the text."""
    return [(one.number, one.body, one.is_beside) for one in text.versions.order_by("number")]


def test_a_text_begins_with_what_it_was_given(text):
    assert (text.body, text.number, text.words, text.changed_by) == ("We met.", 1, 2, ADA.key)
    empty = operations.create_text(actor=ADA, scope="tests")
    assert (empty.body, empty.number, empty.changed_at, empty.versions.count()) == ("", 0, None, 0)


def test_saving_makes_the_next_version(text):
    saved = save(text, ADA, "We met.\r\nTwice.\x00\ud800", 1)
    assert (saved.state, saved.number, saved.words, saved.is_first) == ("saved", 2, 3, True)
    assert (text.body, text.number) == ("We met.\nTwice.", 2)
    assert Text.objects.get().body == text.body
    assert save(text, ADA, "We met.\nTwice.", 2).state == "same"
    assert kept(text) == [(1, "We met.", False), (2, "We met.\nTwice.", False)]


def test_what_one_person_adds_in_one_sitting_is_one_version(text):
    for base, body in enumerate(["We met. T", "We met. Tea", "We met. Tea was had."], start=1):
        assert save(text, ADA, body, base).number == base + 1
    assert kept(text) == [(1, "We met.", False), (4, "We met. Tea was had.", False)]
    assert save(text, ADA, "We met. Green tea was had.", 4).number == 5
    assert save(text, ADA, "We met. Green tea was had. Twice.", 5, sitting="another").number == 6
    assert [number for number, *_rest in kept(text)] == [1, 4, 5, 6]


def test_a_late_save_is_kept_apart_until_it_is_settled(text):
    assert save(text, ADA, "We met. Ada was there.", 1, "a").state == "saved"
    late = save(text, BEA, "We met. Bea was there.", 1, "b")
    assert (late.state, late.number, late.text.body) == ("apart", 3, "We met. Ada was there.")
    later = save(text, BEA, "We met. Bea was there. So was Cy.", late.number, "b")
    assert (later.state, text.body) == ("apart", "We met. Ada was there.")
    [aside] = queries.open_asides(text, BEA.key)
    assert aside.version.body == "We met. Bea was there. So was Cy."
    proposed = queries.combination(aside)
    assert proposed.body == "We met. Ada was there. Bea was there. So was Cy."
    settled = operations.settle_aside(actor=BEA, text=text, body=proposed.body, seen=text.number)
    assert (settled.state, settled.number, text.body) == ("saved", 5, proposed.body)
    assert queries.open_asides(text, BEA.key) == []
    assert text.versions.get(number=5).how == "combined"
    assert operations.settle_aside(actor=BEA, text=text, body="x", seen=5).state == "same"


def test_one_keeps_mine_or_theirs(text):
    save(text, ADA, "Theirs.", 1, "a")
    save(text, BEA, "Mine.", 1, "b")
    operations.settle_aside(actor=BEA, text=text, body="Theirs.", seen=2)
    assert (text.body, text.number, queries.open_asides(text, BEA.key)) == ("Theirs.", 2, [])
    save(text, BEA, "Mine again.", 1, "b")
    operations.settle_aside(actor=BEA, text=text, body="Mine again.", seen=2)
    assert (text.body, text.versions.get(number=text.number).how) == ("Mine again.", "chosen")
    assert "Mine." in [body for _number, body, _beside in kept(text)]


def test_settling_what_somebody_changed_meanwhile_is_kept_and_asked_again(text):
    save(text, ADA, "Ada one.", 1, "a")
    save(text, BEA, "Bea one.", 1, "b")
    save(text, ADA, "Ada two.", 2, "a")
    again = operations.settle_aside(actor=BEA, text=text, body="Ada one. Bea one.", seen=2)
    assert (again.state, text.body) == ("apart", "Ada two.")
    assert queries.open_asides(text, BEA.key)[0].version.body == "Ada one. Bea one."


def test_a_page_that_is_still_open_never_undoes_what_was_settled(text):
    save(text, ADA, "Ada.", 1, "a")
    late = save(text, BEA, "Bea.", 1, "b")
    operations.settle_aside(actor=BEA, text=text, body="Ada. Bea.", seen=2)
    assert save(text, BEA, "Bea. More.", late.number, "b").state == "apart"
    assert text.body == "Ada. Bea."


def test_an_answer_that_was_lost_on_the_way_is_no_quarrel_with_oneself(text):
    save(text, ADA, "We met. One.", 1, "a", turn=1)
    assert save(text, ADA, "We met. One. Two.", 1, "a", turn=2).state == "saved"
    assert (text.body, text.asides.count()) == ("We met. One. Two.", 0)


def test_a_save_that_arrives_after_a_later_one_is_kept_and_does_not_stand(text):
    save(text, ADA, "We met. Second.", 1, "a", turn=2)
    late = save(text, ADA, "We met. First, deleted.", 1, "a", turn=1)
    assert (late.state, late.number, text.body) == ("saved", 2, "We met. Second.")
    assert kept(text)[-1] == (3, "We met. First, deleted.", True)
    save(text, BEA, "Bea was here.", 2, "b")
    late = save(text, ADA, "We met. Zero.", 1, "a", turn=1)
    assert late.number == 2  # so the next save of this page knows nothing of what Bea wrote
    assert save(text, ADA, "We met. Third.", late.number, "a", turn=3).state == "apart"


def test_two_pages_of_one_person_keep_both(text):
    save(text, ADA, "From the first page.", 1, "one")
    assert save(text, ADA, "From the second page.", 1, "two").state == "apart"
    assert save(text, ADA, "From a third page.", 1, "three").state == "apart"
    assert len(queries.open_asides(text, ADA.key)) == 2
    assert {pk: aside.sitting for pk, aside in queries.open_asides_in([text], ADA.key).items()} == {text.pk: "two"}


def test_the_audit_says_once_who_wrote_in_a_sitting(text):
    for base in (1, 2, 3):
        save(text, ADA, f"Nothing of {base}", base, "a")
    save(text, BEA, "Late.", 1, "b", verb="answer.written")
    save(text, BEA, "Late again.", 5, "b", verb="answer.written")
    save(text, ADA, "Another day.", 4, "c")
    entries = Entry.objects.filter(subject=text.audit_key, scope="tests").order_by("pk")
    assert list(entries.values_list("actor", "verb")) == [
        (ADA.key, "text.written"),
        (BEA.key, "answer.written"),
        (ADA.key, "text.written"),
    ]


def test_a_version_is_brought_back_as_a_new_one(text):
    save(text, ADA, "Other words.", 1)
    operations.restore_version(actor=BEA, text=text, number=1, seen=2)
    assert (text.body, text.number, text.versions.get(number=3).how) == ("We met.", 3, "restored")
    with pytest.raises(Overtaken) as refusal:
        operations.restore_version(actor=BEA, text=text, number=2, seen=2)
    assert refusal.value.seen == "3"
    with pytest.raises(Refused):
        operations.restore_version(actor=BEA, text=text, number=3, seen=3)


def test_too_long_is_refused_and_thirty_thousand_words_are_taken(text):
    long = "word and ŵord " * 10_000
    assert save(text, ADA, long, 1).words == 30_000
    for call in (
        lambda: save(text, ADA, "x" * (LONGEST_TEXT + 1), 2),
        lambda: operations.create_text(actor=ADA, scope="", body="x" * (LONGEST_TEXT + 1)),
        lambda: operations.settle_aside(actor=ADA, text=text, body="x" * (LONGEST_TEXT + 1), seen=2),
    ):
        with pytest.raises(Refused) as refusal:
            call()
        assert refusal.value.field == "body"


def test_history_is_not_changed_and_the_database_refuses_what_cannot_be(text):
    with pytest.raises(TypeError):
        text.versions.get().save()
    for wrong in ({"number": 9}, {"number": 2, "issued": 1}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Text.objects.update(**wrong)
    with pytest.raises(IntegrityError), transaction.atomic():
        Version.objects.create(text=text, number=1, base=0, by="x")
    with pytest.raises(IntegrityError), transaction.atomic():
        Version.objects.create(text=text, number=2, base=2, by="x")


def test_the_history_stands_together_by_sitting(text):
    save(text, ADA, "One.", 1, "a")
    save(text, ADA, "Two.", 2, "a")
    save(text, BEA, "Three.", 1, "b")
    save(text, ADA, "Four.", 3, "c")
    assert [(one.by, [v.number for v in one.versions], one.is_beside) for one in queries.sittings_of(text)] == [
        (ADA.key, [5], False),
        (BEA.key, [4], True),
        (ADA.key, [3, 2], False),
        (ADA.key, [1], False),
    ]
    assert queries.version_at(text, 2).body == "One."
    assert queries.version_at(text, 0) is None
    assert (queries.body_at(text, 4), queries.body_at(text, 0)) == ("Two.", "")


@pytest.mark.django_db(transaction=True)
def test_of_two_saves_at_once_one_stands_and_one_is_kept_apart():
    text = operations.create_text(actor=ADA, scope="tests", body="We met.")

    def act(who, body):
        return lambda: save(Text.objects.get(pk=text.pk), who, body, 1, who.name)

    results = at_once(act(ADA, "Ada's words."), act(BEA, "Bea's words."))
    assert sorted(result.state for result in results) == ["apart", "saved"]
    text.refresh_from_db()
    assert sorted(body for _number, body, _beside in kept(text)) == ["Ada's words.", "Bea's words.", "We met."]
    assert [number for number, *_rest in kept(text)] == [1, 2, 3]


@pytest.mark.django_db(transaction=True)
def test_of_two_first_saves_at_once_nothing_is_lost():
    text = operations.create_text(actor=ADA, scope="tests")
    acts = [
        lambda n=n: save(Text.objects.get(pk=text.pk), Machine(f"p{n}"), f"Words {n}.", 0, f"{n}") for n in range(4)
    ]
    assert sorted(result.state for result in at_once(*acts)) == ["apart", "apart", "apart", "saved"]
    assert sorted(body for _number, body, _beside in kept(text)) == [f"Words {n}." for n in range(4)]


WRITERS = ("ada", "bea", "cy")
STEP = st.tuples(
    st.sampled_from(WRITERS),
    st.sampled_from(["type", "type", "type", "middle", "delete", "save", "save", "lose", "late", "reload", "settle"]),
    st.integers(0, 9),
)


class Writer:
    """Somebody at a page: what they typed, on what it builds, what is under way."""

    def __init__(self, name):
        self.who, self.text, self.page = Machine(name), None, 0
        self.late = None

    def open(self, text):
        text.refresh_from_db()
        self.body, self.base, self.turn = text.body, text.number, 0
        self.page += 1

    @property
    def sitting(self):
        return f"{self.who.name}{self.page}"


class TestInterleaving(TestCase):
    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
    @example([("ada", "type", 0), ("ada", "save", 0), ("ada", "middle", 1), ("ada", "save", 0)])
    @given(st.lists(STEP, min_size=5, max_size=60))
    def test_every_sentence_ever_sent_is_in_some_version(self, steps):
        text = operations.create_text(actor=ADA, scope="tests")
        writers = {name: Writer(name) for name in WRITERS}
        sent: set[str] = set()
        for writer in writers.values():
            writer.open(text)
        for count, (name, act, place) in enumerate(steps):
            writer = writers[name]
            fresh = f"{name.title()} wrote sentence {count}."
            if act == "type":
                writer.body = f"{writer.body} {fresh}".strip()
            elif act == "middle":
                parts = writer.body.split(" ")
                parts.insert(place % (len(parts) + 1), fresh)
                writer.body = " ".join(parts)
            elif act == "delete":
                parts = writer.body.split(". ")
                writer.body = ". ".join(parts[: place % len(parts)] + parts[place % len(parts) + 1 :])
            elif act == "reload":
                writer.open(text)
            elif act == "settle":
                for aside in queries.open_asides(text, writer.who.key):
                    text.refresh_from_db()
                    proposed = queries.combination(aside).body
                    sent |= whole(proposed)
                    operations.settle_aside(actor=writer.who, text=text, body=proposed, seen=text.number, aside=aside)
            else:
                writer.turn += 1
                arguments = (writer.body, writer.base, writer.sitting, writer.turn)
                if act == "late" and writer.late is None:
                    writer.late = arguments
                    continue
                sent |= whole(writer.body)
                saved = self.send(text, writer, *arguments)
                if act != "lose":  # the answer never came back: the page goes on from what it knew
                    writer.base = saved.number
        for writer in writers.values():
            if writer.late:
                sent |= whole(writer.late[0])
                self.send(text, writer, *writer.late)
        text.refresh_from_db()
        bodies = list(text.versions.values_list("body", flat=True))
        assert [one for one in sent if not any(one in body for body in bodies)] == []
        standing = text.versions.filter(number=text.number).first()
        assert text.body == (standing.body if standing else "")

    def send(self, text, writer, body, base, sitting, turn):
        return operations.save_text(actor=writer.who, text=text, body=body, base=base, sitting=sitting, turn=turn)


def whole(body):
    """The full sentences of a text."""
    return {f"{part.strip(' .')}." for part in body.split(". ") if part.strip(" .")} if body.endswith(".") else set()


def test_presence_is_short(db):
    with time_machine.travel("2026-11-25 10:00Z", tick=False) as clock:
        operations.be_here(actor=ADA, place="answer:1", name="Ada")
        operations.be_here(actor=BEA, place="answer:1", name="Bea")
        operations.be_here(actor=BEA, place="answer:2", name="Bea")
        assert [one.name for one in queries.who_is_here("answer:1")] == ["Ada", "Bea"]
        operations.leave(actor=BEA, place="answer:1")
        assert [one.name for one in queries.who_is_here("answer:1")] == ["Ada"]
        clock.shift(timedelta(seconds=49))
        operations.be_here(actor=BEA, place="answer:1", name="Bea")
        clock.shift(timedelta(seconds=2))
        assert [one.name for one in queries.who_is_here("answer:1")] == ["Bea"]
        clock.shift(timedelta(hours=2))
        operations.forget_absent()
        assert queries.who_is_here("answer:1") == []
