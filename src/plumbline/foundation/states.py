"""Which state may follow which, as a table, and the one way to move."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from plumbline.foundation.problems import Refused
from plumbline.foundation.verdicts import Allowed, Denied, Verdict


class Move:
    """One legal step: from any of `sources` to `target`."""

    __slots__ = ("name", "sources", "target")

    def __init__(self, name: str, sources: Collection[str], target: str) -> None:
        self.name = name
        self.sources = frozenset(str(source) for source in sources)
        self.target = str(target)


class StateTable:
    """The legal moves of one noun. `field` is the model field that holds the state; nothing else may assign it."""

    def __init__(self, *moves: Move, field: str = "state") -> None:
        self.field = field
        self.moves = {move.name: move for move in moves}
        if len(self.moves) != len(moves):
            raise ValueError("Two moves have the same name.")

    def verdict(self, name: str, thing: models.Model) -> Verdict:
        """May `thing` make the move now?"""
        if str(getattr(thing, self.field)) in self.moves[name].sources:
            return Allowed()
        return Denied(
            _("This cannot be done now: it is marked “%(state)s”. Reload the page to see what is possible.")
            % {"state": self._said(thing)}
        )

    def apply(self, name: str, thing: models.Model, **changes: Any) -> None:
        """Move `thing`, with `changes` to other fields in the same statement.

        The row is updated only if it still holds the state that `thing` was read with: of two people who press at
        once, the second is refused instead of overwriting the first."""
        self.verdict(name, thing).or_raise()
        move = self.moves[name]
        model = type(thing)
        still = model._base_manager.filter(pk=thing.pk, **{self.field: getattr(thing, self.field)})
        if still.update(**{self.field: move.target}, **changes) != 1:
            raise Refused(_("Somebody else changed this a moment ago. Reload the page and look again."))
        setattr(thing, self.field, move.target)
        for attribute, value in changes.items():
            setattr(thing, attribute, value)

    def _said(self, thing: models.Model) -> str:
        spoken = getattr(thing, f"get_{self.field}_display", None)
        return str(spoken()) if spoken else str(getattr(thing, self.field))
