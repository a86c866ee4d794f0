"""What the lead chooses when publishing, and says when withdrawing."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from plumbline.foundation.carrying import OperationForm
from plumbline.institutions.models import Institution
from plumbline.journey.plans.models import Kind, Plan
from plumbline.sharing.library.frozen import Choices


class ChoiceForm(forms.Form):
    """Which plan, and how much of it. In the address of the preview, so that a preview can be shown to somebody."""

    plan = forms.ChoiceField(label=_("Plan"))
    owners = forms.BooleanField(
        label=_("Show who is responsible for each action"),
        required=False,
        help_text=_("As the plan names them. If it names people, ask them first."),
    )
    progress = forms.BooleanField(
        label=_("Show the plan's own words on progress"),
        required=False,
        help_text=_("The column “Progress and next steps”. Progress notes and comments are never published."),
    )

    def __init__(self, typed: QueryDict | None, *, institution: Institution, initial: dict[str, Any]) -> None:
        super().__init__(typed, initial=initial)
        plan: forms.ChoiceField = self.fields["plan"]  # type: ignore[assignment]
        self.plans = {one.key: one for one in institution.plans.all()}
        plan.choices = [(one.key, one.title) for one in self.plans.values()]

    def clean_plan(self) -> Plan:
        """The plan itself."""
        return self.plans[self.cleaned_data["plan"]]

    @property
    def choices(self) -> Choices:
        """How much of the plan is shown."""
        return Choices(owners=self.cleaned_data["owners"], progress=self.cleaned_data["progress"])


class PublishForm(OperationForm):
    """Publish exactly what was looked at."""

    previewed = forms.CharField(max_length=64, widget=forms.HiddenInput)


class WithdrawForm(OperationForm):
    """Why a version is withdrawn; everybody who comes to its address reads it."""

    reason = forms.CharField(
        label=_("Reason"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Everybody who comes to its address will read this. Name nobody."),
        error_messages={"required": _("Say why it is withdrawn. The reason stays at its address.")},
    )


def first_choice(institution: Institution) -> Plan | None:
    """The plan that is offered first: the newest one to come, else the newest."""
    plans = list(institution.plans.all())
    return next((plan for plan in plans if plan.kind == Kind.FORWARD), plans[0] if plans else None)
