"""What people type when they write down what a measure stands at."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from plumbline.foundation.carrying import OperationForm
from plumbline.journey.plans.forms.days import DAY_FORMATS
from plumbline.journey.plans.forms.plans import lines


class MeasurementForm(OperationForm):
    """A figure, its day and a note."""

    value = forms.DecimalField(
        label=_("Figure"),
        error_messages={
            "invalid": _("Enter the figure in digits, such as 12 or 12.5."),
            "required": _("Enter the figure."),
        },
    )
    on = forms.DateField(
        label=_("As at"),
        required=False,
        input_formats=DAY_FORMATS,
        help_text=_("The day that it speaks of, for example 31/7/2026. Today if you leave it empty."),
        error_messages={"invalid": _("Enter a day, such as 31/7/2026.")},
    )
    note = lines(_("Note"), rows=2, hint=_("Where the figure comes from, or what it does not count."))
