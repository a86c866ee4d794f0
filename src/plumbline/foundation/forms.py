"""Forms that hand over to an operation: they check shapes and never save."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms

from plumbline.foundation.problems import Refused


class OperationForm(forms.Form):
    """A form whose refusal lands on the field that it is about, so that nothing typed is lost."""

    outcome: Any = None

    def carry_out(self, operation: Callable[..., Any], **arguments: Any) -> bool:
        """Call `operation`; keep what it gives in `outcome`. False when it refused: the form then says why."""
        try:
            self.outcome = operation(**arguments)
        except Refused as refusal:
            self.add_error(refusal.field if refusal.field in self.fields else None, refusal.message)
            return False
        return True
