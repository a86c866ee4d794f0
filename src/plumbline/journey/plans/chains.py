"""How long something has been promised, over all the plans that it was carried through: a pure calculation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Promise:
    """A day by which something was promised, and where that stands."""

    on: date
    said: str


@dataclass(frozen=True, slots=True)
class Link:
    """Action `action` of the plan `into` goes on with `source` of the plan `plan`; `promised` is what was promised
    there."""

    action: int
    source: int
    into: int
    plan: int
    promised: Promise | None


@dataclass(frozen=True, slots=True)
class Chains:
    """All links of an institution, and what people said was promised first outside of any plan, by action."""

    links: Mapping[int, tuple[Link, ...]] = field(default_factory=dict)
    outside: Mapping[int, Promise] = field(default_factory=dict)

    def first_promise(self, action: int) -> Promise | None:
        """The earliest day by which this action, or anything that it goes on with, was promised; None where it goes
        on with nothing and nobody said more."""
        days = [self.outside[one] for one in (action, *self.ancestors(action)) if one in self.outside]
        for one in (action, *self.ancestors(action)):
            days += [link.promised for link in self.links.get(one, ()) if link.promised]
        return min(days, key=lambda promise: promise.on, default=None)

    def plans(self, action: int) -> int:
        """Over how many plans it goes, its own included."""
        ancestors = (action, *self.ancestors(action))
        return 1 + len({link.plan for one in ancestors for link in self.links.get(one, ())})

    def plans_before(self, plan: int) -> set[int]:
        """The plans that this one goes on with, directly or through others."""
        found: set[int] = set()
        waiting = {plan}
        while waiting:
            now = waiting.pop()
            more = {link.plan for links in self.links.values() for link in links if link.into == now} - found
            found |= more
            waiting |= more
        return found

    def ancestors(self, action: int) -> tuple[int, ...]:
        """Everything that it goes on with, near ones first, each once."""
        found: dict[int, None] = {}
        waiting = [action]
        while waiting:
            for link in self.links.get(waiting.pop(0), ()):
                if link.source not in found and link.source != action:
                    found[link.source] = None
                    waiting.append(link.source)
        return tuple(found)


def chains(links: Iterable[Link], outside: Mapping[int, Promise]) -> Chains:
    """Links gathered by action."""
    gathered: dict[int, tuple[Link, ...]] = {}
    for link in links:
        gathered[link.action] = (*gathered.get(link.action, ()), link)
    return Chains(gathered, outside)


def days_late(first: date | None, now: date | None) -> int | None:
    """How many days later than first promised; below 0 where it is earlier; None where one of the two is not known."""
    return (now - first).days if first and now else None
