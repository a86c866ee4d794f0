"""The style sheet as built: everything it names is there, nothing of GOV.UK's own identity is."""

import re
import shutil

import pytest

from plumbline.foundation.ui.build import HERE, ROOT, CannotBuild, build, fetch_packages, find_node, fingerprint, main

BUILT = ROOT / "build/static/ui"


@pytest.fixture(scope="module")
def style():
    build()
    return (BUILT / "plumbline.css").read_text(encoding="utf-8")


def test_every_file_that_the_style_sheet_names_exists(style):
    named = re.findall(r'url\("?([^")]+)"?\)', style)
    assert len(named) == 4
    assert [name for name in named if not (BUILT / name).is_file()] == []


def test_nothing_of_another_identity_is_shipped(style):
    assert re.findall(r"GDS Transport|crest|crown|data:|url\([\"']?https?:", style) == []
    assert {path.suffix for path in BUILT.rglob("*") if path.is_file()} == {"", ".css", ".js", ".woff2", ".txt"}


def test_no_script_points_to_a_map_that_is_not_there(style):
    assert "sourceMappingURL" not in (BUILT / "patterns.js").read_text(encoding="utf-8")


def test_the_second_build_does_nothing(style):
    assert build() is False


def test_a_changed_colour_is_a_new_style_sheet(tmp_path, monkeypatch):
    here, before = tmp_path / "ui", fingerprint(ROOT)
    shutil.copytree(HERE / "sass", here / "sass")
    shutil.copy(HERE / "build.py", here)
    monkeypatch.setattr("plumbline.foundation.ui.build.HERE", here)
    assert fingerprint(ROOT) == before
    tokens = here / "sass/_tokens.scss"
    tokens.write_text(tokens.read_text().replace("#fbfaf7", "#ffffff"))
    assert fingerprint(ROOT) != before


def test_without_npm_it_says_what_is_missing(tmp_path, monkeypatch):
    (tmp_path / "package-lock.json").write_text("{}")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(CannotBuild, match="npm is needed"):
        fetch_packages(tmp_path, tmp_path / "node")


def test_the_lock_names_no_host():
    assert "://" not in (ROOT / "package-lock.json").read_text()


def test_a_build_makes_everything_that_pages_name(tmp_path, style):
    shutil.copy(ROOT / "package-lock.json", tmp_path)
    (tmp_path / "node_modules").symlink_to(ROOT / "node_modules")
    assert build(tmp_path) is True
    made = {str(path.relative_to(tmp_path / "build/static/ui")) for path in (tmp_path / "build").rglob("*.*")}
    assert made == {str(path.relative_to(BUILT)) for path in BUILT.rglob("*.*")}
    assert (tmp_path / "build/static/ui/plumbline.css").read_text() == style
    assert build(tmp_path) is False


def a_node(folder, says):
    folder.mkdir(exist_ok=True)
    program = folder / "node"
    program.write_text(f"#!/bin/sh\necho {says}\n")
    program.chmod(0o755)
    return program


def test_node_must_be_there_and_new_enough(tmp_path, monkeypatch):
    monkeypatch.setattr("sys.executable", str(tmp_path / "venv/python"))
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    with pytest.raises(CannotBuild, match="there is none here"):
        find_node()
    a_node(tmp_path / "bin", "v12.22.9")
    with pytest.raises(CannotBuild, match=r"is 12\.22\.9"):
        find_node()
    beside = a_node(tmp_path / "venv", "v24.1.0")
    assert find_node() == beside


def test_a_program_that_fails_is_quoted(tmp_path):
    (tmp_path / "package-lock.json").write_text("{}")
    folder = tmp_path / "bin"
    a_node(folder, "v24.1.0")
    (folder / "npm").write_text("#!/bin/sh\necho the lock is broken >&2\nexit 1\n")
    (folder / "npm").chmod(0o755)
    with pytest.raises(CannotBuild, match="npm stopped:\nthe lock is broken"):
        fetch_packages(tmp_path, folder / "node")


def test_the_command_says_in_one_line_what_happened(style, capsys, monkeypatch):
    assert main() == 0
    assert capsys.readouterr().err == "  Nothing to do.\n"
    monkeypatch.setattr("plumbline.foundation.ui.build.fingerprint", lambda root: "new")
    monkeypatch.setattr("sys.executable", "/nowhere/python")
    monkeypatch.setenv("PATH", "/nowhere")
    assert main() == 1
    assert "there is none here" in capsys.readouterr().err
