"""Whatever stands in a document, reading it as a plan neither fails nor says a word that is not there."""

# ruff: noqa: E501 (tables are easier to read unbroken)
import re

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from .blocks import C, H, T, read

WORDS = st.sampled_from(
    (
        "", "Action", "Visibility", "Owner", "2024", "X", "✓", "Complete", "Green", "R", "Theme 1: Recognition", "1.1", "March 2026",
        "• Publish profiles", "◦ by team", "Publish profiles of all the", "teams in the university", "Add rows as needed", "Key: green = done",
        "Total: 3", "(Y1–3)", "Ongoing", "Objective 1: Be seen. Actions: hold a day (Y1), print a page (Y2).", "Owner: HR", "**Well-being",
        "• A - done • B (Owner: HR, by May 2025)", "Achievements", "“Publish profiles” – no money", "–", "N/A", "Year 1", "Status", "RAG",
    )
)  # fmt: skip
CELLS = st.builds(
    C,
    st.lists(WORDS, max_size=3).map("\n".join),
    st.sampled_from((None, None, "#ff0000", "#92d050", "#d9d9d9")),
    st.sampled_from((None, None, True, False)),
)
TABLES = (
    st.integers(1, 5)
    .flatmap(lambda width: st.lists(st.lists(CELLS, min_size=width, max_size=width), min_size=1, max_size=6))
    .map(T)
)
BLOCKS = st.lists(TABLES | WORDS.filter(bool) | WORDS.filter(bool).map(H), max_size=8)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(BLOCKS, st.lists(WORDS.filter(bool), max_size=4))
def test_anything_can_be_read(blocks, reds):
    found = read(*blocks, reds=tuple(H(red) if red.startswith("A") else red for red in reds))
    words = set(re.findall(r"\w+", " ".join(found.ledger.document.words())))
    for action in found.actions:
        assert action.sources
        assert set(re.findall(r"\w+", action.text)) <= words


def test_ten_thousand_rows_are_read():
    rows = [
        ["Theme", "Action", "Owner", "2024", "2025"],
        *(["Visibility", f"Publish profile number {n}", "HR", "X", ""] for n in range(10_000)),
    ]
    assert len(read(H("Action plan 2024-2025"), T(rows)).actions) == 10_000
