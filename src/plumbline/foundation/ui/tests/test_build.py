"""The style sheet as built: everything it names is there, nothing of GOV.UK's own identity is."""

import re
import shutil

import pytest

from plumbline.foundation.ui.build import HERE, ROOT, CannotBuild, build, fetch_packages, fingerprint

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
