"""Which evidence shows what became of an action."""

from __future__ import annotations

from collections.abc import Iterable

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from plumbline.foundation.carrying import OperationForm
from plumbline.journey.evidence.models import Evidence


class EvidenceForm(OperationForm):
    """The institution's evidence, each piece to tick."""

    evidence = forms.TypedMultipleChoiceField(
        label=_("Evidence"), required=False, coerce=int, widget=forms.CheckboxSelectMultiple, empty_value=[]
    )

    def __init__(self, typed: QueryDict | None, *, chosen: list[int], offered: Iterable[Evidence]) -> None:
        super().__init__(typed, initial={"evidence": chosen})
        field: forms.ChoiceField = self.fields["evidence"]  # type: ignore[assignment]
        field.choices = [
            (one.pk, f"{one.title} ({one.get_kind_display()}, {one.speaks_of_on:%d/%m/%Y})") for one in offered
        ]
