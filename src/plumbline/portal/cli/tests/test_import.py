"""`./plumbline import`: drafts to accept, or accepted at once; refusals in plain sentences and exit codes."""

from __future__ import annotations

import pytest

from plumbline.journey.intake.models import Reading
from plumbline.journey.intake.tests.making import PLAN
from plumbline.journey.plans.models import PlannedAction
from plumbline.platform.jobs.models import Job
from plumbline.portal.cli import import_


@pytest.fixture
def plan(tmp_path):
    path = tmp_path / "plan.md"
    path.write_text(PLAN)
    return path


def run(capsys, *arguments):
    code = import_.main([str(argument) for argument in arguments])
    out, err = capsys.readouterr()
    return code, out, err


def test_a_file_becomes_a_draft_to_check(cast, plan, capsys):
    code, out, _err = run(capsys, plan, "--institution", "ashmere")
    reading = Reading.objects.get()
    assert code == 0
    assert (reading.state, reading.uploaded_by, PlannedAction.objects.count()) == ("to_check", "system:import", 0)
    assert "plan.md: 3 actions in 1 plan" in out
    assert reading.get_absolute_url() in out
    assert not Job.objects.exists()


def test_accepting_makes_the_plan(cast, plan, capsys):
    code, out, _err = run(capsys, plan, "--institution", "ashmere", "--accept")
    assert (code, PlannedAction.objects.count()) == (0, 3)
    assert "Accepted: " in out


def test_a_document_of_another_institution_is_warned_of(cast, plan, capsys):
    _code, out, _err = run(capsys, plan, "--institution", "borrowdale")
    assert "Warning: the document names Ashmere University, not Borrowdale Institute." in out


def test_the_others_are_imported_when_one_cannot_be_read(cast, plan, tmp_path, capsys):
    damaged = tmp_path / "damaged.docx"
    damaged.write_bytes(b"PK\x03\x04 no zip")
    code, _out, err = run(capsys, damaged, plan, "--institution", "ashmere")
    assert code == 1
    assert "damaged.docx: " in err
    assert sorted(Reading.objects.values_list("state", flat=True)) == ["refused", "to_check"]


def test_a_file_that_is_not_there_and_one_that_is_here_already_are_said(cast, plan, tmp_path, capsys):
    run(capsys, plan, "--institution", "ashmere")
    code, _out, err = run(capsys, tmp_path / "none.docx", plan, "--institution", "ashmere")
    assert code == 1
    assert "none.docx: No such file or directory." in err
    assert "plan.md: “plan.md” is here already" in err


@pytest.mark.parametrize("arguments", [["--institution", "nowhere", "x.md"], ["x.md"], []])
def test_asking_wrongly_gives_two(cast, capsys, arguments):
    assert run(capsys, *arguments)[0] == 2
    assert not Reading.objects.exists()
