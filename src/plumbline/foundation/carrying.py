"""Where a form and an operation meet: the one way in which a refusal lands on the field that it is about."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.forms import Form
from django.http import QueryDict

from plumbline.foundation.problems import Overtaken, Refused


class OperationForm(Form):
    """A form that hands itself over to an operation. It checks shapes and never saves."""

    outcome: Any = None

    def carry_out(self, operation: Callable[..., Any], /, **arguments: Any) -> bool:
        """Call `operation(**arguments)` and keep what it made in `outcome`. False when it refused: the refusal is then
        an error of the field that it names, if the form has it, and nothing that was typed is lost."""
        try:
            self.outcome = operation(**arguments)
        except Refused as refusal:
            self.add_error(refusal.field if refusal.field in self.fields else None, refusal.message)
            if isinstance(refusal, Overtaken) and "seen" in self.fields:
                self.start_from(refusal.seen)
        return not self.errors

    def start_from(self, seen: str) -> None:
        """What was typed may be saved on top of version `seen`, now that the person has been told of it."""
        typed = QueryDict(mutable=True)
        typed.update(self.data)
        typed[self.add_prefix("seen")] = seen
        self.data = typed
