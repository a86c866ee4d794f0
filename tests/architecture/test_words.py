"""The lower floors know no word of the domain, and committed files name no package registry and no machine's path."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "plumbline"
DOMAIN_WORDS = re.compile(r"\b(technicians?|signator(?:y|ies)|self-assessments?|steering group|peer review)\b", re.I)
REGISTRIES = re.compile(
    r"(?:registry\.npmjs|files\.pythonhosted|pypi\.(?:org|python)|registry\.yarnpkg|deb\.debian|security\.debian|npmmirror)"
)
MACHINE_PATHS = re.compile(r"(?<![\w.])/(?:root|work|home/\w+|opt/pypi)[/\b]")
TEXT = {".py", ".md", ".txt", ".html", ".css", ".scss", ".js", ".json", ".yaml", ".yml", ".toml", ".lock", ".svg", ""}


def committed() -> list[Path]:
    """Every file that git tracks."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]


@pytest.mark.parametrize("floor", ["foundation", "platform"])
def test_the_lower_floors_know_no_word_of_the_domain(floor):
    found = [
        f"{path.relative_to(SOURCE)}:{number}: {line.strip()[:80]}"
        for path in sorted((SOURCE / floor).rglob("*.py"))
        if "tests" not in path.parts
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if DOMAIN_WORDS.search(line)
    ]
    assert found == []


@pytest.mark.parametrize(
    ("what", "pattern"), [("a package registry", REGISTRIES), ("a path of a machine", MACHINE_PATHS)]
)
def test_no_committed_file_names(what, pattern):
    found = [
        f"{path.relative_to(ROOT)}: {match.group()}"
        for path in committed()
        if path.suffix in TEXT and path != Path(__file__)
        for match in pattern.finditer(path.read_text(errors="ignore"))
    ]
    assert found == []


def test_no_lock_file_that_records_addresses_is_committed():
    names = {path.name for path in committed()}
    assert names & {"uv.lock", "pylock.toml", "poetry.lock", "yarn.lock"} == set()
    for lock in (ROOT / "requirements").glob("*.lock"):
        assert "://" not in lock.read_text(), lock.name
    package_lock = ROOT / "package-lock.json"
    assert '"resolved"' not in package_lock.read_text()
