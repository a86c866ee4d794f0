"""The verbs of documents: what each does, refuses and records; jobs, crashes, retention; who may."""

from __future__ import annotations

import os
import signal
import threading
import time
from datetime import timedelta
from functools import partial

import pytest
import time_machine

from plumbline.foundation.clock import now
from plumbline.foundation.problems import Refused
from plumbline.institutions import operations as institutions
from plumbline.institutions.access import Role
from plumbline.institutions.actor import Actor
from plumbline.journey.assessments.models import Assessment
from plumbline.journey.intake import draft as drafts
from plumbline.journey.intake import edits, operations, parsing, queries, rules, schedule
from plumbline.journey.intake.models import Edit, Reading, Sheet
from plumbline.journey.intake.operations.reading import CRASHED
from plumbline.journey.intake.tests.making import PLAN, SYSTEM, again, as_read, document, first, words_plan
from plumbline.journey.plans import operations as plans
from plumbline.journey.plans.models import Plan, PlannedAction
from plumbline.platform.audit.models import Entry
from plumbline.platform.files.models import StoredFile
from plumbline.platform.jobs.models import Job
from plumbline.platform.jobs.operations import run_waiting

UPLOADERS = {"lead", "working_lead", "group_chair", "hr_analyst"}
ACCEPTERS = {"lead", "working_lead"}


@pytest.fixture
def reading(cast):
    return document(cast.institution, cast.actor(Role.LEAD))


@pytest.fixture
def lead(cast):
    return cast.actor(Role.LEAD)


def correct(actor, reading, change, *keys, seen=None, what="change"):
    return operations.correct(
        actor=actor,
        reading=reading,
        what=what,
        keys=keys,
        seen=reading.revision if seen is None else seen,
        change=change,
    )


def verbs():
    return list(Entry.objects.order_by("pk").values_list("verb", flat=True))


class TestWhoMay:
    def allowed(self, cast, rule, thing):
        return {name for name, actor in cast.actors().items() if rule(actor, thing)}

    def test_upload_and_correct(self, cast, reading):
        assert self.allowed(cast, rules.can_upload, cast.institution) == UPLOADERS
        assert self.allowed(cast, rules.can_correct, reading) == UPLOADERS
        assert self.allowed(cast, rules.can_read_again, reading) == UPLOADERS
        assert self.allowed(cast, rules.can_drop, reading) == UPLOADERS

    def test_accept_undo_and_erase(self, cast, reading, lead):
        assert self.allowed(cast, rules.can_accept, reading) == ACCEPTERS
        assert self.allowed(cast, rules.can_undo_acceptance, reading) == set()
        assert self.allowed(cast, rules.can_erase, reading) == set()
        operations.accept(actor=lead, reading=reading)
        assert self.allowed(cast, rules.can_undo_acceptance, reading) == ACCEPTERS
        assert self.allowed(cast, rules.can_erase, reading) == ACCEPTERS
        assert self.allowed(cast, rules.can_accept, reading) == set()
        assert self.allowed(cast, rules.can_correct, reading) == set()
        assert self.allowed(cast, rules.can_drop, reading) == set()

    def test_use_the_lead_as_contact(self, cast):
        assert self.allowed(cast, rules.can_use_contact, cast.institution) == {"lead", "working_lead", "communications"}

    def test_nobody_corrects_what_is_not_read_yet(self, cast, lead):
        waiting = operations.upload(actor=lead, institution=cast.institution, name="a.md", content=PLAN.encode())
        assert not rules.can_correct(lead, waiting)
        assert not rules.can_read_again(lead, waiting)
        assert not rules.can_try_again(lead, waiting)


class TestUpload:
    def test_a_file_is_stored_with_a_job_and_recorded(self, cast, lead):
        reading = operations.upload(actor=lead, institution=cast.institution, name="a.md", content=PLAN.encode())
        assert (reading.state, reading.name, reading.uploaded_by) == ("waiting", "a.md", lead.key)
        assert Job.objects.get(kind="intake.read", key=reading.key).state == "waiting"
        assert reading.file.path.read_bytes() == PLAN.encode()
        assert verbs()[-1] == "reading.uploaded"

    def test_the_same_bytes_are_not_stored_twice_but_a_neighbour_may_have_them(self, cast, lead, reading):
        with pytest.raises(operations.SameFile) as same:
            operations.upload(actor=lead, institution=cast.institution, name="b.md", content=PLAN.encode())
        assert same.value.reading.pk == reading.pk
        assert "plan.md" in same.value.message
        assert StoredFile.objects.count() == 1
        operations.upload(actor=SYSTEM, institution=cast.neighbour, name="b.md", content=PLAN.encode())

    def test_a_dropped_document_does_not_stand_in_the_way(self, cast, lead, reading):
        operations.drop(actor=lead, reading=reading)
        again = operations.upload(actor=lead, institution=cast.institution, name="b.md", content=PLAN.encode())
        assert again.pk != reading.pk
        assert list(Reading.objects.all().standing()) == [again]

    @pytest.mark.parametrize("content", [b"", b"x" * 2000])
    def test_empty_and_too_large_files_are_refused_and_nothing_is_stored(self, cast, lead, settings, content):
        settings.PLUMBLINE_UPLOAD_LIMIT = 1000
        with pytest.raises(Refused):
            operations.upload(actor=lead, institution=cast.institution, name="a.md", content=content)
        assert (Reading.objects.count(), Job.objects.count(), StoredFile.objects.count()) == (0, 0, 0)


class TestReading:
    def test_finishing_keeps_result_draft_and_sheets(self, reading):
        assert reading.state == "to_check"
        assert reading.result["institution"] == "Ashmere University"
        assert (reading.summary["actions"], reading.summary["plans"], reading.named) == (3, 1, "Ashmere University")
        assert drafts.to_result(queries.working_copy(reading), reading.result) == reading.result
        assert Sheet.objects.filter(reading=reading).count() == len(reading.outline) == 1

    def test_a_refused_file_is_kept_with_its_sentence(self, cast, lead):
        reading = operations.upload(
            actor=lead, institution=cast.institution, name="a.docx", content=b"PK\x03\x04 no zip"
        )
        refused = as_read(reading)
        assert refused.state == "refused"
        assert refused.code
        assert refused.problem
        assert refused.file.path.exists()
        assert (refused.draft, Sheet.objects.count()) == (None, 0)

    def test_a_refused_file_can_be_tried_again(self, cast, lead):
        refused = as_read(
            operations.upload(actor=lead, institution=cast.institution, name="a.docx", content=b"nothing")
        )
        Job.objects.update(state="done")
        operations.try_again(actor=lead, reading=refused)
        assert (refused.state, Job.objects.get().state) == ("waiting", "waiting")

    def test_reading_again_is_a_reading_beside_the_first_and_pressing_twice_is_once(self, lead, reading):
        second = operations.read_again(actor=lead, reading=reading)
        assert operations.read_again(actor=lead, reading=reading).pk == second.pk
        assert (second.again_of_id, second.file.sha256) == (reading.pk, reading.file.sha256)
        assert again(reading).state == "to_check"
        found = queries.against_earlier(as_read(second))
        assert found.comparison.differences == ()

    def test_a_second_reading_differs_where_the_first_was_corrected(self, lead, reading):
        correct(lead, reading, partial(edits.change, key=first(reading, "action"), values={"owner": "Dean"}))
        second = as_read(operations.read_again(actor=lead, reading=reading))
        (one,) = queries.against_earlier(second).comparison.differences
        assert one.fields == (("owner", "Dean", "Technical lead"),)

    def test_the_first_reading_has_nothing_to_be_compared_with(self, reading):
        assert queries.against_earlier(reading) is None

    def test_another_institutions_document_is_noticed(self, cast, lead):
        theirs = PLAN.replace("Ashmere University", "Coldwater University").encode()
        assert queries.names_another(document(cast.institution, lead, content=theirs))

    def test_its_other_names_are_its_own(self, cast, lead):
        theirs = PLAN.replace("Ashmere University", "Coldwater University").encode()
        system = Actor.system("tests")
        institutions.edit_institution(actor=system, institution=cast.institution, other_names=["Coldwater University"])
        assert not queries.names_another(document(cast.institution, lead, content=theirs))


class TestJob:
    def test_the_job_reads_in_a_process_of_its_own(self, cast, lead):
        reading = operations.upload(actor=lead, institution=cast.institution, name="a.md", content=PLAN.encode())
        assert run_waiting() == 1
        assert again(reading).state == "to_check"
        assert Job.objects.get().state == "done"

    def test_a_worker_that_was_killed_is_followed_by_another(self, cast, lead):
        reading = operations.upload(actor=lead, institution=cast.institution, name="a.md", content=PLAN.encode())
        operations.begin(reading=reading)  # and then its worker died
        assert again(reading).state == "reading"
        run_waiting()
        assert again(reading).state == "to_check"

    def test_a_document_that_was_dropped_meanwhile_is_not_read(self, cast, lead):
        reading = operations.upload(actor=lead, institution=cast.institution, name="a.md", content=PLAN.encode())
        operations.drop(actor=lead, reading=reading)
        run_waiting()
        assert again(reading).state == "dropped"
        assert Job.objects.get().state == "done"

    def test_a_reader_that_dies_is_tried_again_and_then_refused(self, cast, lead, monkeypatch):
        reading = operations.upload(actor=lead, institution=cast.institution, name="a.md", content=PLAN.encode())
        monkeypatch.setattr(parsing.sys, "executable", "/bin/false")
        run_waiting()
        assert (again(reading).state, Job.objects.get().state) == ("reading", "failed")
        Job.objects.update(run_after=None)
        run_waiting()
        found = again(reading)
        assert (found.state, found.code, found.problem) == ("refused", "crashed", CRASHED["crashed"])
        assert found.file.path.exists()

    def test_a_reading_whose_job_gave_up_is_refused(self, cast, lead):
        reading = operations.upload(actor=lead, institution=cast.institution, name="a.md", content=PLAN.encode())
        Job.objects.update(state="dead")
        schedule.refuse_abandoned()
        assert again(reading).code == "crashed"

    def test_a_reading_without_a_job_is_given_up_after_an_hour(self, cast, lead):
        reading = operations.upload(
            actor=lead, institution=cast.institution, name="a.md", content=PLAN.encode(), queue=False
        )
        schedule.refuse_abandoned()
        assert again(reading).state == "waiting"
        with time_machine.travel(now() + timedelta(hours=2)):
            schedule.refuse_abandoned()
        assert again(reading).state == "refused"


class TestApart:
    def test_progress_is_told_and_its_refusal_stops_the_reading(self, tmp_path):
        path = tmp_path / "a.md"
        path.write_text(PLAN)
        told = []
        parsing.read_apart(path, "a.md", progress=lambda done, total: told.append((done, total)))
        assert told[-1][0] == told[-1][1]

        def stop(_done, _total):
            raise Refused("no longer mine")

        with pytest.raises(Refused):
            parsing.read_apart(path, "a.md", progress=stop)

    def test_a_slow_reading_is_stopped(self, tmp_path):
        path = tmp_path / "a.md"
        path.write_text(PLAN)
        with pytest.raises(parsing.Crashed, match="too_slow"):
            parsing.read_apart(path, "a.md", progress=lambda _done, _total: None, seconds=0)

    def test_a_killed_child_is_a_crash(self, tmp_path, monkeypatch):
        path = tmp_path / "a.txt"
        path.write_text("word " * 400_000)
        started = []
        real = parsing.subprocess.Popen

        def watched(*args, **kwargs):
            started.append(real(*args, **kwargs))
            return started[-1]

        monkeypatch.setattr(parsing.subprocess, "Popen", watched)

        def kill():
            while not started:
                time.sleep(0.01)
            os.kill(started[0].pid, signal.SIGKILL)

        threading.Thread(target=kill).start()
        with pytest.raises(parsing.Crashed, match="crashed"):
            parsing.read_apart(path, "a.txt", progress=lambda _done, _total: None)

    def test_what_no_database_keeps_is_taken_out(self):
        read = parsing._loaded('{"result": {"text": "a\\u0000b\\ud800c \\ud83d\\ude00"}, "sheets": [], "pages": null}')
        assert read.result == {"text": "abc 😀"}


class TestCorrecting:
    def test_a_correction_is_recorded_with_what_it_changed(self, lead, reading):
        key = first(reading, "action")
        correct(lead, reading, partial(edits.change, key=key, values={"owner": "Dean"}), key)
        edit = Edit.objects.get()
        assert (edit.revision, edit.what, edit.thing, edit.by) == (1, "change", key, lead.key)
        assert edit.patch["things"][key][0]["data"]["owner"] == "Technical lead"
        assert edit.patch["things"][key][1]["data"]["owner"] == "Dean"
        assert again(reading).revision == 1
        assert verbs()[-1] == "reading.change"

    def test_what_was_read_never_changes(self, lead, reading):
        before = reading.result
        correct(lead, reading, partial(edits.drop, key=first(reading, "action")))
        assert again(reading).result == before

    def test_a_correction_that_changes_nothing_is_none(self, lead, reading):
        correct(lead, reading, lambda draft: draft)
        assert (Edit.objects.count(), again(reading).revision) == (0, 0)

    def test_counts_follow(self, lead, reading):
        correct(lead, reading, partial(edits.drop, key=first(reading, "action")))
        assert (reading.summary["actions"], again(reading).summary["actions"]) == (2, 2)

    def test_two_people_may_work_on_different_things(self, lead, reading):
        a, b = [key for key, thing in reading.draft["things"].items() if thing["kind"] == "action"][:2]
        correct(lead, reading, partial(edits.change, key=a, values={"owner": "A"}), a, seen=0)
        correct(lead, reading, partial(edits.change, key=b, values={"owner": "B"}), b, seen=0)
        draft = queries.working_copy(again(reading))
        assert (draft.things[a].data["owner"], draft.things[b].data["owner"]) == ("A", "B")

    def test_a_stale_change_of_the_same_thing_is_refused_with_how_it_is_now(self, lead, reading):
        key = first(reading, "action")
        correct(lead, reading, partial(edits.change, key=key, values={"owner": "A"}), key, seen=0)
        with pytest.raises(operations.Stale) as stale:
            correct(lead, reading, partial(edits.change, key=key, values={"owner": "B"}), key, seen=0)
        assert stale.value.current.data["owner"] == "A"

    def test_a_thing_that_is_gone_is_stale_too(self, lead, reading):
        key = first(reading, "action")
        correct(lead, reading, partial(edits.drop, key=key), key)
        with pytest.raises(operations.Stale) as stale:
            correct(lead, reading, partial(edits.change, key=key, values={"owner": "B"}), key)
        assert stale.value.current is None
        with pytest.raises(operations.Stale):
            correct(lead, reading, partial(edits.change, key=key, values={"owner": "B"}))

    def test_what_makes_no_sense_is_refused_in_a_sentence(self, lead, reading):
        key = first(reading, "action")
        with pytest.raises(Refused, match="Choose another thing"):
            correct(lead, reading, partial(edits.merge, key=key, other=key), key)

    def test_undo_goes_back_step_by_step_to_what_was_read(self, lead, reading):
        key = first(reading, "action")
        correct(lead, reading, partial(edits.split, key=key, at=len("Put every technician on the staff map.")), key)
        correct(lead, reading, partial(edits.drop, key=key), key, what="drop")
        assert operations.undo_last(actor=lead, reading=reading, seen=reading.revision).what == "drop"
        operations.undo_last(actor=lead, reading=reading, seen=reading.revision)
        assert drafts.to_result(queries.working_copy(again(reading)), reading.result) == reading.result
        with pytest.raises(Refused, match="no correction"):
            operations.undo_last(actor=lead, reading=reading, seen=reading.revision)
        assert [edit.what for edit in Edit.objects.order_by("revision")] == ["change", "drop", "undo", "undo"]

    def test_undo_does_not_take_back_what_the_person_has_not_seen(self, lead, reading):
        key = first(reading, "action")
        correct(lead, reading, partial(edits.drop, key=key), key)
        with pytest.raises(Refused, match="Look at the page again"):
            operations.undo_last(actor=lead, reading=reading, seen=0)

    def test_nothing_is_corrected_after_acceptance(self, lead, reading):
        stale = again(reading)
        operations.accept(actor=lead, reading=reading)
        with pytest.raises(Refused, match="accepted or dropped meanwhile"):
            correct(lead, stale, partial(edits.drop, key=first(stale, "action")))


class TestAccepting:
    def test_it_becomes_a_plan_and_a_self_assessment(self, cast, lead, reading):
        operations.accept(actor=lead, reading=reading)
        plan = Plan.objects.get(institution=cast.institution)
        action = plan.actions.earliest("order")
        assert (plan.origin, plan.actions.count()) == (f"reading:{reading.key}", 3)
        assert (action.text, action.owner, action.themes) == (
            "Put every technician on the staff map. Keep it up to date.", "Technical lead", ["visibility"]
        )  # fmt: skip
        assert action.passage["address"].startswith(f"{reading.address('document')}?sheet=1#b")
        assert Assessment.objects.get().answers.count() == reading.summary["answers"]
        found = again(reading)
        assert (found.state, found.accepted_by) == ("accepted", lead.key)
        assert found.keep_until > now() + timedelta(days=700)

    def test_signatures_and_stage_facts_stay_with_the_reading(self, lead, reading):
        values = {"role": "leader", "name": "Dr Head", "signed": True}
        correct(lead, reading, partial(edits.add, kind="signature", values=values))
        key = first(reading, "document")
        correct(lead, reading, partial(edits.change, key=key, values={"stage": 3}), key)
        operations.accept(actor=lead, reading=reading)
        operations.erase(actor=lead, reading=reading)
        facts = again(reading).facts
        assert (facts["stage"], facts["signatures"][-1]) == (3, values)

    def test_what_is_corrected_is_what_is_accepted(self, lead, reading):
        key = first(reading, "action")
        correct(lead, reading, partial(edits.drop, key=key), key)
        operations.accept(actor=lead, reading=reading, seen=1)
        assert PlannedAction.objects.count() == 2

    def test_accepting_twice_is_accepting_once(self, lead, reading):
        stale = again(reading)
        operations.accept(actor=lead, reading=reading)
        operations.accept(actor=lead, reading=stale)
        assert (Plan.objects.count(), Assessment.objects.count(), verbs().count("reading.accepted")) == (1, 1, 1)
        assert stale.is_accepted

    def test_a_correction_since_the_page_was_opened_stops_the_acceptance(self, lead, reading):
        key = first(reading, "action")
        correct(lead, reading, partial(edits.drop, key=key), key)
        with pytest.raises(Refused, match="corrected this document since"):
            operations.accept(actor=lead, reading=reading, seen=0)
        assert Plan.objects.count() == 0

    def test_a_document_that_holds_nothing_is_not_accepted(self, cast, lead):
        empty = document(cast.institution, lead, content=b"Minutes of a meeting about lunch.\n")
        draft = queries.working_copy(empty)
        for thing in [*draft.listed("answers"), *draft.listed("achievements"), *draft.listed("figures")]:
            correct(lead, empty, partial(edits.drop, key=thing.id))
        with pytest.raises(Refused, match="nothing to accept"):
            operations.accept(actor=lead, reading=empty)
        assert again(empty).state == "to_check"

    def test_undoing_takes_back_exactly_what_came_of_it(self, cast, lead, reading):
        other = document(cast.institution, lead, name="other.md", content=words_plan(4))
        for one in (reading, other):
            operations.accept(actor=lead, reading=one)
        operations.undo_acceptance(actor=lead, reading=reading)
        assert [plan.origin for plan in Plan.objects.all()] == [other.origin]
        assert (again(reading).state, again(reading).accepted_at, again(reading).facts) == ("to_check", None, {})
        operations.accept(actor=lead, reading=reading)
        assert Plan.objects.count() == 2

    def test_what_people_changed_since_is_not_destroyed(self, lead, reading):
        operations.accept(actor=lead, reading=reading)
        action = PlannedAction.objects.earliest("order")
        plans.change_status(actor=lead, action=action, status="in_progress", note="Begun.")
        with pytest.raises(Refused, match="somebody worked on"):
            operations.undo_acceptance(actor=lead, reading=reading)
        assert again(reading).is_accepted
        operations.undo_acceptance(actor=lead, reading=reading, keep_changed=True)
        assert list(PlannedAction.objects.values_list("pk", flat=True)) == [action.pk]

    def test_a_second_reading_replaces_the_first_only_when_asked(self, lead, reading):
        operations.accept(actor=lead, reading=reading)
        second = as_read(operations.read_again(actor=lead, reading=reading))
        with pytest.raises(Refused, match="Choose to replace it"):
            operations.accept(actor=lead, reading=second)
        operations.accept(actor=lead, reading=second, replace=True)
        assert [plan.origin for plan in Plan.objects.all()] == [second.origin]
        assert again(reading).state == "to_check"

    def test_a_half_made_acceptance_leaves_nothing(self, cast, lead, reading, monkeypatch):
        def fail(**_arguments):
            raise Refused("the plan room is closed")

        monkeypatch.setattr(plans, "take_in", fail)
        with pytest.raises(Refused):
            operations.accept(actor=lead, reading=reading)
        assert (Assessment.objects.count(), again(reading).state) == (0, "to_check")


class TestKeeping:
    def test_dropping_forgets_the_words_and_the_file(self, lead, reading):
        correct(lead, reading, partial(edits.drop, key=first(reading, "action")), first(reading, "action"))
        operations.drop(actor=lead, reading=reading)
        found = again(reading)
        assert (found.state, found.result, found.draft, found.named) == ("dropped", None, None, "")
        assert found.file.erased_at is not None
        assert Sheet.objects.count() == 0
        assert list(Edit.objects.values_list("patch", "gist")) == [(None, "")]

    def test_erasing_an_accepted_document_leaves_what_it_became(self, lead, reading):
        operations.accept(actor=lead, reading=reading)
        operations.erase(actor=lead, reading=reading)
        assert (again(reading).state, again(reading).draft, Plan.objects.count()) == ("accepted", None, 1)
        with pytest.raises(Refused, match="deleted already"):
            operations.erase(actor=lead, reading=reading)

    def test_undoing_after_erasure_leaves_no_document_to_check(self, lead, reading):
        operations.accept(actor=lead, reading=reading)
        operations.erase(actor=lead, reading=reading)
        operations.undo_acceptance(actor=lead, reading=reading)
        assert (again(reading).state, Plan.objects.count()) == ("dropped", 0)

    def test_only_an_accepted_document_is_erased_by_itself(self, lead, reading):
        with pytest.raises(Refused, match="Drop this document"):
            operations.erase(actor=lead, reading=reading)

    def test_documents_go_when_their_time_is_over(self, cast, lead, reading):
        kept = document(cast.institution, lead, name="other.md", content=words_plan(2))
        operations.accept(actor=lead, reading=kept)
        with time_machine.travel(now() + timedelta(days=200)):
            operations.erase_past_keeping()
        assert (again(reading).state, again(kept).state, again(kept).erased_at) == ("dropped", "accepted", None)
        with time_machine.travel(now() + timedelta(days=800)):
            operations.erase_past_keeping()
        found = again(kept)
        assert (found.state, found.draft, found.file.erased_at is not None) == ("accepted", None, True)
        assert Plan.objects.count() == 1
