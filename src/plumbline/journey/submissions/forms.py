"""What people type on the pages of dates."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plumbline.foundation.carrying import OperationForm
from plumbline.foundation.fields import DayField
from plumbline.journey.submissions.queries import STANDINGS, Wanted
from plumbline.journey.submissions.timetable import Rounding

REASON = forms.Textarea(attrs={"rows": 4})


class AskForm(OperationForm):
    """More time, until one of the next windows or another day."""

    wished_on = forms.ChoiceField(
        label=gettext_lazy("Until when?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose until when you need time.")},
    )
    reason = forms.CharField(
        label=gettext_lazy("Why do you need more time?"),
        help_text=gettext_lazy("The secretariat decides by it. Your own colleagues see it too."),
        widget=REASON,
        error_messages={"required": gettext_lazy("Say why you need more time. The secretariat decides by it.")},
    )

    def __init__(self, *args: Any, wishes: list[date], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["wished_on"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(day.isoformat(), date_format(day, "j F Y")) for day in wishes]

    def clean_wished_on(self) -> date:
        """The chosen day as one."""
        return date.fromisoformat(self.cleaned_data["wished_on"])


class AnswerForm(OperationForm):
    """Grant until a day, or decline with a reason."""

    grant = forms.TypedChoiceField(
        label=gettext_lazy("Your answer"),
        choices=[("yes", gettext_lazy("Give more time")), ("no", gettext_lazy("Decline"))],
        coerce=lambda value: value == "yes",
        empty_value=None,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose whether there is more time.")},
    )
    on = DayField(label=gettext_lazy("Until"), required=False)
    answer = forms.CharField(
        label=gettext_lazy("What you say to the institution"),
        help_text=gettext_lazy("Needed where you decline."),
        widget=REASON,
        required=False,
    )


class AgreeForm(OperationForm):
    """A day agreed with the institution."""

    on = DayField(
        label=gettext_lazy("Agreed day"),
        help_text=gettext_lazy("Leave it empty to go back to the day by the rules."),
        required=False,
    )
    reason = forms.CharField(
        label=gettext_lazy("Why"), help_text=gettext_lazy("The institution reads it."), widget=REASON, required=False
    )


class ReceivedForm(OperationForm):
    """The day on which it came on paper."""

    on = DayField(
        label=gettext_lazy("Received on"), error_messages={"required": gettext_lazy("Give the day on which it came.")}
    )


class StageRuleForm(OperationForm):
    """What a stage asks."""

    months = forms.IntegerField(
        label=gettext_lazy("Months after the announcement"),
        help_text=gettext_lazy("Leave it empty where only the phases' own days hold."),
        required=False,
        min_value=0,
        max_value=240,
    )
    plan_months = forms.IntegerField(label=gettext_lazy("Months that the plan covers"), min_value=1, max_value=240)
    is_confirmed = forms.BooleanField(label=gettext_lazy("The programme has published this"), required=False)


class PhaseDateForm(OperationForm):
    """The day of a phase for a stage."""

    on = DayField(
        label=gettext_lazy("Day"),
        help_text=gettext_lazy("Empty: the stage's rule holds."),
        required=False,
    )


class WindowForm(OperationForm):
    """A submission window."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=40)
    day = forms.IntegerField(label=gettext_lazy("Day"), min_value=1, max_value=31)
    month = forms.IntegerField(label=gettext_lazy("Month"), min_value=1, max_value=12)


class TimetableForm(OperationForm):
    """How the parts of the timetable go together."""

    rounding = forms.ChoiceField(
        label=gettext_lazy("A day that falls between windows"),
        widget=forms.RadioSelect,
        choices=[
            (Rounding.NEXT.value, gettext_lazy("moves to the next window")),
            (Rounding.NEAREST.value, gettext_lazy("moves to the nearest window")),
            (Rounding.NONE.value, gettext_lazy("stays as it is")),
        ],
    )
    extension_limit = forms.IntegerField(
        label=gettext_lazy("Extensions that an institution gets"), min_value=0, max_value=99
    )


class CalendarForm(forms.Form):
    """What to see of the calendar: everything in the address."""

    standing = forms.ChoiceField(label=gettext_lazy("Standing"), required=False)
    stage = forms.ChoiceField(label=gettext_lazy("Stage"), required=False)
    window = forms.ChoiceField(label=gettext_lazy("Due on"), required=False)
    q = forms.CharField(label=gettext_lazy("Words in the name"), required=False, max_length=100)
    asked = forms.BooleanField(label=gettext_lazy("Asked for more time"), required=False)

    def __init__(self, *args: Any, stages: list[int], days: list[date], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: dict[str, list[tuple[str, Any]]] = {
            "standing": [(standing.value, words) for standing, (words, _colour) in STANDINGS.items()],
            "stage": [(str(stage), _("Stage %(stage)s") % {"stage": stage}) for stage in stages],
            "window": [(day.isoformat(), date_format(day, "j F Y")) for day in days],
        }
        for name, values in choices.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [("", _("All")), *values]

    def wanted(self) -> Wanted:
        """The filters that make sense; those that do not are left out."""
        self.full_clean()
        said = self.cleaned_data
        return Wanted(
            standing=said.get("standing", ""),
            stage=said.get("stage", ""),
            window=said.get("window", ""),
            words=" ".join(said.get("q", "").split()),
            asked=bool(said.get("asked")),
        )
