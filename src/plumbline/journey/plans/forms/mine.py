"""What an owner says of an action of theirs: made for a thumb. One press of a status is enough."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from plumbline.foundation.carrying import OperationForm
from plumbline.foundation.clock import today
from plumbline.journey.plans.forms.plans import lines
from plumbline.journey.plans.models import Measure, PlannedAction, Rag
from plumbline.journey.plans.states import Status

OFFERED = (Status.NOT_STARTED, Status.IN_PROGRESS, Status.COMPLETED, Status.ONGOING, Status.EMBEDDED, Status.STOPPED)


class ReportForm(OperationForm):
    """A status by its button, what happened, a rating, and what each measure stands at (`reading-<key>`)."""

    status = forms.ChoiceField(choices=Status.choices, required=False)
    note = lines(_("What happened"), rows=3, hint=_("A sentence is enough. Needed where the action is stopped."))
    rag = forms.ChoiceField(
        label=_("Your rating today"),
        choices=[
            (Rag.GREEN, _("Green: completed")),
            (Rag.AMBER, _("Amber: in progress")),
            (Rag.RED, _("Red: still to be carried out")),
        ],
        required=False,
        widget=forms.RadioSelect,
    )
    explanation = lines(_("Why it is red"), rows=3, hint=_("What happened, why, and whether it is carried on."))

    def __init__(self, *args: Any, action: PlannedAction, measures: list[Measure], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.action = action
        for measure in measures:
            unit = f" ({measure.unit})" if measure.unit else ""
            self.fields[f"reading-{measure.key}"] = forms.DecimalField(
                label=f"{measure.text}{unit}",
                required=False,
                max_digits=18,
                decimal_places=4,
                widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
                error_messages={"invalid": _("Enter a figure, such as 12 or 12.5.")},
            )

    @property
    def readings(self) -> list[forms.BoundField]:
        """The fields of measures."""
        return [self[name] for name in self.fields if name.startswith("reading-")]

    def said(self) -> dict[str, Any]:
        """What the operation `report` takes."""
        given = {name: self.cleaned_data[name] for name in ("status", "note", "rag", "explanation")}
        prefix = "reading-"
        readings = {key.removeprefix(prefix): self.cleaned_data[key] for key in self.fields if key.startswith(prefix)}
        return {**given, "readings": readings}

    def offered(self) -> list[dict[str, Any]]:
        """The buttons of statuses, and which the action has."""
        return [
            {"value": one.value, "words": str(one.label), "is_current": one == self.action.status} for one in OFFERED
        ]


class SnoozeForm(OperationForm):
    """Until when one does not want to be reminded: so many days from today, or a day."""

    days = forms.IntegerField(required=False, min_value=1, max_value=366)
    until = forms.DateField(
        label=_("Until another day"),
        required=False,
        input_formats=["%Y-%m-%d", "%d/%m/%Y", "%d %B %Y", "%d %b %Y"],
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("For example 31/1/2027."),
        error_messages={"invalid": _("Enter a day, such as 31/1/2027.")},
    )

    def clean(self) -> dict[str, Any]:
        """One of the two, as a day."""
        given = super().clean() or {}
        if given.get("days"):
            given["until"] = today() + timedelta(days=given["days"])
        elif not given.get("until") and "until" not in self.errors:
            self.add_error("until", _("Enter a day, such as 31/1/2027."))
        return given
