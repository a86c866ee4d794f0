"""The audit is written by operations, read by people and changed by nobody."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.utils.translation import gettext_lazy

from plumbline.foundation.acting import Machine
from plumbline.platform.audit import queries
from plumbline.platform.audit.models import Entry
from plumbline.platform.audit.operations import record
from plumbline.platform.audit.triggers import REFUSAL

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry():
    record(Machine("tests"), "plan.added", "plans.plan:7", scope="institution:1", title=3)
    return Entry.objects.get()


def refused(change):
    """The database itself says no."""
    with pytest.raises(DatabaseError, match=REFUSAL), transaction.atomic():
        change()


def test_an_entry_says_who_did_what_to_what(entry):
    assert (entry.actor, entry.verb, entry.subject, entry.scope, entry.parameters) == (
        "system:tests", "plan.added", "plans.plan:7", "institution:1", {"title": 3},
    )  # fmt: skip


def test_nobody_changes_an_entry(entry):
    entry.verb = "plan.removed"
    refused(entry.save)
    refused(lambda: Entry.objects.update(actor="user:1"))
    refused(lambda: Entry.objects.bulk_update([entry], ["verb"]))
    assert Entry.objects.get().verb == "plan.added"


def test_nobody_removes_an_entry(entry):
    refused(entry.delete)
    refused(lambda: Entry.objects.all().delete())
    refused(lambda: run("DELETE FROM audit_entry"))
    assert Entry.objects.count() == 1


def test_nobody_empties_the_table(entry):
    refused(lambda: run("TRUNCATE audit_entry" if connection.vendor == "postgresql" else "DELETE FROM audit_entry"))
    assert Entry.objects.count() == 1


def test_nobody_puts_another_entry_in_the_place_of_one(entry):
    columns = [field.column for field in Entry._meta.concrete_fields if field.column not in {"id", "actor"}]
    same, values = ", ".join(["id", "actor", *columns]), ", ".join(["id", "'user:1'", *columns])
    replacing = f"INTO audit_entry ({same}) SELECT {values} FROM audit_entry WHERE true"
    over = f"INSERT {replacing} ON CONFLICT (id) DO UPDATE SET actor = 'user:1'"
    refused(lambda: run(f"INSERT OR REPLACE {replacing}" if connection.vendor == "sqlite" else over))
    refused(lambda: run(over))
    assert Entry.objects.get().actor == entry.actor


def run(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)


def test_an_entry_is_gone_with_its_transaction():
    with transaction.atomic():
        record(Machine("tests"), "plan.added", "plans.plan:7")
        transaction.set_rollback(True)
    assert not Entry.objects.exists()


def test_a_scope_sees_its_own_history_newest_first():
    for scope, verb in (("institution:1", "a.b"), ("institution:2", "c.d"), ("institution:1", "e.f")):
        record(Machine("tests"), verb, "x:1", scope=scope)
    assert [entry.verb for entry in queries.for_scope("institution:1")] == ["e.f", "a.b"]


def test_a_known_verb_is_a_sentence_and_an_unknown_one_is_still_readable(entry, monkeypatch):
    monkeypatch.setattr(queries, "_sentences", {})
    assert queries.sentence(entry) == "plan: added"
    queries.register_sentences({"plan.added": gettext_lazy("added plan %(title)s")})
    assert queries.sentence(entry) == "added plan 3"
    queries.register_sentences({"plan.added": lambda parameters: "added plan " + "III"[: parameters["title"]]})
    assert queries.sentence(entry) == "added plan III"
    for old in (gettext_lazy("added %(nothing)s"), lambda parameters: parameters["nothing"]):
        queries.register_sentences({"plan.added": old})
        assert queries.sentence(entry) == "plan: added"


def test_what_one_request_does_carries_one_number():
    response = Client().get("/sign-in/")
    assert len(response["X-Request-ID"]) == 32
