"""Comments: threads, answers, calls, resolved and reopened."""

import pytest
from django.db import IntegrityError, transaction

from plumbline.foundation.acting import Machine
from plumbline.foundation.problems import Refused
from plumbline.platform.audit.models import Entry
from plumbline.platform.texts import operations, queries
from plumbline.platform.texts.models import Comment

pytestmark = pytest.mark.django_db
ADA, BEA = Machine("ada"), Machine("bea")


def say(body="Is this right?", who=ADA, place="answer:1", **more):
    return operations.write_comment(actor=who, scope="tests", place=place, body=body, **more)


def test_a_thread_with_answers_and_calls(django_assert_num_queries):
    thread = say(mentions=["user:2", "user:3", "user:2"])
    answer = say("It is.", BEA, parent=thread, name="Bea")
    say("Good.", parent=answer)
    say("Elsewhere.", place="answer:2")
    with django_assert_num_queries(4):
        [shown] = queries.comments_at("answer:1")
        assert [one.person for one in shown.mentions.all()] == ["user:2", "user:3"]
        assert [(one.body, one.by, one.name) for one in shown.replies.all()] == [
            ("It is.", BEA.key, "Bea"),
            ("Good.", ADA.key, ""),
        ]
        assert [list(one.mentions.all()) for one in shown.replies.all()] == [[], []]


def test_a_thread_is_resolved_and_reopened():
    thread, other = say(), say()
    operations.resolve_comment(actor=BEA, comment=thread)
    assert queries.unresolved_at(["answer:1", "answer:9"]) == {"answer:1": 1}
    thread.refresh_from_db()
    assert (thread.is_resolved, thread.resolved_by) == (True, BEA.key)
    for refused in (
        lambda: operations.resolve_comment(actor=BEA, comment=Comment.objects.get(pk=thread.pk)),
        lambda: say("Late.", parent=thread),
        lambda: operations.reopen_comment(actor=BEA, comment=other),
        lambda: operations.resolve_comment(actor=BEA, comment=say("Yes.", parent=other)),
    ):
        with pytest.raises(Refused):
            refused()
    operations.reopen_comment(actor=ADA, comment=thread)
    say("Late.", parent=thread)
    verbs = Entry.objects.filter(subject=thread.audit_key).order_by("pk").values_list("verb", "actor", "scope")
    assert list(verbs) == [
        ("comment.written", ADA.key, "tests"),
        ("comment.resolved", BEA.key, "tests"),
        ("comment.reopened", ADA.key, "tests"),
    ]


@pytest.mark.parametrize("body", ["", " \n ", "x" * 5_001])
def test_a_comment_says_something_and_is_short(body):
    with pytest.raises(Refused) as refusal:
        say(body)
    assert refusal.value.field == "body"
    assert not Comment.objects.exists()


def test_an_answer_is_not_put_under_a_thread_of_another_place():
    thread = say(place="answer:2")
    with pytest.raises(Comment.DoesNotExist):
        say("Hidden.", parent=thread, place="answer:1")


def test_the_database_refuses_what_cannot_be():
    thread = say()
    answer = say("Yes.", parent=thread)
    for row, wrong in (
        (thread, {"resolved_by": "x"}),
        (thread, {"body": ""}),
        (answer, {"resolved_at": thread.at, "resolved_by": "x"}),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Comment.objects.filter(pk=row.pk).update(**wrong)
