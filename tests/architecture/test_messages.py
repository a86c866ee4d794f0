"""Every kind of message is tested both ways: sent when it should be, not sent when it should not."""

import ast
from pathlib import Path

import pytest

from plumbline.platform.notifications.kinds import How, known_kinds

ROOT = Path(__file__).resolve().parents[2]
KINDS = [name for name in known_kinds() if not name.startswith("tests.")]


def marked() -> set[tuple[str, bool]]:
    """What tests say of themselves by `@pytest.mark.message(kind, sent=…)`."""
    found = set()
    for path in sorted((ROOT / "src").rglob("tests/test_*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "message":
                values = [ast.literal_eval(value) for value in [*node.args, *(each.value for each in node.keywords)]]
                if len(values) == 2:
                    found.add((values[0], values[1]))
    return found


@pytest.mark.parametrize("sent", [True, False], ids=["sent", "not sent"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_is_tested_both_ways(kind, sent):
    assert (kind, sent) in marked()


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_says_everything_that_the_table_prints(kind):
    known = known_kinds()[kind]
    assert all(str(words).strip() for words in (known.event, known.recipient, known.sample))
    assert known.default in known.choices
    assert known.must or str(known.heading).strip()
    assert not known.must or known.default == How.AT_ONCE
