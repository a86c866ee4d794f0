"""Which day, which rule, which reason."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from plumbline.foundation.carrying import OperationForm
from plumbline.foundation.clock import today
from plumbline.workforce.register.dividing import WAYS
from plumbline.workforce.register.families import FAMILIES
from plumbline.workforce.register.models import Definition

DAYS = ["%Y-%m-%d", "%d/%m/%Y", "%d %B %Y", "%d %b %Y", "%d.%m.%Y"]


def day_field(label: Any, *, required: bool = False, hint: Any = "", missing: Any = None) -> forms.DateField:
    """A day as people write it."""
    messages = {"invalid": _("Give a day such as 31/7/2026.")} | ({"required": missing} if missing else {})
    widget = forms.DateInput(format="%d/%m/%Y")
    return forms.DateField(
        label=label, required=required, help_text=hint, input_formats=DAYS, error_messages=messages, widget=widget
    )


class DayForm(forms.Form):
    """As at which day, compared with which, divided how. Lives in the address."""

    on = day_field(_("As at"))
    since = day_field(_("Change since"))
    by = forms.ChoiceField(label=_("Divided by"), choices=list(WAYS.items()), required=False)

    def wanted(self, newest: date) -> tuple[date, date | None, str]:
        """The day, the day to compare with, and how to divide; what cannot be read is left out."""
        given = self.cleaned_data if self.is_valid() else getattr(self, "cleaned_data", {})
        return given.get("on") or newest, given.get("since"), given.get("by") or "faculty"


class DefinitionForm(OperationForm):
    """The next version of who counts."""

    rule = forms.CharField(
        label=_("Who counts"),
        widget=forms.Textarea(attrs={"rows": 7, "spellcheck": "false"}),
        error_messages={"required": _("Write the rule, for instance: job family is Technical")},
        help_text=_("One condition or several, with and, or, not and brackets."),
    )
    since_on = day_field(_("True from"), required=True, missing=_("Give the day from which this is true."))
    sentence = forms.CharField(
        label=_("In your own words"),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What your self-assessment says. Left empty, the rule is said as a sentence."),
    )
    why = forms.CharField(label=_("Why this version"), required=False, max_length=1_000)
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    @staticmethod
    def initial_of(definition: Definition | None) -> dict[str, Any]:
        """What stands in the form at first."""
        if definition is None:
            return {"rule": "job family is Technical", "since_on": today(), "seen": 0}
        return {
            "rule": definition.rule,
            "sentence": definition.sentence,
            "since_on": today(),
            "seen": definition.number,
        }


class ReleaseForm(OperationForm):
    """Release the figures of a day."""

    on = day_field(_("As at"), required=True, missing=_("Give the day of the figures."))
    is_total_exact = forms.BooleanField(label=_("Show the number of technicians exactly"), required=False)


class ChoiceForm(OperationForm):
    """Somebody in or out by hand."""

    is_in = forms.TypedChoiceField(
        label=_("Counts as a technician"),
        choices=[("yes", _("Yes, whatever the rule says")), ("no", _("No, whatever the rule says"))],
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose yes or no.")},
    )
    reason = forms.CharField(label=_("Reason"), required=False, max_length=600)
    since_on = day_field(_("From"), required=True, missing=_("Give the day from which this is so."))


class JoinForm(OperationForm):
    """The other number of the same person."""

    other = forms.CharField(
        label=_("Their other number"),
        max_length=64,
        error_messages={"required": _("Give the number that HR uses now.")},
        help_text=_("The number under which they count from now on."),
    )


class FindForm(forms.Form):
    """Somebody by the number that HR gives."""

    number = forms.CharField(label=_("Staff number"), required=False, max_length=64)


class FamilyForm(OperationForm):
    """What family a title is of."""

    title = forms.CharField(max_length=200, widget=forms.HiddenInput)
    family = forms.ChoiceField(
        label=_("Family"), choices=[("", _("as suggested")), *((one, one) for one in FAMILIES)], required=False
    )


class UnitForm(OperationForm):
    """A unit's name, and where it stands."""

    name = forms.CharField(label=_("Name"), max_length=200, error_messages={"required": _("Give the unit a name.")})
    parent = forms.ChoiceField(label=_("Lies in"), required=False)
    stands_for = forms.ChoiceField(
        label=_("Is the same as"), required=False, help_text=_("Where HR writes one unit in two ways.")
    )

    def __init__(self, *args: Any, units: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("parent", "stands_for"):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [("", "–"), *units]
