"""What people type to correct an answer."""

from __future__ import annotations

from datetime import datetime

from django import forms
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from plumbline.foundation.carrying import OperationForm


class AnswerForm(OperationForm):
    """The text of one answer. An empty one is allowed: not every question is answered."""

    text = forms.CharField(label=_("Answer"), required=False, widget=forms.Textarea(attrs={"rows": 18}))
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    @property
    def seen_at(self) -> datetime | None:
        """The moment of the version that the writer started from; None where the form does not say."""
        try:
            return parse_datetime(self.cleaned_data.get("seen") or "")
        except ValueError:
            return None
