"""`plumbline read` from a shell: no database, plain sentences for what cannot be read."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from plumbline.portal.cli.read import main

TEXT = (
    "Organisation: Norhaven University\n\nName of lead: Efa Example\n\n"
    "How many technicians do you have?\n\nWe employ 40 technicians.\n\nTechnician voice\n\nA vote.\n\n"
    "Action plan 2020-2022\n\nVisibility\n\n• Publish a directory (complete)\n• Hold a showcase\n\n"
    "Recognition\n\n• Pay fees\n"
)


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / "norhaven.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_one_file_gives_one_object(paper: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(paper), "--json"]) == 0
    shape = json.loads(capsys.readouterr().out)
    assert (shape["schema"], shape["name"]) == ("plumbline/reading/1", "norhaven.txt")
    assert shape["institution"] == "Norhaven University"


def test_several_files_give_a_list_and_one_that_fails_is_named(
    paper: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    empty = tmp_path / "empty.docx"
    empty.write_bytes(b"")
    assert main([str(paper), str(tmp_path / "nowhere.pdf"), str(empty), "--json"]) == 1
    said = capsys.readouterr()
    assert [shape["name"] for shape in json.loads(said.out)] == ["norhaven.txt"]
    assert said.err.splitlines() == [
        f"{tmp_path / 'nowhere.pdf'}: There is no such file.",
        "empty.docx: This file is empty. Check that you chose the right one.",
    ]


def test_what_was_understood_is_readable(paper: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(paper)]) == 0
    out = capsys.readouterr().out
    assert "Institution  Norhaven University" in out
    assert "Lead         Efa Example" in out
    assert "Figure       technicians: 40" in out
    assert "Publish a directory" in out
    assert "Not placed: 0 passages" in out


def test_it_needs_no_django_and_bears_a_reader_that_stops(paper: Path) -> None:
    code = (
        "import sys; from plumbline.portal.cli.read import main; code = main(sys.argv[1:]); "
        "sys.exit(3 if 'django' in sys.modules else code)"
    )
    environment = {key: value for key, value in os.environ.items() if not key.startswith("DJANGO")}
    done = subprocess.run(
        [sys.executable, "-c", code, str(paper)],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stderr) == (0, "")
