"""Kinds of message for these tests, known only while one runs."""

import pytest

from plumbline.platform.notifications import kinds
from plumbline.platform.notifications.kinds import How, MessageKind


@pytest.fixture(autouse=True)
def test_kinds(monkeypatch):
    """A secret that must be sent, news at once, news of the day, and news that must stay in the inbox."""
    for name, kind in {
        "tests.secret": MessageKind("When", "you", "Secret", default=How.AT_ONCE, must=True),
        "tests.news": MessageKind("When news", "you", "News", default=How.AT_ONCE, heading="News of today"),
        "tests.daily": MessageKind(
            "When a day", "you", "Daily", heading="Things", counted=lambda n: f"{n} things",
            still=lambda abouts: [about for about in abouts if about != "gone"],
        ),
        "tests.inbox": MessageKind("When quiet", "you", "Quiet", default=How.INBOX, may_be_off=False),
    }.items():  # fmt: skip
        monkeypatch.setitem(kinds._kinds, name, kind)
