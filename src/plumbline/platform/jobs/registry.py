"""Which kinds of job there are and what happens on the clock: told by config, known here by name only."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta

from plumbline.platform.jobs.models import JobRun

Work = Callable[[JobRun], None]
Turn = Callable[[], None]

_kinds: dict[str, Work] = {}
_slow: set[str] = set()
_schedules: dict[str, tuple[timedelta, Turn]] = {}


def register_kinds(kinds: Mapping[str, Work]) -> None:
    """Learn what to do for each kind of job."""
    _kinds.update(kinds)


def register_slow(kinds: Iterable[str]) -> None:
    """Learn which kinds may take minutes: nothing else waits behind them."""
    _slow.update(kinds)


def slow_kinds() -> frozenset[str]:
    """The kinds that may take minutes."""
    return frozenset(_slow)


def register_schedules(schedules: Mapping[str, tuple[timedelta, Turn]]) -> None:
    """Learn what to do every so often."""
    _schedules.update(schedules)


def work_for(kind: str) -> Work | None:
    """What a kind of job does, or None when no room knows it any more."""
    return _kinds.get(kind)


def schedules() -> Mapping[str, tuple[timedelta, Turn]]:
    """Everything that happens on the clock."""
    return dict(_schedules)
