"""How somebody wants each kind of message."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from plumbline.foundation.carrying import OperationForm
from plumbline.platform.notifications.kinds import How, kind_of


class ChoicesForm(OperationForm):
    """One choice a kind. Field names are the kinds' own."""

    def __init__(self, *args: Any, chosen: dict[str, How], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, how in chosen.items():
            kind = kind_of(name)
            self.fields[name] = forms.ChoiceField(
                label=capfirst(str(kind.event)),
                choices=[(each.value, each.label) for each in kind.choices],
                initial=how.value,
                error_messages={
                    "required": _("Choose one."),
                    "invalid_choice": _("Choose one of the ways on the list."),
                },
            )
