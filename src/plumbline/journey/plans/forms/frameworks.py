"""A framework as people type it: a name, a sentence, whose wording it is, one item a line."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from plumbline.foundation.carrying import OperationForm
from plumbline.foundation.problems import Refused
from plumbline.journey.plans.forms.plans import lines
from plumbline.journey.plans.frameworks import FrameworkDraft, Item, items_from_lines, lines_of
from plumbline.journey.plans.models import Framework, Wording


class FrameworkForm(OperationForm):
    """A framework, or the next version of one."""

    title = forms.CharField(
        label=_("Name"), max_length=200, error_messages={"required": _("Give the framework its name.")}
    )
    sentence = lines(_("What it is"), rows=2)
    wording = forms.ChoiceField(
        label=_("The words below are"), choices=Wording.choices, widget=forms.RadioSelect, initial=Wording.OURS
    )
    note = lines(_("Note"), rows=3, hint=_("What a reader should know, such as where the words are from."))
    items = lines(
        _("Items"), rows=14, required=True, missing=_("Write at least one line."),
        hint=_("One a line, with its reference before a colon: “T1: what it asks for”."),
    )  # fmt: skip

    def __init__(self, typed: QueryDict | None, *, framework: Framework | None) -> None:
        self.framework = framework
        self.before = (
            [Item(one.ref, one.text, one.note, one.confidence) for one in framework.items.all()] if framework else []
        )
        super().__init__(typed, initial=self._initial())

    def _initial(self) -> dict[str, Any]:
        if self.framework is None:
            return {}
        same = {name: getattr(self.framework, name) for name in ("title", "sentence", "wording", "note")}
        return {**same, "items": lines_of(self.before)}

    def clean_items(self) -> tuple[Item, ...]:
        """The lines as items; the line that is wrong is named."""
        try:
            return items_from_lines(self.cleaned_data["items"], self.before)
        except Refused as refusal:
            raise forms.ValidationError(refusal.message) from None

    @property
    def seen(self) -> int:
        """The version that the writer started from."""
        return self.framework.version if self.framework else 0

    def draft(self) -> FrameworkDraft:
        """What was typed."""
        return FrameworkDraft(key=self.framework.key if self.framework else "", **self.cleaned_data)
