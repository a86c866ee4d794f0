"""What-ifs of a forecast; who sees a pack; an apprenticeship or placement."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from plumbline.foundation.carrying import OperationForm
from plumbline.institutions.models import Institution
from plumbline.institutions.queries import members_of
from plumbline.workforce.register.forms.counting import day_field
from plumbline.workforce.register.models import Outcome, Trainee, TraineeKind, Unit

if TYPE_CHECKING:
    ChoiceOfUnit = forms.ModelChoiceField[Unit]
else:  # Django's own class takes no type until it runs
    ChoiceOfUnit = forms.ModelChoiceField


class UnitField(ChoiceOfUnit):
    """A unit by its name."""

    def label_from_instance(self, obj: Any) -> str:
        """The name alone."""
        return str(obj.name)


class ForecastForm(OperationForm):
    """What might be done differently. Each that is filled in becomes a scenario beside things as they are."""

    numbers = forms.CharField(
        label=_("If these people retire now"),
        required=False,
        max_length=2_000,
        help_text=_("Their staff numbers, with commas between. Nobody but you sees whom you named."),
    )
    apprentices = forms.IntegerField(
        label=_("More apprentices each year"), required=False, min_value=0, max_value=200, initial=2
    )
    retire_at = forms.IntegerField(
        label=_("Everybody retires at the age of"), required=False, min_value=50, max_value=80, initial=64
    )
    freeze_years = forms.IntegerField(
        label=_("Years in which nobody is recruited"), required=False, min_value=0, max_value=10, initial=2
    )

    def arguments(self) -> dict[str, Any]:
        """For the operation."""
        given = self.cleaned_data
        numbers = tuple(part.strip() for part in given["numbers"].replace(";", ",").split(",") if part.strip())
        return {
            "numbers": numbers,
            "apprentices": given["apprentices"] or 0,
            "retire_at": given["retire_at"],
            "freeze_years": given["freeze_years"] or 0,
        }


class PackForm(OperationForm):
    """Who runs which unit."""

    unit = UnitField(
        Unit.objects.none(), label=_("School, department or unit"), error_messages={"required": _("Choose a unit.")}
    )
    user = forms.ChoiceField(label=_("Its manager"), error_messages={"required": _("Choose who runs it.")})

    def __init__(self, *args: Any, institution: Institution, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unit, user = self.fields["unit"], self.fields["user"]
        assert isinstance(unit, UnitField)
        assert isinstance(user, forms.ChoiceField)
        unit.queryset = institution.units.filter(stands_for=None).order_by("name")
        self.members = {str(one.user_id): one.user for one in members_of(institution)}
        user.choices = [("", "–"), *((key, one.name) for key, one in self.members.items())]

    def arguments(self) -> dict[str, Any]:
        """For the operation."""
        return {"unit": self.cleaned_data["unit"], "user": self.members[self.cleaned_data["user"]]}


class TraineeForm(OperationForm):
    """One apprenticeship, placement or week of work experience. No name is asked for."""

    kind = forms.ChoiceField(label=_("Kind"), choices=TraineeKind.choices)
    what = forms.CharField(
        label=_("What it is in"), max_length=200, error_messages={"required": _("Say what it is in.")},
        help_text=_("The occupation or subject, for instance laboratory technician. No names, please."),
    )  # fmt: skip
    qualification = forms.CharField(label=_("Qualification"), max_length=200, required=False)
    unit = UnitField(Unit.objects.none(), label=_("Where"), required=False)
    started_on = day_field(_("Started on"), required=True, missing=_("Give the day on which it started."))
    ended_on = day_field(_("Ended on"), hint=_("Empty while it goes on."))
    outcome = forms.ChoiceField(
        label=_("What became of it"), required=False, choices=[("", _("It goes on")), *Outcome.choices]
    )

    def __init__(self, *args: Any, institution: Institution, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unit = self.fields["unit"]
        assert isinstance(unit, UnitField)
        unit.queryset = institution.units.filter(stands_for=None).order_by("name")

    @staticmethod
    def initial_of(trainee: Trainee | None) -> dict[str, Any]:
        """What stands in the form at first."""
        if trainee is None:
            return {}
        names = ("kind", "what", "qualification", "unit", "started_on", "ended_on", "outcome")
        return {name: getattr(trainee, name) for name in names}
