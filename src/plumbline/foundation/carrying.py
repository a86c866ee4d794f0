"""Where a form and an operation meet: the one way in which a refusal lands on the field that it is about."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.forms import BaseForm, Form

from plumbline.foundation.problems import Refused

Made = TypeVar("Made")


def carried_out(form: BaseForm, operation: Callable[..., Any], /, **arguments: Any) -> bool:
    """Call `operation(**arguments)`. True when it was done; a refusal becomes an error of `form`, at the field that
    it names if the form has it, and nothing that was typed is lost."""
    outcome(form, operation, **arguments)
    return not form.errors


def outcome(form: BaseForm, operation: Callable[..., Made], /, **arguments: Any) -> Made | None:
    """The same for an operation that makes something: what it made, or None where it was refused."""
    try:
        return operation(**arguments)
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)
        return None


class OperationForm(Form):
    """A form that hands itself over to an operation. It checks shapes and never saves."""

    outcome: Any = None

    def carry_out(self, operation: Callable[..., Any], /, **arguments: Any) -> bool:
        """Call `operation`; keep what it made in `outcome`. False when it refused: the form then says why."""
        self.outcome = outcome(self, operation, **arguments)
        return not self.errors
